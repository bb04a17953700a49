/*
 * Golden frames of the program's pages: each line of tests/frames/pages/list says what is pressed,
 * and is compared at two sizes, in UTF-8, in ASCII and as roles. `make frames` rewrites the files.
 */
#include "typed.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/prompt.h"
#include "export/frame_roles.h"
#include "export/frame_text.h"
#include "folder.h"
#include "view/layout.h"
#include "view/screen.h"

#define PAGES "tests/frames/pages/"

enum { LINES_MOST = 64, LINE_MOST = 256 };

/* NAME START KEYS; START is `menu`, `welcome` (the menu of a first start) or a lesson. */
struct page_line {
	char text[LINE_MOST];
	const char *name, *start, *keys;
};

static struct page_line lines[LINES_MOST];
static size_t line_count;
static bool rewrites;

/* The six frames of a line. A session is played for each that is not the roles of the one before:
 * what keys do may depend on the size. */
static const struct frame {
	const char *name;
	int w, h;
	bool ascii;
	void (*print)(const struct canvas *canvas, struct str *out);
} frames[] = {
	{"small", 80, 24, false, frame_text},
	{"small-ascii", 80, 24, true, frame_text},
	{"small-roles", 80, 24, false, frame_roles},
	{"large", 120, 36, false, frame_text},
	{"large-ascii", 120, 36, true, frame_text},
	{"large-roles", 120, 36, false, frame_roles},
};
enum { FRAMES = sizeof frames / sizeof *frames };

/* --- what must have a line -------------------------------------------------------------------------- */

static bool shows_menu(const struct session *session)
{
	return session->page == PAGE_MENU && !session->welcome && !prompt_is_open(session);
}

static bool shows_welcome(const struct session *session)
{
	return session->welcome;
}

static bool shows_help(const struct session *session)
{
	return session->page == PAGE_HELP && !session->look.scroll;
}

static bool shows_help_below(const struct session *session)
{
	return session->page == PAGE_HELP && session->look.scroll;
}

static bool shows_glossary(const struct session *session)
{
	return session->page == PAGE_GLOSSARY;
}

static bool shows_settings(const struct session *session)
{
	return session->page == PAGE_SETTINGS;
}

static bool shows_share(const struct session *session)
{
	return session->page == PAGE_SHARE;
}

static bool shows_row(const struct session *session)
{
	return session->hand.on;
}

static bool shows_answering(const struct session *session)
{
	return session->answering && !session->polling;
}

static bool shows_hands(const struct session *session)
{
	return session->polling;
}

static bool shows_votes(const struct session *session)
{
	return session->play && session->play->answers[session->play->stop].poll.votes == 2;
}

static bool shows_blank(const struct session *session)
{
	return session->blank;
}

static bool shows_commands(const struct session *session)
{
	return prompt_is_open(session) && session->prompt->kind == PROMPT_COMMAND;
}

static bool shows_mistake(const struct session *session)
{
	return prompt_is_open(session) && session->prompt->mistake.why.len;
}

static bool shows_search(const struct session *session)
{
	return prompt_is_open(session) && session->prompt->kind == PROMPT_SEARCH;
}

static bool shows_message(const struct session *session)
{
	return session->message.len;
}

static struct must {
	const char *what;
	bool (*shows)(const struct session *session);
	bool seen;
} musts[] = {
	{"the menu", shows_menu},
	{"the welcome of a first start", shows_welcome},
	{"the page of keys", shows_help},
	{"a further page of keys", shows_help_below},
	{"the glossary", shows_glossary},
	{"the settings", shows_settings},
	{"one command line to share", shows_share},
	{"a row in a hand", shows_row},
	{"an answer that is typed", shows_answering},
	{"hands that are typed", shows_hands},
	{"two votes", shows_votes},
	{"the blank screen", shows_blank},
	{"the line of commands", shows_commands},
	{"a mistake in that line", shows_mistake},
	{"the line of search", shows_search},
	{"a message", shows_message},
};

/* --- the list --------------------------------------------------------------------------------------- */

static void read_line(struct page_line *line)
{
	line->text[strcspn(line->text, "\n")] = '\0';
	line->name = line->text;
	char *start = strchr(line->text, ' ');
	assert_non_null(start);
	*start++ = '\0';
	char *keys = start + strcspn(start, " ");
	line->start = start;
	line->keys = *keys ? keys + 1 : keys;
	*keys = '\0';
}

/* Files of lines that are no more go, too. */
static void remove_frames(void)
{
	assert_int_equal(system("rm -f " PAGES "*.txt"), 0);
}

static void read_lines(void)
{
	FILE *file = fopen(PAGES "list", "r");

	assert_non_null(file);
	while (line_count < LINES_MOST && fgets(lines[line_count].text, LINE_MOST, file))
		if (lines[line_count].text[0] != '#')
			read_line(&lines[line_count++]);
	assert_true(feof(file));
	fclose(file);
}

/* --- a frame ---------------------------------------------------------------------------------------- */

static void play_line(const struct page_line *line, const struct frame *frame,
	struct options *options, struct session *session)
{
	bool welcome = strcmp(line->start, "welcome") == 0;
	bool menu = welcome || strcmp(line->start, "menu") == 0;
	struct diags diags = {.count = 0};

	/* The library stands beside the program, not beside a test: what is read from it comes from
	 * the source tree. */
	*options = (struct options){.command = menu ? OPTIONS_MENU : OPTIONS_PLAY,
		.lesson = menu ? NULL : line->start,
		.glyphs = frame->ascii ? GLYPHS_ASCII : GLYPHS_BRAILLE,
		.seed = -1};
	session_open(session, options, &diags);
	diags_free(&diags);
	catalogue_free(&session->catalogue);
	assert_int_equal(catalogue_open(&session->catalogue, "lessons", &diags), 0);
	assert_int_equal(
		glossary_load("lessons/glossary/README.md", &session->glossary, &diags), 0);
	if (!menu && !session->play)
		fail_msg("%s: %s does not open", line->name, line->start);
	session->w = frame->w;
	session->h = frame->h;
	session->welcome = welcome;
	type(session, line->keys);
}

static void print_frame(const struct session *session, const struct frame *frame, struct str *out)
{
	struct canvas *canvas = canvas_new(frame->w, frame->h, false);
	struct scene scene = session_scene(session);
	int x, y;

	assert_non_null(canvas);
	canvas_use_glyphs(canvas, session->glyphs);
	scene.hints = action_hints(action_page(session), &scene.hint_count);
	screen_draw(&scene, canvas, &x, &y);
	frame->print(canvas, out);
	canvas_free(canvas);
}

static void note_musts(const struct session *session)
{
	for (size_t i = 0; i < sizeof musts / sizeof *musts; i++)
		musts[i].seen = musts[i].seen || musts[i].shows(session);
}

static void file_name(const struct page_line *line, const struct frame *frame, struct str *out)
{
	str_addf(out, PAGES "%s-%s.txt", line->name, frame->name);
}

static void write_file(const char *path, const struct str *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(str_text(text), 1, text->len, file), text->len);
	assert_int_equal(fclose(file), 0);
}

static void compare_file(const char *path, const struct str *text)
{
	struct str golden = {0};
	char piece[4096];
	size_t size;
	FILE *file = fopen(path, "r");

	if (!file)
		fail_msg("there is no %s: make frames draws it", path);
	while ((size = fread(piece, 1, sizeof piece, file)) > 0)
		str_addf(&golden, "%.*s", (int)size, piece);
	fclose(file);
	if (strcmp(str_text(&golden), str_text(text)) != 0)
		fail_msg("the frame differs from %s; it is now:\n%s", path, str_text(text));
	str_free(&golden);
}

static void frame_of(const struct page_line *line, const struct frame *frame)
{
	struct options options;
	struct session session;
	struct str text = {0}, path = {0};

	play_line(line, frame, &options, &session);
	print_frame(&session, frame, &text);
	note_musts(&session);
	session_close(&session);
	file_name(line, frame, &path);
	if (rewrites)
		write_file(str_text(&path), &text);
	else
		compare_file(str_text(&path), &text);
	str_free(&path);
	str_free(&text);
}

/* --- tests ------------------------------------------------------------------------------------------ */

static void test_each_page_is_as_before(void **state)
{
	(void)state;
	for (size_t i = 0; i < line_count; i++)
		for (size_t k = 0; k < FRAMES; k++)
			frame_of(&lines[i], &frames[k]);
}

/* Stands behind the frames, which note what they showed. */
static void test_each_page_has_a_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof musts / sizeof *musts; i++)
		if (!musts[i].seen)
			fail_msg("no line of " PAGES "list shows %s", musts[i].what);
}

static bool has_line(const char *file)
{
	struct str path = {0}, own = {0};
	bool found = false;

	str_addf(&path, PAGES "%s", file);
	for (size_t i = 0; i < line_count && !found; i++)
		for (size_t k = 0; k < FRAMES && !found; k++) {
			str_clear(&own);
			file_name(&lines[i], &frames[k], &own);
			found = strcmp(str_text(&own), str_text(&path)) == 0;
		}
	str_free(&path);
	str_free(&own);
	return found;
}

static void test_each_file_has_a_line(void **state)
{
	DIR *folder = opendir(PAGES);
	size_t files = 0;

	(void)state;
	assert_non_null(folder);
	for (struct dirent *entry; (entry = readdir(folder));) {
		if (!strstr(entry->d_name, ".txt"))
			continue;
		if (!has_line(entry->d_name))
			fail_msg(PAGES "%s belongs to no line: remove it", entry->d_name);
		files++;
	}
	closedir(folder);
	assert_int_equal(files, line_count * FRAMES);
}

int main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_page_is_as_before),
		cmocka_unit_test(test_each_page_has_a_line),
		cmocka_unit_test(test_each_file_has_a_line),
	};
	char folder[] = "/tmp/normscope-pages-XXXXXX";

	rewrites = argc > 1 && strcmp(argv[1], "rewrite") == 0;
	if (!mkdtemp(folder) || setenv("XDG_STATE_HOME", folder, 1))
		return 1;
	read_lines();
	if (rewrites)
		remove_frames();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	return folder_remove(folder) || failed;
}

/*
 * What `s` writes opens exactly where it was written: the same cells in every picture and table; and
 * what `S` shows, read by the shell and by the command line's parser, does the same.
 */
#include "opened.h"
#include "typed.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/looks.h"
#include "app/prompt.h"
#include "app/save_lesson.h"
#include "base/status.h"
#include "base/utf8.h"
#include "engine/keep.h"
#include "export/trace.h"
#include "view/layout.h"
#include "view/screen.h"
#include "view/share_page.h"
#include "folder.h"

enum { W = 120, H = 36, WORDS_MOST = 64 };

static const struct {
	const char *lesson, *keys;
	const char *why;
} places[] = {
	{"lessons/two-scales.md", "", "the start"},
	{"lessons/two-scales.md", "<Right><Right><Right>", "the inputs"},
	{"lessons/two-scales.md", "}}}<Right><Right>", "between two stops"},
	{"lessons/two-scales.md", ":set train.learning_rate 0.3<Enter>}}}", "changed at the start"},
	{"lessons/two-scales.md", "}}:set train.learning_rate 0.011<Enter>}}",
		"changed on the way"},
	{"lessons/two-scales.md", ":set data.noise 0.3<Enter>}}}", "other rows"},
	{"lessons/five-stages.md", ":set network.hidden 3, 2<Enter>}]<Right><Right>", "a list"},
	{"lessons/five-stages.md", "]]]<Right><Right><Right><Right><Right>", "inside a layer"},
	{"lessons/five-stages.md", "}]:set train.optimizer momentum<Enter>]]]", "another rule"},
	{"lessons/five-stages.md", ":set twin.batch_norm.on false<Enter>}]]", "two runs"},
	{"lessons/five-stages.md",
		":set twin.batch_norm.on false<Enter>}]:set twin.train.learning_rate 0.3<Enter>]]",
		"two runs, one of them changed"},
	{"lessons/five-stages.md", "}]<Right><Right>:put gamma(1,1) 2.5<Enter>]<Right><Right>",
		"a parameter put in"},
	{"lessons/five-stages.md", "}]<Right><Right>:put b(2,1) 2/3<Enter>", "with all its digits"},
	{"lessons/five-stages.md", "}]<Right><Right>xx]<Right><Right><Right>", "two mates swapped"},
	{"lessons/five-stages.md",
		":set twin.batch_norm.on false<Enter>}]<Right><Right>:put gamma(1,1) 2<Enter>:put "
		"twin.W(1,1,1) 3<Enter>:put W(1,1,2) 1<Enter>x]]",
		"two runs: of the first alone, of the second alone, of both"},
	{"lessons/five-stages.md", "}]<Right><Right><Right>m", "test mode"},
	{"lessons/five-stages.md", "}]<Right><Right>mUjj<Tab><Tab>L",
		"unit, example, panel, levels"},
	{"lessons/five-stages.md", "}]<Right><Right><Tab>z", "one panel alone"},
	{"lessons/five-stages.md", "}]<Right><Right>vv", "other pictures"},
	{"lessons/five-stages.md", ":set twin.batch_norm.on false<Enter>}]]tt", "the second run"},
	{"lessons/five-stages.md", "<PgDn><PgDn>:put gamma(1,1) 3<Enter>m", "at a stop"},
	{"lessons/two-scales.md", "}}f:set train.learning_rate 0.02<Enter>}}}", "a ghost"},
	{"lessons/two-scales.md",
		"}:set train.learning_rate 0.03<Enter>}f:set input.scale none<Enter>}f:set "
		"train.optimizer momentum<Enter>:put W(1,1,1) 3<Enter>f:set view.plane W(1,1,2), "
		"b(1,1)<Enter>f}}",
		"four ghosts, one of them by another start, one in another plane"},
	{"lessons/five-stages.md", "}]<Right><Right>xf:set train.learning_rate 0.02<Enter>}t}",
		"a ghost as a twin"},
	{"lessons/test-time.md",
		"}]<Right><Right><Right>:set train.learning_rate 0.02<Enter>:put "
		"gamma(1,1) 3<Enter>xf:set twin.train.seed 5<Enter>]mU",
		"all together"},
	{"lessons/five-stages.md",
		"}]:set train.learning_rate 0.3<Enter>]]]]]:put gamma(1,1) 2<Enter>:set "
		"train.batch 16<Enter>]",
		"other batches behind changes on the way"},
	{"lessons/five-stages.md",
		"}]f:set train.batch 12<Enter>}]:set train.last_batch drop<Enter>}:set "
		"batch_norm.normalize_with running<Enter>]x:put gamma(1,1) 2<Enter>f:set "
		"twin.train.batch 4<Enter>}]]<Right><Right>",
		"epochs cut otherwise, twice, another order, forks and a twin of its own batches"},
	{"lessons/five-stages.md",
		":set twin.train.seed 9<Enter>}]:set twin.train.batch 20<Enter>]:set "
		"twin.batch_norm.normalize_with running<Enter>:set train.batch 6<Enter>}]t",
		"each of two runs cut in its own way"},
	{"lessons/five-stages.md",
		":go epoch 4, batch 2<Enter>:set train.learning_rate 0.3<Enter>:set "
		"train.epochs 2<Enter>:go epoch 2<Enter>f:set train.optimizer momentum<Enter>]",
		"a change behind the end, of a ghost too"},
	{"lessons/five-stages.md",
		"}]:put gamma(1,3) 2<Enter>:put gamma(1,2) 3<Enter>:set network.hidden "
		"2<Enter>f:put b(2,1) 1<Enter>",
		"a parameter that the network has no longer"},
	{"lessons/five-stages.md", "}]x:set data.rows 8<Enter>]", "a swap of rows that went"},
	{"lessons/real-wine.md", "<PgDn><PgDn><PgDn><PgDn>", "rows that are copied"},
	{"lessons/real-wine.md", "}:set train.learning_rate 0.02<Enter>G", "the end"},
	{"lessons/five-stages.md",
		":set data.edits move 3 1.5 -2, flip 5, add 1e-7 0 1, delete 8<Enter>}]",
		"rows edited by hand"},
	{"lessons/real-wine.md", ":set data.edits delete 3, add 1 700 0<Enter>}", "and of a file"},
	{"lessons/two-scales.md",
		":data lessons/data/faithful.csv<Enter>:row 5 1 900<Enter>:row delete 9<Enter>}",
		"and of one's own"},
	{"lessons/five-stages.md",
		"}]<Right><Right>r<Right>f<Enter>x:put gamma(1,1) 2<Enter>:row add 1 2 "
		"upper<Enter>]",
		"rows, a swap and a value"},
};

enum { PLACES = sizeof places / sizeof *places };

static char folder[] = "/tmp/normscope-save.XXXXXX";

/* Each of these lines must be taken. */
static void type_line(struct session *session, const char *keys)
{
	type(session, keys);
	if (prompt_is_open(session))
		fail_msg("%s: %s", keys, session->prompt->shown.error);
}

static struct canvas *draw_panel(const struct session *session, const struct placed *panel)
{
	struct scene scene = session_scene(session);
	struct canvas *canvas = canvas_new(W, H, false);

	assert_non_null(canvas);
	if (panel->side && scene.play->twin)
		scene.play = scene.play->twin;
	panel->view->draw(&scene, canvas, panel->area);
	return canvas;
}

/* A record for each stage: every number of both runs, but for the line that says what is run. */
static void assert_same_trace(struct play *a, struct play *b, const char *why)
{
	struct play *const plays[] = {a, b};
	char *text[2] = {NULL, NULL};
	size_t size[2];

	for (int i = 0; i < 2; i++) {
		FILE *file = open_memstream(&text[i], &size[i]);
		assert_non_null(file);
		assert_int_equal(trace_json(plays[i], TRACE_BATCH, file), 0);
		fclose(file);
	}
	const char *rest[] = {strchr(text[0], '\n'), strchr(text[1], '\n')};
	if (strcmp(rest[0], rest[1]) != 0)
		fail_msg("%s: other numbers", why);
	free(text[0]);
	free(text[1]);
}

/* The same lesson opened by a command line shows the same cells everywhere. */
static void assert_same_screen(struct session *a, struct session *b, const char *why)
{
	int x, y;

	str_clear(&a->message);
	str_clear(&b->message);
	a->play->answers[a->play->stop].done =
		false; /* what was tried is progress, kept elsewhere */
	struct canvas *one = opened_screen(a, false, &x, &y);
	struct canvas *two = opened_screen(b, false, &x, &y);
	for (int row = 0; row < H; row++)
		if (memcmp(one->cells + (size_t)row * W, two->cells + (size_t)row * W,
			    W * sizeof *one->cells) != 0)
			fail_msg("%s: row %d looks otherwise", why, row);
	canvas_free(one);
	canvas_free(two);
}

/* Words may be others; pictures and tables may not. */
static int compare(const struct session *a, const struct session *b, const char *why)
{
	struct scene scene = session_scene(a);
	struct layout layout;
	int compared = 0;

	assert_true(layout_make(&scene, &layout));
	for (int i = 0; i < layout.count; i++) {
		if (layout.panels[i].view->kind == VIEW_TEXT)
			continue;
		struct canvas *one = draw_panel(a, &layout.panels[i]);
		struct canvas *two = draw_panel(b, &layout.panels[i]);
		if (memcmp(one->cells, two->cells, sizeof *one->cells * W * H) != 0)
			fail_msg("%s: %s looks otherwise", why, layout.panels[i].view->name);
		canvas_free(one);
		canvas_free(two);
		compared++;
	}
	return compared;
}

static void a_saved_lesson_opens_here(void **state)
{
	(void)state;
	for (size_t i = 0; i < PLACES; i++) {
		struct options options = {
			.command = OPTIONS_PLAY, .lesson = places[i].lesson, .seed = -1};
		struct session before, after;
		struct str path = {0}, says = {0};
		opened(&before, &options, W, H);
		type_line(&before, places[i].keys);
		str_addf(&path, "%s/%zu.md", folder, i);
		if (save_lesson(&before, str_text(&path), &says))
			fail_msg("%s: %s", places[i].why, str_text(&says));
		options.lesson = str_text(&path);
		opened(&after, &options, W, H);
		play_go_stop(after.play, 1);
		looks_follow(&after);
		assert_int_equal(after.play->run->at.index, before.play->run->at.index);
		assert_true(compare(&before, &after, places[i].why) > 0);
		assert_same_trace(before.play, after.play, places[i].why);
		session_close(&before);
		session_close(&after);
		str_free(&path);
		str_free(&says);
	}
}

/* What a shell makes of a text: its words. */
static int shell_words(const char *text, char *words[WORDS_MOST])
{
	static char bytes[8192];
	struct str command = {0};
	int count = 0;

	str_addf(&command, "normscope() { printf '%%s\\n' normscope \"$@\"; }; %s", text);
	FILE *file = popen(str_text(&command), "r");
	assert_non_null(file);
	bytes[fread(bytes, 1, sizeof bytes - 1, file)] = '\0';
	assert_int_equal(pclose(file), 0);
	str_free(&command);
	for (char *at = strtok(bytes, "\n"); at && count < WORDS_MOST; at = strtok(NULL, "\n"))
		words[count++] = at;
	return count;
}

static void a_command_line_opens_here(void **state)
{
	static const int widths[] = {38, 78, 198};

	(void)state;
	for (size_t i = 0; i < PLACES; i++) {
		struct options options = {
			.command = OPTIONS_PLAY, .lesson = places[i].lesson, .seed = -1};
		struct session before, after;
		struct str line = {0}, folded = {0};
		struct diags diags = {.count = 0};
		char *words[WORDS_MOST];
		opened(&before, &options, W, H);
		type_line(&before, places[i].keys);
		save_command(&before, &line);
		share_page_fold(str_text(&line), widths[i % 3], &folded);
		int count = shell_words(str_text(&folded), words);
		struct options read;
		if (options_parse(&read, count, words, &diags))
			fail_msg("%s: %s", places[i].why, diags.list[0].text);
		opened(&after, &read, W, H);
		looks_follow(&after);
		assert_int_equal(after.play->run->at.index, before.play->run->at.index);
		assert_same_screen(&before, &after, places[i].why);
		assert_same_trace(before.play, after.play, places[i].why);
		session_close(&before);
		session_close(&after);
		options_free(&read);
		str_free(&line);
		str_free(&folded);
	}
}

/* More than a header holds is refused, and no file is left. */
static void what_is_too_long_is_refused(void **state)
{
	struct options options = {
		.command = OPTIONS_PLAY, .lesson = "lessons/five-stages.md", .seed = -1};
	struct session session;
	struct str path = {0}, says = {0};

	(void)state;
	opened(&session, &options, W, H);
	type_line(&session, "}");
	for (int i = 0; i < 60; i++) {
		struct str keys = {0};
		str_addf(&keys, "]:set train.learning_rate 0.12345678901234%02d<Enter>", i + 1);
		type_line(&session, str_text(&keys));
		str_free(&keys);
	}
	type_line(&session, "ffff");
	str_addf(&path, "%s/long.md", folder);
	assert_int_equal(save_lesson(&session, str_text(&path), &says), STATUS_LIMIT);
	assert_non_null(strstr(str_text(&says), "this cannot be kept as a lesson: "));
	assert_int_not_equal(access(str_text(&path), F_OK), 0);
	session_close(&session);
	str_free(&path);
	str_free(&says);
}

static const struct {
	const char *keys, *says;
} left_out[] = {
	{"}]f:set train.learning_rate 0.3<Enter>S", ""},
	{"}]f:data lessons/data/faithful.csv<Enter>S", "Not kept: 1 fork with other rows."},
	{":go epoch 4<Enter>:set train.learning_rate 0.3<Enter>:set train.epochs 2<Enter>S",
		"Not kept: 1 change that this run has no place for."},
	{"}]:put gamma(1,3) 2<Enter>:put gamma(1,1) 1<Enter>:put beta(1,3) 2<Enter>:set "
	 "network.hidden 2<Enter>S",
		"Not kept: 2 changes that this run has no place for."},
	{"]:set batch_norm.on false<Enter>:set twin.batch_norm.on true<Enter>:go epoch 1, batch 2, "
	 "layer 1, linear<Enter><Right><Right>S",
		"Not kept: the stage that only B has."},
};

/* What has no words in a lesson or on a command line is said. */
static void what_is_not_kept_is_said(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++) {
		struct options options = {
			.command = OPTIONS_PLAY, .lesson = "lessons/five-stages.md", .seed = -1};
		struct session session;
		struct str text = {0};
		struct keep_view view = {.look = ""};
		opened(&session, &options, W, H);
		type_line(&session, left_out[i].keys);
		assert_string_equal(str_text(&session.message), left_out[i].says);
		keep_lesson(session.play, &view, NULL, &text);
		assert_non_null(strstr(str_text(&text), left_out[i].says));
		session_close(&session);
		str_free(&text);
	}
}

static void nothing_is_overwritten(void **state)
{
	struct options options = {
		.command = OPTIONS_PLAY, .lesson = "lessons/two-scales.md", .seed = -1};
	struct session session;
	struct str path = {0}, says = {0};

	(void)state;
	opened(&session, &options, W, H);
	str_addf(&path, "%s/twice.md", folder);
	assert_int_equal(save_lesson(&session, str_text(&path), &says), 0);
	str_clear(&says);
	assert_int_not_equal(save_lesson(&session, str_text(&path), &says), 0);
	assert_non_null(strstr(str_text(&says), "nothing is overwritten"));
	str_clear(&says);
	assert_int_not_equal(save_lesson(&session, "no-lesson.txt", &says), 0);
	assert_non_null(strstr(str_text(&says), "my-lesson.md"));
	session_close(&session);
	str_free(&path);
	str_free(&says);
}

/* With rows of a file, whose place is asked for first, and without. */
static void a_folder_that_is_not_there_is_named(void **state)
{
	static const char *const lessons[] = {"lessons/two-scales.md", "lessons/real-wine.md"};

	(void)state;
	for (size_t i = 0; i < sizeof lessons / sizeof *lessons; i++) {
		struct options options;
		struct session session;
		struct str says = {0};
		opened_lesson(&session, &options, lessons[i], W, H);
		assert_int_not_equal(save_lesson(&session, "/no such folder/a.md", &says), 0);
		if (!strstr(str_text(&says), "No such file") ||
			!strstr(str_text(&says), "/no such folder/a.md"))
			fail_msg("%s: %s", lessons[i], str_text(&says));
		session_close(&session);
		str_free(&says);
	}
}

static const struct {
	const char *share;
	int w;
	const char *folded;
	const char *why;
} folds[] = {
	{"normscope a\n--stop 2", 40, "normscope a --stop 2", "it fits"},
	{"normscope a\n--set b=1\n--stop 2", 22, "normscope a \\\n  --set b=1 --stop 2", "folded"},
	{"normscope\n'abc def'", 12, "normscope \\\n  'abc de'\\\n'f'", "broken between quotes"},
};

static void long_lines_are_folded(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof folds / sizeof *folds; i++) {
		struct str out = {0};
		share_page_fold(folds[i].share, folds[i].w, &out);
		assert_string_equal(str_text(&out), folds[i].folded);
		str_free(&out);
	}
}

/* Words as engine/keep.h quotes them: quotes beside other letters, at both ends, in a row. */
static const char *const quoted[] = {
	"normscope\n--note 'it'\\''s'\n--stop 2",
	"normscope\n--note 'a backslash \\'\\'' and a quote'\n--stop 2",
	"normscope\n'\\'\n''\n'\\\\'\n--stop 2",
	"normscope\n''\\'''\\'''\\'''\\'''\\'''\\'''\\'''\\'''\\'''\\'''\\'''\\'''\\'''\n--stop 2",
	"normscope\n--set 'input.note=µ and σ of it'\\''s \\'\\''own'\\'' rows: two 列'\n--stop 2",
};
enum { NARROWEST = 20, WIDEST = 99, SHELL_BYTES = 1 << 16 };

/* Appends what the shell makes of a command line, and the command line itself where it is too wide. */
static void add_script(const char *share, int w, struct str *script)
{
	struct str out = {0};

	share_page_fold(share, w, &out);
	for (const char *row = str_text(&out); *row;
		row += strcspn(row, "\n"), row += *row == '\n') {
		struct str line = {0};
		str_add_bytes(&line, row, strcspn(row, "\n"));
		if (utf8_width(str_text(&line)) > w)
			fail_msg("%d cells: “%s”", w, str_text(&line));
		str_free(&line);
	}
	str_addf(script, "%s\n", str_text(&out));
	str_free(&out);
}

/* Whatever the width, the shell reads the words that it reads in one line each. */
static void a_folded_line_says_the_same(void **state)
{
	static char said[SHELL_BYTES];

	(void)state;
	for (size_t i = 0; i < sizeof quoted / sizeof *quoted; i++) {
		struct str script = {0};
		str_add(&script, "normscope() { printf '<%s>' \"$@\"; echo; }\n");
		add_script(quoted[i], 1000, &script);
		for (int w = NARROWEST; w <= WIDEST; w++)
			add_script(quoted[i], w, &script);
		FILE *file = popen(str_text(&script), "r");
		assert_non_null(file);
		said[fread(said, 1, sizeof said - 1, file)] = '\0';
		assert_int_equal(pclose(file), 0);
		size_t size = strcspn(said, "\n") + 1, w = NARROWEST - 1;
		for (const char *at = said; *at; at += size, w++)
			if (strncmp(at, said, size) != 0)
				fail_msg("%s at %zu cells: %.*s", quoted[i], w, (int)size, at);
		assert_int_equal(w, WIDEST + 1);
		str_free(&script);
	}
}

static int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
	(void)state;
	return folder_remove(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_saved_lesson_opens_here),
		cmocka_unit_test(a_command_line_opens_here),
		cmocka_unit_test(what_is_not_kept_is_said),
		cmocka_unit_test(what_is_too_long_is_refused),
		cmocka_unit_test(nothing_is_overwritten),
		cmocka_unit_test(a_folder_that_is_not_there_is_named),
		cmocka_unit_test(long_lines_are_folded),
		cmocka_unit_test(a_folded_line_says_the_same),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

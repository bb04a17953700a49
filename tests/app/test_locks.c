/* What a stop rests (`lock`) rests by its key, by its name behind the colon and on the page of settings. */
#include "typed.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/check_lesson.h"
#include "app/prompt.h"
#include "app/session.h"
#include "app/settings_page.h"
#include "engine/play_change.h"
#include "folder.h"

static const char text[] = "---\ntitle: T\nquestion: Q?\ndata: {source: ring}\n"
			   "network: {hidden: [2]}\nbatch_norm: {on: true}\n"
			   "train: {batch: 8, epochs: 2}\n---\n\n## Locked\n"
			   "<!-- lock: [put, swap, train, data] -->\nWords.\n\n## Open\n"
			   "<!-- at: {epoch: 2} -->\n<!-- lock: [help] -->\nWords.\n";

static char folder[] = "/tmp/normscope-locks.XXXXXX";
static char path[64];

static bool write_text(const char *words)
{
	FILE *file = fopen(path, "w");

	return file && fputs(words, file) >= 0 && fclose(file) == 0;
}

static int open_lesson(void **state)
{
	static struct options options = {.command = OPTIONS_PLAY, .lesson = path, .seed = -1};
	static struct session session;
	struct diags diags = {.count = 0};

	if (!mkdtemp(folder) || setenv("XDG_STATE_HOME", folder, 1) != 0)
		return -1;
	snprintf(path, sizeof path, "%s/locks.md", folder);
	if (!write_text(text))
		return -1;
	*state = &session;
	return session_open(&session, &options, &diags);
}

static int close_lesson(void **state)
{
	session_close(*state);
	return folder_remove(folder);
}

static const struct {
	const char *keys, *says;
	const char *why;
} locked[] = {
	{":put gamma(1,1) 2<Enter>", "the lesson rests “put” at this stop", "a command"},
	{":swap<Enter>", "the lesson rests “swap” at this stop", "an action, by its name"},
	{"x", "The lesson rests this key at this stop.", "an action, by its key"},
	{":set train.learning_rate 0.3<Enter>", "the lesson keeps train.learning_rate as it is",
		"a group of settings"},
	{":data lessons/data/faithful.csv<Enter>", "the lesson rests “data” at this stop",
		"other rows, by the name of a group and of a command"},
};

static const char *said(const struct session *session)
{
	return prompt_is_open(session) ? session->prompt->shown.error : str_text(&session->message);
}

static void what_is_locked_says_so_and_changes_nothing(void **state)
{
	struct session *session = *state;

	type(session, "g}");
	assert_int_equal(session->play->stop, 0);
	for (size_t i = 0; i < sizeof locked / sizeof *locked; i++) {
		type(session, locked[i].keys);
		if (!strstr(said(session), locked[i].says))
			fail_msg("%s: “%s”", locked[i].why, said(session));
		if (prompt_is_open(session))
			type(session, "<Escape>");
		assert_int_equal(play_course(session->play)->count, 0);
		assert_int_equal(session->play->experiment->data.rows, 64);
	}
}

static void another_stop_opens_it_again(void **state)
{
	struct session *session = *state;

	type(session, "<Space>:put gamma(1,1) 2<Enter>");
	assert_int_equal(session->play->stop, 1);
	assert_int_equal(play_course(session->play)->count, 1);
	type(session, "x");
	assert_int_equal(play_course(session->play)->count, 2);
	type(session, "uug");
	assert_int_equal(play_course(session->play)->count, 0);
}

/* Its page shows the value of the lesson and keeps it: = and r say why. */
static void the_page_of_settings_keeps_it(void **state)
{
	static const char *const keys[] = {"r", "=", "+", "3"};
	struct session *session = *state;

	type(session, "ge");
	while (strcmp(settings_table[session->settings_page->line].name, "train.learning_rate") !=
		0)
		type(session, "j");
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		type(session, keys[i]);
		assert_string_equal(str_text(&session->settings_page->error),
			"The lesson keeps this as it is at this stop.");
		assert_false(session->settings_page->typing);
	}
	type(session, "q");
	assert_int_equal(play_course(session->play)->count, 0);
}

static void check_knows_what_can_be_locked(void **state)
{
	struct diags diags = {.count = 0}, warnings = {.count = 0};
	struct check_result result;
	struct str wrong = {0};
	const char *put = strstr(text, "put, ");

	(void)state;
	assert_int_equal(
		check_lesson(path, (struct play_wishes){0}, &result, &diags, &warnings), 0);
	diags_free(&warnings);
	str_add_bytes(&wrong, text, (size_t)(put - text));
	str_addf(&wrong, "pot%s", put + 3);
	assert_true(write_text(str_text(&wrong)));
	assert_int_not_equal(
		check_lesson(path, (struct play_wishes){0}, &result, &diags, &warnings), 0);
	assert_int_equal(diags.count, 1);
	assert_int_equal(diags.list[0].line, 11);
	assert_int_equal(diags.list[0].column, 13);
	assert_non_null(strstr(diags.list[0].text, "did you mean put?"));
	diags_free(&diags);
	diags_free(&warnings);
	str_free(&wrong);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_locked_says_so_and_changes_nothing),
		cmocka_unit_test(another_stop_opens_it_again),
		cmocka_unit_test(the_page_of_settings_keeps_it),
		cmocka_unit_test(check_knows_what_can_be_locked),
	};

	return cmocka_run_group_tests(tests, open_lesson, close_lesson);
}

/* Where the page of settings opens: at what a `try` asks for, else where it was left. */
#include "typed.h"

#include "app/settings_page.h"
#include "engine/settings.h"

static struct options options = {
	.command = OPTIONS_PLAY, .lesson = "lessons/five-stages.md", .seed = -1};

static void it_opens_where_it_is_wanted(void **state)
{
	static const struct {
		const char *keys, *setting, *why;
	} steps[] = {
		{"e", "data.source", "nothing is tried: its first line"},
		{"<Down><Escape>:go stop 7<Enter>e", "train.batch", "the try of this stop"},
		{"<Up><Escape>:go stop 6<Enter>e", "train.learning_rate",
			"no try: where it was left"},
		{"<Escape>:go stop 7<Enter>:set train.batch 2<Enter>e", "train.learning_rate",
			"a try that is done"},
	};
	struct session session;
	struct diags diags = {.count = 0};

	(void)state;
	assert_int_equal(session_open(&session, &options, &diags), 0);
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		type(&session, steps[i].keys);
		const char *name = settings_table[session.settings_page->line].name;
		if (strcmp(name, steps[i].setting) != 0)
			fail_msg("%s: at %s", steps[i].why, name);
	}
	session_close(&session);
}

/* A number is typed anew: 2 behind the old 8 would be 82, and a batch as good as any. */
static void a_number_is_typed_anew(void **state)
{
	static const char *const ways[] = {"=2<Enter>", "2<Enter>"};

	(void)state;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct session session;
		struct diags diags = {.count = 0};

		assert_int_equal(session_open(&session, &options, &diags), 0);
		type(&session, ":go stop 7<Enter>e");
		type(&session, ways[i]);
		assert_int_equal(session.play->run->experiment->settings.train.batch, 2);
		session_close(&session);
	}
}

/* So is a word of a few: behind the old one it would be none of them. */
static void a_choice_is_typed_anew(void **state)
{
	struct session session;
	struct diags diags = {.count = 0};

	(void)state;
	assert_int_equal(session_open(&session, &options, &diags), 0);
	type(&session, "e/optimizer<Enter>=momentum<Enter>");
	assert_int_equal(
		session.play->run->experiment->settings.train.optimizer, OPTIMIZER_MOMENTUM);
	session_close(&session);
}

static void it_goes_to_a_name(void **state)
{
	static const struct {
		const char *keys, *setting, *why;
	} steps[] = {
		{"e<Home>", "data.source", "the first one"},
		{"/lear", "train.learning_rate", "letters of a name"},
		{"<Enter><Up><Down>", "train.learning_rate", "Enter ends it and applies nothing"},
		{"<Home>/see", "data.seed", "the first of two"},
		{"/", "train.seed", "and the next"},
		{"/", "data.seed", "going round"},
		{"<Escape>", "data.seed", "Escape ends it and leaves nothing"},
		{"/qqq", "data.seed", "nothing of that name"},
		{"<Backspace><Backspace><Backspace>train.ep", "train.epochs", "with its group"},
		{"<Home>", "data.source", "another key ends it and acts"},
	};
	struct session session;
	struct diags diags = {.count = 0};

	(void)state;
	assert_int_equal(session_open(&session, &options, &diags), 0);
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		type(&session, steps[i].keys);
		const char *name = settings_table[session.settings_page->line].name;
		if (strcmp(name, steps[i].setting) != 0 || session.page != PAGE_SETTINGS)
			fail_msg("%s: at %s", steps[i].why, name);
	}
	type(&session, "<End>");
	assert_int_equal(session.settings_page->line, settings_count - 1);
	type(&session, "<PgUp>");
	assert_int_equal(session.settings_page->line, settings_count - 11);
	type(&session, "<PgDn><PgDn>");
	assert_int_equal(session.settings_page->line, settings_count - 1);
	session_close(&session);
}

static void no_key_is_named_that_does_nothing(void **state)
{
	struct session session;
	struct diags diags = {.count = 0};

	(void)state;
	assert_int_equal(session_open(&session, &options, &diags), 0);
	type(&session, "W");
	assert_string_equal(str_text(&session.message), "W does nothing here; ? shows the keys.");
	type(&session, "e?");
	assert_string_equal(str_text(&session.message), "? does nothing here.");
	session_close(&session);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_is_typed_anew),
		cmocka_unit_test(a_choice_is_typed_anew),
		cmocka_unit_test(no_key_is_named_that_does_nothing),
		cmocka_unit_test(it_opens_where_it_is_wanted),
		cmocka_unit_test(it_goes_to_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

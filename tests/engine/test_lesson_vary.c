/* vary: what other seeds have, together, below what is wished for, and as the lesson's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/keep.h"
#include "engine/lesson_vary.h"
#include "engine/play.h"
#include "engine/play_change.h"

static const char text[] =
	"---\ntitle: V\nquestion: Q?\ndata: {source: grid, rows: 64, seed: 7, scale: 5}\n"
	"network: {hidden: [], output: linear}\ntrain: {learning_rate: 0.5, epochs: 4}\n"
	"vary: {data.scale: [4, 6, 8], train.learning_rate: [0.4, 0.6, 0.8]}\n---\n"
	"## A\n<!-- at: start -->\nProse.\n";

static struct play *open_with(const char *const *sets, size_t count)
{
	struct diags diags = {.count = 0};
	struct lesson *lesson = NULL;
	struct play *play = NULL;

	assert_int_equal(lesson_parse("vary.md", text, strlen(text), &lesson, &diags), 0);
	assert_int_equal(play_open(lesson, (struct play_wishes){.sets = sets, .set_count = count},
				 true, &play, &diags),
		0);
	return play;
}

static void a_seed_takes_one_of_each(void **state)
{
	static const struct {
		const char *sets[2];
		double scale, rate;
		const char *why;
	} cases[] = {
		{{"data.seed=7"}, 5, 0.5, "the lesson's own seed"},
		{{"train.seed=8"}, 5, 0.5, "the other seed chooses nothing"},
		{{"data.seed=3"}, 4, 0.4, "3 mod 3"},
		{{"data.seed=4"}, 6, 0.6, "4 mod 3"},
		{{"data.seed=2147483645"}, 8, 0.8, "large seeds"},
		{{"data.seed=5", "data.scale=2"}, 2, 0.8, "what is wished for stays"},
		{{"data.scale=2", "data.seed=5"}, 2, 0.8, "in whichever order"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct play *play = open_with(cases[i].sets, cases[i].sets[1] ? 2 : 1);
		const struct settings *settings = &play->experiment->settings;
		if (settings->data.scale != cases[i].scale ||
			settings->train.learning_rate != cases[i].rate)
			fail_msg("%s: %g %g", cases[i].why, settings->data.scale,
				settings->train.learning_rate);
		play_close(play);
	}
}

/* The command line that opens here again names the seed, and what is neither its nor the lesson's. */
static void what_is_varied_is_no_change(void **state)
{
	static const char *const seed[] = {"data.seed=4"};
	struct play *play = open_with(seed, 1);
	struct str changed = {0}, command = {0}, says = {0};
	struct keep_view view = {.look = ""};

	(void)state;
	assert_false(play->changed);
	keep_command(play, &view, "vary", &command);
	assert_non_null(strstr(str_text(&command), "--set data.seed=4"));
	assert_null(strstr(str_text(&command), "data.scale"));
	assert_int_equal(play_change(play, "train.epochs", "9", &says), 0);
	play_print_changed(play, (struct difference_form){.most = 9}, &changed);
	assert_string_equal(str_text(&changed), "train.epochs = 9");
	assert_int_equal(play_change(play, "data.scale", "5", &says), 0);
	str_clear(&command);
	keep_command(play, &view, "vary", &command);
	assert_non_null(strstr(str_text(&command), "--set data.scale=5"));
	play_close(play);
	str_free(&changed);
	str_free(&command);
	str_free(&says);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_seed_takes_one_of_each),
		cmocka_unit_test(what_is_varied_is_no_change),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

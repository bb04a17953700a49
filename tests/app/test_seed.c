/* A learner's seed never contradicts a lesson: another one is taken, always the same. */
#include "opened.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/seed.h"
#include "lessons.h"

/* With the seed that is taken all claims of a lesson hold, and all its mistakes are mistakes. */
static void a_seed_suits_its_lesson(void **state)
{
	(void)state;
	for (size_t i = 0; shipped_lessons[i]; i++) {
		const long wanted = 7;
		char path[128], texts[2][40];
		const char *sets[2] = {texts[0], texts[1]};
		struct diags diags = {.count = 0};
		struct lesson *lesson = NULL;
		struct play *play = NULL;
		snprintf(path, sizeof path, "lessons/%s.md", shipped_lessons[i]);
		long seed = seed_for(path, wanted);
		snprintf(texts[0], sizeof texts[0], "data.seed=%ld", seed);
		snprintf(texts[1], sizeof texts[1], "train.seed=%ld", seed);
		assert_int_equal((seed - wanted) % 1009, 0);
		assert_int_equal(lesson_load(path, &lesson, &diags), 0);
		if (play_open(lesson, (struct play_wishes){.sets = sets, .set_count = 2}, true,
			    &play, &diags))
			fail_msg("%s, seed %ld for %ld: line %d: %s", path, seed, wanted,
				diags.list[0].line, diags.list[0].text);
		for (size_t stop = 0; stop < play->lesson->stop_count; stop++)
			for (size_t k = 0;
				play->asked[stop] && k < play->asked[stop]->question->mistake_count;
				k++)
				if (!play->asked[stop]->offered[k])
					fail_msg("%s, seed %ld: stop %zu, mistake %zu", path, seed,
						stop + 1, k + 1);
		play_close(play);
	}
}

static void a_seed_that_suits_is_taken(void **state)
{
	(void)state;
	for (long seed = 0; seed < 5; seed++)
		assert_int_equal(seed_for("lessons/real-wine.md", seed), seed);
	assert_int_equal(seed_for("lessons/real-wine.md", 2147483647), 2147483647);
}

/* A lesson about its own seed: what it claims, in its last line, holds for one in three. */
static const char own[] = "---\ntitle: T\nquestion: Q?\ndata: {source: handful}\n"
			  "network: {hidden: [], output: linear}\n"
			  "train: {batch: all, epochs: 2}\n---\n"
			  "## A\n<!-- at: start -->\nProse.\n";
static const char claim[] = "<!-- expect: \"x_var(1) > 5\" -->\n";

static void another_is_found(void **state)
{
	char path[] = "/tmp/normscope-seed-XXXXXX";
	FILE *file = fdopen(mkstemp(path), "w");
	int taken = 0, others = 0;

	(void)state;
	assert_non_null(file);
	fputs(own, file);
	fputs(claim, file);
	fclose(file);
	for (long seed = 2; seed < 42; seed++) {
		long found = seed_for(path, seed);
		assert_int_equal((found - seed) % 1009, 0);
		assert_int_equal(seed_for(path, seed), found);
		taken += found == seed;
		others += found > seed;
	}
	assert_true(taken > 10 && others > 5 && taken + others == 40);
	unlink(path);
}

static void write_lesson(const char *path, const char *last)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(own, file);
	fputs(last, file);
	assert_int_equal(fclose(file), 0);
}

/* An author takes a claim away, with which another seed would do: the numbers stand still. */
static void a_file_that_is_read_again_keeps_its_seed(void **state)
{
	char path[] = "/tmp/normscope-seed-XXXXXX.md";
	int file = mkstemps(path, 3), others = 0;

	(void)state;
	assert_true(file >= 0);
	close(file);
	for (int seed = 2; seed < 12; seed++) {
		struct options options = {.command = OPTIONS_PLAY, .lesson = path, .seed = seed};
		struct diags diags = {.count = 0};
		struct session session;
		bool moved = false;
		write_lesson(path, claim);
		opened(&session, &options, 80, 24);
		int found = session.play->experiment->settings.data.seed;
		assert_int_equal(found, seed_for(path, seed));
		write_lesson(path, "");
		assert_int_equal(seed_for(path, seed), seed);
		assert_int_equal(session_again(&session, &moved, &diags), 0);
		assert_int_equal(session.play->experiment->settings.data.seed, found);
		assert_int_equal(session_play(&session, path, &diags), 0);
		assert_int_equal(session.play->experiment->settings.train.seed, found);
		others += found != seed;
		session_close(&session);
	}
	assert_true(others > 0);
	unlink(path);
}

static void without_a_lesson_it_stays(void **state)
{
	(void)state;
	assert_int_equal(seed_for("lessons/none.md", 7), 7);
	assert_int_equal(seed_for("lessons/real-wine.md", -1), -1);
	assert_int_equal(seed_for("tests/broken/check/claim_false.md", 7), 7);
	assert_int_equal(seed_for("tests/broken/names.md", 7), 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_seed_suits_its_lesson),
		cmocka_unit_test(a_seed_that_suits_is_taken),
		cmocka_unit_test(another_is_found),
		cmocka_unit_test(a_file_that_is_read_again_keeps_its_seed),
		cmocka_unit_test(without_a_lesson_it_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

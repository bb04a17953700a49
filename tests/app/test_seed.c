/* A learner's seed never contradicts a lesson: another one is taken, always the same. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/seed.h"

static void seeds_that_hold_are_taken(void **state)
{
	static const char *const lessons[] = {"lessons/four-steps.md", "lessons/new-rows.md",
		"lessons/five-stages.md", "lessons/real-wine.md"};

	(void)state;
	for (size_t i = 0; i < sizeof lessons / sizeof *lessons; i++)
		for (long seed = 0; seed < 5; seed++)
			assert_int_equal(seed_for(lessons[i], seed), seed);
	assert_int_equal(seed_for(lessons[0], 2147483647), 2147483647);
}

/* A lesson about its own seed: what it claims holds for one in three. */
static void another_is_found(void **state)
{
	char path[] = "/tmp/normscope-seed-XXXXXX";
	FILE *file = fdopen(mkstemp(path), "w");
	int taken = 0, others = 0;

	(void)state;
	assert_non_null(file);
	fputs("---\ntitle: T\nquestion: Q?\ndata: {source: handful}\n"
	      "network: {hidden: [], output: linear}\ntrain: {batch: all, epochs: 2}\n"
	      "---\n## A\n<!-- at: start -->\nProse.\n<!-- expect: \"x_var(1) > 5\" -->\n",
		file);
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

static void without_a_lesson_it_stays(void **state)
{
	(void)state;
	assert_int_equal(seed_for("lessons/none.md", 7), 7);
	assert_int_equal(seed_for("tests/broken/check/claim_false.md", 7), 7);
	assert_int_equal(seed_for("tests/broken/names.md", 7), 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(seeds_that_hold_are_taken),
		cmocka_unit_test(another_is_found),
		cmocka_unit_test(without_a_lesson_it_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

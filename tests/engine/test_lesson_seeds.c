/* Each seed gives other numbers to the same questions, and every claim of a lesson holds for all. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lessons.h"

static const char *const seeds[][3] = {{"data.seed=2", "train.seed=2", NULL},
	{"data.seed=3", "train.seed=3", NULL}, {"data.seed=4", "train.seed=4", NULL}};
enum { SEEDS = sizeof seeds / sizeof *seeds };

/* Opened as `check` opens it: a claim that does not hold ends the test. */
static struct play *open_strictly(const char *name, const char *const *sets)
{
	struct diags diags = {.count = 0};
	struct lesson *lesson = NULL;
	struct play *play = NULL;
	struct play_wishes wishes = {.sets = sets, .set_count = 2};
	char path[128];

	snprintf(path, sizeof path, "lessons/%s.md", name);
	if (lesson_load(path, &lesson, &diags) || play_open(lesson, wishes, true, &play, &diags))
		fail_msg("%s with %s: line %d: %s", name, sets[0], diags.list[0].line,
			diags.list[0].text);
	return play;
}

static bool differ(double a, double b)
{
	return fabs(a - b) > 1e-6 * (fabs(a) + fabs(b));
}

/* Whether a number of some question differs, and how many questions have numbers. */
static bool questions_differ(const struct play *a, const struct play *b, size_t *ret_numeric)
{
	bool any = false;

	*ret_numeric = 0;
	for (size_t i = 0; i < a->lesson->stop_count; i++) {
		const struct asked *one = a->asked[i], *other = b->asked[i];
		if (!one || one->question->kind != QUESTION_NUMBER)
			continue;
		++*ret_numeric;
		any |= differ(one->answer, other->answer);
		for (size_t k = 0; k < one->question->mistake_count; k++)
			any |= differ(one->mistakes[k], other->mistakes[k]);
	}
	return any;
}

static bool same_numbers(const double *a, const double *b, size_t count)
{
	return memcmp(a, b, count * sizeof *a) == 0;
}

/* Whether the seed decides the rows, or which of them are kept for testing. */
static bool data_differ(const struct play *a, const struct play *b)
{
	const struct dataset *one = &a->experiment->data, *other = &b->experiment->data;

	return one->rows != other->rows || one->test_count != other->test_count ||
	       !same_numbers(one->x[0], other->x[0], one->rows) ||
	       !same_numbers(one->x[1], other->x[1], one->rows) ||
	       !same_numbers(one->y, other->y, one->rows) ||
	       memcmp(one->train, other->train, one->train_count * sizeof *one->train) != 0;
}

/* Where chance has no part, as on a grid or in what was measured, the numbers are the lesson's own. */
static void each_seed_asks_for_other_numbers(void **state)
{
	size_t random = 0;

	(void)state;
	for (size_t i = 0; shipped_lessons[i]; i++) {
		struct play *own = open_shipped(shipped_lessons[i], 1, NULL);
		size_t numeric = 0;
		bool chance = false, changed = false;
		for (size_t k = 0; k < SEEDS; k++) {
			struct play *other = open_strictly(shipped_lessons[i], seeds[k]);
			changed |= questions_differ(own, other, &numeric);
			chance |= data_differ(own, other);
			play_close(other);
		}
		if (chance && numeric && !changed)
			fail_msg("%s: no seed changes a number of a question", shipped_lessons[i]);
		random += changed;
		play_close(own);
	}
	assert_true(random >= 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_seed_asks_for_other_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

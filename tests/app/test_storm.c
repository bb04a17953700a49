/* A few thousand keys of the storm; `make storm` presses more, under the sanitizers. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "storm/storm.h"

static const struct {
	const char *lesson, *why;
	uint32_t seed;
} storms[] = {
	{"lessons/five-stages.md", "one network, few batches", 4},
	{"lessons/two-scales.md", "a linear model with its bowl", 2},
	{"lessons/backward.md", "questions, and the way back", 3},
	{"lessons/running-averages.md", "many batches, a mode of testing", 12},
};
enum { STORMS = sizeof storms / sizeof *storms, KEYS = 500 };

static void whatever_is_pressed_the_run_can_be_had_back(void **state)
{
	(void)state;
	unsetenv("HOME");
	unsetenv("XDG_STATE_HOME");
	for (size_t i = 0; i < STORMS; i++) {
		struct storm_plan plan = {
			.lesson = storms[i].lesson, .seed = storms[i].seed, .keys = KEYS};
		if (storm_run(&plan) != 0)
			fail_msg("%s", storms[i].why);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whatever_is_pressed_the_run_can_be_had_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Votes by show of hands. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/status.h"
#include "engine/poll.h"

static void counts_are_read(void **unused)
{
	static const struct {
		const char *typed;
		int status, first, last;
	} cases[] = {{"12 5 3", 0, 12, 3}, {"0,0,7", 0, 0, 7}, {" 1  2  9999 ", 0, 1, 9999},
		{"12 5", STATUS_SYNTAX, 0, 0}, {"1 2 3 4", STATUS_SYNTAX, 0, 0},
		{"1 2 x", STATUS_SYNTAX, 0, 0}, {"1 -2 3", STATUS_SYNTAX, 0, 0},
		{"1 2 10000", STATUS_SYNTAX, 0, 0}, {"", STATUS_SYNTAX, 0, 0},
		{"1 2 123456789", STATUS_SYNTAX, 0, 0}};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct poll poll = {.votes = 0};
		struct str why = {0};
		assert_int_equal(poll_take(&poll, cases[i].typed, 3, &why), cases[i].status);
		assert_int_equal(poll.votes, cases[i].status ? 0 : 1);
		assert_int_equal(poll.hands[0][0], cases[i].first);
		assert_int_equal(poll.hands[0][2], cases[i].last);
		assert_int_equal(why.len > 0, cases[i].status != 0);
		str_free(&why);
	}
}

/* The first vote stays beside the last; bars of both have one scale. */
static void two_votes_on_one_scale(void **unused)
{
	struct poll poll = {.votes = 0};
	struct str why = {0};

	(void)unused;
	assert_int_equal(poll_take(&poll, "10 0", 2, &why), 0);
	assert_int_equal(poll_bar(&poll, 0, 0, 8), 8);
	assert_int_equal(poll_take(&poll, "1 1", 2, &why), 0);
	assert_int_equal(poll_take(&poll, "0 20", 2, &why), 0);
	assert_int_equal(poll.votes, 2);
	assert_int_equal(poll_bar(&poll, 0, 0, 8), 4);
	assert_int_equal(poll_bar(&poll, 0, 1, 8), 0);
	assert_int_equal(poll_bar(&poll, 1, 1, 8), 8);
	struct poll none = {.votes = 1};
	assert_int_equal(poll_bar(&none, 0, 0, 8), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_are_read),
		cmocka_unit_test(two_votes_on_one_scale),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* How long a lesson takes: what is counted, and what is not. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "engine/pace.h"

#define HEAD                                                                      \
	"---\ntitle: T\nquestion: Q?\ndata: {source: handful}\n"                  \
	"network: {hidden: [], output: linear}\ntrain: {batch: all, epochs: 2}\n" \
	"---\n\n## Two words\n<!-- at: start -->\n"
#define FIVE "one two three four five "
#define FIFTY FIVE FIVE FIVE FIVE FIVE FIVE FIVE FIVE FIVE FIVE

static const struct {
	const char *text, *why;
	struct pace pace;
	int minutes;
} cases[] = {
	{HEAD "Prose of *four words*.\n", "a heading and prose; never less than a minute",
		{.words = 6, .stops = 1}, 1},
	{HEAD "It is `= rows + 1`, in $`a \\cdot b`$.\n",
		"a number, and a formula in a line, are one", {.words = 7, .stops = 1}, 1},
	{HEAD "See `= rows`/`= rows`.\n", "what stands together is one word",
		{.words = 4, .stops = 1}, 1},
	{HEAD "```math\n\\mu = 1\n```\n", "a formula of its own is read slowly",
		{.words = 12, .stops = 1}, 1},
	{HEAD "Prose.\n<!-- note: Nobody reads this on the screen. -->\n", "notes do not count",
		{.words = 3, .stops = 1}, 1},
	{HEAD "Prose.\n<!-- see: choice -->\nWhich of these?\n\n- [ ] Not this\n  - Wrong words "
	      "here.\n"
	      "- [x] This one\n  - Right.\n\n<!-- hint: Not counted. -->\n<!-- why: Because. -->\n",
		"choices, the feedback to the right one and why",
		{.words = 12, .stops = 1, .choices = 1}, 1},
	{HEAD "Prose.\n<!-- see: order -->\nSort.\n\n1. This\n2. That\n3. All\n",
		"an order is a choice", {.words = 7, .stops = 1, .choices = 1}, 1},
	{HEAD "Prose.\n<!-- see: {answer: \"rows\", mistakes: {one: \"1\"}} -->\nHow many?\n",
		"a number; what the mistakes are called is not read",
		{.words = 5, .stops = 1, .numbers = 1}, 1},
	{HEAD "Prose.\n<!-- try: {done: \"epoch > 1\"} -->\nGo on.\n", "a try",
		{.words = 5, .stops = 1, .tries = 1}, 1},
	{HEAD "Prose.\n<!-- try: {done: \"epoch > 1\", answer: \"rows\"} -->\nHow many?\n",
		"a try that asks for a number is a try", {.words = 5, .stops = 1, .tries = 1}, 1},
	{HEAD FIFTY FIFTY FIFTY FIFTY "\n\n## Two words\n<!-- at: end -->\n" FIFTY FIFTY "\n",
		"304 words take 101 s, two stops 16 s", {.words = 304, .stops = 2}, 2},
};

static void what_is_counted(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct diags diags = {.count = 0};
		struct lesson *lesson = NULL;
		if (lesson_parse("test.md", cases[i].text, strlen(cases[i].text), &lesson, &diags))
			fail_msg("%s: %s", cases[i].why, diags.list[0].text);
		struct pace pace = pace_of(lesson);
		if (memcmp(&pace, &cases[i].pace, sizeof pace) != 0)
			fail_msg("%s: %zu words, %zu stops, %zu numbers, %zu choices, %zu tries",
				cases[i].why, pace.words, pace.stops, pace.numbers, pace.choices,
				pace.tries);
		if (pace_minutes(&pace) != cases[i].minutes)
			fail_msg("%s: %d minutes", cases[i].why, pace_minutes(&pace));
		lesson_free(lesson);
	}
}

/* A number is 30 s, a choice 20 s, a try 45 s, a stop 8 s, 180 words a minute. */
static void seconds_become_minutes(void **state)
{
	static const struct {
		struct pace pace;
		int minutes;
	} sums[] = {{{.words = 180}, 1}, {{.words = 269}, 1}, {{.words = 270}, 2},
		{{.stops = 11}, 1}, {{.stops = 12}, 2}, {{.numbers = 2}, 1}, {{.numbers = 3}, 2},
		{{.choices = 4}, 1}, {{.choices = 5}, 2}, {{.tries = 1}, 1}, {{.tries = 2}, 2},
		{{.words = 360, .stops = 10, .numbers = 1, .choices = 3, .tries = 1}, 6},
		{{.words = 344, .stops = 10, .numbers = 1, .choices = 3, .tries = 1}, 5}};

	(void)state;
	for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
		assert_int_equal(pace_minutes(&sums[i].pace), sums[i].minutes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_counted),
		cmocka_unit_test(seconds_become_minutes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

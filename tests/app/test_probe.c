#define _GNU_SOURCE
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "app/keys.h"
#include "app/keys_queue.h"
#include "app/probe.h"

#define DA1 "\033[?64;1;2c"

/* Feeds a whole stream; keys go to the queue. */
static void feed(struct probe *probe, struct keys_queue *queue, const char *bytes)
{
	for (const char *at = bytes; *at; at++) {
		enum probe_verdict verdict = probe_feed(&probe->filter, *at);
		if (verdict == PROBE_REPLY)
			probe_take(probe, probe->filter.out, probe->filter.count);
		else if (verdict == PROBE_KEYS)
			keys_queue_add(queue, probe->filter.out, probe->filter.count);
	}
}

static void test_answers(void **state)
{
	static const struct {
		const char *bytes;
		bool answered, wide, sync, light;
		const char *typed;
		const char *why;
	} cases[] = {
		{DA1, true, false, false, false, "", "a terminal that knows nothing else"},
		{"\033[5;1R\033[5;4R" DA1, true, false, false, false, "", "three cells"},
		{"\033[5;1R\033[5;7R" DA1, true, true, false, false, "", "a CJK terminal: six"},
		{"\033[5;1R\033[5;5R" DA1, true, true, false, false, "", "one letter wide"},
		{"\033[5;80R\033[6;2R" DA1, true, false, false, false, "",
			"over the edge: not known"},
		{"\033[?2026;2$y" DA1, true, false, true, false, "",
			"synchronized output, off now"},
		{"\033[?2026;1$y" DA1, true, false, true, false, "", "on now"},
		{"\033[?2026;0$y" DA1, true, false, false, false, "", "not known to it"},
		{"\033[?2026;4$y" DA1, true, false, false, false, "", "always off"},
		{"\033[?2027;2$y" DA1, true, false, false, false, "", "another mode"},
		{"\033]11;rgb:ffff/ffff/ffff\033\\" DA1, true, false, false, true, "", "white"},
		{"\033]11;rgb:ff/fb/e0\a" DA1, true, false, false, true, "", "two digits, BEL"},
		{"\033]11;rgb:1414/1616/1b1b\033\\" DA1, true, false, false, false, "", "night"},
		{"\033]11;rgb:zz/0/0\033\\" DA1, true, false, false, false, "", "no colour"},
		{"\033]11;#ffffff\033\\" DA1, true, false, false, false, "", "another form"},
		{"q\033[C" DA1 "x", true, false, false, false, "q\033[Cx", "keys around an answer"},
		{"\033" DA1, true, false, false, false, "\033", "Esc, and the answer behind it"},
		{"\033OA\033[5~" DA1, true, false, false, false, "\033OA\033[5~",
			"sequences of keys"},
		{"\033]x" DA1, true, false, false, false, "\033]x", "alt+] begins like a string"},
		{"\033[", false, false, false, false, "",
			"the beginning of an answer is kept back"},
		{"\033[c", false, false, false, false, "\033[c", "a key of rxvt, not an answer"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct probe probe = {.answered = false};
		struct keys_queue queue = {.count = 0};
		feed(&probe, &queue, cases[i].bytes);
		if (probe.answered != cases[i].answered || probe.wide != cases[i].wide ||
			probe.sync != cases[i].sync || probe.light != cases[i].light)
			fail_msg("%s: answered %d wide %d sync %d light %d", cases[i].why,
				probe.answered, probe.wide, probe.sync, probe.light);
		if (queue.count != strlen(cases[i].typed) ||
			memcmp(queue.bytes, cases[i].typed, queue.count) != 0)
			fail_msg("%s: %zu bytes of keys", cases[i].why, queue.count);
	}
}

/* An answer that never ends becomes keys when the room is full: nothing is held for ever. */
static void test_endless_answer(void **state)
{
	struct probe probe = {.answered = false};
	struct keys_queue queue = {.count = 0};

	(void)state;
	feed(&probe, &queue, "\033[?");
	for (int i = 0; i < PROBE_REPLY_MAX; i++)
		feed(&probe, &queue, "1");
	assert_true(queue.count >= PROBE_REPLY_MAX);
}

static void test_worthwhile(void **state)
{
	static const struct {
		const char *term;
		bool ask;
	} cases[] = {{"xterm-256color", true}, {"xterm", true}, {"tmux-256color", true},
		{"screen", true}, {"rxvt-unicode", true}, {"linux", false}, {"vt100", false},
		{"vt220", false}, {"dumb", false}, {"", false}, {NULL, false}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(probe_worthwhile(cases[i].term), cases[i].ask);
}

static void test_environment(void **state)
{
	(void)state;
	assert_true(probe_light_environment("0;15"));
	assert_true(probe_light_environment("0;default;15"));
	assert_true(probe_light_environment("0;7"));
	assert_false(probe_light_environment("15;0"));
	assert_false(probe_light_environment("15"));
	assert_false(probe_light_environment(""));
	assert_false(probe_light_environment(NULL));
}

/* What is no terminal is not asked, and nothing is written to it. */
static void test_not_a_terminal(void **state)
{
	struct probe probe;
	int ends[2];
	char byte;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	probe_ask(&probe, ends[0], ends[1], true);
	assert_false(probe.answered);
	assert_int_equal(read(ends[0], &byte, 1), -1);
	close(ends[0]);
	close(ends[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_endless_answer),
		cmocka_unit_test(test_worthwhile),
		cmocka_unit_test(test_environment),
		cmocka_unit_test(test_not_a_terminal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The terminal when it is opened: what it is asked, what is typed meanwhile, what it is refused for. */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "app/terminal_child.h"

static void test_probe(void **state)
{
	static const struct {
		const char *answer;
		const char *open;
		bool sync;
		const char *why;
	} cases[] = {
		{THREE_CELLS "\033[?2026;2$y\033]11;rgb:0/0/0\033\\" DA1, "open unicode", true,
			"modern"},
		{"\033[3;1R\033[3;7R" DA1, "open ascii", false, "a CJK terminal"},
		{NULL, "open unicode", false, "a silent one"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct situation situation = usual;
		situation.answer = cases[i].answer;
		struct pty *pty = pty_open(&situation);
		if (!strstr(pty->report, cases[i].open))
			fail_msg("%s: %s", cases[i].why, pty->report);
		if ((strstr(pty->text, "\033[?2026h") != NULL) != cases[i].sync)
			fail_msg("%s: synchronized output", cases[i].why);
		pty_type(pty, "q");
		pty_expect(pty, "ended with 0");
		assert_restored(pty, cases[i].why);
		pty_free(pty);
	}
}

/* Keys that were typed before the picture came arrive, in their order. */
static void test_typed_ahead(void **state)
{
	struct situation situation = usual;

	(void)state;
	situation.answer = "ab\033[C" THREE_CELLS "c" DA1 "d";
	struct pty *pty = pty_open(&situation);
	pty_type(pty, "q");
	pty_expect(pty, "ended with 0");
	assert_non_null(strstr(pty->report,
		"key a 80x24\nkey b 80x24\nkey Right 80x24\nkey c 80x24\nkey d 80x24\nkey q"));
	pty_free(pty);
}

/* Answers that come when nobody waits any more are no keys, and keys beside them are. */
static void test_late_answers(void **state)
{
	struct situation situation = usual;

	(void)state;
	situation.answer = NULL;
	struct pty *pty = pty_open(&situation);
	pty_forget(pty);
	pty_type(pty,
		"a\033[3;1R\033[3;4R\033[?2026;2$yb\033]11;rgb:ffff/ffff/ffff\033\\\033[?62;22cc");
	pty_expect(pty, "key c");
	assert_string_equal(pty->report, "key a 80x24\nkey b 80x24\nkey c 80x24\n");
	pty_forget(pty);
	pty_type(pty, "\033");
	pty_expect(pty, "key Escape");
	quit(pty);
}

/* ctrl+C while the terminal is being asked: it ends by it, the modes as before. */
static void test_interrupted_probe(void **state)
{
	struct pty *pty = pty_start(child_main, &usual);

	(void)state;
	pty_expect_text(pty, "\033[c");
	pty_type(pty, "\003");
	pty_expect(pty, "ended by signal 2");
	pty_assert_modes(pty, "ctrl+C while asked");
	pty_free(pty);
}

/* A colour is set by a sequence that ends with m and has a 3x, 4x, 9x or 10x in it. */
static bool has_color(const char *text)
{
	for (const char *at = text; (at = strstr(at, "\033[")) != NULL; at++) {
		size_t digits = strspn(at + 2, "0123456789;:");
		if (at[2 + digits] != 'm')
			continue;
		for (const char *number = at + 2; number < at + 2 + digits; number++) {
			long value = strtol(number, (char **)&number, 10);
			if ((value >= 30 && value <= 48) || value >= 90)
				return true;
		}
	}
	return false;
}

static void test_colors_and_letters(void **state)
{
	static const struct {
		struct situation situation;
		bool color, ascii;
		const char *why;
	} cases[] = {
		{{"xterm-256color", THREE_CELLS DA1}, true, false, "256 colours"},
		{{"screen-256color", THREE_CELLS DA1}, true, false, "inside screen"},
		{{"xterm", THREE_CELLS DA1}, true, false, "8 colours"},
		{{"linux", NULL}, true, true, "the console is not asked, and gets ASCII"},
		{{"vt100", NULL}, false, true, "neither is a vt100, without colours"},
		{{"xterm-256color", THREE_CELLS DA1, COLOR_NEVER}, false, false, "--color never"},
		{{"xterm-256color", THREE_CELLS DA1, COLOR_AUTO, true}, false, false, "NO_COLOR"},
		{{"xterm-256color", THREE_CELLS DA1, COLOR_ALWAYS, true}, true, false,
			"--color always"},
		{{"xterm-256color", THREE_CELLS DA1, COLOR_AUTO, false, true}, true, true,
			"--ascii"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct pty *pty = pty_open(&cases[i].situation);
		const char *from = strstr(pty->text, "picture");
		bool ascii = true;
		for (const char *at = from; *at; at++)
			ascii = ascii && (unsigned char)*at < 0x80;
		if (has_color(pty->text) != cases[i].color)
			fail_msg("%s: colour is %d", cases[i].why, !cases[i].color);
		if (ascii != cases[i].ascii)
			fail_msg("%s: ascii is %d", cases[i].why, ascii);
		quit(pty);
	}
}

static void test_refusals(void **state)
{
	static const struct {
		const char *term;
		const char *part;
	} cases[] = {
		{NULL, "TERM is not set"},
		{"", "TERM is not set"},
		{"dumb", "a terminal of type dumb cannot be drawn on; `normscope frame"},
		{"elephant", "the terminal type 'elephant' is not known here"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct situation situation = {.term = cases[i].term};
		struct pty *pty = pty_start(child_main, &situation);
		pty_expect(pty, "ended with 1");
		if (!strstr(pty->report, cases[i].part))
			fail_msg("%s", pty->report);
		pty_settle(pty);
		assert_int_equal(pty->text_count, 0);
		pty_free(pty);
	}
}

static void test_no_terminal(void **state)
{
	struct diags diags = {.count = 0};
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_not_equal(terminal_check(ends[0], ends[1], &diags), 0);
	assert_non_null(strstr(diags.list[0].text, "standard output is not one"));
	diags_free(&diags);
	close(ends[0]);
	close(ends[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_probe),
		cmocka_unit_test(test_typed_ahead),
		cmocka_unit_test(test_late_answers),
		cmocka_unit_test(test_interrupted_probe),
		cmocka_unit_test(test_colors_and_letters),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_no_terminal),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

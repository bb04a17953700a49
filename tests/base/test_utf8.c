#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/utf8.h"

static void test_next(void **state)
{
	static const struct {
		const char *why, *bytes;
		uint32_t code;
		size_t used;
	} cases[] = {
		{"ASCII", "a", 'a', 1},
		{"two bytes, smallest", "\xC2\x80", 0x80, 2},
		{"two bytes, largest", "\xDF\xBF", 0x7FF, 2},
		{"three bytes, smallest", "\xE0\xA0\x80", 0x800, 3},
		{"three bytes", "\xE2\x88\x92", 0x2212, 3},
		{"four bytes, smallest", "\xF0\x90\x80\x80", 0x10000, 4},
		{"four bytes, largest", "\xF4\x8F\xBF\xBF", 0x10FFFF, 4},
		{"overlong slash in two", "\xC0\xAF", UTF8_REPLACEMENT, 1},
		{"overlong in three", "\xE0\x9F\xBF", UTF8_REPLACEMENT, 1},
		{"overlong in four", "\xF0\x8F\xBF\xBF", UTF8_REPLACEMENT, 1},
		{"first surrogate", "\xED\xA0\x80", UTF8_REPLACEMENT, 1},
		{"last surrogate", "\xED\xBF\xBF", UTF8_REPLACEMENT, 1},
		{"beyond the last code point", "\xF4\x90\x80\x80", UTF8_REPLACEMENT, 1},
		{"a lead byte that never is", "\xFF\x80", UTF8_REPLACEMENT, 1},
		{"a stray continuation", "\x80", UTF8_REPLACEMENT, 1},
		{"cut off after one of three", "\xE2", UTF8_REPLACEMENT, 1},
		{"cut off by ASCII", "\xE2\x88x", UTF8_REPLACEMENT, 1},
		{"the end", "", 0, 0},
		{"a true U+FFFD", "\xEF\xBF\xBD", UTF8_REPLACEMENT, 3},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *at = cases[i].bytes;
		uint32_t code = utf8_next(&at);
		if (code != cases[i].code || (size_t)(at - cases[i].bytes) != cases[i].used)
			fail_msg("%s: U+%04X, %td bytes", cases[i].why, code, at - cases[i].bytes);
	}
}

/* Every code point that may be written reads back as itself. */
static void test_put(void **state)
{
	(void)state;
	for (uint32_t code = 1; code <= 0x10FFFF; code++) {
		char bytes[5];
		const char *at = bytes;
		if (code == 0xD800)
			code = 0xE000;
		size_t count = utf8_put(code, bytes);
		assert_int_equal(strlen(bytes), count);
		assert_int_equal(utf8_next(&at), code);
		assert_ptr_equal(at, bytes + count);
	}
}

static void test_width(void **state)
{
	static const struct {
		const char *text;
		int width;
	} cases[] = {{"", 0}, {"abc", 3}, {"ẑ μ σ²", 6}, {"漢字", 4}, {"e\u0301", 1},
		{"\x1b[0m", 4}, {"−3×10⁶", 6}, {"\u200B", 0}, {"😀🚀", 4}, {"\xFF", 1}, {"─│╭⣿█", 5}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(utf8_width(cases[i].text), cases[i].width);
	assert_int_equal(utf8_code_width(0x1B), -1);
	assert_int_equal(utf8_code_width(0x7F), -1);
	assert_int_equal(utf8_code_width(0x9B), -1);
	assert_int_equal(utf8_code_width(0xA0), 1);
}

static void test_clean(void **state)
{
	static const struct {
		const char *why, *text;
		size_t size;
		const char *clean;
	} cases[] = {
		{"plain text stays", "Grüße, 漢", 12, "Grüße, 漢"},
		{"ESC", "a\x1b[31mb", 7, "a\uFFFD[31mb"},
		{"BEL and DEL", "a\a\x7F", 3, "a\uFFFD\uFFFD"},
		{"C1 CSI as UTF-8",
			"\xC2\x9B"
			"31m",
			5, "\uFFFD31m"},
		{"C1 CSI as a byte",
			"\x9B"
			"31m",
			4, "\uFFFD31m"},
		{"NUL", "a\0b", 3, "a\uFFFDb"},
		{"carriage return", "safe\revil", 9, "safe\uFFFDevil"},
		{"newlines stay", "a\nb", 3, "a\nb"},
		{"tab from the first column", "\tx", 2, "        x"},
		{"tab from the eighth", "1234567\tx", 9, "1234567 x"},
		{"tab from the ninth", "12345678\tx", 10, "12345678        x"},
		{"tab after a new line", "abc\n\tx", 6, "abc\n        x"},
		{"bidi override and isolate", "a\u202Eb\u2066c\u2069", 12, "abc"},
		{"zero-width characters", "a\u200Bb\u200Dc\uFEFF", 12, "abc"},
		{"tag characters", "a\U000E0041b", 6, "ab"},
		{"combining marks stay", "e\u0301", 3, "e\u0301"},
		{"overlong slash", "\xC0\xAF", 2, "\uFFFD\uFFFD"},
		{"surrogate", "\xED\xA0\x80", 3, "\uFFFD\uFFFD\uFFFD"},
		{"cut off at the end", "a\xE2\x88", 3, "a\uFFFD\uFFFD"},
		{"only the bytes given", "abcdef", 3, "abc"},
		{"a code point beyond the bytes given", "a\xC3\xA9", 2, "a\uFFFD"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str out = {0};
		utf8_clean(&out, cases[i].text, cases[i].size);
		if (strcmp(str_text(&out), cases[i].clean) != 0)
			fail_msg("%s: %s", cases[i].why, str_text(&out));
		str_free(&out);
	}
}

/* Whatever comes in, no control character but the newline comes out, and cleaning is idempotent. */
static void test_clean_all(void **state)
{
	(void)state;
	for (unsigned pair = 0; pair < 65536; pair++) {
		const char bytes[2] = {(char)(pair >> 8), (char)(pair & 255)};
		struct str once = {0}, twice = {0};
		utf8_clean(&once, bytes, 2);
		const char *at = str_text(&once);
		for (uint32_t code; (code = utf8_next(&at)) != 0;)
			assert_true(code == '\n' || utf8_code_width(code) >= 0);
		utf8_clean(&twice, str_text(&once), once.len);
		assert_string_equal(str_text(&once), str_text(&twice));
		str_free(&once);
		str_free(&twice);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_next),
		cmocka_unit_test(test_put),
		cmocka_unit_test(test_width),
		cmocka_unit_test(test_clean),
		cmocka_unit_test(test_clean_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <gsl/gsl_errno.h>
#include <string.h>

#include "base/diag.h"
#include "base/status.h"

#define TEN "0123456789"
#define SIXTY TEN TEN TEN TEN TEN TEN

static void test_format(void **state)
{
	static const struct {
		const char *why, *text;
		int line, column;
		const char *printed;
	} cases[] = {
		{"first column", "abc", 1, 1, "f:1:1: wrong\n    abc\n    ^\n"},
		{"second line", "abc\ndef\nghi", 2, 3, "f:2:3: wrong\n    def\n      ^\n"},
		{"CRLF", "abc\r\ndef\r\n", 2, 2, "f:2:2: wrong\n    def\n     ^\n"},
		{"behind the end", "abc", 1, 4, "f:1:4: wrong\n    abc\n       ^\n"},
		{"far behind the end", "abc", 1, 40, "f:1:40: wrong\n    abc\n       ^\n"},
		{"wide characters take two cells", "漢字x", 1, 3,
			"f:1:3: wrong\n    漢字x\n        ^\n"},
		{"a combining mark takes none", "e\u0301x", 1, 3,
			"f:1:3: wrong\n    e\u0301x\n     ^\n"},
		{"a tab is widened", "\tx", 1, 2, "f:1:2: wrong\n            x\n            ^\n"},
		{"what is dropped takes none", "a\u202Ex", 1, 3, "f:1:3: wrong\n    ax\n     ^\n"},
		{"controls are shown", "\x1b[2Jx", 1, 5,
			"f:1:5: wrong\n    \uFFFD[2Jx\n        ^\n"},
		{"invalid bytes count one each", "\xff\xffx", 1, 3,
			"f:1:3: wrong\n    \uFFFD\uFFFDx\n      ^\n"},
		{"a long line is cut behind", SIXTY SIXTY, 1, 5,
			"f:1:5: wrong\n    " SIXTY TEN "01\n        ^\n"},
		{"a long line is cut before", SIXTY SIXTY "end", 1, 121,
			"f:1:121: wrong\n    123456789" TEN TEN TEN TEN TEN "end\n    "
			"                                                           ^\n"},
		{"an empty line has no caret", "a\n\nb", 2, 1, "f:2:1: wrong\n"},
		{"a line that is not there", "a", 5, 1, "f:5:1: wrong\n"},
		{"about the line", "abc", 1, 0, "f:1: wrong\n    abc\n"},
		{"about the file", "abc", 0, 0, "f: wrong\n"},
		{"no text", NULL, 3, 4, "f:3:4: wrong\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct diags diags = {.count = 0};
		struct str out = {0};
		struct diag_place place = {"f", cases[i].text,
			cases[i].text ? strlen(cases[i].text) : 0, cases[i].line, cases[i].column};
		assert_int_equal(
			diag_add(&diags, STATUS_SYNTAX, place, "%s", "wrong"), STATUS_SYNTAX);
		diags_format(&diags, &out);
		if (strcmp(str_text(&out), cases[i].printed) != 0)
			fail_msg("%s:\n%s", cases[i].why, str_text(&out));
		str_free(&out);
		diags_free(&diags);
	}
}

static void test_no_file(void **state)
{
	struct diags diags = {.count = 0};
	struct str out = {0};

	(void)state;
	diag_add(&diags, STATUS_NAME, (struct diag_place){0}, "no \x1b[%dm", 31);
	diags_format(&diags, &out);
	assert_string_equal(str_text(&out), "no \uFFFD[31m\n");
	assert_int_equal(diags.list[0].status, STATUS_NAME);
	str_free(&out);
	diags_free(&diags);
}

static void test_too_many(void **state)
{
	struct diags diags = {.count = 0};
	struct str out = {0};

	(void)state;
	for (int i = 0; i < DIAGS_MAX + 3; i++)
		diag_add(&diags, STATUS_NAME, (struct diag_place){.file = "f"}, "%d", i);
	assert_int_equal(diags.count, DIAGS_MAX);
	assert_int_equal(diags.dropped, 3);
	diags_format(&diags, &out);
	assert_non_null(strstr(str_text(&out), "f: 39\n… and 3 more\n"));
	str_free(&out);
	diags_free(&diags);
	assert_int_equal(diags.count, 0);
	assert_int_equal(diags.dropped, 0);
}

static const char *name_at(const void *context, size_t i)
{
	static const char *const names[] = {"mean", "variance", "normalize", "scale", NULL};

	(void)context;
	return names[i];
}

static void test_nearest(void **state)
{
	static const struct {
		const char *why, *word, *nearest;
	} cases[] = {
		{"itself", "mean", "mean"},
		{"one letter wrong", "maan", "mean"},
		{"neighbours swapped count one", "maen", "mean"},
		{"one missing", "varince", "variance"},
		{"two of eight wrong", "varianec", "variance"},
		{"two of nine missing", "normlise", "normalize"},
		{"two of four wrong", "main", NULL},
		{"nothing like it", "xyz", NULL},
		{"empty", "", NULL},
		{"far too long", SIXTY SIXTY SIXTY SIXTY SIXTY, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *nearest = nearest_name(cases[i].word, name_at, NULL);
		if (!nearest || !cases[i].nearest ? nearest != cases[i].nearest
						  : strcmp(nearest, cases[i].nearest) != 0)
			fail_msg("%s: %s", cases[i].why, nearest ? nearest : "none");
	}
}

static void test_status_text(void **state)
{
	(void)state;
	assert_string_equal(status_text(0), "success");
	assert_string_equal(status_text(STATUS_RANGE), "the value is out of range");
	assert_string_equal(status_text(GSL_EDOM), "input domain error");
	assert_non_null(status_text(-77));
	assert_int_equal(STATUS_MEMORY, 1025);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_no_file),
		cmocka_unit_test(test_too_many),
		cmocka_unit_test(test_nearest),
		cmocka_unit_test(test_status_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

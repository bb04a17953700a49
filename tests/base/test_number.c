#define _XOPEN_SOURCE 700
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"

static void test_short(void **state)
{
	static const struct {
		double value;
		int digits;
		const char *text, *trimmed;
	} cases[] = {
		{0, 3, "0.00", "0"},
		{-0.0, 3, "0.00", "0"},
		{1.25, 3, "1.25", "1.25"},
		{3, 3, "3.00", "3"},
		{-3, 2, "−3.0", "−3"},
		{0.0312, 3, "0.0312", "0.0312"},
		{0.5, 3, "0.500", "0.5"},
		{26.04, 4, "26.04", "26.04"},
		{9.996, 3, "10.0", "10"},
		{99.96, 3, "100", "100"},
		{0.0009996, 3, "0.00100", "0.001"},
		{0.001, 1, "0.001", "0.001"},
		{0.00099, 2, "9.9×10⁻⁴", "9.9×10⁻⁴"},
		{100, 1, "100", "100"},
		{123456, 3, "123456", "123456"},
		{999999, 3, "10⁶", "10⁶"},
		{5.4e6, 2, "5.4×10⁶", "5.4×10⁶"},
		{-1.5e-7, 3, "−1.5×10⁻⁷", "−1.5×10⁻⁷"},
		{1e100, 2, "10¹⁰⁰", "10¹⁰⁰"},
		{DBL_MAX, 3, "1.8×10³⁰⁸", "1.8×10³⁰⁸"},
		{DBL_TRUE_MIN, 3, "4.94×10⁻³²⁴", "4.94×10⁻³²⁴"},
		{(double)NAN, 3, "nan", "nan"},
		{(double)INFINITY, 3, "inf", "inf"},
		{-(double)INFINITY, 3, "−inf", "−inf"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char out[NUMBER_MAX];
		number_short(out, cases[i].value, cases[i].digits);
		assert_string_equal(out, cases[i].text);
		number_trim(out, cases[i].value, cases[i].digits);
		assert_string_equal(out, cases[i].trimmed);
	}
}

static void test_slot(void **state)
{
	static const struct {
		const char *why;
		double value;
		int width, decimals;
		const char *text;
	} cases[] = {
		{"right-aligned", 1.5, 8, 3, "   1.500"},
		{"negative", -1.5, 8, 3, "  −1.500"},
		{"no sign on what rounds to zero", -0.0004, 6, 3, " 0.000"},
		{"a sign on what does not", -0.0006, 6, 3, "−0.001"},
		{"negative zero", -0.0, 5, 1, "  0.0"},
		{"rounds up into one more digit", 9.996, 4, 2, "10.0"},
		{"fewer decimals", 1234.5678, 6, 3, "1234.6"},
		{"no decimals", 123456.7, 6, 3, "123457"},
		{"an exponent", 1234567, 7, 3, "1234567"},
		{"an exponent of two digits", 12345678, 7, 3, "1.2×10⁷"},
		{"an exponent of one digit", -12345678, 6, 3, "  −10⁷"},
		{"tiny values are zero here", 1e-300, 6, 3, " 0.000"},
		{"nan", (double)NAN, 6, 3, "   nan"},
		{"minus infinity", -(double)INFINITY, 6, 3, "  −inf"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char out[NUMBER_MAX];
		number_slot(out, cases[i].value, cases[i].width, cases[i].decimals);
		if (strcmp(out, cases[i].text) != 0)
			fail_msg("%s: \"%s\"", cases[i].why, out);
	}
}

/* The promise of a table: whatever the value, the slot keeps its width. */
static void test_slot_width(void **state)
{
	(void)state;
	for (int exponent = -320; exponent <= 308; exponent++)
		for (int sign = -1; sign <= 1; sign += 2) {
			char out[NUMBER_MAX];
			number_slot(out, sign * 9.87654321 * pow(10, exponent), 9, 4);
			assert_int_equal(utf8_width(out), 9);
			assert_true(strstr(out, "−0.0000") == NULL);
		}
}

static void test_exact(void **state)
{
	static const double cases[] = {0, 0.1, -1.0 / 3, DBL_MAX, DBL_MIN, DBL_TRUE_MIN, 1e23, M_PI,
		-5e-324, 123456789012345680.0};
	char out[NUMBER_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		number_exact(out, cases[i]);
		assert_true(strtod(out, NULL) == cases[i]);
	}
	number_exact(out, (double)NAN);
	assert_string_equal(out, "nan");
	number_exact(out, -(double)NAN);
	assert_string_equal(out, "nan");
	number_exact(out, -(double)INFINITY);
	assert_string_equal(out, "-inf");
}

static void test_shortest(void **state)
{
	static const struct {
		double value;
		const char *text, *why;
	} cases[] = {{0, "0", ""}, {-0.0, "0", "no sign on zero"}, {3, "3", ""}, {-0.1, "-0.1", ""},
		{1e-5, "1e-5", "no zeros in the exponent"}, {-2.5e-300, "-2.5e-300", ""},
		{9999999, "9999999", "plain below ten million"}, {1e7, "1e7", ""},
		{0.1 + 0.2, "0.30000000000000004", "all digits where they are needed"}};
	char out[NUMBER_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		number_shortest(out, cases[i].value);
		if (strcmp(out, cases[i].text) != 0)
			fail_msg("%s, not %s: %s", out, cases[i].text, cases[i].why);
		assert_true(strtod(out, NULL) == cases[i].value);
	}
}

static void test_parse(void **state)
{
	static const struct {
		const char *text;
		double value;
	} good[] = {{"0", 0}, {"-0", 0}, {"+3", 3}, {"10", 10}, {"0.5", .5}, {".5", .5},
		{"-.5e2", -50}, {"1e-5", 1e-5}, {"1E+05", 1e5}, {"0e0", 0}, {"1e-400", 0},
		{"123.456", 123.456}};
	static const char *const bad[] = {"", " ", "1 ", " 1", "0,1", "1,000", "3 layers", "0.1abc",
		"010", "00", "-01", "00.5", "0x10", "inf", "nan", "-inf", "1e", "1e+", ".", "-",
		"+-1", "1.", "1..2", "1.2.3", "1e5.5", "1e400", "--1", "１", "1_000", "1e5 "};
	double value = 7;

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		assert_true(number_parse(good[i].text, &value));
		assert_true(value == good[i].value);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		value = 7;
		if (number_parse(bad[i], &value))
			fail_msg("\"%s\" is taken", bad[i]);
		assert_true(value == 7);
	}
}

static void test_parse_int(void **state)
{
	static const char *const bad[] = {
		"", "010", "1.0", "1e3", "3x", " 3", "-", "99999999999999999999", "0x1", "1,0"};
	long value = 7;

	(void)state;
	assert_true(number_parse_int("-42", &value));
	assert_int_equal(value, -42);
	assert_true(number_parse_int("+0", &value));
	assert_int_equal(value, 0);
	assert_true(number_parse_int("9223372036854775807", &value));
	assert_true(value == LONG_MAX);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (number_parse_int(bad[i], &value))
			fail_msg("\"%s\" is taken", bad[i]);
	assert_true(value == LONG_MAX);
}

static void a_power_is_written_by_its_exponent(void **state)
{
	static const struct {
		int exponent;
		const char *text;
	} cases[] = {{-12, "10⁻¹²"}, {-1, "10⁻¹"}, {0, "1"}, {1, "10"}, {5, "10⁵"}, {308, "10³⁰⁸"}};
	char out[NUMBER_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		number_power(out, cases[i].exponent);
		assert_string_equal(out, cases[i].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_power_is_written_by_its_exponent),
		cmocka_unit_test(test_short),
		cmocka_unit_test(test_slot),
		cmocka_unit_test(test_slot_width),
		cmocka_unit_test(test_exact),
		cmocka_unit_test(test_shortest),
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_parse_int),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "base/number.h"

#include <ctype.h>
#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { PLAIN_BELOW = 10000000 };

static bool put_nonfinite(char out[NUMBER_MAX], double value)
{
	if (isnan(value))
		strcpy(out, "nan");
	else if (isinf(value))
		strcpy(out, value < 0 ? "−inf" : "inf");
	return !isfinite(value);
}

/* True where the digits show nothing but zeros, so that a sign would be false. */
static bool all_zero(const char *digits)
{
	return strspn(digits, "-0.") == strlen(digits);
}

/* Copies printf's digits with a true minus sign and no sign on zero. */
static void copy_signed(char out[NUMBER_MAX], const char *digits)
{
	bool negative = digits[0] == '-';

	snprintf(out, NUMBER_MAX, "%s%s", negative && !all_zero(digits) ? "−" : "",
		digits + (negative ? 1 : 0));
}

static void add_superscript(struct str *out, int exponent)
{
	static const char *const digit[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
	char plain[12];

	snprintf(plain, sizeof plain, "%d", exponent);
	for (const char *at = plain; *at; at++)
		str_add(out, *at == '-' ? "⁻" : digit[*at - '0']);
}

/* mantissa×10ⁿ from printf's exponent form. */
static void put_power(char out[NUMBER_MAX], double value, int digits)
{
	char plain[NUMBER_MAX];
	struct str text = {0};

	snprintf(plain, sizeof plain, "%.*e", digits - 1, value);
	char *e = strchr(plain, 'e');
	*e = '\0';
	if (strchr(plain, '.'))
		for (char *end = e; end[-1] == '0' || end[-1] == '.'; *--end = '\0')
			if (end[-1] == '.') {
				end[-1] = '\0';
				break;
			}
	if (plain[0] == '-')
		str_add(&text, "−");
	const char *mantissa = plain + (plain[0] == '-');
	str_addf(&text, strcmp(mantissa, "1") == 0 ? "10" : "%s×10", mantissa);
	add_superscript(&text, atoi(e + 1));
	snprintf(out, NUMBER_MAX, "%s", str_text(&text));
	str_free(&text);
}

/* The decimal exponent after rounding to `digits`: 9.996 to 3 digits is 10.0, exponent 1. */
static int rounded_exponent(double value, int digits)
{
	char plain[NUMBER_MAX];

	snprintf(plain, sizeof plain, "%.*e", digits - 1, value);
	return atoi(strchr(plain, 'e') + 1);
}

void number_short(char out[NUMBER_MAX], double value, int digits)
{
	if (put_nonfinite(out, value))
		return;
	int exponent = value == 0 ? 0 : rounded_exponent(value, digits);
	if (exponent < -3 || exponent >= 6) {
		put_power(out, value, digits);
		return;
	}
	int decimals = digits - 1 - exponent;
	char plain[NUMBER_MAX];
	snprintf(plain, sizeof plain, "%.*f", decimals < 0 ? 0 : decimals, value);
	copy_signed(out, plain);
}

void number_trim(char out[NUMBER_MAX], double value, int digits)
{
	number_short(out, value, digits);
	if (!strchr(out, '.') || strstr(out, "×"))
		return;
	size_t end = strlen(out);
	while (out[end - 1] == '0')
		out[--end] = '\0';
	if (out[end - 1] == '.')
		out[end - 1] = '\0';
	if (strcmp(out, "−0") == 0)
		strcpy(out, "0");
}

void number_power(char out[NUMBER_MAX], int exponent)
{
	struct str text = {0};

	str_add(&text, exponent ? "10" : "1");
	if (exponent < 0 || exponent > 1)
		add_superscript(&text, exponent);
	snprintf(out, NUMBER_MAX, "%s", str_text(&text));
	str_free(&text);
}

static void pad_left(char out[NUMBER_MAX], int width)
{
	int blanks = width - utf8_width(out);
	size_t bytes = strlen(out) + 1;

	if (blanks <= 0 || bytes + (size_t)blanks > NUMBER_MAX)
		return;
	memmove(out + blanks, out, bytes);
	memset(out, ' ', (size_t)blanks);
}

void number_slot(char out[NUMBER_MAX], double value, int width, int decimals)
{
	char plain[400] = "";

	if (!put_nonfinite(out, value)) {
		for (int d = decimals; d >= 0; d--) {
			snprintf(plain, sizeof plain, "%.*f", d, value);
			if ((int)strlen(plain) <= width)
				break;
		}
		if ((int)strlen(plain) <= width)
			copy_signed(out, plain);
		else {
			for (int d = 6; d > 0; d--) {
				put_power(out, value, d);
				if (utf8_width(out) <= width)
					break;
			}
		}
	}
	pad_left(out, width);
}

void number_exact(char out[NUMBER_MAX], double value)
{
	if (isnan(value))
		strcpy(out, "nan");
	else if (isinf(value))
		strcpy(out, value < 0 ? "-inf" : "inf");
	else
		snprintf(out, NUMBER_MAX, "%.17g", value);
}

void number_shortest(char out[NUMBER_MAX], double value)
{
	if (fabs(value) < PLAIN_BELOW && value == rint(value)) {
		snprintf(out, NUMBER_MAX, "%.0f", value == 0 ? 0.0 : value);
		return;
	}
	for (int digits = 1; digits <= DBL_DECIMAL_DIG; digits++) {
		snprintf(out, NUMBER_MAX, "%.*g", digits, value);
		if (strtod(out, NULL) == value)
			break;
	}
	char *e = strchr(out, 'e');
	if (e) /* 1e-05 → 1e-5 */
		snprintf(e + 1, NUMBER_MAX - (size_t)(e + 1 - out), "%d", atoi(e + 1));
}

/* sign? digits ( . digits )? ( [eE] sign? digits )?, without leading zeros before a digit. */
static bool strict_form(const char *at, bool whole)
{
	if (*at == '-' || *at == '+')
		at++;
	size_t before = strspn(at, "0123456789");
	if (before > 1 && at[0] == '0')
		return false;
	at += before;
	size_t after = 0;
	if (!whole && *at == '.') {
		after = strspn(++at, "0123456789");
		at += after;
		if (!after)
			return false;
	}
	if (before + after == 0)
		return false;
	if (!whole && (*at == 'e' || *at == 'E')) {
		at++;
		if (*at == '-' || *at == '+')
			at++;
		size_t digits = strspn(at, "0123456789");
		if (!digits)
			return false;
		at += digits;
	}
	return *at == '\0';
}

bool number_parse(const char *text, double *ret_value)
{
	if (!strict_form(text, false))
		return false;
	double value = strtod(text, NULL);
	if (!isfinite(value))
		return false;
	*ret_value = value;
	return true;
}

bool number_parse_int(const char *text, long *ret_value)
{
	if (!strict_form(text, true))
		return false;
	errno = 0;
	long value = strtol(text, NULL, 10);
	if (errno)
		return false;
	*ret_value = value;
	return true;
}

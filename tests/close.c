#include "close.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

bool is_close(double actual, double expected, double rel, double abs)
{
	if (isnan(expected) || isnan(actual))
		return isnan(expected) && isnan(actual);
	if (isinf(expected) || isinf(actual))
		return actual == expected;
	return fabs(actual - expected) <= abs + rel * fabs(expected);
}

void assert_close_at(double actual, double expected, double rel, double abs, const char *text,
	const char *file, int line)
{
	if (is_close(actual, expected, rel, abs))
		return;
	print_error("%s is %.17g, not %.17g (difference %.3g)\n", text, actual, expected,
		actual - expected);
	_fail(file, line);
}

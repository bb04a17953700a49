#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

static void test_empty(void **state)
{
	struct str s = {0};

	(void)state;
	assert_string_equal(str_text(&s), "");
	str_add_bytes(&s, NULL, 0);
	assert_string_equal(str_text(&s), "");
	str_free(&s);
	str_free(&s);
	char *taken = str_take(&s);
	assert_string_equal(taken, "");
	free(taken);
}

static void test_grows(void **state)
{
	struct str s = {0};

	(void)state;
	for (int i = 0; i < 10000; i++) {
		assert_int_equal(s.len, (size_t)i);
		str_add_char(&s, (char)('a' + i % 26));
		assert_int_equal(str_text(&s)[s.len], '\0');
	}
	for (int i = 0; i < 10000; i++)
		assert_int_equal(s.data[i], 'a' + i % 26);
	str_free(&s);
}

static void test_adds(void **state)
{
	struct str s = {0};

	(void)state;
	str_add(&s, "one ");
	str_add_bytes(&s, "two\0three", 9);
	assert_int_equal(s.len, 13);
	assert_memory_equal(s.data, "one two\0three", 14);
	str_clear(&s);
	assert_string_equal(str_text(&s), "");
	str_addf(&s, "%d %s", 7, "x");
	str_addf(&s, "%*s|", 100, "");
	assert_int_equal(s.len, 104);
	assert_memory_equal(s.data, "7 x ", 4);
	char *taken = str_take(&s);
	assert_int_equal(strlen(taken), 104);
	assert_null(s.data);
	assert_int_equal(s.len, 0);
	free(taken);
}

static void test_take_after_failure(void **state)
{
	struct str s = {0};

	(void)state;
	str_add(&s, "kept");
	s.failed = true;
	assert_null(str_take(&s));
	assert_null(s.data);
	assert_false(s.failed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_grows),
		cmocka_unit_test(test_adds),
		cmocka_unit_test(test_take_after_failure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

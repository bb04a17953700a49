#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "export/frame_roles.h"

static void cells_have_the_letters_of_the_legend(void **state)
{
	struct canvas *canvas = canvas_new(6, 2, false);
	struct str out = {0};

	(void)state;
	canvas_text(canvas, 1, 0, ROLE_TEXT, "ab", -1);
	canvas_text(canvas, 4, 0, ROLE_AXIS, "c", -1);
	canvas_text(canvas, 0, 1, ROLE_TEXT, "x", -1);
	frame_roles(canvas, &out);
	assert_string_equal(str_text(&out), " aa j\na\n-- legend\na text\nj axis\n");
	str_clear(&out);
	canvas_ground(canvas, 5, 1, ROLE_DIM);
	frame_roles(canvas, &out);
	assert_string_equal(str_text(&out),
		" aa j\na\n-- grounds\n\n     b\n-- legend\na text\nb dim\nj axis\n");
	str_free(&out);
	canvas_free(canvas);
}

static void every_role_has_a_letter_of_its_own(void **state)
{
	struct canvas *canvas = canvas_new(ROLE_COUNT, 1, false);
	struct str out = {0};
	char seen[256] = {0};

	(void)state;
	for (int role = 0; role < ROLE_COUNT; role++)
		canvas_put(canvas, role, 0, 'x', (enum role)role);
	frame_roles(canvas, &out);
	for (int role = 0; role < ROLE_COUNT; role++) {
		unsigned char letter = (unsigned char)str_text(&out)[role];
		char line[64];
		assert_false(seen[letter]);
		seen[letter] = 1;
		snprintf(line, sizeof line, "\n%c %s\n", letter, role_name((enum role)role));
		assert_non_null(strstr(str_text(&out), line));
	}
	str_free(&out);
	canvas_free(canvas);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_have_the_letters_of_the_legend),
		cmocka_unit_test(every_role_has_a_letter_of_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

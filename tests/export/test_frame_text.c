#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "export/frame_text.h"

static void rows_are_trimmed_and_closed(void **state)
{
	struct canvas *canvas = canvas_new(5, 3, false);
	struct str out = {0};

	(void)state;
	canvas_text(canvas, 1, 0, ROLE_TEXT, "μ →", -1);
	canvas_ground(canvas, 4, 0, ROLE_BAND_0);
	canvas_text(canvas, 0, 2, ROLE_TEXT, "abcde", -1);
	frame_text(canvas, &out);
	assert_string_equal(str_text(&out), " μ →\n\nabcde\n");
	frame_text(canvas, &out);
	assert_string_equal(str_text(&out), " μ →\n\nabcde\n μ →\n\nabcde\n");
	str_free(&out);
	canvas_free(canvas);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_trimmed_and_closed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "rows.h"

#include <math.h>
#include <string.h>

#include "close.h"
#include "draw/strip.h"

static const struct strip_mark marks[] = {{9, '?', ROLE_LIT}, {99, 'x', ROLE_LIT}};
static const struct strip_part parts[] = {{5, 0, 3}, {9, 1, 2}}, far[] = {{12, 1, 3}, {15, 1, 3}};

static void strips_are_drawn(void **state)
{
	static const struct {
		struct strip strip;
		int w;
		bool ascii;
		const char *row, *why;
	} cases[] = {
		{{12, -1, 0, 0, NULL, 0}, 13, false, "├───────────┤\n", "a bare line"},
		{{12, -1, 3, 6, NULL, 0}, 13, false, "├──┴──┼──┴──┤\n", "ticks of two ranks"},
		{{12, -1, 1, 6, NULL, 0}, 13, false, "├─────┼─────┤\n", "crowded ticks left out"},
		{{12, -1, 1, 2, NULL, 0}, 13, false, "├───────────┤\n", "both ranks crowded"},
		{{12, 4, 3, 6, NULL, 0}, 13, false, "┣━━┷●─┼──┴──┤\n", "a cursor"},
		{{12, 12, 0, 6, NULL, 0}, 13, false, "┣━━━━━┿━━━━━●\n", "at the end"},
		{{12, 0, 0, 0, NULL, 0}, 13, false, "●───────────┤\n", "at the start"},
		{{12, 9, 3, 6, marks, 2}, 13, false, "┣━━┷━━┿━━●──┤\n", "a cursor over a mark"},
		{{12, 3, 3, 6, marks, 2}, 13, false, "┣━━●──┼──?──┤\n", "a mark over a tick"},
		{{12, 3, 3, 6, marks, 2}, 13, true, "|==o--|--?--|\n", "ASCII"},
		{{NAN, NAN, NAN, INFINITY, marks, 2}, 13, false, "├───────────┤\n", "no numbers"},
		{{0, 0, 1e-300, -1, NULL, 0}, 13, false, "●───────────┤\n", "a run of one place"},
		{{12, -1, 0, 4, NULL, 0, parts, 2}, 13, false, "├───┼┼──┼───┤\n",
			"other distances from two places on, the last too short for ticks"},
		{{12, -1, 3, 6, NULL, 0, parts, 1}, 13, false, "├──┴─┼──┼──┼┤\n",
			"what comes behind begins with a tick of the upper rank"},
		{{12, -1, 3, 6, NULL, 0, far, 2}, 13, false, "├──┴──┼──┴──┤\n",
			"parts behind the end"},
		{{12, 3, 3, 6, NULL, 0}, 1, false, "\n", "no room"},
		{{12, 3, 3, 6, NULL, 0}, -5, false, "\n", "less than no room"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct canvas *canvas = canvas_new(14, 1, cases[i].ascii);
		struct str rows = {0};
		strip_draw(&cases[i].strip, canvas, 0, 0, cases[i].w);
		frame_text(canvas, &rows);
		if (strcmp(str_text(&rows), cases[i].row) != 0)
			fail_msg("%s: %s", cases[i].why, str_text(&rows));
		assert_sound(canvas);
		str_free(&rows);
		canvas_free(canvas);
	}
}

static void cells_lead_back_to_places(void **state)
{
	struct strip strip = {12, 0, 0, 0, NULL, 0};

	(void)state;
	assert_close(strip_place(&strip, 2, 13, 2), 0, 0, 0);
	assert_close(strip_place(&strip, 2, 13, 8), 6, 1e-12, 0);
	assert_close(strip_place(&strip, 2, 13, 14), 12, 0, 0);
	assert_close(strip_place(&strip, 2, 13, 99), 12, 0, 0);
	assert_close(strip_place(&strip, 2, 13, -99), 0, 0, 0);
	assert_close(strip_place(&strip, 2, 1, 2), 0, 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strips_are_drawn),
		cmocka_unit_test(cells_lead_back_to_places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "export/frame_ansi.h"

static void golden_sequences(void **state)
{
	static const struct {
		enum role first, second, ground;
		enum colour_depth depth;
		bool light;
		const char *bytes, *why;
	} cases[] = {
		{ROLE_TEXT, ROLE_TEXT, ROLE_NONE, COLOUR_TRUE, false, "a b\n",
			"the terminal's own"},
		{ROLE_MU, ROLE_MU, ROLE_NONE, COLOUR_256, false, "\033[38;5;80ma b\033[0m\n",
			"one change for a run"},
		{ROLE_MU, ROLE_VAR, ROLE_NONE, COLOUR_256, false,
			"\033[38;5;80ma \033[38;5;183mb\033[0m\n", "colours change alone"},
		{ROLE_LIT, ROLE_MU, ROLE_NONE, COLOUR_256, false,
			"\033[1;38;5;221ma \033[0;38;5;80mb\033[0m\n", "bold ends by a reset"},
		{ROLE_MU, ROLE_TEXT, ROLE_NONE, COLOUR_8, false, "\033[36ma \033[0mb\n",
			"back to plain in front of plain text"},
		{ROLE_LIT, ROLE_LIT, ROLE_NONE, COLOUR_16, false, "\033[1;93ma b\033[0m\n",
			"a bright colour"},
		{ROLE_LIT, ROLE_LIT, ROLE_NONE, COLOUR_8, false, "\033[1;33ma b\033[0m\n",
			"bright by bold"},
		{ROLE_LIT, ROLE_TEXT, ROLE_NONE, COLOUR_NONE, false, "\033[7ma\033[0m b\n",
			"no colours: reverse, which a blank must not show"},
		{ROLE_PATH, ROLE_PATH, ROLE_BAND_0, COLOUR_TRUE, false,
			"\033[38;2;255;255;255;48;2;115;99;0ma b\033[0m\n", "a ground"},
		{ROLE_PATH, ROLE_PATH, ROLE_BAND_0, COLOUR_TRUE, true,
			"\033[38;2;0;0;0;48;2;197;191;142ma b\033[0m\n", "a light one"},
		{ROLE_PATH, ROLE_PATH, ROLE_BAND_0, COLOUR_16, false, "\033[97ma b\033[0m\n",
			"no fills with 16 colours"},
		{ROLE_TEXT, ROLE_TEXT, ROLE_CLASS0, COLOUR_NONE, false, "\033[7ma b\033[0m\n",
			"a ground without colours"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct canvas *canvas = canvas_new(5, 1, false);
		struct str out = {0};
		canvas_put(canvas, 0, 0, 'a', cases[i].first);
		canvas_put(canvas, 2, 0, 'b', cases[i].second);
		for (int x = 0; x < 3; x++)
			canvas_ground(canvas, x, 0, cases[i].ground);
		frame_ansi(canvas, cases[i].depth, cases[i].light, &out);
		if (strcmp(str_text(&out), cases[i].bytes) != 0)
			fail_msg("%s: %s", cases[i].why, str_text(&out));
		str_free(&out);
		canvas_free(canvas);
	}
}

/* What a terminal would show: a style for each cell, read back from the bytes. */
static void apply(struct style *style, const char *codes)
{
	char *at = (char *)(uintptr_t)codes;

	for (;;) {
		long code = strtol(at, &at, 10);
		if (code == 0)
			*style = (struct style){PAINT_OWN, PAINT_OWN, 0};
		else if (code == 1 || code == 2 || code == 4 || code == 7)
			style->attrs |= (uint8_t[]){0, 1, 2, 0, 4, 0, 0, 8}[code];
		else if (code == 39)
			style->fore = PAINT_OWN;
		else if (code == 49)
			style->back = PAINT_OWN;
		else {
			int32_t *colour = code == 38 ? &style->fore : &style->back;
			assert_true(code == 38 || code == 48);
			assert_int_equal(strtol(at + 1, &at, 10), 2);
			*colour = 0;
			for (int i = 0; i < 3; i++)
				*colour = *colour << 8 | (int32_t)strtol(at + 1, &at, 10);
		}
		if (*at == 'm')
			return;
		assert_int_equal(*at++, ';');
	}
}

static void assert_shown(const struct cell *cell, uint32_t glyph, struct style style)
{
	struct style wanted = theme_style(cell->role, cell->ground, COLOUR_TRUE, false);

	assert_int_equal(cell->glyph, glyph);
	assert_int_equal(style.back, wanted.back);
	assert_int_equal(style.attrs & (ATTR_REVERSE | ATTR_UNDERLINE),
		wanted.attrs & (ATTR_REVERSE | ATTR_UNDERLINE));
	if (glyph != ' ') {
		assert_int_equal(style.fore, wanted.fore);
		assert_int_equal(style.attrs, wanted.attrs);
	}
}

static void read_back(const struct canvas *canvas, const char *bytes)
{
	struct style style = {PAINT_OWN, PAINT_OWN, 0};

	for (int y = 0; y < canvas->h; y++) {
		const struct cell *row = canvas->cells + y * canvas->w;
		int x = 0;
		for (uint32_t code; (code = utf8_next(&bytes)) != '\n';) {
			if (code == '\033') {
				apply(&style, bytes + 1);
				bytes = strchr(bytes, 'm') + 1;
			} else {
				assert_true(x < canvas->w);
				assert_shown(&row[x++], code, style);
			}
		}
		/* Each line ends plain; what it left out is blank. */
		assert_true(style.fore == PAINT_OWN && style.back == PAINT_OWN && !style.attrs);
		for (; x < canvas->w; x++)
			assert_shown(&row[x], ' ', style);
	}
}

static void frames_read_back_as_they_were(void **state)
{
	(void)state;
	srand(3);
	for (int round = 0; round < 200; round++) {
		struct canvas *canvas = canvas_new(9, 4, false);
		struct str out = {0}, again = {0};
		for (int i = 0; i < 36; i++) {
			canvas->cells[i].glyph =
				rand() % 2 ? ' ' : 0x2581u + (uint32_t)(rand() % 8);
			canvas->cells[i].role = (uint8_t)(rand() % ROLE_COUNT);
			if (rand() % 3 == 0)
				canvas->cells[i].ground = (uint8_t)(rand() % ROLE_COUNT);
		}
		frame_ansi(canvas, COLOUR_TRUE, false, &out);
		read_back(canvas, str_text(&out));
		frame_ansi(canvas, COLOUR_TRUE, false, &again);
		assert_string_equal(str_text(&out), str_text(&again));
		str_free(&out);
		str_free(&again);
		canvas_free(canvas);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(golden_sequences),
		cmocka_unit_test(frames_read_back_as_they_were),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "rows.h"

#include <math.h>

#include "close.h"
#include "draw/theme.h"

/* Backgrounds that terminals really have: ours, black, and two popular grey ones; light alike. */
static const uint32_t dark_grounds[] = {0x14161B, 0x000000, 0x1E1E1E, 0x282C34};
static const uint32_t light_grounds[] = {0xFFFFFF, 0xFAFAFA, 0xFDF6E3, 0xEFF1F5};
/* High contrast brings its own, as 24-bit colour, as a palette's black, and as that of the bands. */
static const uint32_t contrast_grounds[] = {0x000000, 0x000000, 0x000008, 0x000000};
static const uint32_t *const theme_grounds[THEME_COUNT] = {
	dark_grounds, light_grounds, contrast_grounds};

/* What each theme promises: for texts, and for lines and furniture (WCAG 1.4.3, 1.4.6, 1.4.11). */
static const double text_least[THEME_COUNT] = {4.5, 4.5, 7};
static const double graphic_least[THEME_COUNT] = {3, 3, 7};

/* The colour of an index of the standard 256-colour palette. */
static uint32_t palette(int index)
{
	static const uint32_t step[] = {0, 95, 135, 175, 215, 255};

	if (index >= 232)
		return (uint32_t)(8 + 10 * (index - 232)) * 0x10101u;
	index -= 16;
	return step[index / 36] << 16 | step[index / 6 % 6] << 8 | step[index % 6];
}

/* Roles that are lines or furniture, not text: 3:1 is enough for these (WCAG 1.4.11). */
static bool is_graphic(enum role role)
{
	return role == ROLE_FRAME || role == ROLE_AXIS || role >= ROLE_LINE_0;
}

static bool is_ground(enum role role)
{
	return role == ROLE_NONE || (role >= ROLE_BAND_0 && role < ROLE_LINE_0);
}

static void assert_contrast(
	enum role role, enum theme theme, uint32_t fore, uint32_t back, double least)
{
	double contrast = theme_contrast(fore, back);

	if (contrast < least)
		fail_msg("%s on %06x, %s: %.2f", role_name(role), (unsigned)back, theme_name(theme),
			contrast);
}

/* A paint's 24-bit colour and its colour of the palette, against those of a ground. */
static void assert_seen(enum role role, enum theme theme, enum role ground, double least)
{
	const struct paint *fore = theme_paint(role, theme), *back = theme_paint(ground, theme);

	assert_contrast(role, theme, fore->rgb, back->rgb, least);
	assert_true(back->index256 != PAINT_OWN);
	if (fore->index256 != PAINT_OWN)
		assert_contrast(
			role, theme, palette(fore->index256), palette(back->index256), least);
}

static void every_text_can_be_read_on_the_terminals_ground(void **state)
{
	(void)state;
	for (int role = 0; role < ROLE_COUNT; role++)
		for (int theme = 0; theme < THEME_COUNT; theme++)
			for (int i = 0; i < 4; i++) {
				const struct paint *paint =
					theme_paint((enum role)role, (enum theme)theme);
				uint32_t ground = theme_grounds[theme][i];
				double least = is_graphic((enum role)role) ? graphic_least[theme]
									   : text_least[theme];
				if (is_ground((enum role)role))
					continue;
				assert_contrast((enum role)role, (enum theme)theme, paint->rgb,
					ground, least);
				if (paint->index256 != PAINT_OWN)
					assert_contrast((enum role)role, (enum theme)theme,
						palette(paint->index256), ground, least);
			}
}

/* What is drawn over a contour's fills: numbers and names are text, marks are graphics. */
static void everything_on_a_band_can_be_seen(void **state)
{
	static const struct {
		enum role role;
		bool text;
	} over[] = {{ROLE_LEVEL, true}, {ROLE_EIGEN, true}, {ROLE_PATH, true}, {ROLE_MINIMUM, true},
		{ROLE_POINT, false}, {ROLE_START, false}, {ROLE_GRADIENT, false}};

	(void)state;
	for (size_t i = 0; i < sizeof over / sizeof *over; i++)
		for (int band = 0; band < BANDS; band++)
			for (int theme = 0; theme < THEME_COUNT; theme++)
				assert_seen(over[i].role, (enum theme)theme,
					(enum role)(ROLE_BAND_0 + band),
					over[i].text ? text_least[theme] : graphic_least[theme]);
}

static void each_line_can_be_seen_between_its_bands(void **state)
{
	(void)state;
	for (int theme = 0; theme < THEME_COUNT; theme++)
		for (int i = 0; i < BANDS; i++)
			for (int side = 0; side < 2 && i + side < BANDS; side++)
				assert_seen((enum role)(ROLE_LINE_0 + i), (enum theme)theme,
					(enum role)(ROLE_BAND_0 + i + side), graphic_least[theme]);
}

/* OKLab lightness (Ottosson 2020). */
static double lightness(uint32_t rgb)
{
	double c[3];

	for (int i = 0; i < 3; i++) {
		double v = (rgb >> (16 - 8 * i) & 255) / 255.0;
		c[i] = v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
	}
	double l = cbrt(0.4122214708 * c[0] + 0.5363325363 * c[1] + 0.0514459929 * c[2]);
	double m = cbrt(0.2119034982 * c[0] + 0.6806995451 * c[1] + 0.1073969566 * c[2]);
	double s = cbrt(0.0883024619 * c[0] + 0.2817188376 * c[1] + 0.6299787005 * c[2]);
	return 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
}

static void night_fills_are_capped_and_step_down(void **state)
{
	(void)state;
	for (int i = 0; i < BANDS; i++) {
		const struct paint *dark = theme_paint((enum role)(ROLE_BAND_0 + i), false);
		const struct paint *light = theme_paint((enum role)(ROLE_BAND_0 + i), true);
		double here = lightness(dark->rgb);
		assert_true(here >= 0.10 && here <= 0.51);
		assert_true(lightness(light->rgb) >= 0.79);
		if (i == 0)
			continue;
		const struct paint *before = theme_paint((enum role)(ROLE_BAND_0 + i - 1), false);
		assert_true(here < lightness(before->rgb));
		before = theme_paint((enum role)(ROLE_BAND_0 + i - 1), true);
		assert_true(lightness(light->rgb) > lightness(before->rgb));
	}
}

static void styles_fit_their_depth(void **state)
{
	(void)state;
	for (int role = 0; role < ROLE_COUNT; role++)
		for (int ground = 0; ground < ROLE_COUNT; ground++)
			for (int depth = COLOUR_NONE; depth <= COLOUR_TRUE; depth++) {
				static const int most[] = {-1, 7, 15, 255, 0xFFFFFF};
				struct style style = theme_style((enum role)role, (enum role)ground,
					(enum colour_depth)depth, (enum theme)(role % THEME_COUNT));
				assert_true(style.fore >= -1 && style.fore <= most[depth]);
				assert_true(style.back >= -1 && style.back <= most[depth]);
				/* 0 to 15 are each user's own choice: never relied upon. */
				if (depth == COLOUR_256)
					assert_true(style.fore == -1 || style.fore >= 16);
			}
}

static void sixteen_colours_are_the_readable_ones(void **state)
{
	(void)state;
	for (int role = 0; role < ROLE_COUNT; role++) {
		int dark = theme_paint((enum role)role, false)->index16;
		int light = theme_paint((enum role)role, true)->index16;
		assert_true(dark == PAINT_OWN || ((dark & 7) != 0 && (dark & 7) != 4));
		assert_true(light == PAINT_OWN || light == 1 || light == 4 || light == 5);
	}
}

static void grounds_never_vanish_but_bands_may(void **state)
{
	(void)state;
	struct style style = theme_style(ROLE_TEXT, ROLE_CLASS0, COLOUR_NONE, false);
	assert_true(style.attrs & ATTR_REVERSE);
	style = theme_style(ROLE_TEXT, ROLE_CLASS0, COLOUR_8, false);
	assert_true(style.back == 6 && !(style.attrs & ATTR_REVERSE));
	style = theme_style(ROLE_TEXT, ROLE_BAND_0, COLOUR_16, false);
	assert_true(style.back == PAINT_OWN && style.attrs == 0);
	style = theme_style(ROLE_PATH, ROLE_BAND_0, COLOUR_TRUE, false);
	assert_true(style.back == 0x736300 && style.fore == 0xFFFFFF);
	style = theme_style(ROLE_LIT, ROLE_NONE, COLOUR_8, false);
	assert_true(style.fore == 3 && (style.attrs & ATTR_BOLD));
	style = theme_style(ROLE_LIT, ROLE_NONE, COLOUR_NONE, false);
	assert_true(style.fore == PAINT_OWN && (style.attrs & ATTR_REVERSE));
	style = theme_style(ROLE_TEXT, ROLE_NONE, COLOUR_256, THEME_CONTRAST);
	assert_true(style.back == 16 && style.fore == 231); /* it brings its own ground */
	style = theme_style(ROLE_TEXT, ROLE_BAND_0, COLOUR_16, THEME_CONTRAST);
	assert_true(style.back == 0 && style.fore == 15);
	style = theme_style(ROLE_TEXT, ROLE_NONE, COLOUR_NONE, THEME_CONTRAST);
	assert_true(style.back == PAINT_OWN && style.fore == PAINT_OWN);
	assert_string_equal(theme_name(THEME_CONTRAST), "contrast");
	assert_ptr_equal(theme_paint((enum role)999, false), theme_paint(ROLE_TEXT, false));
}

static void contrast_follows_wcag(void **state)
{
	(void)state;
	assert_close(theme_contrast(0xFFFFFF, 0x000000), 21, 1e-12, 0);
	assert_close(theme_contrast(0x123456, 0x123456), 1, 1e-12, 0);
	assert_close(theme_contrast(0x777777, 0xFFFFFF), 4.48, 0.002, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_text_can_be_read_on_the_terminals_ground),
		cmocka_unit_test(everything_on_a_band_can_be_seen),
		cmocka_unit_test(each_line_can_be_seen_between_its_bands),
		cmocka_unit_test(night_fills_are_capped_and_step_down),
		cmocka_unit_test(styles_fit_their_depth),
		cmocka_unit_test(sixteen_colours_are_the_readable_ones),
		cmocka_unit_test(grounds_never_vanish_but_bands_may),
		cmocka_unit_test(contrast_follows_wcag),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "rows.h"

#include <string.h>

static void table_is_sorted_and_one_cell_wide(void **state)
{
	(void)state;
	for (size_t i = 0; i < glyph_count; i++) {
		assert_true(i == 0 || glyphs[i - 1].code < glyphs[i].code);
		assert_int_equal(utf8_code_width(glyphs[i].code), 1);
		assert_true(glyphs[i].code > 0x7F);
	}
}

static void every_spelling_is_printable_ascii(void **state)
{
	(void)state;
	for (size_t i = 0; i < glyph_count; i++) {
		assert_true(glyphs[i].ascii[0] != '\0');
		for (const char *at = glyphs[i].ascii; *at; at++)
			assert_true(*at >= ' ' && *at < 0x7F);
		assert_true(glyphs[i].cell >= ' ' && glyphs[i].cell < 0x7F);
	}
}

static void texts_are_spelled(void **state)
{
	static const struct {
		const char *text, *ascii, *why;
	} cases[] = {
		{"", "", "nothing"},
		{"plain text, 1 + 1 = 2", "plain text, 1 + 1 = 2", "ASCII stays"},
		{"μ σ² γ β ε", "mu sigma^2 gamma beta eps", "the five letters"},
		{"ẑ ŷ α κ λ ρ", "zhat yhat alpha kappa lambda rho", "words"},
		{"√(σ² + ε)", "sqrt(sigma^2 + eps)", "root"},
		{"10⁻⁵", "10^-5", "one ^ for a run"},
		{"10⁻⁵ and 10¹²", "10^-5 and 10^12", "two runs"},
		{"w₁ w₁₂", "w_1 w_12", "one _ for a run"},
		{"x₁²", "x_1^2", "a subscript, then a superscript"},
		{"1 − m₁ᵗ", "1 - m_1^t", "to the power of the step"},
		{"Σᵢ xᵢ", "sum_i x_i", "sum"},
		{"∂L", "dL", "a derivative is no word"},
		{"∂L/∂γ", "dL/dgamma", "nor is d before gamma"},
		{"γẑ", "gamma zhat", "two words stay apart"},
		{"2μ", "2mu", "a digit needs no blank"},
		{"Δw", "Delta w", "a word before a letter"},
		{"−1 × 3", "-1 x 3", "signs"},
		{"κ 1 · α" UTF8_TIMES "λ " UTF8_UNKNOWN, "kappa 1 | alpha*lambda -", "three dots"},
		{"a → b ← c …", "a -> b <- c ...", "arrows"},
		{"“so” – it’s", "\"so\" - it's", "quotes and dashes"},
		{"1.8×10⁶", "1.8x10^6", "a number of number_short"},
		{"─│╭┼█▁", "-|++#_", "boxes and blocks"},
		{"● ▲ ★", "o ^ *", "marks"},
		{"é Ü ß", "e U ss", "letters lose their accents"},
		{"日", "?", "no form"},
		{"a\nb", "a\nb", "newlines stay"},
		{"\xFF", "?", "a stray byte"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str out = {0};
		glyphs_spell(&out, cases[i].text);
		if (strcmp(str_text(&out), cases[i].ascii) != 0)
			fail_msg("%s: \"%s\"", cases[i].why, str_text(&out));
		assert_int_equal(glyphs_width(cases[i].text), strlen(cases[i].ascii));
		str_free(&out);
	}
}

static void some_glyphs_are_never_drawn(void **state)
{
	static const struct {
		uint32_t code;
		const char *why;
	} never[] = {{0x2800, "empty braille"}, {0x1FB00, "a sextant"}, {0x1CD00, "an octant"},
		{0x0302, "a combining accent"}, {0x20D7, "a combining arrow"}, {0x200B, "no width"},
		{0x202E, "a bidi control"}, {0x1B, "a control"}, {0x9B, "a C1 control"},
		{0x4E00, "two cells"}, {0xE000, "private use"}, {0xAD, "a soft hyphen"}};

	(void)state;
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		if (glyph_printable(never[i].code) || glyph_allowed(never[i].code))
			fail_msg("%s may not be drawn", never[i].why);
}

static void letters_from_outside_are_printable_but_not_ours(void **state)
{
	(void)state;
	assert_true(glyph_printable(0xE9) && !glyph_allowed(0xE9));
	assert_true(glyph_printable(0x0416) && !glyph_allowed(0x0416));
	assert_true(glyph_allowed('a') && glyph_allowed(0x2801) && glyph_allowed(0x28FF));
}

static void every_code_has_an_ascii_cell(void **state)
{
	(void)state;
	for (uint32_t code = 0; code < 0x3000; code++) {
		char cell = glyph_cell(code);
		assert_true(cell >= ' ' && cell < 0x7F);
	}
	assert_int_equal(glyph_cell(0x2801), '\'');
	assert_int_equal(glyph_cell(0x2880), '.');
	assert_int_equal(glyph_cell(0x28FF), ':');
	assert_int_equal(glyph_cell(0xE9), 'e');
	assert_int_equal(glyph_cell(0x257F), '+');
	assert_int_equal(glyph_cell(0x4E00), '?');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table_is_sorted_and_one_cell_wide),
		cmocka_unit_test(every_spelling_is_printable_ascii),
		cmocka_unit_test(texts_are_spelled),
		cmocka_unit_test(some_glyphs_are_never_drawn),
		cmocka_unit_test(letters_from_outside_are_printable_but_not_ours),
		cmocka_unit_test(every_code_has_an_ascii_cell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

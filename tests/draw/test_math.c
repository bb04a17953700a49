/* The typesetter: every construct in its forms, mistakes with their column, and lines that break. */
#include "rows.h"

#include <stdlib.h>
#include <string.h>

#include "draw/math.h"

/* clang-format off */
static const struct box {
	const char *why, *latex, *tall, *ascii, *flat;
} boxes[] = {
	{"a fraction", "\\frac{z - \\mu}{s}",
		" z − μ\n"
		"───────\n"
		"   s\n",
		" z - mu\n"
		"--------\n"
		"   s\n",
		"(z − μ) / s"},
	{"a fraction in a fraction", "x = \\frac{1}{1 + \\frac{a}{b}}",
		"        1\n"
		"x = ─────────\n"
		"          a\n"
		"     1 + ───\n"
		"          b\n",
		"        1\n"
		"x = ---------\n"
		"          a\n"
		"     1 + ---\n"
		"          b\n",
		"x = 1 / (1 + a/b)"},
	{"a root", "\\sqrt{\\sigma^2 + \\epsilon}",
		" ┌──────\n"
		"╲│σ² + ε\n",
		"sqrt(sigma^2 + eps)\n",
		"√(σ² + ε)"},
	{"a root of a fraction", "\\sqrt{\\frac{a}{b}}",
		" ┌───\n"
		" │ a\n"
		" │───\n"
		"╲│ b\n",
		"    / a \\\n"
		"sqrt|---|\n"
		"    \\ b /\n",
		"√(a/b)"},
	{"normalize", "\\hat z = \\frac{z - \\mu}{\\sqrt{\\sigma^2 + \\epsilon}}",
		"      z − μ\n"
		"ẑ = ──────────\n"
		"      ┌──────\n"
		"     ╲│σ² + ε\n",
		"              z - mu\n"
		"zhat = ---------------------\n"
		"        sqrt(sigma^2 + eps)\n",
		"ẑ = (z − μ) / √(σ² + ε)"},
	{"a sum with limits", "\\mu = \\frac{1}{m} \\sum_{i=1}^{m} z_i",
		"         m\n"
		"     1   ⎲\n"
		"μ = ───  ⎳  zᵢ\n"
		"     m  i=1\n",
		"      1   m\n"
		"mu = --- sum z_i\n"
		"      m  i=1\n",
		"μ = (1/m) Σ zᵢ"},
	{"a sum without", "\\sum z",
		"Σ z\n",
		"sum z\n",
		"Σ z"},
	{"a product", "\\prod_{l=1}^{L} W",
		" L\n"
		" ∏  W\n"
		"l=1\n",
		" L\n"
		"prod W\n"
		"l=1\n",
		"∏ W"},
	{"small scripts", "x_i^2 + y^{-1} + W^T + m_1^t",
		"xᵢ² + y⁻¹ + Wᵀ + m₁ᵗ\n",
		"x_i^2 + y^-1 + W^T + m_1^t\n",
		"xᵢ² + y⁻¹ + Wᵀ + m₁ᵗ"},
	{"large scripts", "w_{jk}^{[l]} + \\Lambda^{-1/2}",
		" [l]    −1/2\n"
		"w    + Λ\n"
		" jk\n",
		" [l]         -1/2\n"
		"w    + Lambda\n"
		" jk\n",
		"w_(jk)^([l]) + Λ^(−1/2)"},
	{"accents", "\\hat z + \\hat y + \\tilde z_i + \\bar x + \\hat x",
		"        ˷    _   ‸\n"
		"ẑ + ŷ + zᵢ + x + x\n",
		"zhat + yhat + ztilde_i + xbar + xhat\n",
		"ẑ + ŷ + ztildeᵢ + xbar + xhat"},
	{"tall brackets", "\\left(\\frac{a}{b}\\right)^2 + \\left[x\\right] + \\left\\{\\frac{a}{b}\\right.",
		"⎛ a ⎞²         ⎧ a\n"
		"⎜───⎟  + [x] + ⎨───\n"
		"⎝ b ⎠          ⎩ b\n",
		"/ a \\^2         / a\n"
		"|---|   + [x] + {---\n"
		"\\ b /           \\ b\n",
		"(a/b)² + [x] + {a/b"},
	{"cases", "g(z) = \\begin{cases} z & \\text{if } z > 0 \\\\ 0 & \\text{otherwise} \\end{cases}",
		"g(z) = ⎧ z  if z > 0\n"
		"       ⎩ 0  otherwise\n",
		"g(z) = / z  if z > 0\n"
		"       \\ 0  otherwise\n",
		"g(z) = {z, if z > 0; 0, otherwise}"},
	{"Greek beside letters", "\\gamma\\hat z + \\beta x",
		"γẑ + β x\n",
		"gamma zhat + beta x\n",
		"γẑ + β x"},
	{"equations", "\\mu = 1 \\\\ \\sigma^2 = \\frac{1}{2}",
		" μ = 1\n"
		"      1\n"
		"σ² = ───\n"
		"      2\n",
		"     mu = 1\n"
		"           1\n"
		"sigma^2 = ---\n"
		"           2\n",
		"μ = 1,  σ² = 1/2"},
	{"slots", "\\slot{7}{1.82} - \\slot{9}{(−0.4)} = \\slot{7}{2.22}",
		"   1.82 −    (−0.4) =    2.22\n",
		"   1.82 -    (-0.4) =    2.22\n",
		"1.82 − (−0.4) = 2.22"},
	{"a minus with one operand", "-x + (-y) = -1",
		"−x + (−y) = −1\n",
		"-x + (-y) = -1\n",
		"−x + (−y) = −1"},
	{"words and names", "\\text{run } \\mu \\gets \\max(0, z), \\tanh z",
		"run μ ← max(0, z), tanh z\n",
		"run mu <- max(0, z), tanh z\n",
		"run μ ← max(0, z), tanh z"},
	{"signs as they are", "σ² = (1/m) Σ (z − μ)² ≥ 0",
		"σ² = (1/m) Σ (z − μ)² ≥ 0\n",
		"sigma^2 = (1/m) sum (z - mu)^2 >= 0\n",
		"σ² = (1/m) Σ (z − μ)² ≥ 0"},
};
/* clang-format on */

static struct math *parse(const char *latex)
{
	struct math_mistake mistake = {0};
	struct math *math = math_parse(latex, &mistake);

	assert_non_null(math);
	if (mistake.column)
		fail_msg("%s\n%d: %s", latex, mistake.column, str_text(&mistake.why));
	return math;
}

static void check_box(const char *latex, bool ascii, const char *expected)
{
	struct math *math = parse(latex);
	struct math_extent extent = math_layout(math, MATH_TALL, ascii, 200);
	struct canvas *canvas = canvas_new(extent.w, extent.h, ascii);

	assert_non_null(canvas);
	assert_true(extent.fits);
	math_draw(math, canvas, 0, 0, ROLE_TEXT);
	assert_rows(canvas, expected);
	assert_sound(canvas);
	canvas_free(canvas);
	math_free(math);
}

static void every_construct_has_its_box(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
		check_box(boxes[i].latex, false, boxes[i].tall);
		check_box(boxes[i].latex, true, boxes[i].ascii);
	}
}

static void every_construct_has_its_line(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
		struct math *math = parse(boxes[i].latex);
		struct str line = {0};

		math_text(math, &line);
		assert_string_equal(str_text(&line), boxes[i].flat);
		str_free(&line);
		math_free(math);
	}
}

/* A mistake has its character and says what would be right; what could be read is kept. */
static void mistakes_have_a_column(void **unused)
{
	static const struct {
		const char *why, *latex;
		int column;
		const char *says, *kept;
	} cases[] = {
		{"a slip", "x + \\fac{a}{b}", 5, "\\fac is not known; did you mean \\frac?",
			"x + ab"},
		{"nothing is near", "\\hhhhhhh", 1, "\\hhhhhhh is not known", ""},
		{"counted in characters", "μ − \\sigam", 5, "did you mean \\sigma?", "μ −"},
		{"a brace that stays open", "\\frac{a}{b", 9, "this { has no }", "a/b"},
		{"a brace that was not open", "a } b", 3, "this } has no {", "a b"},
		{"no argument", "\\frac{a}", 9, "something must stand here", "a / ()"},
		{"a script of nothing", "^2 + x", 1, "something must stand before ^", "+x"},
		{"two scripts", "x^2^3", 4, "there is a second ^; put both in one {…}", "x³"},
		{"no right bracket", "\\left( x", 1, "\\left has no \\right", "(x"},
		{"no such bracket", "\\left< x \\right)", 6, "one of ( ) [ ]", "< x)"},
		{"another environment", "\\begin{matrix} a", 7, "only \\begin{cases} is known",
			"a"},
		{"cases without an end", "\\begin{cases} a & b", 7, "has no \\end{cases}",
			"{a, b}"},
		{"a lonely &", "a & b", 3, "& belongs into \\begin{cases}", "a b"},
		{"a dollar", "a $ b", 3, "$ cannot stand in a formula", "a b"},
		{"no command", "a \\", 3, "a command must follow the \\", "a"},
		{"words without braces", "\\text x", 7, "words in braces must follow", "x"},
		{"a control character", "x\t\\\x04", 3, "\xEF\xBF\xBD", "x"},
		{"a combining mark", "a\xCC\x82", 2, "this character cannot be shown", "a"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct math_mistake mistake = {0};
		struct math *math = math_parse(cases[i].latex, &mistake);
		struct str line = {0};

		assert_non_null(math);
		math_text(math, &line);
		if (mistake.column != cases[i].column ||
			!strstr(str_text(&mistake.why), cases[i].says) ||
			strcmp(str_text(&line), cases[i].kept) != 0)
			fail_msg("%s: %d: %s, kept “%s”", cases[i].why, mistake.column,
				str_text(&mistake.why), str_text(&line));
		str_free(&line);
		str_free(&mistake.why);
		math_free(math);
	}
}

/* What a stranger may send: it is refused, not followed until the stack ends. */
static void too_much_is_refused(void **unused)
{
	static const char *const parts[] = {"{", "\\frac{", "\\hat", "\\left(", "x^{", "x_",
		"\\begin{cases}", "a+", "\\sqrt{a}{", "\\\\", "&", "\\text{",
		"\\slot{999999999}{a}"};
	enum { TIMES = 3000 };

	(void)unused;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		struct math_mistake mistake = {0};
		struct str latex = {0}, line = {0};

		for (int k = 0; k < TIMES; k++)
			str_add(&latex, parts[i]);
		struct math *math = math_parse(str_text(&latex), &mistake);
		assert_non_null(math);
		math_text(math, &line);
		for (int form = 0; form < MATH_FORM_COUNT; form++) {
			struct canvas *canvas = canvas_new(40, 10, form == MATH_FLAT);
			math_layout(math, (enum math_form)form, canvas->ascii, 40);
			math_draw(math, canvas, 0, 0, ROLE_TEXT);
			assert_sound(canvas);
			canvas_free(canvas);
		}
		math_free(math);
		str_free(&mistake.why);
		str_free(&latex);
		str_free(&line);
	}
}

static const char normalize[] =
	"\\hat z = \\frac{z - \\mu}{\\sqrt{\\sigma^2 + \\epsilon}} = "
	"\\frac{\\slot{7}{1.820} - \\slot{9}{(−0.402)}}{\\sqrt{\\slot{7}{0.514} + 10^{-5}}} = "
	"\\slot{7}{1.980}";

/* Lines break before = and stand aligned there; where that is not enough, before an operator. */
static void lines_break_at_relations(void **unused)
{
	static const struct {
		enum math_form form;
		int width;
		const char *rows;
	} cases[] = {
		{MATH_TALL, 48,
			"      z − μ         1.820 −  (−0.402)\n"
			"ẑ = ────────── = ───────────────────── =   1.980\n"
			"      ┌──────       ┌──────────────\n"
			"     ╲│σ² + ε      ╲│  0.514 + 10⁻⁵\n"},
		{MATH_COMPACT, 36,
			"       z − μ\n"
			"ẑ = ───────────\n"
			"     √(σ² + ε)\n"
			"       1.820 −  (−0.402)\n"
			"  = ───────────────────── =   1.980\n"
			"      √(  0.514 + 10⁻⁵)\n"},
		{MATH_FLAT, 46,
			"ẑ = (z − μ) / √(σ² + ε)\n"
			"  = (  1.820 −  (−0.402)) / √(  0.514 + 10⁻⁵)\n"
			"  =   1.980\n"},
	};
	struct math *math = parse(normalize);
	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct math_extent e = math_layout(math, cases[i].form, false, cases[i].width);
		struct canvas *canvas = canvas_new(e.w, e.h, false);
		assert_true(e.fits && e.w <= cases[i].width);
		math_draw(math, canvas, 0, 0, ROLE_TEXT);
		assert_rows(canvas, cases[i].rows);
		canvas_free(canvas);
	}
	math_free(math);
}
/* At every width: what says that it fits draws only inside, and nothing is lost on the way. */
static void what_fits_stays_inside(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof boxes / sizeof *boxes + 1; i++) {
		struct math *math =
			parse(i < sizeof boxes / sizeof *boxes ? boxes[i].latex : normalize);
		for (int width = 4; width < 60; width++)
			for (int form = 0; form < MATH_FORM_COUNT; form++) {
				bool ascii = width % 2;
				struct math_extent e =
					math_layout(math, (enum math_form)form, ascii, width);
				if (!e.fits)
					continue;
				struct canvas *canvas = canvas_new(e.w + 6, e.h + 4, ascii);
				math_draw(math, canvas, 3, 2, ROLE_TEXT);
				assert_sound(canvas);
				assert_inside(canvas, (struct rect){3, 2, width, e.h});
				canvas_free(canvas);
			}
		math_free(math);
	}
}
/* The same slots, other numbers: not one cell outside the slots changes. */
static void slots_hold_still(void **unused)
{
	static const char *const numbers[] = {"1.820", "−12.34", "0.001", "9×10⁻⁴"};
	int w = 0, h = 0;
	(void)unused;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct str latex = {0};
		str_addf(&latex, "a = \\frac{\\slot{8}{%s} + 1}{\\sqrt{\\slot{8}{%s}}}", numbers[i],
			numbers[i]);
		struct math *math = parse(str_text(&latex));
		struct math_extent e = math_layout(math, MATH_TALL, true, 80);
		if (i) {
			assert_int_equal(e.w, w);
			assert_int_equal(e.h, h);
		}
		w = e.w;
		h = e.h;
		math_free(math);
		str_free(&latex);
	}
}

static void roles_are_kept(void **unused)
{
	struct math *math = parse("\\role{lit}{\\hat z} = \\frac{\\role{mu}{\\mu}}{2}");
	struct math_extent e = math_layout(math, MATH_TALL, false, 40);
	struct canvas *canvas = canvas_new(e.w, e.h, false);

	(void)unused;
	math_draw(math, canvas, 0, 0, ROLE_STRONG);
	assert_int_equal(canvas_at(canvas, 0, 1)->role, ROLE_LIT);
	assert_int_equal(canvas_at(canvas, 2, 1)->role, ROLE_STRONG);
	assert_int_equal(canvas_at(canvas, 5, 0)->glyph, 0x03BC);
	assert_int_equal(canvas_at(canvas, 5, 0)->role, ROLE_MU);
	canvas_free(canvas);
	math_free(math);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_construct_has_its_box),
		cmocka_unit_test(every_construct_has_its_line),
		cmocka_unit_test(mistakes_have_a_column),
		cmocka_unit_test(too_much_is_refused),
		cmocka_unit_test(lines_break_at_relations),
		cmocka_unit_test(what_fits_stays_inside),
		cmocka_unit_test(slots_hold_still),
		cmocka_unit_test(roles_are_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "view/equation.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"
#include "draw/glyph.h"
#include "draw/math.h"
#include "engine/wording.h"
#include "view/atom.h"

/*
 * Cells and decimals of a slot: the way back and the update need more decimals. Forward, what lies
 * below `rounding` is a sum that comes out as 0 but for rounding, such as the mean of centred rows;
 * a gradient may be as small as it likes.
 */
static const struct slot_size {
	int width, decimals;
	double rounding;
} slot_sizes[] = {[PHASE_INPUT] = {7, 3, 1e-12},
	[PHASE_FORWARD] = {7, 3, 1e-12},
	[PHASE_BACKWARD] = {8, 5, 0},
	[PHASE_UPDATE] = {8, 5, 0}};

enum { CONSTANT_DIGITS = 4, LEGEND_MAX = 16 };

struct filling {
	const struct run *run; /* NULL: symbols only, without roles */
	struct numbers_focus focus;
	bool ascii;
	struct str *out;
};

/* --- numbers -------------------------------------------------------------------------------------- */

static int shown_width(const char *text, bool ascii)
{
	return ascii ? glyphs_width(text) : utf8_width(text);
}

/* As many decimals as fit, where they show two digits or more of a small number; else a power. */
static void print_small(double value, struct slot_size size, bool ascii, char text[NUMBER_MAX])
{
	int decimals = size.width - 2 - (value < 0);

	if (fabs(value) * pow(10, decimals - 1) >= 1) {
		number_slot(text, value, size.width, decimals);
		return;
	}
	for (int digits = CONSTANT_DIGITS - 1; digits > 0; digits--) {
		number_short(text, value, digits);
		if (shown_width(text, ascii) <= size.width)
			return;
	}
}

/* Fixed decimals, unless they would show less than two digits of a small number. */
static void print_number(double value, struct slot_size size, bool ascii, char text[NUMBER_MAX])
{
	char slot[NUMBER_MAX];

	if (fabs(value) < size.rounding)
		value = 0;
	if (value != 0 && fabs(value) < pow(10, 1 - size.decimals)) {
		print_small(value, size, ascii, text);
		return;
	}
	number_slot(slot, value, size.width, size.decimals);
	snprintf(text, NUMBER_MAX, "%s", slot + strspn(slot, " "));
	for (int digits = 2; digits > 0 && shown_width(text, ascii) > size.width; digits--)
		number_short(text, value, digits);
}

static const char *atom_role_name(const struct filling *f, const struct atom *atom)
{
	bool lit = atom->quantity && atom_lit(f->run, atom->quantity, atom->index);

	return role_name(lit ? ROLE_LIT : atom_role(atom->quantity));
}

/* As many cells as the largest batch has digits: the last batch may be smaller. */
static int constant_width(const struct run *run, const struct atom *atom)
{
	char text[NUMBER_MAX];

	if (!atom->quantity || strcmp(atom->quantity->name, "m") != 0)
		return 0;
	number_trim(text, (double)run->experiment->model.batch, NUMBER_MAX / 2);
	return (int)strlen(text);
}

/* `behind` is what follows the atom: a script stands close to the number. */
static void add_number(
	const struct filling *f, const struct atom *atom, bool operand, const char *behind)
{
	struct slot_size size = slot_sizes[stage_info(f->run->at.stage)->phase];
	bool constant = atom_constant(atom);
	int width = constant ? constant_width(f->run, atom) : size.width;
	char text[NUMBER_MAX] = "?";
	double value;

	if (!atom_value(f->run, atom, &value)) {
		if (constant)
			number_trim(text, value, CONSTANT_DIGITS);
		else
			print_number(value, size, f->ascii, text);
	}
	bool negative = strncmp(text, "−", strlen("−")) == 0;
	bool brackets = operand && !constant;
	str_addf(f->out, "\\role{%s}{\\slot{%d}{%s%s%s}}", atom_role_name(f, atom),
		brackets ? width + 2 : width, brackets && negative ? "(" : "", text,
		!brackets        ? ""
		: negative       ? ")"
		: *behind == '^' ? ""
				 : " ");
}

static void add_symbol(const struct filling *f, const struct atom *atom)
{
	if (f->run)
		str_addf(
			f->out, "\\role{%s}{%s}", atom_role_name(f, atom), str_text(&atom->symbol));
	else
		str_addf(f->out, "{%s}", str_text(&atom->symbol));
}

/* --- templates ------------------------------------------------------------------------------------ */

/* The next \v{ in [at, end), and the end of what stands in its braces; NULL where there is none. */
static const char *next_atom(const char *at, const char *end, const char **ret_close)
{
	for (; at + 3 <= end; at++) {
		if (strncmp(at, "\\v{", 3) != 0)
			continue;
		int depth = 1;
		const char *close = at + 3;
		while (close < end && (depth += *close == '{' ? 1 : *close == '}' ? -1 : 0) > 0)
			close++;
		*ret_close = close;
		return at;
	}
	return NULL;
}

static bool ends_with(const char *start, const char *at, const char *end)
{
	return at - start >= (long)strlen(end) && strncmp(at - strlen(end), end, strlen(end)) == 0;
}

/* Behind an operator a negative number needs brackets, also as the first of a fraction. */
static bool is_operand(const char *start, const char *at)
{
	static const char fraction[] = "\\frac{";

	if (ends_with(start, at, fraction))
		at -= strlen(fraction);
	while (at > start && at[-1] == ' ')
		at--;
	if (at > start && strchr("+-/", at[-1]))
		return true;
	return ends_with(start, at, "\\cdot");
}

static void fill(const struct filling *f, const char *at, const char *end, bool numbers)
{
	const char *start = at, *close = NULL, *atom_at;

	while ((atom_at = next_atom(at, end, &close))) {
		struct atom atom;

		str_add_bytes(f->out, at, (size_t)(atom_at - at));
		atom_read(f->run, atom_at + 3, (size_t)(close - atom_at - 3), f->focus, &atom);
		if (numbers)
			add_number(f, &atom, is_operand(start, atom_at), close + 1);
		else
			add_symbol(f, &atom);
		atom_free(&atom);
		at = close + 1;
	}
	str_add_bytes(f->out, at, (size_t)(end - at));
}

/* Where the left side of an equation ends, and where its right side begins (NULL: it has none). */
static const char *left_end(const char *at, const char *end, const char **ret_right)
{
	static const char *const relations[] = {" = ", " \\gets "};

	*ret_right = NULL;
	for (const char *c = at; c < end; c++)
		for (size_t i = 0; i < sizeof relations / sizeof *relations; i++) {
			size_t length = strlen(relations[i]);
			if ((size_t)(end - c) < length || strncmp(c, relations[i], length) != 0)
				continue;
			*ret_right = c + length;
			return c;
		}
	return end;
}

/* The value of the left side's atom; nothing where it has none. */
static void add_result(const struct filling *f, const char *left, const char *end)
{
	const char *close, *at = next_atom(left, end, &close);

	if (!at)
		return;
	str_add(f->out, " = ");
	fill(f, at, close + 1, true);
}

static const char *line_end(const char *at)
{
	return at + strcspn(at, "\n");
}

/* left = right in symbols = right in numbers = result, each where it is wanted. */
static void add_equation(
	const struct filling *f, const char *at, const char *end, bool symbols, bool numbers)
{
	const char *right, *left = left_end(at, end, &right);

	fill(f, at, symbols ? end : left, false);
	if (right && numbers) {
		str_add(f->out, " = ");
		fill(f, right, end, true);
	}
	add_result(f, at, left);
}

static void add_lines(const struct filling *f, const char *text, bool symbols, bool numbers)
{
	for (const char *end; *text; text = *end ? end + 1 : end) {
		end = line_end(text);
		if (f->out->len)
			str_add(f->out, " \\\\ ");
		add_equation(f, text, end, symbols, numbers);
	}
}

/* A formula of one line with numbers of its own behind it. */
static void add_with_numbers(
	const struct filling *f, const struct wording *words, enum equation_part part)
{
	const char *right, *formula = words->formula, *end = line_end(formula);
	const char *left = left_end(formula, end, &right);

	fill(f, formula, part == EQUATION_RESULT ? left : end, false);
	if (words->numbers && words->numbers[0] && part == EQUATION_ALL) {
		str_add(f->out, " = ");
		fill(f, words->numbers, words->numbers + strlen(words->numbers), true);
	}
	add_result(f, formula, left);
}

static bool says_again(const struct wording *words)
{
	return words->numbers && strcmp(words->numbers, FORMULA_AGAIN) == 0;
}

static struct filling filling_of(const struct scene *scene, bool ascii, struct str *out)
{
	return (struct filling){.run = scene->play->run,
		.focus = {.layer = scene_layer(scene),
			.unit = scene_unit(scene),
			.example = scene_example(scene),
			.row = scene_row(scene)},
		.ascii = ascii,
		.out = out};
}

void equation_print(const struct scene *scene, enum equation_part part, bool ascii, struct str *out)
{
	struct wording words = wording_at(scene->play->run, scene_layer(scene));
	struct filling f = filling_of(scene, ascii, out);

	if (words.formula && says_again(&words)) {
		add_lines(&f, words.formula, part != EQUATION_RESULT, part == EQUATION_ALL);
	} else if (words.numbers && words.numbers[0] == ':') {
		if (words.formula && part != EQUATION_RESULT)
			fill(&f, words.formula, words.formula + strlen(words.formula), false);
		add_lines(&f, words.numbers + 1, false, part == EQUATION_ALL);
	} else if (words.formula) {
		add_with_numbers(&f, &words, part);
	}
}

void equation_symbols(const char *template, struct str *out)
{
	struct numbers_focus focus = {1, 1, 1, 1};
	struct filling f = {.run = NULL, .focus = focus, .out = out};

	for (const char *end; *template; template = *end ? end + 1 : end) {
		end = line_end(template);
		if (out->len)
			str_add(out, " \\\\ ");
		fill(&f, template, end, false);
	}
}

void equation_line(const char *template, struct str *out)
{
	struct str latex = {0};

	equation_symbols(template, &latex);
	struct math *math = math_parse(str_text(&latex), NULL);
	if (math)
		math_text(math, out);
	math_free(math);
	str_free(&latex);
}

/* --- words ---------------------------------------------------------------------------------------- */

/* True where a number in [at, end) is of one row. */
static bool is_of_row(const struct filling *f, const char *at, const char *end)
{
	const char *close = NULL;

	while ((at = next_atom(at, end, &close))) {
		struct atom atom;
		atom_read(f->run, at + 3, (size_t)(close - at - 3), f->focus, &atom);
		enum quantity_shape shape = atom.quantity ? atom.quantity->shape : QUANTITY_NUMBER;
		atom_free(&atom);
		if (shape == QUANTITY_VALUE || shape == QUANTITY_EXAMPLE ||
			shape == QUANTITY_FEATURE_ROW || shape == QUANTITY_FEATURE_EXAMPLE)
			return true;
		at = close + 1;
	}
	return false;
}

/* The numbers behind =, and the left side of the formula. */
static bool has_row(const struct filling *f, const struct wording *words)
{
	const char *formula = words->formula ? words->formula : "", *right;
	const char *numbers = words->numbers && !says_again(words) ? words->numbers : "";
	const char *end = formula + strlen(formula);

	return is_of_row(f, formula, says_again(words) ? end : left_end(formula, end, &right)) ||
	       is_of_row(f, numbers, numbers + strlen(numbers));
}

void equation_focus(const struct scene *scene, struct str *out)
{
	const struct run *run = scene->play->run;
	struct wording words = wording_at(run, scene_layer(scene));
	struct filling f = filling_of(scene, false, NULL);
	bool unit = run->at.epoch && (words.formula || words.numbers);

	/* The row first: what most steps share ends at the frame's corner and stays where it is. */
	if (has_row(&f, &words))
		str_addf(out, "row %zu%s",
			run->at.epoch ? run->work.rows[f.focus.example - 1] + 1
				      : (size_t)f.focus.row,
			unit ? ", " : "");
	if (unit)
		str_addf(out, "layer %d, unit %d", f.focus.layer, f.focus.unit);
}

/* The quantity's meaning, of this unit and this batch. */
static void print_meaning(const struct filling *f, const struct atom *atom, struct str *out)
{
	static const char unit[] = "of a unit", batch[] = "over this batch";

	for (const char *at = atom->quantity->meaning; *at;) {
		if (strncmp(at, unit, strlen(unit)) == 0) {
			str_addf(out, "of unit %d", f->focus.unit);
			at += strlen(unit);
		} else if (strncmp(at, batch, strlen(batch)) == 0) {
			size_t m = run_work(f->run)->m;
			if (m == 1)
				str_add(out, "over the one row of this batch");
			else
				str_addf(out, "over the %zu rows of this batch", m);
			at += strlen(batch);
		} else {
			str_add_char(out, *at++);
		}
	}
}

struct known_symbols {
	const struct quantity *quantities[LEGEND_MAX];
	size_t count;
};

static bool is_new(struct known_symbols *known, const struct quantity *quantity)
{
	for (size_t i = 0; i < known->count; i++)
		if (known->quantities[i] == quantity)
			return false;
	if (known->count == LEGEND_MAX)
		return false;
	known->quantities[known->count++] = quantity;
	return true;
}

void equation_legend(const struct scene *scene, equation_sink *take, void *context)
{
	struct wording words = wording_at(scene->play->run, scene_layer(scene));
	const char *at = words.formula ? words.formula : "", *close = NULL;
	struct filling f = filling_of(scene, false, NULL);
	struct known_symbols known = {.count = 0};

	while ((at = next_atom(at, at + strlen(at), &close))) {
		struct atom atom;
		struct str meaning = {0};

		atom_read(f.run, at + 3, (size_t)(close - at - 3), f.focus, &atom);
		if (atom.quantity && is_new(&known, atom.quantity)) {
			print_meaning(&f, &atom, &meaning);
			bool lit = atom_lit(f.run, atom.quantity, atom.index);
			take(context, lit ? ROLE_LIT : atom_role(atom.quantity),
				str_text(&atom.symbol), str_text(&meaning));
		}
		str_free(&meaning);
		atom_free(&atom);
		at = close + 1;
	}
}

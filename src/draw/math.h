/*
 * Formulas: a subset of LaTeX, as lessons write it, set in cells.
 *
 * Known are Greek letters and signs, \frac{a}{b}, \sqrt{a}, x^{a} x_{a}, \hat \tilde \bar, \sum and
 * \prod with limits, \left( \right), \text{a}, cases (\begin{cases} a & b \\ … \end{cases}), and \\
 * between equations. Two commands are for programs that fill in numbers: \slot{7}{text} keeps seven
 * cells for a text, and \role{lit}{a} draws in the role of that name.
 * A formula is set in one of three forms: tall (fractions, roots and sums in two dimensions), compact
 * (fractions alone) or flat (one row). Each breaks into lines at = and at signs, never in a number,
 * and the equations of one formula stand aligned at their first =. No combining marks: an accent
 * stands in the row above its letter, or is a word in a flat form.
 *
 * Units:   cells; rows count down. Columns of mistakes are characters from 1.
 * Errors:  a mistake has a column and a sentence; what could be read is kept.
 * Memory:  math_parse and math_free own; math_free(NULL) is fine.
 */
#ifndef DRAW_MATH_H
#define DRAW_MATH_H

#include <stdbool.h>

#include "base/str.h"
#include "draw/canvas.h"

struct math;

enum math_form { MATH_TALL, MATH_COMPACT, MATH_FLAT, MATH_FORM_COUNT };

struct math_mistake {
	int column;     /* 0 where there is none */
	struct str why; /* a sentence without a full stop; the caller frees it */
};

/* NULL only when memory runs out. `mistake` may be NULL; the first mistake counts. */
struct math *math_parse(const char *latex, struct math_mistake *mistake);
void math_free(struct math *math);

struct math_extent {
	int w, h;
	bool fits; /* within the width that was asked for */
};

/* Lays the formula out for math_draw, with its text in this role where \role says nothing. */
struct math_extent math_layout(struct math *math, enum math_form form, bool ascii, int width);

/* As laid out last; its upper left corner stands at x, y. `plain` is the role of what has none. */
void math_draw(const struct math *math, struct canvas *canvas, int x, int y, enum role plain);

/* Appends the flat form as Unicode text, equations between blanks and commas. */
void math_text(const struct math *math, struct str *out);

#endif

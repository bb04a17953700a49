/*
 * Equations: the templates of the stages, filled in as LaTeX for draw/math.h.
 *
 * A stage's equation is its formula in symbols, the same with the numbers of the unit and the example
 * that the learner looks at, and the result. Numbers stand in slots whose width depends on the stage
 * alone, so that nothing moves while one steps; behind an operator a slot has room for brackets.
 * Slots are right-aligned. What the stage computes has ROLE_LIT, what is not known yet is "?".
 */
#ifndef VIEW_EQUATION_H
#define VIEW_EQUATION_H

#include "base/str.h"
#include "engine/numbers.h"
#include "view/scene.h"

/* How much of it there is room for: all; symbols and result; the left side and result. */
enum equation_part { EQUATION_ALL, EQUATION_SYMBOLS, EQUATION_RESULT };

/* The equation of the scene's stage as LaTeX; nothing where it has none. */
void equation_print(
	const struct scene *scene, enum equation_part part, bool ascii, struct str *out);

/* A template in symbols, under the usual settings and without roles, for lists of formulas. */
void equation_symbols(const char *template, struct str *out);

/* The same on one line of Unicode text. */
void equation_line(const char *template, struct str *out);

/* Which layer and unit the numbers are of, and which row, where they are of one. */
void equation_focus(const struct scene *scene, struct str *out);

/*
 * Calls `take` for each symbol of the formula that names a quantity, once, with what it means:
 * "mean of unit 2 over the 8 rows of this batch". Both texts live as long as the call.
 */
typedef void equation_sink(
	void *context, enum role role, const char *symbol_latex, const char *meaning);
void equation_legend(const struct scene *scene, equation_sink *take, void *context);

#endif

/*
 * Formulas on one line: a subset of LaTeX as lessons write it, turned into Unicode text.
 *
 * \frac{a}{b} becomes (a)/(b), \sqrt{x} √(x), x^2 x², \hat z ẑ, \tilde z the word ztilde; Greek
 * letters, sums, arrows and signs are their characters. No combining marks: fonts drop them.
 */
#ifndef DRAW_MATH_LINE_H
#define DRAW_MATH_LINE_H

#include <stddef.h>

#include "base/str.h"

/*
 * Appends the formula. 0; or STATUS_SYNTAX with *ret_column (from 1) at the first thing that is
 * not understood: an unknown command, or a brace without its partner. What could be read is appended.
 */
int math_line(const char *latex, struct str *out, int *ret_column);

#endif

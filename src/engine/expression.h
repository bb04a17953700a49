/*
 * Expressions of lessons and of the command line: muParser over the quantities table.
 *
 * Numbers of the whole run are constants (loss, kappa, m), all others functions of whole indices
 * from 1: mu(1,2), W(1,1,2). With twin_ before its name each is the second run's: twin_loss. muParser adds + − * / ^, comparisons, &&, ||, ?:, abs, sqrt, min, max,
 * exp, ln and their like.
 * Source:  https://beltoforion.de/en/muparser/features.php
 */
#ifndef ENGINE_EXPRESSION_H
#define ENGINE_EXPRESSION_H

#include "base/str.h"
#include "engine/run.h"

enum { EXPRESSION_BYTES_MAX = 4096 };

/*
 * Evaluates at the run's position. 0 and the value; STATUS_MEMORY; or STATUS_LIMIT, STATUS_SYNTAX, STATUS_NAME, STATUS_RANGE,
 * STATUS_UNKNOWN_YET or STATUS_COMBINATION with a sentence in `why`; *ret_column (may be NULL) is
 * then the character of the text, from 1, where the mistake stands, or 0.
 */
int expression_evaluate(const struct run *run, const char *text, double *ret_value, struct str *why,
	int *ret_column);

#endif

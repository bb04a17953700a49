/*
 * Learned parameters by name: W(layer,unit,input), b(layer,unit), gamma(layer,unit),
 * beta(layer,unit), all counted from 1, as in lessons, traces and panels.
 */
#ifndef ENGINE_PARAMETER_H
#define ENGINE_PARAMETER_H

#include <stddef.h>

#include "base/str.h"
#include "num/model.h"

/*
 * The offset in theta of the parameter of that name. 0; STATUS_SYNTAX or STATUS_NAME with a
 * sentence in `why` that says what there is.
 */
int parameter_find(
	const struct model *model, const char *name, size_t *ret_offset, struct str *why);

/* The two parameters of a text such as "W(1,1,1), W(1,1,2)". Statuses as above. */
int parameter_find_pair(
	const struct model *model, const char *text, size_t ret_offsets[2], struct str *why);

/* What stands at an offset of theta. */
struct parameter {
	const char *kind;       /* "W", "b", "gamma" or "beta" */
	int layer, unit, input; /* from 1; input 0 where it has none */
};
struct parameter parameter_at(const struct model *model, size_t offset);

/* "W(1,1,2)", "gamma(2,1)": as parameter_find reads it. */
void parameter_print(struct parameter parameter, struct str *out);

/* "w₁", "b", "γ", "β": for an axis, where the title says of which unit. */
void parameter_symbol(struct parameter parameter, struct str *out);

/* "w₁ and w₂ of unit 1, layer 1"; the unit is left out in a network that has only one. */
void parameter_print_pair(const struct model *model, const size_t offsets[2], struct str *out);

#endif

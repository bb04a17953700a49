/*
 * Atoms: the numbers that formulas speak of, each known by its quantity and indices.
 *
 * One notion of "lit" for formula, tables and plots: an atom is lit at the stage that writes it, in
 * the layer that it belongs to, or at the stage from which it is known. One role for each quantity,
 * so that μ has one colour wherever it stands.
 */
#ifndef VIEW_ATOM_H
#define VIEW_ATOM_H

#include <stdbool.h>

#include "draw/role.h"
#include "engine/numbers.h"
#include "engine/quantity.h"

struct atom {
	const struct quantity *quantity; /* NULL: an expression */
	int index[3];
	struct str expression; /* where there is no quantity */
	struct str symbol;     /* LaTeX */
};

/*
 * Reads what stands in \v{…}, [length] bytes; see engine/stage.h. `run` may be NULL: then the atom
 * has its symbol only, as under the usual settings.
 */
void atom_read(const struct run *run, const char *text, size_t length, struct numbers_focus focus,
	struct atom *ret_atom);
void atom_free(struct atom *atom);

/* The value at the run's position: 0 or the status of quantity_read and expression_evaluate. */
int atom_value(const struct run *run, const struct atom *atom, double *ret_value);

bool atom_lit(const struct run *run, const struct quantity *quantity, const int *index);

/* The role of the quantity's numbers and symbol where nothing is lit; ROLE_TEXT for most. */
enum role atom_role(const struct quantity *quantity);

/* A constant of the run: its number never changes while one steps. */
bool atom_constant(const struct atom *atom);

#endif

/*
 * Stages: every step of the algorithm that a learner can stop at, in one table.
 *
 * The table gives the words, the formula, its source, and the quantities that the stage writes
 * first: a quantity is known from the stage that writes it.
 *
 * Formulas are templates: LaTeX (draw/math.h) in which \v{…} is an atom. Its symbol stands in the
 * formula, its value in the line of numbers. \v{mu} is the quantity of that name of the unit and
 * example that the learner looks at, \v{W(2)} that of input 2, \v{d_z($L,1,$i)} names all indices
 * ($l, $u, $i and $r as in engine/numbers.h), and \v{1-decay} is any expression. Behind a | stands
 * the symbol, where it is not the quantity's own; an @ in it is. val, pre, d_pre, in and out are what
 * the norm gets, what the activation gets, its gradient, and what the layer gets and gives. Equations
 * stand on lines of their own; a colon opens numbers that are equations with a left side.
 * Source:  Ioffe & Szegedy 2015, Algorithms 1 and 2; backward pass after its section 3.
 */
#ifndef ENGINE_STAGE_H
#define ENGINE_STAGE_H

#include <stdbool.h>

#define FORMULA_AGAIN "=" /* as numbers: the formula's own right side */

enum stage {
	STAGE_START,
	STAGE_INPUT_MEAN,
	STAGE_INPUT_SUBTRACT,
	STAGE_INPUT_VARIANCE,
	STAGE_INPUT_DIVIDE,
	STAGE_INPUT_WHITEN,
	STAGE_DRAW,
	STAGE_LINEAR,
	STAGE_MEAN,
	STAGE_SUBTRACT,
	STAGE_VARIANCE,
	STAGE_NORMALIZE,
	STAGE_SCALE_SHIFT,
	STAGE_RUNNING,
	STAGE_ACTIVATION,
	STAGE_LOSS,
	STAGE_D_LOSS,
	STAGE_D_ACTIVATION,
	STAGE_D_BETA,
	STAGE_D_GAMMA,
	STAGE_D_ZHAT,
	STAGE_D_VAR,
	STAGE_D_MU,
	STAGE_D_Z,
	STAGE_D_WEIGHTS,
	STAGE_D_INPUT,
	STAGE_UPDATE,
	STAGE_COUNT
};

enum phase { PHASE_INPUT, PHASE_FORWARD, PHASE_BACKWARD, PHASE_UPDATE };

struct stage_info {
	enum stage id;
	enum phase phase;
	bool per_layer;
	const char *word;    /* on the screen, in places and in lessons: normalize */
	const char *title;   /* heads the formula panel: a phrase */
	const char *formula; /* a template, see below; NULL where there is none */
	const char *source;  /* paper, equation or algorithm */
	const char *says;    /* the formula in words, one sentence */
	const char *numbers; /* what stands behind = with numbers: a template or FORMULA_AGAIN */
	const char *writes;  /* names of quantities, separated by blanks */
};

/* The table's line for a stage. */
const struct stage_info *stage_info(enum stage stage);

/* The stage of that word among the input stages or among the others; STAGE_COUNT if none. */
enum stage stage_find(const char *word, bool input);

/* The nearest known word, or NULL. */
const char *stage_nearest(const char *word, bool input);

/* True where the stage writes the quantity of that name first. */
bool stage_writes(enum stage stage, const char *quantity);

#endif

#include "engine/bowl.h"

#include <stdbool.h>
#include <stdlib.h>

#include "engine/run.h"

struct bowl {
	bool known;
	const double *x[FEATURES]; /* the inputs that it was found for */
	double b;
	struct curvature curvature;
};

/* One for each view of the inputs, over each choice of parameters. */
struct bowls {
	struct bowl list[CURVATURE_OVER_COUNT][INPUTNORM_COUNT];
};

struct bowls *bowls_new(void)
{
	return calloc(1, sizeof(struct bowls));
}

void bowls_free(struct bowls *bowls)
{
	free(bowls);
}

/* The place of these inputs, or a free one; there are as many places as views. */
static struct bowl *place_of(struct bowl list[INPUTNORM_COUNT], const double *const x[FEATURES])
{
	int i = 0;

	while (i + 1 < INPUTNORM_COUNT && list[i].known &&
		(list[i].x[0] != x[0] || list[i].x[1] != x[1]))
		i++;
	return &list[i];
}

int bowl_find(const struct run *run, enum stage stage, enum curvature_over over, double b,
	struct curvature *ret_curvature)
{
	const struct experiment *e = run->experiment;
	const double *x[FEATURES] = {experiment_x(e, stage, 0), experiment_x(e, stage, 1)};
	struct bowl *bowl = place_of(run->bowls->list[over], x);
	bool same_b = over != CURVATURE_B_HELD || bowl->b == b;

	if (!bowl->known || bowl->x[0] != x[0] || bowl->x[1] != x[1] || !same_b) {
		struct bowl found = {.known = true, .x = {x[0], x[1]}, .b = b};
		int status = curvature_find(over, x, e->data.y, e->data.train, e->data.train_count,
			b, &found.curvature);
		if (status)
			return status;
		*bowl = found;
	}
	*ret_curvature = bowl->curvature;
	return 0;
}

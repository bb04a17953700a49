#include "engine/decision_shelf.h"

#include <stdlib.h>
#include <string.h>

static void forget(struct kept_decision *kept)
{
	free(kept->z);
	free(kept->parameters);
	*kept = (struct kept_decision){.z = NULL};
}

void decision_shelf_free(struct decision_shelf *shelf)
{
	for (int i = 0; i < DECISIONS_KEPT; i++)
		forget(&shelf->list[i]);
}

/* What the network's answers depend on, in one piece; NULL when memory runs out. */
static double *copy_parameters(const struct run *run, size_t *ret_count)
{
	const struct model *model = &run->experiment->model;
	size_t weights = model->parameters, units = model->units_total;
	struct state state = run_state(run);
	double *copy = malloc((weights + 2 * units) * sizeof *copy);

	*ret_count = weights + 2 * units;
	if (!copy)
		return NULL;
	memcpy(copy, state.theta, weights * sizeof *copy);
	memcpy(copy + weights, state.running_mu, units * sizeof *copy);
	memcpy(copy + weights + units, state.running_var, units * sizeof *copy);
	return copy;
}

static bool is_same(const struct kept_decision *a, const struct kept_decision *b)
{
	const struct window *w = &a->window, *v = &b->window;

	return a->z && a->run == b->run && a->version == b->version && w->x0 == v->x0 &&
	       w->x1 == v->x1 && w->y0 == v->y0 && w->y1 == v->y1 && a->nx == b->nx &&
	       a->ny == b->ny && a->count == b->count &&
	       memcmp(a->parameters, b->parameters, a->count * sizeof *a->parameters) == 0;
}

/* Its place on the shelf, or that of the one which was not asked for for the longest time. */
static struct kept_decision *find_place(
	struct decision_shelf *shelf, const struct kept_decision *asked)
{
	struct kept_decision *oldest = &shelf->list[0];

	for (int i = 0; i < DECISIONS_KEPT; i++) {
		if (is_same(&shelf->list[i], asked))
			return &shelf->list[i];
		if (shelf->list[i].used < oldest->used)
			oldest = &shelf->list[i];
	}
	return oldest;
}

const double *decision_shelf_find(
	struct decision_shelf *shelf, const struct run *run, struct window window, int nx, int ny)
{
	struct kept_decision asked = {
		.run = run, .version = run->version, .window = window, .nx = nx, .ny = ny};

	asked.parameters = copy_parameters(run, &asked.count);
	if (!asked.parameters)
		return NULL;
	struct kept_decision *place = find_place(shelf, &asked);
	if (is_same(place, &asked)) {
		forget(&asked);
		place->used = ++shelf->clock;
		return place->z;
	}
	asked.z = malloc((size_t)nx * (size_t)ny * sizeof *asked.z);
	if (!asked.z || decision_field(run, window, nx, ny, asked.z)) {
		forget(&asked);
		return NULL;
	}
	forget(place);
	*place = asked;
	place->used = ++shelf->clock;
	return place->z;
}

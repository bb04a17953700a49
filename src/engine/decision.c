#include "engine/decision.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"

enum { PORTION = 256, FEWEST_X = 25, FEWEST_Y = 17, NONLINEAR_COST = 12 };

/* Multiplications that a key may wait for: about 20 ms. */
static const double affordable = 2e7;

void decision_afford(const struct run *run, int *nx, int *ny)
{
	const struct model *model = &run->experiment->model;
	double point = (double)model->parameters;

	for (int layer = 0; layer < model->layers; layer++)
		point += NONLINEAR_COST * model->layer[layer].units;
	double shrink = sqrt(affordable / (point * *nx * *ny));
	if (shrink >= 1)
		return;
	*nx = (int)fmin(*nx, fmax(FEWEST_X, *nx * shrink));
	*ny = (int)fmin(*ny, fmax(FEWEST_Y, *ny * shrink));
}

/* Points that pass the network together, as if they were rows of a data set without targets. */
struct portion {
	double x[FEATURES][PORTION], y[PORTION];
	size_t rows[PORTION];
};

static double place(double from, double to, int i, int count)
{
	return count > 1 ? from + (to - from) * i / (count - 1) : from;
}

static void fill(
	struct portion *portion, struct window window, int nx, int ny, size_t first, size_t m)
{
	for (size_t i = 0; i < m; i++) {
		size_t at = first + i;
		portion->x[0][i] = place(window.x0, window.x1, (int)(at % (size_t)nx), nx);
		portion->x[1][i] = place(window.y0, window.y1, (int)(at / (size_t)nx), ny);
		portion->rows[i] = i;
	}
}

int decision_field(const struct run *run, struct window window, int nx, int ny, double *ret_out)
{
	const struct model *model = &run->experiment->model;
	struct state state = run_state(run);
	struct portion *portion = calloc(1, sizeof *portion);
	struct work work;
	size_t count = (size_t)nx * (size_t)ny, m;

	if (!portion || work_alloc(&work, model, PORTION)) {
		free(portion);
		return STATUS_MEMORY;
	}
	struct inputs inputs = {.x = {portion->x[0], portion->x[1]}, .y = portion->y};
	for (size_t first = 0; first < count; first += m) {
		m = count - first < PORTION ? count - first : PORTION;
		fill(portion, window, nx, ny, first, m);
		work_load(&work, &inputs, portion->rows, m);
		model_forward(model, &state, MODE_TEST, &work);
		memcpy(ret_out + first, work.layer[model->layers - 1].out, m * sizeof *ret_out);
	}
	work_free(&work);
	free(portion);
	return 0;
}

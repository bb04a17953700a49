#include "num/hessian_column.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* --- the gradient at a point ------------------------------------------------------------------- */

static void gather(const struct column_room *room, const double *gradient, double *ret_values)
{
	for (size_t i = 0; i < room->size; i++)
		ret_values[i] = gradient[room->parameter[i]];
}

/* A fingerprint (FNV-1a) of which units of which layers are on for which rows. */
static uint64_t relu_pattern(const struct model *model, const struct work *work)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (int l = 0; l < model->layers; l++) {
		size_t count = (size_t)model->layer[l].units * work->m;

		if (model->layer[l].activation != ACTIVATION_RELU)
			continue;
		for (size_t i = 0; i < count; i++)
			hash = (hash ^ (work->layer[l].a[i] > 0 ? 1u : 0u)) *
			       UINT64_C(1099511628211);
	}
	return hash;
}

static bool all_finite(const double *values, size_t count)
{
	bool finite = true;

	for (size_t i = 0; i < count; i++)
		finite &= isfinite(values[i]) != 0;
	return finite;
}

/* The gradient with parameter j at `value`; false where a relu has switched, or it overflows. */
static bool gradient_at(const struct model *model, const struct state *moved, struct work *work,
	const struct column_room *room, size_t j, double value, double *ret_gradient)
{
	size_t p = room->parameter[j];
	double kept = room->theta[p];
	bool same;

	room->theta[p] = value;
	model_forward(model, moved, MODE_TRAIN, work);
	same = relu_pattern(model, work) == room->pattern;
	if (same) {
		model_backward(model, moved, work);
		gather(room, work->gradient, ret_gradient);
		same = all_finite(ret_gradient, room->size);
	}
	room->theta[p] = kept;
	return same;
}

/* --- how large a step is ----------------------------------------------------------------------- */

static double root_mean_square(const double *values, size_t m)
{
	double sum = 0;

	for (size_t e = 0; e < m; e++)
		sum += values[e] * values[e];
	return sqrt(sum / (double)m);
}

/* By how much the unit's z must change to make a difference. */
static double unit_spread(const struct model *model, const struct work *work, int l, size_t unit)
{
	bool norm = model->layer[l].batch_norm && model->norm_position == NORM_POSITION_BEFORE;

	return norm ? work->layer[l].s[unit] : 1;
}

static double weight_scale(
	const struct model *model, const struct work *work, int l, size_t unit, size_t input)
{
	double size = root_mean_square(work->layer[l].in + input * work->m, work->m);

	return size > 0 ? unit_spread(model, work, l, unit) / size : 1;
}

static double parameter_scale(const struct model *model, const struct work *work, size_t p)
{
	int l = 0;
	size_t units, inputs, within;

	while (l + 1 < model->layers && p >= model->first_parameter[l + 1])
		l++;
	units = (size_t)model->layer[l].units;
	inputs = (size_t)model->layer[l].inputs;
	within = p - model->first_parameter[l];
	if (within < units * inputs)
		return weight_scale(model, work, l, within / inputs, within % inputs);
	within -= units * inputs;
	/* gamma and beta act on values whose spread is 1. */
	return model->layer[l].bias && within < units ? unit_spread(model, work, l, within) : 1;
}

bool column_begin(const struct model *model, const struct state *state, struct work *work,
	struct column_room *room)
{
	memcpy(room->theta, state->theta, model->parameters * sizeof(*room->theta));
	model_forward(model, state, MODE_TRAIN, work);
	room->pattern = relu_pattern(model, work);
	model_backward(model, state, work);
	gather(room, work->gradient, room->here);
	for (size_t i = 0; i < room->size; i++)
		room->scale[i] = parameter_scale(model, work, room->parameter[i]);
	return isfinite(work->loss) && all_finite(room->here, room->size) &&
	       all_finite(room->scale, room->size);
}

/* --- Ridders' table ---------------------------------------------------------------------------- */

struct table {
	size_t rows;  /* in it so far */
	double error; /* of room->best */
};

static double largest(const double *values, size_t count)
{
	double most = 0;

	for (size_t i = 0; i < count; i++)
		most = fmax(most, fabs(values[i]));
	return most;
}

static void keep_best(struct column_room *room, struct table *table, double error)
{
	table->error = error;
	memcpy(room->best, room->carry, room->size * sizeof(*room->best));
}

/* Takes one more order out of room->carry by the row above it; returns by how much it differs. */
static double extrapolate(struct column_room *room, size_t order)
{
	double *above = room->tableau + order * room->size;
	double factor = ldexp(1, 4 * (int)(order + 1)) - 1, difference = 0;

	for (size_t i = 0; i < room->size; i++) {
		double lower = room->carry[i], higher = lower + (lower - above[i]) / factor;

		difference = fmax(difference, fabs(higher - lower));
		difference = fmax(difference, fabs(higher - above[i]));
		above[i] = lower;
		room->carry[i] = higher;
	}
	return difference;
}

/*
 * Whether smaller steps would only add rounding. Where the loss bends within less than a step the
 * rows differ more and more before they begin to agree, so that growing alone is no sign.
 */
static bool is_settled(const struct column_room *room, const struct table *table, double rounding,
	double difference)
{
	bool agreed = table->error <= 1e-7 * largest(room->best, room->size);

	return table->error <= rounding || (agreed && difference > 2 * table->error);
}

/* Adds a row that begins with the quotient in room->carry. False once rows no longer help. */
static bool add_row(struct column_room *room, struct table *table, double rounding)
{
	double least = INFINITY;

	if (table->rows == 0)
		keep_best(room, table, rounding);
	for (size_t order = 0; order < table->rows; order++) {
		double difference = extrapolate(room, order);

		/* The first row's own error is a guess: the second one replaces it. */
		if (difference < table->error || (table->rows == 1 && order == 0))
			keep_best(room, table, difference);
		least = fmin(least, difference);
	}
	memcpy(room->tableau + table->rows * room->size, room->carry,
		room->size * sizeof(*room->carry));
	table->rows++;
	return table->rows < 2 || !is_settled(room, table, rounding, least);
}

/* --- the column -------------------------------------------------------------------------------- */

/* What rounding of the gradients alone does to a quotient. */
static double rounding_error(const struct column_room *room, double step)
{
	return 8 * DBL_EPSILON * largest(room->here, room->size) / step;
}

static bool central_quotient(const struct model *model, const struct state *moved,
	struct work *work, struct column_room *room, size_t j, double step)
{
	double value = room->theta[room->parameter[j]];
	double high = value + step, low = value - step;

	if (!(high > low) || !gradient_at(model, moved, work, room, j, high, room->up) ||
		!gradient_at(model, moved, work, room, j, low, room->down))
		return false;
	for (size_t i = 0; i < room->size; i++)
		room->carry[i] = (room->up[i] - room->down[i]) / (high - low);
	return true;
}

/* Of second order as well: from here, half a step away and a step away, all on one side. */
static bool one_sided_quotient(const struct model *model, const struct state *moved,
	struct work *work, struct column_room *room, size_t j, double step)
{
	double value = room->theta[room->parameter[j]];

	if (!gradient_at(model, moved, work, room, j, value + step, room->up) ||
		!gradient_at(model, moved, work, room, j, value + step / 2, room->down))
		return false;
	for (size_t i = 0; i < room->size; i++)
		room->best[i] = (4 * room->down[i] - 3 * room->here[i] - room->up[i]) / step;
	return true;
}

bool column_find(const struct model *model, const struct state *state, struct work *work,
	struct column_room *room, size_t j, double *ret_error)
{
	struct state moved = *state;
	struct table table = {0};
	double step = room->scale[j] / 32;
	bool going = true;

	moved.theta = room->theta;
	for (int level = 0; level < COLUMN_LEVELS && going; level++, step /= 4) {
		if (central_quotient(model, &moved, work, room, j, step))
			going = add_row(room, &table, rounding_error(room, step));
	}
	*ret_error = table.error;
	if (table.rows > 0)
		return true;
	*ret_error = rounding_error(room, step);
	if (one_sided_quotient(model, &moved, work, room, j, step) ||
		one_sided_quotient(model, &moved, work, room, j, -step))
		return true;
	memset(room->best, 0, room->size * sizeof(*room->best));
	return false;
}

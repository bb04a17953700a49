#include "num/optimizer.h"

#include <math.h>

#include "num/elementary.h"
#include "num/kernel.h"

/* values ← values − rate · change */
KERNEL static void descend(double rate, const double *change, double *values, size_t count)
{
	for (size_t i = 0; i < count; i += QUAD) {
		quad step = rate * quad_from(change + i, count - i);

		quad_to(values + i, quad_from(values + i, count - i) - step, count - i);
	}
}

KERNEL static void average(double decay, const double *gradient, double *values, size_t count)
{
	double share = 1 - decay;

	for (size_t i = 0; i < count; i += QUAD) {
		quad old = decay * quad_from(values + i, count - i);
		quad new = share *quad_from(gradient + i, count - i);

		quad_to(values + i, old + new, count - i);
	}
}

KERNEL static void average_squares(
	double decay, const double *gradient, double *values, size_t count)
{
	double share = 1 - decay;

	for (size_t i = 0; i < count; i += QUAD) {
		quad old = decay * quad_from(values + i, count - i);
		quad g = quad_from(gradient + i, count - i);

		quad_to(values + i, old + share * g * g, count - i);
	}
}

static void sgd(const struct model *model, uint64_t t, struct optimizer_span span)
{
	(void)t;
	descend(model->rate, span.gradient, span.theta, span.count);
}

/* With ε = 0 a gradient that was always 0 asks for 0 / 0: it moves nothing. */
static double quotient(double top, double bottom)
{
	return bottom == 0 ? 0 : top / bottom;
}

static void momentum(const struct model *model, uint64_t t, struct optimizer_span span)
{
	(void)t;
	average(model->momentum, span.gradient, span.moment1, span.count);
	descend(model->rate, span.moment1, span.theta, span.count);
}

static void rmsprop(const struct model *model, uint64_t t, struct optimizer_span span)
{
	(void)t;
	average_squares(model->rms_decay, span.gradient, span.moment2, span.count);
	for (size_t i = 0; i < span.count; i++)
		span.theta[i] -= quotient(model->rate * span.gradient[i],
			sqrt(span.moment2[i]) + model->optimizer_epsilon);
}

static void adam(const struct model *model, uint64_t t, struct optimizer_span span)
{
	double started1 = 1 - elementary_power(model->momentum, t);
	double started2 = 1 - elementary_power(model->rms_decay, t);

	average(model->momentum, span.gradient, span.moment1, span.count);
	average_squares(model->rms_decay, span.gradient, span.moment2, span.count);
	for (size_t i = 0; i < span.count; i++)
		span.theta[i] -= quotient(model->rate * (span.moment1[i] / started1),
			sqrt(span.moment2[i] / started2) + model->optimizer_epsilon);
}

const struct optimizer_rule optimizers[OPTIMIZER_COUNT] = {
	[OPTIMIZER_SGD] = {sgd, false},
	[OPTIMIZER_MOMENTUM] = {momentum, false},
	[OPTIMIZER_RMSPROP] = {rmsprop, true},
	[OPTIMIZER_ADAM] = {adam, true},
};

static struct optimizer_span span_of(
	const struct state *state, const double *gradient, size_t first, size_t end)
{
	return (struct optimizer_span){.count = end - first,
		.gradient = gradient + first,
		.theta = state->theta + first,
		.moment1 = state->moment1 + first,
		.moment2 = state->moment2 + first};
}

void optimizer_update(
	const struct model *model, const double *gradient, uint64_t t, struct state *state)
{
	const struct optimizer_rule *rule = &optimizers[model->optimizer];

	for (int l = 0; l < model->layers; l++) {
		size_t first = model->first_parameter[l];
		size_t end =
			l + 1 < model->layers ? model->first_parameter[l + 1] : model->parameters;

		if (model->layer[l].frozen)
			continue;
		if (rule->normalizes && model_bias_idle(model, l)) {
			struct layer_params params = model_params(model, state->theta, l);
			size_t bias = (size_t)(params.b - state->theta);

			rule->update(model, t, span_of(state, gradient, first, bias));
			first = bias + (size_t)model->layer[l].units;
		}
		rule->update(model, t, span_of(state, gradient, first, end));
	}
}

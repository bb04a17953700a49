/*
 * A training step as a network of single numbers on a tape: for each example, unit and input in
 * turn, with the formulas of the forward pass and of the optimizers, and no others.
 *
 * It knows the settings, the raw data, the parameters at the start and which rows each batch had;
 * everything else it computes itself. It shares no code with src/num.
 * Shapes:  at most ROWS rows a batch, LAYERS layers of UNITS units.
 */
#ifndef TESTS_NUM_TAPE_NET_H
#define TESTS_NUM_TAPE_NET_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "engine/quantity.h"
#include "tape.h"

enum { ROWS = 24, LAYERS = 4, UNITS = 6, LEARNED = LAYERS * UNITS * (UNITS + 3) };

struct learned {
	const char *name, *gradient; /* quantities of the program, to compare with */
	int index[3];                /* layer, unit, input; from 1 */
	bool moves;
	double value, v, s; /* v and s: the optimizer's averages */
	int node;
};

struct naive {
	const struct settings *settings;
	struct learned learned[LEARNED];
	int count, step;
	int W[LAYERS][UNITS][UNITS], b[LAYERS][UNITS]; /* places in learned, −1: none */
	int gamma[LAYERS][UNITS], beta[LAYERS][UNITS];
	double running_mu[LAYERS][UNITS], running_var[LAYERS][UNITS];
	double mu[LAYERS][UNITS], var[LAYERS][UNITS];
	double loss;
	int m;
	int value[ROWS][UNITS]; /* on the tape: what has come up to here, example by example */
	double y[ROWS];
};

static struct tape tape;

static inline int layers_of(const struct settings *s)
{
	return s->network.hidden.count + 1;
}

static inline bool is_output(const struct settings *s, int l)
{
	return l == s->network.hidden.count;
}

static inline int units_of(const struct settings *s, int l)
{
	return is_output(s, l) ? 1 : s->network.hidden.value[l];
}

static inline int inputs_of(const struct settings *s, int l)
{
	return l ? s->network.hidden.value[l - 1] : 2;
}

static inline bool has_norm(const struct settings *s, int l)
{
	return s->batch_norm.on && (!is_output(s, l) || s->batch_norm.output_layer);
}

static inline bool has_bias(const struct settings *s, int l)
{
	return has_norm(s, l) ? s->network.bias_before_norm : s->network.bias;
}

static inline int activation_of(const struct settings *s, int l)
{
	return is_output(s, l) ? s->network.output : s->network.activation;
}

static inline bool is_before(const struct settings *s)
{
	return s->batch_norm.position == NORM_POSITION_BEFORE;
}

static inline bool divides_by_gradient(const struct settings *s)
{
	return s->train.optimizer == OPTIMIZER_RMSPROP || s->train.optimizer == OPTIMIZER_ADAM;
}

/* The norm takes every shift of its inputs away, and the gradient knows it. */
static inline bool shift_is_lost(const struct settings *s)
{
	return s->batch_norm.gradient == NORM_GRADIENT_FULL &&
	       s->batch_norm.normalize_with == NORMALIZE_WITH_BATCH;
}

/* Whether the bias in front of a norm stays: its gradient is nothing but rounding. */
static inline bool bias_stays(const struct settings *s, int l)
{
	return has_norm(s, l) && divides_by_gradient(s) && shift_is_lost(s) &&
	       (is_before(s) || activation_of(s, l) == ACTIVATION_LINEAR);
}

static inline bool is_frozen(const struct settings *s, int l)
{
	for (int i = 0; i < s->train.freeze.count; i++) {
		if (s->train.freeze.value[i] == l + 1)
			return true;
	}
	return false;
}

static inline double read_run(const struct run *run, const char *name, const int index[3])
{
	double value = NAN;
	int status = quantity_read(run, quantity_find(name), index, &value);

	if (status)
		fail_msg("%s(%d,%d,%d): status %d", name, index[0], index[1], index[2], status);
	return value;
}

static inline int learn(struct naive *n, const char *name, const char *gradient, const int index[3],
	bool moves, const struct run *run)
{
	struct learned learned = {.name = name,
		.gradient = gradient,
		.index = {index[0], index[1], index[2]},
		.moves = moves && !is_frozen(n->settings, index[0] - 1)};

	learned.value = read_run(run, name, index);
	n->learned[n->count] = learned;
	return n->count++;
}

/* The run stands before its first batch. */
static inline void naive_start(struct naive *n, const struct run *run)
{
	const struct settings *s = n->settings;

	for (int l = 0; l < layers_of(s); l++) {
		for (int i = 0; i < units_of(s, l); i++) {
			int at[3] = {l + 1, i + 1, 0};

			for (int j = 0; j < inputs_of(s, l); j++)
				n->W[l][i][j] = learn(
					n, "W", "dW", (int[3]){l + 1, i + 1, j + 1}, true, run);
			n->b[l][i] = has_bias(s, l)
					     ? learn(n, "b", "db", at, !bias_stays(s, l), run)
					     : -1;
			n->running_mu[l][i] = 0;
			n->running_var[l][i] = 1;
			if (!has_norm(s, l))
				continue;
			n->gamma[l][i] = learn(n, "gamma", "d_gamma", at, true, run);
			n->beta[l][i] = learn(n, "beta", "d_beta", at, true, run);
		}
	}
}

static inline int node_of(const struct naive *n, int learned)
{
	return n->learned[learned].node;
}

/* Mean over the examples of (value − center)²; of the values themselves where center is −1. */
static inline int mean_of(const struct naive *n, int i, int center)
{
	int sum = tape_number(&tape, 0);

	for (int e = 0; e < n->m; e++) {
		int value = n->value[e][i];

		if (center >= 0) {
			value = tape_blend(&tape, 1, value, -1, center);
			value = tape_times(&tape, value, value);
		}
		sum = tape_blend(&tape, 1, sum, 1, value);
	}
	return tape_one(&tape, sum, tape_value(&tape, sum) / n->m, 1.0 / n->m);
}

static inline void normalize_unit(struct naive *n, int l, int i)
{
	const struct settings *s = n->settings;
	double rho = s->batch_norm.decay, *running_mu = &n->running_mu[l][i];
	double *running_var = &n->running_var[l][i];
	bool running = s->batch_norm.normalize_with == NORMALIZE_WITH_RUNNING;
	bool unbiased = s->batch_norm.running_variance == RUNNING_VARIANCE_UNBIASED;
	int mu = mean_of(n, i, -1), var = mean_of(n, i, mu);

	n->mu[l][i] = tape_value(&tape, mu);
	n->var[l][i] = tape_value(&tape, var);
	if (running) {
		mu = tape_blend(&tape, rho, tape_number(&tape, *running_mu), 1 - rho, mu);
		var = tape_blend(
			&tape, rho, tape_number(&tape, *running_var), 1 - rho, mean_of(n, i, mu));
		*running_mu = tape_value(&tape, mu);
		*running_var = tape_value(&tape, var);
	} else {
		double share = unbiased ? n->m / (n->m - 1.0) : 1;

		*running_mu += (1 - rho) * (n->mu[l][i] - *running_mu);
		*running_var += (1 - rho) * (share * n->var[l][i] - *running_var);
	}
	if (s->batch_norm.gradient == NORM_GRADIENT_STOPPED) {
		mu = tape_stop(&tape, mu);
		var = tape_stop(&tape, var);
	}
	int root = tape_root(
		&tape, tape_one(&tape, var, tape_value(&tape, var) + s->batch_norm.epsilon, 1));
	for (int e = 0; e < n->m; e++) {
		int zhat = tape_over(&tape, tape_blend(&tape, 1, n->value[e][i], -1, mu), root);
		int scaled = tape_times(&tape, node_of(n, n->gamma[l][i]), zhat);

		n->value[e][i] = tape_blend(&tape, 1, scaled, 1, node_of(n, n->beta[l][i]));
	}
}

static inline int activate(int activation, int z)
{
	double x = tape_value(&tape, z), t = tanh(x), p = 1 / (1 + exp(-x));

	switch (activation) {
	case ACTIVATION_RELU:
		return tape_one(&tape, z, x > 0 ? x : 0, x > 0 ? 1 : 0);
	case ACTIVATION_TANH:
		return tape_one(&tape, z, t, 1 - t * t);
	case ACTIVATION_SIGMOID:
		return tape_one(&tape, z, p, p * (1 - p));
	default:
		return z;
	}
}

static inline void naive_layer(struct naive *n, int l)
{
	const struct settings *s = n->settings;
	int units = units_of(s, l);

	for (int e = 0; e < n->m; e++) {
		int z[UNITS];

		for (int i = 0; i < units; i++) {
			z[i] = has_bias(s, l) ? node_of(n, n->b[l][i]) : tape_number(&tape, 0);
			for (int j = 0; j < inputs_of(s, l); j++)
				z[i] = tape_blend(&tape, 1, z[i], 1,
					tape_times(
						&tape, node_of(n, n->W[l][i][j]), n->value[e][j]));
		}
		memcpy(n->value[e], z, sizeof(*z) * (size_t)units);
	}
	for (int i = 0; i < units; i++) {
		if (has_norm(s, l) && is_before(s))
			normalize_unit(n, l, i);
		for (int e = 0; e < n->m; e++)
			n->value[e][i] = activate(activation_of(s, l), n->value[e][i]);
		if (has_norm(s, l) && !is_before(s))
			normalize_unit(n, l, i);
	}
}

static inline int naive_loss(struct naive *n)
{
	int sum = tape_number(&tape, 0);

	for (int e = 0; e < n->m; e++) {
		int out = n->value[e][0];
		double p = tape_value(&tape, out), t = n->y[e];

		if (n->settings->train.loss == LOSS_LOGISTIC)
			out = tape_one(&tape, out, -t * log(p) - (1 - t) * log(1 - p),
				-t / p + (1 - t) / (1 - p));
		else
			out = tape_one(&tape, out, (p - t) * (p - t) / 2, p - t);
		sum = tape_blend(&tape, 1, sum, 1.0 / n->m, out);
	}
	return sum;
}

static inline void update(struct naive *n, struct learned *p)
{
	const struct settings *s = n->settings;
	double g = tape.notes[p->node].adjoint, alpha = s->train.learning_rate;
	double beta1 = s->train.momentum, beta2 = s->train.rms_decay, epsilon = s->train.epsilon;

	if (!p->moves)
		return;
	p->v = beta1 * p->v + (1 - beta1) * g;
	p->s = beta2 * p->s + (1 - beta2) * g * g;
	if (s->train.optimizer == OPTIMIZER_SGD)
		p->value -= alpha * g;
	if (s->train.optimizer == OPTIMIZER_MOMENTUM)
		p->value -= alpha * p->v;
	if (s->train.optimizer == OPTIMIZER_RMSPROP)
		p->value -= alpha * g / (sqrt(p->s) + epsilon);
	if (s->train.optimizer == OPTIMIZER_ADAM)
		p->value -= alpha * (p->v / (1 - pow(beta1, n->step))) /
			    (sqrt(p->s / (1 - pow(beta2, n->step))) + epsilon);
}

/* One feature of a row, normalized with mean and deviation of the training rows. */
static inline double normalized(const struct experiment *e, int feature, size_t row)
{
	const struct dataset *data = &e->data;
	const struct settings *s = &e->settings;
	double mean = 0, var = 0, count = (double)data->train_count;

	for (size_t i = 0; i < data->train_count; i++)
		mean += data->x[feature][data->train[i]] / count;
	for (size_t i = 0; i < data->train_count; i++)
		var += pow(data->x[feature][data->train[i]] - mean, 2) / count;
	return (data->x[feature][row] - (s->input.center ? mean : 0)) /
	       (s->input.scale == INPUT_SCALE_STD ? sqrt(var) : 1);
}

/* The step that the run has just made. */
static inline void naive_step(struct naive *n, const struct run *run)
{
	const struct experiment *experiment = run->experiment;

	tape.count = 0;
	n->m = (int)run->work.m;
	n->step++;
	for (int i = 0; i < n->count; i++)
		n->learned[i].node = tape_number(&tape, n->learned[i].value);
	for (int e = 0; e < n->m; e++) {
		size_t row = run->work.rows[e];

		for (int j = 0; j < 2; j++)
			n->value[e][j] = tape_number(&tape, normalized(experiment, j, row));
		n->y[e] = experiment->data.y[row];
	}
	for (int l = 0; l < layers_of(n->settings); l++)
		naive_layer(n, l);
	int loss = naive_loss(n);
	n->loss = tape_value(&tape, loss);
	tape_back(&tape, loss);
	for (int i = 0; i < n->count; i++)
		update(n, &n->learned[i]);
}

#endif

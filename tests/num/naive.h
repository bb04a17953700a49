/*
 * A training step a second time, deliberately naive: loops over examples, units and inputs, libm,
 * sums as they come, and the norm's gradient by the chain rule written out for every pair of rows.
 *
 * Shapes:  at most M rows, N units, L layers; [example][unit].
 */
#ifndef TESTS_NUM_NAIVE_H
#define TESTS_NUM_NAIVE_H

#include <math.h>

#include "net.h"

enum { N = 8, M = 16, L = 4 };

/* Values of one layer, example by example: [example][unit]. */
struct naive_layer {
	double W[N][N], b[N], gamma[N], beta[N], running_mu[N], running_var[N];
	double vW[N][N], vb[N], vgamma[N], vbeta[N], sW[N][N], sb[N], sgamma[N], sbeta[N];
	double in[M][N], z[M][N], a[M][N], out[M][N], zhat[M][N], mu[N], var[N];
	double stretch[N], shift[N]; /* this step's noise behind the norm */
	double d_out[M][N], d_z[M][N], dW[N][N], db[N], dgamma[N], dbeta[N];
};

struct naive {
	const struct model *model;
	struct naive_layer layer[L];
	double y[M], loss;
	int m;
	uint64_t t;
};

static inline double activate(enum activation g, double z)
{
	const double values[] = {z, z > 0 ? z : 0, tanh(z), 1 / (1 + exp(-z))};

	return values[g];
}

static inline double activation_slope(enum activation g, double z)
{
	double t = tanh(z), s = 1 / (1 + exp(-z));
	const double values[] = {1, z > 0 ? 1 : 0, 1 - t * t, s * (1 - s)};

	return values[g];
}

/* Normalizes one unit's values from[e][i] into to[e][i]. */
static inline void naive_norm(
	struct naive *n, struct naive_layer *y, int i, double from[M][N], double to[M][N])
{
	const struct model *model = n->model;
	double rho = model->decay, mean = 0, var = 0;
	bool running = model->normalize_with == NORMALIZE_WITH_RUNNING;

	for (int e = 0; e < n->m; e++)
		mean += from[e][i] / n->m;
	y->mu[i] = running ? rho * y->running_mu[i] + (1 - rho) * mean : mean;
	for (int e = 0; e < n->m; e++)
		var += pow(from[e][i] - y->mu[i], 2) / n->m;
	y->var[i] = running ? rho * y->running_var[i] + (1 - rho) * var : var;
	for (int e = 0; e < n->m; e++) {
		y->zhat[e][i] = (from[e][i] - y->mu[i]) / sqrt(y->var[i] + model->epsilon);
		to[e][i] = y->gamma[i] * y->stretch[i] * y->zhat[e][i] + y->beta[i] + y->shift[i];
	}
	if (model->running_variance == RUNNING_VARIANCE_UNBIASED)
		var = var * n->m / (n->m - 1);
	y->running_mu[i] = rho * y->running_mu[i] + (1 - rho) * mean;
	y->running_var[i] = rho * y->running_var[i] + (1 - rho) * var;
}

/*
 * The gradient of unit i's values by the chain rule written out: every ẑ_f depends on every z_e
 * by ∂ẑ_f/∂z_e = (δ_ef − ∂μ) / s − ẑ_f ∂v / (2 s²), with ∂μ and ∂v of this value.
 */
static inline void naive_norm_back(struct naive *n, struct naive_layer *y, int i, double from[M][N],
	double d_tilde[M][N], double d_from[M][N])
{
	const struct model *model = n->model;
	double v = y->var[i] + model->epsilon, s = sqrt(v);
	double share = model->normalize_with == NORMALIZE_WITH_RUNNING ? 1 - model->decay : 1;
	double off = 0, copy[M];

	if (model->norm_gradient == NORM_GRADIENT_STOPPED)
		share = 0;
	y->dgamma[i] = y->dbeta[i] = 0;
	for (int e = 0; e < n->m; e++) {
		y->dgamma[i] += d_tilde[e][i] * y->stretch[i] * y->zhat[e][i];
		y->dbeta[i] += d_tilde[e][i];
		off += (from[e][i] - y->mu[i]) / n->m;
		copy[e] = d_tilde[e][i] * y->gamma[i] * y->stretch[i];
	}
	for (int e = 0; e < n->m; e++) {
		double d_mu = share / n->m, sum = 0;
		double d_var = share * 2 * ((from[e][i] - y->mu[i]) / n->m - off * d_mu);

		for (int f = 0; f < n->m; f++)
			sum += copy[f] * (((e == f) - d_mu) / s - y->zhat[f][i] * d_var / (2 * v));
		d_from[e][i] = sum;
	}
}

static inline bool is_before(const struct model *model)
{
	return model->norm_position == NORM_POSITION_BEFORE;
}

static inline void naive_forward(struct naive *n, int l)
{
	const struct layer_spec *spec = &n->model->layer[l];
	struct naive_layer *y = &n->layer[l];
	static double tilde[M][N];

	for (int e = 0; e < n->m; e++) {
		for (int i = 0; i < spec->units; i++) {
			y->z[e][i] = spec->bias ? y->b[i] : 0;
			for (int j = 0; j < spec->inputs; j++)
				y->z[e][i] += y->W[i][j] * y->in[e][j];
		}
	}
	memcpy(tilde, y->z, sizeof(tilde));
	for (int i = 0; spec->batch_norm && is_before(n->model) && i < spec->units; i++)
		naive_norm(n, y, i, y->z, tilde);
	for (int e = 0; e < n->m; e++) {
		for (int i = 0; i < spec->units; i++)
			y->a[e][i] = activate(spec->activation, tilde[e][i]);
	}
	memcpy(y->out, y->a, sizeof(y->out));
	for (int i = 0; spec->batch_norm && !is_before(n->model) && i < spec->units; i++)
		naive_norm(n, y, i, y->a, y->out);
	if (l + 1 < n->model->layers)
		memcpy(n->layer[l + 1].in, y->out, sizeof(y->out));
}

static inline void naive_loss(struct naive *n)
{
	struct naive_layer *y = &n->layer[n->model->layers - 1];

	n->loss = 0;
	for (int e = 0; e < n->m; e++) {
		double p = y->out[e][0], t = n->y[e];

		if (n->model->loss == LOSS_SQUARED) {
			n->loss += (p - t) * (p - t) / 2 / n->m;
			y->d_out[e][0] = (p - t) / n->m;
		} else {
			n->loss -= (t * log(p) + (1 - t) * log(1 - p)) / n->m;
			y->d_out[e][0] = (p - t) / (p * (1 - p)) / n->m;
		}
	}
}

static inline void naive_backward(struct naive *n, int l)
{
	const struct layer_spec *spec = &n->model->layer[l];
	struct naive_layer *y = &n->layer[l];
	bool before = spec->batch_norm && is_before(n->model);
	bool after = spec->batch_norm && !is_before(n->model);
	static double d[M][N];

	memcpy(d, y->d_out, sizeof(d));
	for (int i = 0; after && i < spec->units; i++)
		naive_norm_back(n, y, i, y->a, y->d_out, d);
	for (int e = 0; e < n->m; e++) {
		for (int i = 0; i < spec->units; i++) {
			double tilde = y->z[e][i];

			if (before)
				tilde = y->gamma[i] * y->stretch[i] * y->zhat[e][i] + y->beta[i] +
					y->shift[i];

			d[e][i] *= activation_slope(spec->activation, tilde);
		}
	}
	memcpy(y->d_z, d, sizeof(d));
	for (int i = 0; before && i < spec->units; i++)
		naive_norm_back(n, y, i, y->z, d, y->d_z);
	for (int i = 0; i < spec->units; i++) {
		y->db[i] = 0;
		for (int e = 0; e < n->m; e++)
			y->db[i] += y->d_z[e][i];
		for (int j = 0; j < spec->inputs; j++) {
			y->dW[i][j] = 0;
			for (int e = 0; e < n->m; e++)
				y->dW[i][j] += y->d_z[e][i] * y->in[e][j];
		}
	}
	for (int e = 0; l > 0 && e < n->m; e++) {
		for (int j = 0; j < spec->inputs; j++) {
			n->layer[l - 1].d_out[e][j] = 0;
			for (int i = 0; i < spec->units; i++)
				n->layer[l - 1].d_out[e][j] += y->W[i][j] * y->d_z[e][i];
		}
	}
}

static inline void naive_update(struct naive *n, double *theta, double *v, double *s, double g)
{
	const struct model *model = n->model;
	double b1 = model->momentum, b2 = model->rms_decay;
	double v_new = b1 * *v + (1 - b1) * g, s_new = b2 * *s + (1 - b2) * g * g;
	double t = (double)n->t, root = sqrt(s_new), root_hat = sqrt(s_new / (1 - pow(b2, t)));
	const double moves[OPTIMIZER_COUNT] = {g, v_new, g / (root + model->optimizer_epsilon),
		v_new / (1 - pow(b1, t)) / (root_hat + model->optimizer_epsilon)};

	*theta -= model->rate * moves[model->optimizer];
	*v = v_new;
	*s = s_new;
}

static inline void naive_update_layer(struct naive *n, int l)
{
	const struct layer_spec *spec = &n->model->layer[l];
	struct naive_layer *y = &n->layer[l];
	bool divides = n->model->optimizer >= OPTIMIZER_RMSPROP;
	bool bias = spec->bias && !(divides && model_bias_idle(n->model, l));

	for (int i = 0; !spec->frozen && i < spec->units; i++) {
		for (int j = 0; j < spec->inputs; j++)
			naive_update(n, &y->W[i][j], &y->vW[i][j], &y->sW[i][j], y->dW[i][j]);
		if (bias)
			naive_update(n, &y->b[i], &y->vb[i], &y->sb[i], y->db[i]);
		if (!spec->batch_norm)
			continue;
		naive_update(n, &y->gamma[i], &y->vgamma[i], &y->sgamma[i], y->dgamma[i]);
		naive_update(n, &y->beta[i], &y->vbeta[i], &y->sbeta[i], y->dbeta[i]);
	}
}

static inline void naive_start(struct naive *n, const struct net *net)
{
	struct state state = net_state(net);

	*n = (struct naive){.model = &net->model};
	for (int l = 0; l < net->model.layers; l++) {
		struct layer_params p = model_params(&net->model, state.theta, l);
		const struct layer_spec *spec = &net->model.layer[l];

		for (int i = 0; i < spec->units; i++) {
			for (int j = 0; j < spec->inputs; j++)
				n->layer[l].W[i][j] = p.W[i * spec->inputs + j];
			n->layer[l].b[i] = p.b ? p.b[i] : 0;
			n->layer[l].gamma[i] = p.gamma ? p.gamma[i] : 0;
			n->layer[l].beta[i] = p.beta ? p.beta[i] : 0;
			n->layer[l].running_var[i] = 1;
		}
	}
}

/* Unit by unit of the layers with a norm: first the stretch, then the shift. */
static inline void naive_noise(struct naive *n)
{
	struct rng rng;

	rng_seed(&rng, n->model->seed * 1000003 + n->t, RNG_NOISE);
	for (int l = 0; l < n->model->layers; l++) {
		for (int i = 0; n->model->layer[l].batch_norm && i < n->model->layer[l].units;
			i++) {
			n->layer[l].stretch[i] = 1 + n->model->noise * rng_normal(&rng);
			n->layer[l].shift[i] = n->model->noise * rng_normal(&rng);
		}
	}
}

/* The same rows as the net's step has just taken. */
static inline void naive_step(struct naive *n, const struct net *net)
{
	n->m = (int)net->work.m;
	naive_noise(n);
	n->t++;
	for (int e = 0; e < n->m; e++) {
		size_t row = net->work.rows[e];

		n->layer[0].in[e][0] = net->data.x[0][row];
		n->layer[0].in[e][1] = net->data.x[1][row];
		n->y[e] = net->data.y[row];
	}
	for (int l = 0; l < n->model->layers; l++)
		naive_forward(n, l);
	naive_loss(n);
	for (int l = n->model->layers - 1; l >= 0; l--)
		naive_backward(n, l);
	for (int l = 0; l < n->model->layers; l++)
		naive_update_layer(n, l);
}

static inline double worst_difference(const struct naive *n, const struct net *net)
{
	struct state state = net_state(net);
	double worst = fabs(n->loss - net->work.loss);

	for (int l = 0; l < net->model.layers; l++) {
		struct layer_params p = model_params(&net->model, state.theta, l);
		const struct layer_spec *spec = &net->model.layer[l];
		const struct naive_layer *y = &n->layer[l];
		size_t first = net->model.first_running[l];

		for (int i = 0; i < spec->units; i++) {
			for (int j = 0; j < spec->inputs; j++)
				worst = fmax(worst, fabs(y->W[i][j] - p.W[i * spec->inputs + j]));
			worst = fmax(worst, p.b ? fabs(y->b[i] - p.b[i]) : 0);
			if (!spec->batch_norm)
				continue;
			worst = fmax(worst, fabs(y->gamma[i] - p.gamma[i]));
			worst = fmax(worst, fabs(y->beta[i] - p.beta[i]));
			worst = fmax(worst,
				fabs(y->running_mu[i] - state.running_mu[first + (size_t)i]));
			worst = fmax(worst,
				fabs(y->running_var[i] - state.running_var[first + (size_t)i]));
		}
	}
	return worst;
}

#endif

/* Gradients of whole networks against finite differences, and the invariants of batch norm. */
#include <math.h>

#include "close.h"
#include "net.h"
#include "num/pass.h"

/* One combination of everything that changes what a gradient is. */
struct combination {
	enum activation hidden, output;
	enum loss loss;
	enum norm_position position;
	enum normalize_with with;
	bool bias, output_norm;
	size_t m;
};

static struct model combined_model(struct combination c)
{
	struct model model = net_model();

	for (int l = 0; l < 2; l++) {
		model.layer[l].activation = c.hidden;
		model.layer[l].bias = c.bias;
	}
	model.layer[2].activation = c.output;
	model.layer[2].batch_norm = c.output_norm;
	model.loss = c.loss;
	model.norm_position = c.position;
	model.normalize_with = c.with;
	model.batch = model.train_rows;
	return model;
}

static bool is_allowed(struct combination c)
{
	struct model model = combined_model(c);

	return model_trouble(&model) == NULL;
}

/* Every combination there is, one after the other; false when `number` is beyond the last. */
static bool combination_at(unsigned number, struct combination *ret)
{
	static const size_t sizes[] = {1, 2, 5, 9};
	unsigned n = number;

	*ret = (struct combination){0};
	ret->hidden = n % ACTIVATION_COUNT;
	n /= ACTIVATION_COUNT;
	ret->output = n % ACTIVATION_COUNT;
	n /= ACTIVATION_COUNT;
	ret->loss = n % LOSS_COUNT;
	n /= LOSS_COUNT;
	ret->position = n % NORM_POSITION_COUNT;
	n /= NORM_POSITION_COUNT;
	ret->with = n % NORMALIZE_WITH_COUNT;
	n /= NORMALIZE_WITH_COUNT;
	ret->bias = n % 2;
	n /= 2;
	ret->output_norm = n % 2;
	n /= 2;
	ret->m = sizes[n % 4];
	return n < 4;
}

static double loss_with(struct net *net, double *theta, double value, enum model_mode mode)
{
	struct state state = net_state(net);
	double kept = *theta;

	*theta = value;
	model_forward(&net->model, &state, mode, &net->work);
	*theta = kept;
	return net->work.loss;
}

static double slope(struct net *net, double *theta, double h, enum model_mode mode)
{
	double up = loss_with(net, theta, *theta + h, mode);
	double down = loss_with(net, theta, *theta - h, mode);

	return (up - down) / (2 * h);
}

/* Richardson's extrapolation of central differences at h, h/2 and h/4: its error goes as h⁶. */
static double extrapolate(double wide, double middle, double narrow)
{
	double first = (4 * middle - wide) / 3, second = (4 * narrow - middle) / 3;

	return (16 * second - first) / 15;
}

static double derivative(struct net *net, double *theta, enum model_mode mode)
{
	double h = 2e-4;

	return extrapolate(slope(net, theta, h, mode), slope(net, theta, h / 2, mode),
		slope(net, theta, h / 4, mode));
}

static double length(const double *values, size_t count)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += values[i] * values[i];
	return sqrt(sum);
}

/* relu has no derivative where differences would reach across its corner. */
static bool is_near_corner(const struct net *net)
{
	for (int l = 0; l < net->model.layers; l++) {
		const struct layer_work *layer = &net->work.layer[l];
		bool before = net->model.layer[l].batch_norm &&
			      net->model.norm_position == NORM_POSITION_BEFORE;
		const double *pre = before ? layer->ztilde : layer->z;

		if (net->model.layer[l].activation != ACTIVATION_RELU)
			continue;
		for (size_t i = 0; i < (size_t)net->model.layer[l].units * net->work.m; i++) {
			if (fabs(pre[i]) < 0.02)
				return true;
		}
	}
	return false;
}

/* The first net from `seed` on that keeps clear of corners. */
static void smooth_net(struct net *net, struct model model, size_t m, unsigned long seed)
{
	for (;; seed++) {
		struct state state;

		net_new(net, model, seed);
		net_randomize(net);
		net_load(net, m);
		state = net_state(net);
		model_forward(&net->model, &state, MODE_TRAIN, &net->work);
		if (!is_near_corner(net))
			return;
		net_free(net);
	}
}

static void check_gradient(struct net *net, enum model_mode mode, const char *why, unsigned number)
{
	struct state state = net_state(net);
	size_t count = net->model.parameters;
	double *gradient = malloc(count * sizeof(double));
	double size = length(net->work.gradient, count);

	memcpy(gradient, net->work.gradient, count * sizeof(double));
	for (size_t i = 0; i < count; i++) {
		double expected = derivative(net, &state.theta[i], mode);

		if (!is_close(gradient[i], expected, 0, 1e-8 * size + 1e-11))
			fail_msg("%s %u: parameter %zu: %.12g, not %.12g of %g", why, number, i,
				gradient[i], expected, size);
	}
	free(gradient);
}

static void full_gradients_of_all_combinations(void **unused)
{
	struct combination c;
	unsigned checked = 0;

	(void)unused;
	for (unsigned number = 0; combination_at(number, &c); number++) {
		struct net net;
		struct state state;

		if (!is_allowed(c))
			continue;
		smooth_net(&net, combined_model(c), c.m, 1000 + number);
		net.model.noise = number % 4 == 0 ? 0.25 : 0;
		state = net_state(&net);
		model_forward(&net.model, &state, MODE_TRAIN, &net.work);
		model_backward(&net.model, &state, &net.work);
		check_gradient(&net, MODE_TRAIN, "combination", number);
		net_free(&net);
		checked++;
	}
	assert_true(checked > 1000);
}

/* Statistics as constants: test mode with the running averages set to what training used. */
static void stopped_gradients_of_all_combinations(void **unused)
{
	struct combination c;

	(void)unused;
	for (unsigned number = 0; combination_at(number, &c); number++) {
		struct model model = combined_model(c);
		struct net net;
		struct state state;

		if (!is_allowed(c) || number % 3)
			continue;
		model.norm_gradient = NORM_GRADIENT_STOPPED;
		/* Held statistics of one row magnify by 1/√ε per layer, past relu's corner. */
		model.epsilon = 0.3;
		smooth_net(&net, model, c.m, 5000 + number);
		state = net_state(&net);
		model_forward(&net.model, &state, MODE_TRAIN, &net.work);
		model_backward(&net.model, &state, &net.work);
		for (int l = 0; l < model.layers; l++) {
			size_t units = (size_t)model.layer[l].units * sizeof(double);
			size_t first = net.model.first_running[l];

			if (!model.layer[l].batch_norm)
				continue;
			memcpy(state.running_mu + first, net.work.layer[l].used_mu, units);
			memcpy(state.running_var + first, net.work.layer[l].used_var, units);
		}
		check_gradient(&net, MODE_TEST, "stopped", number);
		net_free(&net);
	}
}

static double loss_above(struct net *net, int layer, double *out, double value)
{
	struct state state = net_state(net);
	double kept = *out;

	*out = value;
	pass_forward_from(&net->model, &state, MODE_TRAIN, &net->work, layer + 1);
	*out = kept;
	return net->work.loss;
}

static double slope_above(struct net *net, int layer, double *out, double h)
{
	double up = loss_above(net, layer, out, *out + h);
	double down = loss_above(net, layer, out, *out - h);

	return (up - down) / (2 * h);
}

/* d_out of each layer, by changing what the layers above it get. */
static void gradients_of_outputs(void **unused)
{
	(void)unused;
	for (int position = 0; position < NORM_POSITION_COUNT; position++) {
		struct model model = net_model();
		struct state state;
		struct net net;

		model.norm_position = position;
		net_new(&net, model, 31);
		net_randomize(&net);
		net_load(&net, 5);
		state = net_state(&net);
		model_forward(&net.model, &state, MODE_TRAIN, &net.work);
		model_backward(&net.model, &state, &net.work);
		/* From above: what is changed below would be seen above. */
		for (int l = 1; l >= 0; l--) {
			struct layer_work *layer = &net.work.layer[l];

			for (int i = 0; i < model.layer[l].units * 5; i++) {
				double expected =
					extrapolate(slope_above(&net, l, &layer->out[i], 4e-4),
						slope_above(&net, l, &layer->out[i], 2e-4),
						slope_above(&net, l, &layer->out[i], 1e-4));

				assert_close(layer->d_out[i], expected, 1e-8, 1e-9);
			}
		}
		net_free(&net);
	}
}

static double dot(const double *a, const double *b, size_t count)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += a[i] * b[i];
	return sum;
}

/* w · ∂J/∂w = γ dγ ε / (σ² + ε) of every unit in front of a norm. */
static void weights_and_their_gradient(void **unused)
{
	static const double epsilons[] = {0, 1e-5, 0.2};

	(void)unused;
	for (int k = 0; k < 3; k++) {
		struct model model = net_model();
		struct state state;
		struct net net;

		model.epsilon = epsilons[k];
		model.train_rows = model.batch = 12;
		net_new(&net, model, 41);
		net_randomize(&net);
		net_load(&net, 12);
		state = net_state(&net);
		model_forward(&net.model, &state, MODE_TRAIN, &net.work);
		model_backward(&net.model, &state, &net.work);
		for (int l = 0; l < 2; l++) {
			struct layer_params p = model_params(&net.model, state.theta, l);
			struct layer_params g = model_params(&net.model, net.work.gradient, l);
			int n = model.layer[l].units, inputs = model.layer[l].inputs;

			for (int i = 0; i < n; i++) {
				double var = net.work.layer[l].var[i];
				double expected =
					p.gamma[i] * g.gamma[i] * epsilons[k] / (var + epsilons[k]);

				assert_close(
					dot(p.W + i * inputs, g.W + i * inputs, (size_t)inputs),
					expected, 1e-9, 1e-13);
			}
		}
		net_free(&net);
	}
}

/* c W leaves the loss (ε = 0) and divides the gradient by c. */
static void scaling_weights_before_a_norm(void **unused)
{
	struct model model = net_model();
	struct state state;
	struct layer_params p, g;
	struct net net;
	double loss, gradient[8], c = 3.7;

	(void)unused;
	model.epsilon = 0;
	model.train_rows = model.batch = 12;
	net_new(&net, model, 43);
	net_randomize(&net);
	net_load(&net, 12);
	state = net_state(&net);
	p = model_params(&net.model, state.theta, 0);
	g = model_params(&net.model, net.work.gradient, 0);
	model_forward(&net.model, &state, MODE_TRAIN, &net.work);
	model_backward(&net.model, &state, &net.work);
	loss = net.work.loss;
	memcpy(gradient, g.W, sizeof(gradient));
	for (int i = 0; i < 8; i++)
		p.W[i] *= c;
	model_forward(&net.model, &state, MODE_TRAIN, &net.work);
	model_backward(&net.model, &state, &net.work);
	assert_close(net.work.loss, loss, 1e-13, 0);
	for (int i = 0; i < 8; i++)
		assert_close(g.W[i], gradient[i] / c, 1e-11, 1e-14);
	net_free(&net);
}

/* With sgd and ε = 0 a unit's |w|² grows by α² |g|² at each step. */
static void weights_only_grow(void **unused)
{
	struct model model = net_model();
	struct net net;

	(void)unused;
	model.epsilon = 0;
	model.train_rows = model.batch = 12;
	net_new(&net, model, 47);
	for (int step = 0; step < 20; step++) {
		struct layer_params p = model_params(&net.model, net_state(&net).theta, 0);
		struct layer_params g = model_params(&net.model, net.work.gradient, 0);
		double before[4];

		for (int i = 0; i < 4; i++)
			before[i] = dot(p.W + 2 * i, p.W + 2 * i, 2);
		net_step(&net);
		p = model_params(&net.model, net_state(&net).theta, 0);
		for (int i = 0; i < 4; i++) {
			double grown = 0.01 * dot(g.W + 2 * i, g.W + 2 * i, 2);

			assert_close(dot(p.W + 2 * i, p.W + 2 * i, 2), before[i] + grown, 1e-13, 0);
		}
	}
	net_free(&net);
}

/* In training an example's output depends on its neighbours, in test mode it does not. */
static void batch_mates(void **unused)
{
	size_t alone[] = {3, 0, 1, 2}, other[] = {3, 5, 6, 7};
	struct state state;
	struct net net;
	double first[2];

	(void)unused;
	net_new(&net, net_model(), 53);
	net_randomize(&net);
	state = net_state(&net);
	for (enum model_mode mode = MODE_TRAIN; mode <= MODE_TEST; mode++) {
		work_load(&net.work, &net.inputs, alone, 4);
		model_forward(&net.model, &state, mode, &net.work);
		first[mode] = net.work.layer[2].out[0];
		work_load(&net.work, &net.inputs, other, 4);
		model_forward(&net.model, &state, mode, &net.work);
		if (mode == MODE_TEST)
			assert_close(net.work.layer[2].out[0], first[mode], 0, 0);
		else
			assert_true(fabs(net.work.layer[2].out[0] - first[mode]) > 1e-3);
	}
	net_free(&net);
}

static void batch_statistics_are_there_in_both_modes(void **unused)
{
	struct state state;
	struct net net;
	double mu;

	(void)unused;
	net_new(&net, net_model(), 59);
	net_randomize(&net);
	net_load(&net, 6);
	state = net_state(&net);
	model_forward(&net.model, &state, MODE_TRAIN, &net.work);
	mu = net.work.layer[0].mu[1];
	model_forward(&net.model, &state, MODE_TEST, &net.work);
	assert_close(net.work.layer[0].mu[1], mu, 0, 0);
	assert_close(net.work.layer[0].used_mu[1], state.running_mu[1], 0, 0);
	assert_close(net.work.layer[0].used_var[1], state.running_var[1], 0, 0);
	net_free(&net);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(full_gradients_of_all_combinations),
		cmocka_unit_test(stopped_gradients_of_all_combinations),
		cmocka_unit_test(gradients_of_outputs),
		cmocka_unit_test(weights_and_their_gradient),
		cmocka_unit_test(scaling_weights_before_a_norm),
		cmocka_unit_test(weights_only_grow),
		cmocka_unit_test(batch_mates),
		cmocka_unit_test(batch_statistics_are_there_in_both_modes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

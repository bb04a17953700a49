/* Noise behind the norm: what is drawn when, and what it leaves alone. */
#include <math.h>

#include "close.h"
#include "net.h"
#include "num/norm_noise.h"

static void new_net(struct net *net, double noise)
{
	struct model model = net_model();

	model.noise = noise;
	net_new(net, model, 5);
	net_randomize(net);
	net_load(net, 6);
}

/* Mean and standard deviation over many steps, of a stretch around 1 and of a shift around 0. */
static void moments_of_the_draw(void **unused)
{
	enum { STEPS = 4000 };
	double sum[2] = {0}, squares[2] = {0};
	struct net net;

	(void)unused;
	new_net(&net, 0.5);
	struct state state = net_state(&net);
	for (*state.step = 0; *state.step < STEPS; ++*state.step) {
		norm_noise_draw(&net.model, &state, MODE_TRAIN, &net.work);
		const double draws[] = {
			net.work.layer[0].stretch[1] - 1, net.work.layer[1].shift[2]};
		for (int k = 0; k < 2; k++) {
			sum[k] += draws[k];
			squares[k] += draws[k] * draws[k];
		}
	}
	for (int k = 0; k < 2; k++) {
		assert_close(sum[k] / STEPS, 0, 0, 4 * 0.5 / sqrt(STEPS));
		assert_close(sqrt(squares[k] / STEPS), 0.5, 0.05, 0);
	}
	net_free(&net);
}

/* A step's draw is its own, and the same whenever one comes back to it. */
static void each_step_its_own(void **unused)
{
	struct net net;
	double first[4], other[4];

	(void)unused;
	new_net(&net, 0.5);
	struct state state = net_state(&net);
	norm_noise_draw(&net.model, &state, MODE_TRAIN, &net.work);
	memcpy(first, net.work.layer[0].stretch, sizeof first);
	*state.step = 1;
	norm_noise_draw(&net.model, &state, MODE_TRAIN, &net.work);
	memcpy(other, net.work.layer[0].stretch, sizeof other);
	for (int i = 0; i < 4; i++)
		assert_true(first[i] != other[i]);
	*state.step = 0;
	norm_noise_draw(&net.model, &state, MODE_TRAIN, &net.work);
	assert_memory_equal(net.work.layer[0].stretch, first, sizeof first);
	net.model.seed++;
	norm_noise_draw(&net.model, &state, MODE_TRAIN, &net.work);
	assert_true(net.work.layer[0].stretch[0] != first[0]);
	net_free(&net);
}

/* The mean of ztilde is β and the shift, its spread γ and the stretch; in test mode neither is. */
static void what_it_does_to_ztilde(void **unused)
{
	struct net net;

	(void)unused;
	new_net(&net, 0.5);
	struct state state = net_state(&net);
	model_forward(&net.model, &state, MODE_TRAIN, &net.work);
	const struct layer_work *layer = &net.work.layer[0];
	struct layer_params params = model_params(&net.model, state.theta, 0);
	for (size_t i = 0; i < 4; i++) {
		double mean = 0, largest = 0;
		for (size_t e = 0; e < net.work.m; e++) {
			double own = params.gamma[i] * layer->zhat[i * net.work.m + e];
			double off = layer->ztilde[i * net.work.m + e] - params.beta[i];

			mean += off / (double)net.work.m;
			largest = fmax(
				largest, fabs(off - layer->shift[i] - layer->stretch[i] * own));
		}
		assert_close(mean, layer->shift[i], 0, 1e-12);
		assert_close(largest, 0, 0, 1e-12);
	}
	model_forward(&net.model, &state, MODE_TEST, &net.work);
	double loss = net.work.loss;
	net.model.noise = 0;
	model_forward(&net.model, &state, MODE_TEST, &net.work);
	assert_close(net.work.loss, loss, 0, 0);
	assert_close(layer->stretch[0], 1, 0, 0);
	assert_close(layer->shift[0], 0, 0, 0);
	net_free(&net);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(moments_of_the_draw),
		cmocka_unit_test(each_step_its_own),
		cmocka_unit_test(what_it_does_to_ztilde),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "engine/ruler.h"

#include <math.h>

#include "num/curvature.h"

int ruler_read(const struct run *run, enum stage stage, struct ruler *ret_ruler)
{
	const struct experiment *e = run->experiment;
	const double *x[FEATURES] = {experiment_x(e, stage, 0), experiment_x(e, stage, 1)};
	enum curvature_over over = e->settings.network.bias ? CURVATURE_B_FREE : CURVATURE_B_HELD;
	struct curvature c;
	int status = curvature_find(over, x, e->data.y, e->data.train, e->data.train_count, 0, &c);

	if (status)
		return status;
	*ret_ruler = (struct ruler){.kappa = c.kappa,
		.lambda_min = c.lambda[0],
		.lambda_max = c.lambda[c.size - 1],
		.rate_stable = c.rate_stable,
		.rate_best = c.rate_best,
		.minimum_w = {c.minimum_w[0], c.minimum_w[1]},
		.minimum_b = c.minimum_b,
		.minimum_loss = c.minimum_loss};
	return 0;
}

static double row_mean(
	const struct experiment *e, const double *x, const double *y, double mean_x, double mean_y)
{
	double sum = 0;

	for (size_t i = 0; i < e->data.train_count; i++) {
		size_t row = e->data.train[i];
		sum += (x[row] - mean_x) * (y ? y[row] - mean_y : 1);
	}
	return sum / (double)e->data.train_count;
}

struct input_spread input_spread(const struct run *run, int feature)
{
	const struct experiment *e = run->experiment;
	const double *x = experiment_x(e, run->at.stage, feature);
	double mean = row_mean(e, x, NULL, 0, 0);

	return (struct input_spread){.mean = mean, .var = row_mean(e, x, x, mean, mean)};
}

double input_correlation(const struct run *run)
{
	const struct experiment *e = run->experiment;
	struct input_spread a = input_spread(run, 0), b = input_spread(run, 1);
	double covariance = row_mean(e, experiment_x(e, run->at.stage, 0),
		experiment_x(e, run->at.stage, 1), a.mean, b.mean);

	return a.var > 0 && b.var > 0 ? covariance / sqrt(a.var * b.var) : 0;
}

struct score run_score(const struct run *run, bool test)
{
	const struct experiment *e = run->experiment;
	struct state state = run_state(run);

	return model_score(&e->model, &state, &e->inputs, test ? e->data.test : e->data.train,
		test ? e->data.test_count : e->data.train_count, run->scratch);
}

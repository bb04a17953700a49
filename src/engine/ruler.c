#include "engine/ruler.h"

#include <math.h>

#include "base/status.h"
#include "num/curvature.h"

static int find(const struct run *run, enum stage stage, struct curvature *ret_curvature)
{
	bool bias = run->experiment->settings.network.bias;

	return bowl_find(run, stage, bias ? CURVATURE_B_FREE : CURVATURE_B_HELD, 0, ret_curvature);
}

int ruler_read(const struct run *run, enum stage stage, struct ruler *ret_ruler)
{
	struct curvature c;
	int status = find(run, stage, &c);

	if (status)
		return status;
	*ret_ruler = (struct ruler){.kappa = c.kappa,
		.lambda_min = c.lambda[0],
		.lambda_max = c.lambda[c.size - 1],
		.rate_stable = c.rate_stable,
		.rate_best = c.rate_best,
		.minimum_w = {c.minimum_w[0], c.minimum_w[1]},
		.minimum_b = c.minimum_b,
		.minimum_loss = c.minimum_loss,
		.steps_predicted = curvature_steps(&c, run->experiment->model.rate, 1e-3)};
	return 0;
}

int ruler_error(const struct run *run, size_t i, double *ret_error)
{
	const struct model *model = &run->experiment->model;
	const double *theta = run_state(run).theta;
	struct curvature c;

	if (model->layers > 1 || model->layer[0].batch_norm || model->loss != LOSS_SQUARED ||
		model->layer[0].activation != ACTIVATION_LINEAR)
		return STATUS_COMBINATION;
	int status = find(run, run->at.epoch ? STAGE_DRAW : run->at.stage, &c);
	if (status)
		return status;
	if (i < 1 || i > (size_t)c.size)
		return STATUS_RANGE;
	const double minimum[] = {c.minimum_w[0], c.minimum_w[1], c.minimum_b};
	const double *vector =
		c.vector[(size_t)c.size - i]; /* curvature.h counts from the smallest */
	*ret_error = 0;
	for (int j = 0; j < c.size; j++)
		*ret_error += vector[j] * (theta[j] - minimum[j]);
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

struct input_spread input_test_spread(const struct run *run, int feature)
{
	const struct dataset *data = &run->experiment->data;
	const double *x = experiment_x(run->experiment, run->at.stage, feature);
	double count = (double)data->test_count;
	struct input_spread spread = {0, 0};

	if (!data->test_count)
		return (struct input_spread){NAN, NAN};
	for (size_t i = 0; i < data->test_count; i++)
		spread.mean += x[data->test[i]];
	spread.mean /= count;
	for (size_t i = 0; i < data->test_count; i++) {
		double distance = x[data->test[i]] - spread.mean;
		spread.var += distance * distance;
	}
	spread.var /= count;
	return spread;
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

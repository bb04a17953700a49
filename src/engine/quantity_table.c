/* The table of quantities and what reads those that are no plain array of a layer. */
#include "engine/quantity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "engine/aftermath.h"
#include "engine/quantity_read.h"
#include "engine/ruler.h"
#include "num/inputnorm.h"

/* --- numbers of the whole run ------------------------------------------------------------------ */

#define NUMBER(name, expression)                                                           \
	static int read_##name(const struct run *run, const int *index, double *ret_value) \
	{                                                                                  \
		(void)index;                                                               \
		*ret_value = (double)(expression);                                         \
		return 0;                                                                  \
	}

NUMBER(m, run_work(run)->m)
NUMBER(epoch, run->at.epoch)
NUMBER(batch, run->at.batch)
NUMBER(step, run->at.epoch ? run->at.step + 1 : 0)
NUMBER(epochs, run->timeline.epochs)
NUMBER(batches, run->at.batches)
NUMBER(layers, run->experiment->model.layers)
NUMBER(rate, run->experiment->model.rate)
NUMBER(epsilon, run->experiment->model.epsilon)
NUMBER(decay, run->experiment->model.decay)
NUMBER(noise, run->experiment->model.noise)
NUMBER(momentum, run->experiment->model.momentum)
NUMBER(rms_decay, run->experiment->model.rms_decay)
NUMBER(optimizer_epsilon, run->experiment->model.optimizer_epsilon)
NUMBER(rows, run->experiment->data.rows)
NUMBER(train_rows, run->experiment->data.train_count)
NUMBER(test_rows, run->experiment->data.test_count)
NUMBER(loss, run_work(run)->loss)
NUMBER(test_mode, run->mode == MODE_TEST)
NUMBER(diverged, run->diverged && run->at.index == run->last)
NUMBER(units, run->experiment->model.layer[index[0] - 1].units)
NUMBER(train_loss, run_score(run, false).loss)
NUMBER(train_accuracy, run_score(run, false).accuracy)

/* Scores over test rows, which not every data set has. */
static int read_test_loss(const struct run *run, const int *index, double *ret_value)
{
	(void)index;
	if (!run->experiment->data.test_count)
		return STATUS_COMBINATION;
	*ret_value = run_score(run, true).loss;
	return 0;
}

static int read_test_accuracy(const struct run *run, const int *index, double *ret_value)
{
	(void)index;
	if (!run->experiment->data.test_count)
		return STATUS_COMBINATION;
	*ret_value = run_score(run, true).accuracy;
	return 0;
}

#define RULER(name, field)                                                                 \
	static int read_##name(const struct run *run, const int *index, double *ret_value) \
	{                                                                                  \
		struct ruler ruler;                                                        \
		int status = ruler_read(run, run->at.stage, &ruler);                       \
		(void)index;                                                               \
		if (!status)                                                               \
			*ret_value = ruler.field;                                          \
		return status;                                                             \
	}

RULER(kappa, kappa)
RULER(lambda_min, lambda_min)
RULER(lambda_max, lambda_max)
RULER(rate_stable, rate_stable)
RULER(rate_best, rate_best)
RULER(steps_predicted, steps_predicted)
RULER(minimum_w, minimum_w[index[0] - 1])
RULER(minimum_b, minimum_b)
RULER(minimum_loss, minimum_loss)

static int read_kappa_raw(const struct run *run, const int *index, double *ret_value)
{
	struct ruler ruler;
	int status = ruler_read(run, STAGE_START, &ruler);

	(void)index;
	if (!status)
		*ret_value = ruler.kappa;
	return status;
}

#define AFTERMATH(name, field)                                                             \
	static int read_##name(const struct run *run, const int *index, double *ret_value) \
	{                                                                                  \
		struct aftermath aftermath;                                                \
		int status = aftermath_read(run, &aftermath);                              \
		(void)index;                                                               \
		if (!status)                                                               \
			*ret_value = aftermath.field;                                      \
		return status;                                                             \
	}

AFTERMATH(loss_after, loss)
AFTERMATH(smoothness, smoothness)

static int read_hessian_lambda(const struct run *run, const int *index, double *ret_value)
{
	return spectrum_read(run, (size_t)index[0], ret_value);
}

static int read_error(const struct run *run, const int *index, double *ret_value)
{
	return ruler_error(run, (size_t)index[0], ret_value);
}

/* --- features and targets ---------------------------------------------------------------------- */

static bool input_reached(const struct run *run, enum stage stage)
{
	int slot = timeline_order(&run->timeline, run->at.step)->slot_of[stage][0];

	return slot >= 0 && (run->at.epoch > 0 || run->at.slot >= slot);
}

#define INPUT(name, field, stage)                                                          \
	static int read_##name(const struct run *run, const int *index, double *ret_value) \
	{                                                                                  \
		if (!input_reached(run, stage))                                            \
			return STATUS_UNKNOWN_YET;                                         \
		*ret_value = run->experiment->norm.field[index[0] - 1];                    \
		return 0;                                                                  \
	}

INPUT(input_mean, mean, STAGE_INPUT_MEAN)
INPUT(input_var, var, STAGE_INPUT_VARIANCE)
INPUT(input_divisor, divisor, STAGE_INPUT_DIVIDE)

static int read_x(const struct run *run, const int *index, double *ret_value)
{
	*ret_value = experiment_x(run->experiment, run->at.stage, index[0] - 1)[index[1] - 1];
	return 0;
}

static int read_x_raw(const struct run *run, const int *index, double *ret_value)
{
	*ret_value = run->experiment->data.x[index[0] - 1][index[1] - 1];
	return 0;
}

static int read_y(const struct run *run, const int *index, double *ret_value)
{
	*ret_value = run->experiment->data.y[index[0] - 1];
	return 0;
}

static int read_x_mean(const struct run *run, const int *index, double *ret_value)
{
	struct input_spread spread = input_spread(run, index[0] - 1);

	*ret_value = spread.mean;
	return 0;
}

static int read_x_var(const struct run *run, const int *index, double *ret_value)
{
	struct input_spread spread = input_spread(run, index[0] - 1);

	*ret_value = spread.var;
	return 0;
}

/* Of the test rows, which not every data set has. */
static int read_x_test(const struct run *run, int feature, bool var, double *ret_value)
{
	struct input_spread spread = input_test_spread(run, feature);

	if (!run->experiment->data.test_count)
		return STATUS_COMBINATION;
	*ret_value = var ? spread.var : spread.mean;
	return 0;
}

static int read_x_test_mean(const struct run *run, const int *index, double *ret_value)
{
	return read_x_test(run, index[0] - 1, false, ret_value);
}

static int read_x_test_var(const struct run *run, const int *index, double *ret_value)
{
	return read_x_test(run, index[0] - 1, true, ret_value);
}

#define ROW_NORM(name, field, stage)                                                       \
	static int read_##name(const struct run *run, const int *index, double *ret_value) \
	{                                                                                  \
		if (!input_reached(run, stage))                                            \
			return STATUS_UNKNOWN_YET;                                         \
		*ret_value = experiment_norm(run->experiment, (size_t)index[1] - 1)        \
				     ->field[index[0] - 1];                                \
		return 0;                                                                  \
	}

ROW_NORM(row_mean, mean, STAGE_INPUT_MEAN)
ROW_NORM(row_divisor, divisor, STAGE_INPUT_DIVIDE)

static int read_x_correlation(const struct run *run, const int *index, double *ret_value)
{
	(void)index;
	*ret_value = input_correlation(run);
	return 0;
}

static int read_x_batch(const struct run *run, const int *index, double *ret_value)
{
	*ret_value =
		run_work(run)
			->x[(size_t)(index[0] - 1) * run_work(run)->m + (size_t)(index[1] - 1)];
	return 0;
}

static int read_y_batch(const struct run *run, const int *index, double *ret_value)
{
	*ret_value = run_work(run)->y[index[0] - 1];
	return 0;
}

static int read_row_batch(const struct run *run, const int *index, double *ret_value)
{
	*ret_value = (double)(run_work(run)->rows[index[0] - 1] + 1);
	return 0;
}

/* --- what a layer carries or computes ---------------------------------------------------------- */

static int read_running(const struct run *run, const int *index, bool variance, double *ret_value)
{
	const struct model *model = &run->experiment->model;
	int layer = index[0];

	if (!model->layer[layer - 1].batch_norm)
		return STATUS_COMBINATION;
	bool moved = run->mode == MODE_TRAIN && run_reached(run, STAGE_RUNNING, layer);
	struct state state = moved ? run_state_after(run) : run_state(run);
	const double *values = variance ? state.running_var : state.running_mu;
	*ret_value = values[model->first_running[layer - 1] + (size_t)(index[1] - 1)];
	return 0;
}

static int read_running_mu(const struct run *run, const int *index, double *ret_value)
{
	return read_running(run, index, false, ret_value);
}

static int read_running_var(const struct run *run, const int *index, double *ret_value)
{
	return read_running(run, index, true, ret_value);
}

static int read_running_mu_before(const struct run *run, const int *index, double *ret_value)
{
	const struct model *model = &run->experiment->model;

	if (!model->layer[index[0] - 1].batch_norm)
		return STATUS_COMBINATION;
	*ret_value = run_state_before(run).running_mu[model->first_running[index[0] - 1] +
						      (size_t)(index[1] - 1)];
	return 0;
}

static int read_running_var_before(const struct run *run, const int *index, double *ret_value)
{
	const struct model *model = &run->experiment->model;

	if (!model->layer[index[0] - 1].batch_norm)
		return STATUS_COMBINATION;
	*ret_value = run_state_before(run).running_var[model->first_running[index[0] - 1] +
						       (size_t)(index[1] - 1)];
	return 0;
}

static const double *unit_values(
	const struct run *run, const int *index, size_t offset, const double **ret_values)
{
	const struct layer_work *layer = &run_work(run)->layer[index[0] - 1];
	const double *values;

	memcpy(&values, (const char *)layer + offset, sizeof values);
	*ret_values = values ? values + (size_t)(index[1] - 1) * run_work(run)->m : NULL;
	return *ret_values;
}

/* Mean, or the mean square around the mean, of one unit's values over the batch: two passes. */
static int moment(
	const struct run *run, const int *index, size_t offset, bool variance, double *ret_value)
{
	const double *values;
	size_t m = run_work(run)->m;
	double mean = 0, var = 0;

	if (!unit_values(run, index, offset, &values))
		return STATUS_COMBINATION;
	for (size_t i = 0; i < m; i++)
		mean += values[i] / (double)m;
	for (size_t i = 0; i < m; i++)
		var += (values[i] - mean) * (values[i] - mean) / (double)m;
	*ret_value = variance ? var : mean;
	return 0;
}

#define MOMENTS(name, field)                                                                      \
	static int read_##name##_mean(const struct run *run, const int *index, double *ret_value) \
	{                                                                                         \
		return moment(run, index, offsetof(struct layer_work, field), false, ret_value);  \
	}                                                                                         \
	static int read_##name##_var(const struct run *run, const int *index, double *ret_value)  \
	{                                                                                         \
		return moment(run, index, offsetof(struct layer_work, field), true, ret_value);   \
	}

MOMENTS(z, z)
MOMENTS(centered, centered)
MOMENTS(zhat, zhat)
MOMENTS(ztilde, ztilde)
MOMENTS(a, a)

static int read_d_z_sum(const struct run *run, const int *index, double *ret_value)
{
	int status = moment(run, index, offsetof(struct layer_work, d_z), false, ret_value);

	*ret_value *= (double)run_work(run)->m;
	return status;
}

/* The layer above hands it back; for the last layer the loss does. */
static int read_d_a(const struct run *run, const int *index, double *ret_value)
{
	int layer = index[0];
	bool last = layer == run->timeline.layers;

	if (run->mode == MODE_TEST)
		return STATUS_COMBINATION;
	if (!run_reached(run, last ? STAGE_D_LOSS : STAGE_D_INPUT, last ? 0 : layer + 1))
		return STATUS_UNKNOWN_YET;
	*ret_value = run->work.layer[layer - 1]
			     .d_out[(size_t)(index[1] - 1) * run->work.m + (size_t)(index[2] - 1)];
	return 0;
}

/* --- the table --------------------------------------------------------------------------------- */

#define FUNCTION(name) READ_FUNCTION, 0, read_##name
#define WORK(field) READ_WORK, offsetof(struct layer_work, field), NULL
#define PARAMETER(field) READ_PARAMETER, offsetof(struct layer_params, field), NULL
#define BEFORE(field) READ_BEFORE, offsetof(struct layer_params, field), NULL
#define GRADIENT(field) READ_GRADIENT, offsetof(struct layer_params, field), NULL
#define MOMENT1(field) READ_MOMENT1, offsetof(struct layer_params, field), NULL
#define MOMENT2(field) READ_MOMENT2, offsetof(struct layer_params, field), NULL
#define ALWAYS              \
	{                   \
		STAGE_START \
	}
#define FROM(...)           \
	{                   \
		__VA_ARGS__ \
	}

/* clang-format off */
const struct quantity quantities[] = {
	{"rows", "", QUANTITY_NUMBER, "rows", "rows of the data set", FUNCTION(rows), ALWAYS},
	{"train_rows", "", QUANTITY_NUMBER, "rows", "rows to learn from", FUNCTION(train_rows), ALWAYS},
	{"test_rows", "", QUANTITY_NUMBER, "rows", "rows held back for testing", FUNCTION(test_rows), ALWAYS},
	{"x_raw", "x", QUANTITY_FEATURE_ROW, "of the feature", "a feature of a row, as measured", FUNCTION(x_raw), ALWAYS},
	{"x", "x", QUANTITY_FEATURE_ROW, "", "a feature of a row, as input normalization has left it so far", FUNCTION(x), ALWAYS},
	{"y", "y", QUANTITY_ROW, "of the target", "the target of a row", FUNCTION(y), ALWAYS},
	{"x_mean", "mean(x)", QUANTITY_FEATURE, "", "mean of x over the training rows, here and now", FUNCTION(x_mean), ALWAYS},
	{"x_var", "var(x)", QUANTITY_FEATURE, "", "variance of x over the training rows, here and now", FUNCTION(x_var), ALWAYS},
	{"x_test_mean", "mean(x)", QUANTITY_FEATURE, "", "mean of x over the test rows, here and now", FUNCTION(x_test_mean), ALWAYS},
	{"x_test_var", "var(x)", QUANTITY_FEATURE, "", "variance of x over the test rows, here and now", FUNCTION(x_test_var), ALWAYS},
	{"x_correlation", "r", QUANTITY_NUMBER, "", "correlation of the two features over the training rows", FUNCTION(x_correlation), ALWAYS},
	{"input_mean", "μ", QUANTITY_FEATURE, "of the feature", "mean that input normalization subtracts", FUNCTION(input_mean), ALWAYS},
	{"input_var", "σ²", QUANTITY_FEATURE, "of the feature, squared", "variance that input normalization measured", FUNCTION(input_var), ALWAYS},
	{"input_divisor", "σ", QUANTITY_FEATURE, "of the feature", "what input normalization divides by", FUNCTION(input_divisor), ALWAYS},
	{"row_mean", "μ", QUANTITY_FEATURE_ROW, "of the feature", "mean that is subtracted from this row", FUNCTION(row_mean), ALWAYS},
	{"row_divisor", "σ", QUANTITY_FEATURE_ROW, "of the feature", "what this row is divided by", FUNCTION(row_divisor), ALWAYS},
	{"kappa", "κ", QUANTITY_NUMBER, "", "condition number of a linear model's loss on the inputs as they are here", FUNCTION(kappa), ALWAYS},
	{"kappa_raw", "κ raw", QUANTITY_NUMBER, "", "the same on the features as measured", FUNCTION(kappa_raw), ALWAYS},
	{"lambda_max", "λmax", QUANTITY_NUMBER, "", "steepest curvature of a linear model's loss", FUNCTION(lambda_max), ALWAYS},
	{"lambda_min", "λmin", QUANTITY_NUMBER, "", "flattest curvature of a linear model's loss", FUNCTION(lambda_min), ALWAYS},
	{"rate_stable", "2/λmax", QUANTITY_NUMBER, "", "gradient descent diverges above this learning rate", FUNCTION(rate_stable), ALWAYS},
	{"rate_best", "2/(λmin+λmax)", QUANTITY_NUMBER, "", "the best fixed learning rate for a linear model", FUNCTION(rate_best), ALWAYS},
	{"steps_predicted", "", QUANTITY_NUMBER, "steps", "steps until a linear model's slowest error is a thousandth, at this learning rate", FUNCTION(steps_predicted), ALWAYS},
	{"error", "e", QUANTITY_EIGEN, "", "distance from a linear model's minimum along the eigenvector of the i-th largest curvature", FUNCTION(error), ALWAYS},
	{"hessian_lambda", "λ", QUANTITY_EIGEN, "", "i-th largest eigenvalue of the Hessian of this batch's loss over all that is learned", FUNCTION(hessian_lambda), FROM(STAGE_DRAW)},
	{"minimum_w", "w*", QUANTITY_FEATURE, "", "weight at the minimum of a linear model's loss", FUNCTION(minimum_w), ALWAYS},
	{"minimum_b", "b*", QUANTITY_NUMBER, "", "bias at the minimum of a linear model's loss", FUNCTION(minimum_b), ALWAYS},
	{"minimum_loss", "J*", QUANTITY_NUMBER, "", "a linear model's loss at its minimum", FUNCTION(minimum_loss), ALWAYS},
	{"epoch", "", QUANTITY_NUMBER, "", "epoch we are in, from 1; 0 during input normalization", FUNCTION(epoch), ALWAYS},
	{"epochs", "", QUANTITY_NUMBER, "", "epochs of the run", FUNCTION(epochs), ALWAYS},
	{"batch", "", QUANTITY_NUMBER, "", "batch of this epoch, from 1", FUNCTION(batch), ALWAYS},
	{"batches", "", QUANTITY_NUMBER, "", "batches per epoch", FUNCTION(batches), ALWAYS},
	{"step", "", QUANTITY_NUMBER, "", "batches begun since the start of the run", FUNCTION(step), ALWAYS},
	{"layers", "L", QUANTITY_NUMBER, "", "layers of the network, the output layer included", FUNCTION(layers), ALWAYS},
	{"units", "n", QUANTITY_LAYER, "", "units of a layer", FUNCTION(units), ALWAYS},
	{"rate", "α", QUANTITY_NUMBER, "", "learning rate", FUNCTION(rate), ALWAYS},
	{"epsilon", "ε", QUANTITY_NUMBER, "", "added to the variance inside the root", FUNCTION(epsilon), ALWAYS},
	{"decay", "ρ", QUANTITY_NUMBER, "", "share of the old running average that is kept", FUNCTION(decay), ALWAYS},
	{"noise", "", QUANTITY_NUMBER, "", "standard deviation of the random stretch and shift behind every norm", FUNCTION(noise), ALWAYS},
	{"momentum", "m₁", QUANTITY_NUMBER, "", "share of the old average of gradients that momentum and Adam keep", FUNCTION(momentum), ALWAYS},
	{"rms_decay", "m₂", QUANTITY_NUMBER, "", "share of the old average of squares that RMSprop and Adam keep", FUNCTION(rms_decay), ALWAYS},
	{"optimizer_epsilon", "ε", QUANTITY_NUMBER, "", "added to the root by RMSprop and Adam", FUNCTION(optimizer_epsilon), ALWAYS},
	{"m", "m", QUANTITY_NUMBER, "rows", "rows of this batch", FUNCTION(m), FROM(STAGE_DRAW)},
	{"x_batch", "x", QUANTITY_FEATURE_EXAMPLE, "", "a normalized feature of an example of this batch", FUNCTION(x_batch), FROM(STAGE_DRAW)},
	{"y_batch", "y", QUANTITY_EXAMPLE, "", "the target of an example of this batch", FUNCTION(y_batch), FROM(STAGE_DRAW)},
	{"row_batch", "", QUANTITY_EXAMPLE, "", "the row number, from 1, of an example of this batch", FUNCTION(row_batch), FROM(STAGE_DRAW)},
	{"W", "W", QUANTITY_WEIGHT, "", "weight of a unit for an input", PARAMETER(W), ALWAYS},
	{"W_before", "W before", QUANTITY_WEIGHT, "", "weight before this batch's update", BEFORE(W), ALWAYS},
	{"gamma_before", "γ before", QUANTITY_UNIT, "", "learned scale before this batch's update", BEFORE(gamma), ALWAYS},
	{"beta_before", "β before", QUANTITY_UNIT, "", "learned shift before this batch's update", BEFORE(beta), ALWAYS},
	{"b", "b", QUANTITY_UNIT, "", "bias of a unit", PARAMETER(b), ALWAYS},
	{"gamma", "γ", QUANTITY_UNIT, "", "learned scale of a unit", PARAMETER(gamma), ALWAYS},
	{"beta", "β", QUANTITY_UNIT, "", "learned shift of a unit", PARAMETER(beta), ALWAYS},
	{"running_mu", "running μ", QUANTITY_UNIT, "", "moving average of the batches' means, for test time", FUNCTION(running_mu), ALWAYS},
	{"running_var", "running σ²", QUANTITY_UNIT, "", "moving average of the batches' variances, for test time", FUNCTION(running_var), ALWAYS},
	{"running_mu_before", "", QUANTITY_UNIT, "", "moving average of the means before this batch", FUNCTION(running_mu_before), ALWAYS},
	{"running_var_before", "", QUANTITY_UNIT, "", "moving average of the variances before this batch", FUNCTION(running_var_before), ALWAYS},
	{"z", "z", QUANTITY_VALUE, "", "W times the layer's inputs, plus b", WORK(z), FROM(STAGE_LINEAR)},
	{"z_mean", "mean(z)", QUANTITY_UNIT, "", "mean of z over this batch", FUNCTION(z_mean), FROM(STAGE_LINEAR)},
	{"z_var", "var(z)", QUANTITY_UNIT, "", "variance of z over this batch", FUNCTION(z_var), FROM(STAGE_LINEAR)},
	{"mu", "μ", QUANTITY_UNIT, "", "mean of a unit over this batch", WORK(mu), FROM(STAGE_MEAN)},
	{"var", "σ²", QUANTITY_UNIT, "", "variance of a unit over this batch; divides by m", WORK(var), FROM(STAGE_VARIANCE)},
	{"used_mu", "μ", QUANTITY_UNIT, "", "mean that was subtracted: the batch's, or the running one", WORK(used_mu), FROM(STAGE_SUBTRACT)},
	{"used_var", "σ²", QUANTITY_UNIT, "", "variance that was divided by: the batch's, or the running one", WORK(used_var), FROM(STAGE_NORMALIZE)},
	{"s", "√(σ²+ε)", QUANTITY_UNIT, "", "what each value is divided by", WORK(s), FROM(STAGE_NORMALIZE)},
	{"centered", "z − μ", QUANTITY_VALUE, "", "distance from the unit's mean", WORK(centered), FROM(STAGE_SUBTRACT)},
	{"centered_mean", "mean(z − μ)", QUANTITY_UNIT, "", "mean of the distances: 0 up to rounding, from the batch's own mean", FUNCTION(centered_mean), FROM(STAGE_SUBTRACT)},
	{"centered_var", "var(z − μ)", QUANTITY_UNIT, "", "variance of the distances", FUNCTION(centered_var), FROM(STAGE_SUBTRACT)},
	{"zhat", "ẑ", QUANTITY_VALUE, "standard deviations", "normalized value", WORK(zhat), FROM(STAGE_NORMALIZE)},
	{"zhat_mean", "mean(ẑ)", QUANTITY_UNIT, "", "mean of the normalized values: 0 up to rounding", FUNCTION(zhat_mean), FROM(STAGE_NORMALIZE)},
	{"zhat_var", "var(ẑ)", QUANTITY_UNIT, "", "variance of the normalized values: σ²/(σ² + ε)", FUNCTION(zhat_var), FROM(STAGE_NORMALIZE)},
	{"stretch", "", QUANTITY_UNIT, "", "factor on γ for this step alone: 1, or noise behind the norm", WORK(stretch), FROM(STAGE_SCALE_SHIFT)},
	{"shift", "", QUANTITY_UNIT, "", "added to β for this step alone: 0, or noise behind the norm", WORK(shift), FROM(STAGE_SCALE_SHIFT)},
	{"ztilde", "ztilde", QUANTITY_VALUE, "", "scaled and shifted: γ ẑ + β", WORK(ztilde), FROM(STAGE_SCALE_SHIFT)},
	{"ztilde_mean", "mean(ztilde)", QUANTITY_UNIT, "", "mean after scale and shift: β", FUNCTION(ztilde_mean), FROM(STAGE_SCALE_SHIFT)},
	{"ztilde_var", "var(ztilde)", QUANTITY_UNIT, "", "variance after scale and shift", FUNCTION(ztilde_var), FROM(STAGE_SCALE_SHIFT)},
	{"a", "a", QUANTITY_VALUE, "", "output of the activation", WORK(a), FROM(STAGE_ACTIVATION, STAGE_SCALE_SHIFT, STAGE_LINEAR)},
	{"a_mean", "mean(a)", QUANTITY_UNIT, "", "mean of the activation over this batch", FUNCTION(a_mean), FROM(STAGE_ACTIVATION, STAGE_SCALE_SHIFT, STAGE_LINEAR)},
	{"a_var", "var(a)", QUANTITY_UNIT, "", "variance of the activation over this batch", FUNCTION(a_var), FROM(STAGE_ACTIVATION, STAGE_SCALE_SHIFT, STAGE_LINEAR)},
	{"loss", "J", QUANTITY_NUMBER, "", "loss of this batch before its update", FUNCTION(loss), FROM(STAGE_LOSS)},
	{"loss_after", "J after", QUANTITY_NUMBER, "", "loss of this batch with the parameters after its update", FUNCTION(loss_after), FROM(STAGE_UPDATE)},
	{"smoothness", "", QUANTITY_NUMBER, "", "how much this batch's gradient turned per length of the step", FUNCTION(smoothness), FROM(STAGE_UPDATE)},
	{"train_loss", "J train", QUANTITY_NUMBER, "", "loss over all training rows, in test mode", FUNCTION(train_loss), ALWAYS},
	{"test_loss", "J test", QUANTITY_NUMBER, "", "loss over all test rows, in test mode", FUNCTION(test_loss), ALWAYS},
	{"train_accuracy", "", QUANTITY_NUMBER, "", "share of training rows on the right side, in test mode", FUNCTION(train_accuracy), ALWAYS},
	{"test_accuracy", "", QUANTITY_NUMBER, "", "share of test rows on the right side, in test mode", FUNCTION(test_accuracy), ALWAYS},
	{"d_a", "dA", QUANTITY_VALUE, "", "gradient of the loss by the layer's output", FUNCTION(d_a), ALWAYS},
	{"d_ztilde", "dztilde", QUANTITY_VALUE, "", "gradient of the loss by ztilde", WORK(d_ztilde), FROM(STAGE_D_ACTIVATION, STAGE_D_LOSS, STAGE_D_BETA), KNOWN_EARLIEST},
	{"d_beta", "dβ", QUANTITY_UNIT, "", "gradient of the loss by beta", GRADIENT(beta), FROM(STAGE_D_BETA)},
	{"d_gamma", "dγ", QUANTITY_UNIT, "", "gradient of the loss by gamma", GRADIENT(gamma), FROM(STAGE_D_GAMMA)},
	{"d_zhat", "dẑ", QUANTITY_VALUE, "", "gradient of the loss by zhat", WORK(d_zhat), FROM(STAGE_D_ZHAT)},
	{"d_var", "dσ²", QUANTITY_UNIT, "", "gradient of the loss by the variance", WORK(d_var), FROM(STAGE_D_VAR)},
	{"d_mu", "dμ", QUANTITY_UNIT, "", "gradient of the loss by the mean", WORK(d_mu), FROM(STAGE_D_MU)},
	{"d_z", "dz", QUANTITY_VALUE, "", "gradient of the loss by z", WORK(d_z), FROM(STAGE_D_Z, STAGE_D_ACTIVATION, STAGE_D_LOSS), KNOWN_LATEST},
	{"d_z_sum", "Σ dz", QUANTITY_UNIT, "", "sum of dz over the batch: 0 up to rounding behind a batch norm", FUNCTION(d_z_sum), FROM(STAGE_D_Z, STAGE_D_ACTIVATION, STAGE_D_LOSS), KNOWN_LATEST},
	{"dW", "dW", QUANTITY_WEIGHT, "", "gradient of the loss by a weight", GRADIENT(W), FROM(STAGE_D_WEIGHTS)},
	{"db", "db", QUANTITY_UNIT, "", "gradient of the loss by a bias", GRADIENT(b), FROM(STAGE_D_WEIGHTS)},
	{"v_W", "v W", QUANTITY_WEIGHT, "", "momentum's and Adam's average of the gradients of W", MOMENT1(W), ALWAYS},
	{"s_W", "s W", QUANTITY_WEIGHT, "", "RMSprop's and Adam's average of the squared gradients of W", MOMENT2(W), ALWAYS},
	{"v_b", "v b", QUANTITY_UNIT, "", "momentum's and Adam's average of the gradients of b", MOMENT1(b), ALWAYS},
	{"s_b", "s b", QUANTITY_UNIT, "", "RMSprop's and Adam's average of the squared gradients of b", MOMENT2(b), ALWAYS},
	{"v_gamma", "v γ", QUANTITY_UNIT, "", "momentum's and Adam's average of the gradients of gamma", MOMENT1(gamma), ALWAYS},
	{"s_gamma", "s γ", QUANTITY_UNIT, "", "RMSprop's and Adam's average of the squared gradients of gamma", MOMENT2(gamma), ALWAYS},
	{"v_beta", "v β", QUANTITY_UNIT, "", "momentum's and Adam's average of the gradients of beta", MOMENT1(beta), ALWAYS},
	{"s_beta", "s β", QUANTITY_UNIT, "", "RMSprop's and Adam's average of the squared gradients of beta", MOMENT2(beta), ALWAYS},
	{"folded_W", "W folded", QUANTITY_WEIGHT, "", "W with the norm's running averages, gamma and beta folded in, for test time", FUNCTION(folded_W), ALWAYS},
	{"folded_b", "b folded", QUANTITY_UNIT, "", "b with the norm folded in, for test time", FUNCTION(folded_b), ALWAYS},
	{"sweep_loss", "", QUANTITY_CELL, "", "mean loss at the end of a cell of the sweep, from the left and from above; in claims alone", FUNCTION(sweep_loss), ALWAYS},
	{"sweep_diverged", "", QUANTITY_CELL, "runs", "how many runs of a cell of the sweep diverged; in claims alone", FUNCTION(sweep_diverged), ALWAYS},
	{"test_mode", "", QUANTITY_NUMBER, "", "1 while the layers are shown in test mode", FUNCTION(test_mode), ALWAYS},
	{"diverged", "", QUANTITY_NUMBER, "", "1 where a value that is not finite ended the run", FUNCTION(diverged), ALWAYS},
};
/* clang-format on */

const size_t quantities_count = sizeof quantities / sizeof *quantities;

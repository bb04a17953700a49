#include "engine/wording.h"

#include <stdbool.h>
#include <stddef.h>

typedef bool wording_test(const struct run *run, int layer);

static const struct layer_spec *spec_of(const struct run *run, int layer)
{
	return &run->experiment->model.layer[layer - 1];
}

static bool by_variance(const struct run *run, int layer)
{
	(void)layer;
	return run->experiment->settings.input.scale == INPUT_SCALE_VARIANCE;
}

static bool by_range(const struct run *run, int layer)
{
	(void)layer;
	return run->experiment->settings.input.scale == INPUT_SCALE_MINMAX;
}

static bool no_norm(const struct run *run, int layer)
{
	return !spec_of(run, layer)->batch_norm;
}

static bool norm_after(const struct run *run, int layer)
{
	(void)layer;
	return run->experiment->model.norm_position == NORM_POSITION_AFTER;
}

static bool with_running(const struct run *run, int layer)
{
	(void)layer;
	return run->experiment->model.normalize_with == NORMALIZE_WITH_RUNNING;
}

static bool stopped(const struct run *run, int layer)
{
	(void)layer;
	return run->experiment->model.norm_gradient == NORM_GRADIENT_STOPPED;
}

static bool unbiased(const struct run *run, int layer)
{
	(void)layer;
	return run->experiment->model.running_variance == RUNNING_VARIANCE_UNBIASED;
}

static bool in_test_mode(const struct run *run, int layer)
{
	(void)layer;
	return run->mode == MODE_TEST;
}

static bool two_inputs_no_bias(const struct run *run, int layer)
{
	return layer == 1 && !spec_of(run, layer)->bias;
}

static bool two_inputs(const struct run *run, int layer)
{
	return layer == 1 && spec_of(run, layer)->bias;
}

static bool no_bias(const struct run *run, int layer)
{
	return !spec_of(run, layer)->bias;
}

static bool one_input(const struct run *run, int layer)
{
	return spec_of(run, layer)->inputs == 1;
}

static bool squared(const struct run *run, int layer)
{
	(void)layer;
	return run->experiment->model.loss == LOSS_SQUARED;
}

static bool by_optimizer(const struct run *run, enum optimizer optimizer)
{
	return run->experiment->model.optimizer == optimizer;
}

static bool by_momentum(const struct run *run, int layer)
{
	(void)layer;
	return by_optimizer(run, OPTIMIZER_MOMENTUM);
}

static bool by_rmsprop(const struct run *run, int layer)
{
	(void)layer;
	return by_optimizer(run, OPTIMIZER_RMSPROP);
}

static bool by_adam(const struct run *run, int layer)
{
	(void)layer;
	return by_optimizer(run, OPTIMIZER_ADAM);
}

#define ROW "row {row_batch($i)}:  "

/* The first exception of a stage that holds counts; what is NULL stays as the stages table says. */
/* clang-format off */
static const struct exception {
	enum stage stage;
	wording_test *holds;
	const char *title, *formula, *numbers, *says;
} exceptions[] = {
	{STAGE_INPUT_DIVIDE, by_variance, "divide by the variance", "x ← x / σ²   (not σ: a mistake)", NULL,
		"Each feature now has variance 1/σ², not 1. Some notes print this; it is a mistake."},
	{STAGE_INPUT_DIVIDE, by_range, "divide by the range", "x ← x / (max − min)", NULL,
		"Each feature now spans one unit from its smallest to its largest value."},
	{STAGE_LINEAR, two_inputs_no_bias, NULL, "z = w₁ x₁ + w₂ x₂",
		ROW "{W($l,$u,1)} · {x_batch(1,$i)} + {W($l,$u,2)} · {x_batch(2,$i)} = {z($l,$u,$i)}", NULL},
	{STAGE_LINEAR, two_inputs, NULL, "z = w₁ x₁ + w₂ x₂ + b",
		ROW "{W($l,$u,1)} · {x_batch(1,$i)} + {W($l,$u,2)} · {x_batch(2,$i)} + {b($l,$u)} = {z($l,$u,$i)}", NULL},
	{STAGE_LINEAR, no_bias, NULL, "Z = W A  (A: of the layer below)", NULL, NULL},
	{STAGE_MEAN, norm_after, NULL, "μ = (1/m) Σ a", NULL, NULL},
	{STAGE_SUBTRACT, in_test_mode, "subtract the running mean", "z − running μ",
		ROW "{z($l,$u,$i)} − {used_mu($l,$u)} = {centered($l,$u,$i)}",
		"At test time the running average stands in for the batch's mean."},
	{STAGE_SUBTRACT, with_running, "subtract the running mean", "z − running μ", NULL,
		"This variant uses the running mean, just moved, already in training."},
	{STAGE_SUBTRACT, norm_after, NULL, "a − μ",
		ROW "{a($l,$u,$i)} − {used_mu($l,$u)} = {centered($l,$u,$i)}", NULL},
	{STAGE_VARIANCE, norm_after, NULL, "σ² = (1/m) Σ (a − μ)²", NULL, NULL},
	{STAGE_NORMALIZE, in_test_mode, NULL, "ẑ = (z − running μ) / √(running σ² + ε)", NULL,
		"A fixed map: the row's neighbours do not matter."},
	{STAGE_NORMALIZE, with_running, NULL, "ẑ = (z − running μ) / √(running σ² + ε)", NULL,
		"Not this batch's numbers: its mean is not 0 and its variance not 1."},
	{STAGE_NORMALIZE, norm_after, NULL, "ẑ = (a − μ) / √(σ² + ε)", NULL, NULL},
	{STAGE_RUNNING, with_running, NULL, "running σ² takes (z − running μ)², μ moved first", NULL,
		"Both move a little towards this batch, and are used at once."},
	{STAGE_RUNNING, unbiased, NULL, "running σ² takes σ² · m / (m − 1)", NULL, NULL},
	{STAGE_ACTIVATION, norm_after, NULL, "A = g(Z)", NULL, NULL},
	{STAGE_ACTIVATION, no_norm, NULL, "A = g(Z)", NULL, NULL},
	{STAGE_LOSS, squared, NULL, "J = (1/2m) Σ (ŷ − y)²", NULL,
		"Half the mean squared distance from the targets, over the rows of the batch."},
	{STAGE_D_LOSS, no_norm, NULL, "dz = ∂J/∂z of the last layer", ROW "dz = {d_z($L,1,$i)}", NULL},
	{STAGE_D_ACTIVATION, no_norm, NULL, "dz = dA · g'(z)", ROW "dz = {d_z($l,$u,$i)}", NULL},
	{STAGE_D_ACTIVATION, norm_after, NULL, "dz = dA · g'(z)", ROW "dz = {d_z($l,$u,$i)}", NULL},
	{STAGE_D_VAR, stopped, NULL, "dσ² = 0  (σ² held constant)", NULL,
		"The stopped gradient pretends that the variance does not depend on z."},
	{STAGE_D_VAR, with_running, NULL, "as for the batch, times (1 − ρ)", NULL,
		"Only the share 1 − ρ of the running variance comes from this batch."},
	{STAGE_D_MU, stopped, NULL, "dμ = 0  (μ held constant)", NULL,
		"The stopped gradient pretends that the mean does not depend on z."},
	{STAGE_D_MU, with_running, NULL, "as for the batch, times (1 − ρ)", NULL,
		"Only the share 1 − ρ of the running mean comes from this batch."},
	{STAGE_D_Z, stopped, NULL, "dz = dẑ / s", NULL,
		"One way is left; the two through σ² and μ are cut off."},
	{STAGE_D_Z, norm_after, "back to a", "dA = dẑ / s + dσ² · 2 (a − μ) / m + dμ / m", "",
		"Three ways lead back to a: directly, through σ² and through μ."},
	{STAGE_D_WEIGHTS, one_input, NULL, NULL, "unit $u:  dw₁ = {dW($l,$u,1)}", NULL},
	{STAGE_UPDATE, by_momentum, NULL, "v ← m₁ v + (1 − m₁) dθ,  θ ← θ − α v",
		"unit $u:  w₁ = {W($l,$u,1)}  w₂ = {W($l,$u,2)}", "m₁ is momentum: v averages the gradients."},
	{STAGE_UPDATE, by_rmsprop, NULL, "s ← m₂ s + (1 − m₂) dθ²,  θ ← θ − α dθ/√s",
		"unit $u:  w₁ = {W($l,$u,1)}  w₂ = {W($l,$u,2)}", "m₂ is RMSprop's decay: s averages the squared gradients."},
	{STAGE_UPDATE, by_adam, NULL, "θ ← θ − α v/√s, both corrected for their start",
		"unit $u:  w₁ = {W($l,$u,1)}  w₂ = {W($l,$u,2)}", "v averages the gradients, s their squares."},
};
/* clang-format on */

static const char *either(const char *exception, const char *usual)
{
	return exception ? exception : usual;
}

struct wording wording_at(const struct run *run, int layer)
{
	const struct stage_info *info = stage_info(run->at.stage);
	struct wording usual = {info->title, info->formula, info->numbers, info->says};

	for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++) {
		const struct exception *e = &exceptions[i];
		if (e->stage == info->id && e->holds(run, layer))
			return (struct wording){either(e->title, usual.title),
				either(e->formula, usual.formula),
				either(e->numbers, usual.numbers), either(e->says, usual.says)};
	}
	return usual;
}

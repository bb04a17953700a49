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

static bool by_relu(const struct run *run, int layer)
{
	return spec_of(run, layer)->activation == ACTIVATION_RELU;
}

static bool by_tanh(const struct run *run, int layer)
{
	return spec_of(run, layer)->activation == ACTIVATION_TANH;
}

static bool by_sigmoid(const struct run *run, int layer)
{
	return spec_of(run, layer)->activation == ACTIVATION_SIGMOID;
}

/* The gradient of a norm behind the activation reaches it under no name of its own. */
static bool bent_before_norm(const struct run *run, int layer)
{
	return norm_after(run, layer) && !no_norm(run, layer);
}

static bool squared_bent(const struct run *run, int layer)
{
	int last = run->timeline.layers;

	(void)layer;
	return run->experiment->model.loss == LOSS_SQUARED &&
	       spec_of(run, last)->activation != ACTIVATION_LINEAR;
}

static bool unbiased_here(const struct run *run, int layer)
{
	return unbiased(run, layer) && !with_running(run, layer);
}

static bool stopped_after(const struct run *run, int layer)
{
	return stopped(run, layer) && norm_after(run, layer);
}

static bool noisy(const struct run *run, int layer)
{
	(void)layer;
	return run->experiment->model.noise > 0 && run->mode == MODE_TRAIN;
}

static bool is_frozen(const struct run *run, int layer)
{
	return spec_of(run, layer)->frozen;
}

#define INPUTS(count)                                                            \
	static bool inputs_##count(const struct run *run, int layer)             \
	{                                                                        \
		return spec_of(run, layer)->inputs == count && no_bias(run, layer); \
	}                                                                        \
	static bool inputs_##count##_bias(const struct run *run, int layer)      \
	{                                                                        \
		return spec_of(run, layer)->inputs == count && !no_bias(run, layer); \
	}

INPUTS(1)
INPUTS(2)
INPUTS(3)
INPUTS(4)

#define TERM(j) "\\v{W(" j ")|w_" j "} \\cdot \\v{in(" j ")|@_" j "}"
#define TERMS_1 "\\v{z} = " TERM("1")
#define TERMS_2 TERMS_1 " + " TERM("2")
#define TERMS_3 TERMS_2 " + " TERM("3")
#define TERMS_4 TERMS_3 " + " TERM("4")
#define BIAS " + \\v{b}"
#define RUNNING(mean, variance)                                                        \
	"\\v{running_mu} \\gets \\v{decay} \\cdot \\v{running_mu_before} + "           \
	"\\v{1-decay|(1 - \\rho)} \\cdot " mean "\n"                                  \
	"\\v{running_var} \\gets \\v{decay} \\cdot \\v{running_var_before} + "         \
	"\\v{1-decay|(1 - \\rho)} \\cdot " variance
#define D_CENTERED "\\sum_{i=1}^{m} (\\v{val}_i - \\v{used_mu})"
#define SHARE "\\v{1-decay|(1 - \\rho)} \\cdot "
#define D_A_BEFORE "d_zhat($l,$u,$i)/s($l,$u)"
#define D_A_SHARES "+2*d_var($l,$u)*centered($l,$u,$i)/m+d_mu($l,$u)/m"
#define THREE_WAYS                                                                        \
	"\\frac{\\v{d_zhat}}{\\v{s}} + \\v{d_var} \\cdot \\frac{2 \\cdot \\v{centered}}{\\v{m}} + " \
	"\\frac{\\v{d_mu}}{\\v{m}}"
#define AVERAGE "\\v{v_W(1)|v} \\gets \\v{v_W($l,$u,1)-(1-momentum)*dW($l,$u,1)|m_1 v} + \\v{1-momentum|(1 - m_1)} \\cdot \\v{dW(1)|dw_1}"
#define SQUARES "\\v{s_W(1)|s} \\gets \\v{s_W($l,$u,1)-(1-rms_decay)*dW($l,$u,1)^2|m_2 s} + \\v{1-rms_decay|(1 - m_2)} \\cdot \\v{dW(1)|dw_1}^2"
#define STEP "\\v{W(1)|w_1} \\gets \\v{W_before(1)|w_1} - "

/* The first exception of a stage that holds counts; what is NULL stays as the stages table says. */
/* clang-format off */
static const struct exception {
	enum stage stage;
	wording_test *holds;
	const char *title, *formula, *numbers, *says;
} exceptions[] = {
	{STAGE_INPUT_DIVIDE, by_variance, "divide by the variance", "\\v{x(1)|x} \\gets \\frac{x}{\\v{input_divisor(1)|\\sigma^2}}", NULL,
		"Each feature now has variance 1/σ², not 1. Some notes print this; it is a mistake: σ is right."},
	{STAGE_INPUT_DIVIDE, by_range, "divide by the range", "\\v{x(1)|x} \\gets \\frac{x}{\\v{input_divisor(1)|(\\max - \\min)}}", NULL,
		"Each feature now spans one unit from its smallest to its largest value."},
	{STAGE_LINEAR, inputs_1, NULL, TERMS_1, FORMULA_AGAIN, NULL},
	{STAGE_LINEAR, inputs_2, NULL, TERMS_2, FORMULA_AGAIN, NULL},
	{STAGE_LINEAR, inputs_3, NULL, TERMS_3, FORMULA_AGAIN, NULL},
	{STAGE_LINEAR, inputs_4, NULL, TERMS_4, FORMULA_AGAIN, NULL},
	{STAGE_LINEAR, inputs_1_bias, NULL, TERMS_1 BIAS, FORMULA_AGAIN, NULL},
	{STAGE_LINEAR, inputs_2_bias, NULL, TERMS_2 BIAS, FORMULA_AGAIN, NULL},
	{STAGE_LINEAR, inputs_3_bias, NULL, TERMS_3 BIAS, FORMULA_AGAIN, NULL},
	{STAGE_LINEAR, inputs_4_bias, NULL, TERMS_4 BIAS, FORMULA_AGAIN, NULL},
	{STAGE_LINEAR, no_bias, NULL, "\\v{z} = \\sum_{j=1}^{n} w_j \\v{in(1)}_j", "", NULL},
	{STAGE_SUBTRACT, in_test_mode, "subtract the running mean", "\\v{centered|z - \\text{run }\\mu}", NULL,
		"At test time the running average stands in for the batch's mean."},
	{STAGE_SUBTRACT, with_running, "subtract the running mean", "\\v{centered|z - \\text{run }\\mu}", NULL,
		"This variant uses the running mean, just moved, already in training."},
	{STAGE_SUBTRACT, norm_after, NULL, "\\v{centered|a - \\mu}", NULL, NULL},
	{STAGE_NORMALIZE, in_test_mode, NULL, NULL, NULL, "A fixed map: the row's neighbours do not matter."},
	{STAGE_NORMALIZE, with_running, NULL, NULL, NULL,
		"Not this batch's numbers: its mean is not 0 and its variance not 1."},
	{STAGE_SCALE_SHIFT, noisy, "scale, shift, and noise",
		"\\v{ztilde} = \\v{gamma} \\cdot \\v{stretch|u} \\cdot \\v{zhat} + \\v{beta} + \\v{shift|v}", FORMULA_AGAIN,
		"Noise on purpose: u and v are drawn anew for each unit at each step."},
	{STAGE_RUNNING, with_running, NULL,
		RUNNING("\\v{mu}", "\\v{var($l,$u)+(mu($l,$u)-running_mu($l,$u))^2|\\frac{1}{m} \\sum_i (z_i - \\text{run }\\mu)^2}"),
		NULL, "Both move a little towards this batch, and are used at once."},
	{STAGE_RUNNING, unbiased_here, NULL,
		RUNNING("\\v{mu}", "\\frac{\\v{m}}{\\v{m-1|(m - 1)}} \\cdot \\v{var}"), NULL, NULL},
	{STAGE_ACTIVATION, by_relu, NULL, "\\v{a} = \\max(0, \\v{pre})", FORMULA_AGAIN, NULL},
	{STAGE_ACTIVATION, by_tanh, NULL, "\\v{a} = \\tanh(\\v{pre})", FORMULA_AGAIN, NULL},
	{STAGE_ACTIVATION, by_sigmoid, NULL, "\\v{a} = \\frac{1}{1 + e^{-\\v{pre}}}", FORMULA_AGAIN, NULL},
	{STAGE_LOSS, squared, NULL, "\\v{loss} = \\frac{1}{2m} \\sum_{i=1}^{m} (\\hat y - y)^2",
		"\\frac{\\v{loss*2*m}}{2 \\cdot \\v{m}}",
		"Half the mean squared distance from the targets, over the rows of the batch."},
	{STAGE_D_LOSS, squared_bent, NULL, "\\v{d_pre($L,1,$i)} = \\frac{\\hat y - y}{m} \\cdot g'", "", NULL},
	{STAGE_D_ACTIVATION, bent_before_norm, NULL, "\\v{d_z} = da \\cdot g'(\\v{z})", NULL, NULL},
	{STAGE_D_ACTIVATION, by_relu, NULL,
		"\\v{d_pre} = \\v{d_a} \\cdot \\v{a($l,$u,$i)>0?1:0|\\begin{cases} 1 & \\text{if } a > 0 \\\\ 0 & \\text{otherwise} \\end{cases}}",
		FORMULA_AGAIN, NULL},
	{STAGE_D_ACTIVATION, by_tanh, NULL, "\\v{d_pre} = \\v{d_a} \\cdot (1 - \\v{a}^2)", FORMULA_AGAIN, NULL},
	{STAGE_D_ACTIVATION, by_sigmoid, NULL, "\\v{d_pre} = \\v{d_a} \\cdot \\v{a} \\cdot (1 - \\v{a})", FORMULA_AGAIN, NULL},
	{STAGE_D_GAMMA, noisy, NULL, "\\v{d_gamma} = \\v{stretch|u} \\sum_{i=1}^{m} \\v{d_ztilde}_i \\v{zhat}_i", NULL, NULL},
	{STAGE_D_ZHAT, noisy, NULL, "\\v{d_zhat} = \\v{gamma} \\cdot \\v{stretch|u} \\cdot \\v{d_ztilde}", FORMULA_AGAIN, NULL},
	{STAGE_D_VAR, stopped, NULL, "\\v{d_var} = 0", "",
		"The stopped gradient pretends that the variance does not depend on z."},
	{STAGE_D_MU, stopped, NULL, "\\v{d_mu} = 0", "",
		"The stopped gradient pretends that the mean does not depend on z."},
	{STAGE_D_MU, with_running, NULL,
		"\\v{d_mu} = -\\frac{1}{\\v{s}} \\sum_{i=1}^{m} \\v{d_zhat}_i - " SHARE "\\frac{2}{m} \\v{d_var} " D_CENTERED,
		"-\\frac{\\v{gamma($l,$u)*stretch($l,$u)*d_beta($l,$u)}}{\\v{s}} - " SHARE "\\frac{2}{\\v{m}} \\cdot \\v{d_var} \\cdot "
		"\\v{m*(mu($l,$u)-used_mu($l,$u))}",
		"Only the share 1 − ρ of the running statistics comes from this batch."},
	{STAGE_D_Z, stopped_after, "back to a", "\\v{" D_A_BEFORE "|da} = \\frac{\\v{d_zhat}}{\\v{s}}", FORMULA_AGAIN,
		"One way is left; the two through σ² and μ are cut off."},
	{STAGE_D_Z, stopped, NULL, "\\v{d_z} = \\frac{\\v{d_zhat}}{\\v{s}}", FORMULA_AGAIN,
		"One way is left; the two through σ² and μ are cut off."},
	{STAGE_D_Z, with_running, NULL,
		"\\v{d_z} = \\frac{\\v{d_zhat}}{\\v{s}} + " SHARE "\\left(\\v{d_var} \\cdot \\frac{2 (\\v{val} - \\v{used_mu})}{m} + \\frac{\\v{d_mu}}{m}\\right)",
		"\\frac{\\v{d_zhat}}{\\v{s}} + " SHARE "\\left(\\v{d_var} \\cdot \\frac{2 \\cdot \\v{centered}}{\\v{m}} + \\frac{\\v{d_mu}}{\\v{m}}\\right)",
		"Only the share 1 − ρ of the running statistics leads back through this batch."},
	{STAGE_D_Z, norm_after, "back to a",
		"\\v{" D_A_BEFORE D_A_SHARES "|da} = \\frac{\\v{d_zhat}}{\\v{s}} + \\v{d_var} \\cdot \\frac{2 (a - \\mu)}{m} + \\frac{\\v{d_mu}}{m}",
		THREE_WAYS, "Three ways lead back to a: directly, through σ² and through μ."},
	{STAGE_D_WEIGHTS, one_input, NULL, NULL, ":\\v{dW(1)|dw_1}", NULL},
	{STAGE_UPDATE, is_frozen, NULL, "\\v{W(1)|w_1} \\gets \\v{W_before(1)|w_1}", FORMULA_AGAIN,
		"This layer is frozen: what it learned stays as it is."},
	{STAGE_UPDATE, by_momentum, NULL, AVERAGE "\n" STEP "\\v{rate} \\cdot \\v{v_W(1)|v}", FORMULA_AGAIN,
		"m₁ is momentum: v averages the gradients."},
	{STAGE_UPDATE, by_rmsprop, NULL,
		SQUARES "\n" STEP "\\frac{\\v{rate} \\cdot \\v{dW(1)|dw_1}}{\\sqrt{\\v{s_W(1)|s}} + \\v{optimizer_epsilon}}",
		FORMULA_AGAIN, "m₂ is RMSprop's decay: s averages the squared gradients."},
	{STAGE_UPDATE, by_adam, NULL,
		AVERAGE "\n" SQUARES "\n" STEP
		"\\frac{\\v{rate} \\cdot \\v{v_W($l,$u,1)/(1-momentum^step)|v / (1 - m_1^t)}}"
		"{\\sqrt{\\v{s_W($l,$u,1)/(1-rms_decay^step)|s / (1 - m_2^t)}} + \\v{optimizer_epsilon}}",
		FORMULA_AGAIN, "v averages the gradients, s their squares; both are corrected for their start at 0, t steps ago."},
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

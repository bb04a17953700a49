#include "engine/stage.h"

#include <stddef.h>
#include <string.h>

#include "base/diag.h"

#define PAPER "Ioffe & Szegedy 2015, "

/* clang-format off */
static const struct stage_info stages[STAGE_COUNT] = {
	{STAGE_START, PHASE_INPUT, false, "start", "the rows as they come",
		NULL, "",
		"Nothing has been computed yet: these are the features as they were measured.",
		":\\v{x(1)|x_1}\n\\v{x(2)|x_2}",
		""},
	{STAGE_INPUT_MEAN, PHASE_INPUT, false, "mean", "the mean of each feature",
		"\\v{input_mean(1)|\\mu} = \\frac{1}{m} \\sum_{i=1}^{m} x_i", "course notes, input normalization",
		"Add up a feature over the training rows and divide by how many there are.",
		":\\v{input_mean(1)|\\mu_1} = \\frac{\\v{input_mean(1)*train_rows}}{\\v{train_rows}}\n\\v{input_mean(2)|\\mu_2} = \\frac{\\v{input_mean(2)*train_rows}}{\\v{train_rows}}",
		"input_mean"},
	{STAGE_INPUT_SUBTRACT, PHASE_INPUT, false, "subtract", "subtract the mean",
		"\\v{x(1)|x} \\gets x - \\mu", "course notes, input normalization",
		"Every row moves by the same amount, so that each feature is centred on zero.",
		":\\v{x(1)|x_1} = \\v{x_raw(1)} - \\v{row_mean(1)}\n\\v{x(2)|x_2} = \\v{x_raw(2)} - \\v{row_mean(2)}",
		"x"},
	{STAGE_INPUT_VARIANCE, PHASE_INPUT, false, "variance", "the variance of each feature",
		"\\v{input_var(1)|\\sigma^2} = \\frac{1}{m} \\sum_{i=1}^{m} (x_i - \\mu)^2", "course notes, input normalization",
		"The mean of the squared distances from the mean; its root σ is the standard deviation.",
		":\\v{input_var(1)|\\sigma^2_1} = \\frac{\\v{input_var(1)*train_rows}}{\\v{train_rows}}\n\\v{input_var(2)|\\sigma^2_2} = \\frac{\\v{input_var(2)*train_rows}}{\\v{train_rows}}",
		"input_var"},
	{STAGE_INPUT_DIVIDE, PHASE_INPUT, false, "divide", "divide by σ",
		"\\v{x(1)|x} \\gets \\frac{x}{\\v{input_divisor(1)|\\sigma}}", "LeCun et al. 1998, Efficient BackProp, section 4.3",
		"Each feature is now counted in its own standard deviations, and has variance 1.",
		":\\v{x(1)|x_1} = \\frac{\\v{x(1,$r)*row_divisor(1,$r)}}{\\v{row_divisor(1)}}\n\\v{x(2)|x_2} = \\frac{\\v{x(2,$r)*row_divisor(2,$r)}}{\\v{row_divisor(2)}}",
		"x input_divisor"},
	{STAGE_INPUT_WHITEN, PHASE_INPUT, false, "whiten", "remove the correlation",
		"\\v{x(1)|x} \\gets V \\Lambda^{-1/2} V^T x", "LeCun et al. 1998, Efficient BackProp, section 4.3",
		"Along each eigenvector of the covariance, scale to variance 1: no correlation is left.",
		":\\v{x(1)|x_1}\n\\v{x(2)|x_2}",
		"x"},
	{STAGE_DRAW, PHASE_FORWARD, false, "draw", "draw the rows of this batch",
		NULL, "",
		"These rows are used together for one step.",
		":\\v{m}",
		"m x_batch y_batch"},
	{STAGE_LINEAR, PHASE_FORWARD, true, "linear", "the linear part of the layer",
		"\\v{z} = \\sum_{j=1}^{n} w_j \\v{in(1)}_j + \\v{b}", "course notes, forward propagation",
		"Each unit adds up its inputs, each times its own weight.",
		"\\v{z($l,$u,$i)-b($l,$u)} + \\v{b}",
		"z"},
	{STAGE_MEAN, PHASE_FORWARD, true, "mean", "the mean of each unit",
		"\\v{mu} = \\frac{1}{m} \\sum_{i=1}^{m} \\v{val}_i", PAPER "Algorithm 1, line 1",
		"One mean per unit: over the rows of this batch, never over the units.",
		"\\frac{\\v{mu($l,$u)*m}}{\\v{m}}",
		"mu"},
	{STAGE_SUBTRACT, PHASE_FORWARD, true, "subtract", "subtract the batch's mean",
		"\\v{centered|z - \\mu}", PAPER "Algorithm 1",
		"Each value is now a distance from its unit's mean in this batch.",
		"\\v{val} - \\v{used_mu}",
		"centered used_mu"},
	{STAGE_VARIANCE, PHASE_FORWARD, true, "variance", "the variance of each unit",
		"\\v{var} = \\frac{1}{m} \\sum_{i=1}^{m} (\\v{val}_i - \\v{mu})^2", PAPER "Algorithm 1, line 2",
		"The mean of the squared distances; it divides by m, not by m − 1.",
		"\\frac{\\v{var($l,$u)*m}}{\\v{m}}",
		"var"},
	{STAGE_NORMALIZE, PHASE_FORWARD, true, "normalize", "normalize",
		"\\v{zhat} = \\frac{\\v{val} - \\v{used_mu}}{\\sqrt{\\v{used_var} + \\v{epsilon}}}", PAPER "Algorithm 1, line 3",
		"Each value is now counted in standard deviations of its own unit.",
		FORMULA_AGAIN,
		"zhat zhat_mean zhat_var s used_var"},
	{STAGE_SCALE_SHIFT, PHASE_FORWARD, true, "scale-and-shift", "scale and shift",
		"\\v{ztilde} = \\v{gamma} \\cdot \\v{zhat} + \\v{beta}", PAPER "Algorithm 1, line 4",
		"γ and β are learned: the unit chooses its own spread and its own mean.",
		FORMULA_AGAIN,
		"ztilde"},
	{STAGE_RUNNING, PHASE_FORWARD, true, "running averages", "move the running averages",
		"\\v{running_mu} \\gets \\v{decay} \\cdot \\v{running_mu_before} + \\v{1-decay|(1 - \\rho)} \\cdot \\v{mu}\n\\v{running_var} \\gets \\v{decay} \\cdot \\v{running_var_before} + \\v{1-decay|(1 - \\rho)} \\cdot \\v{var}", PAPER "Algorithm 2; course notes",
		"They follow the batches for later use at test time; nothing learns from them here.",
		FORMULA_AGAIN,
		"running_mu running_var"},
	{STAGE_ACTIVATION, PHASE_FORWARD, true, "activation", "the activation",
		"\\v{a} = g(\\v{pre})", "course notes, forward propagation",
		"The bend that makes a layer more than a matrix.",
		"",
		"a"},
	{STAGE_LOSS, PHASE_FORWARD, false, "loss", "the loss of this batch",
		"\\v{loss} = -\\frac{1}{m} \\sum_{i=1}^{m} \\left[y \\ln \\hat y + (1 - y) \\ln(1 - \\hat y)\\right]", "course notes",
		"One number for the whole batch: the mean over its rows.",
		"\\frac{\\v{loss*m}}{\\v{m}}",
		"loss"},
	{STAGE_D_LOSS, PHASE_BACKWARD, false, "loss gradient", "where the loss would fall",
		"\\v{d_pre($L,1,$i)} = \\frac{\\v{out($L,1,$i)|\\hat y} - \\v{y_batch}}{\\v{m}}", "course notes, backpropagation",
		"The way back starts at the output: how much does each prediction move the loss?",
		FORMULA_AGAIN,
		"d_ztilde"},
	{STAGE_D_ACTIVATION, PHASE_BACKWARD, true, "activation gradient", "back through the bend",
		"\\v{d_pre} = \\v{d_a} \\cdot g'(\\v{pre})", "course notes, backpropagation",
		"Where the activation is flat, nothing comes back.",
		"",
		"d_ztilde"},
	{STAGE_D_BETA, PHASE_BACKWARD, true, "shift gradient", "the gradient of β",
		"\\v{d_beta} = \\sum_{i=1}^{m} \\v{d_ztilde}_i", PAPER "section 3",
		"β moves all values of a unit together, so its gradient is their sum.",
		"",
		"d_beta"},
	{STAGE_D_GAMMA, PHASE_BACKWARD, true, "scale gradient", "the gradient of γ",
		"\\v{d_gamma} = \\sum_{i=1}^{m} \\v{d_ztilde}_i \\v{zhat}_i", PAPER "section 3",
		"γ stretches each value by its ẑ, so each gradient counts by its ẑ.",
		"",
		"d_gamma"},
	{STAGE_D_ZHAT, PHASE_BACKWARD, true, "normalized gradient", "back through γ and β",
		"\\v{d_zhat} = \\v{gamma} \\cdot \\v{d_ztilde}", PAPER "section 3",
		"What reaches ẑ is what came to ztilde, times γ.",
		FORMULA_AGAIN,
		"d_zhat"},
	{STAGE_D_VAR, PHASE_BACKWARD, true, "variance gradient", "the gradient through σ²",
		"\\v{d_var} = -\\frac{1}{2 \\v{s|s}^3} \\sum_{i=1}^{m} \\v{d_zhat}_i (\\v{val}_i - \\v{used_mu})", PAPER "section 3",
		"Every value of the batch had a part in σ², so σ² hands a part back to each.",
		"-\\frac{\\v{-2*s($l,$u)^3*d_var($l,$u)}}{2 \\cdot \\v{s}^3}",
		"d_var"},
	{STAGE_D_MU, PHASE_BACKWARD, true, "mean gradient", "the gradient through μ",
		"\\v{d_mu} = -\\frac{1}{\\v{s|s}} \\sum_{i=1}^{m} \\v{d_zhat}_i - \\frac{2}{m} \\v{d_var} \\sum_{i=1}^{m} (\\v{val}_i - \\v{used_mu})", PAPER "section 3",
		"The same for μ; its second sum is zero up to rounding.",
		"-\\frac{\\v{gamma($l,$u)*stretch($l,$u)*d_beta($l,$u)}}{\\v{s}} - \\frac{2}{\\v{m}} \\cdot \\v{d_var} \\cdot 0",
		"d_mu"},
	{STAGE_D_Z, PHASE_BACKWARD, true, "linear gradient", "back to z",
		"\\v{d_z} = \\frac{\\v{d_zhat}}{\\v{s|s}} + \\v{d_var} \\cdot \\frac{2 (\\v{val} - \\v{used_mu})}{m} + \\frac{\\v{d_mu}}{m}", PAPER "section 3",
		"Three ways lead back to z: directly, through σ² and through μ. They sum to 0 per unit.",
		"\\frac{\\v{d_zhat}}{\\v{s}} + \\v{d_var} \\cdot \\frac{2 \\cdot \\v{centered}}{\\v{m}} + \\frac{\\v{d_mu}}{\\v{m}}",
		"d_z"},
	{STAGE_D_WEIGHTS, PHASE_BACKWARD, true, "weight gradient", "the gradient of the weights",
		"\\v{dW(1)|dw_j} = \\sum_{i=1}^{m} \\v{d_z}_i \\v{in(1)}_{ji}", "course notes, backpropagation",
		"Each weight's gradient is its input times what came back, summed over the batch.",
		":\\v{dW(1)|dw_1}\n\\v{dW(2)|dw_2}",
		"dW db"},
	{STAGE_D_INPUT, PHASE_BACKWARD, true, "input gradient", "back to the layer below",
		"\\v{d_a($l-1,1,$i)|da_1} = \\sum_{k=1}^{n} w_{k1} \\v{d_z}_k", "course notes, backpropagation",
		"Each unit hands its share back along the weights.",
		"",
		"d_a"},
	{STAGE_UPDATE, PHASE_UPDATE, false, "update", "the update",
		"\\v{W(1)|w_1} \\gets \\v{W_before(1)|w_1} - \\v{rate} \\cdot \\v{dW(1)|dw_1}", "course notes, gradient descent",
		"Everything that is learned takes one step against its gradient.",
		FORMULA_AGAIN,
		"W b gamma beta"},
};
/* clang-format on */

const struct stage_info *stage_info(enum stage stage)
{
	return &stages[stage];
}

static bool is_input(const struct stage_info *info)
{
	return info->phase == PHASE_INPUT && info->id != STAGE_START;
}

enum stage stage_find(const char *word, bool input)
{
	for (int i = STAGE_INPUT_MEAN; i < STAGE_COUNT; i++)
		if (is_input(&stages[i]) == input && strcmp(stages[i].word, word) == 0)
			return stages[i].id;
	return STAGE_COUNT;
}

static const char *word_at(const void *context, size_t i)
{
	const bool *input = context;
	size_t first = *input ? STAGE_INPUT_MEAN : STAGE_DRAW;
	size_t end = *input ? STAGE_DRAW : STAGE_COUNT;

	return first + i < end ? stages[first + i].word : NULL;
}

const char *stage_nearest(const char *word, bool input)
{
	return nearest_name(word, word_at, &input);
}

bool stage_writes(enum stage stage, const char *quantity)
{
	size_t length = strlen(quantity);

	for (const char *at = stages[stage].writes; *at;) {
		size_t word = strcspn(at, " ");
		if (word == length && strncmp(at, quantity, word) == 0)
			return true;
		at += word + (at[word] == ' ');
	}
	return false;
}

#include "engine/stage.h"

#include <stddef.h>
#include <string.h>

#include "base/diag.h"

#define PAPER "Ioffe & Szegedy 2015, "

/* clang-format off */
static const struct stage_info stages[STAGE_COUNT] = {
	{STAGE_START, PHASE_INPUT, false, "start", "the rows as they come", NULL, "",
		"Nothing has been computed yet: these are the features as they were measured.",
		"row $r:  x₁ = {x(1,$r)}   x₂ = {x(2,$r)}",
		""},
	{STAGE_INPUT_MEAN, PHASE_INPUT, false, "mean", "the mean of each feature",
		"μ = (1/m) Σ x", "course notes, input normalization",
		"Add up a feature over the training rows and divide by how many there are.",
		"μ₁ = {input_mean(1)}   μ₂ = {input_mean(2)}",
		"input_mean"},
	{STAGE_INPUT_SUBTRACT, PHASE_INPUT, false, "subtract", "subtract the mean",
		"x ← x − μ", "course notes, input normalization",
		"Every row moves by the same amount, so that each feature is centred on zero.",
		"row $r:  {x_raw(1,$r)} − {input_mean(1)} = {x(1,$r)}   {x_raw(2,$r)} − {input_mean(2)} = {x(2,$r)}",
		"x"},
	{STAGE_INPUT_VARIANCE, PHASE_INPUT, false, "variance", "the variance of each feature",
		"σ² = (1/m) Σ (x − μ)²", "course notes, input normalization",
		"The mean of the squared distances from the mean; its root σ is the standard deviation.",
		"σ²₁ = {input_var(1)}   σ²₂ = {input_var(2)}",
		"input_var"},
	{STAGE_INPUT_DIVIDE, PHASE_INPUT, false, "divide", "divide by σ",
		"x ← x / σ", "LeCun et al. 1998, Efficient BackProp, section 4.3",
		"Each feature is now counted in its own standard deviations, and has variance 1.",
		"row $r:  {x(1,$r)*input_divisor(1)} / {input_divisor(1)} = {x(1,$r)}   {x(2,$r)*input_divisor(2)} / {input_divisor(2)} = {x(2,$r)}",
		"x input_divisor"},
	{STAGE_INPUT_WHITEN, PHASE_INPUT, false, "whiten", "remove the correlation",
		"x ← V Λ^(−1/2) Vᵀ x", "LeCun et al. 1998, Efficient BackProp, section 4.3",
		"Along each eigenvector of the covariance, scale to variance 1: no correlation is left.",
		"row $r:  x₁ = {x(1,$r)}   x₂ = {x(2,$r)}",
		"x"},
	{STAGE_DRAW, PHASE_FORWARD, false, "draw", "draw the rows of this batch", NULL, "",
		"These rows are used together for one step.",
		"m = {m} rows",
		"m x_batch y_batch"},
	{STAGE_LINEAR, PHASE_FORWARD, true, "linear", "the linear part of the layer",
		"Z = W A + b", "course notes, forward propagation",
		"Each unit adds up its inputs, each times its own weight.",
		"row {row_batch($i)}:  z = {z($l,$u,$i)}",
		"z"},
	{STAGE_MEAN, PHASE_FORWARD, true, "mean", "the mean of each unit",
		"μ = (1/m) Σ z", PAPER "Algorithm 1, line 1",
		"One mean per unit: over the rows of this batch, never over the units.",
		"unit $u:  μ = {mu($l,$u)*m} / {m} = {mu($l,$u)}",
		"mu"},
	{STAGE_SUBTRACT, PHASE_FORWARD, true, "subtract", "subtract the batch's mean",
		"z − μ", PAPER "Algorithm 1",
		"Each value is now a distance from its unit's mean in this batch.",
		"row {row_batch($i)}:  {z($l,$u,$i)} − {used_mu($l,$u)} = {centered($l,$u,$i)}",
		"centered used_mu"},
	{STAGE_VARIANCE, PHASE_FORWARD, true, "variance", "the variance of each unit",
		"σ² = (1/m) Σ (z − μ)²", PAPER "Algorithm 1, line 2",
		"The mean of the squared distances; it divides by m, not by m − 1.",
		"unit $u:  σ² = {var($l,$u)*m} / {m} = {var($l,$u)}",
		"var"},
	{STAGE_NORMALIZE, PHASE_FORWARD, true, "normalize", "normalize",
		"ẑ = (z − μ) / √(σ² + ε)", PAPER "Algorithm 1, line 3",
		"Each value is now counted in standard deviations of its own unit.",
		"row {row_batch($i)}:  ẑ = {centered($l,$u,$i)} / √({used_var($l,$u)} + {epsilon}) = {zhat($l,$u,$i)}",
		"zhat zhat_mean zhat_var s used_var"},
	{STAGE_SCALE_SHIFT, PHASE_FORWARD, true, "scale-and-shift", "scale and shift",
		"ztilde = γ ẑ + β", PAPER "Algorithm 1, line 4",
		"γ and β are learned: the unit chooses its own spread and its own mean.",
		"row {row_batch($i)}:  {gamma($l,$u)} · {zhat($l,$u,$i)} + {beta($l,$u)} = {ztilde($l,$u,$i)}",
		"ztilde"},
	{STAGE_RUNNING, PHASE_FORWARD, true, "running averages", "move the running averages",
		"running ← ρ running + (1 − ρ) batch", PAPER "Algorithm 2; course notes",
		"They follow the batches for later use at test time; nothing learns from them here.",
		"unit $u:  running μ = {running_mu($l,$u)}   running σ² = {running_var($l,$u)}",
		"running_mu running_var"},
	{STAGE_ACTIVATION, PHASE_FORWARD, true, "activation", "the activation",
		"A = g(ztilde)", "course notes, forward propagation",
		"The bend that makes a layer more than a matrix.",
		"row {row_batch($i)}:  a = {a($l,$u,$i)}",
		"a"},
	{STAGE_LOSS, PHASE_FORWARD, false, "loss", "the loss of this batch",
		"J = −(1/m) Σ [y ln ŷ + (1 − y) ln(1 − ŷ)]", "course notes",
		"One number for the whole batch: the mean over its rows.",
		"J = {loss}",
		"loss"},
	{STAGE_D_LOSS, PHASE_BACKWARD, false, "loss gradient", "where the loss would fall",
		"dztilde = ∂J/∂ztilde of the last layer", "course notes, backpropagation",
		"The way back starts at the output: how much does each prediction move the loss?",
		"row {row_batch($i)}:  dztilde = {d_ztilde($L,1,$i)}",
		"d_ztilde"},
	{STAGE_D_ACTIVATION, PHASE_BACKWARD, true, "activation gradient", "back through the bend",
		"dztilde = dA · g'(ztilde)", "course notes, backpropagation",
		"Where the activation is flat, nothing comes back.",
		"row {row_batch($i)}:  dztilde = {d_ztilde($l,$u,$i)}",
		"d_ztilde"},
	{STAGE_D_BETA, PHASE_BACKWARD, true, "shift gradient", "the gradient of β",
		"dβ = Σ dztilde", PAPER "section 3",
		"β moves all values of a unit together, so its gradient is their sum.",
		"unit $u:  dβ = {d_beta($l,$u)}",
		"d_beta"},
	{STAGE_D_GAMMA, PHASE_BACKWARD, true, "scale gradient", "the gradient of γ",
		"dγ = Σ dztilde ẑ", PAPER "section 3",
		"γ stretches each value by its ẑ, so each gradient counts by its ẑ.",
		"unit $u:  dγ = {d_gamma($l,$u)}",
		"d_gamma"},
	{STAGE_D_ZHAT, PHASE_BACKWARD, true, "normalized gradient", "back through γ and β",
		"dẑ = γ dztilde", PAPER "section 3",
		"What reaches ẑ is what came to ztilde, times γ.",
		"row {row_batch($i)}:  {gamma($l,$u)} · {d_ztilde($l,$u,$i)} = {d_zhat($l,$u,$i)}",
		"d_zhat"},
	{STAGE_D_VAR, PHASE_BACKWARD, true, "variance gradient", "the gradient through σ²",
		"dσ² = −½ Σ dẑ (z − μ) / s³,  s = √(σ² + ε)", PAPER "section 3",
		"Every value of the batch had a part in σ², so σ² hands a part back to each.",
		"unit $u:  dσ² = {d_var($l,$u)}   s = {s($l,$u)}",
		"d_var"},
	{STAGE_D_MU, PHASE_BACKWARD, true, "mean gradient", "the gradient through μ",
		"dμ = −Σ dẑ / s − (2/m) dσ² Σ (z − μ)", PAPER "section 3",
		"The same for μ; its second sum is zero up to rounding.",
		"unit $u:  dμ = {d_mu($l,$u)}",
		"d_mu"},
	{STAGE_D_Z, PHASE_BACKWARD, true, "linear gradient", "back to z",
		"dz = dẑ / s + dσ² · 2 (z − μ) / m + dμ / m", PAPER "section 3",
		"Three ways lead back to z: directly, through σ² and through μ. They sum to 0 per unit.",
		"row {row_batch($i)}:  dz = {d_z($l,$u,$i)}   Σ dz = {d_z_sum($l,$u)}",
		"d_z"},
	{STAGE_D_WEIGHTS, PHASE_BACKWARD, true, "weight gradient", "the gradient of the weights",
		"dW = dZ Aᵀ (of the layer below),  db = Σ dz", "course notes, backpropagation",
		"Each weight's gradient is its input times what came back, summed over the batch.",
		"unit $u:  dw₁ = {dW($l,$u,1)}  dw₂ = {dW($l,$u,2)}",
		"dW db"},
	{STAGE_D_INPUT, PHASE_BACKWARD, true, "input gradient", "back to the layer below",
		"dA = Wᵀ dZ", "course notes, backpropagation",
		"Each unit hands its share back along the weights.",
		"row {row_batch($i)}:  dA of unit 1 below = {d_a($l-1,1,$i)}",
		"d_a"},
	{STAGE_UPDATE, PHASE_UPDATE, false, "update", "the update",
		"θ ← θ − α dθ", "course notes, gradient descent",
		"Everything that is learned takes one step against its gradient.",
		"unit $u, w₁:  {W_before($l,$u,1)} − {rate} · {dW($l,$u,1)} = {W($l,$u,1)}",
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

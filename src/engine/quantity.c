#include "engine/quantity.h"

#include <string.h>

#include "base/diag.h"
#include "base/status.h"
#include "engine/sweep.h"

enum index_of {
	OF_NONE,
	OF_LAYER,
	OF_UNIT,
	OF_INPUT,
	OF_EXAMPLE,
	OF_FEATURE,
	OF_ROW,
	OF_EIGEN,
	OF_COLUMN,
	OF_LINE
};

static const struct shape {
	int indices;
	const char *arguments;
	enum index_of of[3];
} shapes[QUANTITY_SHAPE_COUNT] = {
	[QUANTITY_NUMBER] = {0, "", {OF_NONE}},
	[QUANTITY_LAYER] = {1, "(layer)", {OF_LAYER}},
	[QUANTITY_FEATURE] = {1, "(feature)", {OF_FEATURE}},
	[QUANTITY_EIGEN] = {1, "(i)", {OF_EIGEN}},
	[QUANTITY_ROW] = {1, "(row)", {OF_ROW}},
	[QUANTITY_EXAMPLE] = {1, "(example)", {OF_EXAMPLE}},
	[QUANTITY_UNIT] = {2, "(layer,unit)", {OF_LAYER, OF_UNIT}},
	[QUANTITY_FEATURE_ROW] = {2, "(feature,row)", {OF_FEATURE, OF_ROW}},
	[QUANTITY_FEATURE_EXAMPLE] = {2, "(feature,example)", {OF_FEATURE, OF_EXAMPLE}},
	[QUANTITY_VALUE] = {3, "(layer,unit,example)", {OF_LAYER, OF_UNIT, OF_EXAMPLE}},
	[QUANTITY_WEIGHT] = {3, "(layer,unit,input)", {OF_LAYER, OF_UNIT, OF_INPUT}},
	[QUANTITY_CELL] = {2, "(column,line)", {OF_COLUMN, OF_LINE}},
};

int quantity_indices(enum quantity_shape shape)
{
	return shapes[shape].indices;
}

const char *quantity_arguments(enum quantity_shape shape)
{
	return shapes[shape].arguments;
}

const struct quantity *quantity_find(const char *name)
{
	for (size_t i = 0; i < quantities_count; i++)
		if (strcmp(quantities[i].name, name) == 0)
			return &quantities[i];
	return NULL;
}

static const char *name_at(const void *context, size_t i)
{
	(void)context;
	return i < quantities_count ? quantities[i].name : NULL;
}

const char *quantity_nearest(const char *name)
{
	return nearest_name(name, name_at, NULL);
}

int quantity_extent(const struct run *run, const struct quantity *quantity, const int *index, int i)
{
	const struct model *model = &run->experiment->model;

	switch (shapes[quantity->shape].of[i]) {
	case OF_LAYER:
		return model->layers;
	case OF_UNIT:
		return model->layer[index[0] - 1].units;
	case OF_INPUT:
		return model->layer[index[0] - 1].inputs;
	case OF_EXAMPLE:
		return run->at.epoch ? (int)run_work(run)->m : 0;
	case OF_FEATURE:
		return FEATURES;
	case OF_ROW:
		return (int)run->experiment->data.rows;
	case OF_EIGEN:
		return (int)model->parameters;
	case OF_COLUMN:
		return run->sweep ? (int)sweep_columns(run->sweep) : 0;
	case OF_LINE:
		return run->sweep ? (int)sweep_rows(run->sweep) : 0;
	case OF_NONE:
		break;
	}
	return 0;
}

/* The slot where the stage stands for this layer; −1 where it does not. Stages of the whole network
 * on the way back belong to the last layer. */
static int slot_of(const struct run *run, enum stage stage, int layer, bool activation)
{
	bool whole = !stage_info(stage)->per_layer;
	bool after = run->experiment->model.norm_position == NORM_POSITION_AFTER;

	if (whole && layer > 0 && layer < run->timeline.layers)
		return -1;
	if (after && activation && stage == STAGE_SCALE_SHIFT)
		return -1; /* the norm works on a: it does not write it */
	return timeline_order(&run->timeline, run->at.step)->slot_of[stage][whole ? 0 : layer];
}

/* The slot of this batch from which the quantity is known; −1 where the layer never has it. */
static int known_slot(const struct run *run, const struct quantity *quantity, int layer)
{
	bool activation = quantity->from[0] == STAGE_ACTIVATION;
	int known = -1;

	for (int i = 0; i < QUANTITY_FROM_MAX && quantity->from[i] != STAGE_START; i++) {
		int slot = slot_of(run, quantity->from[i], layer, activation);
		if (slot < 0)
			continue;
		if (known < 0 || (quantity->known == KNOWN_EARLIEST && slot < known) ||
			(quantity->known == KNOWN_LATEST && slot > known))
			known = slot;
	}
	/* A linear layer without a norm has no stage of its own on the way back to z. */
	if (known < 0 && quantity->known == KNOWN_LATEST)
		known = slot_of(run, STAGE_D_WEIGHTS, layer, false);
	return known;
}

static int check_known(const struct run *run, const struct quantity *quantity, const int *index)
{
	if (quantity->from[0] == STAGE_START)
		return 0;
	bool per_layer = shapes[quantity->shape].of[0] == OF_LAYER;
	int slot = known_slot(run, quantity, per_layer ? index[0] : 0);
	if (slot < 0)
		return STATUS_COMBINATION;
	if (run->mode == MODE_TEST && stage_info(quantity->from[0])->phase == PHASE_BACKWARD)
		return STATUS_COMBINATION;
	return run->at.epoch > 0 && run->at.slot >= slot ? 0 : STATUS_UNKNOWN_YET;
}

static size_t flat_index(const struct run *run, const struct quantity *quantity, const int *index)
{
	size_t unit = (size_t)(index[1] - 1);

	if (quantity->shape == QUANTITY_UNIT)
		return unit;
	size_t width = quantity->shape == QUANTITY_VALUE
			       ? run_work(run)->m
			       : (size_t)run->experiment->model.layer[index[0] - 1].inputs;
	return unit * width + (size_t)(index[2] - 1);
}

/* The vector of parameters that the quantity is one of. */
static double *parameter_vector(const struct run *run, const struct quantity *quantity)
{
	struct state state = run_state(run);

	switch (quantity->kind) {
	case READ_BEFORE:
		return run_state_before(run).theta;
	case READ_GRADIENT:
		return run->work.gradient;
	case READ_MOMENT1:
		return state.moment1;
	case READ_MOMENT2:
		return state.moment2;
	default:
		return state.theta;
	}
}

/* An optimizer that keeps no such average has no such quantity. */
static bool has_moment(const struct run *run, const struct quantity *quantity)
{
	enum optimizer optimizer = run->experiment->model.optimizer;

	if (quantity->kind == READ_MOMENT1)
		return optimizer == OPTIMIZER_MOMENTUM || optimizer == OPTIMIZER_ADAM;
	if (quantity->kind == READ_MOMENT2)
		return optimizer == OPTIMIZER_RMSPROP || optimizer == OPTIMIZER_ADAM;
	return true;
}

/* The values behind a quantity of a layer; NULL where the layer has none of them. */
static const double *layer_values(const struct run *run, const struct quantity *quantity, int layer)
{
	struct layer_params params;
	const char *holder = (const char *)&params;
	const double *values;

	if (!has_moment(run, quantity))
		return NULL;
	if (quantity->kind == READ_WORK)
		holder = (const char *)&run_work(run)->layer[layer - 1];
	else
		params = model_params(
			&run->experiment->model, parameter_vector(run, quantity), layer - 1);
	memcpy(&values, holder + quantity->offset, sizeof values);
	return values;
}

/* Ranges of all indices; *ret_early where an example is asked for before there is a batch. */
static int check_indices(
	const struct run *run, const struct quantity *quantity, const int *index, bool *ret_early)
{
	for (int i = 0; i < shapes[quantity->shape].indices; i++) {
		if (shapes[quantity->shape].of[i] == OF_EXAMPLE && run->at.epoch == 0)
			*ret_early = index[i] >= 1;
		else if (index[i] < 1 || index[i] > quantity_extent(run, quantity, index, i))
			return STATUS_RANGE;
	}
	return 0;
}

int quantity_read(
	const struct run *run, const struct quantity *quantity, const int *index, double *ret_value)
{
	const double *values = NULL;
	bool early = false;
	int status = check_indices(run, quantity, index, &early);

	if (!status && quantity->kind != READ_FUNCTION) {
		values = layer_values(run, quantity, index[0]);
		status = values ? 0 : STATUS_COMBINATION;
	}
	if (!status)
		status = check_known(run, quantity, index);
	if (!status && early)
		status = STATUS_UNKNOWN_YET;
	if (status)
		return status;
	if (!values)
		return quantity->read(run, index, ret_value);
	*ret_value = values[flat_index(run, quantity, index)];
	return 0;
}

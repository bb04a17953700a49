/* The series of the panel of histograms, and what its frame calls them. */
#include "view/histograms_parts.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/utf8.h"
#include "view/atom.h"

/* A quantity of a layer, and where the layer's work keeps it. */
struct source {
	const char *quantity;
	size_t offset;
};
#define SOURCE(name)                                     \
	{                                                \
#name, offsetof(struct layer_work, name) \
	}

/* What is drawn for a kind of layer, in the order in which it is computed. */
static const struct source plain[SERIES_MAX] = {SOURCE(z), SOURCE(a)};
static const struct source norm_before[SERIES_MAX] = {SOURCE(z), SOURCE(zhat), SOURCE(ztilde)};
static const struct source norm_after[SERIES_MAX] = {SOURCE(a), SOURCE(zhat), SOURCE(ztilde)};

static const struct source *sources_of(const struct scene *scene)
{
	const struct model *model = &scene->play->run->experiment->model;

	if (!model->layer[scene_layer(scene) - 1].batch_norm)
		return plain;
	return model->norm_position == NORM_POSITION_AFTER ? norm_after : norm_before;
}

static void add_names(const struct scene *scene, struct str *title)
{
	const struct source *sources = sources_of(scene);

	str_addf(title, "layer %d, unit %d · ", scene_layer(scene), scene_unit(scene));
	for (int i = 0; i < SERIES_MAX && sources[i].quantity; i++)
		str_addf(title, "%s%s", i ? ", " : "", quantity_find(sources[i].quantity)->symbol);
}

void histograms_title(const struct scene *scene, struct frame_words *words)
{
	const struct run *run = scene->play->run;

	if (!run->at.epoch) {
		str_add(&words->title, "the features, one by one · training rows");
		return;
	}
	add_names(scene, &words->title);
	str_add(&words->title, " over this batch");
	if (utf8_width(str_text(&words->title)) > words->w) {
		str_clear(&words->title);
		add_names(scene, &words->title);
	}
	if (run->experiment->model.layer[scene_layer(scene) - 1].units > 1)
		str_add(&words->note, "U: next unit");
}

static void measure(struct series *series)
{
	double sum = 0, squares = 0, size = 0, count = (double)series->count;

	for (size_t i = 0; i < series->count; i++) {
		sum += series->values[i];
		size = fmax(size, fabs(series->values[i]));
	}
	double mean = sum / count;
	for (size_t i = 0; i < series->count; i++) {
		double distance = series->values[i] - mean;
		squares += distance * distance;
	}
	/* What rounding leaves of a mean of zero is no number to show. */
	series->mean.value = fabs(mean) < 1e-12 * size ? 0 : mean;
	series->sd.value = sqrt(squares / count);
}

/* A figure is held back until the stage that computes it, for those who work it out first. */
static void reveal(const struct run *run, const char *name, const int *index, struct figure *figure)
{
	const struct quantity *quantity = quantity_find(name);
	double value;

	figure->known = quantity_read(run, quantity, index, &value) != STATUS_UNKNOWN_YET;
	figure->lit = atom_lit(run, quantity, index);
}

static void gather_values(const struct scene *scene, struct content *content)
{
	const struct run *run = scene->play->run;
	const struct source *sources = sources_of(scene);
	const struct work *work = run_work(run);
	const char *layer = (const char *)&work->layer[scene_layer(scene) - 1];
	int index[3] = {scene_layer(scene), scene_unit(scene), 1};

	content->shared = true;
	content->one_height = sources != plain; /* what saturates has peaks of its own */
	content->second = scene->play->second;
	for (int i = 0; i < SERIES_MAX && sources[i].quantity; i++) {
		struct series *series = &content->series[content->count++];
		const struct quantity *quantity = quantity_find(sources[i].quantity);
		const double *values;
		double value;
		memcpy(&values, layer + sources[i].offset, sizeof values);
		*series = (struct series){.name = quantity->symbol,
			.values = values + (size_t)(index[1] - 1) * work->m,
			.count = work->m,
			.known = !quantity_read(run, quantity, index, &value),
			.lit = atom_lit(run, quantity, index),
			.mean.known = true,
			.sd.known = true};
		measure(series);
		if (i == 0 && sources != plain) {
			reveal(run, "mu", index, &series->mean);
			reveal(run, "var", index, &series->sd);
		}
	}
}

static void gather_features(const struct scene *scene, struct content *content)
{
	const struct run *run = scene->play->run;
	const struct dataset *data = &run->experiment->data;

	content->memory = malloc(FEATURES * data->train_count * sizeof *content->memory);
	for (int f = 0; f < FEATURES && content->memory; f++) {
		struct series *series = &content->series[content->count++];
		double *values = content->memory + (size_t)f * data->train_count;
		const double *x = experiment_x(run->experiment, run->at.stage, f);
		for (size_t i = 0; i < data->train_count; i++)
			values[i] = x[data->train[i]];
		*series = (struct series){.name = data->feature_name[f],
			.values = values,
			.count = data->train_count,
			.known = true,
			.lit = stage_writes(run->at.stage, "x")};
		measure(series);
		reveal(run, "input_mean", (int[3]){f + 1}, &series->mean);
		reveal(run, "input_var", (int[3]){f + 1}, &series->sd);
	}
}

void histograms_gather(const struct scene *scene, struct content *content)
{
	if (scene->play->run->at.epoch)
		gather_values(scene, content);
	else
		gather_features(scene, content);
}

const struct series *histograms_same(const struct content *content, const char *name)
{
	for (int i = 0; i < content->count; i++)
		if (strcmp(content->series[i].name, name) == 0)
			return &content->series[i];
	return NULL;
}

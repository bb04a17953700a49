#include "view/scene.h"

#include <string.h>

static int held(int wanted, int count)
{
	if (wanted < 1)
		return 1;
	return wanted > count ? (count > 0 ? count : 1) : wanted;
}

int scene_layer(const struct scene *scene)
{
	const struct run *run = scene->play->run;
	const struct model *model = &run->experiment->model;

	if (run->at.layer)
		return run->at.layer;
	if (run->at.stage == STAGE_LOSS || run->at.stage == STAGE_D_LOSS)
		return model->layers;
	for (int layer = 1; layer <= model->layers; layer++)
		if (model->layer[layer - 1].batch_norm)
			return layer;
	return 1;
}

int scene_unit(const struct scene *scene)
{
	const struct model *model = &scene->play->run->experiment->model;

	return held(scene->look.unit, model->layer[scene_layer(scene) - 1].units);
}

int scene_example(const struct scene *scene)
{
	return held(scene->look.example, (int)scene->play->run->work.m);
}

int scene_row(const struct scene *scene)
{
	return held(scene->look.row, (int)scene->play->run->experiment->data.rows);
}

bool scene_highlights(const struct scene *scene, const char *quantity)
{
	const struct stop *stop = &scene->play->lesson->stops[scene->play->stop];

	for (size_t i = 0; quantity && i < stop->highlight_count; i++)
		if (strcmp(stop->highlights[i].name, quantity) == 0)
			return true;
	return false;
}

#include "view/view.h"

#include <string.h>

#include "base/diag.h"
#include "base/utf8.h"

const struct view views[] = {
	{"prose", VIEW_TEXT, 20, 4, "what the lesson says at this stop", prose_title, prose_draw,
		NULL},
	{"formula", VIEW_TEXT, 24, 2, "the formula of this stage, with its numbers", formula_title,
		formula_draw, formula_rows},
	{"contours", VIEW_PICTURE, 24, 6, "the loss over two parameters, with the path so far",
		contours_title, contours_draw, NULL},
	{"data", VIEW_PICTURE, 20, 6, "the rows in the plane of the two features", data_title,
		data_draw, NULL},
	{"values", VIEW_LIST, 20, 3,
		"number by number: one unit's values over the batch, or the rows", values_title,
		values_draw, values_rows},
	{"histograms", VIEW_PICTURE, 24, 6, "how one unit's values are spread: z, zhat, ztilde",
		histograms_title, histograms_draw, NULL},
	{"loss", VIEW_PICTURE, 24, 5, "the loss of each batch so far", loss_title, loss_draw, NULL},
	{"histories", VIEW_PICTURE, 30, 6, "mu, var, gamma and beta of a unit over the batches",
		histories_title, histories_draw, NULL},
	{"drift", VIEW_PICTURE, 30, 6, "how what each layer gets moves over the batches",
		drift_title, drift_draw, NULL},
	{"network", VIEW_LIST, 20, 3, "the network, layer by layer, with the stage we are at",
		network_title, network_draw, NULL},
	{"invariants", VIEW_LIST, 24, 3,
		"what must hold of a batch norm, ticked as it becomes known", invariants_title,
		invariants_draw, NULL},
	{"eigen_error", VIEW_PICTURE, 24, 6,
		"a linear model's error along each eigenvector, predicted and measured",
		eigen_error_title, eigen_error_draw, NULL},
	{"mates", VIEW_PICTURE, 24, 6, "one row's values with other batch mates, and in test mode",
		mates_title, mates_draw, NULL},
	{"heat", VIEW_PICTURE, 24, 6, "how runs end over a grid of two settings: view.sweep_across",
		heat_title, heat_draw, NULL},
	{"statistics", VIEW_TABLE, 30, 2,
		"per unit: mu, var, gamma, beta, running averages; or per feature",
		statistics_title, statistics_draw, statistics_rows},
};
const size_t views_count = sizeof views / sizeof *views;
_Static_assert(sizeof views / sizeof *views <= VIEWS_MOST, "raise VIEWS_MOST");

const struct view *view_find(const char *name)
{
	for (size_t i = 0; i < views_count; i++)
		if (strcmp(views[i].name, name) == 0)
			return &views[i];
	return NULL;
}

static const char *name_at(const void *context, size_t i)
{
	(void)context;
	return i < views_count ? views[i].name : NULL;
}

const char *view_nearest(const char *name)
{
	return nearest_name(name, name_at, NULL);
}

void view_add_fitting(struct str *out, const char *const *texts, int w)
{
	while (*texts && utf8_width(*texts) > w)
		texts++;
	str_add(out, *texts ? *texts : "");
}

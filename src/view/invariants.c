#include <math.h>

#include "base/number.h"
#include "base/status.h"
#include "base/utf8.h"
#include "draw/wrap.h"
#include "engine/expression.h"
#include "engine/numbers.h"
#include "view/view.h"

/*
 * What must hold of the unit that is looked at, as soon as it is known; $l and $u are its layer and
 * unit. Source: maths of batch norm, Ioffe & Szegedy 2015, section 3; tolerances are for rounding.
 */
static const struct invariant {
	const char *words;
	const char *actual, *expected; /* expressions */
	double scale_tolerance;        /* of |expected| + 1 */
	bool first_layer;              /* written for two inputs */
} invariants[] = {
	{"mean of ẑ is 0", "zhat_mean($l,$u)", "0", 1e-9, false},
	{"var of ẑ is σ²/(σ² + ε)", "zhat_var($l,$u)", "var($l,$u)/(var($l,$u)+epsilon)", 1e-9,
		false},
	{"|ẑ| beyond √(m − 1) is 0", "max(abs(zhat($l,$u,$i)) - sqrt(m-1), 0)", "0", 1e-9, false},
	{"mean of ztilde is β", "ztilde_mean($l,$u) - shift($l,$u)", "beta_before($l,$u)", 1e-9,
		false},
	{"var of ztilde is γ² var(ẑ)", "ztilde_var($l,$u)/stretch($l,$u)^2",
		"gamma_before($l,$u)^2*zhat_var($l,$u)", 1e-9, false},
	{"sum of dz is 0", "d_z_sum($l,$u)", "0", 1e-9, false},
	{"w " UTF8_TIMES " dw is γ dγ ε/(σ² + ε)",
		"W_before($l,$u,1)*dW($l,$u,1) + W_before($l,$u,2)*dW($l,$u,2)",
		"gamma_before($l,$u)*d_gamma($l,$u)*epsilon/(var($l,$u)+epsilon)", 1e-9, true},
	{"db before a norm is 0", "db($l,$u)", "0", 1e-9, false},
};

void invariants_title(const struct scene *scene, struct frame_words *words)
{
	str_addf(&words->title, "what must hold · layer %d, unit %d", scene_layer(scene),
		scene_unit(scene));
}

static bool on_batch_numbers(const struct run *run, int layer)
{
	const struct model *model = &run->experiment->model;

	return run->at.epoch && model->layer[layer - 1].batch_norm && run->mode == MODE_TRAIN &&
	       model->norm_position == NORM_POSITION_BEFORE &&
	       model->normalize_with == NORMALIZE_WITH_BATCH &&
	       model->norm_gradient == NORM_GRADIENT_FULL;
}

/* 0 and the value of an expression of the unit; a status while it is not known. */
static int evaluate(const struct scene *scene, const char *text, double *ret_value)
{
	struct numbers_focus focus = {.layer = scene_layer(scene),
		.unit = scene_unit(scene),
		.example = scene_example(scene),
		.row = scene_row(scene)};
	struct str expression = {0}, why = {0};

	numbers_fill(scene->play->run, text, focus, &expression);
	int status =
		expression_evaluate(scene->play->run, str_text(&expression), ret_value, &why, NULL);
	str_free(&expression);
	str_free(&why);
	return status;
}

static void draw_line(const struct scene *scene, struct canvas *canvas, struct rect line,
	const struct invariant *i)
{
	double actual, expected;
	char value[NUMBER_MAX];

	if (evaluate(scene, i->actual, &actual) || evaluate(scene, i->expected, &expected)) {
		canvas_text_fit(canvas, line.x, line.y, ROLE_DIM, UTF8_UNKNOWN, 1);
		canvas_text_fit(canvas, line.x + 2, line.y, ROLE_DIM, i->words, line.w - 2);
		return;
	}
	bool holds = fabs(actual - expected) <= i->scale_tolerance * (1 + fabs(expected));
	number_short(value, actual, 3);
	int width = canvas_text_width(canvas, value);
	canvas_text(canvas, line.x, line.y, holds ? ROLE_UP : ROLE_WARNING, holds ? "✓" : "✗", 1);
	canvas_text_fit(canvas, line.x + 2, line.y, ROLE_TEXT, i->words, line.w - width - 4);
	canvas_text(canvas, line.x + line.w - width, line.y, ROLE_LIVE, value, width);
}

int invariants_rows(const struct scene *scene, int w, bool ascii)
{
	(void)scene, (void)w, (void)ascii;
	return sizeof invariants / sizeof *invariants;
}

void invariants_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	struct rect line = {area.x + 1, area.y, area.w - 2, 1};

	if (!on_batch_numbers(scene->play->run, scene_layer(scene))) {
		wrap_text(canvas, (struct rect){line.x, area.y, line.w, area.h}, ROLE_DIM,
			"These hold for a batch norm in training, with the batch's own numbers.");
		return;
	}
	for (size_t i = 0; i < sizeof invariants / sizeof *invariants; i++) {
		double value;
		if (line.y >= area.y + area.h)
			return;
		if (invariants[i].first_layer && scene_layer(scene) != 1)
			continue;
		if (evaluate(scene, invariants[i].actual, &value) == STATUS_COMBINATION)
			continue;
		draw_line(scene, canvas, line, &invariants[i]);
		line.y++;
	}
}

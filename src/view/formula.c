#include <stdlib.h>

#include "draw/wrap.h"
#include "engine/numbers.h"
#include "view/view.h"

enum { WORDS_FROM_H = 30 }; /* rows of a screen on which the formula is also said in words */

void formula_title(const struct scene *scene, struct frame_words *words)
{
	const struct stage_info *info = stage_info(scene->play->run->at.stage);

	str_add(&words->title, info->title);
}

static void fill_numbers(const struct scene *scene, const char *text, struct str *out)
{
	struct numbers_focus focus = {.layer = scene_layer(scene),
		.unit = scene_unit(scene),
		.example = scene_example(scene),
		.row = scene_row(scene)};

	numbers_fill(scene->play->run, text, focus, out);
}

/* What the stage divides by is a setting: the formula must say what is done, mistake or not. */
static const char *formula_text(const struct scene *scene)
{
	static const char *const divide[] = {[INPUT_SCALE_STD] = "x ← x / σ",
		[INPUT_SCALE_VARIANCE] = "x ← x / σ²   (not σ!)",
		[INPUT_SCALE_MINMAX] = "x ← x / (largest − smallest)"};
	const struct run *run = scene->play->run;
	const struct model *model = &run->experiment->model;

	if (run->at.stage == STAGE_INPUT_DIVIDE)
		return divide[run->experiment->settings.input.scale];
	if (run->at.stage == STAGE_LINEAR && !model->layer[run->at.layer - 1].bias)
		return "Z = W A";
	return stage_info(run->at.stage)->formula;
}

static struct wrap *wrap_formula(const struct scene *scene, int w, bool ascii)
{
	const struct stage_info *info = stage_info(scene->play->run->at.stage);
	struct wrap *wrap = wrap_new(w, ascii);
	struct str numbers = {0};

	if (!wrap)
		return NULL;
	const char *formula = formula_text(scene);
	if (formula) {
		struct wrap_run run = {.role = ROLE_STRONG, .text = formula};
		wrap_add(wrap, &run, 1, 0, 2);
	}
	if (info->numbers) {
		fill_numbers(scene, info->numbers, &numbers);
		struct wrap_run run = {.role = ROLE_LIT, .text = str_text(&numbers)};
		wrap_add(wrap, &run, 1, 0, 2);
	}
	struct wrap_run says = {.role = ROLE_DIM, .text = info->says};
	if (scene->h >= WORDS_FROM_H)
		wrap_add(wrap, &says, 1, 0, 0);
	str_free(&numbers);
	return wrap;
}

/* On a small screen a stage without a formula leaves its room to the lesson's words. */
int formula_rows(const struct scene *scene, int w, bool ascii)
{
	if (scene->h < WORDS_FROM_H && !formula_text(scene))
		return 0;
	struct wrap *wrap = wrap_formula(scene, w - 2, ascii);
	int lines = wrap ? wrap_lines(wrap) : 0;

	wrap_free(wrap);
	return lines;
}

void formula_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	struct rect inside = {area.x + 1, area.y, area.w - 2, area.h};
	struct wrap *wrap = wrap_formula(scene, inside.w, canvas->ascii);

	if (!wrap)
		return;
	wrap_draw(wrap, canvas, inside, 0);
	wrap_free(wrap);
}

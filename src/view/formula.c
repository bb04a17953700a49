#include <stdlib.h>

#include "draw/wrap.h"
#include "engine/numbers.h"
#include "engine/wording.h"
#include "view/view.h"

enum { WORDS_FROM_H = 30 }; /* rows of a screen on which the formula is also said in words */

void formula_title(const struct scene *scene, struct frame_words *words)
{
	str_add(&words->title, wording_at(scene->play->run, scene_layer(scene)).title);
}

static void fill_numbers(const struct scene *scene, const char *text, struct str *out)
{
	struct numbers_focus focus = {.layer = scene_layer(scene),
		.unit = scene_unit(scene),
		.example = scene_example(scene),
		.row = scene_row(scene)};

	numbers_fill(scene->play->run, text, focus, out);
}

static struct wrap *wrap_formula(const struct scene *scene, int w, bool ascii)
{
	struct wording words = wording_at(scene->play->run, scene_layer(scene));
	struct wrap *wrap = wrap_new(w, ascii);
	struct str numbers = {0};

	if (!wrap)
		return NULL;
	if (words.formula) {
		struct wrap_run run = {.role = ROLE_STRONG, .text = words.formula};
		wrap_add(wrap, &run, 1, 0, 2);
	}
	if (words.numbers && words.numbers[0]) {
		fill_numbers(scene, words.numbers, &numbers);
		struct wrap_run run = {.role = ROLE_LIT, .text = str_text(&numbers)};
		wrap_add(wrap, &run, 1, 0, 2);
	}
	struct wrap_run says = {.role = ROLE_DIM, .text = words.says};
	if (scene->h >= WORDS_FROM_H)
		wrap_add(wrap, &says, 1, 0, 0);
	str_free(&numbers);
	return wrap;
}

/* On a small screen a stage without a formula leaves its room to the lesson's words. */
int formula_rows(const struct scene *scene, int w, bool ascii)
{
	if (scene->h < WORDS_FROM_H && !wording_at(scene->play->run, scene_layer(scene)).formula)
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

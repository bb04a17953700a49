#include <string.h>

#include "view/screen.h"

enum { GAP = 3 };

static int hint_width(const struct canvas *canvas, const struct key_hint *hint)
{
	return canvas_text_width(canvas, hint->sign) + 1 + canvas_text_width(canvas, hint->word);
}

static int draw_hint(struct canvas *canvas, int x, int y, const struct key_hint *hint)
{
	x += canvas_text(canvas, x, y, ROLE_KEY, hint->sign, -1) + 1;
	return x + canvas_text(canvas, x, y, ROLE_DIM, hint->word, -1) + GAP;
}

static bool is_program(const struct key_hint *hint)
{
	return strcmp(hint->group, "Program") == 0;
}

static int program_width(const struct scene *scene, const struct canvas *canvas)
{
	int width = 0;

	for (size_t i = 0; i < scene->hint_count; i++)
		if (scene->hints[i].word && is_program(&scene->hints[i]))
			width += hint_width(canvas, &scene->hints[i]) + GAP;
	return width;
}

/* The keys that matter here, in the order of the table, as many as there is room for beside those
 * for help and for leaving, which are always there. */
void keyline_draw(const struct scene *scene, struct canvas *canvas, struct rect line)
{
	int x = line.x + 1, end = line.x + line.w - program_width(scene, canvas) + GAP;

	if (scene->message && scene->message[0]) {
		canvas_text_fit(canvas, x, line.y, ROLE_WARNING, scene->message, line.w - 2);
		return;
	}
	for (size_t i = 0; i < scene->hint_count; i++) {
		const struct key_hint *hint = &scene->hints[i];
		if (!hint->word || (!is_program(hint) && x + hint_width(canvas, hint) + GAP > end))
			continue;
		x = draw_hint(canvas, x, line.y, hint);
	}
}

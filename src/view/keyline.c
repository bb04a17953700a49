#include "view/screen.h"

/* The keys that matter here, in the order of the table, as many as there is room for. */
void keyline_draw(const struct scene *scene, struct canvas *canvas, struct rect line)
{
	int x = line.x + 1;

	if (scene->message && scene->message[0]) {
		canvas_text(canvas, x, line.y, ROLE_WARNING, scene->message, line.w - 2);
		return;
	}
	for (size_t i = 0; i < scene->hint_count; i++) {
		const struct key_hint *hint = &scene->hints[i];
		if (!hint->word)
			continue;
		int width = canvas_text_width(canvas, hint->sign) + 1 +
			    canvas_text_width(canvas, hint->word);
		if (x + width > line.x + line.w)
			return;
		x += canvas_text(canvas, x, line.y, ROLE_KEY, hint->sign, -1) + 1;
		x += canvas_text(canvas, x, line.y, ROLE_DIM, hint->word, -1) + 3;
	}
}

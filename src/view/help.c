#include <string.h>

#include "view/screen.h"

enum { KEYS_COLUMN = 24, KEYS_COLUMN_NARROW = 13, NARROW = 60 };

/* Rows of the whole page: a line a key, a heading and a gap a group. */
static int count_rows(const struct scene *scene)
{
	int rows = 0;
	const char *group = "";

	for (size_t i = 0; i < scene->hint_count; i++) {
		rows += 1 + (strcmp(group, scene->hints[i].group) != 0 ? 2 : 0);
		group = scene->hints[i].group;
	}
	return rows;
}

void help_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	struct rect inside =
		canvas_frame(canvas, area, "keys", "a count before a key repeats it", false);
	struct rect clip = canvas_clip(canvas, inside);
	int last = count_rows(scene) - inside.h;
	int scroll = scene->look.scroll < last ? scene->look.scroll : last;
	int y = inside.y - (scroll > 0 ? scroll : 0);
	int column = area.w < NARROW ? KEYS_COLUMN_NARROW : KEYS_COLUMN;
	const char *group = "";

	for (size_t i = 0; i < scene->hint_count; i++) {
		const struct key_hint *hint = &scene->hints[i];
		if (strcmp(group, hint->group) != 0) {
			y += i > 0;
			canvas_text(canvas, inside.x + 1, y++, ROLE_LABEL, hint->group, -1);
			group = hint->group;
		}
		canvas_text_fit(canvas, inside.x + 1, y, ROLE_KEY, hint->keys, column - 1);
		canvas_text_fit(canvas, inside.x + 1 + column, y++, ROLE_TEXT, hint->help,
			inside.w - column - 1);
	}
	canvas_clip_restore(canvas, clip);
}

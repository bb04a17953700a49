#include <stdio.h>

#include "draw/wrap.h"
#include "view/screen.h"

static const char *part_title(int part)
{
	static const char *const titles[] = {
		"Lessons", "Part 1 · inputs", "Part 2 · layers", "Part 3 · in practice"};

	return titles[part >= 1 && part <= 3 ? part : 0];
}

static int draw_entry(
	const struct scene *scene, struct canvas *canvas, struct rect area, int y, size_t i)
{
	const struct catalogue_entry *entry = &scene->catalogue->entries[i];
	bool chosen = i == scene->menu_line;
	enum role role = chosen ? ROLE_CHOICE : ROLE_STRONG;
	char number[40], minutes[24];

	snprintf(number, sizeof number, "%s %2zu  ", chosen ? "▸" : " ", i + 1);
	int x = area.x + 1;
	x += canvas_text(canvas, x, y, role, number, -1);
	x += canvas_text(canvas, x, y, role, entry->title, area.w - (x - area.x) - 9);
	snprintf(minutes, sizeof minutes, "%d min", entry->minutes);
	if (entry->minutes)
		canvas_text(canvas, area.x + area.w - 8, y, ROLE_DIM, minutes, -1);
	canvas_text(canvas, area.x + 7, y + 1, ROLE_DIM, entry->question, area.w - 8);
	return y + 2;
}

/* Entries scroll so that the chosen one is on the screen; two rows each. */
static size_t first_entry(const struct scene *scene, int rows)
{
	size_t room = rows > 4 ? (size_t)(rows - 2) / 2 : 1;

	return scene->menu_line >= room ? scene->menu_line - room + 1 : 0;
}

void menu_draw(const struct scene *scene, struct canvas *canvas, struct rect area, int *ret_y)
{
	static const char words[] =
		"Step through normalization in neural networks, forward and back, "
		"with every number on the screen.";
	int y = area.y, part = -1;

	canvas_text(canvas, area.x + 1, y++, ROLE_TITLE, "normscope", -1);
	struct rect lead = {area.x + 1, y, area.w - 2, 2};
	y += wrap_text(canvas, lead, ROLE_DIM, words) > 1 ? 3 : 2;
	for (size_t i = first_entry(scene, area.h - y); i < scene->catalogue->count; i++) {
		const struct catalogue_entry *entry = &scene->catalogue->entries[i];
		if (entry->part != part && y + 3 <= area.h) {
			canvas_text(canvas, area.x + 1, y, ROLE_LABEL, part_title(entry->part), -1);
			y += 1;
		}
		part = entry->part;
		if (y + 2 > area.h)
			return;
		if (i == scene->menu_line)
			*ret_y = y;
		y = draw_entry(scene, canvas, area, y, i);
	}
}

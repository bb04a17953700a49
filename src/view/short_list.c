#include "view/short_list.h"

#include "view/twins.h"

enum { ROWS_MOST = 9 }; /* more of them take too much height from the pictures */

int short_list_rows(const struct scene *scene, const struct view *view, int w)
{
	int most = 0;

	if (view->kind != VIEW_LIST || !view->rows)
		return 0;
	for (int side = SIDE_A; side < SIDES; side++) {
		struct scene spoken = twins_scene(scene, side);
		int rows = view->rows(&spoken, w - 2, scene->ascii) + 2;
		most = rows > most ? rows : most;
	}
	return most <= ROWS_MOST ? most : 0;
}

int short_lists_rows(
	const struct scene *scene, const struct view *const pictures[], int count, int w)
{
	int rows = 0;

	for (int i = 0; i < count; i++)
		rows += short_list_rows(scene, pictures[i], w);
	return rows;
}

int short_lists_others(
	const struct scene *scene, const struct view *const pictures[], int count, int w)
{
	int others = 0;

	for (int i = 0; i < count; i++)
		others += !short_list_rows(scene, pictures[i], w);
	return others;
}

struct rect short_lists_place(
	const struct scene *scene, struct rect area, struct wanted *pictures, struct layout *layout)
{
	const struct wanted all = *pictures;
	bool alone = !short_lists_others(scene, all.views, all.count, area.w);

	pictures->count = 0;
	for (int i = 0; i < all.count; i++) {
		int rows = short_list_rows(scene, all.views[i], area.w);
		if (!rows) {
			wanted_add(pictures, all.views[i]);
			continue;
		}
		struct rect part = {area.x, area.y, area.w, rows};
		if (alone && i + 1 == all.count)
			part.h = area.h;
		if (pictures->count)
			part.y += area.h - rows;
		else
			area.y += part.h;
		area.h -= part.h;
		layout_put(layout, all.views[i], twins_side(scene), part);
	}
	return area;
}

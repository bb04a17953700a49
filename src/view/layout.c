#include "view/layout.h"

#include <string.h>

#include "view/twins.h"

/* From the largest that fits: how many pictures, and the width of the column of text. */
static const struct size_class {
	int min_w, min_h;
	int pictures;
	int text_w;
	int table_rows; /* at most, inside the frame */
} size_classes[] = {
	{200, 40, 3, 56, 12},
	{160, 36, 3, 48, 8},
	{116, 28, 2, 40, 6},
	{72, 22, 1, 38, 4},
};

/* From here on there is room for more panels than a stop asks for: the lesson's usual ones. */
enum { FILL_FROM_W = 160 };

struct wanted {
	const struct view *views[LAYOUT_PANELS_MAX];
	int count;
};

static void want(struct wanted *wanted, const struct view *view)
{
	for (int i = 0; i < wanted->count; i++)
		if (wanted->views[i] == view)
			return;
	if (view && wanted->count < LAYOUT_PANELS_MAX)
		wanted->views[wanted->count++] = view;
}

/* Names between commas and blanks. */
static void want_list(struct wanted *wanted, const char *names)
{
	while (*names) {
		char name[32];
		names += strspn(names, ", ");
		size_t length = strcspn(names, ", ");
		if (length && length < sizeof name) {
			memcpy(name, names, length);
			name[length] = '\0';
			want(wanted, view_find(name));
		}
		names += length;
	}
}

/* The panels of the stop (or of a stop before it), then the settings', then all others. */
static struct wanted collect(const struct scene *scene)
{
	struct wanted wanted = {.count = 0};
	const struct lesson *lesson = scene->play->lesson;

	for (size_t i = scene->play->stop + 1; i-- > 0;) {
		const struct stop *stop = &lesson->stops[i];
		for (size_t j = 0; j < stop->show_count; j++)
			want(&wanted, view_find(stop->show[j].name));
		if (stop->show_count)
			break;
	}
	if (!wanted.count || scene->w >= FILL_FROM_W)
		want_list(&wanted, scene->play->experiment->settings.view.panels);
	return wanted;
}

static bool has_kind(const struct wanted *wanted, enum view_kind kind)
{
	for (int i = 0; i < wanted->count; i++)
		if (wanted->views[i]->kind == kind)
			return true;
	return false;
}

/* All pictures, the wanted ones first, turned by as many places as the learner asked for. */
static int list_pictures(const struct scene *scene, const struct wanted *wanted, int most,
	const struct view *ret_pictures[])
{
	struct wanted all = {.count = 0};

	for (int i = 0; i < wanted->count; i++)
		if (wanted->views[i]->kind == VIEW_PICTURE)
			want(&all, wanted->views[i]);
	int chosen = all.count;
	for (size_t i = 0; i < views_count; i++)
		if (views[i].kind == VIEW_PICTURE)
			want(&all, &views[i]);
	int count = scene->look.turn && chosen < 1 ? 1 : chosen;
	if (count > most)
		count = most;
	for (int i = 0; i < count; i++)
		ret_pictures[i] = all.views[(i + scene->look.turn) % all.count];
	return count;
}

void layout_put(struct layout *layout, const struct view *view, int side, struct rect area)
{
	if (layout->count < LAYOUT_PANELS_MAX && area.w >= view->min_w + 2 &&
		area.h >= view->min_h + 2)
		layout->panels[layout->count++] = (struct placed){view, area, side};
}

static int table_height(const struct scene *scene, const struct wanted *wanted,
	const struct size_class *size, int w, bool ascii)
{
	if (!has_kind(wanted, VIEW_TABLE))
		return 0;
	struct scene spoken = twins_scene(scene, twins_side(scene));
	int rows = view_find("statistics")->rows(&spoken, w - 2, ascii);
	return (rows > size->table_rows + 1 ? size->table_rows + 1 : rows) + 2;
}

static void place_text(
	const struct scene *scene, struct layout *layout, struct rect area, bool ascii)
{
	const struct view *formula = view_find("formula"), *prose = view_find("prose");
	int side = twins_side(scene);
	struct scene spoken = twins_scene(scene, side);
	int rows = formula->rows(&spoken, area.w - 2, ascii) + 2;

	if (rows > 2 && area.h - rows >= prose->min_h + 2) {
		layout_put(layout, formula, side, (struct rect){area.x, area.y, area.w, rows});
		area.y += rows;
		area.h -= rows;
	}
	layout_put(layout, prose, SIDE_A, area);
}

static void place_all(const struct scene *scene, const struct size_class *size, struct rect body,
	bool ascii, struct layout *layout)
{
	struct wanted wanted = collect(scene);
	const struct view *pictures[LAYOUT_PANELS_MAX];
	int count = list_pictures(scene, &wanted, size->pictures, pictures);
	int table = table_height(scene, &wanted, size, body.w, ascii);
	int text_w = count ? size->text_w : body.w;
	struct rect top = {body.x, body.y, body.w, body.h - table};

	bool together = twins_together(scene) && count;
	if (together)
		twins_place(pictures, count, (struct rect){top.x, top.y, top.w - text_w, top.h},
			layout);
	for (int i = 0; i < count && !together; i++) {
		int from = (top.w - text_w) * i / count, to = (top.w - text_w) * (i + 1) / count;
		layout_put(layout, pictures[i], twins_side(scene),
			(struct rect){top.x + from, top.y, to - from, top.h});
	}
	place_text(
		scene, layout, (struct rect){top.x + top.w - text_w, top.y, text_w, top.h}, ascii);
	if (table)
		layout_put(layout, view_find("statistics"), twins_side(scene),
			(struct rect){body.x, body.y + top.h, body.w, table});
}

/* A small screen, or a panel that was zoomed: one panel at a time, a picture of twins twice. */
static void keep_focused(const struct scene *scene, struct layout *layout, struct rect body)
{
	const struct view *view = layout->panels[layout->focus].view;
	bool both = twins_together(scene) && view->kind == VIEW_PICTURE;

	layout->panels[0] = layout->panels[layout->focus];
	layout->panels[0].area = body;
	layout->count = both ? 0 : 1;
	layout->focus = 0;
	for (int side = 0; side < SIDES; side++)
		layout->caption[side] = (struct rect){0};
	if (both)
		twins_place(&view, 1, body, layout);
}

static void place_single(const struct scene *scene, struct rect body, struct layout *layout)
{
	struct wanted wanted = {.count = 0};
	struct wanted chosen = collect(scene);

	want(&wanted, view_find("prose"));
	for (int i = 0; i < chosen.count; i++)
		want(&wanted, chosen.views[i]);
	want(&wanted, view_find("formula"));
	for (int i = 0; i < wanted.count; i++)
		layout->panels[layout->count++] = (struct placed){wanted.views[i], body,
			wanted.views[i] == view_find("prose") ? SIDE_A : twins_side(scene)};
}

static int focus_of(const struct scene *scene, const struct layout *layout)
{
	int prose = 0;

	for (int i = 0; i < layout->count; i++)
		if (strcmp(layout->panels[i].view->name, "prose") == 0)
			prose = i;
	return layout->count ? (prose + scene->look.focus) % layout->count : 0;
}

bool layout_make(const struct scene *scene, struct layout *ret_layout)
{
	int w = scene->w, h = scene->h;
	bool ascii = scene->ascii;
	struct rect body = {0, 1, w, h - 3};
	const struct size_class *size = NULL;

	*ret_layout = (struct layout){
		.header = {0, 0, w, 1}, .strip = {0, h - 2, w, 1}, .keys = {0, h - 1, w, 1}};
	if (w < LAYOUT_MIN_W || h < LAYOUT_MIN_H)
		return false;
	for (size_t i = 0; !size && i < sizeof size_classes / sizeof *size_classes; i++)
		if (w >= size_classes[i].min_w && h >= size_classes[i].min_h)
			size = &size_classes[i];
	if (size)
		place_all(scene, size, body, ascii, ret_layout);
	else
		place_single(scene, body, ret_layout);
	ret_layout->focus = focus_of(scene, ret_layout);
	ret_layout->panels_in_all = ret_layout->count;
	if ((!size || scene->look.zoom) && ret_layout->count)
		keep_focused(scene, ret_layout, body);
	return true;
}

int layout_pictures(void)
{
	int count = 0;

	for (size_t i = 0; i < views_count; i++)
		count += views[i].kind == VIEW_PICTURE;
	return count;
}

const struct view *layout_focus(const struct scene *scene)
{
	struct layout layout;

	if (!layout_make(scene, &layout) || !layout.count)
		return NULL;
	return layout.panels[layout.focus].view;
}

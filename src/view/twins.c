#include "view/twins.h"

#include <string.h>

#include "engine/difference.h"
#include "engine/lesson_look.h"
#include "engine/play_change.h"
#include "view/short_list.h"

enum {
	BESIDE_MIN_W = 116, /* of the screen: two pictures that can be read */
	BESIDE_MIN_H = 28,
	STACKED_MIN_W = 72,
	STACKED_MIN_H = 38,
	PICTURE_MIN_W = 32,   /* of one of two columns */
	PICTURE_H = 15,       /* of one in a column, with its frame */
	PICTURES_MOST = 2,    /* in a column */
	CAPTION_ONE_ROW = 60, /* from here on a name and why it waits stand in one row */
	DIFFERENCES_MOST = 2
};

bool twins_fit(const struct scene *scene)
{
	return (scene->w >= BESIDE_MIN_W && scene->h >= BESIDE_MIN_H) ||
	       (scene->w >= STACKED_MIN_W && scene->h >= STACKED_MIN_H);
}

bool twins_told(const struct scene *scene)
{
	const struct play *play = scene->play;
	const struct stop_look *said = lesson_look(play->lesson, play->stop);

	return play->twin &&
	       (scene->look.twin != LOOK_FIRST || !said || said->twin != LOOK_FIRST + 1);
}

bool twins_together(const struct scene *scene)
{
	return scene->play->twin && scene->look.twin == LOOK_BOTH && twins_fit(scene);
}

int twins_side(const struct scene *scene)
{
	if (!scene->play->twin)
		return SIDE_A;
	if (twins_together(scene))
		return scene->play->stand.wait != TWIN_IN_STEP ? SIDE_B : SIDE_A;
	return scene->look.twin == LOOK_SECOND ? SIDE_B : SIDE_A;
}

bool twins_share_rows(const struct scene *scene)
{
	const struct play *twin = scene->play->twin;

	return !twin || twin->experiment->data.rows == scene->play->experiment->data.rows;
}

struct scene twins_scene(const struct scene *scene, int side)
{
	struct scene other = *scene;

	if (side != SIDE_B || !scene->play->twin)
		return other;
	other.play = scene->play->twin;
	/* A row that is held is one of the first run: the second may have others. */
	other.held.on = scene->held.on && twins_share_rows(scene);
	return other;
}

bool twins_other(const struct scene *scene, struct scene *ret_other)
{
	if (!scene->play->twin)
		return false;
	*ret_other = *scene;
	ret_other->play = scene->play->twin;
	return true;
}

static int caption_rows(int w)
{
	return w < CAPTION_ONE_ROW ? 2 : 1;
}

static int least_rows(const struct scene *scene, const struct view *view, int w)
{
	int rows = short_list_rows(scene, view, w);

	return rows ? rows : PICTURE_H;
}

/* How many stand above each other: at least one, and beside short lists at most two. */
static int count_fitting(
	const struct scene *scene, const struct view *const pictures[], int count, int w, int h)
{
	int fitting = 0, used = 0, others = 0;

	for (; fitting < count; fitting++) {
		others += !short_list_rows(scene, pictures[fitting], w);
		used += least_rows(scene, pictures[fitting], w);
		if (fitting && (used > h || others > PICTURES_MOST))
			break;
	}
	return fitting;
}

/* Short lists have their rows, the others share what is left; the last one, where there are none. */
static void place_column(const struct scene *scene, const struct view *const pictures[], int count,
	struct rect area, int side, struct layout *layout)
{
	int rows = caption_rows(area.w);
	int others = short_lists_others(scene, pictures, count, area.w), placed = 0;

	layout->caption[side] = (struct rect){area.x, area.y, area.w, rows};
	area.y += rows;
	area.h -= rows;
	int shared = area.h - short_lists_rows(scene, pictures, count, area.w), y = area.y;
	for (int i = 0; i < count; i++) {
		int h = short_list_rows(scene, pictures[i], area.w);
		if (!h) {
			h = shared * (placed + 1) / others - shared * placed / others;
			placed++;
		} else if (!others && i + 1 == count) {
			h = area.y + area.h - y;
		}
		layout_put(layout, pictures[i], side, (struct rect){area.x, y, area.w, h});
		y += h;
	}
}

void twins_place(const struct scene *scene, const struct view *const pictures[], int count,
	struct rect area, struct layout *layout)
{
	bool beside = area.w >= 2 * PICTURE_MIN_W;
	/* Both get the same size to the cell: with equal units another width is another window. */
	int w = beside ? area.w / SIDES : area.w, h = beside ? area.h : area.h / SIDES;

	count = count_fitting(scene, pictures, count, w, h - caption_rows(w));
	for (int side = 0; side < SIDES; side++) {
		struct rect part = {area.x, area.y, w, h};
		if (beside)
			part.x += side * (area.w - w);
		else
			part.y += side * (area.h - h);
		place_column(scene, pictures, count, part, side, layout);
	}
}

static void print_name(const struct scene *scene, int side, int most, struct str *out)
{
	const struct play *first = scene->play->second ? scene->play->twin : scene->play;
	const struct course *course = play_course(first);

	str_add(out, side == SIDE_A ? "A · " : "B · ");
	difference_print((struct difference_of){course, side == SIDE_B},
		(struct difference_of){course, side == SIDE_A}, &first->experiment->model,
		(struct difference_form){.most = most}, out);
}

void twins_print_name(const struct scene *scene, int side, struct str *out)
{
	print_name(scene, side, DIFFERENCES_MOST, out);
}

/* "A · network.given differs": for a value that is too long to be told. */
static void print_setting(const struct scene *scene, int side, struct str *out)
{
	const struct play *play = scene->play;
	const struct settings *one = &play->run->experiment->settings;
	const struct settings *other = &play->twin->run->experiment->settings;
	size_t i = 0;

	while (i < settings_count && !twin_differs(one, other, &settings_table[i]))
		i++;
	if (i < settings_count)
		str_addf(out, "%c · %s differs", 'A' + side, settings_table[i].name);
}

static void print_one(const struct scene *scene, int side, struct str *out)
{
	print_name(scene, side, 1, out);
}

/* "A · optimizer = adam": without the group of its setting. */
static void print_brief(const struct scene *scene, int side, struct str *out)
{
	print_one(scene, side, out);
	difference_leave_group_out(out, strlen("A · "));
}

void twins_fit_name(
	const struct scene *scene, int side, const struct canvas *canvas, int room, struct str *out)
{
	static void (*const forms[])(const struct scene *scene, int side, struct str *out) = {
		twins_print_name, print_one, print_brief, print_setting};
	struct str name = {0};

	for (size_t form = 0; form < sizeof forms / sizeof *forms; form++) {
		str_clear(&name);
		forms[form](scene, side, &name);
		if (canvas_text_width(canvas, str_text(&name)) <= room)
			break;
		str_clear(&name);
	}
	str_add(out, name.len ? str_text(&name) : side == SIDE_A ? "A" : "B");
	str_free(&name);
}

/* Why the run waits, or that it does where there is no room for more. */
static void print_wait(
	const struct play *play, const struct canvas *canvas, int room, struct str *out)
{
	struct str why = {0};

	twin_print_wait(play->run, &play->stand, &why);
	if (why.len) {
		str_addf(out, play->stand.wait == TWIN_ENDED ? "%s" : "waits: %s", str_text(&why));
		if (canvas_text_width(canvas, str_text(out)) > room) {
			str_clear(out);
			str_add(out, play->stand.wait == TWIN_ENDED ? "diverged" : "waits");
		}
	}
	str_free(&why);
}

void twins_caption(const struct scene *scene, int side, struct canvas *canvas, struct rect area)
{
	struct scene own = twins_scene(scene, side);
	struct str name = {0}, wait = {0};
	int left = area.x + 1, end = area.x + area.w - 1;
	bool rows = area.h > 1;

	twins_fit_name(scene, side, canvas, end - left, &name);
	int width = canvas_text_width(canvas, str_text(&name));
	print_wait(own.play, canvas, rows ? end - left : end - left - width - 2, &wait);
	int used = canvas_text_width(canvas, str_text(&wait));
	if (!rows && used) { /* both in one row */
		str_clear(&name);
		twins_fit_name(scene, side, canvas, end - left - used - 2, &name);
		width = canvas_text_width(canvas, str_text(&name));
	}
	canvas_text_fit(canvas, left, area.y, ROLE_STRONG, str_text(&name), end - left);
	canvas_text(canvas, rows ? left + 4 : left + width + 2, area.y + rows, ROLE_WARNING,
		str_text(&wait), used);
	str_free(&name);
	str_free(&wait);
}

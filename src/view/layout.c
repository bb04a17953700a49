#include "view/layout.h"

#include <string.h>

#include "engine/wording.h"
#include "view/grid.h"
#include "view/question.h"
#include "view/short_list.h"
#include "view/twins.h"

/*
 * What a size of the screen allows, from the largest that fits. Nothing here, and nothing below,
 * asks for a number of the run: frames stand still while the learner steps.
 */
static const struct size_class {
	int min_w, min_h;
	int formula_rows; /* inside the frame, at most */
	int table_rows;   /* of units, at most */
	bool stacked;     /* words above the pictures, not beside them */
} size_classes[] = {
	{116, 44, 12, 12, false},
	{116, 36, 10, 8, false},
	{116, 28, 7, 6, false},
	{72, 34, 7, 6, false},
	{72, 22, 4, 4, false},
	{48, 44, 6, 6, true},
	{48, 34, 4, 2, true},
};

enum {
	TEXT_W = 38,         /* of the column of text at 80 cells */
	TEXT_W_MOST = 60,    /* longer lines are hard to read */
	TEXT_GROWS = 8,      /* a cell more for so many cells of the screen */
	FORMULA_LEAST = 4,   /* rows with the frame */
	CALM_FROM_H = 34,    /* from here the words have one height in all stops */
	BESIDE_FROM_W = 130, /* a table so wide need not go below the words, too */
	STACKED_WORDS_MOST = 12
};

/* The least that a picture gets: one that the stop asks for, and one that only fills; at the foot
 * of the text: a list, and any other. */
static const struct grid_cell asked = {36, 13}, filler = {54, 17}, asked_list = {36, 8};
static const struct grid_cell foot_list = {36, 12}, foot_picture = {36, 16};

void layout_put(struct layout *layout, const struct view *view, int side, struct rect area)
{
	if (layout->count < LAYOUT_PANELS_MAX && area.w >= view->min_w + 2 &&
		area.h >= view->min_h + 2)
		layout->panels[layout->count++] = (struct placed){view, area, side};
}

static int smaller(int a, int b)
{
	return a < b ? a : b;
}

static int larger(int a, int b)
{
	return a > b ? a : b;
}

/* Rows that the words need with their frame: of the stop, or the most of all stops. */
static int prose_need(const struct scene *scene, int w)
{
	struct play play = *scene->play;
	struct scene other = *scene;
	int most = prose_rows(scene, w - 2, scene->ascii);

	other.play = &play;
	if (scene->h >= CALM_FROM_H)
		for (play.stop = 0; play.stop < play.lesson->stop_count; play.stop++)
			most = larger(most, prose_rows(&other, w - 2, scene->ascii));
	return larger(most, view_find("prose")->min_h) + 2;
}

/* How the column of text is divided, from above. */
struct column {
	int formula, words, foot; /* rows; 0 where there is none */
};

/* True at the stop's own place where its stage has no formula, or its words answer a question. */
static bool spares_formula(const struct scene *scene)
{
	const struct play *play = scene->play;

	return play->run->at.index == play->stop_index[play->stop] &&
	       (!wording_at(play->run, scene_layer(scene)).formula || question_is_answered(scene));
}

/*
 * The words come first where it is narrow: the formula gets what they leave, within its limit. What
 * both leave is for a picture at the foot. A stop without a formula, or one that says what is right
 * and why, may fill the whole column with its words; the formula comes in, and the words can be
 * scrolled, as soon as the learner steps on.
 */
static struct column divide_column(
	const struct scene *scene, const struct size_class *size, int w, int h)
{
	int need = prose_need(scene, w);
	int upper = larger(FORMULA_LEAST, smaller(h - need, size->formula_rows + 2));

	if (h - upper < view_find("prose")->min_h + 2 ||
		(h - upper < need && spares_formula(scene)))
		upper = 0;
	int spare = h - upper - need;
	bool foot = spare >= foot_list.h && w >= foot_list.w;
	return (struct column){upper, foot ? need : h - upper, foot ? spare : 0};
}

static void place_column(const struct scene *scene, const struct column *column, struct rect area,
	const struct view *foot, struct layout *layout)
{
	int words = foot ? column->words : area.h - column->formula;

	layout_put(layout, view_find("formula"), twins_side(scene),
		(struct rect){area.x, area.y, area.w, column->formula});
	layout_put(layout, view_find("prose"), SIDE_A,
		(struct rect){area.x, area.y + column->formula, area.w, words});
	if (foot)
		layout_put(layout, foot, twins_side(scene),
			(struct rect){
				area.x, area.y + area.h - column->foot, area.w, column->foot});
}

/* For the larger of two runs: the table keeps its height when the other one is looked at. */
static int table_rows(const struct scene *scene, int w)
{
	int rows = 0;

	for (int side = SIDE_A; side < SIDES; side++) {
		struct scene spoken = twins_scene(scene, side);
		rows = larger(rows, view_find("statistics")->rows(&spoken, w - 2, scene->ascii));
	}
	return rows;
}

/* Where there is no room for the lines of both runs, one has as many as it alone needs. */
static int table_height(const struct scene *scene, const struct wanted *wanted,
	const struct size_class *size, int w)
{
	struct scene alone = *scene;
	int most = size->table_rows + 1, rows;

	if (!wanted_has(wanted, VIEW_TABLE))
		return 0;
	rows = table_rows(scene, w);
	alone.look.twin = LOOK_FIRST;
	return smaller(rows > most ? table_rows(&alone, w) : rows, most) + 2;
}

/* True where the first `count` fit into the area: short lists across it, and beside each other the
 * others, each at least as large as `least`. */
static bool pictures_fit(const struct scene *scene, struct rect area, const struct wanted *pictures,
	int count, struct grid_cell least)
{
	int others = short_lists_others(scene, pictures->views, count, area.w);

	area.h -= short_lists_rows(scene, pictures->views, count, area.w);
	return others ? grid_fits(area, others, least) : area.h >= 0;
}

/* The same of those that a stop asks for: below a short list, lists need less. */
static bool asked_fit(
	const struct scene *scene, struct rect area, const struct wanted *pictures, int count)
{
	int others = short_lists_others(scene, pictures->views, count, area.w), lists = 0;

	for (int i = 0; i < count; i++)
		lists += pictures->views[i]->kind == VIEW_LIST;
	return pictures_fit(scene, area, pictures, count,
		lists == count && count > others ? asked_list : asked);
}

/*
 * Those that the stop asks for, as many as fit into the area and `extra` other places; then the
 * lesson's usual ones, where they serve. One that the lesson keeps back while it asks for a
 * prediction could show what is asked.
 */
static struct wanted choose_pictures(const struct scene *scene, struct rect area, int extra)
{
	struct wanted stop = wanted_by_stop(scene), lesson = wanted_by_lesson(scene);
	struct wanted pictures = wanted_pictures(scene, &stop, GRID_MOST);

	while (pictures.count > 1 + extra &&
		!asked_fit(scene, area, &pictures, pictures.count - extra))
		pictures.count--;
	struct wanted more = wanted_pictures(scene, &lesson, GRID_MOST);
	for (int i = pictures.count; i < more.count; i++) {
		struct wanted with = pictures;
		wanted_add(&with, more.views[i]);
		if (!pictures.count ||
			(!question_is_prediction(scene) &&
				pictures_fit(scene, area, &with, with.count - extra, filler)))
			pictures = with;
	}
	return pictures;
}

/* What stands best at the foot of the text: the last list, else the last picture. A short list goes
 * there last, for it would leave much of it blank; −1 where nothing but lists would be left. */
static int find_foot(const struct scene *scene, const struct wanted *pictures, int w)
{
	int others = short_lists_others(scene, pictures->views, pictures->count, w);
	int last = -1, list = -1, lists = 0;

	for (int i = 0; i < pictures->count; i++)
		lists += pictures->views[i]->kind == VIEW_LIST;
	if (lists == pictures->count && others < 2)
		return -1;
	for (int i = 0; i < pictures->count; i++) {
		if (!short_list_rows(scene, pictures->views[i], w) == (others == 1))
			continue;
		last = i;
		if (pictures->views[i]->kind == VIEW_LIST)
			list = i;
	}
	return list < 0 ? last : list;
}

static const struct view *take_foot(
	const struct scene *scene, struct wanted *pictures, const struct column *column, int w)
{
	int at = find_foot(scene, pictures, w);

	if (!column->foot || pictures->count < 2 || at < 0)
		return NULL;
	const struct view *view = pictures->views[at];
	if (view->kind != VIEW_LIST && (column->foot < foot_picture.h || w < foot_picture.w))
		return NULL;
	pictures->count--;
	memmove(&pictures->views[at], &pictures->views[at + 1],
		(size_t)(pictures->count - at) * sizeof view);
	return view;
}

/* True where the stop itself stands behind the first batch. */
static bool stop_has_losses(const struct play *play)
{
	const struct timeline *t = &play->run->timeline;

	return play->stop_index[play->stop] >= (size_t)t->input_slots + (size_t)t->batch_slots;
}

/*
 * On a wide screen the foot of the text has a picture that twins need but once, so that those which are
 * drawn for each of them have the room: the loss, which is of both; before there is one the network,
 * which shows where the formula above it stands, unless the networks of both are asked for.
 */
static const struct view *take_foot_of_twins(
	const struct scene *scene, struct wanted *pictures, const struct column *column)
{
	const struct view *loss = view_find("loss"), *network = view_find("network");
	bool trained = stop_has_losses(scene->play);
	struct wanted others = {.count = 0};

	if (column->foot < foot_picture.h)
		return NULL;
	for (int i = 0; i < pictures->count; i++) {
		if (!trained && pictures->views[i] == network)
			return NULL;
		if (!trained || pictures->views[i] != loss)
			wanted_add(&others, pictures->views[i]);
	}
	if (!others.count)
		return NULL;
	*pictures = others;
	return trained ? loss : network;
}

/* The last ones stay away where all together do not fit. */
static void place_pictures(
	const struct scene *scene, struct rect area, struct wanted *pictures, struct layout *layout)
{
	struct rect areas[GRID_MOST];

	if (twins_together(scene) && pictures->count) {
		twins_place(scene, pictures->views, pictures->count, area, layout);
		return;
	}
	while (pictures->count > 1 && !asked_fit(scene, area, pictures, pictures->count))
		pictures->count--;
	area = short_lists_place(scene, area, pictures, layout);
	grid_place(area, pictures, asked, areas);
	for (int i = 0; i < pictures->count; i++)
		layout_put(layout, pictures->views[i], twins_side(scene), areas[i]);
}

static void place_table(
	const struct scene *scene, struct rect body, int w, int h, struct layout *layout)
{
	if (h)
		layout_put(layout, view_find("statistics"), twins_side(scene),
			(struct rect){body.x, body.y + body.h - h, w, h});
}

/* Pictures at the left, words at the right, the table below one or both. */
static void place_beside(const struct scene *scene, const struct size_class *size, struct rect body,
	struct layout *layout)
{
	int text_w = smaller(TEXT_W + (body.w - 80) / TEXT_GROWS, TEXT_W_MOST);
	bool beside = body.w - text_w >= BESIDE_FROM_W;
	struct wanted wanted = beside ? wanted_by_lesson(scene) : wanted_by_stop(scene);
	int table_w = beside ? body.w - text_w : body.w;
	int table = table_height(scene, &wanted, size, table_w);
	struct rect area = {body.x, body.y, body.w - text_w, body.h - table};
	struct rect text = {body.x + area.w, body.y, text_w, beside ? body.h : area.h};
	struct column column = divide_column(scene, size, text.w, text.h);
	struct wanted pictures = choose_pictures(scene, area, column.foot > 0);

	if (!pictures.count) { /* nothing but words and perhaps a table */
		text = (struct rect){body.x, body.y, body.w, area.h};
		column = divide_column(scene, size, text.w, text.h);
		table_w = body.w;
	}
	const struct view *foot = !twins_together(scene)
					  ? take_foot(scene, &pictures, &column, text.w)
				  : beside ? take_foot_of_twins(scene, &pictures, &column)
					   : NULL;
	place_pictures(scene, area, &pictures, layout);
	place_column(scene, &column, text, foot, layout);
	place_table(scene, body, table_w, table, layout);
}

/* A tall and narrow screen: words, pictures, table, one above the other. The words have the rows that
 * they need; what is left is for pictures, and theirs where there are none. */
static void place_stacked(const struct scene *scene, const struct size_class *size,
	struct rect body, struct layout *layout)
{
	struct wanted wanted = wanted_by_stop(scene);
	int table = table_height(scene, &wanted, size, body.w);
	int words = smaller(prose_need(scene, body.w), STACKED_WORDS_MOST);
	int upper = words + size->formula_rows + 2;
	struct rect area = {body.x, body.y + upper, body.w, body.h - upper - table};
	struct wanted pictures = choose_pictures(scene, area, 0);

	if (!pictures.count)
		upper = body.h - table;
	struct rect text = {body.x, body.y, body.w, upper};
	struct column column = divide_column(scene, size, text.w, text.h);

	place_column(scene, &column, text, NULL, layout);
	place_pictures(scene, area, &pictures, layout);
	place_table(scene, body, body.w, table, layout);
}

/* A small screen, or a panel that was zoomed: one panel at a time, a picture of twins twice. */
static void keep_focused(const struct scene *scene, struct layout *layout, struct rect body)
{
	const struct view *view = layout->panels[layout->focus].view;
	bool both = twins_together(scene) && view_is_picture(view);

	layout->panels[0] = layout->panels[layout->focus];
	layout->panels[0].area = body;
	layout->count = both ? 0 : 1;
	layout->focus = 0;
	for (int side = 0; side < SIDES; side++)
		layout->caption[side] = (struct rect){0};
	if (both)
		twins_place(scene, &view, 1, body, layout);
}

static void place_single(const struct scene *scene, struct rect body, struct layout *layout)
{
	struct wanted order = {.count = 0};
	struct wanted stop = wanted_by_stop(scene);
	struct wanted chosen = stop.count ? stop : wanted_by_lesson(scene);

	wanted_add(&order, view_find("prose"));
	wanted_add(&order, view_find("formula"));
	for (int i = 0; i < chosen.count; i++)
		wanted_add(&order, chosen.views[i]);
	for (int i = 0; i < order.count; i++)
		layout_put(layout, order.views[i],
			order.views[i] == view_find("prose") ? SIDE_A : twins_side(scene), body);
}

static int focus_of(const struct scene *scene, const struct layout *layout)
{
	int prose = 0;

	for (int i = 0; i < layout->count; i++)
		if (strcmp(layout->panels[i].view->name, "prose") == 0)
			prose = i;
	return layout->count ? (prose + scene->look.focus) % layout->count : 0;
}

static const struct size_class *find_size(int w, int h)
{
	for (size_t i = 0; i < sizeof size_classes / sizeof *size_classes; i++)
		if (w >= size_classes[i].min_w && h >= size_classes[i].min_h)
			return &size_classes[i];
	return NULL;
}

/* From here on there is a row for the losses above the strip of time. */
enum { STRIP_FROM_H = 36 };

/* A room talks about the choices and how it voted: where they do not fit beside the pictures, the words
 * have the whole screen. */
static void make_room_for_votes(const struct scene *scene, struct rect body, struct layout *layout)
{
	for (int i = 0; i < layout->count && question_is_voted_on(scene); i++) {
		struct rect area = layout->panels[i].area;
		if (layout->panels[i].view != view_find("prose") ||
			prose_rows_at_once(scene, area.w - 2, scene->ascii) <= area.h - 2)
			continue;
		layout->focus = i;
		layout->place = 0;
		keep_focused(scene, layout, body);
		layout->panels_in_all = 1;
	}
}

bool layout_make(const struct scene *scene, struct layout *ret_layout)
{
	int w = scene->w, h = scene->h;
	int strip = h >= STRIP_FROM_H ? 2 : 1;
	struct rect body = {0, 1, w, h - 2 - strip};
	const struct size_class *size = find_size(w, h);

	*ret_layout = (struct layout){.header = {0, 0, w, 1},
		.strip = {0, h - 1 - strip, w, strip},
		.keys = {0, h - 1, w, 1}};
	if (w < LAYOUT_MIN_W || h < LAYOUT_MIN_H)
		return false;
	if (!size)
		place_single(scene, body, ret_layout);
	else if (size->stacked)
		place_stacked(scene, size, body, ret_layout);
	else
		place_beside(scene, size, body, ret_layout);
	ret_layout->focus = ret_layout->place = focus_of(scene, ret_layout);
	ret_layout->panels_in_all = ret_layout->count;
	if ((!size || scene->look.zoom) && ret_layout->count)
		keep_focused(scene, ret_layout, body);
	else
		make_room_for_votes(scene, body, ret_layout);
	return true;
}

int layout_pictures(void)
{
	int count = 0;

	for (size_t i = 0; i < views_count; i++)
		count += view_is_picture(&views[i]);
	return count;
}

bool layout_shows(const struct scene *scene, const char *view)
{
	struct layout layout;

	if (!layout_make(scene, &layout))
		return false;
	for (int i = 0; i < layout.count; i++)
		if (strcmp(layout.panels[i].view->name, view) == 0)
			return true;
	return false;
}

const struct view *layout_focus(const struct scene *scene)
{
	struct layout layout;

	if (!layout_make(scene, &layout) || !layout.count)
		return NULL;
	return layout.panels[layout.focus].view;
}

#include <math.h>
#include <stddef.h>

#include "base/number.h"
#include "base/utf8.h"
#include "view/atom.h"
#include "view/batches.h"
#include "view/twins.h"
#include "view/view.h"

enum {
	LINES = 2, /* of one unit in a plot */
	GROUPS_MAX = 3,
	OTHERS_MAX = 8, /* units, up to which the others are drawn, too */
	DIGITS_MOST = 3,
	DIGITS_LEAST = 2,
	VALUES_FROM = 56 /* cells of width, from which a line's name has its value behind it */
};

/* A line: what it shows of a unit, and which stage makes the newest batch's value known. */
struct line {
	const char *name, *quantity;
	enum history_of of;
	enum stage from;
	enum role role;
	bool others; /* drawn of the other units, too */
};

/* Lines that share an axis of values, which holds `least` to `most` in any case. */
struct group {
	struct line line[LINES];
	double least, most;
};

/* clang-format off */
static const struct group norm_groups[] = {
	{{{"μ", "mu", HISTORY_MU, STAGE_MEAN, ROLE_MU, true},
	  {"run μ", "running_mu", HISTORY_RUNNING_MU, STAGE_RUNNING, ROLE_TEXT, false}}, 0, 0},
	{{{"σ²", "var", HISTORY_VAR, STAGE_VARIANCE, ROLE_VAR, true},
	  {"run σ²", "running_var", HISTORY_RUNNING_VAR, STAGE_RUNNING, ROLE_TEXT, false}}, 0, 1},
	{{{"γ", "gamma", HISTORY_GAMMA, STAGE_UPDATE, ROLE_GAMMA, true},
	  {"β", "beta", HISTORY_BETA, STAGE_UPDATE, ROLE_BETA, true}}, 0, 1},
};
static const struct group plain_groups[] = {
	{{{"length of w", "W", HISTORY_W_NORM, STAGE_UPDATE, ROLE_TEXT, true}}, 0, 0},
	{{{"b", "b", HISTORY_B, STAGE_UPDATE, ROLE_BETA, true}}, 0, 0},
};
/* clang-format on */

static bool has_norm(const struct scene *scene)
{
	return scene->play->run->experiment->model.layer[scene_layer(scene) - 1].batch_norm;
}

static int units_of(const struct scene *scene)
{
	return scene->play->run->experiment->model.layer[scene_layer(scene) - 1].units;
}

/* A unit without b has no second group. */
static int groups_of(const struct scene *scene, const struct group **ret_groups)
{
	const struct run *run = scene->play->run;
	int layer = scene_layer(scene);

	*ret_groups = has_norm(scene) ? norm_groups : plain_groups;
	if (has_norm(scene))
		return sizeof norm_groups / sizeof *norm_groups;
	return isnan(history_start(&run->history, layer, 1, HISTORY_B)) ? 1 : 2;
}

void histories_title(const struct scene *scene, struct frame_words *words)
{
	bool norm = has_norm(scene);
	const char *const endings[] = {norm ? " · μ, σ², γ, β over the batches"
					    : " · its weights over the batches; no batch norm here",
		norm ? " · over the batches" : " · no batch norm here", ""};

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		str_clear(&words->title);
		str_addf(&words->title, "layer %d, unit %d%s", scene_layer(scene),
			scene_unit(scene), endings[i]);
		if (utf8_width(str_text(&words->title)) <= words->w)
			break;
	}
	if (scene->play->run->history.stride > 1)
		str_addf(&words->note, "every %zuth batch · ", scene->play->run->history.stride);
	if (units_of(scene) > 1)
		str_addf(&words->note, "%sU: next unit",
			units_of(scene) <= OTHERS_MAX ? "dim: other units · " : "");
}

/* One line of one unit, as far as it is known here. Index 0 is the start where it has a value. */
struct known {
	const struct history *history;
	const struct line *line;
	int layer, unit;
	double start;
	size_t samples;
};

static struct known known_of(const struct scene *scene, const struct line *line, int unit)
{
	const struct run *run = scene->play->run;
	int layer = scene_layer(scene);

	return (struct known){&run->history, line, layer, unit,
		history_start(&run->history, layer, unit, line->of),
		run_samples(run, line->from, line->from == STAGE_UPDATE ? 0 : layer)};
}

static double sample_of(const void *context, size_t i)
{
	const struct known *known = context;

	return history_unit(known->history, i, known->layer, known->unit, known->line->of);
}

static void widen(struct batches_range *range, double value)
{
	if (!isfinite(value))
		return;
	range->lo = fmin(range->lo, value);
	range->hi = fmax(range->hi, value);
}

static void widen_by(
	struct batches_range *range, const struct scene *scene, const struct group *group)
{
	bool all = units_of(scene) <= OTHERS_MAX;
	int first = all ? 1 : scene_unit(scene), last = all ? units_of(scene) : first;

	for (int l = 0; l < LINES && group->line[l].name; l++)
		for (int unit = first; unit <= last; unit++) {
			struct known known = known_of(scene, &group->line[l], unit);
			widen(range, known.start);
			for (size_t i = 0; i < known.samples; i++)
				widen(range, sample_of(&known, i));
		}
}

/* A twin whose layer has the same lines counts, so that both are drawn on one axis. */
static struct batches_range range_of(const struct scene *scene, const struct group *group)
{
	struct batches_range range = {group->least, group->most};
	struct scene twin;

	widen_by(&range, scene, group);
	if (twins_other(scene, &twin) && has_norm(&twin) == has_norm(scene))
		widen_by(&range, &twin, group);
	return range;
}

static void draw_curve(
	const struct plot *plot, struct canvas *canvas, const struct known *known, enum role role)
{
	struct pen pen = plot_pen(plot, canvas, role);
	double stride = (double)known->history->stride;

	plot_curve(plot, &pen,
		&(struct plot_curve){sample_of, known, known->samples, .x0 = 1, .dx = stride});
	if (isnan(known->start))
		return;
	double first = known->samples ? sample_of(known, 0) : known->start;
	plot_line(plot, &pen, (struct segment){0, known->start, known->samples ? 1 : 0, first});
}

static void draw_lines(const struct scene *scene, const struct group *group,
	const struct plot *plot, struct canvas *canvas)
{
	int chosen = scene_unit(scene), units = units_of(scene);

	for (int l = 0; l < LINES && units <= OTHERS_MAX; l++)
		for (int unit = 1; group->line[l].others && unit <= units; unit++) {
			struct known known = known_of(scene, &group->line[l], unit);
			if (unit != chosen)
				draw_curve(plot, canvas, &known, ROLE_DIM);
		}
	/* The running averages, which lie among what they follow, come last and stay whole. */
	for (int l = 0; l < LINES; l++)
		if (group->line[l].name) {
			struct known known = known_of(scene, &group->line[l], chosen);
			draw_curve(plot, canvas, &known, group->line[l].role);
		}
}

static double newest(const struct known *known)
{
	return known->samples ? sample_of(known, known->samples - 1) : known->start;
}

/* The row of a line's name: that of its newest value, held within the plot. */
static int name_row(const struct plot *plot, double value)
{
	int cell = axis_cell(&plot->y, value), top = plot->area.h - 1;

	cell = cell < 0 ? 0 : cell > top ? top : cell;
	return plot->area.y + top - cell;
}

/* Two names never stand on one row: the one with the smaller value goes below, or the other above. */
static void part_rows(const struct plot *plot, const double value[LINES], int row[LINES])
{
	int low = value[0] < value[1] ? 0 : 1;

	if (row[0] != row[1])
		return;
	if (row[low] < plot->area.y + plot->area.h - 1)
		row[low]++;
	else
		row[1 - low]--;
}

static void draw_name(const struct scene *scene, const struct line *line, struct canvas *canvas,
	struct rect place, double value)
{
	const struct quantity *quantity = quantity_find(line->quantity);
	bool lit = atom_lit(
		scene->play->run, quantity, (int[3]){scene_layer(scene), scene_unit(scene), 1});
	enum role role = lit ? ROLE_LIT : line->role;
	int used = canvas_text(canvas, place.x, place.y, role, line->name, place.w);
	char number[NUMBER_MAX];

	for (int digits = DIGITS_MOST; digits >= DIGITS_LEAST; digits--) {
		number_short(number, value, digits);
		if (place.w - used - 1 < canvas_text_width(canvas, number))
			continue;
		canvas_text(canvas, place.x + used + 1, place.y, role, number, -1);
		return;
	}
}

static void draw_names(const struct scene *scene, const struct group *group,
	const struct plot *plot, struct canvas *canvas, int w)
{
	double value[LINES];
	int row[LINES];

	for (int l = 0; l < LINES; l++) {
		struct known known = known_of(scene, &group->line[l], scene_unit(scene));
		value[l] = group->line[l].name ? newest(&known) : NAN;
		row[l] = name_row(plot, value[l]);
	}
	if (!isnan(value[0]) && !isnan(value[1]))
		part_rows(plot, value, row);
	for (int l = 0; l < LINES && plot->area.h > 0; l++)
		if (!isnan(value[l]))
			draw_name(scene, &group->line[l], canvas,
				(struct rect){plot->area.x + plot->area.w + 1, row[l], w - 1, 1},
				value[l]);
}

/* Cells for the widest name, and its value where the panel is wide. */
static int names_width(const struct scene *scene, const struct canvas *canvas, int area_w)
{
	const struct group *groups;
	int widest = 0, count = groups_of(scene, &groups);

	for (int i = 0; i < count; i++)
		for (int l = 0; l < LINES && groups[i].line[l].name; l++) {
			int width = canvas_text_width(canvas, groups[i].line[l].name);
			widest = width > widest ? width : widest;
		}
	return 1 + widest + (area_w >= VALUES_FROM ? 8 : 0);
}

/* The same for twins, whatever either has to name: a batch stands in one column of both pictures. */
static int right_margin(const struct scene *scene, const struct canvas *canvas, int area_w)
{
	struct scene twin;
	int own = names_width(scene, canvas, area_w), other = 0;

	if (twins_other(scene, &twin))
		other = names_width(&twin, canvas, area_w);
	return own > other ? own : other;
}

/* Where not all groups can be shown, those up to the one that the stage works on. */
static int first_shown(const struct scene *scene, const struct group *groups, int count, int shown)
{
	int lit = 0;

	for (int i = 0; i < count; i++)
		for (int l = 0; l < LINES && groups[i].line[l].name; l++)
			if (stage_writes(scene->play->run->at.stage, groups[i].line[l].quantity))
				lit = i;
	return lit < shown ? 0 : lit - shown + 1;
}

void histories_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	const struct group *groups;
	const struct run *run = scene->play->run;
	int count = groups_of(scene, &groups);
	struct rect clip = canvas_clip(canvas, area);
	struct batches_room room = {area, 0, right_margin(scene, canvas, area.w)};
	struct batches_range ranges[GROUPS_MAX];

	int shown = batches_fit(&room, count);
	groups += first_shown(scene, groups, count, shown);
	for (int i = 0; i < shown; i++)
		ranges[i] = range_of(scene, &groups[i]);
	struct batches_stack stack = batches_lay_out(run, &room, ranges, shown, canvas->ascii);
	batches_axes(run, &stack, canvas);
	for (int i = 0; i < shown; i++) {
		draw_lines(scene, &groups[i], &stack.plot[i], canvas);
		draw_names(scene, &groups[i], &stack.plot[i], canvas, room.right);
	}
	canvas_clip_restore(canvas, clip);
}

#include <math.h>
#include <stdlib.h>

#include "draw/contour.h"
#include "draw/lattice.h"
#include "draw/scatter.h"
#include "draw/shade.h"
#include "engine/decision_shelf.h"
#include "engine/quantity.h"
#include "engine/ruler.h"
#include "view/atom.h"
#include "view/data_parts.h"
#include "view/layout.h"
#include "view/view.h"

enum {
	EQUAL_UP_TO = 8, /* ranges that differ by more cannot share a unit on one screen */
	FIELD_LEVELS = 9,
	KEY_FROM_H = 8, /* rows of the picture itself */
	ROOM_X = 9,
	ROOM_Y = 3
};

static void include_rows(struct data_range *r, const struct run *run, int feature)
{
	double least, most;

	experiment_range(run->experiment, run->at.stage, feature, &least, &most);
	r->lo = fmin(r->lo, least);
	r->hi = fmax(r->hi, most);
}

/* As it was; where rows leave the axes, wider by quarters of them: not by a little at every step. */
static struct data_range hold_still(
	const struct held_row *held, struct data_range rows, int feature)
{
	double first = held->first[feature], last = held->last[feature];
	double quarter = (last - first) / 4;
	struct data_range still = {held->lo[feature], held->hi[feature]};

	if (rows.lo < first)
		still.lo = first - quarter * ceil((first - rows.lo) / quarter);
	if (rows.hi > last)
		still.hi = last + quarter * ceil((rows.hi - last) / quarter);
	return still;
}

struct data_range data_range_of(const struct scene *scene, int feature)
{
	const struct run *run = scene->play->run;
	struct data_range r = {0, 0};

	include_rows(&r, run, feature);
	if (run->twin)
		include_rows(&r, run->twin, feature);
	if (scene->held.on)
		return hold_still(&scene->held, r, feature);
	if (!(r.hi > r.lo))
		r = (struct data_range){-1, 1};
	double margin = 0.06 * (r.hi - r.lo);
	return (struct data_range){r.lo - margin, r.hi + margin};
}

bool data_equal_units(const struct scene *scene)
{
	struct data_range a = data_range_of(scene, 0), b = data_range_of(scene, 1);
	double ratio = (a.hi - a.lo) / (b.hi - b.lo);

	return ratio < EQUAL_UP_TO && ratio > 1.0 / EQUAL_UP_TO;
}

size_t data_lit_row(const struct scene *scene)
{
	const struct run *run = scene->play->run;

	if (scene->held.on)
		return scene->held.row;
	return run->at.epoch ? run->work.rows[scene_example(scene) - 1]
			     : (size_t)scene_row(scene) - 1;
}

bool data_has_field(const struct run *run)
{
	return run->at.epoch > 0;
}

/* Later the features stand where these stages put them, and marks would only cover rows. */
static bool knows(const struct run *run, const char *quantity)
{
	double value;

	return !run->at.epoch &&
	       !quantity_read(run, quantity_find(quantity), (int[3]){1, 0, 0}, &value);
}

bool data_knows_mean(const struct run *run)
{
	return knows(run, "input_mean");
}

bool data_knows_variance(const struct run *run)
{
	return knows(run, "input_var");
}

/* --- the plane --------------------------------------------------------------------------------- */

static struct lattice lattice_of(const struct run *run, int feature)
{
	return lattice_find(
		experiment_x(run->experiment, run->at.stage, feature), run->experiment->data.rows);
}

/* Of both runs where there are two: their axes must not differ. */
struct lattice data_lattice(const struct run *run, int feature)
{
	struct lattice mine = lattice_of(run, feature);
	struct lattice other = run->twin ? lattice_of(run->twin, feature) : mine;

	return mine.first == other.first && mine.step == other.step ? mine
								    : (struct lattice){.step = 0};
}

/* Data at even steps stand on whole cells, where the screen has room for that. */
static void put_on_cells(
	const struct scene *scene, const struct data_range ranges[2], bool equal, struct plot *plot)
{
	struct lattice lattices[2];
	const double lo[] = {ranges[0].lo, ranges[1].lo}, hi[] = {ranges[0].hi, ranges[1].hi};

	for (int f = 0; f < FEATURES; f++)
		lattices[f] =
			scene->held.on ? scene->held.lattice[f] : data_lattice(scene->play->run, f);
	if (equal) {
		lattice_fit_equal(lattices, lo, hi, ROOM_X, ROOM_Y, &plot->x, &plot->y);
		return;
	}
	lattice_fit(&lattices[0], lo[0], hi[0], ROOM_X, &plot->x);
	lattice_fit(&lattices[1], lo[1], hi[1], ROOM_Y, &plot->y);
}

static struct plot outline(
	const struct scene *scene, bool ascii, const struct data_range ranges[2], struct rect area)
{
	const struct dataset *data = &scene->play->experiment->data;
	struct plot_limits limits = {ranges[0].lo, ranges[0].hi, ranges[1].lo, ranges[1].hi,
		.equal = data_equal_units(scene)};

	return plot_layout(area, &limits, data->feature_name[0], data->feature_name[1], ascii);
}

/* Where rows are quarters of cells nothing but the colour tells the classes apart. */
bool data_has_key(const struct scene *scene, bool ascii, struct rect area)
{
	const struct dataset *data = &scene->play->experiment->data;

	if (!data->classes || ascii)
		return false;
	struct data_range ranges[2] = {data_range_of(scene, 0), data_range_of(scene, 1)};
	struct plot plot = outline(scene, ascii, ranges, area);
	return plot.area.h >= KEY_FROM_H &&
	       scatter_size(plot.area, data->rows) == SCATTER_QUADRANTS;
}

struct plot data_layout(const struct scene *scene, bool ascii, struct rect area)
{
	struct data_range ranges[2] = {data_range_of(scene, 0), data_range_of(scene, 1)};

	if (data_has_key(scene, ascii, area))
		area = (struct rect){area.x, area.y + 1, area.w, area.h - 1};
	struct plot plot = outline(scene, ascii, ranges, area), even = plot;

	if (plot.area.w < 1 || plot.area.h < 1)
		return plot;
	put_on_cells(scene, ranges, data_equal_units(scene), &even);
	/* The gutter was made for the labels of the axis before. */
	int gutter = plot.area.x - plot.whole.x - 1;
	return !plot.has_y || axis_label_width(&even.y, ascii) <= gutter ? even : plot;
}

/* "■ long  ■ short", in the colours of the rows. */
static void draw_key(const struct scene *scene, struct canvas *canvas, struct rect row)
{
	const struct dataset *data = &scene->play->experiment->data;
	static const char among[] = "test rows among them";
	int x = row.x + 1, end = row.x + row.w;

	for (int class = 0; class < 2; class ++) {
		struct point point = {.class = class};
		const char *name = data->class_name[class];
		int width = canvas_text_width(canvas, name);
		if (x + 2 + width > end)
			return;
		canvas_put(canvas, x, row.y, 0x25A0, scatter_role(&point));
		canvas_text(canvas, x + 2, row.y, ROLE_LABEL, name, width);
		x += 2 + width + 2;
	}
	if (data->test_count && x + canvas_text_width(canvas, among) <= end)
		canvas_text(canvas, x, row.y, ROLE_DIM, among, -1);
}

/* --- behind the rows --------------------------------------------------------------------------- */

/* Where both features are zero: the place that centring moves the rows to. */
static void draw_zero(const struct plot *plot, struct canvas *canvas)
{
	struct pen pen = plot_pen(plot, canvas, ROLE_AXIS);
	double at = axis_position(&plot->y, 0);
	/* Where 0 is the edge of two cells, the line stands in the upper one, as its tick's label. */
	double up = fabs(at - round(at)) < 1e-6 ? (plot->y.hi - plot->y.lo) * 1e-6 : 0;

	plot_line(plot, &pen, (struct segment){plot->x.lo, up, plot->x.hi, up});
	plot_line(plot, &pen, (struct segment){0, plot->y.lo, 0, plot->y.hi});
}

/* The levels of the answer: of a class even shares, else even steps over the targets. */
static struct levels field_levels(const struct dataset *data)
{
	double lo = INFINITY, hi = -INFINITY;

	if (data->classes)
		return shade_levels(0, 1, FIELD_LEVELS);
	for (size_t i = 0; i < data->rows; i++) {
		lo = fmin(lo, data->y[i]);
		hi = fmax(hi, data->y[i]);
	}
	return shade_levels(lo, hi, hi > lo ? FIELD_LEVELS : 0);
}

static void draw_field(const struct scene *scene, const struct plot *plot, struct canvas *canvas)
{
	const struct run *run = scene->play->run;
	const struct dataset *data = &run->experiment->data;
	struct window window = {plot->x.lo, plot->x.hi, plot->y.lo, plot->y.hi};
	struct field field = {
		.x0 = plot->x.lo, .x1 = plot->x.hi, .y0 = plot->y.lo, .y1 = plot->y.hi};
	struct levels levels = field_levels(data);

	contour_field_size(plot->area, &field.nx, &field.ny);
	decision_afford(run, &field.nx, &field.ny);
	struct decision_shelf none = {.clock = 0}, *shelf = &none;
	if (scene->landscape)
		shelf = landscape_decisions(scene->landscape);
	field.z = decision_shelf_find(shelf, run, window, field.nx, field.ny);
	if (field.z)
		shade_draw(plot, canvas, &field, &levels, data->classes ? 0.5 : NAN);
	decision_shelf_free(&none);
}

/* --- the rows ---------------------------------------------------------------------------------- */

static void fill_points(const struct scene *scene, struct point *points)
{
	const struct run *run = scene->play->run;
	const struct dataset *data = &run->experiment->data;
	const double *x = experiment_x(run->experiment, run->at.stage, 0);
	const double *y = experiment_x(run->experiment, run->at.stage, 1);

	for (size_t i = 0; i < data->rows; i++) {
		points[i] = (struct point){.x = x[i],
			.y = y[i],
			.class = data->classes ? data->y[i] > 0.5 : -1,
			.test = true};
	}
	bool part = run->at.epoch && run->work.m < data->train_count;
	bool drawn = stage_writes(run->at.stage, "x_batch");
	for (size_t i = 0; part && i < run->work.m; i++)
		points[run->work.rows[i]].state = drawn ? POINT_LIT : POINT_BATCH;
	points[data_lit_row(scene)].state = POINT_LIT;
	for (size_t i = 0; i < data->train_count; i++)
		points[data->train[i]].test = false;
}

bool data_shares_dots(const struct scene *scene, struct rect area)
{
	const struct run *run = scene->play->run;
	const struct dataset *data = &run->experiment->data;
	struct plot plot = data_layout(scene, scene->ascii, area);
	const double *first = experiment_x(run->experiment, run->at.stage, 0);
	const double *second = experiment_x(run->experiment, run->at.stage, 1);
	size_t cells = (size_t)(plot.area.w > 0 ? plot.area.w : 0) *
		       (size_t)(plot.area.h > 0 ? plot.area.h : 0);
	bool *taken = calloc(cells + 1, sizeof *taken), shared = false;

	for (size_t i = 0; taken && !shared && i < data->rows; i++) {
		int x, y;
		if (!plot_cell(&plot, first[i], second[i], &x, &y))
			continue;
		bool *cell = &taken[(y - plot.area.y) * plot.area.w + x - plot.area.x];
		shared |= *cell;
		*cell = true;
	}
	free(taken);
	return shared;
}

static void draw_rows(const struct scene *scene, const struct plot *plot, struct canvas *canvas)
{
	size_t rows = scene->play->experiment->data.rows;
	struct point *points = malloc(rows * sizeof *points);

	if (!points)
		return;
	fill_points(scene, points);
	scatter_draw(plot, canvas, points, rows);
	free(points);
}

/* Cells from a click to a row, a row counted as two: a cell is about twice as high as wide. */
enum { REACH = 4 };

int data_row_at(const struct scene *scene, struct rect area, int x, int y)
{
	const struct run *run = scene->play->run;
	struct plot plot = data_layout(scene, scene->ascii, area);
	const double *first = experiment_x(run->experiment, run->at.stage, 0);
	const double *second = experiment_x(run->experiment, run->at.stage, 1);
	int nearest = 0, least = REACH + 1;

	for (size_t i = 0; i < run->experiment->data.rows; i++) {
		int cell_x, cell_y;
		if (!plot_cell(&plot, first[i], second[i], &cell_x, &cell_y))
			continue;
		int far = abs(cell_x - x) + 2 * abs(cell_y - y);
		if (far < least) {
			least = far;
			nearest = (int)i + 1;
		}
	}
	return nearest;
}

/* --- mean and spread --------------------------------------------------------------------------- */

/* The colour of the quantity, or lit at the stage that computes it, as in formula and table. */
static enum role role_here(const struct run *run, const char *name)
{
	const struct quantity *quantity = quantity_find(name);

	return atom_lit(run, quantity, (int[3]){1, 0, 0}) ? ROLE_LIT : atom_role(quantity);
}

/* The box of one standard deviation around the mean, on the training rows. */
static void draw_box(const struct plot *plot, struct canvas *canvas, struct input_spread x,
	struct input_spread y, enum role role)
{
	struct pen pen = plot_pen(plot, canvas, role);
	double sx = sqrt(x.var), sy = sqrt(y.var);
	double x0 = x.mean - sx, x1 = x.mean + sx, y0 = y.mean - sy, y1 = y.mean + sy;

	plot_line(plot, &pen, (struct segment){x0, y0, x1, y0});
	plot_line(plot, &pen, (struct segment){x0, y1, x1, y1});
	plot_line(plot, &pen, (struct segment){x0, y0, x0, y1});
	plot_line(plot, &pen, (struct segment){x1, y0, x1, y1});
}

static void draw_mean(const struct plot *plot, struct canvas *canvas, struct input_spread x,
	struct input_spread y, enum role role)
{
	int cell_x, cell_y;

	if (plot_cell(plot, x.mean, y.mean, &cell_x, &cell_y))
		canvas_put(canvas, cell_x, cell_y, 0x25C9, role);
}

/* Brackets around the row that the arrows move, or choose where the panel has the focus. */
static void draw_chosen(const struct scene *scene, const struct plot *plot, struct canvas *canvas)
{
	const struct run *run = scene->play->run;
	size_t row = data_lit_row(scene);
	bool held = scene->held.on;
	int x, y;

	if (!held && layout_focus(scene) != view_find("data"))
		return;
	if (!plot_cell(plot, experiment_x(run->experiment, run->at.stage, 0)[row],
		    experiment_x(run->experiment, run->at.stage, 1)[row], &x, &y))
		return;
	struct rect clip = canvas_clip(canvas, plot->area);
	canvas_put(canvas, x - 1, y, held ? '[' : '(', held ? ROLE_KEY : ROLE_STRONG);
	canvas_put(canvas, x + 1, y, held ? ']' : ')', held ? ROLE_KEY : ROLE_STRONG);
	canvas_clip_restore(canvas, clip);
}

/* The way that the held row has come. */
static void draw_way(const struct scene *scene, const struct plot *plot, struct canvas *canvas)
{
	const struct run *run = scene->play->run;
	const struct experiment *e = run->experiment;
	size_t row = scene->held.row;
	double from[FEATURES];
	struct pen pen = plot_pen(plot, canvas, ROLE_LIT);

	if (!scene->held.on)
		return;
	experiment_shown(e, run->at.stage, row, scene->held.from, from);
	plot_line(plot, &pen,
		(struct segment){from[0], from[1], experiment_x(e, run->at.stage, 0)[row],
			experiment_x(e, run->at.stage, 1)[row]});
}

void data_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	const struct run *run = scene->play->run;
	struct plot plot = data_layout(scene, canvas->ascii, area);
	struct input_spread x, y;

	if (data_has_key(scene, canvas->ascii, area))
		draw_key(scene, canvas, (struct rect){area.x, area.y, area.w, 1});

	if (data_knows_mean(run)) { /* each is a pass over all rows */
		x = input_spread(run, 0);
		y = input_spread(run, 1);
	}
	if (data_has_field(run))
		draw_field(scene, &plot, canvas);
	else
		draw_zero(&plot, canvas);
	if (data_knows_variance(run))
		draw_box(&plot, canvas, x, y, role_here(run, "input_var"));
	draw_way(scene, &plot, canvas);
	draw_rows(scene, &plot, canvas);
	if (data_knows_mean(run))
		draw_mean(&plot, canvas, x, y, role_here(run, "input_mean"));
	draw_chosen(scene, &plot, canvas);
	plot_axes(&plot, canvas);
}

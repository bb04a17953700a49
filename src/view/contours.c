#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"
#include "draw/contour.h"
#include "engine/parameter.h"
#include "view/view.h"

/* What is held still, over which rows, in what units: in full, or as short as the frame wants. */
static void write_note(const struct run *run, bool brief, struct str *note)
{
	struct view_of_loss view = landscape_view(run);
	size_t rows = view.all_rows ? run->experiment->data.train_count : run->work.m;
	bool equal = run->experiment->settings.view.axes == VIEW_AXES_EQUAL;
	const char *between = brief ? ", " : " · ";
	struct str held = {0};

	if (brief)
		str_add(note, view.all_rows ? "all rows" : "batch");
	else
		str_addf(note, view.all_rows ? "all %zu rows" : "the %zu rows of this batch", rows);
	landscape_held(run, brief, &held);
	if (held.len)
		str_addf(note, "%s%s", between, str_text(&held));
	str_addf(note, "%s%s", between,
		equal   ? "equal units"
		: brief ? "unequal"
			: "unequal units");
	str_free(&held);
}

static void write_plane(const struct run *run, const char *lead, struct str *title)
{
	static const char *const planes[SPREAD_COUNT] = {
		[SPREAD_HESSIAN] = "eigenvectors at the start",
		[SPREAD_RANDOM] = "two random directions",
		[SPREAD_PATH] = "the principal plane of the path"};

	str_add(title, lead);
	if (run->spread.kind == SPREAD_PAIR)
		parameter_print_pair(&run->experiment->model, run->spread.offset, title);
	else
		str_add(title, planes[run->spread.kind]);
}

/* What an axis is: a parameter, or a direction with its eigenvalue or its share of the path. */
static void write_axis(const struct run *run, int axis, struct str *title)
{
	char figure[NUMBER_MAX];

	number_trim(figure, run->spread.figure[axis], 2);
	switch (run->spread.kind) {
	case SPREAD_PAIR:
		parameter_symbol(
			parameter_at(&run->experiment->model, run->spread.offset[axis]), title);
		break;
	case SPREAD_HESSIAN:
		str_addf(title, "λ %s", figure);
		break;
	case SPREAD_PATH:
		number_trim(figure, 100 * run->spread.figure[axis], 2);
		str_addf(title, "%s %%", figure);
		break;
	default:
		str_add(title, axis ? "v" : "u");
		break;
	}
}

void contours_title(const struct scene *scene, struct frame_words *words)
{
	const struct run *run = scene->play->run;

	write_plane(run, "loss over ", &words->title);
	if (utf8_width(str_text(&words->title)) > words->w) {
		str_clear(&words->title);
		write_plane(run, "", &words->title);
	}
	write_note(run, false, &words->note);
	if (utf8_width(str_text(&words->note)) > words->w) {
		str_clear(&words->note);
		write_note(run, true, &words->note);
	}
}

static enum contour_rule level_rule(const struct scene *scene)
{
	static const enum contour_rule rules[] = {[VIEW_LEVELS_SQRT] = CONTOUR_SQRT,
		[VIEW_LEVELS_LOG] = CONTOUR_LOG,
		[VIEW_LEVELS_QUANTILE] = CONTOUR_QUANTILE};
	int levels = scene->look.levels < 0 ? scene->play->run->experiment->settings.view.levels
					    : scene->look.levels;

	return rules[levels];
}

enum { PATH_POINTS = 4096 };

/*
 * The path so far, with the point behind the update as its last; of a long run every second, fourth
 * … point, so that a picture costs the same however long the run is. The caller frees *ret_memory.
 */
static struct contour_path make_path(const struct run *run, double **ret_memory)
{
	struct plane_point at = landscape_point(run);
	size_t steps = run->at.step < run->trail.count ? run->at.step + 1 : run->trail.count;
	size_t every = 1, count = 0;

	while (steps / every > PATH_POINTS)
		every *= 2;
	size_t room = steps / every + 3;
	double *x = *ret_memory = malloc(2 * room * sizeof *x), *y = x + room;
	if (!x)
		return (struct contour_path){.count = 0};
	for (size_t i = 0; i < steps; i += every) {
		x[count] = run->trail.u[i];
		y[count++] = run->trail.v[i];
	}
	if (run_reached(run, STAGE_UPDATE, 0) || every > 1) {
		x[count] = at.u;
		y[count++] = at.v;
	}
	return (struct contour_path){.x = x, .y = y, .count = count};
}

/* Down the slope: −gradient, a third of the picture long, so that its direction can be read. */
static void draw_descent(const struct plot *plot, struct canvas *canvas, const struct run *run)
{
	struct plane_point at = landscape_point(run);
	double width = plot->x.hi - plot->x.lo, height = plot->y.hi - plot->y.lo;
	double reach = fmax(fabs(at.du) / width, fabs(at.dv) / height);

	if (!at.has_gradient || !(reach > 0) || !isfinite(reach))
		return;
	struct pen pen = plot_pen(plot, canvas, ROLE_GRADIENT);
	double scale = 1 / (3 * reach);
	plot_line(plot, &pen,
		(struct segment){at.u, at.v, at.u - scale * at.du, at.v - scale * at.dv});
}

static struct plot lay_out(
	const struct scene *scene, struct canvas *canvas, struct rect area, struct str titles[2])
{
	const struct run *run = scene->play->run;
	struct window window = landscape_window(run);
	struct plot_limits limits = {window.x0, window.x1, window.y0, window.y1,
		.equal = run->experiment->settings.view.axes == VIEW_AXES_EQUAL};

	for (int i = 0; i < 2; i++)
		write_axis(run, i, &titles[i]);
	return plot_layout(
		area, &limits, str_text(&titles[0]), str_text(&titles[1]), canvas->ascii);
}

/* An ASCII map's digits are numbers of bands, not losses: the first row says which. */
static void draw_key(const struct plot *plot, struct canvas *canvas, const struct levels *levels)
{
	struct str key = {0};

	str_add(&key, "loss: ");
	levels_key(levels, &key);
	struct rect line = {plot->area.x, plot->area.y, plot->area.w, 1};
	canvas_fill(canvas, line, ' ', ROLE_TEXT);
	canvas_text_fit(canvas, line.x, line.y, ROLE_LEVEL, str_text(&key), line.w);
	str_free(&key);
}

/*
 * Levels of the field, or of both fields where there are twins: a colour is then the same loss on
 * either side.
 */
static struct levels choose_levels(
	const struct scene *scene, const struct field *field, struct rect area)
{
	const struct run *twin = scene->play->run->twin;
	struct window shown = {field->x0, field->x1, field->y0, field->y1};
	size_t count = (size_t)field->nx * (size_t)field->ny;
	struct field all = *field;
	double *z = NULL;
	const double *other =
		twin ? landscape_field(scene->landscape, twin, shown, field->nx, field->ny) : NULL;

	if (other)
		z = malloc(2 * count * sizeof *z);
	if (z) {
		memcpy(z, field->z, count * sizeof *z);
		memcpy(z + count, other, count * sizeof *z);
		all.z = z;
		all.ny *= 2;
	}
	struct levels levels = levels_choose(&all, level_rule(scene), levels_count(area));
	free(z);
	return levels;
}

void contours_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	const struct run *run = scene->play->run;
	struct view_of_loss view = landscape_view(run);
	struct str titles[2] = {{0}, {0}};
	struct plot plot = lay_out(scene, canvas, area, titles);
	struct field field = {.x0 = plot.x.lo, .x1 = plot.x.hi, .y0 = plot.y.lo, .y1 = plot.y.hi};
	struct window shown = {plot.x.lo, plot.x.hi, plot.y.lo, plot.y.hi};
	double *memory;

	contour_field_size(plot.area, &field.nx, &field.ny);
	landscape_afford(run, &field.nx, &field.ny);
	field.z = landscape_field(scene->landscape, run, shown, field.nx, field.ny);
	struct contour_path path = make_path(run, &memory);
	path.has_minimum = view.has_minimum;
	path.minimum_x = view.minimum[0];
	path.minimum_y = view.minimum[1];
	if (field.z) {
		struct levels levels = choose_levels(scene, &field, plot.area);
		contour_fill(&plot, canvas, &field, &levels);
		draw_descent(&plot, canvas, run);
		contour_path(&plot, canvas, &path);
		contour_labels(&plot, canvas, &field, &levels);
		if (canvas->ascii)
			draw_key(&plot, canvas, &levels);
	}
	plot_axes(&plot, canvas);
	free(memory);
	str_free(&titles[0]);
	str_free(&titles[1]);
}

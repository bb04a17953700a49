#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "draw/contour.h"
#include "engine/memo.h"
#include "view/contours_words.h"
#include "view/ghosts.h"
#include "view/view.h"

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
	size_t room = steps / every + 4;
	double *x = *ret_memory = malloc(2 * room * sizeof *x), *y = x + room;
	if (!x)
		return (struct contour_path){.count = 0};
	for (size_t i = 0; i < steps; i += every) {
		x[count] = run->trail.u[i];
		y[count++] = run->trail.v[i];
	}
	/* The step that the update makes is drawn whole, however few of the others are. */
	if (steps > 0 && (steps - 1) % every) {
		x[count] = run->trail.u[steps - 1];
		y[count++] = run->trail.v[steps - 1];
	}
	if (run_reached(run, STAGE_UPDATE, 0)) {
		x[count] = at.u;
		y[count++] = at.v;
	}
	return (struct contour_path){
		.x = x, .y = y, .count = count, .lit = stage_writes(run->at.stage, "W")};
}

/* --- the legend -------------------------------------------------------------------------------- */

enum { LEGEND_FROM_W = 36, LEGEND_FROM_H = 14, SIGNS_MAX = 6 };

struct sign {
	uint32_t glyph, ascii; /* ascii 0: the glyph's own spelling */
	enum role role;
	const char *word;
};

static void draw_sign(struct canvas *canvas, struct rect row, int *x, const struct sign *sign)
{
	int width = 2 + canvas_text_width(canvas, sign->word);

	if (*x + width > row.x + row.w)
		return;
	canvas_put(canvas, *x, row.y, canvas->ascii && sign->ascii ? sign->ascii : sign->glyph,
		sign->role);
	canvas_text(canvas, *x + 2, row.y, ROLE_DIM, sign->word, -1);
	*x += width + 2;
}

static int signs_width(const struct canvas *canvas, const struct sign *const signs[], size_t count)
{
	int width = 0;

	for (size_t i = 0; i < count; i++)
		width += 4 + canvas_text_width(canvas, signs[i]->word);
	return width - 2;
}

/* Names the signs of the picture. What it says does not change while the run goes on. */
static void draw_legend(const struct run *run, struct canvas *canvas, struct rect row)
{
	static const struct sign start = {CONTOUR_START, 0, ROLE_START, "start"},
				 step = {CONTOUR_STEP, CONTOUR_STEP_ASCII, ROLE_PATH, "step"},
				 now = {CONTOUR_NOW, 0, ROLE_POINT, "now"},
				 down = {0x2192, 0, ROLE_GRADIENT, "downhill"},
				 gradient = {0x2192, 0, ROLE_GRADIENT, "downhill (−gradient)"},
				 minimum = {CONTOUR_MINIMUM, 0, ROLE_MINIMUM, "minimum"},
				 axes = {0x2504, ':', ROLE_EIGEN, "eigenvectors"},
				 ray = {0x2504, ':', ROLE_EIGEN, "ray"};
	const struct sign *signs[SIGNS_MAX] = {&start, &step, &now, &gradient};
	size_t count = 4;
	int x = row.x;

	if (landscape_view(run).has_minimum)
		signs[count++] = &minimum;
	if (run->spread.kind == SPREAD_PAIR)
		signs[count++] = landscape_has_rays(run) ? &ray : &axes;
	if (signs_width(canvas, signs, count) > row.w)
		signs[3] = &down;
	for (size_t i = 0; i < count; i++)
		draw_sign(canvas, row, &x, signs[i]);
}

/* --- what lies under the path ------------------------------------------------------------------ */

/* Down the slope: −gradient. Its length grows with the logarithm of the gradient's. */
static void draw_descent(const struct plot *plot, struct canvas *canvas, const struct run *run)
{
	struct plane_point at = landscape_point(run);
	double size = hypot(at.du, at.dv);

	if (!at.has_gradient || !(size > 0) || !isfinite(size))
		return;
	double share = fmin(fmax(0.16 + 0.07 * log10(size), 0.06), 0.45);
	contour_arrow(plot, canvas, &(struct contour_arrow){at.u, at.v, -at.du, -at.dv, share});
}

/*
 * The eigenvectors as the axes of a level line: half as long as the picture the flattest, each
 * other by √(λmin / λ); through the minimum of a bowl, else through where the run stands.
 */
static void draw_axes(const struct plot *plot, struct canvas *canvas, const struct run *run,
	const struct bend *bend,
	void (*draw)(const struct plot *, struct canvas *, const struct contour_axis *))
{
	struct view_of_loss view = landscape_view(run);
	struct plane_point at = landscape_point(run);
	double x = view.has_minimum ? view.minimum[0] : at.u;
	double y = view.has_minimum ? view.minimum[1] : at.v;
	double w = plot->x.hi - plot->x.lo, h = plot->y.hi - plot->y.lo;
	double least = fmin(fabs(bend->lambda[0]), fabs(bend->lambda[1]));

	for (int i = 0; i < 2; i++) {
		double u = bend->axis[i][0], v = bend->axis[i][1];
		double reach = 0.4 / fmax(fabs(u) / w, fabs(v) / h);
		bool longest = bend->flat[i] || fabs(bend->lambda[i]) <= least;
		double shrink = longest ? 1 : sqrt(least / fabs(bend->lambda[i]));
		struct str name = {0};
		/* An axis of a cell or two would say nothing of its direction. */
		reach *= fmax(shrink, 0.15);
		contours_lambda_name(bend, i, &name);
		draw(plot, canvas,
			&(struct contour_axis){x, y, reach * u, reach * v, str_text(&name)});
		str_free(&name);
	}
}

static void draw_under_path(const struct plot *plot, struct canvas *canvas, const struct run *run,
	const struct bend *bend)
{
	struct plane_point at = landscape_point(run);

	if (landscape_has_rays(run))
		contour_ray(plot, canvas, &(struct contour_axis){0, 0, at.u, at.v, NULL});
	else if (bend->known)
		draw_axes(plot, canvas, run, bend, contour_axis);
	draw_descent(plot, canvas, run);
}

/* Behind the path, which they must not be cut by. */
static void draw_names(const struct plot *plot, struct canvas *canvas, const struct run *run,
	const struct bend *bend)
{
	if (bend->known && !landscape_has_rays(run))
		draw_axes(plot, canvas, run, bend, contour_axis_name);
}

/* --- the picture ------------------------------------------------------------------------------- */

static struct plot lay_out(const struct scene *scene, struct rect area, struct str titles[2])
{
	const struct run *run = scene->play->run;
	struct window window = landscape_window(run);
	struct plot_limits limits = {window.x0, window.x1, window.y0, window.y1,
		.equal = run->experiment->settings.view.axes == VIEW_AXES_EQUAL};

	for (int i = 0; i < 2; i++)
		contours_axis_name(run, i, &titles[i]);
	return plot_layout(area, &limits, str_text(&titles[0]), str_text(&titles[1]), scene->ascii);
}

/* An ASCII map's digits are numbers of bands, not losses: the first row says which. */
static void draw_key(const struct plot *plot, struct canvas *canvas, const struct levels *levels)
{
	struct str key = {0};

	str_add(&key, "loss: ");
	levels_key(levels, plot->area.w - (int)key.len, &key);
	struct rect line = {plot->area.x, plot->area.y, plot->area.w, 1};
	canvas_fill(canvas, line, ' ', ROLE_TEXT);
	canvas_text_fit(canvas, line.x, line.y, ROLE_LEVEL, str_text(&key), line.w);
	str_free(&key);
}

static struct field field_of(const struct landscape_picture *picture, const struct plot *plot)
{
	return (struct field){.nx = picture->nx,
		.ny = picture->ny,
		.z = picture->z,
		.x0 = plot->x.lo,
		.x1 = plot->x.hi,
		.y0 = plot->y.lo,
		.y1 = plot->y.hi};
}

/* A picture and its twin's as one field, or the first alone; the caller frees the values. */
static struct field join(const struct landscape_picture *one, const struct landscape_picture *other,
	const struct plot *plot, double **ret_memory)
{
	struct field field = field_of(one, plot);
	size_t count = (size_t)one->nx * (size_t)one->ny;
	bool alike = one->z && other->z && one->nx == other->nx && one->ny == other->ny;
	double *z = *ret_memory = alike ? malloc(2 * count * sizeof *z) : NULL;

	if (z) {
		memcpy(z, one->z, count * sizeof *z);
		memcpy(z + count, other->z, count * sizeof *z);
		field.z = z;
		field.ny *= 2;
	}
	return field;
}

/* What the levels are chosen from: the run and its twin, now and at the start. */
struct sights {
	struct landscape_picture now, start, twin_now, twin_start;
};

/* Those of the twin are asked for last: the one that is looked at must not wait for them. */
static struct sights look(const struct scene *scene, const struct plot *plot)
{
	const struct run *run = scene->play->run, *twin = run->twin;
	struct window shown = {plot->x.lo, plot->x.hi, plot->y.lo, plot->y.hi};
	struct sights sights = {.twin_now = {.z = NULL}};
	int nx, ny;

	contour_field_size(plot->area, &nx, &ny);
	landscape_afford(run, &nx, &ny);
	sights.now = landscape_picture(scene->landscape, run, shown, nx, ny);
	sights.start = landscape_start(scene->landscape, run, shown);
	if (twin) {
		sights.twin_now = landscape_picture(scene->landscape, twin, shown, nx, ny);
		sights.twin_start = landscape_start(scene->landscape, twin, shown);
	}
	sights.now.waits |= sights.start.waits || sights.twin_start.waits;
	return sights;
}

/*
 * Levels come from the start of the run, seen through this window, so that they stand still while
 * the run goes on (see levels_keep); where there are twins from both, so that a colour is the same
 * loss on either side.
 */
static struct levels find_levels(
	const struct scene *scene, const struct plot *plot, const struct sights *sights)
{
	double *memory[2];
	struct field first = join(&sights->start, &sights->twin_start, plot, &memory[0]);
	struct field now = join(&sights->now, &sights->twin_now, plot, &memory[1]);
	struct levels levels = levels_keep(
		first.z ? &first : &now, &now, level_rule(scene), levels_count(plot->area));

	free(memory[0]);
	free(memory[1]);
	return levels;
}

/* The frame's words, the picture and the next drawing ask for the same levels of the same pictures. */
static struct levels choose_levels(
	const struct scene *scene, const struct plot *plot, const struct sights *sights)
{
	struct memos *memos = landscape_memos(scene->landscape);
	struct memo_key key = {
		{sights->now.id, sights->start.id, sights->twin_now.id, sights->twin_start.id,
			(unsigned long)level_rule(scene), (unsigned long)levels_count(plot->area)}};
	struct levels levels;

	if (memo_find(memos, &key, &levels, sizeof levels))
		return levels;
	levels = find_levels(scene, plot, sights);
	memo_keep(memos, &key, &levels, sizeof levels);
	return levels;
}

static void draw_picture(const struct scene *scene, const struct plot *plot, struct canvas *canvas,
	const struct contour_path *path)
{
	struct sights sights = look(scene, plot);

	if (sights.now.z) {
		struct field field = field_of(&sights.now, plot);
		struct levels levels = choose_levels(scene, plot, &sights);
		contour_fill(plot, canvas, &field, &levels);
		draw_under_path(plot, canvas, scene->play->run, &sights.now.bend);
		ghosts_paths(scene->play, plot, canvas);
		contour_path(plot, canvas, path);
		draw_names(plot, canvas, scene->play->run, &sights.now.bend);
		contour_labels(plot, canvas, &field, &levels);
		if (canvas->ascii)
			draw_key(plot, canvas, &levels);
	} else {
		contour_path(plot, canvas, path);
	}
}

static bool has_legend(struct rect area)
{
	return area.w >= LEGEND_FROM_W && area.h >= LEGEND_FROM_H;
}

/* The picture is looked at here, too: what is computed or found for one is there for the other. */
void contours_title(const struct scene *scene, struct frame_words *words)
{
	struct rect area = {0, 0, words->inside_w, words->h};
	struct str titles[2] = {{0}, {0}};
	struct contours_seen seen = {.levels = false};

	if (has_legend(area))
		area.h--;
	struct plot plot = lay_out(scene, area, titles);
	if (scene->landscape && plot.area.w > 0 && plot.area.h > 0) {
		struct sights sights = look(scene, &plot);
		struct levels levels = {.count = 0};
		if (sights.now.z)
			levels = choose_levels(scene, &plot, &sights);
		seen = (struct contours_seen){sights.now, levels.count > 0, levels.anew};
	}
	contours_frame(scene, &seen, words);
	str_free(&titles[0]);
	str_free(&titles[1]);
}

void contours_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	const struct run *run = scene->play->run;
	struct view_of_loss view = landscape_view(run);
	struct str titles[2] = {{0}, {0}};
	struct rect legend = {area.x, area.y + area.h - 1, area.w, 1};
	double *memory;

	if (has_legend(area)) {
		draw_legend(run, canvas, legend);
		area.h--;
	}
	struct plot plot = lay_out(scene, area, titles);
	struct contour_path path = make_path(run, &memory);
	path.has_minimum = view.has_minimum;
	path.minimum_x = view.minimum[0];
	path.minimum_y = view.minimum[1];
	draw_picture(scene, &plot, canvas, &path);
	plot_axes(&plot, canvas);
	free(memory);
	str_free(&titles[0]);
	str_free(&titles[1]);
}

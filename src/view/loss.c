#include <math.h>

#include "base/number.h"
#include "draw/plot.h"
#include "engine/ghost.h"
#include "view/ghosts.h"
#include "view/loss_parts.h"
#include "view/twins.h"
#include "view/view.h"

enum {
	LOG_DECADES = 2,  /* losses that span more are drawn by their powers of ten */
	NARROW = 10,      /* losses within a tenth of their height are not drawn from 0 … */
	NARROW_STEPS = 8, /* … once there are this many, so that the first ones do not jump */
	OTHERS_MAX = GHOSTS_MAX + 1
};

/* The losses that are known at the position, and how they are drawn. */
struct curve {
	const double *loss;
	size_t known;   /* losses, from the first step on */
	size_t steps;   /* of the whole run */
	double lo, hi;  /* of those that are finite; lo > hi where there are none */
	double least;   /* above 0; what a log scale starts at */
	size_t missing; /* that are not finite */
	bool narrow, log;
};

static void measure(struct curve *curve)
{
	for (size_t i = 0; i < curve->known; i++) {
		double loss = curve->loss[i];
		if (!isfinite(loss)) {
			curve->missing++;
			continue;
		}
		curve->lo = fmin(curve->lo, loss);
		curve->hi = fmax(curve->hi, loss);
		if (loss > 0)
			curve->least = fmin(curve->least, loss);
	}
}

/* A twin's losses count for the range, so that both curves have the same axes. */
static void share_range(struct curve *curve, const struct curve *twin)
{
	curve->steps = twin->steps > curve->steps ? twin->steps : curve->steps;
	curve->lo = fmin(curve->lo, twin->lo);
	curve->hi = fmax(curve->hi, twin->hi);
	curve->least = fmin(curve->least, twin->least);
	curve->narrow |= twin->narrow;
}

/* Of all rows, a value an epoch. */
static struct curve score_curve(const struct run *run, enum scores_of of)
{
	struct curve curve = {.loss = run->scores.loss[of],
		.known = run_scores(run),
		.lo = INFINITY,
		.hi = -INFINITY,
		.least = INFINITY};

	measure(&curve);
	return curve;
}

/* The trail may know what lies ahead, where somebody stepped back: that is not looked at. */
static struct curve own_curve(const struct run *run)
{
	struct curve curve = {.loss = run->trail.loss,
		.steps = run->timeline.steps,
		.lo = INFINITY,
		.hi = -INFINITY,
		.least = INFINITY};

	if (run->at.epoch)
		curve.known = run->at.step + run_reached(run, STAGE_LOSS, 0);
	if (curve.known > run->trail.count)
		curve.known = run->trail.count;
	measure(&curve);
	for (int of = 0; of < SCORES_OF_COUNT; of++)
		if (loss_has_scores(run, of)) {
			struct curve scores = score_curve(run, of);
			share_range(&curve, &scores);
		}
	curve.narrow = curve.known >= NARROW_STEPS;
	return curve;
}

static const struct play *first_play(const struct play *play)
{
	return play->second ? play->twin : play;
}

static struct curve ghost_curve(const struct ghost *ghost)
{
	struct curve curve = {.loss = ghost->loss,
		.known = ghost->count,
		.lo = INFINITY,
		.hi = -INFINITY,
		.least = INFINITY};

	measure(&curve);
	curve.missing = 0;
	return curve;
}

static struct curve curve_here(const struct scene *scene)
{
	const struct play *play = scene->play;
	const struct run *run = play->run;
	const struct play *first = first_play(play);
	struct curve curve = own_curve(run);

	for (size_t i = 0; i < play_ghost_count(first); i++) {
		struct curve ghost = ghost_curve(play_ghost(first, i));
		share_range(&curve, &ghost);
	}

	if (twins_told(scene)) {
		struct curve twin = own_curve(run->twin);
		share_range(&curve, &twin);
	}
	curve.narrow &= curve.hi - curve.lo < curve.hi / NARROW && curve.hi > curve.lo;
	curve.log = curve.hi > 0 && log10(curve.hi) - log10(curve.least) > LOG_DECADES;
	return curve;
}

/* In the unit of the y-axis; a loss of 0 has no logarithm and leaves a gap as NaN does. */
static double height(const struct curve *curve, double loss)
{
	if (!isfinite(loss))
		return NAN;
	if (!curve->log)
		return loss;
	return loss > 0 ? log10(loss) : NAN;
}

/* Here a value that is not finite ended the run. */
static bool is_diverged(const struct run *run)
{
	return run->diverged && run->at.index == run->last;
}

void loss_title(const struct scene *scene, struct frame_words *words)
{
	const struct run *run = scene->play->run;
	struct curve curve = curve_here(scene);

	loss_words(run,
		&(struct loss_state){
			.log = curve.log, .gaps = curve.missing > 0, .diverged = is_diverged(run)},
		words);
}

static struct plot lay_out(const struct curve *curve, struct canvas *canvas, struct rect area)
{
	/* A log scale's labels, such as 10^-12, are wider than the exponents that the axis writes. */
	const char *title = curve->log ? "  loss" : "loss";
	struct plot_limits limits = {0, (double)curve->steps, 0, 1};

	if (curve->log) {
		limits.y0 = log10(curve->least);
		limits.y1 = log10(curve->hi);
	} else if (curve->hi > 0) {
		limits.y0 = curve->narrow ? curve->lo : 0;
		limits.y1 = curve->hi;
	}
	return plot_layout(area, &limits, "step", title, canvas->ascii);
}

static double height_at(const void *context, size_t i)
{
	const struct curve *curve = context;

	return height(curve, curve->loss[i]);
}

/* The step where we stand: a line over the whole height, and its point once the loss is known. */
static void draw_here(const struct plot *plot, struct canvas *canvas, size_t step)
{
	int column = axis_cell(&plot->x, (double)step + 1);

	if (column >= 0 && column < plot->area.w)
		canvas_fill(canvas,
			(struct rect){plot->area.x + column, plot->area.y, 1, plot->area.h}, 0x250A,
			ROLE_AXIS);
}

/* A loss that is not finite has no height: the cross where the run ended stands at the upper edge. */
static void draw_point(
	const struct plot *plot, struct canvas *canvas, const struct curve *curve, bool diverged)
{
	size_t step = curve->known - 1;
	double value = curve->known ? height(curve, curve->loss[step]) : NAN;
	int column = axis_cell(&plot->x, (double)step + 1), x, y;

	if (!curve->known)
		return;
	if (plot_cell(plot, (double)step + 1, value, &x, &y))
		canvas_put(canvas, x, y, diverged ? 0xD7 : 0x25CF,
			diverged ? ROLE_WARNING : ROLE_POINT);
	else if (diverged && column >= 0 && column < plot->area.w && plot->area.h > 0)
		canvas_put(canvas, plot->area.x + column, plot->area.y, 0xD7, ROLE_WARNING);
}

/* From here on 10⁴ says more than zeros that have to be counted; all labels are written alike. */
enum { POWER_LEAST = 4 };

static bool has_powers(const struct axis_ticks *ticks)
{
	for (int i = 0; i < ticks->count; i++)
		if (fabs(ticks->value[i]) >= POWER_LEAST)
			return true;
	return false;
}

static void write_power(double exponent, bool power, char out[NUMBER_MAX])
{
	if (power)
		number_power(out, (int)round(exponent));
	else
		number_trim(out, pow(10, exponent), 2);
}

/* The axis counts exponents; its labels are written again as the losses themselves. */
static void label_powers(const struct plot *plot, struct canvas *canvas)
{
	struct axis_ticks ticks = axis_ticks(&plot->y);
	int gutter = plot->area.x - 1 - plot->whole.x;
	bool powers = has_powers(&ticks);

	for (int i = 0; plot->has_y && i < ticks.count; i++) {
		int row = plot->area.y + plot->area.h - 1 - ticks.cell[i];
		char label[NUMBER_MAX];
		canvas_fill(canvas, (struct rect){plot->whole.x, row, gutter, 1}, ' ', ROLE_LABEL);
		write_power(ticks.value[i], powers, label);
		int width = canvas_text_width(canvas, label);
		if (width <= gutter && fabs(ticks.value[i] - round(ticks.value[i])) < 1e-9)
			canvas_text(canvas, plot->area.x - 1 - width, row, ROLE_LABEL, label, -1);
	}
}

/* A run that is compared with: forked from, or the twin. */
struct other {
	struct curve curve;
	double dx; /* steps from loss to loss */
	char name;
};

/* Fills `others`; returns how many there are. */
static size_t find_others(
	const struct scene *scene, const struct curve *scale, struct other others[OTHERS_MAX])
{
	const struct play *first = first_play(scene->play), *twin = scene->play->twin;
	size_t count = 0;

	for (size_t i = 0; i < play_ghost_count(first); i++) {
		const struct ghost *ghost = play_ghost(first, i);
		others[count++] =
			(struct other){ghost_curve(ghost), (double)ghost->every, (char)('1' + i)};
	}
	if (twins_told(scene))
		others[count++] =
			(struct other){own_curve(twin->run), 1, scene->play->second ? 'A' : 'B'};
	for (size_t i = 0; i < count; i++)
		others[i].curve.log = scale->log;
	return count;
}

static void draw_other(const struct plot *plot, struct canvas *canvas, const struct other *other)
{
	struct pen pen = plot_pen(plot, canvas, ROLE_AXIS);

	plot_curve(plot, &pen,
		&(struct plot_curve){
			height_at, &other->curve, other->curve.known, .x0 = 1, .dx = other->dx});
}

/* Its number or letter, where the curve ends. */
static void draw_end(const struct plot *plot, struct canvas *canvas, const struct other *other)
{
	int x, y;

	for (size_t i = other->curve.known; i-- > 0;)
		if (plot_cell(plot, 1 + (double)i * other->dx,
			    height(&other->curve, other->curve.loss[i]), &x, &y)) {
			canvas_put(canvas, x, y, (uint32_t)other->name, ROLE_STRONG);
			return;
		}
}

/* "B · batch_norm.on = false", below the names of the ghosts. */
static void draw_twin_name(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	int row = (int)play_ghost_count(first_play(scene->play));
	int side = scene->play->second ? SIDE_A : SIDE_B;
	struct scene first = *scene;
	struct str name = {0};

	if (!twins_told(scene) || row >= area.h || area.w < 1)
		return;
	first.play = first_play(scene->play);
	twins_fit_name(&first, side, canvas, area.w, &name);
	int width = canvas_text_width(canvas, str_text(&name));
	canvas_text(canvas, area.x + area.w - width, area.y + row, ROLE_LABEL, str_text(&name), -1);
	str_free(&name);
}

enum { MARKS_APART = 5 }; /* cells, or more, between those of both curves */

static enum role score_role(enum scores_of of)
{
	return of == SCORES_TEST ? ROLE_CLASS1 : ROLE_CLASS0;
}

/* The batches before point i of the scores. */
static double score_x(const struct run *run, size_t i)
{
	struct moment behind = {i * run->scores.stride + 1, 1};

	return (double)timeline_step(&run->timeline, behind);
}

/* How many points from i on are as far from one another as the first two. */
static size_t count_even(const struct run *run, size_t i, size_t known)
{
	double dx = score_x(run, i + 1) - score_x(run, i);
	size_t count = 1;

	while (i + count < known && score_x(run, i + count) - score_x(run, i + count - 1) == dx)
		count++;
	return count;
}

/* The loss of all rows from epoch to epoch, piece by piece where epochs have other batches. */
static void draw_scores(const struct run *run, const struct plot *plot, struct canvas *canvas,
	const struct curve *scores, enum scores_of of)
{
	struct pen pen = plot_pen(plot, canvas, score_role(of));
	size_t i = 0, left = scores->known;

	while (left) {
		struct curve piece = *scores;
		double x0 = score_x(run, i);
		size_t count = count_even(run, i, scores->known);
		piece.loss += i;
		plot_curve(plot, &pen,
			&(struct plot_curve){
				height_at, &piece, count, x0, score_x(run, i + 1) - x0});
		/* The last point of a piece is the first of the next. */
		i += count - 1;
		left = left > count ? left - count + 1 : 0;
	}
}

/*
 * Marks tell the curves without colours; those of the test rows stand between the others, so that
 * both are seen where the curves lie on one another.
 */
static void draw_marks(const struct run *run, const struct plot *plot, struct canvas *canvas,
	const struct curve *scores, enum scores_of of)
{
	const struct timeline *t = &run->timeline;
	double dx = (double)run->scores.stride * (double)t->steps / (double)t->epochs;
	double cells = fmax(dx * plot->area.w / (plot->x.hi - plot->x.lo), 1e-6);
	size_t every = 2 * (size_t)fmin(1e6, fmax(1, ceil(MARKS_APART / cells)));
	size_t first = of == SCORES_TEST ? every / 2 : 0;
	int x, y;

	for (size_t i = first; i < scores->known; i += every)
		if (plot_cell(plot, score_x(run, i), height(scores, scores->loss[i]), &x, &y))
			canvas_put(canvas, x, y, of == SCORES_TEST ? LOSS_TEST : LOSS_TRAIN,
				score_role(of));
}

static void draw_all_scores(const struct run *run, const struct plot *plot, struct canvas *canvas,
	const struct curve *scale)
{
	static void (*const parts[])(const struct run *, const struct plot *, struct canvas *,
		const struct curve *, enum scores_of) = {draw_scores, draw_marks};

	for (size_t part = 0; part < sizeof parts / sizeof *parts; part++)
		for (int of = 0; of < SCORES_OF_COUNT; of++)
			if (loss_has_scores(run, of)) {
				struct curve scores = score_curve(run, of);
				scores.log = scale->log;
				parts[part](run, plot, canvas, &scores, of);
			}
}

enum { LEGEND_FROM_W = 36, LEGEND_FROM_H = 11 };

/* Everything that is known, what matters most last. */
static void draw_curves(const struct scene *scene, const struct plot *plot, struct canvas *canvas,
	const struct curve *curve)
{
	const struct run *run = scene->play->run;
	struct pen pen = plot_pen(plot, canvas, ROLE_PATH);
	struct other others[OTHERS_MAX];
	size_t count = find_others(scene, curve, others);

	if (run->at.epoch)
		draw_here(plot, canvas, run->at.step);
	for (size_t i = 0; i < count; i++)
		draw_other(plot, canvas, &others[i]);
	plot_curve(
		plot, &pen, &(struct plot_curve){height_at, curve, curve->known, .x0 = 1, .dx = 1});
	draw_all_scores(run, plot, canvas, curve);
	for (size_t i = 0; i < count; i++)
		draw_end(plot, canvas, &others[i]);
	if (curve->known == run->at.step + 1)
		draw_point(plot, canvas, curve, is_diverged(run));
	ghosts_names(first_play(scene->play), canvas, plot->area);
	draw_twin_name(scene, canvas, plot->area);
}

/* Below the names of the ghosts and of the twin, which stand at the right. */
static void say_nothing_is_known(
	const struct scene *scene, const struct plot *plot, struct canvas *canvas)
{
	int row = (int)play_ghost_count(first_play(scene->play)) + twins_told(scene);

	if (row < plot->area.h && plot->area.w > 2)
		canvas_text_fit(canvas, plot->area.x + 2, plot->area.y + row, ROLE_DIM,
			"no batch has reached its loss yet", plot->area.w - 2);
}

void loss_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	const struct run *run = scene->play->run;
	struct curve curve = curve_here(scene);
	struct rect clip = canvas_clip(canvas, area),
		    last = {area.x, area.y + area.h - 1, area.w, 1};

	if (area.w >= LEGEND_FROM_W && area.h >= LEGEND_FROM_H && loss_legend(run, canvas, last))
		area.h--;
	struct plot plot = lay_out(&curve, canvas, area);
	draw_curves(scene, &plot, canvas, &curve);
	plot_axes(&plot, canvas);
	if (curve.log)
		label_powers(&plot, canvas);
	if (!curve.known)
		say_nothing_is_known(scene, &plot, canvas);
	canvas_clip_restore(canvas, clip);
}

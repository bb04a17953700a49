#include "view/screen.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"
#include "draw/spark.h"
#include "draw/strip.h"
#include "engine/play_change.h"
#include "view/data_hand.h"
#include "view/glossary_page.h"
#include "view/layout.h"
#include "view/prompt.h"
#include "view/settings_panel.h"
#include "view/share_page.h"
#include "view/twins.h"
#include "view/welcome.h"

enum { STOP_MARKS_MAX = 64, FOCUS_MARK_X = 3, BRIEF_BELOW_W = 72, LAYER_W = 10, TITLE_LEAST = 8 };

/* Where the cursor stands: twins are where the one that does not wait is. */
static struct position place_of(const struct play *play)
{
	return play->stand.wait != TWIN_IN_STEP ? play->twin->run->at : play->run->at;
}

void screen_place(const struct scene *scene, struct str *out)
{
	const struct play *play = scene->play;
	struct position at = place_of(play);

	str_addf(out, "stop %zu/%zu · ", play->stop + 1, play->lesson->stop_count);
	if (at.epoch) {
		str_addf(out, "epoch %zu · batch %zu/%zu · ", at.epoch, at.batch, at.batches);
		if (at.layer)
			str_addf(out, "layer %d · ", at.layer);
	} else if (at.stage != STAGE_START) {
		str_add(out, "input · ");
	}
	str_add(out, stage_info(at.stage)->word);
	if (play->run->mode == MODE_TEST)
		str_add(out, " · TEST MODE");
}

/* On a narrow screen: "8/11 · e1 · b1/8 · layer 1 · running averages". */
static void brief_place(const struct scene *scene, struct str *out)
{
	const struct play *play = scene->play;
	struct position at = place_of(play);

	str_addf(out, "%zu/%zu · ", play->stop + 1, play->lesson->stop_count);
	if (at.epoch)
		str_addf(out, "e%zu b%zu · ", at.epoch, at.batch);
	if (at.layer)
		str_addf(out, "layer %d · ", at.layer);
	str_add(out, stage_info(at.stage)->word);
	if (play->run->mode == MODE_TEST)
		str_add(out, " · TEST");
}

/*
 * Cells that the words of a place can grow by within a batch: it is written from where the longest
 * would begin, so that only its end changes from stage to stage.
 */
static int room_to_grow(const struct scene *scene, const struct canvas *canvas)
{
	const struct timeline *t = &scene->play->run->timeline;
	struct position at = place_of(scene->play);
	int longest = 0, now = canvas_text_width(canvas, stage_info(at.stage)->word);

	if (!at.epoch)
		return 0;
	for (int slot = 0; slot < t->batch_slots; slot++) {
		struct position other = timeline_at(t, timeline_index(t, at.step, slot));
		int width = canvas_text_width(canvas, stage_info(other.stage)->word);

		width += other.layer ? LAYER_W : 0;
		longest = width > longest ? width : longest;
	}
	return longest - now - (at.layer ? LAYER_W : 0);
}

/* Cells of what stands before the place: the name of the one of two runs that is shown, with room
 * for a word on its waiting, or the lesson's title. */
static int lead_width(const struct scene *scene, const struct canvas *canvas)
{
	struct str lead = {0};

	if (twins_told(scene) && !twins_together(scene)) {
		twins_print_name(scene, twins_side(scene), &lead);
		str_add(&lead, "  waits");
	} else {
		str_add(&lead, scene->play->lesson->title);
	}
	int width = canvas_text_width(canvas, str_text(&lead));
	str_free(&lead);
	return width;
}

/* The longest form that leaves room for what stands before it at every stage of the batch. */
static void write_place(
	const struct scene *scene, const struct canvas *canvas, int w, struct str *out)
{
	int room = w - room_to_grow(scene, canvas) - lead_width(scene, canvas) - 4;

	screen_place(scene, out);
	if (w >= BRIEF_BELOW_W && canvas_text_width(canvas, str_text(out)) <= room)
		return;
	str_clear(out);
	str_add(out, "stop ");
	brief_place(scene, out);
	if (w >= BRIEF_BELOW_W && canvas_text_width(canvas, str_text(out)) <= room)
		return;
	str_clear(out);
	brief_place(scene, out);
}

static void draw_header(const struct scene *scene, struct canvas *canvas, struct rect line)
{
	struct str place = {0};

	write_place(scene, canvas, line.w, &place);
	int width = canvas_text_width(canvas, str_text(&place)) + room_to_grow(scene, canvas);
	int least = lead_width(scene, canvas);
	bool named = twins_told(scene) && !twins_together(scene);
	if (line.w - width - 4 < (named || least < TITLE_LEAST ? least : TITLE_LEAST))
		width = canvas_text_width(canvas, str_text(&place));
	int room = line.w - width - 4;
	if (room < TITLE_LEAST && room < least)
		room = 0; /* one letter and … tell nothing */
	if (room > 0 && named)
		twins_caption(scene, twins_side(scene), canvas,
			(struct rect){line.x, line.y, room + 2, 1});
	else if (room > 0)
		canvas_text_fit(
			canvas, line.x + 1, line.y, ROLE_TITLE, scene->play->lesson->title, room);
	canvas_text_fit(canvas, line.x + (room > 0 ? line.w - width - 1 : 1), line.y, ROLE_STRONG,
		str_text(&place), line.w - 1);
	str_free(&place);
}

enum { MARKS_MAX = STOP_MARKS_MAX + COURSE_CHANGES_MAX };

static struct strip_mark mark_at(size_t index, uint32_t glyph, enum role role)
{
	return (struct strip_mark){.at = (double)index, .glyph = glyph, .role = role};
}

/* What the lesson itself sets at the first batch, of whichever run, changes nothing on the way. */
static bool is_beginning(const struct play *play, const struct change *change, size_t step)
{
	const struct course *own = play_own_course(play);

	for (size_t i = 0; step == 0 && change->setting && i < own->count; i++)
		if (own->changes[i].setting == change->setting &&
			moment_compare(own->changes[i].from, change->from) == 0 &&
			strcmp(own->changes[i].value, change->value) == 0)
			return true;
	return false;
}

/* Stops, and the batches from which on a changed setting holds. */
static size_t fill_marks(const struct play *play, struct strip_mark marks[MARKS_MAX])
{
	const struct course *course = play_course(play);
	size_t count = 0;

	for (size_t i = 0; i < play->lesson->stop_count && i < STOP_MARKS_MAX; i++)
		marks[count++] = mark_at(play->stop_index[i],
			play->lesson->stops[i].question ? '?' : 0x25C6, ROLE_KEY);
	for (size_t i = 0; i < course->count; i++) {
		const struct change *change = &course->changes[i];
		size_t step = timeline_step(&play->run->timeline, change->from);
		if (play_has_place(play, change) && !is_beginning(play, change, step))
			marks[count++] = mark_at(
				timeline_index(&play->run->timeline, step, 0), 0x25B3, ROLE_UP);
	}
	return count;
}

enum {
	LOSS_W = 7,   /* so that the strip does not change its length with the digits, */
	WORDS_W = 19, /* nor with the words behind it */
	LOSSES_MAX = 1024,
	LOSSES_A_CELL = 16 /* of a long run: so many stand for all of a cell */
};

/* "loss A 0.412   B 0.533": what is not known yet is a dot. */
static void twin_losses(const struct play *play, struct str *out)
{
	const struct run *runs[SIDES] = {play->run, play->twin->run};

	str_add(out, "loss");
	for (int side = 0; side < SIDES; side++) {
		char text[NUMBER_MAX] = UTF8_UNKNOWN;
		if (run_reached(runs[side], STAGE_LOSS, 0))
			number_short(text, run_work(runs[side])->loss, 3);
		int pad = LOSS_W - utf8_width(text);
		str_addf(out, " %c %s%*s", 'A' + side, text, pad > 0 ? pad : 0, "");
	}
}

/* What the strip ends with: the loss of this batch, or that the run diverged here. */
static void loss_words(const struct run *run, struct str *out)
{
	char text[NUMBER_MAX];

	if (run->diverged && run->at.index == run->last) {
		str_add(out, "diverged here");
		return;
	}
	if (!run_reached(run, STAGE_LOSS, 0)) {
		str_add(out, run->at.epoch ? "loss not known yet" : "before training");
		return;
	}
	/* Behind the update it is that of parameters that are no more. */
	number_short(text, run_work(run)->loss, 3);
	str_addf(out, run_reached(run, STAGE_UPDATE, 0) ? "loss was %s" : "loss %s", text);
}

/* The mean of the known losses whose batches lie between two places; NaN where none does. */
static double loss_between(const struct run *run, double from, double to)
{
	const struct timeline *t = &run->timeline;
	size_t known = run->at.epoch ? run->at.step + run_reached(run, STAGE_LOSS, 0) : 0;
	double first = floor((from - t->input_slots) / t->batch_slots);
	double last = floor((to - t->input_slots) / t->batch_slots), sum = 0, count = 0;
	double every = fmax(1, floor((last - first) / LOSSES_A_CELL));

	known = known < run->trail.count ? known : run->trail.count;
	for (double i = fmax(first, 0); i <= last && i < (double)known; i += every)
		if (isfinite(run->trail.loss[(size_t)i])) {
			sum += run->trail.loss[(size_t)i];
			count++;
		}
	return count > 0 ? sum / count : NAN;
}

/* The losses so far, each cell above its place on the strip; heights are counted from 0. */
static void draw_losses(
	const struct run *run, const struct strip *strip, struct canvas *canvas, struct rect line)
{
	double values[LOSSES_MAX], most = 0;
	int w = line.w < LOSSES_MAX ? line.w : LOSSES_MAX;

	for (int cell = 0; cell < w; cell++) {
		double half = strip->end / (line.w - 1) / 2;
		double place = strip_place(strip, 0, line.w, cell);
		values[cell] = loss_between(run, place - half, place + half);
		most = fmax(most, values[cell]);
	}
	spark_scaled(canvas, line, values, w, 0, most, ROLE_LABEL);
}

/* What the strip of time ends with, beside its cells. */
static void strip_words(const struct scene *scene, struct str *out)
{
	if (twins_told(scene) && scene->play->run->at.epoch)
		twin_losses(scene->play, out);
	else
		loss_words(scene->play->run, out);
}

/* The cells of the strip itself: one row, of no width where there is no room. */
static struct rect strip_cells(const struct scene *scene)
{
	struct layout layout;
	struct str words = {0};

	if (scene->page != PAGE_LESSON || !layout_make(scene, &layout))
		return (struct rect){0};
	strip_words(scene, &words);
	int width = utf8_width(str_text(&words)), room = width > WORDS_W ? width : WORDS_W;
	struct rect line = layout.strip;
	int w = line.w - room - 4;
	str_free(&words);
	return (struct rect){line.x + 1, line.y + line.h - 1, w > 9 ? w : 0, 1};
}

bool screen_strip_has(const struct scene *scene, int x, int y)
{
	struct rect cells = strip_cells(scene);

	return y == cells.y && x >= cells.x && x < cells.x + cells.w;
}

size_t screen_strip_index(const struct scene *scene, int x)
{
	struct rect cells = strip_cells(scene);
	struct strip strip = {.end = (double)scene->play->run->last};

	return (size_t)(strip_place(&strip, cells.x, cells.w, x) + 0.5);
}

/* Ticks at batches and at epochs. */
static struct strip_part ticks_from(const struct timeline *t, size_t step)
{
	size_t batches = timeline_batches(t, timeline_moment(t, step).epoch);

	return (struct strip_part){.from = (double)timeline_index(t, step, 0),
		.minor_every = batches > 1 ? t->batch_slots : 0,
		.major_every = (double)t->batch_slots * (double)batches};
}

/* Where epochs begin to have other batches. */
static size_t fill_parts(const struct timeline *t, struct strip_part parts[STRETCHES_MAX])
{
	size_t count = 0;

	for (size_t i = 1; i < t->stretch_count; i++)
		if (t->stretches[i].batches != t->stretches[i - 1].batches)
			parts[count++] = ticks_from(t, t->stretches[i].step);
	return count;
}

static void draw_strip(const struct scene *scene, struct canvas *canvas, struct rect line)
{
	const struct run *run = scene->play->run;
	const struct timeline *t = &run->timeline;
	struct strip_part first = ticks_from(t, 0), parts[STRETCHES_MAX];
	struct strip_mark marks[MARKS_MAX];
	struct str words = {0};

	strip_words(scene, &words);
	int width = canvas_text_width(canvas, str_text(&words));
	struct strip strip = {.end = (double)(run->last),
		.cursor = (double)run->at.index,
		.minor_every = first.minor_every,
		.major_every = first.major_every,
		.marks = marks,
		.mark_count = fill_marks(scene->play, marks),
		.parts = parts,
		.part_count = fill_parts(t, parts)};
	int room = width > WORDS_W ? width : WORDS_W, w = line.w - room - 4;
	int x = line.x + line.w - room - 1, y = line.y + line.h - 1;
	if (w > 9)
		strip_draw(&strip, canvas, line.x + 1, y, w);
	if (w > 9 && line.h > 1) {
		draw_losses(run, &strip, canvas, (struct rect){line.x + 1, line.y, w, 1});
		canvas_text_fit(canvas, x, line.y, ROLE_DIM, "loss so far, from 0", room);
	}
	canvas_text(canvas, x, y,
		run->diverged && run->at.index == run->last ? ROLE_WARNING : ROLE_TEXT,
		str_text(&words), width);
	str_free(&words);
}

/* "▸ 2/5 Stage 2: subtract": the mark of the focus, and its place where one panel hides others. */
static void write_lead(const struct layout *layout, struct str *out)
{
	str_add(out, "▸ ");
	if (layout->count == 1 && layout->panels_in_all > 1)
		str_addf(out, "%d/%d ", layout->place + 1, layout->panels_in_all);
}

static void draw_panel(const struct scene *scene, struct canvas *canvas,
	const struct layout *layout, const struct placed *panel)
{
	bool focused = panel == &layout->panels[layout->focus];
	struct str title = {0};
	struct scene drawn = twins_scene(scene, panel->side);

	if (focused)
		write_lead(layout, &title);
	struct frame_words words = {
		.w = panel->area.w - 8 - canvas_text_width(canvas, str_text(&title)),
		.note_w = panel->area.w - 6,
		.inside_w = panel->area.w - 2,
		.h = panel->area.h - 2};
	panel->view->title(&drawn, &words);
	str_add(&title, str_text(&words.title));
	struct rect inside =
		canvas_frame(canvas, panel->area, str_text(&title), str_text(&words.note), focused);
	struct rect clip = canvas_clip(canvas, inside);
	panel->view->draw(&drawn, canvas, inside);
	canvas_clip_restore(canvas, clip);
	str_free(&title);
	str_free(&words.title);
	str_free(&words.note);
}

/* On the mark of the focus; on the row that is in a hand. */
static void place_cursor(
	const struct scene *scene, const struct placed *panel, int *ret_x, int *ret_y)
{
	struct rect area = panel->area;
	struct scene drawn = twins_scene(scene, panel->side);

	*ret_x = area.x + FOCUS_MARK_X;
	*ret_y = area.y;
	if (drawn.held.on && panel->view == view_find("data"))
		data_dot(&drawn, rect_inside(area), scene->held.row, ret_x, ret_y);
}

static void draw_lesson(const struct scene *scene, struct canvas *canvas, int *ret_x, int *ret_y)
{
	struct layout layout;

	if (!layout_make(scene, &layout))
		return;
	draw_header(scene, canvas, layout.header);
	for (int side = 0; side < SIDES; side++)
		if (layout.caption[side].w)
			twins_caption(scene, side, canvas, layout.caption[side]);
	for (int i = 0; i < layout.count; i++)
		draw_panel(scene, canvas, &layout, &layout.panels[i]);
	draw_strip(scene, canvas, layout.strip);
	keyline_draw(scene, canvas, layout.keys);
	if (layout.count)
		place_cursor(scene, &layout.panels[layout.focus], ret_x, ret_y);
}

static void draw_too_small(struct canvas *canvas)
{
	struct str words = {0};

	str_addf(&words, "normscope needs %dx%d; this is %dx%d", LAYOUT_MIN_W, LAYOUT_MIN_H,
		canvas->w, canvas->h);
	canvas_text(canvas, 0, 0, ROLE_WARNING, str_text(&words), canvas->w);
	str_free(&words);
}

static void draw_page(const struct scene *scene, struct canvas *canvas, int *ret_x, int *ret_y)
{
	struct rect body = {0, 0, canvas->w, canvas->h - 1};
	struct rect keys = {0, canvas->h - 1, canvas->w, 1};

	*ret_x = *ret_y = -1;
	canvas_erase(canvas);
	if (canvas->w < LAYOUT_MIN_W || canvas->h < LAYOUT_MIN_H) {
		draw_too_small(canvas);
		return;
	}
	if (scene->page == PAGE_LESSON) {
		draw_lesson(scene, canvas, ret_x, ret_y);
		return;
	}
	if (scene->page == PAGE_MENU) {
		menu_draw(scene, canvas, body, ret_y);
		*ret_x = 0;
	} else if (scene->page == PAGE_SETTINGS) {
		settings_panel_draw(scene->settings, canvas, body, ret_x, ret_y);
	} else if (scene->page == PAGE_GLOSSARY) {
		glossary_draw(scene, canvas, body, ret_y);
		*ret_x = 3;
	} else if (scene->page == PAGE_SHARE) {
		share_page_draw(scene, canvas, body);
	} else {
		help_draw(scene, canvas, body);
	}
	keyline_draw(scene, canvas, keys);
}

void screen_draw(const struct scene *scene, struct canvas *canvas, int *ret_x, int *ret_y)
{
	if (scene->blank) {
		canvas_erase(canvas);
		*ret_x = *ret_y = -1;
		return;
	}
	draw_page(scene, canvas, ret_x, ret_y);
	if (scene->welcome && canvas->w >= LAYOUT_MIN_W && canvas->h >= LAYOUT_MIN_H)
		welcome_draw(scene, canvas);
	if (scene->prompt && canvas->w >= LAYOUT_MIN_W && canvas->h >= LAYOUT_MIN_H)
		prompt_draw(scene->prompt, canvas, ret_x, ret_y);
}

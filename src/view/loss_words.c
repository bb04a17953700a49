/* What the panel of losses says: the frame's words, and the names of the curves. */
#include "base/utf8.h"
#include "view/loss_parts.h"

bool loss_has_scores(const struct run *run, enum scores_of of)
{
	return run->scores.rows[of] > 0 &&
	       (of == SCORES_TEST || run->timeline.steps > run->timeline.epochs);
}

static bool has_any(const struct run *run)
{
	return loss_has_scores(run, SCORES_TRAIN) || loss_has_scores(run, SCORES_TEST);
}

static void write_title(const struct run *run, struct frame_words *words)
{
	struct str longer = {0};

	str_add(&words->title, "loss of each batch");
	if (has_any(run) && run->scores.stride > 1)
		str_addf(&longer, " · of all rows every %zu epochs", run->scores.stride);
	else if (has_any(run))
		str_add(&longer, " · of all rows each epoch");
	if (utf8_width(str_text(&words->title)) + utf8_width(str_text(&longer)) <= words->w)
		str_add(&words->title, str_text(&longer));
	str_free(&longer);
}

static void write_note(
	const struct run *run, const struct loss_state *state, bool brief, struct str *note)
{
	size_t steps = run->timeline.steps;

	if (run->at.epoch)
		str_addf(note, "step %zu of %zu", run->at.step + 1, steps);
	else
		str_addf(note, "%zu steps to come", steps);
	if (state->log)
		str_add(note, " · log");
	if (state->diverged)
		str_add(note, " · × diverged");
	else if (state->gaps)
		str_add(note, brief ? " · gaps" : " · gaps: not finite");
	if (!brief)
		str_add(note, " · before each step's update");
}

void loss_words(const struct run *run, const struct loss_state *state, struct frame_words *words)
{
	write_title(run, words);
	for (int brief = 0; brief < 2; brief++) {
		str_clear(&words->note);
		write_note(run, state, brief, &words->note);
		if (utf8_width(str_text(&words->note)) <= words->w)
			return;
	}
}

/* --- the legend -------------------------------------------------------------------------------- */

/* From the fullest to the shortest way to name a curve of rows. */
enum form { FORM_FULL, FORM_BRIEF, FORM_WORD };

/* "all 16 test rows", "test rows", "test"; or how many of them stand for all. */
static void write_rows(const struct run *run, enum scores_of of, enum form form, struct str *out)
{
	const struct dataset *data = &run->experiment->data;
	size_t all = of == SCORES_TEST ? data->test_count : data->train_count;
	const char *what = of == SCORES_TEST ? "test" : "training";
	bool some = run->scores.rows[of] < all;

	if (form == FORM_WORD)
		str_addf(out, some ? "some %s" : "%s", what);
	else if (some)
		str_addf(out, "%zu of %zu %s rows", run->scores.rows[of], all, what);
	else if (form == FORM_BRIEF)
		str_addf(out, "%s rows", what);
	else
		str_addf(out, "all %zu %s rows", all, what);
}

static void draw_name(
	struct canvas *canvas, struct rect *left, uint32_t glyph, enum role role, const char *name)
{
	int width = 2 + canvas_text_width(canvas, name);

	if (width > left->w)
		return;
	canvas_put(canvas, left->x, left->y, glyph, role);
	canvas_text(canvas, left->x + 2, left->y, ROLE_DIM, name, -1);
	left->x += width + 2;
	left->w -= width + 2;
}

/* The names of the curves of all rows; returns the cells that they need with their marks. */
static int write_names(const struct run *run, const struct canvas *canvas, enum form form,
	struct str names[SCORES_OF_COUNT])
{
	int width = 0;

	for (int of = 0; of < SCORES_OF_COUNT; of++) {
		str_clear(&names[of]);
		if (!loss_has_scores(run, of))
			continue;
		write_rows(run, of, form, &names[of]);
		width += 4 + canvas_text_width(canvas, str_text(&names[of]));
	}
	return width;
}

bool loss_legend(const struct run *run, struct canvas *canvas, struct rect row)
{
	static const char batch[] = "each batch", mode[] = "in test mode";
	struct str names[SCORES_OF_COUNT] = {{0}};
	int first = 2 + canvas_text_width(canvas, batch);

	if (!has_any(run))
		return false;
	for (int form = FORM_FULL; form <= FORM_WORD; form++)
		if (first + write_names(run, canvas, (enum form)form, names) <= row.w)
			break;
	draw_name(canvas, &row, 0x2500, ROLE_PATH, batch);
	for (int of = 0; of < SCORES_OF_COUNT; of++)
		if (names[of].len)
			draw_name(canvas, &row, of == SCORES_TEST ? LOSS_TEST : LOSS_TRAIN,
				of == SCORES_TEST ? ROLE_CLASS1 : ROLE_CLASS0,
				str_text(&names[of]));
	if (canvas_text_width(canvas, mode) <= row.w)
		canvas_text(canvas, row.x, row.y, ROLE_DIM, mode, -1);
	for (int of = 0; of < SCORES_OF_COUNT; of++)
		str_free(&names[of]);
	return true;
}

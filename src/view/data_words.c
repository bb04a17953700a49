/* The frame of the panel of rows: what stands there, who is who, and the chosen row's numbers. */
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"
#include "draw/scatter.h"
#include "engine/play_rows.h"
#include "view/data_parts.h"
#include "view/view.h"

static const char *state_words(const struct run *run)
{
	const struct experiment *e = run->experiment;
	bool centered = e->norm.center, scaled = e->norm.how != INPUTNORM_NONE;
	enum stage stage = run->at.stage;

	if (stage <= STAGE_INPUT_MEAN)
		return "as measured";
	if (stage <= STAGE_INPUT_VARIANCE)
		return centered ? "centred" : "as measured";
	if (stage == STAGE_INPUT_WHITEN || (stage > STAGE_INPUT_WHITEN && e->norm.whiten))
		return "whitened";
	if (!scaled)
		return centered ? "centred" : "as measured";
	return centered ? "centred and divided" : "divided";
}

/* The first of the texts that fits the room which is left; nothing where none does. */
static void add_first_that_fits(struct str *out, int room, const struct str *texts, size_t count)
{
	const char *between = out->len ? " · " : "";
	int used = utf8_width(str_text(out)) + utf8_width(between);

	for (size_t i = 0; i < count; i++)
		if (texts[i].len && used + utf8_width(str_text(&texts[i])) <= room) {
			str_addf(out, "%s%s", between, str_text(&texts[i]));
			return;
		}
}

enum { FORMS = 2, ROOMY = 80 }; /* forms of one part, the longer first */

static bool has_key(const struct scene *scene, const struct frame_words *words)
{
	return data_has_key(scene, scene->ascii, (struct rect){0, 0, words->inside_w, words->h});
}

static void write_classes(
	const struct scene *scene, const struct frame_words *words, struct str forms[FORMS])
{
	const struct dataset *data = &scene->play->experiment->data;

	if (!data->classes || has_key(scene, words))
		return;
	/* The target's name gives way to the chosen row's numbers. */
	if (words->w >= ROOMY)
		str_addf(&forms[0], "%s: ● %s ▲ %s", data->target_name, data->class_name[0],
			data->class_name[1]);
	str_addf(&forms[1], "● %s ▲ %s", data->class_name[0], data->class_name[1]);
}

static void write_test_rows(
	const struct scene *scene, const struct frame_words *words, struct str forms[FORMS])
{
	const struct dataset *data = &scene->play->experiment->data;

	if (!data->test_count || has_key(scene, words))
		return;
	str_addf(&forms[0], data->classes ? "○ △ test rows" : "× test rows");
	str_addf(&forms[1], data->classes ? "○△ test" : "× test");
}

/* What is moved is what was measured, whatever the picture shows. The title has its number. */
static void write_held(
	const struct scene *scene, const struct frame_words *words, struct str forms[FORMS])
{
	const struct run *run = scene->play->run;
	struct str row = {0};

	(void)words;
	if (!scene->held.on)
		return;
	play_print_row(scene->play, scene->held.row, &row);
	const char *values = strstr(str_text(&row), ": ");
	str_addf(&forms[0], "%s%s", run->at.stage > STAGE_INPUT_MEAN ? "measured" : "at",
		values ? values + 1 : "");
	str_add(&forms[1], values ? values + 2 : "");
	str_free(&row);
}

static void write_row(
	const struct scene *scene, const struct frame_words *words, struct str forms[FORMS])
{
	const struct run *run = scene->play->run;
	const struct dataset *data = &run->experiment->data;
	size_t row = data_lit_row(scene);
	char x[FEATURES][NUMBER_MAX], y[NUMBER_MAX];

	(void)words;
	if (scene->held.on)
		return;
	for (int f = 0; f < FEATURES; f++)
		number_short(x[f], experiment_x(run->experiment, run->at.stage, f)[row], 3);
	number_short(y, data->y[row], 3);
	if (data->classes)
		str_addf(&forms[0], "row %zu: %s, %s, %s", row + 1, x[0], x[1],
			data->class_name[data->y[row] > 0.5]);
	else
		str_addf(&forms[0], "row %zu: %s, %s, %s %s", row + 1, x[0], x[1],
			data->target_name, y);
	str_addf(&forms[1], "row %zu: %s, %s", row + 1, x[0], x[1]);
}

static void write_marks(
	const struct scene *scene, const struct frame_words *words, struct str forms[FORMS])
{
	const struct run *run = scene->play->run;

	(void)words;
	if (data_knows_variance(run))
		str_add(&forms[0], "◉ mean, box ±σ");
	else if (data_knows_mean(run))
		str_add(&forms[0], "◉ mean");
}

static void write_shared(
	const struct scene *scene, const struct frame_words *words, struct str forms[FORMS])
{
	if (!data_shares_dots(scene, (struct rect){0, 0, words->inside_w, words->h}) ||
		has_key(scene, words))
		return;
	if (words->w >= ROOMY)
		str_add(&forms[0], "some rows share a dot");
	str_add(&forms[1], "shared dots");
}

static void write_units(
	const struct scene *scene, const struct frame_words *words, struct str forms[FORMS])
{
	bool equal = data_equal_units(scene);

	(void)words;
	str_add(&forms[0], equal ? "equal units" : "unequal units");
	str_add(&forms[1], equal ? "equal" : "unequal");
}

static void write_batch(
	const struct scene *scene, const struct frame_words *words, struct str forms[FORMS])
{
	const struct run *run = scene->play->run;

	(void)words;
	if (run->at.epoch && run->work.m < run->experiment->data.train_count)
		str_add(&forms[0], "bright: this batch");
}

static void write_note(const struct scene *scene, struct frame_words *words)
{
	static void (*const parts[])(const struct scene *, const struct frame_words *,
		struct str *) = {write_held, write_classes, write_marks, write_test_rows,
		write_shared, write_row, write_batch, write_units};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		struct str forms[FORMS] = {{0}};
		parts[i](scene, words, forms);
		add_first_that_fits(&words->note, words->w, forms, FORMS);
		for (int f = 0; f < FORMS; f++)
			str_free(&forms[f]);
	}
}

void data_title(const struct scene *scene, struct frame_words *words)
{
	const struct run *run = scene->play->run;
	const struct dataset *data = &run->experiment->data;
	struct str behind[2] = {{0}};

	if (scene->held.on)
		str_addf(&words->title, "row %zu in hand", scene->held.row + 1);
	else
		str_add(&words->title, "the rows");
	str_add(&behind[0], state_words(run));
	add_first_that_fits(&words->title, words->w, behind, 1);
	str_clear(&behind[0]);
	if (data_has_field(run)) {
		str_add(&behind[0], data->classes ? "behind: ŷ in test mode, line at ½"
						  : "behind: ŷ in test mode");
		str_add(&behind[1], "behind: ŷ");
		add_first_that_fits(&words->title, words->w, behind, 2);
	}
	str_free(&behind[0]);
	str_free(&behind[1]);
	write_note(scene, words);
}

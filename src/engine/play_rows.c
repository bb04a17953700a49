#include "engine/play_rows.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/status.h"
#include "engine/play_change.h"
#include "engine/twin.h"

enum { DIGITS = 4 };

static const char *class_of(const struct dataset *data, double y)
{
	return data->class_name[y > 0.5];
}

static void add_value(double value, struct str *out)
{
	char text[NUMBER_MAX];

	number_trim(text, value, DIGITS);
	str_add(out, text);
}

static void add_point(const double x[FEATURES], struct str *out)
{
	add_value(x[0], out);
	str_add(out, ", ");
	add_value(x[1], out);
}

void play_print_row(const struct play *play, size_t row, struct str *out)
{
	const struct dataset *data = &play->experiment->data;

	str_addf(out, "row %zu: ", row + 1);
	add_point((double[FEATURES]){data->x[0][row], data->x[1][row]}, out);
	str_add(out, ", ");
	if (data->classes) {
		str_add(out, class_of(data, data->y[row]));
	} else {
		str_addf(out, "%s ", data->target_name);
		add_value(data->y[row], out);
	}
}

/* --- what was done, in words ------------------------------------------------------------------- */

/* Of the data as they are behind the edit. */
static void describe(
	const struct dataset *data, const struct row_edit *edit, size_t row, struct str *out)
{
	str_addf(out, "row %zu ", row + 1);
	if (edit->kind == ROW_MOVE || edit->kind == ROW_ADD) {
		str_add(out, edit->kind == ROW_MOVE ? "moved to " : "added at ");
		add_point((double[FEATURES]){data->x[0][row], data->x[1][row]}, out);
	} else if (edit->kind == ROW_DELETE) {
		str_add(out, "deleted");
	} else if (data->classes) {
		str_addf(out, "is %s", class_of(data, data->y[row]));
	} else {
		str_addf(out, "has %s ", data->target_name);
		add_value(data->y[row], out);
	}
}

/* What one undo takes back: the last edit alone, or all that the hand did. */
static void name_course(const struct dataset *data, const struct row_edit *edit, size_t row,
	unsigned kinds, struct course *course)
{
	struct row_edit whole = *edit;
	struct str what = {0};
	bool added = kinds & 1u << ROW_ADD, one = (kinds & (kinds - 1)) == 0;

	if (added)
		whole.kind = ROW_ADD;
	if (added || one)
		describe(data, &whole, row, &what);
	else
		str_addf(&what, "row %zu changed", row + 1);
	course_name(course, str_text(&what));
	str_free(&what);
}

/* --- doing it ---------------------------------------------------------------------------------- */

static bool same_data(const struct course *course)
{
	for (size_t i = 0; i < settings_count; i++)
		if (strncmp(settings_table[i].name, "data.", 5) == 0 &&
			twin_differs(&course->start[0], &course->start[1], &settings_table[i]))
			return false;
	return true;
}

static int add_edit(
	struct course *course, size_t rows, const struct row_edit *edit, struct str *says)
{
	bool both = course->twins && same_data(course);
	int status = row_edits_add(&course->start[0].data.edits, rows, edit, says);

	if (!status && both)
		course->start[1].data.edits = course->start[0].data.edits;
	return status;
}

/* Takes the edit's course; `after` is what the data become. */
static int go_on(struct play *play, const struct row_edit *edit, const struct dataset *after,
	struct row_hand *hand, struct str *says)
{
	bool numbered = edit->kind == ROW_ADD || edit->kind == ROW_DELETE;
	bool amends = !numbered && hand->kinds && hand->mark == play_course_mark(play);
	unsigned kinds = (amends ? hand->kinds : 0) | 1u << edit->kind;
	size_t row = edit->kind == ROW_ADD ? after->rows - 1 : edit->row;
	struct course *next = malloc(sizeof *next);
	int status = next ? 0 : STATUS_MEMORY;

	if (!status) {
		*next = *play_course(play);
		status = add_edit(next, play->experiment->data.rows, edit, says);
	}
	if (!status) {
		name_course(after, edit, row, kinds, next);
		status = (amends ? play_amend_course : play_take_course)(play, next, says);
	}
	if (status)
		free(next);
	else
		*hand = (struct row_hand){.row = row,
			.kinds = edit->kind == ROW_DELETE ? 0 : kinds,
			.mark = play_course_mark(play)};
	return status;
}

void play_say_edit(const struct play *play, struct str *says)
{
	const char *what = play_course(play)->what;

	str_addf(says, "%c%s: the run has started again.", toupper((unsigned char)what[0]),
		what + 1);
}

int play_edit_row(
	struct play *play, const struct row_edit *edit, struct row_hand *hand, struct str *says)
{
	struct row_edits one = {.count = 1, .list = {*edit}};
	struct row_hand none = {.row = edit->row};
	struct dataset after;
	size_t at;
	int status = row_edits_apply(&one, &play->experiment->data, &after, &at, says);

	if (status)
		return status;
	status = go_on(play, edit, &after, hand ? hand : &none, says);
	dataset_free(&after);
	if (!status)
		play_say_edit(play, says);
	return status;
}

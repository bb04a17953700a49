#include "num/row_edit.h"

#include <math.h>
#include <string.h>

#include "base/diag.h"
#include "base/number.h"
#include "base/status.h"
#include "base/utf8.h"

enum { WORDS_MAX = 4, WORD_BYTES = 48, ROWS_LEFT = 2, QUOTE_BYTES = 80 };

static const double largest = 1e9;

const char *const row_edit_words[ROW_EDIT_KINDS] = {[ROW_MOVE] = "move",
	[ROW_FLIP] = "flip",
	[ROW_TARGET] = "target",
	[ROW_ADD] = "add",
	[ROW_DELETE] = "delete"};

const char *const row_edit_forms[ROW_EDIT_KINDS] = {[ROW_MOVE] = "ROW X1 X2",
	[ROW_FLIP] = "ROW",
	[ROW_TARGET] = "ROW Y",
	[ROW_ADD] = "X1 X2 Y",
	[ROW_DELETE] = "ROW"};

/* What stands behind the word of each kind. */
static const struct {
	bool row, x, y;
} parts[ROW_EDIT_KINDS] = {[ROW_MOVE] = {.row = true, .x = true},
	[ROW_FLIP] = {.row = true},
	[ROW_TARGET] = {.row = true, .y = true},
	[ROW_ADD] = {.x = true, .y = true},
	[ROW_DELETE] = {.row = true}};

/* --- text -------------------------------------------------------------------------------------- */

struct words {
	char list[WORDS_MAX][WORD_BYTES];
	size_t count; /* also of those that found no place */
};

static struct words split(const char *text)
{
	struct words words = {.count = 0};

	for (text += strspn(text, " "); *text; text += strspn(text, " ")) {
		size_t length = strcspn(text, " ");
		bool fits = words.count < WORDS_MAX && length < WORD_BYTES;
		if (fits)
			memcpy(words.list[words.count], text, length);
		words.count += fits ? 1 : WORDS_MAX;
		text += length;
	}
	return words;
}

static const char *word_at(const void *context, size_t i)
{
	(void)context;
	return i < ROW_EDIT_KINDS ? row_edit_words[i] : NULL;
}

/* “…” around a stranger's text, shortened. */
static void add_quoted(const char *text, struct str *out)
{
	size_t length = strlen(text);

	str_add(out, "“");
	utf8_clean(out, text, length < QUOTE_BYTES ? length : QUOTE_BYTES);
	str_add(out, length < QUOTE_BYTES ? "”" : "…”");
}

static int refuse_word(const char *text, const char *word, struct str *why)
{
	const char *near = nearest_name(word, word_at, NULL);

	add_quoted(text, why);
	str_add(why, " is no edit of a row");
	if (near)
		str_addf(why, "; did you mean %s?", near);
	else
		str_add(why, ": write move, flip, target, add or delete first");
	return STATUS_NAME;
}

/* Of the kind that was meant: "“flip” is written flip ROW". */
static int refuse_form(const char *text, enum row_edit_kind kind, struct str *why)
{
	add_quoted(text, why);
	str_addf(why, " is written %s %s, such as ", row_edit_words[kind], row_edit_forms[kind]);
	row_edit_print(&(struct row_edit){.kind = kind, .row = 2, .x = {1.5, -2}, .y = 1}, why);
	return STATUS_SYNTAX;
}

static int refuse_number(const char *word, struct str *why)
{
	add_quoted(word, why);
	str_add(why, " is no number from −1e9 to 1e9");
	return STATUS_RANGE;
}

static int read_row(const char *word, size_t *ret_row, struct str *why)
{
	long number;

	if (!number_parse_int(word, &number) || number < 1) {
		str_add(why, "a row is a whole number from 1, not ");
		add_quoted(word, why);
		return STATUS_RANGE;
	}
	*ret_row = (size_t)number - 1;
	return 0;
}

static int read_value(const char *word, double *ret_value, struct str *why)
{
	double value;

	if (!number_parse(word, &value) || fabs(value) > largest)
		return refuse_number(word, why);
	*ret_value = value + 0.0; /* no negative zero */
	return 0;
}

enum row_edit_kind row_edit_kind(const char *text, size_t *ret_at)
{
	struct words words = split(text);
	size_t blanks = strspn(text, " ");
	enum row_edit_kind kind = ROW_MOVE;
	double number;

	*ret_at = blanks;
	if (number_parse(words.list[0], &number))
		return ROW_MOVE;
	while (kind < ROW_EDIT_KINDS && strcmp(row_edit_words[kind], words.list[0]) != 0)
		kind++;
	*ret_at += strcspn(text + blanks, " ");
	return kind;
}

static size_t words_before_target(enum row_edit_kind kind)
{
	return (parts[kind].row ? 1 : 0) + (parts[kind].x ? FEATURES : 0);
}

int row_edit_target(enum row_edit_kind kind)
{
	return parts[kind].y ? (int)words_before_target(kind) : -1;
}

int row_edit_parse(const char *text, struct row_edit *ret_edit, struct str *why)
{
	size_t behind, at = 0;
	enum row_edit_kind kind = row_edit_kind(text, &behind);
	struct words words = split(text + behind);
	int status = 0;

	if (kind == ROW_EDIT_KINDS)
		return refuse_word(text, split(text).list[0], why);
	struct row_edit edit = {.kind = kind};
	if (words.count != words_before_target(kind) + parts[kind].y)
		return refuse_form(text, kind, why);
	if (parts[kind].row)
		status = read_row(words.list[at++], &edit.row, why);
	for (int j = 0; j < FEATURES && parts[kind].x && !status; j++)
		status = read_value(words.list[at++], &edit.x[j], why);
	if (parts[kind].y && !status)
		status = read_value(words.list[at], &edit.y, why);
	if (!status)
		*ret_edit = edit;
	return status;
}

static void add_number(double value, struct str *out)
{
	char text[NUMBER_MAX];

	number_shortest(text, value);
	str_addf(out, " %s", text);
}

void row_edit_print(const struct row_edit *edit, struct str *out)
{
	str_add(out, row_edit_words[edit->kind]);
	if (parts[edit->kind].row)
		str_addf(out, " %zu", edit->row + 1);
	for (int j = 0; j < FEATURES && parts[edit->kind].x; j++)
		add_number(edit->x[j], out);
	if (parts[edit->kind].y)
		add_number(edit->y, out);
}

/* --- the list ---------------------------------------------------------------------------------- */

static void forget(struct row_edits *edits, size_t at)
{
	edits->count--;
	memmove(&edits->list[at], &edits->list[at + 1], (edits->count - at) * sizeof *edits->list);
	edits->list[edits->count] = (struct row_edit){.kind = ROW_MOVE};
}

/* The later edit of the same row goes into the earlier one. False where both are needed. */
static bool join(struct row_edits *edits, size_t at, const struct row_edit *edit)
{
	struct row_edit *before = &edits->list[at];
	bool added = before->kind == ROW_ADD;

	if (edit->kind == ROW_MOVE && (added || before->kind == ROW_MOVE))
		memcpy(before->x, edit->x, sizeof before->x);
	else if (edit->kind == ROW_TARGET && (added || before->kind == ROW_TARGET))
		before->y = edit->y;
	else if (edit->kind == ROW_FLIP && added)
		before->y = before->y > 0.5 ? 0 : 1;
	else if (edit->kind == ROW_FLIP && before->kind == ROW_FLIP)
		forget(edits, at);
	else
		return false;
	return true;
}

static bool gives_target(enum row_edit_kind kind)
{
	return kind == ROW_FLIP || kind == ROW_TARGET || kind == ROW_ADD;
}

/*
 * Looks back through the edits as far as rows have the numbers that they have now. A flip and a
 * target of the same row cannot pass each other: what lies before the one is beyond the other.
 */
static bool join_before(struct row_edits *edits, size_t rows, const struct row_edit *edit)
{
	if (edit->kind == ROW_ADD || edit->kind == ROW_DELETE)
		return false;
	for (size_t i = edits->count; i-- > 0 && edits->list[i].kind != ROW_DELETE;) {
		bool added = edits->list[i].kind == ROW_ADD;
		rows -= added;
		if ((added ? rows : edits->list[i].row) != edit->row)
			continue;
		bool both = gives_target(edits->list[i].kind) && gives_target(edit->kind);
		if (join(edits, i, edit))
			return true;
		if (both)
			return false;
	}
	return false;
}

int row_edits_add(
	struct row_edits *edits, size_t rows, const struct row_edit *edit, struct str *why)
{
	if (join_before(edits, rows, edit))
		return 0;
	if (edits->count == ROW_EDITS_MAX) {
		str_addf(why, "there are %d edits of rows already; u takes the last one back",
			ROW_EDITS_MAX);
		return STATUS_LIMIT;
	}
	edits->list[edits->count++] = *edit;
	return 0;
}

/* --- the data ---------------------------------------------------------------------------------- */

static int check_features(const struct row_edit *edit, struct str *why)
{
	for (int j = 0; j < FEATURES; j++)
		if (!(fabs(edit->x[j]) <= largest)) {
			str_add(why, "a feature is a number from −1e9 to 1e9");
			return STATUS_RANGE;
		}
	return 0;
}

static int move(struct dataset *data, const struct row_edit *edit, struct str *why)
{
	int status = check_features(edit, why);

	if (status)
		return status;
	for (int j = 0; j < FEATURES; j++)
		data->x[j][edit->row] = edit->x[j];
	return 0;
}

static int flip(struct dataset *data, const struct row_edit *edit, struct str *why)
{
	if (!data->classes) {
		str_addf(why, "the target is a number, not a class: target %zu 2.5 gives another",
			edit->row + 1);
		return STATUS_COMBINATION;
	}
	data->y[edit->row] = data->y[edit->row] > 0.5 ? 0 : 1;
	return 0;
}

/* A class is 0 or 1. */
static int check_target(const struct dataset *data, double y, struct str *why)
{
	if (!data->classes || y == 0 || y == 1)
		return 0;
	str_addf(why, "the target is a class, 0 for %s or 1 for %s, not %g", data->class_name[0],
		data->class_name[1], y);
	return STATUS_RANGE;
}

static int retarget(struct dataset *data, const struct row_edit *edit, struct str *why)
{
	int status = check_target(data, edit->y, why);

	if (!status)
		data->y[edit->row] = edit->y;
	return status;
}

static int add(struct dataset *data, const struct row_edit *edit, struct str *why)
{
	int status = check_features(edit, why);

	if (!status)
		status = check_target(data, edit->y, why);
	if (status)
		return status;
	for (int j = 0; j < FEATURES; j++)
		data->x[j][data->rows] = edit->x[j];
	data->y[data->rows] = edit->y;
	data->train[data->train_count++] = data->rows++;
	return 0;
}

/* Takes a row out of a side of the split; the rows behind it move up. */
static void leave_side(size_t *side, size_t *count, size_t row)
{
	size_t kept = 0;

	for (size_t i = 0; i < *count; i++)
		if (side[i] != row)
			side[kept++] = side[i] - (side[i] > row);
	*count = kept;
}

static int remove_row(struct dataset *data, const struct row_edit *edit, struct str *why)
{
	size_t row = edit->row, behind = data->rows - row - 1;

	(void)why;
	for (int j = 0; j < FEATURES; j++)
		memmove(data->x[j] + row, data->x[j] + row + 1, behind * sizeof(double));
	memmove(data->y + row, data->y + row + 1, behind * sizeof(double));
	data->rows--;
	leave_side(data->train, &data->train_count, row);
	leave_side(data->test, &data->test_count, row);
	return 0;
}

static int apply_one(struct dataset *data, const struct row_edit *edit, struct str *why)
{
	static int (*const hands[ROW_EDIT_KINDS])(struct dataset * data,
		const struct row_edit *edit, struct str *why) = {[ROW_MOVE] = move,
		[ROW_FLIP] = flip,
		[ROW_TARGET] = retarget,
		[ROW_ADD] = add,
		[ROW_DELETE] = remove_row};

	if (parts[edit->kind].row && edit->row >= data->rows) {
		str_addf(why, "there is no row %zu: there are rows 1 to %zu", edit->row + 1,
			data->rows);
		return STATUS_RANGE;
	}
	return hands[edit->kind](data, edit, why);
}

/* A copy with room for the rows to come. */
static int copy_data(const struct dataset *data, size_t more, struct dataset *copy)
{
	struct dataset made;
	int status = dataset_alloc(&made, data->rows + more);

	if (status)
		return status;
	memcpy(made.train, data->train, data->train_count * sizeof *made.train);
	memcpy(made.test, data->test, data->test_count * sizeof *made.test);
	memcpy(made.y, data->y, data->rows * sizeof *made.y);
	for (int j = 0; j < FEATURES; j++)
		memcpy(made.x[j], data->x[j], data->rows * sizeof(double));
	*copy = *data;
	copy->train = made.train;
	copy->test = made.test;
	copy->y = made.y;
	memcpy(copy->x, made.x, sizeof copy->x);
	return 0;
}

static size_t class_rows(const struct dataset *data, int class)
{
	size_t count = 0;

	for (size_t i = 0; i < data->rows; i++)
		count += data->y[i] == class;
	return count;
}

/* What was there before the edits must be left behind them. */
static int check_left(const struct dataset *before, const struct dataset *data, struct str *why)
{
	if (data->train_count < ROWS_LEFT) {
		str_addf(why, "%zu training row%s would be left, and a run needs at least %d",
			data->train_count, data->train_count == 1 ? "" : "s", ROWS_LEFT);
		return STATUS_DATA;
	}
	for (int class = 0; class < 2 && data->classes; class ++)
		if (!class_rows(data, class) && class_rows(before, class)) {
			str_addf(why, "no row of %s would be left, and a class needs at least one",
				data->class_name[class]);
			return STATUS_DATA;
		}
	return 0;
}

int row_edits_apply(const struct row_edits *edits, const struct dataset *data,
	struct dataset *ret_data, size_t *ret_at, struct str *why)
{
	struct dataset edited;
	size_t at = 0;
	int status = copy_data(data, edits->count, &edited);

	if (status)
		return status;
	while (at < edits->count && !(status = apply_one(&edited, &edits->list[at], why)))
		at++;
	if (!status)
		status = check_left(data, &edited, why);
	if (status) {
		dataset_free(&edited);
		*ret_at = at;
	} else {
		*ret_data = edited;
	}
	return status;
}

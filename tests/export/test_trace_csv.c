/* Traces as CSV: columns under the names of quantities, with the numbers that these have there. */
#include "engine/quantity.h"
#include "records.h"

enum { COLUMNS_MAX = 8000 };

struct column {
	const struct quantity *quantity; /* NULL: epoch, batch and so on, in the first five */
	int index[3];
};

/* Takes the next cell of a line, without its quotes; false at the end of the line. */
static bool take_cell(const char **line, char cell[64])
{
	bool quoted = **line == '"';
	const char *from = *line + quoted;
	size_t length = strcspn(from, quoted ? "\"" : ",\n");

	if (!**line)
		return false;
	assert_true(length < 64);
	memcpy(cell, from, length);
	cell[length] = '\0';
	*line = from + length + quoted;
	assert_true(**line == ',' || **line == '\n');
	if (**line == '\n')
		*line = "";
	else if (*++*line == '\n')
		*line = "\n"; /* an empty cell at the end is still to come */
	return true;
}

/* "mu(1,2)" */
static struct column read_column(const char *name)
{
	struct column column = {.index = {0}};
	char plain[32];
	int used = 0;

	sscanf(name, "%31[A-Za-z_]%n", plain, &used);
	column.quantity = quantity_find(plain);
	if (!column.quantity)
		fail_msg("%s is not in the table of quantities", name);
	int wanted = quantity_indices(column.quantity->shape);
	int found = sscanf(
		name + used, "(%d,%d,%d)", &column.index[0], &column.index[1], &column.index[2]);
	assert_int_equal(found < 0 ? 0 : found, wanted);
	return column;
}

static int read_header(const char *line, struct column columns[COLUMNS_MAX])
{
	static const char *const first[] = {"step", "epoch", "batch", "layer", "stage"};
	char cell[64];
	int count = 0;

	for (; take_cell(&line, cell); count++) {
		assert_true(count < COLUMNS_MAX);
		if (count < 5)
			assert_string_equal(cell, first[count]);
		else
			columns[count] = read_column(cell);
	}
	return count;
}

static void check_cell(const struct run *run, const struct column *column, const char *cell)
{
	double expected = NAN, actual;
	int status = quantity_read(run, column->quantity, column->index, &expected);
	char *end;

	if (status || !isfinite(expected)) {
		assert_string_equal(cell, "");
		return;
	}
	actual = strtod(cell, &end);
	assert_true(*cell && !*end);
	assert_memory_equal(&actual, &expected, sizeof(actual));
}

static void check_line(
	const char *line, const struct run *run, const struct column *columns, int count)
{
	char cell[64], place[5][24];
	struct position p = run->at;
	int i = 0;

	snprintf(place[0], sizeof(place[0]), "%zu", p.epoch ? p.step + 1 : 0);
	snprintf(place[1], sizeof(place[1]), "%zu", p.epoch);
	snprintf(place[2], sizeof(place[2]), "%zu", p.batch);
	snprintf(place[3], sizeof(place[3]), "%d", p.layer);
	snprintf(place[4], sizeof(place[4]), "%s", stage_info(p.stage)->word);
	for (; take_cell(&line, cell); i++) {
		assert_true(i < count);
		if (i < 5)
			assert_string_equal(cell, place[i]);
		else
			check_cell(run, &columns[i], cell);
	}
	assert_int_equal(i, count);
}

static bool has_column(const struct column *columns, int count, const char *name)
{
	for (int i = 5; i < count; i++) {
		if (strcmp(columns[i].quantity->name, name) == 0)
			return true;
	}
	return false;
}

/* The numbers of the JSON have columns: those of layers always, scores in epochs. */
static void check_columns(
	const struct play *play, enum trace_every every, const struct column *columns, int count)
{
	static const char *const always[] = {"loss", "m", "W", "dW", "diverged"};
	static const char *const of_norm[] = {"mu", "var", "gamma", "beta", "d_gamma", "d_beta",
		"running_mu", "running_var", "zhat_var"};
	bool norm = play->experiment->settings.batch_norm.on;

	for (size_t i = 0; i < sizeof(always) / sizeof(always[0]); i++)
		assert_true(has_column(columns, count, always[i]));
	for (size_t i = 0; i < sizeof(of_norm) / sizeof(of_norm[0]); i++)
		assert_int_equal(has_column(columns, count, of_norm[i]), norm);
	assert_int_equal(has_column(columns, count, "train_loss"), every == TRACE_EPOCH);
	assert_int_equal(has_column(columns, count, "test_accuracy"),
		every == TRACE_EPOCH && play->experiment->data.test_count > 0);
}

static void check_csv(struct play *play, enum trace_every every)
{
	static struct column columns[COLUMNS_MAX];
	struct str text = trace_text(play, every, true);
	const char *line = str_text(&text);
	size_t index = trace_next(play->run, every, SIZE_MAX);
	int count = read_header(line, columns);

	check_columns(play, every, columns, count);
	for (line = strchr(line, '\n') + 1; *line; line = strchr(line, '\n') + 1) {
		assert_true(index != SIZE_MAX);
		run_seek(play->run, index);
		check_line(line, play->run, columns, count);
		index = trace_next(play->run, every, play->run->at.index);
	}
	assert_true(index == SIZE_MAX);
	str_free(&text);
}

static void csv_has_the_same_numbers(void **unused)
{
	struct play *play;

	(void)unused;
	for (size_t i = 0; (play = open_case(i)); i++) {
		for (int every = TRACE_STAGE; every <= TRACE_RUN; every++)
			check_csv(play, (enum trace_every)every);
		play_close(play);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv_has_the_same_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

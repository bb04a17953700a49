#include "export/trace.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/number.h"
#include "base/status.h"
#include "engine/quantity.h"

enum { INDICES_MAX = 3 };

/* Calls `visit` for each number of the run that has a column: numbers, units and weights. */
typedef void column_visitor(
	const struct run *run, const struct quantity *q, const int *index, struct str *out);

static void visit_indices(const struct run *run, const struct quantity *q, int *index, int depth,
	column_visitor *visit, struct str *out)
{
	if (depth == quantity_indices(q->shape) || depth == INDICES_MAX) {
		visit(run, q, index, out);
		return;
	}
	int last = quantity_extent(run, q, index, depth);
	for (index[depth] = 1; index[depth] <= last; index[depth]++)
		visit_indices(run, q, index, depth + 1, visit, out);
}

/* Numbers of the whole run that have a column although they are known everywhere. */
static bool is_wanted_number(const struct quantity *q, enum trace_every every)
{
	static const char *const scores[] = {
		"train_loss", "test_loss", "train_accuracy", "test_accuracy"};

	if (q->from[0] != STAGE_START || strcmp(q->name, "diverged") == 0)
		return true;
	for (size_t i = 0; every == TRACE_EPOCH && i < sizeof scores / sizeof *scores; i++)
		if (strcmp(q->name, scores[i]) == 0)
			return true;
	return false;
}

static bool is_wanted(const struct quantity *q, enum trace_every every)
{
	if (q->shape == QUANTITY_NUMBER)
		return is_wanted_number(q, every);
	bool derived = strncmp(q->name, "folded_", 7) == 0 || strstr(q->name, "_before") != NULL;
	return (q->shape == QUANTITY_UNIT || q->shape == QUANTITY_WEIGHT) && !derived;
}

static void visit_columns(
	const struct run *run, enum trace_every every, column_visitor *visit, struct str *out)
{
	for (size_t i = 0; i < quantities_count; i++) {
		int index[3] = {0};
		if (is_wanted(&quantities[i], every))
			visit_indices(run, &quantities[i], index, 0, visit, out);
	}
}

/* A layer without batch norm has no columns mu, var, gamma and so on; nor one without b. */
static bool has_column(const struct run *run, const struct quantity *q, const int *index)
{
	double value;

	return quantity_read(run, q, index, &value) != STATUS_COMBINATION;
}

static void add_name(
	const struct run *run, const struct quantity *q, const int *index, struct str *out)
{
	int indices = quantity_indices(q->shape);

	if (!has_column(run, q, index))
		return;
	str_addf(out, indices > 1 ? ",\"%s" : ",%s", q->name);
	for (int i = 0; i < indices; i++)
		str_addf(out, "%c%d", i ? ',' : '(', index[i]);
	str_add(out, indices > 1 ? ")\"" : indices ? ")" : "");
}

static void add_value(
	const struct run *run, const struct quantity *q, const int *index, struct str *out)
{
	char text[NUMBER_MAX] = "";
	double value = NAN;
	int status = quantity_read(run, q, index, &value);

	if (status == STATUS_COMBINATION)
		return;
	if (!status && isfinite(value))
		number_exact(text, value);
	str_addf(out, ",%s", text);
}

static int write_line(struct str *line, FILE *file)
{
	str_add_char(line, '\n');
	int status = line->failed ? STATUS_MEMORY : 0;
	if (!status && fwrite(line->data, 1, line->len, file) != line->len)
		status = STATUS_WRITE;
	str_clear(line);
	return status;
}

int trace_csv(struct play *play, enum trace_every every, FILE *file)
{
	struct run *run = play->run;
	struct str line = {0};

	play_go_index(play, trace_next(run, every, SIZE_MAX));
	str_add(&line, "step,epoch,batch,layer,stage");
	visit_columns(run, every, add_name, &line);
	int status = write_line(&line, file);
	for (size_t index = run->at.index; !status && index != SIZE_MAX;
		index = trace_next(run, every, run->at.index)) {
		play_go_index(play, index);
		str_addf(&line, "%zu,%zu,%zu,%d,%s", run->at.epoch ? run->at.step + 1 : 0,
			run->at.epoch, run->at.batch, run->at.layer,
			stage_info(run->at.stage)->word);
		visit_columns(run, every, add_value, &line);
		status = write_line(&line, file);
	}
	str_free(&line);
	return status;
}

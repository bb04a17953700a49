/*
 * The table of quantities: sound in itself; every index of every quantity at every stage either
 * has a value, or says why not; and values against plain loops over what the run keeps.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/status.h"
#include "close.h"
#include "engine/quantity.h"
#include "lessons.h"

/* --- the table -------------------------------------------------------------------------------------- */

static void the_table_is_whole(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < quantities_count; i++) {
		const struct quantity *q = &quantities[i];

		assert_int_equal(strspn(q->name, "abcdefghijklmnopqrstuvwxyzW_"), strlen(q->name));
		assert_true(q->meaning[0] && q->meaning[strlen(q->meaning) - 1] != '.');
		assert_non_null(q->symbol);
		assert_non_null(q->unit);
		assert_int_equal(q->kind == READ_FUNCTION, q->read != NULL);
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(q->name, quantities[j].name);
		assert_ptr_equal(quantity_find(q->name), q);
		assert_string_equal(quantity_nearest(q->name), q->name);
	}
	assert_null(quantity_find(""));
	assert_null(quantity_find("MU"));
	assert_string_equal(quantity_nearest("gama"), "gamma");
	assert_string_equal(quantity_nearest("runing_mu"), "running_mu");
	assert_null(quantity_nearest("xyzzyxyzzy"));
}

static void shapes_say_their_indices(void **unused)
{
	(void)unused;
	for (int shape = 0; shape < QUANTITY_SHAPE_COUNT; shape++) {
		const char *arguments = quantity_arguments((enum quantity_shape)shape);
		int commas = 0;

		for (const char *at = arguments; *at; at++)
			commas += *at == ',';
		assert_int_equal(
			quantity_indices((enum quantity_shape)shape), *arguments ? commas + 1 : 0);
	}
}

/* --- every index, everywhere ------------------------------------------------------------------------ */

static const char *const variants[][6] = {
	{NULL},
	{"batch_norm.on=false", NULL},
	{"batch_norm.position=after", "network.bias_before_norm=true", NULL},
	{"batch_norm.normalize_with=running", "batch_norm.output_layer=true", NULL},
	{"network.hidden=2,3", "network.activation=linear", "data.test=0.25", NULL},
	{"network.hidden=", "batch_norm.on=false", "input.whiten=true", "network.bias=false", NULL},
};
enum { VARIANTS = sizeof(variants) / sizeof(variants[0]) };

typedef void visit_one(const struct run *run, const struct quantity *q, const int index[3]);

static void visit(
	const struct run *run, const struct quantity *q, int *index, int depth, visit_one *visitor)
{
	if (depth == quantity_indices(q->shape)) {
		visitor(run, q, index);
		return;
	}
	int last = quantity_extent(run, q, index, depth);
	for (index[depth] = 1; index[depth] <= last; index[depth]++)
		visit(run, q, index, depth + 1, visitor);
	index[depth] = 0;
}

/* Calls the visitor for all indices of all quantities at all stages of input and one batch. */
static void visit_all(visit_one *visitor)
{
	for (size_t v = 0; v < VARIANTS; v++) {
		struct play *play = open_shipped("five-stages", 1, variants[v]);
		const struct timeline *t = &play->run->timeline;
		size_t count = (size_t)(t->input_slots + 2 * t->batch_slots);

		for (size_t i = 0; i < count; i++) {
			run_seek(play->run, i);
			for (size_t q = 0; q < quantities_count; q++) {
				int index[3] = {0};
				visit(play->run, &quantities[q], index, 0, visitor);
			}
		}
		play_close(play);
	}
}

static void check_status(const struct run *run, const struct quantity *q, const int index[3])
{
	double value = 4711;
	int status = quantity_read(run, q, index, &value);

	if (status && status != STATUS_UNKNOWN_YET && status != STATUS_COMBINATION)
		fail_msg("%s(%d,%d,%d) at %s: status %d", q->name, index[0], index[1], index[2],
			stage_info(run->at.stage)->word, status);
	assert_int_equal(value == 4711, status != 0); /* kept where there is none */
	bool waits = q->from[0] != STAGE_START || q->kind == READ_FUNCTION; /* a rule of its own */
	if (status == STATUS_UNKNOWN_YET && !waits)
		fail_msg("%s is always known, but not at %s", q->name,
			stage_info(run->at.stage)->word);
}

static void every_index_has_a_value_or_a_reason(void **unused)
{
	(void)unused;
	visit_all(check_status);
}

/* Once known within a batch, known until its end; what this run lacks, it lacks everywhere. */
static void check_later(const struct run *run, const struct quantity *q, const int index[3])
{
	struct run next = *run;
	double value;

	if (!run->at.epoch || run->at.slot + 1 >= run->timeline.batch_slots)
		return;
	int status = quantity_read(run, q, index, &value);
	next.at = timeline_at(&run->timeline, run->at.index + 1);
	int later = quantity_read(&next, q, index, &value);
	if (status == 0)
		assert_int_equal(later, 0);
	assert_int_equal(status == STATUS_COMBINATION, later == STATUS_COMBINATION);
}

static void what_is_known_stays_known(void **unused)
{
	(void)unused;
	visit_all(check_later);
}

/* At the end of a batch nothing is "not yet". */
static void check_end(const struct run *run, const struct quantity *q, const int index[3])
{
	double value;

	if (run->at.stage == STAGE_UPDATE)
		assert_int_not_equal(quantity_read(run, q, index, &value), STATUS_UNKNOWN_YET);
}

static void at_the_end_all_is_known(void **unused)
{
	(void)unused;
	for (size_t v = 0; v < VARIANTS; v++) {
		struct play *play = open_shipped("five-stages", 1, variants[v]);

		run_seek(play->run, timeline_index(&play->run->timeline, 2,
					    play->run->timeline.batch_slots - 1));
		for (size_t q = 0; q < quantities_count; q++) {
			int index[3] = {0};
			bool input = strncmp(quantities[q].name, "input_", 6) == 0;
			if (!input)
				visit(play->run, &quantities[q], index, 0, check_end);
		}
		play_close(play);
	}
}

static void wrong_indices_are_refused(void **unused)
{
	static const struct {
		const char *name;
		int index[3];
	} cases[] = {
		{"mu", {0, 1, 0}},
		{"mu", {3, 1, 0}},
		{"mu", {1, 0, 0}},
		{"mu", {1, 4, 0}},
		{"mu", {-1, 1, 0}},
		{"z", {1, 1, 0}},
		{"z", {1, 1, 9}},
		{"z", {1, 4, 1}},
		{"W", {1, 1, 3}},
		{"W", {2, 2, 1}},
		{"W", {2, 1, 4}},
		{"W", {1, 1, 0}},
		{"x", {3, 1, 0}},
		{"x", {1, 65, 0}},
		{"x", {1, 0, 0}},
		{"y", {0, 0, 0}},
		{"y", {65, 0, 0}},
		{"units", {3, 0, 0}},
		{"x_mean", {0, 0, 0}},
		{"x_batch", {1, 9, 0}},
		{"y_batch", {9, 0, 0}},
		{"d_gamma", {1, 4, 0}},
	};
	struct play *play = open_shipped("five-stages", 1, NULL);

	(void)unused;
	run_seek(play->run,
		timeline_index(&play->run->timeline, 0, play->run->timeline.batch_slots - 1));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		double value = 4711;
		int status = quantity_read(
			play->run, quantity_find(cases[i].name), cases[i].index, &value);

		if (status != STATUS_RANGE)
			fail_msg("%s(%d,%d,%d): status %d", cases[i].name, cases[i].index[0],
				cases[i].index[1], cases[i].index[2], status);
		assert_true(value == 4711);
	}
	play_close(play);
}

/* --- when and what ----------------------------------------------------------------------------------- */

static void known_from_their_stage_on(void **unused)
{
	static const struct {
		const char *name;
		int index[3];
		enum stage stage;
		int layer;
	} cases[] = {
		{"m", {0}, STAGE_DRAW, 0},
		{"z", {1, 1, 1}, STAGE_LINEAR, 1},
		{"z", {2, 1, 1}, STAGE_LINEAR, 2},
		{"mu", {1, 2, 0}, STAGE_MEAN, 1},
		{"centered", {1, 2, 3}, STAGE_SUBTRACT, 1},
		{"var", {1, 2, 0}, STAGE_VARIANCE, 1},
		{"zhat", {1, 2, 8}, STAGE_NORMALIZE, 1},
		{"ztilde", {1, 3, 8}, STAGE_SCALE_SHIFT, 1},
		{"a", {1, 1, 1}, STAGE_ACTIVATION, 1},
		{"a", {2, 1, 1}, STAGE_ACTIVATION, 2},
		{"loss", {0}, STAGE_LOSS, 0},
		{"d_z", {2, 1, 1}, STAGE_D_LOSS, 0},
		{"dW", {2, 1, 3}, STAGE_D_WEIGHTS, 2},
		{"db", {2, 1, 0}, STAGE_D_WEIGHTS, 2},
		{"d_ztilde", {1, 1, 1}, STAGE_D_ACTIVATION, 1},
		{"d_beta", {1, 1, 0}, STAGE_D_BETA, 1},
		{"d_gamma", {1, 1, 0}, STAGE_D_GAMMA, 1},
		{"d_zhat", {1, 1, 1}, STAGE_D_ZHAT, 1},
		{"d_var", {1, 1, 0}, STAGE_D_VAR, 1},
		{"d_mu", {1, 1, 0}, STAGE_D_MU, 1},
		{"d_z", {1, 1, 1}, STAGE_D_Z, 1},
		{"dW", {1, 1, 2}, STAGE_D_WEIGHTS, 1},
	};
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct run *run = play->run;

	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct quantity *q = quantity_find(cases[i].name);
		int slot =
			timeline_order(&run->timeline, 0)->slot_of[cases[i].stage][cases[i].layer];
		double value;

		assert_true(slot >= 0);
		for (int at = 0; at < run->timeline.batch_slots; at++) {
			run_seek(run, timeline_index(&run->timeline, 1, at));
			int status = quantity_read(run, q, cases[i].index, &value);
			if (status != (at < slot ? STATUS_UNKNOWN_YET : 0))
				fail_msg("%s in layer %d at slot %d of %d: status %d",
					cases[i].name, cases[i].index[0], at, slot, status);
		}
		run_seek(run, 0);
		assert_int_equal(quantity_read(run, q, cases[i].index, &value), STATUS_UNKNOWN_YET);
	}
	play_close(play);
}

static double read_at(const struct run *run, const char *name, int i, int j, int k)
{
	double value = NAN;

	assert_int_equal(quantity_read(run, quantity_find(name), (int[3]){i, j, k}, &value), 0);
	return value;
}

/* Parameters change at the update, running averages at their own stage, gradients not at all. */
static void when_things_change(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct run *run = play->run;
	const struct timeline *t = &run->timeline;
	double W = 0, running = 0;

	(void)unused;
	for (int slot = 0; slot < t->batch_slots; slot++) {
		run_seek(run, timeline_index(t, 2, slot));
		double W_now = read_at(run, "W", 1, 1, 1);
		double running_now = read_at(run, "running_var", 1, 1, 0);

		assert_int_equal(slot && W_now != W, run->at.stage == STAGE_UPDATE);
		assert_int_equal(slot && running_now != running, run->at.stage == STAGE_RUNNING);
		W = W_now;
		running = running_now;
	}
	run_seek(run, timeline_index(t, 3, 0));
	assert_true(read_at(run, "W", 1, 1, 1) == W);
	assert_true(read_at(run, "running_var", 1, 1, 0) == running);
	play_close(play);
}

/* Means, variances and sums against loops over the values of the same name. */
static void moments_are_those_of_the_values(void **unused)
{
	static const char *const names[] = {"z", "zhat", "ztilde", "a"};
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct run *run = play->run;

	(void)unused;
	run_seek(run, timeline_index(&run->timeline, 4, run->timeline.batch_slots - 1));
	int m = (int)read_at(run, "m", 0, 0, 0);
	assert_int_equal(m, 8);
	for (int unit = 1; unit <= 3; unit++) {
		double dz = 0;

		for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++) {
			char mean_name[24], var_name[24];
			double mean = 0, square = 0;

			snprintf(mean_name, sizeof(mean_name), "%s_mean", names[k]);
			snprintf(var_name, sizeof(var_name), "%s_var", names[k]);
			for (int e = 1; e <= m; e++) {
				double value = read_at(run, names[k], 1, unit, e);

				mean += value / m;
				square += value * value / m;
			}
			assert_close(read_at(run, mean_name, 1, unit, 0), mean, 1e-13, 1e-15);
			assert_close(read_at(run, var_name, 1, unit, 0), square - mean * mean,
				1e-10, 1e-13);
		}
		for (int e = 1; e <= m; e++)
			dz += read_at(run, "d_z", 1, unit, e);
		assert_close(read_at(run, "d_z_sum", 1, unit, 0), dz, 0, 1e-16);
		assert_close(dz, 0, 0, 1e-15);
	}
	play_close(play);
}

static void scores_are_of_train_and_test(void **unused)
{
	static const char *const sets[] = {"data.test=0.25", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);
	struct run *run = play->run;

	(void)unused;
	run_seek(run, SIZE_MAX);
	assert_true(read_at(run, "train_rows", 0, 0, 0) == 48);
	assert_true(read_at(run, "test_rows", 0, 0, 0) == 16);
	double accuracy = read_at(run, "test_accuracy", 0, 0, 0) * 16;
	assert_close(accuracy, round(accuracy), 0, 1e-12);
	assert_true(read_at(run, "train_loss", 0, 0, 0) > 0);
	assert_true(read_at(run, "train_loss", 0, 0, 0) != read_at(run, "test_loss", 0, 0, 0));
	play_close(play);
}

/* The mistake that input.test_with shows: training is the same, the test rows stand elsewhere. */
static void test_rows_by_their_own_statistics(void **unused)
{
	static const char *const right[] = {"data.test=0.25", NULL};
	static const char *const wrong[] = {"data.test=0.25", "input.test_with=own", NULL};
	struct play *plays[2] = {
		open_shipped("two-scales", 1, right), open_shipped("two-scales", 1, wrong)};
	struct run *a = plays[0]->run, *b = plays[1]->run;

	(void)unused;
	run_seek(a, SIZE_MAX);
	run_seek(b, SIZE_MAX);
	assert_true(read_at(a, "train_loss", 0, 0, 0) == read_at(b, "train_loss", 0, 0, 0));
	assert_true(read_at(b, "test_loss", 0, 0, 0) > 2 * read_at(a, "test_loss", 0, 0, 0));
	assert_close(read_at(b, "x_test_mean", 2, 0, 0), 0, 0, 1e-12);
	assert_true(fabs(read_at(a, "x_test_mean", 2, 0, 0)) > 1e-3);
	assert_true(read_at(a, "x_test_var", 2, 0, 0) == read_at(b, "x_test_var", 2, 0, 0));
	const struct dataset *data = &b->experiment->data;
	double sum = 0;
	for (size_t i = 0; i < data->test_count; i++)
		sum += data->x[1][data->test[i]];
	for (size_t row = 0; row < data->rows; row++) {
		bool test = false;
		for (size_t i = 0; i < data->test_count; i++)
			test = test || data->test[i] == row;
		double mean = read_at(b, "row_mean", 2, (int)row + 1, 0);
		assert_close(mean,
			test ? sum / (double)data->test_count : b->experiment->norm.mean[1], 1e-14,
			0);
		assert_close(read_at(b, "x_raw", 2, (int)row + 1, 0) - mean,
			read_at(b, "x", 2, (int)row + 1, 0), 1e-13, 1e-13);
	}
	play_close(plays[0]);
	play_close(plays[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table_is_whole),
		cmocka_unit_test(shapes_say_their_indices),
		cmocka_unit_test(every_index_has_a_value_or_a_reason),
		cmocka_unit_test(what_is_known_stays_known),
		cmocka_unit_test(at_the_end_all_is_known),
		cmocka_unit_test(wrong_indices_are_refused),
		cmocka_unit_test(known_from_their_stage_on),
		cmocka_unit_test(when_things_change),
		cmocka_unit_test(moments_are_those_of_the_values),
		cmocka_unit_test(scores_are_of_train_and_test),
		cmocka_unit_test(test_rows_by_their_own_statistics),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

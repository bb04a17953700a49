/* Sweeps: the ring's two ranges of learning rates, threads that change nothing, stopping, errors. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/status.h"
#include "close.h"
#include "engine/ruler.h"
#include "engine/run.h"
#include "engine/sweep.h"

static const struct experiment_source no_source = {.folder = "."};

/* --- settings ---------------------------------------------------------------------------------- */

static void set(struct settings *settings, const char *name, const char *value)
{
	struct str why = {0};

	if (setting_set(settings, setting_find(name), value, &why))
		fail_msg("%s", str_text(&why));
	str_free(&why);
}

static void set_all(struct settings *settings, const char *const pairs[][2], size_t count)
{
	settings_defaults(settings);
	for (size_t i = 0; i < count; i++)
		set(settings, pairs[i][0], pairs[i][1]);
}

/* lessons.md: ring, 2-16-16-16-1, relu, init scale 3 (on xavier), all rows at once, 400 steps. */
static struct settings ring(void)
{
	static const char *const pairs[][2] = {{"data.source", "ring"}, {"data.rows", "64"},
		{"network.hidden", "16, 16, 16"}, {"network.activation", "relu"},
		{"network.init_scale", "3"}, {"network.output", "sigmoid"},
		{"train.loss", "logistic"}, {"train.batch", "all"}, {"train.epochs", "400"}};
	struct settings settings;

	set_all(&settings, pairs, sizeof(pairs) / sizeof(pairs[0]));
	return settings;
}

/* Small, with batches of unequal size, test rows and noise. */
static struct settings blobs(void)
{
	static const char *const pairs[][2] = {{"data.source", "blobs"}, {"data.rows", "30"},
		{"data.noise", "0.4"}, {"data.test", "0.2"}, {"network.hidden", "3"},
		{"network.activation", "tanh"}, {"network.output", "sigmoid"},
		{"train.loss", "logistic"}, {"train.batch", "7"}, {"train.epochs", "5"}};
	struct settings settings;

	set_all(&settings, pairs, sizeof(pairs) / sizeof(pairs[0]));
	return settings;
}

static const char *const on_off[] = {"false", "true"};

static struct sweep *make(const struct settings *settings, const struct sweep_plan *plan)
{
	struct diags diags = {.count = 0};
	struct sweep *sweep = NULL;

	if (sweep_new(settings, no_source, plan, &sweep, &diags))
		fail_msg("%s", diags.count ? diags.list[0].text : "no sentence");
	diags_free(&diags);
	return sweep;
}

static struct sweep *finished(const struct settings *settings, const struct sweep_plan *plan)
{
	struct sweep *sweep = make(settings, plan);

	assert_int_equal(sweep_start(sweep), 0);
	sweep_wait(sweep);
	return sweep;
}

/* --- the claim of lessons.md ------------------------------------------------------------------- */

/* Rates up to .35 work without batch norm and rates up to 8 with it; of 20 seeds 18 and 20 do. */
static void the_ring_with_and_without(void **unused)
{
	static const char *const rates[] = {"0.1", "0.35", "1", "8", "32"};
	static const struct {
		size_t least, most;
	} reached[2][5] = {
		{{5, 5}, {4, 5}, {0, 1}, {0, 0}, {0, 0}}, {{5, 5}, {5, 5}, {5, 5}, {4, 5}, {0, 0}}};
	struct settings settings = ring();
	struct sweep_plan plan = {.across = {"train.learning_rate", rates, 5},
		.down = {"batch_norm.on", on_off, 2},
		.seeds = 5};
	struct sweep *sweep = finished(&settings, &plan);

	(void)unused;
	for (size_t i = 0; i < 10; i++) {
		struct sweep_cell cell = sweep_cell(sweep, i % 5, i / 5, 0.1);

		assert_int_equal(cell.done, 5);
		assert_int_equal(cell.failed, 0);
		if (cell.reached < reached[i / 5][i % 5].least ||
			cell.reached > reached[i / 5][i % 5].most)
			fail_msg("rate %s, batch norm %s: %zu of 5", rates[i % 5], on_off[i / 5],
				cell.reached);
		assert_true(cell.least <= cell.largest);
	}
	sweep_free(sweep);
}

/* --- a run of a sweep is a run ----------------------------------------------------------------- */

/* The same settings by the engine that keeps every position: seed 2 of the cell adds 2 to both. */
static void a_run_of_a_sweep_is_a_run(void **unused)
{
	static const char *const rates[] = {"0.5"};
	struct settings settings = blobs();
	struct sweep_plan plan = {.across = {"train.learning_rate", rates, 1},
		.down = {"batch_norm.on", on_off, 2},
		.seeds = 3};
	struct sweep *sweep = finished(&settings, &plan);

	(void)unused;
	for (size_t row = 0; row < 2; row++) {
		struct diags diags = {.count = 0};
		struct experiment *experiment;
		struct sweep_result result;
		struct run *run;

		set(&settings, "train.learning_rate", "0.5");
		set(&settings, "batch_norm.on", on_off[row]);
		set(&settings, "data.seed", "3");
		set(&settings, "train.seed", "3");
		assert_int_equal(experiment_new(&settings, no_source, &experiment, &diags), 0);
		assert_int_equal(run_new(experiment, 1, &run), 0);
		run_seek(run, run->last);
		assert_true(sweep_result(sweep, 0, row, 2, &result));
		assert_int_equal(result.end, SWEEP_FINISHED);
		assert_int_equal(result.steps, 5 * 4);
		assert_close(result.test_mode, run_score(run, false).loss, 0, 0);
		assert_close(result.accuracy, run_score(run, false).accuracy, 0, 0);
		assert_close(result.test_loss, run_score(run, true).loss, 0, 0);
		/* Without batch norm the two modes are one. */
		if (row == 0)
			assert_close(result.loss, result.test_mode, 1e-13, 0);
		else
			assert_true(fabs(result.loss - result.test_mode) > 1e-4);
		run_free(run);
		experiment_free(experiment);
	}
	sweep_free(sweep);
}

static void seeds_go_round(void **unused)
{
	static const char *const seeds[] = {"2147483647", "0"};
	struct settings settings = blobs();
	struct sweep_plan plan = {.across = {"train.seed", seeds, 2}, .seeds = 2};
	struct sweep_result last, first;

	(void)unused;
	set(&settings, "data.source", "ring");
	set(&settings, "data.noise", "0");
	set(&settings, "data.test", "0");
	struct sweep *sweep = finished(&settings, &plan);
	assert_true(sweep_result(sweep, 0, 0, 1, &last));
	assert_true(sweep_result(sweep, 1, 0, 0, &first));
	assert_close(last.loss, first.loss, 0, 0);
	assert_true(isnan(last.test_loss));
	sweep_free(sweep);
}

/* --- threads ----------------------------------------------------------------------------------- */

enum { COLUMNS = 3, ROWS = 2, SEEDS = 7 };

static const char *const wide_rates[COLUMNS] = {"0.3", "30", "1000"};

/* Squared loss on a linear output: the largest rates diverge. */
static struct settings diverging(void)
{
	struct settings settings = blobs();

	set(&settings, "train.loss", "squared");
	set(&settings, "network.output", "linear");
	set(&settings, "network.activation", "relu");
	set(&settings, "train.epochs", "60");
	return settings;
}

static void collect(size_t threads, struct sweep_result *ret_results)
{
	struct settings settings = diverging();
	struct sweep_plan plan = {.across = {"train.learning_rate", wide_rates, COLUMNS},
		.down = {"batch_norm.on", on_off, ROWS},
		.seeds = SEEDS,
		.threads = threads};
	struct sweep *sweep = finished(&settings, &plan);

	/* Padding is compared as well: results are made from one zeroed value. */
	for (size_t i = 0; i < COLUMNS * ROWS * SEEDS; i++)
		assert_true(sweep_result(sweep, i % COLUMNS, i / COLUMNS % ROWS,
			i / (COLUMNS * ROWS), &ret_results[i]));
	sweep_free(sweep);
}

static void threads_change_nothing(void **unused)
{
	static const size_t counts[] = {2, 5, SWEEP_THREADS_MAX + 44, 0};
	static struct sweep_result alone[COLUMNS * ROWS * SEEDS], many[COLUMNS * ROWS * SEEDS];
	size_t ends[3] = {0};

	(void)unused;
	collect(1, alone);
	for (size_t i = 0; i < sizeof(alone) / sizeof(alone[0]); i++)
		ends[alone[i].end]++;
	assert_true(ends[SWEEP_FINISHED] > 0 && ends[SWEEP_DIVERGED] > 0);
	assert_int_equal(ends[SWEEP_FAILED], 0);
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		memset(many, 0x55, sizeof(many));
		collect(counts[i], many);
		assert_memory_equal(alone, many, sizeof(alone));
	}
}

static void what_diverged_says_so(void **unused)
{
	static const char *const rates[] = {"1000"};
	struct settings settings = diverging();
	struct sweep_plan plan = {
		.across = {"train.learning_rate", rates, 1}, .seeds = 3, .threads = 1};
	struct sweep *sweep = finished(&settings, &plan);
	struct sweep_result result;
	struct sweep_cell cell = sweep_cell(sweep, 0, 0, INFINITY);

	(void)unused;
	assert_true(sweep_result(sweep, 0, 0, 0, &result));
	assert_int_equal(result.end, SWEEP_DIVERGED);
	assert_true(result.steps > 1 && result.steps < 60 * 4);
	assert_true(isnan(result.loss) && isnan(result.test_mode) && isnan(result.accuracy));
	assert_int_equal(cell.done, 3);
	assert_int_equal(cell.diverged, 3);
	assert_int_equal(cell.reached, 0);
	assert_true(isnan(cell.least) && isnan(cell.largest));
	sweep_free(sweep);
}

/* --- on the way -------------------------------------------------------------------------------- */

static const char *const hours[] = {"100000"};

/* Runs that would take hours; a pause between looks, none is needed for the outcome. */
static struct sweep *start_long(size_t threads)
{
	struct settings settings = ring();
	struct sweep_plan plan = {
		.across = {"train.epochs", hours, 1}, .seeds = 1000, .threads = threads};
	struct sweep *sweep = make(&settings, &plan);
	struct sweep_progress progress = sweep_progress(sweep);

	assert_false(progress.working || progress.cancelled);
	assert_int_equal(sweep_start(sweep), 0);
	assert_true(sweep_progress(sweep).working);
	return sweep;
}

static void stopping_at_any_time(void **unused)
{
	(void)unused;
	for (int pause = 0; pause < 4; pause++) {
		struct sweep *sweep = start_long(3);
		struct sweep_result result = {.steps = 7};

		nanosleep(&(struct timespec){.tv_nsec = pause * 3000000L}, NULL);
		sweep_cancel(sweep);
		sweep_wait(sweep);
		struct sweep_progress progress = sweep_progress(sweep);
		assert_true(progress.cancelled && !progress.working);
		assert_int_equal(progress.runs, 1000);
		assert_int_equal(progress.runs_done, 0);
		assert_false(sweep_result(sweep, 0, 0, 0, &result));
		assert_int_equal(result.steps, 7);
		assert_int_equal(sweep_cell(sweep, 0, 0, 1).done, 0);
		sweep_wait(sweep);
		sweep_free(sweep);
	}
	/* Freed while it works, before it starts, and not at all. */
	sweep_free(start_long(2));
	struct settings settings = blobs();
	struct sweep_plan plan = {.across = {"train.epochs", hours, 1}, .seeds = 1};
	sweep_free(make(&settings, &plan));
	sweep_free(NULL);
}

/* What is read while it works is what stands there in the end. */
static void reading_while_it_works(void **unused)
{
	static const char *const rates[] = {"0.1", "0.2", "0.4"};
	struct settings settings = blobs();
	struct sweep_plan plan = {
		.across = {"train.learning_rate", rates, 3}, .seeds = 200, .threads = 2};
	struct sweep_result early[3], late;
	bool seen[3] = {false};
	struct sweep *sweep = make(&settings, &plan);
	size_t before = 0;

	(void)unused;
	assert_int_equal(sweep_start(sweep), 0);
	while (sweep_progress(sweep).working) {
		struct sweep_progress progress = sweep_progress(sweep);

		assert_true(progress.runs_done >= before && progress.runs_done <= 600);
		before = progress.runs_done;
		for (size_t i = 0; i < 3; i++)
			seen[i] = seen[i] || sweep_result(sweep, i, 0, 150, &early[i]);
	}
	sweep_wait(sweep);
	assert_int_equal(sweep_progress(sweep).runs_done, 600);
	assert_int_equal(sweep_progress(sweep).cells_done, 3);
	assert_int_equal(sweep_progress(sweep).cells, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_true(sweep_result(sweep, i, 0, 150, &late));
		if (seen[i])
			assert_memory_equal(&early[i], &late, sizeof(late));
	}
	/* Starting again does nothing. */
	assert_int_equal(sweep_start(sweep), 0);
	assert_false(sweep_progress(sweep).working);
	assert_false(sweep_result(sweep, 3, 0, 0, &late));
	assert_false(sweep_result(sweep, 0, 1, 0, &late));
	assert_false(sweep_result(sweep, 0, 0, 200, &late));
	sweep_free(sweep);
}

/* --- the summary ------------------------------------------------------------------------------- */

static void a_summary_before_and_after(void **unused)
{
	static const char *const rates[] = {"0", "0.25"};
	struct settings settings = blobs();
	struct sweep_plan plan = {.across = {"train.learning_rate", rates, 2},
		.down = {"batch_norm.on", on_off, 2},
		.seeds = 2};
	struct sweep *sweep = make(&settings, &plan);
	struct str text = {0};

	(void)unused;
	assert_int_equal(sweep_columns(sweep), 2);
	assert_int_equal(sweep_rows(sweep), 2);
	sweep_summary(sweep, 1e-9, &text);
	assert_string_equal(str_text(&text), "               train.learning_rate\n"
					     "batch_norm.on        0     0.25\n"
					     "        false        …        …\n"
					     "         true        …        …\n");
	assert_int_equal(sweep_start(sweep), 0);
	sweep_wait(sweep);
	str_clear(&text);
	sweep_summary(sweep, INFINITY, &text);
	assert_string_equal(str_text(&text), "               train.learning_rate\n"
					     "batch_norm.on        0     0.25\n"
					     "        false      2/2      2/2\n"
					     "         true      2/2      2/2\n");
	sweep_free(sweep);
	plan.down.setting = NULL;
	sweep = make(&settings, &plan);
	str_clear(&text);
	sweep_summary(sweep, 1, &text);
	assert_string_equal(str_text(&text), "  train.learning_rate\n"
					     "        0     0.25\n"
					     "        …        …\n");
	str_free(&text);
	sweep_free(sweep);
}

/* --- errors ------------------------------------------------------------------------------------ */

static void check_refused(const struct sweep_plan *plan, struct experiment_source source,
	int status, const char *const *sentences)
{
	struct settings settings = blobs();
	struct sweep *sweep = NULL;
	struct diags diags = {.count = 0};
	struct str text = {0};

	assert_int_equal(sweep_new(&settings, source, plan, &sweep, &diags), status);
	assert_null(sweep);
	diags_format(&diags, &text);
	for (size_t i = 0; i < 2 && sentences[i]; i++) {
		if (!strstr(str_text(&text), sentences[i]))
			fail_msg("“%s” is not in “%s”", sentences[i], str_text(&text));
	}
	str_free(&text);
	diags_free(&diags);
}

static void what_is_refused(void **unused)
{
	static const char *const rates[] = {"0.1", "fast", "-1"};
	static const char *const one[] = {"1"}, *const all[] = {"7", "1"};
	static const char *const losses[] = {"logistic", "squared"}, *const outs[] = {"linear"};
	static const char *const tests[] = {"0.2", "0"}, *const panels[] = {"loss"};
	const struct {
		struct sweep_plan plan;
		int status;
		const char *sentences[2];
	} cases[] = {
		{{{"train.rate", rates, 1}, {NULL, NULL, 0}, 1, 0}, STATUS_NAME,
			{"there is no setting “train.rate”"}},
		{{{"train.learning_rat", rates, 1}, {"data.sed", one, 1}, 1, 0}, STATUS_NAME,
			{"did you mean train.learning_rate?", "did you mean data.seed?"}},
		{{{"view.panels", panels, 1}, {NULL, NULL, 0}, 1, 0}, STATUS_COMBINATION,
			{"view.panels changes what is shown"}},
		{{{"train.learning_rate", rates, 3}, {NULL, NULL, 0}, 1, 0}, STATUS_SYNTAX,
			{"not \"fast\"", "train.learning_rate is a number from 0 to 1000"}},
		{{{"train.learning_rate", rates, 0}, {NULL, NULL, 0}, 1, 0}, STATUS_LIMIT,
			{"from 1 to 64 values, not 0"}},
		{{{"train.learning_rate", rates, 65}, {NULL, NULL, 0}, 1, 0}, STATUS_LIMIT,
			{"from 1 to 64 values, not 65"}},
		{{{"train.seed", one, 1}, {"train.seed", one, 1}, 1, 0}, STATUS_COMBINATION,
			{"train.seed cannot be on both sides"}},
		{{{"train.seed", one, 1}, {NULL, NULL, 0}, 0, 0}, STATUS_LIMIT, {"not 0"}},
		{{{"train.batch", all, 2}, {"train.seed", one, 1}, 50001, 0}, STATUS_LIMIT,
			{"2 cells take from 1 to 50000 seeds each, not 50001"}},
		{{{"train.loss", losses, 2}, {"network.output", outs, 1}, 1, 0}, STATUS_COMBINATION,
			{"train.loss logistic needs network.output sigmoid"}},
		{{{"train.freeze", all, 2}, {"data.test", tests, 2}, 1, 0}, STATUS_COMBINATION,
			{"train.freeze names layer 7"}},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		check_refused(&cases[i].plan, no_source, cases[i].status, cases[i].sentences);
	}
	check_refused(&(struct sweep_plan){{"train.batch", all, 2}, {NULL, NULL, 0}, 1, 0},
		(struct experiment_source){.folder = ".", .own_file = "no/such/file.csv"},
		STATUS_OPEN, (const char *const[]){"no/such/file.csv", NULL});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_ring_with_and_without),
		cmocka_unit_test(a_run_of_a_sweep_is_a_run),
		cmocka_unit_test(seeds_go_round),
		cmocka_unit_test(threads_change_nothing),
		cmocka_unit_test(what_diverged_says_so),
		cmocka_unit_test(stopping_at_any_time),
		cmocka_unit_test(reading_while_it_works),
		cmocka_unit_test(a_summary_before_and_after),
		cmocka_unit_test(what_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

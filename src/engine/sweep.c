#include "engine/sweep.h"

#include <math.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/status.h"
#include "base/utf8.h"
#include "engine/sweep_parts.h"

struct sweep {
	struct sweep_grid grid;
	size_t cells, seeds, runs;
	struct sweep_result *results; /* [runs] run i is seed i / cells of cell i % cells */
	atomic_bool *ready;           /* [runs] set once the result is written */
	atomic_size_t *cell_done;     /* [cells] seeds done */
	atomic_size_t next;           /* the run that the next free thread takes */
	atomic_size_t done;
	atomic_size_t working; /* threads */
	atomic_bool cancelled;
	size_t wanted; /* threads */
	pthread_t threads[SWEEP_THREADS_MAX];
	size_t started, joined; /* of them */
};

/* --- the threads ------------------------------------------------------------------------------- */

static void finish_run(struct sweep *sweep, size_t i, const struct sweep_result *result)
{
	sweep->results[i] = *result;
	atomic_store_explicit(&sweep->ready[i], true, memory_order_release);
	atomic_fetch_add(&sweep->cell_done[i % sweep->cells], 1);
	atomic_fetch_add(&sweep->done, 1);
}

static void *work(void *context)
{
	struct sweep *sweep = context;
	size_t i;

	while (!atomic_load(&sweep->cancelled) &&
		(i = atomic_fetch_add(&sweep->next, 1)) < sweep->runs) {
		struct settings settings =
			grid_settings(&sweep->grid, i % sweep->cells, i / sweep->cells);
		struct sweep_result result;

		if (sweep_run(&settings, grid_source(&sweep->grid), &sweep->cancelled, &result))
			finish_run(sweep, i, &result);
	}
	atomic_fetch_sub(&sweep->working, 1);
	return NULL;
}

static size_t thread_count(const struct sweep *sweep)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	size_t count = sweep->wanted;

	if (count == 0)
		count = processors > 0 ? (size_t)processors : 1;
	count = count < sweep->runs ? count : sweep->runs;
	return count < SWEEP_THREADS_MAX ? count : SWEEP_THREADS_MAX;
}

/* Threads inherit the mask: with all signals blocked, those come to whoever waits for them. */
int sweep_start(struct sweep *sweep)
{
	size_t count = thread_count(sweep);
	sigset_t all, kept;

	if (sweep->started > 0)
		return 0;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &kept);
	for (size_t i = 0; i < count; i++) {
		atomic_fetch_add(&sweep->working, 1);
		if (pthread_create(&sweep->threads[sweep->started], NULL, work, sweep) == 0)
			sweep->started++;
		else
			atomic_fetch_sub(&sweep->working, 1);
	}
	pthread_sigmask(SIG_SETMASK, &kept, NULL);
	return sweep->started > 0 ? 0 : STATUS_LIMIT;
}

void sweep_cancel(struct sweep *sweep)
{
	atomic_store(&sweep->cancelled, true);
}

void sweep_wait(struct sweep *sweep)
{
	while (sweep->joined < sweep->started)
		pthread_join(sweep->threads[sweep->joined++], NULL);
}

/* --- making ------------------------------------------------------------------------------------ */

static bool allocate(struct sweep *sweep, const struct sweep_plan *plan)
{
	sweep->cells = sweep->grid.across.count * sweep->grid.down.count;
	sweep->seeds = plan->seeds;
	sweep->runs = sweep->cells * sweep->seeds;
	sweep->wanted = plan->threads;
	sweep->results = calloc(sweep->runs, sizeof(*sweep->results));
	sweep->ready = calloc(sweep->runs, sizeof(*sweep->ready));
	sweep->cell_done = calloc(sweep->cells, sizeof(*sweep->cell_done));
	return sweep->results && sweep->ready && sweep->cell_done;
}

int sweep_new(const struct settings *base, struct experiment_source source,
	const struct sweep_plan *plan, struct sweep **ret_sweep, struct diags *diags)
{
	struct sweep *sweep = calloc(1, sizeof(*sweep));

	if (!sweep)
		return STATUS_MEMORY;
	int status = grid_make(&sweep->grid, base, source, plan, diags);
	if (!status && !allocate(sweep, plan))
		status = STATUS_MEMORY;
	if (status) {
		sweep_free(sweep);
		return status;
	}
	*ret_sweep = sweep;
	return 0;
}

void sweep_free(struct sweep *sweep)
{
	if (!sweep)
		return;
	sweep_cancel(sweep);
	sweep_wait(sweep);
	grid_free(&sweep->grid);
	free(sweep->results);
	free(sweep->ready);
	free(sweep->cell_done);
	free(sweep);
}

/* --- reading ----------------------------------------------------------------------------------- */

size_t sweep_columns(const struct sweep *sweep)
{
	return sweep->grid.across.count;
}

size_t sweep_rows(const struct sweep *sweep)
{
	return sweep->grid.down.count;
}

struct sweep_progress sweep_progress(const struct sweep *sweep)
{
	struct sweep_progress progress = {.runs = sweep->runs,
		.runs_done = atomic_load(&sweep->done),
		.cells = sweep->cells,
		.working = atomic_load(&sweep->working) > 0,
		.cancelled = atomic_load(&sweep->cancelled)};

	for (size_t i = 0; i < sweep->cells; i++)
		progress.cells_done += atomic_load(&sweep->cell_done[i]) == sweep->seeds ? 1 : 0;
	return progress;
}

static const struct sweep_side *side_of(const struct sweep *sweep, bool down)
{
	return down ? &sweep->grid.down : &sweep->grid.across;
}

const char *sweep_setting(const struct sweep *sweep, bool down)
{
	const char *setting = side_of(sweep, down)->setting;

	return setting ? setting : "";
}

const char *sweep_value(const struct sweep *sweep, bool down, size_t i)
{
	const struct sweep_side *side = side_of(sweep, down);

	return side->setting && i < side->count ? side->values[i] : "";
}

/* Compared as they print: 0.10 and .1 are one value. */
static bool has_value(const struct settings *a, const struct settings *b, const char *name)
{
	struct str ours = {0}, theirs = {0};

	setting_print(a, setting_find(name), &ours);
	setting_print(b, setting_find(name), &theirs);
	bool same = strcmp(str_text(&ours), str_text(&theirs)) == 0;
	str_free(&ours);
	str_free(&theirs);
	return same;
}

bool sweep_home(const struct sweep *sweep, const struct settings *settings, size_t *ret_column,
	size_t *ret_row)
{
	const struct sweep_grid *grid = &sweep->grid;

	for (size_t i = 0; i < sweep->cells; i++)
		if (has_value(&grid->cells[i], settings, grid->across.setting) &&
			(!grid->down.setting ||
				has_value(&grid->cells[i], settings, grid->down.setting))) {
			*ret_column = i % grid->across.count;
			*ret_row = i / grid->across.count;
			return true;
		}
	return false;
}

bool sweep_result(const struct sweep *sweep, size_t column, size_t row, size_t seed,
	struct sweep_result *ret_result)
{
	size_t i = seed * sweep->cells + row * sweep_columns(sweep) + column;

	if (column >= sweep_columns(sweep) || row >= sweep_rows(sweep) || seed >= sweep->seeds ||
		!atomic_load_explicit(&sweep->ready[i], memory_order_acquire))
		return false;
	*ret_result = sweep->results[i];
	return true;
}

static void count_result(const struct sweep_result *result, double limit, struct sweep_cell *cell)
{
	cell->done++;
	cell->diverged += result->end == SWEEP_DIVERGED ? 1 : 0;
	cell->failed += result->end == SWEEP_FAILED ? 1 : 0;
	cell->reached += result->loss < limit ? 1 : 0;
	cell->least = fmin(cell->least, result->loss);
	cell->largest = fmax(cell->largest, result->loss);
}

struct sweep_cell sweep_cell(const struct sweep *sweep, size_t column, size_t row, double limit)
{
	struct sweep_cell cell = {.least = NAN, .largest = NAN};
	struct sweep_result result;
	double sum = 0;

	for (size_t seed = 0; seed < sweep->seeds; seed++) {
		if (sweep_result(sweep, column, row, seed, &result))
			count_result(&result, limit, &cell);
	}
	for (size_t seed = 0; seed < sweep->seeds; seed++)
		if (sweep_result(sweep, column, row, seed, &result) && isfinite(result.loss))
			sum += result.loss;
	size_t finished = cell.done - cell.diverged - cell.failed;
	cell.mean = finished > 0 ? sum / (double)finished : NAN;
	return cell;
}

/* --- the summary ------------------------------------------------------------------------------- */

static size_t cells_of(const char *text)
{
	return (size_t)utf8_width(text);
}

static void add_padded(struct str *out, const char *text, size_t width)
{
	for (size_t cells = cells_of(text); cells < width; cells++)
		str_add_char(out, ' ');
	str_add(out, text);
}

static size_t widest(const struct sweep_side *side, size_t least)
{
	for (size_t i = 0; side->setting && i < side->count; i++)
		least = cells_of(side->values[i]) > least ? cells_of(side->values[i]) : least;
	return least;
}

static void add_cell(struct str *out, struct sweep_cell cell, size_t width)
{
	struct str text = {0};

	if (cell.done > 0)
		str_addf(&text, "%zu/%zu", cell.reached, cell.done);
	else
		str_add(&text, "…");
	add_padded(out, str_text(&text), width);
	str_free(&text);
}

/* The heads of the columns stand to the right of the words that head the rows. */
void sweep_summary(const struct sweep *sweep, double limit, struct str *out)
{
	const struct sweep_side *across = &sweep->grid.across, *down = &sweep->grid.down;
	const char *corner = down->setting ? down->setting : "";
	size_t head = widest(down, cells_of(corner)), width = widest(across, 7) + 2;

	add_padded(out, "", head);
	str_addf(out, "  %s\n", across->setting);
	add_padded(out, corner, head);
	for (size_t i = 0; i < across->count; i++)
		add_padded(out, across->values[i], width);
	str_add_char(out, '\n');
	for (size_t row = 0; row < down->count; row++) {
		add_padded(out, down->setting ? down->values[row] : "", head);
		for (size_t column = 0; column < across->count; column++)
			add_cell(out, sweep_cell(sweep, column, row, limit), width);
		str_add_char(out, '\n');
	}
}

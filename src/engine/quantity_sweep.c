/* How the cells of a lesson's sweep ended. */
#include "engine/quantity_read.h"

#include "base/status.h"
#include "engine/sweep.h"

static int read_cell(const struct run *run, const int *index, struct sweep_cell *ret_cell)
{
	if (!run->sweep)
		return STATUS_COMBINATION;
	*ret_cell = sweep_cell(run->sweep, (size_t)index[0] - 1, (size_t)index[1] - 1, 0);
	return 0;
}

int read_sweep_loss(const struct run *run, const int *index, double *ret_value)
{
	struct sweep_cell cell;
	int status = read_cell(run, index, &cell);

	if (!status)
		*ret_value = cell.mean;
	return status;
}

int read_sweep_diverged(const struct run *run, const int *index, double *ret_value)
{
	struct sweep_cell cell;
	int status = read_cell(run, index, &cell);

	if (!status)
		*ret_value = (double)cell.diverged;
	return status;
}

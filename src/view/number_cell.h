/*
 * Cells of numbers: one quantity of the run as the text, role and mark of a table's cell.
 *
 * What is not known yet shows as "·"; what the stage has just written is lit; what grew or fell
 * since the stage before carries a mark, not a colour alone.
 */
#ifndef VIEW_NUMBER_CELL_H
#define VIEW_NUMBER_CELL_H

#include "base/number.h"
#include "draw/table.h"
#include "engine/quantity.h"

struct number_cell {
	char text[NUMBER_MAX];
	struct table_cell cell; /* its text is to be pointed at `text` where the cell ends up */
};

/* `decimals` behind the point. `plain` is the role when nothing is special. */
struct number_cell number_cell_read(const struct run *run, const struct quantity *quantity,
	const int *index, int decimals, enum role plain);

/* The statistics of the inputs wait for their own stage, so that a class can work them out first. */
bool number_cell_waits(const struct run *run, const char *quantity);

/* The cell of what is not known yet. */
struct number_cell number_cell_unknown(void);

#endif

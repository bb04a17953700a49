#include "view/number_cell.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "view/atom.h"

enum { SLOT = 8 };

/* The same number one stage earlier in this batch; NAN where there is none. */
static double value_before(const struct run *run, const struct quantity *quantity, const int *index)
{
	struct run earlier = *run;
	double value = NAN;

	if (!run->at.epoch || !run->at.slot)
		return NAN;
	earlier.at = timeline_at(&run->timeline, run->at.index - 1);
	return quantity_read(&earlier, quantity, index, &value) ? NAN : value;
}

bool number_cell_waits(const struct run *run, const char *quantity)
{
	static const struct {
		const char *quantity;
		enum stage from;
	} late[] = {{"x_mean", STAGE_INPUT_MEAN}, {"x_var", STAGE_INPUT_VARIANCE}};

	for (size_t i = 0; i < sizeof late / sizeof *late; i++) {
		int slot = timeline_order(&run->timeline, 0)->slot_of[late[i].from][0];
		if (strcmp(quantity, late[i].quantity) == 0)
			return !run->at.epoch && slot > run->at.slot;
	}
	return false;
}

struct number_cell number_cell_unknown(void)
{
	return (struct number_cell){.text = UTF8_UNKNOWN, .cell = {.role = ROLE_UNKNOWN}};
}

struct number_cell number_cell_read(const struct run *run, const struct quantity *quantity,
	const int *index, int decimals, enum role plain)
{
	struct number_cell cell = {.cell = {.role = plain}};
	double value;

	if (quantity_read(run, quantity, index, &value))
		return number_cell_unknown();
	char slot[NUMBER_MAX];
	number_slot(slot, value, SLOT, decimals);
	snprintf(cell.text, sizeof cell.text, "%s", slot + strspn(slot, " "));
	if (!atom_lit(run, quantity, index))
		return cell;
	cell.cell.role = ROLE_LIT;
	double before = value_before(run, quantity, index);
	if (value > before)
		cell.cell.mark = MARK_UP;
	else if (value < before)
		cell.cell.mark = MARK_DOWN;
	return cell;
}

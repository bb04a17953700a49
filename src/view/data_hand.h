/*
 * The panel of rows while a hand moves one of them: where a step on the screen leads.
 *
 * Units:   cells of the panel to the right and down; features as measured.
 * Memory:  values; nothing is allocated.
 */
#ifndef VIEW_DATA_HAND_H
#define VIEW_DATA_HAND_H

#include "view/scene.h"

/* What stays still in an area while the row, from 0, is in a hand; the scene holds nothing yet. */
struct held_row data_hold(const struct scene *scene, struct rect area, size_t row);

/* The cell of a row's dot in the panel's area; false where it is outside. */
bool data_dot(const struct scene *scene, struct rect area, size_t row, int *ret_x, int *ret_y);

/*
 * Where a row is measured when its dot goes so many cells on: whole cells lead to the middle of
 * one, parts from where it stands. As few digits as tell a tenth of such a step. False where no
 * measured row would stand there.
 */
bool data_step(const struct scene *scene, struct rect area, size_t row, double right, double down,
	double ret_x[FEATURES]);

/* The same for the cell that is pointed at; false, too, where the dot is there or the cell is none
 * of the area's. */
bool data_point(const struct scene *scene, struct rect area, size_t row, int x, int y,
	double ret_x[FEATURES]);

#endif

/*
 * A heat map: a grid of cells whose grounds show their values, with names on two sides.
 *
 * A value stands in its cell where there is room for it; on an ASCII canvas the number of its band
 * does where there is not. One cell may be marked, by a sign before its value. What does not fit is left out by
 * whole columns and rows from the end, and counted.
 * Units:   cells of the canvas; bands as levels_band says.
 * Memory:  borrows everything; allocates nothing.
 */
#ifndef DRAW_HEAT_MAP_H
#define DRAW_HEAT_MAP_H

#include "draw/canvas.h"
#include "draw/level.h"

enum heat_kind { HEAT_WAITING, HEAT_VALUE, HEAT_CROSS };

struct heat_cell {
	enum heat_kind kind;
	double value;
	bool crossed; /* a value, and yet some of what stands behind it was crossed out */
};

struct heat_map {
	int columns, rows;
	const struct heat_cell *cells; /* [rows × columns] row by row */
	const char *const *column_names, *const *row_names;
	const char *across, *down;     /* what the names are values of; down may be "" */
	int marked_column, marked_row; /* −1: none */
	struct levels levels;
};

enum { HEAT_MAP_NAMES = 3 };     /* rows around the cells */
enum { HEAT_MAP_MARK = 0x25B8 }; /* before the value of the marked cell */

/* Fills the area; returns the rows that it took. */
int heat_map_draw(const struct heat_map *heat, struct canvas *canvas, struct rect area);

#endif

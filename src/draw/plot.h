/*
 * A plot: an area of cells with an axis on its left and one below.
 *
 * Units:   values in the axes' units; cells on the canvas; dots as in dots.h.
 * Memory:  a small value; allocates nothing.
 */
#ifndef DRAW_PLOT_H
#define DRAW_PLOT_H

#include <stdbool.h>
#include <stddef.h>

#include "draw/axis.h"
#include "draw/canvas.h"
#include "draw/dots.h"

struct plot_limits {
	double x0, x1, y0, y1;
	bool fixed; /* keep them to the digit (twins share them); else they may widen to even ticks */
	bool equal; /* equal units on both axes (a cell is 1:2); widens one */
};

struct plot {
	struct rect whole; /* axes and labels included */
	struct rect area;  /* the inside; may be empty */
	struct axis x, y;
	bool has_x, has_y;             /* room for the axis below, on the left */
	const char *x_title, *y_title; /* or NULL */
};

/* Chooses axes and places them; small rectangles lose their axes first. Titles are borrowed. */
struct plot plot_layout(struct rect whole, const struct plot_limits *limits, const char *x_title,
	const char *y_title, bool ascii);

void plot_axes(const struct plot *plot, struct canvas *canvas);

/* The cell of a value pair; false when it lies outside the area. */
bool plot_cell(const struct plot *plot, double x, double y, int *ret_x, int *ret_y);

/* The dot of a value pair, for dots_line; far outside but finite for NaN and ±inf. */
void plot_dot(const struct plot *plot, double x, double y, double *ret_x, double *ret_y);

/* A pen on the plot's area. */
struct pen plot_pen(const struct plot *plot, struct canvas *canvas, enum role role);

/* A line between two value pairs. */
void plot_line(const struct plot *plot, const struct pen *pen, struct segment values);

/* Values at x0, x0 + dx, … of which a curve is drawn. */
struct plot_curve {
	double (*value)(const void *context, size_t i); /* what is not finite leaves a gap */
	const void *context;
	size_t count;
	double x0, dx; /* dx above 0 */
};

/*
 * A curve through values. Each column of dots gets the smallest and the largest of the values
 * that fall on it and is joined with the one before, so that the lines to draw grow with the width
 * and a lonely peak keeps its height.
 */
void plot_curve(const struct plot *plot, const struct pen *pen, const struct plot_curve *curve);

#endif

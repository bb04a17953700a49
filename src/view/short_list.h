/*
 * Short lists: a list of few lines lies across the pictures, as high as its lines, and shows its
 * columns, where a share of the pictures' area would leave most of it blank.
 *
 * Shapes:  rows count the frame.
 * Errors:  none.
 */
#ifndef VIEW_SHORT_LIST_H
#define VIEW_SHORT_LIST_H

#include "view/layout.h"
#include "view/wanted.h"

/* Rows of a list w cells wide, the larger of two runs; 0 where it is long, or no list. */
int short_list_rows(const struct scene *scene, const struct view *view, int w);

/* Of all short lists among the first `count` pictures. */
int short_lists_rows(
	const struct scene *scene, const struct view *const pictures[], int count, int w);

/* How many among the first `count` are none. */
int short_lists_others(
	const struct scene *scene, const struct view *const pictures[], int count, int w);

/*
 * Places the short lists of one run, those before the first picture above the pictures, the others
 * below; where there is nothing else the last one gets all that is left. Leaves the pictures in
 * `pictures`, and returns the area for them.
 */
struct rect short_lists_place(const struct scene *scene, struct rect area, struct wanted *pictures,
	struct layout *layout);

#endif

/*
 * The panels that a place wants, most important first: the lesson's wishes come before all others.
 *
 * Memory:  values; the views are those of the table.
 */
#ifndef VIEW_WANTED_H
#define VIEW_WANTED_H

#include "view/view.h"

enum { WANTED_MAX = 8 };

struct wanted {
	const struct view *views[WANTED_MAX];
	int count;
};

/* Adds a view at the end, unless it is NULL, is there already or there is no room. */
void wanted_add(struct wanted *wanted, const struct view *view);

/* What `show:` of the stop asks for, or of the stop before it that asks for anything. */
struct wanted wanted_by_stop(const struct scene *scene);

/* The same, and behind it what the setting view.panels asks for. */
struct wanted wanted_by_lesson(const struct scene *scene);

/* True for what stands in the places of pictures. */
bool view_is_picture(const struct view *view);

/* True where a view of that kind is wanted. */
bool wanted_has(const struct wanted *wanted, enum view_kind kind);

/*
 * The pictures of `wanted`, `most` at most, turned on to others by as many places as the learner
 * asked for: behind the wanted ones come all others that there are.
 */
struct wanted wanted_pictures(const struct scene *scene, const struct wanted *wanted, int most);

#endif

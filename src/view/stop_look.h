/*
 * What a stop says of how it is looked at, and what a learner chose, turned into each other.
 *
 * Whether the layers are shown in test mode is of the run, not of a scene: see engine/play.h.
 */
#ifndef VIEW_STOP_LOOK_H
#define VIEW_STOP_LOOK_H

#include "view/scene.h"

/* Nothing is chosen. */
struct look look_plain(void);

/* Takes over what is said; a panel is found among those of the scene's stop and size. */
void look_take(struct look *look, const struct stop_look *said, const struct scene *scene);

/* Forgets what was said, so that it is as if nothing were chosen. */
void look_leave(struct look *look, const struct stop_look *said);

/* What must be said so that `from` becomes the look of the scene; stop_look_free gives it back. */
struct stop_look look_difference(const struct scene *scene, const struct look *from);

#endif

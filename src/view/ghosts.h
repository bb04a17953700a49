/*
 * Ghosts in the pictures: the paths and the names of the runs that were forked from.
 */
#ifndef VIEW_GHOSTS_H
#define VIEW_GHOSTS_H

#include "draw/plot.h"
#include "engine/play.h"

/* Their paths, dim, with their numbers where they end; those of another plane are left out. */
void ghosts_paths(const struct play *play, const struct plot *plot, struct canvas *canvas);

/* "1 train.learning_rate = 0.1", one below the other at the right end of an area. */
void ghosts_names(const struct play *play, struct canvas *canvas, struct rect area);

#endif

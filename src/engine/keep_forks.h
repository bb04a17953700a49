/*
 * The part of engine/keep.h that is about forks: as lines of a header, and as a value of --fork.
 */
#ifndef ENGINE_KEEP_FORKS_H
#define ENGINE_KEEP_FORKS_H

#include "engine/ghost.h"

/* How many of a play's ghosts a lesson or a command line has no words for: those of other rows. */
size_t keep_forks_left_out(const struct play *play);

/* Appends `forks:` and an item each; nothing where there are none. */
void keep_forks(const struct play *play, struct str *out);

/* Appends the i-th ghost as one flow map; nothing where the lesson has it or there are no words. */
void keep_fork_text(const struct play *play, size_t i, struct str *out);

#endif

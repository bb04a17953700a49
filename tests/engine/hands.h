/*
 * What hands do to a play, for tests: a failure ends the test with what the play says.
 */
#ifndef TESTS_ENGINE_HANDS_H
#define TESTS_ENGINE_HANDS_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "engine/ghost.h"
#include "engine/play_change.h"
#include "engine/play_hand.h"

static inline void hands_end(int status, struct str *says)
{
	if (status)
		fail_msg("%s", str_text(says));
	str_free(says);
}

static inline void change(struct play *play, const char *name, const char *value)
{
	struct str says = {0};

	hands_end(play_change(play, name, value, &says), &says);
}

static inline void put(struct play *play, const char *name, const char *value)
{
	struct str says = {0};

	hands_end(play_put(play, name, value, &says, NULL), &says);
}

static inline void undo(struct play *play)
{
	struct str says = {0};

	hands_end(play_undo(play, &says), &says);
}

static inline void redo(struct play *play)
{
	struct str says = {0};

	hands_end(play_redo(play, &says), &says);
}

/* A mate of the first row goes for a row of the next batch. */
static inline void swap(struct play *play)
{
	struct str says = {0};

	hands_end(play_swap_mate(play, 1, 1, 1, &says), &says);
}

/* Not fork: that is a process. */
static inline void fork_run(struct play *play)
{
	struct str says = {0};

	hands_end(play_fork(play, &says), &says);
}

#endif

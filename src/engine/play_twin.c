#include <stdlib.h>

#include "base/status.h"
#include "engine/play_parts.h"

/* The second run is a play of its own, so that a view draws it as it draws the first; what belongs
 * to the lesson, it borrows. */
int play_open_twin(struct play *play, const struct settings *settings, struct diags *diags)
{
	struct play *twin = calloc(1, sizeof *twin);

	if (!twin)
		return STATUS_MEMORY;
	*twin = (struct play){.lesson = play->lesson,
		.folder = play->folder,
		.own_file = play->own_file,
		.stride = play->stride,
		.twin = play,
		.second = true,
		.changed = play->changed};
	int status = play_open_run(twin, settings, diags);
	if (status) {
		free(twin);
		return status;
	}
	play->twin = twin;
	play->run->twin = twin->run;
	twin->run->twin = play->run;
	return 0;
}

void play_close_twin(struct play *play)
{
	if (!play->twin)
		return;
	play->run->twin = NULL;
	run_free(play->twin->run);
	experiment_free(play->twin->experiment);
	free(play->twin);
	play->twin = NULL;
}

/* What the twin borrows moves with the cursor, or is made only after it was opened. */
static void share(struct play *play)
{
	struct play *twin = play->twin;

	twin->stop_index = play->stop_index;
	twin->stop_moved = play->stop_moved;
	twin->stop_live = play->stop_live;
	twin->asked = play->asked;
	twin->answers = play->answers;
	twin->stop = play->stop;
}

/* The first run diverged here, and the second goes on alone. */
bool play_is_outlived(const struct play *play, size_t index)
{
	return play->twin && play->run->diverged && index == play->run->last;
}

/* Stages that only the second run has, behind one of the first's. */
static int extras(const struct play *play, size_t index)
{
	const struct timeline *own = &play->run->timeline;

	if (!play->twin)
		return 0;
	const struct timeline *second = &play->twin->run->timeline;
	struct position at = timeline_at(own, index);
	if (play_is_outlived(play, index))
		return (int)(second->length - 1 - twin_align(own, at, second).index);
	return twin_extras(own, at, second);
}

static void follow(struct play *play)
{
	struct run *own = play->run, *second = play->twin->run;
	const struct timeline *from = &own->timeline, *to = &second->timeline;
	struct twin_stand stand = twin_align(from, own->at, to);

	share(play);
	play->stand = (struct twin_stand){.index = own->at.index};
	if (play->beside && play_is_outlived(play, own->at.index)) {
		stand.index += (size_t)play->beside;
		play->stand.wait = TWIN_ENDED;
	} else if (play->beside) {
		stand.index = twin_extra(from, own->at, to, play->beside);
		struct position there = timeline_at(to, stand.index);
		play->stand.wait = TWIN_NO_STAGE;
		play->stand.stage = there.stage;
		play->stand.layer = there.layer;
	}
	run_seek(second, stand.index);
	if (second->at.index != stand.index) {
		play->beside -=
			play->stand.wait == TWIN_ENDED ? (int)(stand.index - second->at.index) : 0;
		stand.wait = TWIN_ENDED;
	}
	play->twin->stand = stand;
}

void play_seek(struct play *play, size_t index, int beside)
{
	run_seek(play->run, index);
	play->beside = play->run->at.index == index ? beside : 0;
	if (play->twin)
		follow(play);
}

void play_set_mode(struct play *play, enum model_mode mode)
{
	run_set_mode(play->run, mode);
	if (play->twin)
		run_set_mode(play->twin->run, mode);
}

static bool walk_on(const struct play *play, size_t *index, int *beside)
{
	if (*beside < extras(play, *index))
		++*beside;
	else if (*index < play->run->last)
		++*index, *beside = 0;
	else
		return false;
	return true;
}

static bool walk_back(const struct play *play, size_t *index, int *beside)
{
	if (*beside > 0)
		--*beside;
	else if (*index > 0)
		*beside = extras(play, --*index);
	else
		return false;
	return true;
}

void play_walk_alone(const struct play *play, long count, int *ret_beside)
{
	long most = extras(play, play->run->at.index), to = play->beside;

	to = count > most - to ? most : to + count;
	*ret_beside = (int)(to < 0 ? 0 : to);
}

void play_walk(const struct play *play, long count, size_t *ret_index, int *ret_beside)
{
	size_t index = play->run->at.index;
	int beside = play->beside;

	for (; count > 0 && walk_on(play, &index, &beside); count--)
		;
	for (; count < 0 && walk_back(play, &index, &beside); count++)
		;
	*ret_index = index;
	*ret_beside = beside;
}

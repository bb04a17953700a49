#include "app/seed.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "engine/play.h"

enum { TRIES = 20, STRIDE = 1009, SETTING_BYTES = 40 };

static bool has_false_claim(const struct diags *diags)
{
	for (size_t i = 0; i < diags->count; i++)
		if (diags->list[i].status == STATUS_CLAIM)
			return true;
	return false;
}

/* A question whose answer some mistake gives, too, asks for nothing: so it is where all is 0. */
static bool has_vain_question(const struct play *play)
{
	for (size_t i = 0; i < play->lesson->stop_count; i++) {
		const struct asked *asked = play->asked[i];
		for (size_t k = 0; asked && k < asked->question->mistake_count; k++)
			if (!asked->offered[k])
				return true;
	}
	return false;
}

/* False only where the lesson was read and contradicts this seed, or asks in vain with it. */
static bool suits(const char *path, long seed)
{
	static const char *const names[] = {"data.seed", "train.seed"};
	char texts[2][SETTING_BYTES];
	const char *sets[2];
	struct diags diags = {.count = 0};
	struct lesson *lesson = NULL;
	struct play *play = NULL;

	for (int i = 0; i < 2; i++) {
		snprintf(texts[i], sizeof texts[i], "%s=%ld", names[i], seed);
		sets[i] = texts[i];
	}
	if (lesson_load(path, &lesson, &diags) == 0)
		play_open(lesson, (struct play_wishes){.sets = sets, .set_count = 2}, true, &play,
			&diags);
	bool fits = !has_false_claim(&diags) && !(play && has_vain_question(play));
	play_close(play);
	diags_free(&diags);
	return fits;
}

long seed_for(const char *path, long wanted)
{
	for (int i = 0; i < TRIES && wanted >= 0; i++) {
		long seed = (wanted + (long)i * STRIDE) % ((long)INT_MAX + 1);
		if (suits(path, seed))
			return seed;
	}
	return wanted;
}

struct seed_found {
	char *path;
	long seed;
};

/* Without memory it is found anew the next time. */
static void keep(struct seeds *seeds, const char *path, long seed)
{
	struct seed_found *list = realloc(seeds->list, (seeds->count + 1) * sizeof *list);
	char *copy = strdup(path);

	if (list)
		seeds->list = list;
	if (list && copy)
		list[seeds->count++] = (struct seed_found){copy, seed};
	else
		free(copy);
}

long seeds_for(struct seeds *seeds, const char *path, long wanted)
{
	for (size_t i = 0; i < seeds->count; i++)
		if (strcmp(seeds->list[i].path, path) == 0)
			return seeds->list[i].seed;
	long seed = seed_for(path, wanted);
	if (wanted >= 0)
		keep(seeds, path, seed);
	return seed;
}

void seeds_free(struct seeds *seeds)
{
	for (size_t i = 0; i < seeds->count; i++)
		free(seeds->list[i].path);
	free(seeds->list);
	*seeds = (struct seeds){.count = 0};
}

#include "app/library.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Beside PROGRAM: ../lessons for build/normscope, ../../lessons for build/MODE, ../share/normscope
 * where it is installed below some prefix. */
static bool find_source_lessons(char path[], size_t size)
{
	static const char *const steps[] = {
		"/../lessons", "/../../lessons", "/../share/normscope/lessons"};
	ssize_t length = readlink("/proc/self/exe", path, size - 1);

	if (length < 0)
		return snprintf(path, size, "lessons"), access("lessons/order", R_OK) == 0;
	path[length] = '\0';
	char *slash = strrchr(path, '/');
	for (size_t i = 0; slash && i < sizeof steps / sizeof *steps; i++) {
		snprintf(slash, size - (size_t)(slash - path), "%s/order", steps[i]);
		if (access(path, R_OK) == 0) {
			path[strlen(path) - strlen("/order")] = '\0';
			return true;
		}
	}
	return false;
}

const char *library_folder(void)
{
	static char found[4096];
	char *resolved;

	if (!find_source_lessons(found, sizeof found))
		return DATADIR "/lessons";
	resolved = realpath(found, NULL);
	if (resolved)
		snprintf(found, sizeof found, "%s", resolved);
	free(resolved);
	return found;
}

struct play_wishes library_wishes(
	const struct options *options, long seed, struct wish_texts *texts)
{
	struct play_wishes wishes = {.data_file = options->data,
		.sets = texts->sets,
		.changes = options->changes,
		.change_count = options->change_count,
		.forks = options->forks,
		.fork_count = options->fork_count};

	if (seed >= 0) {
		static const char *const names[] = {"data.seed", "train.seed"};
		for (int i = 0; i < 2; i++) {
			snprintf(texts->seeds[i], sizeof texts->seeds[i], "%s=%ld", names[i], seed);
			texts->sets[wishes.set_count++] = texts->seeds[i];
		}
	}
	for (size_t i = 0; i < options->set_count; i++)
		texts->sets[wishes.set_count++] = options->sets[i];
	return wishes;
}

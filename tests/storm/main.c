/*
 * The storm by hand: storm KEYS SEED [LESSON…|all] [list]
 *
 * So many keys on each lesson. A storm that ended badly is printed with its seed, which makes the
 * same storm again; with `list` every key is printed before it is pressed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lessons.h"
#include "storm/storm.h"

static size_t run(const char *name, const char *keys, const char *seed, bool listing)
{
	char path[256];
	struct storm_plan plan = {.lesson = path,
		.keys = strtoul(keys, NULL, 10),
		.seed = (uint32_t)strtoul(seed, NULL, 10),
		.listing = listing};

	snprintf(path, sizeof path, "lessons/%s.md", name);
	printf("storm: %s, seed %s, %s keys\n", name, seed, keys);
	fflush(stdout);
	return storm_run(&plan);
}

int main(int count, char **words)
{
	bool listing = count > 4 && strcmp(words[count - 1], "list") == 0;
	int last = listing ? count - 1 : count;
	size_t failures = 0;

	if (count < 4) {
		fputs("usage: storm KEYS SEED LESSON…|all [list]\n", stderr);
		return 2;
	}
	unsetenv("HOME"); /* nothing is kept of what was typed and answered */
	unsetenv("XDG_STATE_HOME");
	for (int i = 3; i < last && strcmp(words[i], "all") != 0; i++)
		failures += run(words[i], words[1], words[2], listing);
	for (size_t i = 0; strcmp(words[3], "all") == 0 && shipped_lessons[i]; i++)
		failures += run(shipped_lessons[i], words[1], words[2], listing);
	printf("%zu failures\n", failures);
	return failures != 0;
}

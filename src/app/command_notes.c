/* normscope notes: in a second terminal, the speaker's notes of the stop where the lesson stands. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "app/command.h"
#include "app/position_file.h"
#include "base/status.h"

enum { LOOK_NANOSECONDS = 200000000 };

/* Only sentences, one under the other: a screen reader and a pipe take them, too. */
static void print_stop(const struct lesson *lesson, size_t stop)
{
	const struct stop *at = &lesson->stops[stop];

	printf("\n%s · stop %zu/%zu · %s\n", lesson->title, stop + 1, lesson->stop_count,
		at->heading);
	for (size_t i = 0; i < at->note_count; i++)
		printf("    %s\n", at->notes[i]);
	if (!at->note_count)
		printf("    No notes here.\n");
	if (stop + 1 < lesson->stop_count)
		printf("    Next: %s\n", at[1].heading);
}

static int show(const char *path, size_t stop)
{
	struct diags diags = {.count = 0};
	struct lesson *lesson = NULL;
	int status = lesson_load(path, &lesson, &diags);

	if (!status && stop < lesson->stop_count)
		print_stop(lesson, stop);
	lesson_free(lesson);
	diags_free(&diags); /* while the file is being written the last notes stay */
	return fflush(stdout);
}

int command_notes(const struct options *options)
{
	struct str shown = {0}, path = {0};
	size_t shown_stop = 0, stop = 0;

	(void)options;
	printf("The notes follow the lesson that is open in another terminal; ctrl+C ends them.\n");
	int status = fflush(stdout);
	while (!status) {
		str_clear(&path);
		if (position_read(&path, &stop) &&
			(stop != shown_stop || strcmp(str_text(&path), str_text(&shown)) != 0)) {
			str_clear(&shown);
			str_add(&shown, str_text(&path));
			shown_stop = stop;
			status = show(str_text(&path), stop);
		}
		nanosleep(&(struct timespec){.tv_nsec = LOOK_NANOSECONDS}, NULL);
	}
	str_free(&shown);
	str_free(&path);
	return command_finish();
}

/*
 * Keeping a place: what must be said so that another start of the program opens exactly there, as a
 * lesson's file or as one line for the shell.
 *
 * Both say the settings that differ, the changes on the way and the place, in the forms that
 * engine/lesson.h and app/options.h read; values are printed with all their digits.
 * Errors:  none but memory, which the text remembers.
 */
#ifndef ENGINE_KEEP_H
#define ENGINE_KEEP_H

#include <stddef.h>

#include "base/str.h"
#include "engine/play.h"

/* What the play does not know, but whoever shows it. */
struct keep_view {
	const char *const *panels; /* [panel_count] of a screen of the usual size; for a lesson */
	size_t panel_count;
	const char *look; /* see engine/lesson_look.h; empty: nothing is to be said */
};

/*
 * Appends a lesson: its header, a stop at the start and one where the play stands, both with these
 * panels, and words to be written over. `data_file` is the file's name beside the lesson, or NULL
 * where the rows come from a generator.
 */
void keep_lesson(const struct play *play, const struct keep_view *view, const char *data_file,
	struct str *out);

/* Appends what neither has words for: "Not kept: 1 fork with other rows."; nothing where all is kept. */
void keep_left_out(const struct play *play, struct str *out);

/* True where the rows are read from a file; appends its path as this program opens it. */
bool keep_data_path(const struct play *play, struct str *out);

/*
 * Appends the command line, an option a line, each quoted for the shell. `lesson` is the name or the
 * file that opens the lesson.
 */
void keep_command(
	const struct play *play, const struct keep_view *view, const char *lesson, struct str *out);

#endif

/*
 * The file of progress, in the state folder: read at start, written in one move.
 *
 * A file that cannot be read is set aside as progress.bad and said once; a folder that cannot be
 * written to is said once, too. Neither ever stops a lesson.
 */
#ifndef APP_PROGRESS_FILE_H
#define APP_PROGRESS_FILE_H

#include "base/diag.h"
#include "engine/progress.h"

/* Empty where there is no file. `said` gets a sentence when the file was set aside. */
void progress_file_load(struct progress *progress, struct str *said);

/* False when it could not be kept. */
bool progress_file_save(const struct progress *progress);

/* Reads a file that was exported. 0, or a status with a mistake. */
int progress_file_read(const char *path, struct progress *ret_progress, struct diags *diags);

#endif

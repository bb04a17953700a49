/*
 * Files with mistakes, and the exact messages that they must give: a test is a file in
 * tests/broken or below it, and the expected text beside it, under the same name with .txt behind it.
 *
 * The expected text may open with a line "options: …" that is handed to the reader of the file.
 * With REWRITE in the environment the expected texts are written anew; the diff is reviewed.
 */
#ifndef BROKEN_FILES_H
#define BROKEN_FILES_H

#include "base/diag.h"

/* Runs every file of the folder whose name has this ending; at least `least` of them. */
void broken_files_run(const char *folder, const char *ending, size_t least,
	void (*read)(const char *path, const char *options, struct diags *diags));

#endif

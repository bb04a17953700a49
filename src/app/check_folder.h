/*
 * Whether the files of a folder of lessons belong together: each lesson stands in its list, and each
 * file of data is named by a lesson.
 */
#ifndef APP_CHECK_FOLDER_H
#define APP_CHECK_FOLDER_H

#include "base/diag.h"

struct folder_lessons {
	char **paths; /* [count] of the lessons, in the order of their names */
	size_t count;
};

/* The lessons of a folder: its files *.md but README.md. 0, or a status with a mistake. */
int check_folder_read(const char *folder, struct folder_lessons *ret_lessons, struct diags *diags);
void check_folder_free(struct folder_lessons *lessons);

/* A mistake for each file of FOLDER/data, README.md aside, whose name stands in no lesson, and, where
 * the folder has a list `order`, for each lesson that is not in it. 0, or a status. */
int check_folder(const char *folder, const struct folder_lessons *lessons, struct diags *diags);

#endif

/*
 * What was changed in the open lesson since it was opened: settings, and the data.
 *
 * Memory:  a zeroed struct is no change; changes_free gives the texts back.
 */
#ifndef APP_CHANGES_H
#define APP_CHANGES_H

#include <stddef.h>

enum { CHANGES_MAX = 64 };

struct changes {
	char *sets[CHANGES_MAX]; /* [count] NAME=VALUE, one a setting */
	size_t count;
	char *data_file; /* or NULL: the lesson's own, or the command line's */
};

void changes_free(struct changes *changes);

/* A copy with one more change in place of the last one of the same setting. 0 or a status. */
int changes_with(const struct changes *changes, const char *name, const char *value,
	struct changes *ret_changes);
int changes_with_data(const struct changes *changes, const char *path, struct changes *ret_changes);

#endif

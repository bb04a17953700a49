/*
 * When a file was changed and how long it is: whether it is still the file that was read.
 *
 * Errors:  none; a file that cannot be had has a zeroed state.
 */
#ifndef APP_FILE_STATE_H
#define APP_FILE_STATE_H

#include <stdbool.h>

struct file_state {
	long long seconds, nanoseconds; /* of the last change, since 1970 */
	long long size;                 /* bytes */
};

struct file_state file_state_of(const char *path);
bool file_state_same(struct file_state a, struct file_state b);

#endif

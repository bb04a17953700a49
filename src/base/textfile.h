/*
 * Reading a whole file of text that a stranger may have written, and writing one.
 *
 * Only regular files, opened so that a pipe cannot hold the program, and never more than `limit`
 * bytes.
 * Errors:  STATUS_OPEN, STATUS_READ, STATUS_LIMIT or STATUS_MEMORY, with a diag.
 */
#ifndef BASE_TEXTFILE_H
#define BASE_TEXTFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

/* The file's bytes and a NUL behind them, for the caller to free; outputs are kept on failure. */
int textfile_read(
	const char *path, size_t limit, char **ret_text, size_t *ret_size, struct diags *diags);

/* Writes all of it to an open file, also where a signal interrupts. False, and errno, where that fails. */
bool textfile_put(int fd, const char *text, size_t size);

#endif

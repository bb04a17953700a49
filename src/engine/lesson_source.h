/*
 * The bytes of a lesson's file, and where each of them stands.
 *
 * Lines and columns count from 1, columns in code points, as editors show them.
 * Errors:  source_read and source_check refuse by name, with the limit or the place in the message.
 * Memory:  source_free gives back what source_index and source_read allocated.
 */
#ifndef ENGINE_LESSON_SOURCE_H
#define ENGINE_LESSON_SOURCE_H

#include <stddef.h>

#include "base/diag.h"
#include "engine/lesson.h"

struct source {
	const char *path; /* borrowed: as the user named it */
	char *text;       /* [size] and a NUL; owned */
	size_t size;      /* bytes */
	size_t *starts;   /* [lines] offset of each line's first byte */
	size_t lines;     /* at least 1 */
};

/* Reads a regular file of at most LESSON_BYTES_MAX bytes. 0, or a status with a diag. */
int source_read(struct source *source, const char *path, struct diags *diags);

/* Copies a text. 0, STATUS_LIMIT or STATUS_MEMORY with a diag. */
int source_copy(struct source *source, const char *path, const char *text, size_t size,
	struct diags *diags);

/*
 * Refuses NUL bytes, invalid UTF-8, line separators that editors do not show as lines, and lines
 * and paragraphs beyond the limits. 0, or STATUS_SYNTAX or STATUS_LIMIT with a diag.
 */
int source_check(const struct source *source, struct diags *diags);

/* The offset of a line's first byte (lines from 1; behind the last one: the size). */
size_t source_line_start(const struct source *source, int line);
/* The offset behind a line's last byte, its line feed not counted. */
size_t source_line_end(const struct source *source, int line);

/* Line and column of the byte at an offset. */
struct lesson_spot source_spot(const struct source *source, size_t offset);
struct diag_place source_place(const struct source *source, struct lesson_spot spot);

/* source_place(source_spot(offset)), for diag_add. */
struct diag_place source_place_at(const struct source *source, size_t offset);

void source_free(struct source *source);

#endif

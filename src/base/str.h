/*
 * A growing string: always closed by a NUL, never NULL when read through str_text.
 *
 * Memory:  owns its bytes; str_free gives them back. A zeroed struct is an empty string.
 * Errors:  when memory runs out the string keeps what it has and sets `failed`; callers look at
 *          it once, at the end.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stdarg.h>
#include <stddef.h>

struct str {
	char *data;  /* bytes, or NULL while empty */
	size_t len;  /* bytes without the closing NUL */
	size_t cap;  /* bytes allocated */
	bool failed; /* an addition was lost for want of memory */
};

void str_add(struct str *s, const char *text);
void str_add_bytes(struct str *s, const char *bytes, size_t count);
void str_add_char(struct str *s, char c);
void str_addf(struct str *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
void str_addv(struct str *s, const char *format, va_list args);

/* Forgets the text, keeps the memory. */
void str_clear(struct str *s);
void str_free(struct str *s);

/* The text; "" while empty. Valid until the next addition. */
const char *str_text(const struct str *s);

/* Hands the text over: the caller frees it. NULL when memory ran out. */
char *str_take(struct str *s);

#endif

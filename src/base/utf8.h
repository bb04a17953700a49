/*
 * UTF-8: decoding, encoding, widths in cells, and the one gate for text from outside.
 *
 * Everything that comes from a lesson, a CSV file, a command line or an environment passes
 * utf8_clean before it reaches a screen, a file or an error message, so that a stranger's file
 * cannot send a control sequence to the terminal.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define UTF8_REPLACEMENT 0xFFFDu

/*
 * Dots that look alike on the screen, and not in ASCII: " · " between words becomes |, a product *,
 * and what stands in place of a number that is not known -.
 */
#define UTF8_TIMES "\xE2\x8B\x85"   /* U+22C5 */
#define UTF8_UNKNOWN "\xE2\x80\xA7" /* U+2027 */

/*
 * Decodes the code point at *text and moves *text behind it. Overlong forms, surrogates and
 * stray bytes give UTF8_REPLACEMENT and move by one byte. At the closing NUL it returns 0 and
 * does not move.
 */
uint32_t utf8_next(const char **text);

/* Writes the bytes of a code point and a NUL to out; returns how many bytes without the NUL. */
size_t utf8_put(uint32_t code, char out[5]);

/* Cells that a code point takes: 1, 2, 0 for combining marks, −1 for what cannot be printed. */
int utf8_code_width(uint32_t code);

/* Cells that a text takes, counted by code point (what cannot be printed counts 1). */
int utf8_width(const char *text);

/*
 * Appends `count` bytes of text from outside, made harmless: invalid UTF-8 becomes U+FFFD, tabs
 * become blanks up to the next multiple of 8 columns, newlines stay, other control characters
 * become U+FFFD, and bidi controls and zero-width characters are dropped.
 */
void utf8_clean(struct str *out, const char *bytes, size_t count);

#endif

/*
 * Numbers in words and digits: the one place where a number becomes text for a person.
 *
 * A value never prints as −0.000, never in a width that jumps from step to step, and always with
 * the point of the "C" locale. Minus signs are U+2212; the drawing layer turns them into '-' for
 * ASCII screens. Non-finite values are words: "nan", "inf", "−inf".
 * Memory:  every function writes into the caller's buffer and closes it with a NUL.
 */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

enum { NUMBER_MAX = 40 }; /* bytes that are always enough */

/*
 * A short form of `digits` significant digits, for prose and labels: 0.0312, 1.25, 26.04,
 * 5.4×10⁶, 10⁻⁵. From 10⁻³ to below 10⁶ in plain decimals, beyond that in powers of ten.
 * Trailing zeros after the point are kept only when `digits` are significant.
 */
void number_short(char out[NUMBER_MAX], double value, int digits);

/* As number_short, without trailing zeros behind the point: 3, 0.5, 26.04. */
void number_trim(char out[NUMBER_MAX], double value, int digits);

/* A power of ten, for a log scale: 10⁻⁵, 1, 10, 10². */
void number_power(char out[NUMBER_MAX], int exponent);

/*
 * A fixed slot of `width` cells for tables, right-aligned, with `decimals` behind the point;
 * a value too large for the slot is written with fewer decimals, then with an exponent.
 */
void number_slot(char out[NUMBER_MAX], double value, int width, int decimals);

/* 17 significant digits: reads back as the same double. For traces; ASCII; "nan" and "inf" plain. */
void number_exact(char out[NUMBER_MAX], double value);

/* The shortest decimal form that reads back as the same double: 3, 0.1, -1e-5. For files and
 * commands; ASCII. */
void number_shortest(char out[NUMBER_MAX], double value);

/*
 * Reads a whole text as a number, strictly: an optional sign, digits with at most one point and
 * an exponent. Blanks around it, hex, "inf", "nan", a comma, and leading zeros (010) are refused.
 */
bool number_parse(const char *text, double *ret_value);
bool number_parse_int(const char *text, long *ret_value);

#endif

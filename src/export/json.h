/*
 * JSON in one line: texts, numbers with 17 significant digits, vectors and matrices.
 *
 * A struct json counts the commas and remembers whether a number was not finite.
 */
#ifndef EXPORT_JSON_H
#define EXPORT_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct json {
	struct str out;
	bool comma;     /* a comma is due before the next member */
	bool nonfinite; /* a number was written as null */
};

void json_open(struct json *json, const char *key, char bracket); /* key may be NULL */
void json_close(struct json *json, char bracket);
void json_text(struct json *json, const char *key, const char *text);
void json_number(struct json *json, const char *key, double value);
/* A value that is JSON already, between an opening and a closing text. */
void json_raw(
	struct json *json, const char *key, const char *open, const char *value, const char *close);
void json_bool(struct json *json, const char *key, bool value);

/* [count], or null where values is NULL. */
void json_vector(struct json *json, const char *key, const double *values, size_t count);

/* [rows][columns], rows one behind the other; or null. */
void json_matrix(
	struct json *json, const char *key, const double *values, size_t rows, size_t columns);

/* Row numbers. */
void json_rows(struct json *json, const char *key, const size_t *rows, size_t count);

#endif

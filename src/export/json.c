#include "export/json.h"

#include <math.h>

#include "base/number.h"

static void add_escaped(struct str *out, const char *text)
{
	str_add_char(out, '"');
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		if (c == '"' || c == '\\')
			str_addf(out, "\\%c", c);
		else if (c < 0x20)
			str_addf(out, "\\u%04x", c);
		else
			str_add_char(out, *text);
	}
	str_add_char(out, '"');
}

static void begin(struct json *json, const char *key)
{
	if (json->comma)
		str_add_char(&json->out, ',');
	if (key) {
		add_escaped(&json->out, key);
		str_add_char(&json->out, ':');
	}
	json->comma = true;
}

void json_open(struct json *json, const char *key, char bracket)
{
	begin(json, key);
	str_add_char(&json->out, bracket);
	json->comma = false;
}

void json_close(struct json *json, char bracket)
{
	str_add_char(&json->out, bracket);
	json->comma = true;
}

void json_text(struct json *json, const char *key, const char *text)
{
	begin(json, key);
	add_escaped(&json->out, text);
}

void json_number(struct json *json, const char *key, double value)
{
	char text[NUMBER_MAX];

	begin(json, key);
	number_exact(text, value);
	json->nonfinite |= !isfinite(value);
	str_add(&json->out, isfinite(value) ? text : "null");
}

void json_raw(
	struct json *json, const char *key, const char *open, const char *value, const char *close)
{
	begin(json, key);
	str_addf(&json->out, "%s%s%s", open, value, close);
}

void json_bool(struct json *json, const char *key, bool value)
{
	begin(json, key);
	str_add(&json->out, value ? "true" : "false");
}

static void add_null(struct json *json, const char *key)
{
	begin(json, key);
	str_add(&json->out, "null");
}

void json_vector(struct json *json, const char *key, const double *values, size_t count)
{
	if (!values) {
		add_null(json, key);
		return;
	}
	json_open(json, key, '[');
	for (size_t i = 0; i < count; i++)
		json_number(json, NULL, values[i]);
	json_close(json, ']');
}

void json_matrix(
	struct json *json, const char *key, const double *values, size_t rows, size_t columns)
{
	if (!values) {
		add_null(json, key);
		return;
	}
	json_open(json, key, '[');
	for (size_t i = 0; i < rows; i++)
		json_vector(json, NULL, values + i * columns, columns);
	json_close(json, ']');
}

void json_rows(struct json *json, const char *key, const size_t *rows, size_t count)
{
	json_open(json, key, '[');
	for (size_t i = 0; i < count; i++)
		json_number(json, NULL, (double)rows[i]);
	json_close(json, ']');
}

#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool str_reserve(struct str *s, size_t more)
{
	size_t need = s->len + more + 1;

	if (need <= s->cap)
		return true;
	size_t cap = s->cap ? s->cap : 32;
	while (cap < need)
		cap *= 2;
	char *data = realloc(s->data, cap);
	if (!data) {
		s->failed = true;
		return false;
	}
	s->data = data;
	s->cap = cap;
	return true;
}

void str_add_bytes(struct str *s, const char *bytes, size_t count)
{
	if (!str_reserve(s, count))
		return;
	if (count)
		memcpy(s->data + s->len, bytes, count);
	s->len += count;
	s->data[s->len] = '\0';
}

void str_add(struct str *s, const char *text)
{
	str_add_bytes(s, text, strlen(text));
}

void str_add_char(struct str *s, char c)
{
	str_add_bytes(s, &c, 1);
}

void str_addv(struct str *s, const char *format, va_list args)
{
	va_list again;

	va_copy(again, args);
	int count = vsnprintf(NULL, 0, format, args);
	if (count >= 0 && str_reserve(s, (size_t)count)) {
		vsnprintf(s->data + s->len, (size_t)count + 1, format, again);
		s->len += (size_t)count;
	}
	va_end(again);
}

void str_addf(struct str *s, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	str_addv(s, format, args);
	va_end(args);
}

void str_clear(struct str *s)
{
	s->len = 0;
	s->failed = false;
	if (s->data)
		s->data[0] = '\0';
}

void str_free(struct str *s)
{
	free(s->data);
	*s = (struct str){0};
}

const char *str_text(const struct str *s)
{
	return s->data ? s->data : "";
}

char *str_take(struct str *s)
{
	if (!s->data)
		str_add(s, "");
	char *data = s->failed ? NULL : s->data;
	if (!data)
		free(s->data);
	*s = (struct str){0};
	return data;
}

/*
 * Keys written as a text for tests: "ab<Left>c<ctrl+W>".
 */
#ifndef TESTS_APP_TYPED_H
#define TESTS_APP_TYPED_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "app/action.h"
#include "app/keys.h"
#include "base/utf8.h"

/* Takes the first key of the text; KEYS_NONE at its end. */
static inline uint32_t typed_next(const char **text)
{
	char name[KEYS_NAME_MAX] = "";
	uint32_t key = KEYS_NONE;

	if (**text != '<' || (*text)[1] == ' ') /* a sign of comparison stands alone */
		return utf8_next(text);
	size_t size = strcspn(*text, ">");
	assert_true(size > 1 && size < sizeof name);
	memcpy(name, *text + 1, size - 1);
	*text += size + 1;
	assert_true(key_parse(name, &key));
	return key;
}

/* Presses all of them; returns what they did, together. */
static inline enum effect type(struct session *session, const char *keys)
{
	enum effect effect = EFFECT_NONE;

	while (*keys)
		effect |= action_of_key(session, typed_next(&keys));
	return effect;
}

#endif

#include "app/keys.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"

struct named_key {
	uint32_t key;
	const char *name;
	const char *sign;
};

static const struct named_key named_keys[] = {{KEYS_TAB, "Tab", "⇥"}, {KEYS_ENTER, "Enter", "⏎"},
	{KEYS_ESCAPE, "Escape", "Esc"}, {KEYS_SPACE, "Space", "␣"},
#define KEYS_ROW(code, name, sign, curses) {code, name, sign},
	KEYS_LIST(KEYS_ROW)
#undef KEYS_ROW
};

enum { NAMED_KEYS = sizeof(named_keys) / sizeof(named_keys[0]) };

const struct keys_sequence keys_sequences[] = {
	{"[A", KEYS_UP},
	{"OA", KEYS_UP},
	{"[B", KEYS_DOWN},
	{"OB", KEYS_DOWN},
	{"[C", KEYS_RIGHT},
	{"OC", KEYS_RIGHT},
	{"[D", KEYS_LEFT},
	{"OD", KEYS_LEFT},
	{"[H", KEYS_HOME},
	{"OH", KEYS_HOME},
	{"[1~", KEYS_HOME},
	{"[7~", KEYS_HOME},
	{"[F", KEYS_END},
	{"OF", KEYS_END},
	{"[4~", KEYS_END},
	{"[8~", KEYS_END},
	{"[2~", KEYS_INSERT},
	{"[3~", KEYS_DELETE},
	{"[5~", KEYS_PAGE_UP},
	{"[6~", KEYS_PAGE_DOWN},
	{"[Z", KEYS_BACKTAB},
	{"[1;2A", KEYS_SHIFT_UP},
	{"[1;2B", KEYS_SHIFT_DOWN},
	{"[1;2C", KEYS_SHIFT_RIGHT},
	{"[1;2D", KEYS_SHIFT_LEFT},
};
const size_t keys_sequences_count = sizeof(keys_sequences) / sizeof(keys_sequences[0]);

static const struct named_key *named_key_find(uint32_t key)
{
	for (size_t i = 0; i < NAMED_KEYS; i++)
		if (named_keys[i].key == key)
			return &named_keys[i];
	return NULL;
}

/* A character, or a control character behind `prefix`: "ctrl+L", "^L". */
static void write_character(uint32_t key, const char *prefix, char out[KEYS_NAME_MAX])
{
	char bytes[5] = "?";

	if (key > 0 && key < ' ') {
		snprintf(out, KEYS_NAME_MAX, "%s%c", prefix, (int)key + '@');
		return;
	}
	if (key < KEYS_NAMED && utf8_code_width(key) > 0)
		utf8_put(key, bytes);
	snprintf(out, KEYS_NAME_MAX, "%s", bytes);
}

void key_label(uint32_t key, char out[KEYS_NAME_MAX])
{
	const struct named_key *named = named_key_find(key);

	if (named)
		snprintf(out, KEYS_NAME_MAX, "%s", named->name);
	else
		write_character(key, "ctrl+", out);
}

void key_sign(uint32_t key, char out[KEYS_NAME_MAX])
{
	const struct named_key *named = named_key_find(key);

	if (named)
		snprintf(out, KEYS_NAME_MAX, "%s", named->sign);
	else
		write_character(key, "^", out);
}

bool key_parse(const char *name, uint32_t *ret_key)
{
	const char *rest = name;
	uint32_t code = utf8_next(&rest);

	if (code > ' ' && !*rest)
		return *ret_key = code, true;
	for (size_t i = 0; i < NAMED_KEYS; i++)
		if (strcasecmp(named_keys[i].name, name) == 0)
			return *ret_key = named_keys[i].key, true;
	if (strncasecmp(name, "ctrl+", 5) == 0 && isalpha((unsigned char)name[5]) && !name[6])
		return *ret_key = KEYS_CTRL(name[5]), true;
	return false;
}

uint32_t key_canonical(uint32_t key)
{
	if (key == '\n')
		return KEYS_ENTER;
	return key == 0x7F || key == 8 ? KEYS_BACKSPACE : key;
}

bool key_is_text(uint32_t key)
{
	return key >= ' ' && key < KEYS_NAMED && utf8_code_width(key) > 0;
}

/* The sequence that the bytes behind an ESC begin with, or NULL. */
static const struct keys_sequence *sequence_find(const char *bytes, size_t count)
{
	for (size_t i = 0; i < keys_sequences_count; i++) {
		size_t length = strlen(keys_sequences[i].bytes);
		if (length <= count && memcmp(keys_sequences[i].bytes, bytes, length) == 0)
			return &keys_sequences[i];
	}
	return NULL;
}

size_t key_decode(const char *bytes, size_t count, uint32_t *ret_key)
{
	char text[5] = "";
	const char *at = text;

	*ret_key = KEYS_NONE;
	if (!count)
		return 0;
	if (bytes[0] == KEYS_ESCAPE) {
		const struct keys_sequence *sequence = sequence_find(bytes + 1, count - 1);
		*ret_key = sequence ? sequence->key : KEYS_ESCAPE;
		return sequence ? 1 + strlen(sequence->bytes) : 1;
	}
	memcpy(text, bytes, count < 4 ? count : 4);
	uint32_t code = utf8_next(&at);
	*ret_key = code == UTF8_REPLACEMENT ? KEYS_NONE : key_canonical(code);
	return at == text ? 1 : (size_t)(at - text);
}

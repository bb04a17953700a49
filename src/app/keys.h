/*
 * Keys: what a person presses, under the names that keymaps and the help screen use.
 *
 * A key is one number: a code point for what types a character ('q', ']', ctrl+L is 12), or a
 * value of enum keys_named, which lies above all code points. One list names the keys of the
 * second kind; its last column is read by the terminal alone, so that this file needs no curses.
 * Memory:  allocates nothing.
 */
#ifndef APP_KEYS_H
#define APP_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { KEYS_NAME_MAX = 16, KEYS_SEQUENCE_MAX = 8 };

/* X(code, name, sign for a short line of keys, code in curses) */
#define KEYS_LIST(X)                                         \
	X(KEYS_RIGHT, "Right", "→", KEY_RIGHT)               \
	X(KEYS_LEFT, "Left", "←", KEY_LEFT)                  \
	X(KEYS_UP, "Up", "↑", KEY_UP)                        \
	X(KEYS_DOWN, "Down", "↓", KEY_DOWN)                  \
	X(KEYS_PAGE_DOWN, "PgDn", "PgDn", KEY_NPAGE)         \
	X(KEYS_PAGE_UP, "PgUp", "PgUp", KEY_PPAGE)           \
	X(KEYS_HOME, "Home", "Home", KEY_HOME)               \
	X(KEYS_END, "End", "End", KEY_END)                   \
	X(KEYS_INSERT, "Insert", "Ins", KEY_IC)              \
	X(KEYS_DELETE, "Delete", "Del", KEY_DC)              \
	X(KEYS_BACKSPACE, "Backspace", "⌫", KEY_BACKSPACE)   \
	X(KEYS_BACKTAB, "Shift+Tab", "⇤", KEY_BTAB)          \
	X(KEYS_SHIFT_RIGHT, "Shift+Right", "⇧→", KEY_SRIGHT) \
	X(KEYS_SHIFT_LEFT, "Shift+Left", "⇧←", KEY_SLEFT)    \
	X(KEYS_SHIFT_UP, "Shift+Up", "⇧↑", KEY_SR)           \
	X(KEYS_SHIFT_DOWN, "Shift+Down", "⇧↓", KEY_SF)       \
	X(KEYS_F1, "F1", "F1", KEY_F(1))                     \
	X(KEYS_F2, "F2", "F2", KEY_F(2))                     \
	X(KEYS_F3, "F3", "F3", KEY_F(3))                     \
	X(KEYS_F4, "F4", "F4", KEY_F(4))                     \
	X(KEYS_F5, "F5", "F5", KEY_F(5))                     \
	X(KEYS_F6, "F6", "F6", KEY_F(6))                     \
	X(KEYS_F7, "F7", "F7", KEY_F(7))                     \
	X(KEYS_F8, "F8", "F8", KEY_F(8))                     \
	X(KEYS_F9, "F9", "F9", KEY_F(9))                     \
	X(KEYS_F10, "F10", "F10", KEY_F(10))                 \
	X(KEYS_F11, "F11", "F11", KEY_F(11))                 \
	X(KEYS_F12, "F12", "F12", KEY_F(12))

enum keys_named {
	KEYS_NONE = 0,
	KEYS_TAB = 9,
	KEYS_ENTER = 13,
	KEYS_ESCAPE = 27,
	KEYS_SPACE = ' ',
	KEYS_NAMED = 0x110000, /* behind the last code point */
#define KEYS_ENUM(code, name, sign, curses) code,
	KEYS_LIST(KEYS_ENUM)
#undef KEYS_ENUM
		KEYS_END_OF_LIST,
	KEYS_MOUSE /* stands for what the mouse did; no keymap has it */
};

#define KEYS_CTRL(letter) ((uint32_t)((letter)&0x1F))

/* What terminals send for a key, whatever their terminfo entry says. */
struct keys_sequence {
	const char *bytes; /* behind the ESC: "[A" */
	uint32_t key;
};

extern const struct keys_sequence keys_sequences[];
extern const size_t keys_sequences_count;

/* "Right", "Space", "ctrl+L", "]", "é"; "?" for what has no name. (key_name is
 * taken: it is a function of curses.) */
void key_label(uint32_t key, char out[KEYS_NAME_MAX]);

/* The short form for the line of keys: "→", "␣", "^L", "]". */
void key_sign(uint32_t key, char out[KEYS_NAME_MAX]);

/* Reads a name as key_label writes it, in letters of either case; false when it names no key. */
bool key_parse(const char *name, uint32_t *ret_key);

/* One key for several ways to send it: newline is Enter, DEL and ctrl+H are Backspace. */
uint32_t key_canonical(uint32_t key);

/* The key is text that an input line takes in. */
bool key_is_text(uint32_t key);

/*
 * Takes the first key from `count` raw bytes (a character, a control character or one of
 * keys_sequences). Returns the bytes used, 0 when count is 0; *ret_key is KEYS_NONE for a byte
 * that is no key.
 */
size_t key_decode(const char *bytes, size_t count, uint32_t *ret_key);

#endif

#define _XOPEN_SOURCE 700
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>
#include <wchar.h>

/* How many continuation bytes follow a lead byte, and the bits of the code in it. */
static int lead_length(unsigned char lead, uint32_t *bits)
{
	if (lead < 0x80)
		return *bits = lead, 0;
	if (lead >= 0xC2 && lead <= 0xDF)
		return *bits = lead & 0x1Fu, 1;
	if (lead >= 0xE0 && lead <= 0xEF)
		return *bits = lead & 0x0Fu, 2;
	if (lead >= 0xF0 && lead <= 0xF4)
		return *bits = lead & 0x07u, 3;
	return -1;
}

static bool code_valid(uint32_t code, int continuation)
{
	static const uint32_t smallest[] = {0, 0x80, 0x800, 0x10000};

	return code >= smallest[continuation] && code <= 0x10FFFF &&
	       !(code >= 0xD800 && code < 0xE000);
}

uint32_t utf8_next(const char **text)
{
	const unsigned char *bytes = (const unsigned char *)*text;
	uint32_t code = 0;

	if (!bytes[0])
		return 0;
	int continuation = lead_length(bytes[0], &code);
	for (int i = 1; i <= continuation; i++) {
		if ((bytes[i] & 0xC0) != 0x80) {
			continuation = -1;
			break;
		}
		code = code << 6 | (bytes[i] & 0x3Fu);
	}
	if (continuation < 0 || !code_valid(code, continuation)) {
		*text += 1;
		return UTF8_REPLACEMENT;
	}
	*text += continuation + 1;
	return code;
}

size_t utf8_put(uint32_t code, char out[5])
{
	size_t count = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};

	for (size_t i = count; i-- > 1;) {
		out[i] = (char)(0x80 | (code & 0x3F));
		code >>= 6;
	}
	out[0] = (char)(lead[count] | code);
	out[count] = '\0';
	return count;
}

struct code_range {
	uint32_t first, last;
};

static bool in_ranges(uint32_t code, const struct code_range *ranges, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (code >= ranges[i].first && code <= ranges[i].last)
			return true;
	return false;
}

#define IN_RANGES(code, table) in_ranges(code, table, sizeof(table) / sizeof(*(table)))

/*
 * The program's own answer, not wcwidth's: that one depends on the locale, and a frame must not.
 * The ranges are those of Unicode's combining marks and East Asian wide blocks in common use.
 */
int utf8_code_width(uint32_t code)
{
	static const struct code_range none[] = {{0x300, 0x36F}, {0x483, 0x489}, {0x591, 0x5BD},
		{0x610, 0x61A}, {0x64B, 0x65F}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},
		{0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x206F}, {0x20D0, 0x20FF},
		{0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF}};
	static const struct code_range wide[] = {{0x1100, 0x115F}, {0x2E80, 0x303E},
		{0x3041, 0xA4CF}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE30, 0xFE6F},
		{0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
		{0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

	if (code < 0x20 || (code >= 0x7F && code < 0xA0))
		return -1;
	if (code < 0x300)
		return 1;
	if (IN_RANGES(code, none))
		return 0;
	return IN_RANGES(code, wide) ? 2 : 1;
}

int utf8_width(const char *text)
{
	int width = 0;

	for (uint32_t code; (code = utf8_next(&text)) != 0;) {
		int cells = utf8_code_width(code);
		width += cells < 0 ? 1 : cells;
	}
	return width;
}

static void add_code(struct str *out, uint32_t code)
{
	char bytes[5];

	str_add_bytes(out, bytes, utf8_put(code, bytes));
}

static bool is_dropped(uint32_t code)
{
	static const struct code_range dropped[] = {{0x200B, 0x200F}, {0x202A, 0x202E},
		{0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0x61C, 0x61C}, {0x180E, 0x180E},
		{0xFFF9, 0xFFFB}, {0xE0000, 0xE007F}};

	return IN_RANGES(code, dropped);
}

void utf8_clean(struct str *out, const char *bytes, size_t count)
{
	int column = 0;

	while (count > 0) {
		/* A short copy with a NUL behind it keeps the decoder inside the bytes given. */
		char window[5] = {0};
		memcpy(window, bytes, count < 4 ? count : 4);
		const char *at = window;
		uint32_t code = utf8_next(&at);
		size_t used = code ? (size_t)(at - window) : 1;

		bytes += used;
		count -= used;
		if (code == '\t') {
			do
				str_add_char(out, ' ');
			while (++column % 8);
		} else if (code == '\n') {
			str_add_char(out, '\n');
			column = 0;
		} else if (!is_dropped(code)) {
			add_code(out, utf8_code_width(code) < 0 ? UTF8_REPLACEMENT : code);
			column++;
		}
	}
}

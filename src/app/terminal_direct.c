#define _GNU_SOURCE
#include "app/terminal_direct.h"

#include <stdlib.h>
#include <string.h>
#include <curses.h>

#include "base/str.h"

/* The last one, because it turns common words (lines, columns, bell) into macros. */
#include <term.h>

enum { MAGIC_32_BIT = 01036, DIRECT_COLORS = 1 << 24, PAIRS_LEAST = 1 << 16 };

/* The first eight colours are the palette's, as in all descriptions with direct colours. */
#define SET_COLOR(lead)                                                             \
	"\033[%?%p1%{8}%<%t" lead "%p1%d%e" lead "8;2;%p1%{65536}%/%d;%p1%{256}%/%" \
	"{255}%&%d;%p1%{255}%&%d%;m"

static const struct {
	const char *name, *text;
} changed[] = {{"setaf", SET_COLOR("3")}, {"setab", SET_COLOR("4")}};

/* What curses would want of capabilities that are not in the standard tables. */
static const char *const extended[] = {"XM", "E3", "kDN5", "kUP5", "kLFT5", "kRIT5"};

enum { EXTENDED = sizeof extended / sizeof *extended };

static char *terminfo_before; /* the variable's text, or NULL where it was not set */

bool terminal_direct_wanted(const char *colorterm, int colors)
{
	return colors >= 256 && colors < DIRECT_COLORS && colorterm &&
	       (strcmp(colorterm, "truecolor") == 0 || strcmp(colorterm, "24bit") == 0);
}

/* --- a compiled description -------------------------------------------------------------------- */

static void add_number(struct str *out, long value, int bytes)
{
	for (int i = 0; i < bytes; i++)
		str_add_char(out, (char)(value >> 8 * i & 0xFF));
}

static void make_even(struct str *out)
{
	if (out->len % 2)
		str_add_char(out, '\0');
}

/* A capability's text with its closing NUL, and where it stands: −1 where there is none. */
static void add_text(struct str *offsets, struct str *table, const char *text)
{
	bool known = text && text != (char *)-1;

	add_number(offsets, known ? (long)table->len : -1, 2);
	if (known)
		str_add_bytes(table, text, strlen(text) + 1);
}

static const char *text_of(const char *name)
{
	for (size_t i = 0; i < sizeof changed / sizeof *changed; i++)
		if (strcmp(changed[i].name, name) == 0)
			return changed[i].text;
	return tigetstr(name);
}

static long number_of(const char *name)
{
	int number = tigetnum(name);

	if (strcmp(name, "colors") == 0)
		return DIRECT_COLORS;
	if (strcmp(name, "pairs") == 0 && number < PAIRS_LEAST)
		return PAIRS_LEAST;
	return number < 0 ? -1 : number;
}

static long count_names(NCURSES_CONST char *const *names)
{
	long count = 0;

	while (names[count])
		count++;
	return count;
}

/* Header, names, flags, numbers and texts, all that the standard knows. */
static void add_standard(struct str *out, const char *type)
{
	struct str offsets = {0}, table = {0};
	long flags = count_names(boolnames), numbers = count_names(numnames);
	long texts = count_names(strnames);

	for (long i = 0; i < texts; i++)
		add_text(&offsets, &table, text_of(strnames[i]));
	const long header[] = {
		MAGIC_32_BIT, (long)strlen(type) + 1, flags, numbers, texts, (long)table.len};
	for (size_t i = 0; i < sizeof header / sizeof *header; i++)
		add_number(out, header[i], 2);
	str_add_bytes(out, type, strlen(type) + 1);
	for (long i = 0; i < flags; i++)
		add_number(out, tigetflag(boolnames[i]) > 0, 1);
	make_even(out);
	for (long i = 0; i < numbers; i++)
		add_number(out, number_of(numnames[i]), 4);
	str_add_bytes(out, str_text(&offsets), offsets.len);
	str_add_bytes(out, str_text(&table), table.len);
	make_even(out);
	str_free(&offsets);
	str_free(&table);
}

/* The flag RGB, which tells curses that a colour's number is its red, green and blue. */
static void add_extended(struct str *out)
{
	struct str offsets = {0}, table = {0}, names = {0};

	for (size_t i = 0; i < EXTENDED; i++)
		add_text(&offsets, &table, tigetstr(extended[i]));
	add_text(&offsets, &names, "RGB");
	for (size_t i = 0; i < EXTENDED; i++)
		add_text(&offsets, &names, extended[i]);
	const long header[] = {1, 0, EXTENDED, 2 * EXTENDED + 1, (long)(table.len + names.len)};
	for (size_t i = 0; i < sizeof header / sizeof *header; i++)
		add_number(out, header[i], 2);
	add_number(out, 1, 1);
	make_even(out);
	str_add_bytes(out, str_text(&offsets), offsets.len);
	str_add_bytes(out, str_text(&table), table.len);
	str_add_bytes(out, str_text(&names), names.len);
	str_free(&offsets);
	str_free(&table);
	str_free(&names);
}

static bool describe(const char *type, struct str *out)
{
	struct str compiled = {0};

	add_standard(&compiled, type);
	add_extended(&compiled);
	str_add(out, "hex:");
	for (size_t i = 0; i < compiled.len; i++)
		str_addf(out, "%02X", (unsigned char)compiled.data[i]);
	bool whole = !compiled.failed && !out->failed;
	str_free(&compiled);
	return whole;
}

/* --- in its place ------------------------------------------------------------------------------ */

bool terminal_direct_begin(int output)
{
	const char *type = getenv("TERM"), *before = getenv("TERMINFO");
	struct str text = {0};
	int found = 0;

	if (!type || setupterm(NULL, output, &found) != OK)
		return false;
	bool begun = terminal_direct_wanted(getenv("COLORTERM"), tigetnum("colors")) &&
		     tigetstr("setaf") && describe(type, &text);
	del_curterm(cur_term);
	if (begun) {
		terminfo_before = before ? strdup(before) : NULL;
		begun = setenv("TERMINFO", str_text(&text), 1) == 0;
	}
	str_free(&text);
	return begun;
}

void terminal_direct_end(void)
{
	if (terminfo_before)
		setenv("TERMINFO", terminfo_before, 1);
	else
		unsetenv("TERMINFO");
	free(terminfo_before);
	terminfo_before = NULL;
}

#define _GNU_SOURCE
#include "app/terminal_pen.h"

#include <string.h>
#include <curses.h>

#include "app/terminal_check.h"
#include "base/utf8.h"

/* The last one, because it turns common words (lines, columns, bell) into macros. */
#include <term.h>

enum { OWN = -1, VISIBLE = ATTR_UNDERLINE | ATTR_REVERSE };

static const struct cell_look plain_look = {OWN, OWN, 0};

static const char *const names[PEN_WORDS] = {
	[PEN_PLACE] = "cup",
	[PEN_COLUMN] = "hpa",
	[PEN_ROW] = "vpa",
	[PEN_RIGHT] = "cuf",
	[PEN_LEFT] = "cub",
	[PEN_RETURN] = "cr",
	[PEN_ERASE] = "ech",
	[PEN_ERASE_REST] = "el",
	[PEN_PLAIN] = "sgr0",
	[PEN_BOLD] = "bold",
	[PEN_DIM] = "dim",
	[PEN_UNDERLINE] = "smul",
	[PEN_REVERSE] = "rev",
	[PEN_FRONT] = "setaf",
	[PEN_BACK] = "setab",
};

/* --- the description --------------------------------------------------------------------------- */

/* Padding is left out: a terminal that still needs time says itself when to wait (XON, XOFF). */
static void take_word(struct pen *pen, enum pen_word word)
{
	const char *text = tigetstr(names[word]);
	struct str bytes = {0};

	pen->words[word][0] = '\0';
	if (!text || text == (char *)-1)
		return;
	terminal_add_capability(&bytes, text);
	if (bytes.len < PEN_WORD_MAX)
		memcpy(pen->words[word], str_text(&bytes), bytes.len + 1);
	str_free(&bytes);
}

/* Many descriptions leave the other character set, too: nothing here ever enters it. */
static void take_plain(struct pen *pen)
{
	char *word = pen->words[PEN_PLAIN];

	if (strstr(word, "\033[m") || strstr(word, "\033[0m"))
		memcpy(word, "\033[m", sizeof "\033[m");
}

/* Attributes that share a cell with colours; terminfo counts them in an order of its own. */
static unsigned beside_colors(unsigned all)
{
	static const struct {
		unsigned attribute;
		int bit;
	} bits[] = {{ATTR_UNDERLINE, 1}, {ATTR_REVERSE, 2}, {ATTR_DIM, 4}, {ATTR_BOLD, 5}};
	int none = tigetnum("ncv");

	for (size_t i = 0; none > 0 && i < sizeof bits / sizeof *bits; i++)
		if (none >> bits[i].bit & 1)
			all &= ~bits[i].attribute;
	return all;
}

/* Without a way back, and where attributes take cells of their own, there are none. */
static unsigned attributes_of(const struct pen *pen)
{
	unsigned all = 0;

	if (!pen->words[PEN_PLAIN][0] || tigetnum("xmc") > 0)
		return 0;
	for (int i = 0; i < 4; i++)
		if (pen->words[PEN_BOLD + i][0])
			all |= 1u << i;
	return all;
}

void pen_start(struct pen *pen)
{
	for (int i = 0; i < PEN_WORDS; i++)
		take_word(pen, (enum pen_word)i);
	take_plain(pen);
	pen->plain = attributes_of(pen);
	pen->colored = beside_colors(pen->plain);
	pen->owns = tigetflag("AX") > 0;
	pen->erases_color = tigetflag("bce") > 0;
	pen->moves_plain = tigetflag("msgr") <= 0;
	pen->keeps_corner = tigetflag("am") > 0 && tigetflag("xenl") <= 0;
	memset(pen->colors, 0, sizeof pen->colors);
}

void pen_free(struct pen *pen)
{
	str_free(&pen->out);
}

void pen_reset(struct pen *pen, int w, int h)
{
	pen->look = plain_look;
	pen->x = pen->y = -1;
	pen->w = w;
	pen->h = h;
}

void pen_begin(struct pen *pen, const char *bytes)
{
	str_clear(&pen->out);
	pen->joint = 0;
	str_add(&pen->out, bytes);
}

/* --- going back -------------------------------------------------------------------------------- */

struct pen_mark pen_mark(const struct pen *pen)
{
	return (struct pen_mark){pen->out.len, pen->joint, pen->look, pen->x, pen->y};
}

void pen_return(struct pen *pen, struct pen_mark mark)
{
	if (pen->out.failed)
		return;
	pen->out.len = mark.len;
	if (pen->out.data) {
		pen->out.data[mark.len] = '\0';
		if (mark.len && mark.joint == mark.len)
			pen->out.data[mark.len - 1] = 'm'; /* another was put into it */
	}
	pen->joint = mark.joint;
	pen->look = mark.look;
	pen->x = mark.x;
	pen->y = mark.y;
}

/* --- looks ------------------------------------------------------------------------------------- */

static bool looks_equal(struct cell_look a, struct cell_look b)
{
	return a.front == b.front && a.back == b.back && a.attributes == b.attributes;
}

bool pen_alike(uint32_t glyph, struct cell_look look, uint32_t other, struct cell_look other_look)
{
	if (glyph != other)
		return false;
	if (glyph != ' ' || ((look.attributes | other_look.attributes) & VISIBLE))
		return looks_equal(look, other_look);
	return look.back == other_look.back;
}

/* A sequence of ECMA-48 that changes nothing but the look. */
static bool is_joinable(const char *text, size_t len)
{
	return len >= 3 && text[0] == '\033' && text[1] == '[' && text[len - 1] == 'm' &&
	       strspn(text + 2, "0123456789;:") == len - 3;
}

static void add_look(struct pen *pen, const char *text)
{
	struct str *out = &pen->out;
	size_t len = strlen(text);
	bool joinable = is_joinable(text, len);

	if (joinable && out->len && pen->joint == out->len && !out->failed) {
		out->data[--out->len] = '\0';
		if (out->data[out->len - 1] == '[')
			str_add_char(out, '0');
		str_add_char(out, ';');
		str_add_bytes(out, text + 2, len - 2);
	} else {
		str_add_bytes(out, text, len);
	}
	if (joinable)
		pen->joint = out->len;
}

static void add_color(struct pen *pen, int number, bool back)
{
	struct pen_color *color =
		&pen->colors[back][(unsigned)(number ^ number >> 8 ^ number >> 16) % PEN_COLORS];

	if (number == OWN) {
		add_look(pen, back ? "\033[49m" : "\033[39m");
		return;
	}
	if (color->number != number + 1) {
		const char *text = tparm(pen->words[back ? PEN_BACK : PEN_FRONT], number);
		color->number = number + 1;
		color->text[0] = '\0';
		if (text && strlen(text) < PEN_COLOR_MAX)
			strcpy(color->text, text);
	}
	add_look(pen, color->text);
}

static void add_difference(struct pen *pen, struct cell_look to)
{
	for (int i = 0; i < 4; i++)
		if (to.attributes & ~pen->look.attributes & 1u << i)
			add_look(pen, pen->words[PEN_BOLD + i]);
	if (to.front != pen->look.front)
		add_color(pen, to.front, false);
	if (to.back != pen->look.back)
		add_color(pen, to.back, true);
	pen->look = to;
}

static void add_anew(struct pen *pen, struct cell_look to)
{
	add_look(pen, pen->words[PEN_PLAIN]);
	pen->look = plain_look;
	add_difference(pen, to);
}

/* Attributes can only be taken back together, and so can colours on some terminals. */
static bool can_step(const struct pen *pen, struct cell_look to)
{
	bool gives_back = (to.front != pen->look.front && to.front == OWN) ||
			  (to.back != pen->look.back && to.back == OWN);

	return !(pen->look.attributes & ~to.attributes) && (pen->owns || !gives_back);
}

/* What the terminal cannot show is not asked for. */
static struct cell_look possible(const struct pen *pen, struct cell_look look)
{
	look.attributes &= look.front == OWN && look.back == OWN ? pen->plain : pen->colored;
	return look;
}

static void change(struct pen *pen, struct cell_look wish)
{
	struct cell_look to = possible(pen, wish);
	struct pen_mark mark = pen_mark(pen);
	size_t len;

	if (looks_equal(pen->look, to))
		return;
	add_anew(pen, to);
	if (pen->out.failed)
		return;
	len = pen->out.len;
	pen_return(pen, mark);
	if (!can_step(pen, to)) {
		add_anew(pen, to);
		return;
	}
	add_difference(pen, to);
	if (pen->out.len > len) {
		pen_return(pen, mark);
		add_anew(pen, to);
	}
}

/*
 * What of a blank is seen is its ground: of the rest it takes what is set already. On the terminal's
 * own ground it is plain, because giving all back takes three bytes and one colour five.
 */
static void change_blank(struct pen *pen, struct cell_look look)
{
	bool keeps =
		!(pen->look.attributes & VISIBLE) && (look.back != OWN || pen->look.back == OWN);

	if (possible(pen, look).attributes & VISIBLE)
		change(pen, look);
	else if (keeps)
		change(pen, (struct cell_look){pen->look.front, look.back, pen->look.attributes});
	else
		change(pen, (struct cell_look){OWN, look.back, 0});
}

void pen_plain(struct pen *pen)
{
	change(pen, plain_look);
}

/* --- places ------------------------------------------------------------------------------------ */

/* Keeps the shorter of two ways; "" is none. */
static void shorter(char *best, const char *way)
{
	if (way && way[0] && strlen(way) < PEN_WORD_MAX && (!best[0] || strlen(way) < strlen(best)))
		strcpy(best, way);
}

static void shorter_of(const struct pen *pen, char *best, enum pen_word word, int count)
{
	if (pen->words[word][0])
		shorter(best, tparm(pen->words[word], count));
}

void pen_move(struct pen *pen, int x, int y)
{
	char best[PEN_WORD_MAX] = "";

	if (x == pen->x && y == pen->y)
		return;
	if (pen->moves_plain)
		pen_plain(pen);
	shorter(best, tparm(pen->words[PEN_PLACE], y, x));
	if (pen->x >= 0 && y == pen->y) {
		shorter_of(pen, best, PEN_COLUMN, x);
		shorter_of(pen, best, x > pen->x ? PEN_RIGHT : PEN_LEFT,
			x > pen->x ? x - pen->x : pen->x - x);
		if (x == 0)
			shorter(best, pen->words[PEN_RETURN]);
	}
	if (pen->x == x)
		shorter_of(pen, best, PEN_ROW, y);
	str_add(&pen->out, best);
	pen->x = x;
	pen->y = y;
}

/* Behind the last column nobody knows where the cursor is. */
void pen_put(struct pen *pen, uint32_t glyph, struct cell_look look)
{
	char bytes[5];

	if (pen->keeps_corner && pen->x == pen->w - 1 && pen->y == pen->h - 1)
		return;
	if (glyph == ' ')
		change_blank(pen, look);
	else
		change(pen, look);
	str_add_bytes(&pen->out, bytes, utf8_put(glyph, bytes));
	pen->x = pen->x + 1 < pen->w ? pen->x + 1 : -1;
}

bool pen_erase(struct pen *pen, int count, bool rest, struct cell_look look)
{
	const char *word = pen->words[rest ? PEN_ERASE_REST : PEN_ERASE];
	char way[PEN_WORD_MAX] = "";

	shorter(way, word[0] && !rest ? tparm(word, count) : word);
	if (!way[0] || strlen(way) >= (size_t)count || (look.attributes & VISIBLE) ||
		(look.back != OWN && !pen->erases_color))
		return false;
	change_blank(pen, look);
	str_add(&pen->out, way);
	return true;
}

#include "export/frame_ansi.h"

#include "base/utf8.h"

static const struct style plain = {PAINT_OWN, PAINT_OWN, 0};

struct writer {
	struct str *out;
	enum colour_depth depth;
	struct style now;
};

static bool same(struct style a, struct style b)
{
	return a.fore == b.fore && a.back == b.back && a.attrs == b.attrs;
}

/* The parameters of one colour; `base` is 30 for the foreground, 40 for the background. */
static void add_colour(struct str *codes, enum colour_depth depth, int32_t colour, int base)
{
	if (colour == PAINT_OWN)
		str_addf(codes, ";%d", base + 9);
	else if (depth == COLOUR_TRUE)
		str_addf(codes, ";%d;2;%d;%d;%d", base + 8, (int)(colour >> 16 & 255),
			(int)(colour >> 8 & 255), (int)(colour & 255));
	else if (depth == COLOUR_256)
		str_addf(codes, ";%d;5;%d", base + 8, (int)colour);
	else
		str_addf(codes, ";%d", (int)(colour < 8 ? base + colour : base + 60 + colour - 8));
}

static void add_attrs(struct str *codes, uint8_t attrs)
{
	static const struct {
		uint8_t attr;
		const char *code;
	} sgr[] = {
		{ATTR_BOLD, ";1"}, {ATTR_DIM, ";2"}, {ATTR_UNDERLINE, ";4"}, {ATTR_REVERSE, ";7"}};

	for (size_t i = 0; i < sizeof sgr / sizeof *sgr; i++)
		if (attrs & sgr[i].attr)
			str_add(codes, sgr[i].code);
}

/* Attributes can only be taken back together, by a reset; colours one by one. */
static void change_style(struct writer *writer, struct style to)
{
	struct str codes = {0};

	if (same(writer->now, to))
		return;
	if (same(to, plain) || (writer->now.attrs & ~to.attrs)) {
		str_add(&codes, ";0");
		writer->now = plain;
	}
	add_attrs(&codes, (uint8_t)(to.attrs & ~writer->now.attrs));
	if (to.fore != writer->now.fore)
		add_colour(&codes, writer->depth, to.fore, 30);
	if (to.back != writer->now.back)
		add_colour(&codes, writer->depth, to.back, 40);
	if (codes.failed)
		writer->out->failed = true;
	else
		str_addf(writer->out, "\033[%sm", str_text(&codes) + 1);
	str_free(&codes);
	writer->now = to;
}

/* A blank shows no foreground: it takes what is set, if that draws nothing either. */
static struct style blank_style(const struct writer *writer, struct style style)
{
	enum { VISIBLE = ATTR_UNDERLINE | ATTR_REVERSE };

	if ((style.attrs & VISIBLE) || (writer->now.attrs & VISIBLE))
		return style;
	style.fore = writer->now.fore;
	style.attrs = writer->now.attrs;
	return style;
}

static bool shows_nothing(const struct cell *cell, struct style style)
{
	return cell->glyph == ' ' && style.back == PAINT_OWN &&
	       !(style.attrs & (ATTR_UNDERLINE | ATTR_REVERSE));
}

static void add_row(struct writer *writer, const struct cell *row, int w, enum theme theme)
{
	int blanks = 0;

	for (int x = 0; x < w; x++) {
		char bytes[5];
		struct style style = theme_style(row[x].role, row[x].ground, writer->depth, theme);
		if (shows_nothing(&row[x], style)) {
			blanks++;
			continue;
		}
		if (blanks)
			change_style(writer, blank_style(writer, plain));
		for (; blanks > 0; blanks--)
			str_add_char(writer->out, ' ');
		change_style(writer, row[x].glyph == ' ' ? blank_style(writer, style) : style);
		str_add_bytes(writer->out, bytes, utf8_put(row[x].glyph, bytes));
	}
	change_style(writer, plain);
	str_add_char(writer->out, '\n');
}

void frame_ansi(
	const struct canvas *canvas, enum colour_depth depth, enum theme theme, struct str *out)
{
	struct writer writer = {out, depth, plain};

	for (int y = 0; y < canvas->h; y++)
		add_row(&writer, canvas->cells + (size_t)y * (size_t)canvas->w, canvas->w, theme);
}

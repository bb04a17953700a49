#define _GNU_SOURCE
#include "app/terminal_paint.h"

#include <string.h>
#include <wchar.h>

#include "app/terminal_check.h"

void painter_found(struct painter *painter, enum theme theme)
{
	painter->found = theme;
	painter_theme(painter, theme);
}

void painter_theme(struct painter *painter, enum theme theme)
{
	painter->palette.theme = theme;
	painter->palette.painted = theme != painter->found;
	memset(painter->pairs, 0, sizeof painter->pairs);
}

void painter_start(struct painter *painter, enum options_color wish)
{
	if (!terminal_color_wanted(wish) || !has_colors() || start_color() != OK)
		return;
	painter->palette.own = use_default_colors() == OK;
	painter->palette.depth = palette_depth(COLORS);
}

static int color_pair(struct painter *painter, const struct cell *cell, struct cell_look look)
{
	int *pair = &painter->pairs[cell->role][cell->ground];

	if (*pair == 0 && (look.front != -1 || look.back != -1))
		*pair = alloc_pair(look.front, look.back);
	return *pair > 0 ? *pair : 0;
}

static attr_t curses_attributes(unsigned attributes)
{
	static const struct {
		unsigned ours;
		attr_t theirs;
	} table[] = {{ATTR_BOLD, A_BOLD}, {ATTR_DIM, A_DIM}, {ATTR_UNDERLINE, A_UNDERLINE},
		{ATTR_REVERSE, A_REVERSE}};
	attr_t theirs = A_NORMAL;

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		theirs |= attributes & table[i].ours ? table[i].theirs : 0;
	return theirs;
}

void painter_cell(struct painter *painter, const struct cell *cell, bool ascii, cchar_t *out)
{
	bool printable = cell->glyph >= ' ' && cell->glyph < (ascii ? 0x7Fu : 0x110000u) &&
			 wcwidth((wchar_t)cell->glyph) == 1;
	wchar_t text[2] = {printable ? (wchar_t)cell->glyph : L'?', L'\0'};
	struct cell_look look = cell_look_of(&painter->palette, cell);
	bool colored = painter->palette.depth != DEPTH_NONE;
	int pair = colored ? color_pair(painter, cell, look) : 0;

	setcchar(out, text, curses_attributes(look.attributes), 0, &pair);
}

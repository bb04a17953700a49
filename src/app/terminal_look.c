#include "app/terminal_look.h"

#include <stddef.h>

#include "draw/theme.h"

/* What stands for the terminal's own colours where they cannot be asked for. */
enum { BLACK = 0, WHITE = 7, OWN = -1 };

enum depth palette_depth(int colors)
{
	static const struct {
		int colors;
		enum depth depth;
	} depths[] = {{1 << 24, DEPTH_DIRECT}, {256, DEPTH_256}, {16, DEPTH_16}, {8, DEPTH_8}};

	for (size_t i = 0; i < sizeof(depths) / sizeof(depths[0]); i++)
		if (colors >= depths[i].colors)
			return depths[i].depth;
	return DEPTH_NONE;
}

/* The number of a paint, or `own`. */
static int color_number(enum depth depth, const struct paint *paint, int own)
{
	int index = depth >= DEPTH_256 ? paint->index256 : paint->index16;

	if (index == PAINT_OWN)
		return own;
	/* With direct colours the first eight numbers still mean the palette. */
	if (depth == DEPTH_DIRECT)
		return paint->rgb < 8 ? 8 : (int)paint->rgb;
	return depth == DEPTH_8 ? index & 7 : index;
}

struct cell_look cell_look_of(const struct palette *palette, const struct cell *cell)
{
	const struct paint *front = theme_paint((enum role)cell->role, palette->light);
	const struct paint *back = theme_paint((enum role)cell->ground, palette->light);
	struct cell_look look = {.front = OWN, .back = OWN, .attributes = front->attrs};

	if (palette->depth == DEPTH_NONE) {
		look.attributes = front->mono | (cell->ground == ROLE_NONE ? 0u : back->mono);
		return look;
	}
	look.front = color_number(palette->depth, front, palette->own ? OWN : WHITE);
	look.back = palette->own ? OWN : BLACK;
	if (cell->ground != ROLE_NONE)
		look.back = color_number(palette->depth, back, look.back);
	if (palette->depth == DEPTH_8 && front->index16 >= 8)
		look.attributes |= ATTR_BOLD;
	return look;
}

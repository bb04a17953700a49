#include "app/terminal_look.h"

#include <stddef.h>

/* What stands for the terminal's own colours where they cannot be asked for. */
enum { BLACK = 0, WHITE = 7, OWN = -1 };

/* A theme's ground and its text, where the table leaves both to the terminal: 16 colours, 256. */
static const struct {
	int ground[2], text[2];
} grounds[THEME_COUNT] = {
	[THEME_NIGHT] = {{BLACK, 233}, {WHITE, 253}},
	[THEME_LIGHT] = {{15, 231}, {BLACK, 235}},
	[THEME_CONTRAST] = {{BLACK, 16}, {15, 231}},
};

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

/* What stands for a colour that is left to the terminal. */
static int own_number(const struct palette *palette, const struct paint *paint, bool ground)
{
	const int *numbers = ground ? grounds[palette->theme].ground : grounds[palette->theme].text;

	if (palette->painted && palette->depth == DEPTH_DIRECT)
		return paint->rgb < 8 ? 8 : (int)paint->rgb;
	if (palette->painted && palette->depth == DEPTH_8)
		return numbers[0] & 7;
	if (palette->painted)
		return numbers[palette->depth == DEPTH_256];
	return palette->own ? OWN : ground ? BLACK : WHITE;
}

static bool is_band(enum role role)
{
	return role >= ROLE_BAND_0 && role < ROLE_LINE_0;
}

struct cell_look cell_look_of(const struct palette *palette, const struct cell *cell)
{
	enum role ground = (enum role)cell->ground;
	const struct paint *front = theme_paint((enum role)cell->role, palette->theme);
	const struct paint *back = theme_paint(ground, palette->theme);
	const struct paint *own = theme_paint(ROLE_NONE, palette->theme);
	struct cell_look look = {.front = OWN, .back = OWN, .attributes = front->attrs};

	if (palette->depth == DEPTH_NONE) {
		look.attributes = front->mono | (ground == ROLE_NONE ? 0u : back->mono);
		return look;
	}
	look.front = color_number(palette->depth, front, own_number(palette, front, false));
	look.back = own_number(palette, own, true);
	if (ground != ROLE_NONE && !(is_band(ground) && palette->depth < DEPTH_256))
		look.back = color_number(palette->depth, back, look.back);
	if (palette->depth == DEPTH_8 && front->index16 >= 8)
		look.attributes |= ATTR_BOLD;
	return look;
}

#include "export/frame_roles.h"

#include <stdbool.h>

static const char letters[] = "0abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ123456789";

_Static_assert(sizeof letters - 1 >= ROLE_COUNT, "every role has a letter");

struct map {
	const struct canvas *canvas;
	struct str *out;
	bool used[ROLE_COUNT];
};

/* The letter of a cell's glyph or ground; blank where it shows nothing. */
static char letter_of(const struct cell *cell, bool ground)
{
	int role = ground ? cell->ground : cell->role;

	if (role >= ROLE_COUNT)
		return '?';
	return (ground ? role == ROLE_NONE : cell->glyph == ' ') ? ' ' : letters[role];
}

static void mark_used(struct map *map, const struct cell *cell, bool ground)
{
	int role = ground ? cell->ground : cell->role;

	if (role < ROLE_COUNT && letter_of(cell, ground) != ' ')
		map->used[role] = true;
}

static void add_rows(struct map *map, bool ground)
{
	const struct cell *cell = map->canvas->cells;

	for (int y = 0; y < map->canvas->h; y++) {
		int blanks = 0;
		for (int x = 0; x < map->canvas->w; x++, cell++) {
			char letter = letter_of(cell, ground);
			mark_used(map, cell, ground);
			if (letter == ' ') {
				blanks++;
				continue;
			}
			for (; blanks > 0; blanks--)
				str_add_char(map->out, ' ');
			str_add_char(map->out, letter);
		}
		str_add_char(map->out, '\n');
	}
}

static bool has_grounds(const struct canvas *canvas)
{
	size_t count = (size_t)canvas->w * (size_t)canvas->h;

	for (size_t i = 0; i < count; i++)
		if (canvas->cells[i].ground != ROLE_NONE)
			return true;
	return false;
}

void frame_roles(const struct canvas *canvas, struct str *out)
{
	struct map map = {canvas, out, {false}};

	add_rows(&map, false);
	if (has_grounds(canvas)) {
		str_add(out, "-- grounds\n");
		add_rows(&map, true);
	}
	str_add(out, "-- legend\n");
	for (int role = 0; role < ROLE_COUNT; role++)
		if (map.used[role])
			str_addf(out, "%c %s\n", letters[role], role_name((enum role)role));
}

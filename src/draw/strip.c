#include "draw/strip.h"

#include <math.h>

enum { LEAST_GAP = 3 }; /* cells between ticks */

/* Lines before the cursor are heavy, with their own glyphs for ticks and ends. */
struct strip_glyphs {
	uint32_t line, minor, major, start, end;
};
static const struct strip_glyphs ahead = {0x2500, 0x2534, 0x253C, 0x251C, 0x2524};
static const struct strip_glyphs behind = {0x2501, 0x2537, 0x253F, 0x2523, 0x252B};
/* All crossings are '+' in ASCII, and so are stops: ticks that cannot be taken for them. */
static const struct strip_glyphs ahead_ascii = {'-', '\'', '|', '|', '|'};
static const struct strip_glyphs behind_ascii = {'=', '\'', '|', '|', '|'};

static double held_end(const struct strip *strip)
{
	return isfinite(strip->end) && strip->end >= 1 ? strip->end : 1;
}

/* The cell of a place, or −1. */
static int place_cell(const struct strip *strip, double at, int w)
{
	double end = held_end(strip);

	return at >= 0 && at <= end ? (int)(at / end * (w - 1) + 0.5) : -1;
}

/* The cell up to which the line is heavy; none when the cursor is not on the strip. */
static int reached(const struct strip *strip, int w)
{
	return place_cell(strip, strip->cursor, w);
}

static const struct strip_glyphs *glyphs_at(
	const struct strip *strip, const struct canvas *canvas, int w, int cell)
{
	if (canvas->ascii)
		return cell < reached(strip, w) ? &behind_ascii : &ahead_ascii;
	return cell < reached(strip, w) ? &behind : &ahead;
}

static enum role role_at(const struct strip *strip, int w, int cell)
{
	return cell < reached(strip, w) ? ROLE_LABEL : ROLE_AXIS;
}

static bool has_room(const struct strip *strip, double every, int w)
{
	return every > 0 && every * (w - 1) >= LEAST_GAP * held_end(strip);
}

/* The strip's own part or one of those behind it; returns where it ends. */
static double part_at(const struct strip *strip, size_t i, struct strip_part *ret_part)
{
	double end = held_end(strip);

	*ret_part = i ? strip->parts[i - 1]
		      : (struct strip_part){0, strip->minor_every, strip->major_every};
	return i < strip->part_count && strip->parts[i].from < end ? strip->parts[i].from : end;
}

static void draw_ticks(
	const struct strip *strip, struct canvas *canvas, int x, int y, int w, bool major)
{
	struct strip_part part;

	for (size_t k = 0; k <= strip->part_count; k++) {
		double to = part_at(strip, k, &part);
		double every = major ? part.major_every : part.minor_every;
		/* The gap bounds the number of ticks by the number of cells. */
		for (int i = k == 0 || !major;
			has_room(strip, every, w) && part.from + i * every < to; i++) {
			int cell = place_cell(strip, part.from + i * every, w);
			const struct strip_glyphs *glyph = glyphs_at(strip, canvas, w, cell);
			canvas_put(canvas, x + cell, y, major ? glyph->major : glyph->minor,
				role_at(strip, w, cell));
		}
	}
}

static void draw_line(const struct strip *strip, struct canvas *canvas, int x, int y, int w)
{
	for (int cell = 0; cell < w; cell++) {
		const struct strip_glyphs *glyph = glyphs_at(strip, canvas, w, cell);
		uint32_t code = cell == 0 ? glyph->start : cell == w - 1 ? glyph->end : glyph->line;
		canvas_put(canvas, x + cell, y, code, role_at(strip, w, cell));
	}
}

void strip_draw(const struct strip *strip, struct canvas *canvas, int x, int y, int w)
{
	if (w < 2)
		return;
	w = w > canvas->w ? canvas->w : w;
	draw_line(strip, canvas, x, y, w);
	draw_ticks(strip, canvas, x, y, w, false);
	draw_ticks(strip, canvas, x, y, w, true);
	for (size_t i = 0; i < strip->mark_count; i++) {
		int cell = place_cell(strip, strip->marks[i].at, w);
		if (cell >= 0)
			canvas_put(
				canvas, x + cell, y, strip->marks[i].glyph, strip->marks[i].role);
	}
	if (reached(strip, w) >= 0)
		canvas_put(canvas, x + reached(strip, w), y, 0x25CF, ROLE_POINT);
}

double strip_place(const struct strip *strip, int x, int w, int cell)
{
	if (w < 2)
		return 0;
	double share = (double)((long)cell - x) / (w - 1);
	return (share < 0 ? 0 : share > 1 ? 1 : share) * held_end(strip);
}

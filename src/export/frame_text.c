#include "export/frame_text.h"

#include "base/utf8.h"

static const struct cell *row_of(const struct canvas *canvas, int y)
{
	return canvas->cells + (size_t)y * (size_t)canvas->w;
}

/* A bar's full cells are blanks on a coloured ground: without colours they are shown as blocks. The
 * bands of contours stay blank, for their lines say what they say. */
static uint32_t shown_glyph(const struct cell *cell, bool ascii)
{
	bool band = cell->ground >= ROLE_BAND_0 && cell->ground < ROLE_LINE_0;

	if (cell->glyph != ' ' || cell->ground == ROLE_NONE || band)
		return cell->glyph;
	return ascii ? '#' : 0x2588;
}

/* Cells up to the last one that is not blank. */
static int row_length(const struct cell *row, int w, bool ascii)
{
	while (w > 0 && shown_glyph(&row[w - 1], ascii) == ' ')
		w--;
	return w;
}

void frame_text(const struct canvas *canvas, struct str *out)
{
	for (int y = 0; y < canvas->h; y++) {
		const struct cell *row = row_of(canvas, y);
		int length = row_length(row, canvas->w, canvas->ascii);
		for (int x = 0; x < length; x++) {
			char bytes[5];
			str_add_bytes(out, bytes, utf8_put(shown_glyph(&row[x], canvas->ascii), bytes));
		}
		str_add_char(out, '\n');
	}
}

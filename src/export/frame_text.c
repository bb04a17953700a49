#include "export/frame_text.h"

#include "base/utf8.h"

static const struct cell *row_of(const struct canvas *canvas, int y)
{
	return canvas->cells + (size_t)y * (size_t)canvas->w;
}

/* Cells up to the last one that is not blank. */
static int row_length(const struct cell *row, int w)
{
	while (w > 0 && row[w - 1].glyph == ' ')
		w--;
	return w;
}

void frame_text(const struct canvas *canvas, struct str *out)
{
	for (int y = 0; y < canvas->h; y++) {
		const struct cell *row = row_of(canvas, y);
		int length = row_length(row, canvas->w);
		for (int x = 0; x < length; x++) {
			char bytes[5];
			str_add_bytes(out, bytes, utf8_put(row[x].glyph, bytes));
		}
		str_add_char(out, '\n');
	}
}

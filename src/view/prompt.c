#include "view/prompt.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "draw/wrap.h"

enum { OFFER_ROWS_MIN = 4, OFFER_NAME_MAX = 34, GAP = 2, SHARE = 3 };

/* --- the line ---------------------------------------------------------------------------------- */

/* Cells of the first `bytes` of a text. */
static int cells_before(const struct canvas *canvas, const char *text, size_t bytes)
{
	struct str part = {0};

	str_add_bytes(&part, text, bytes);
	int cells = canvas_text_width(canvas, str_text(&part));
	str_free(&part);
	return cells;
}

/* The line is moved left by whole cells, so that the cursor and the cell behind it are in sight. */
static int line_shift(const struct prompt *prompt, const struct canvas *canvas, int room)
{
	int cursor = cells_before(canvas, prompt->text, prompt->cursor);

	return cursor >= room ? cursor - room + 1 : 0;
}

static void draw_line(
	const struct prompt *prompt, struct canvas *canvas, int y, int *ret_x, int *ret_shift)
{
	struct rect line = {0, y, canvas->w, 1};
	int start = 1 + canvas_text_width(canvas, prompt->sign);
	int shift = line_shift(prompt, canvas, canvas->w - start - 1);

	canvas_fill(canvas, line, ' ', ROLE_NONE);
	canvas_text(canvas, 1, y, ROLE_KEY, prompt->sign, -1);
	struct rect clip = canvas_clip(canvas, (struct rect){start, y, canvas->w - start, 1});
	canvas_text(canvas, start - shift, y, ROLE_STRONG, prompt->text, -1);
	canvas_clip_restore(canvas, clip);
	*ret_x = start - shift + cells_before(canvas, prompt->text, prompt->cursor);
	*ret_shift = start - shift;
}

/* --- the box above it -------------------------------------------------------------------------- */

static struct rect open_box(struct canvas *canvas, int rows, const char *title, const char *note)
{
	struct rect box = {0, canvas->h - 1 - rows - 2, canvas->w, rows + 2};

	canvas_fill(canvas, box, ' ', ROLE_NONE);
	for (int y = box.y; y < box.y + box.h; y++)
		for (int x = 0; x < box.w; x++)
			canvas_ground(canvas, x, y, ROLE_NONE);
	return canvas_frame(canvas, box, title, note, true);
}

static int name_column(const struct prompt *prompt, const struct canvas *canvas)
{
	int widest = 0, most = canvas->w / 2 < OFFER_NAME_MAX ? canvas->w / 2 : OFFER_NAME_MAX;

	for (size_t i = 0; i < prompt->offer_count; i++) {
		int width = canvas_text_width(canvas, prompt->offers[i].text);
		widest = width > widest ? width : widest;
	}
	return widest < most ? widest : most;
}

static void draw_offer(
	const struct prompt *prompt, struct canvas *canvas, struct rect row, size_t i, int column)
{
	const struct prompt_offer *offer = &prompt->offers[i];
	bool chosen = (int)i == prompt->chosen;
	int x = row.x + 2;

	if (chosen)
		canvas_text(canvas, row.x, row.y, ROLE_KEY, "▸", 1);
	canvas_text_fit(canvas, x, row.y, chosen ? ROLE_CHOICE : ROLE_TEXT, offer->text, column);
	canvas_text_fit(canvas, x + column + GAP, row.y, ROLE_DIM, offer->help,
		row.x + row.w - x - column - GAP);
}

/* The note, when there is one, stands above the offers; the chosen offer is always in sight. */
static void draw_offers(const struct prompt *prompt, struct canvas *canvas)
{
	int note_rows = prompt->note[0] != '\0';
	int most = canvas->h / SHARE > OFFER_ROWS_MIN ? canvas->h / SHARE : OFFER_ROWS_MIN;
	int rows = (int)prompt->offer_count < most ? (int)prompt->offer_count : most;
	int from = prompt->chosen >= rows ? prompt->chosen - rows + 1 : 0;
	int column = name_column(prompt, canvas);
	char more[48] = "";

	if (!rows && !note_rows)
		return;
	if ((int)prompt->offer_count > rows)
		snprintf(more, sizeof more, "%d–%d of %zu", from + 1, from + rows,
			prompt->offer_count);
	struct rect inside = open_box(canvas, rows + note_rows, prompt->title, more);
	if (note_rows)
		canvas_text_fit(
			canvas, inside.x + 1, inside.y, ROLE_LIVE, prompt->note, inside.w - 2);
	for (int i = 0; i < rows; i++)
		draw_offer(prompt, canvas,
			(struct rect){inside.x, inside.y + note_rows + i, inside.w - 1, 1},
			(size_t)(from + i), column);
}

/* The sentence in a box, and a caret in its lower edge over the place in the line. */
static void draw_error(const struct prompt *prompt, struct canvas *canvas, int start)
{
	struct wrap *wrap = wrap_new(canvas->w - 4, canvas->ascii);
	struct wrap_run run = {.role = ROLE_WARNING, .text = prompt->error};
	int x = start + cells_before(canvas, prompt->text, prompt->error_at);

	if (!wrap)
		return;
	wrap_add(wrap, &run, 1, 0, 0);
	int rows = wrap_lines(wrap), most = canvas->h - 4;
	struct rect inside = open_box(canvas, rows < most ? rows : most, "not done", "");
	inside.x += 1;
	inside.w -= 2;
	wrap_draw(wrap, canvas, inside, 0);
	wrap_free(wrap);
	x = x < 1 ? 1 : x > canvas->w - 2 ? canvas->w - 2 : x;
	canvas_put(canvas, x, canvas->h - 2, canvas->ascii ? 'v' : 0x25BC, ROLE_WARNING);
}

void prompt_draw(const struct prompt *prompt, struct canvas *canvas, int *ret_x, int *ret_y)
{
	int start;

	*ret_y = canvas->h - 1;
	draw_line(prompt, canvas, *ret_y, ret_x, &start);
	if (prompt->error[0])
		draw_error(prompt, canvas, start);
	else
		draw_offers(prompt, canvas);
}

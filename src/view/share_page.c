#include "view/share_page.h"

#include <string.h>

#include "base/utf8.h"

enum { INDENT = 2, FOLD = 2, LEFT = 1, TOP = 4 };

/* Ends a row so that the shell goes on reading in the next one. */
static void break_row(struct str *out, const char *end, int *x)
{
	str_addf(out, "%s\\\n%*s", end, INDENT, "");
	*x = INDENT;
}

/* The bytes that stay together: a letter, or a quote between quoted letters with all that makes it. */
static size_t piece_size(const char *at, bool quoted)
{
	static const char quote[] = "'\\''";
	const char *next = at;

	if (quoted && strncmp(at, quote, strlen(quote)) == 0)
		return strlen(quote);
	utf8_next(&next);
	return (size_t)(next - at);
}

/* A word too long for a row is broken between two pieces: a quoted one is closed and opened again. */
static void add_long(const char *word, size_t size, int w, struct str *out, int *x)
{
	bool quoted = false;

	for (const char *at = word, *end = word + size; at < end;) {
		struct str piece = {0};
		str_add_bytes(&piece, at, piece_size(at, quoted));
		int width = utf8_width(str_text(&piece));
		if (*x + width > w - 1 - FOLD) {
			str_addf(out, "%s\\\n%s", quoted ? "'" : "", quoted ? "'" : "");
			*x = quoted;
		}
		quoted ^= strcmp(str_text(&piece), "'") == 0;
		str_add(out, str_text(&piece));
		*x += width;
		at += piece.len;
		str_free(&piece);
	}
}

void share_page_fold(const char *share, int w, struct str *out)
{
	int x = 0;

	while (*share) {
		size_t size = strcspn(share, "\n");
		struct str part = {0};
		str_add_bytes(&part, share, size);
		int width = utf8_width(str_text(&part));
		if (x && x + 1 + width > w - FOLD)
			break_row(out, " ", &x);
		else if (x)
			str_add_char(out, ' '), x++;
		if (x + width > w - FOLD) {
			add_long(share, size, w, out, &x);
		} else {
			str_add(out, str_text(&part));
			x += width;
		}
		str_free(&part);
		share += size + (share[size] == '\n');
	}
}

bool share_page_scrolls(const struct scene *scene)
{
	struct str rows = {0};
	int count = 0;

	share_page_fold(scene->share ? scene->share : "", scene->w - 2 * LEFT, &rows);
	for (const char *at = str_text(&rows); *at; at++)
		count += *at == '\n';
	str_free(&rows);
	return TOP + count > scene->h - 1;
}

void share_page_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	struct str rows = {0};
	int y = area.y + TOP - scene->look.scroll;

	canvas_text_fit(canvas, LEFT, area.y, ROLE_TITLE, "Open exactly here, in one line",
		area.w - 2 * LEFT);
	canvas_text_fit(canvas, LEFT, area.y + 2, ROLE_DIM,
		"Mark it with the mouse, copy it, and paste it at a shell.", area.w - 2 * LEFT);
	share_page_fold(scene->share ? scene->share : "", area.w - 2 * LEFT, &rows);
	for (const char *at = str_text(&rows); *at; y++) {
		size_t size = strcspn(at, "\n");
		struct str row = {0};
		str_add_bytes(&row, at, size);
		if (y >= area.y + TOP && y < area.y + area.h)
			canvas_text(
				canvas, LEFT, y, ROLE_STRONG, str_text(&row), area.w - 2 * LEFT);
		str_free(&row);
		at += size + (at[size] == '\n');
	}
	str_free(&rows);
}

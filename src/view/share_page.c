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

/* A word too long for a row is broken between two letters: a quoted one is closed and opened again. */
static void add_long(const char *word, size_t size, int w, struct str *out, int *x)
{
	const char *at = word, *end = word + size;
	bool quoted = false;

	while (at < end) {
		const char *next = at;
		uint32_t code = utf8_next(&next);
		if (*x > w - 2 - FOLD) {
			str_addf(out, "%s\\\n%s", quoted ? "'" : "", quoted ? "'" : "");
			*x = quoted;
		}
		quoted ^= code == '\'' && (at == word || at[-1] != '\\');
		str_add_bytes(out, at, (size_t)(next - at));
		*x += utf8_code_width(code);
		at = next;
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

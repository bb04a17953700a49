#include "view/welcome.h"

#include "draw/wrap.h"

enum { WIDEST = 74, LINES = 3 };

static const char *const lines[LINES] = {"↑ ↓ choose a lesson, Enter opens it, q goes back.",
	"Space goes to the next stop of a lesson, Backspace to the one before.",
	"→ goes on stage by stage, ← goes back; ? shows all keys."};

static struct wrap *wrap_lines_of(int width, bool ascii)
{
	struct wrap *wrap = wrap_new(width, ascii);

	for (int i = 0; wrap && i < LINES; i++) {
		struct wrap_run run = {.role = ROLE_STRONG, .text = lines[i]};
		wrap_add(wrap, &run, 1, 0, 2);
	}
	return wrap;
}

void welcome_draw(struct canvas *canvas)
{
	int w = canvas->w - 6 < WIDEST ? canvas->w - 6 : WIDEST;
	struct wrap *wrap = wrap_lines_of(w, canvas->ascii);

	if (!wrap)
		return;
	int h = wrap_lines(wrap);
	struct rect box = {(canvas->w - w - 4) / 2, (canvas->h - h - 2) / 2, w + 4, h + 2};
	for (int y = box.y; y < box.y + box.h; y++)
		for (int x = box.x; x < box.x + box.w; x++)
			canvas_ground(canvas, x, y, ROLE_NONE);
	canvas_fill(canvas, box, ' ', ROLE_NONE);
	struct rect inside = canvas_frame(canvas, box, "how to move", "any key goes on", true);
	inside.x += 1;
	inside.w -= 2;
	wrap_draw(wrap, canvas, inside, 0);
	wrap_free(wrap);
}

#include "view/welcome.h"

#include "draw/wrap.h"
#include "view/layout.h"

/* NARROWEST is the inside of a box in which no word is broken. */
enum { WIDEST = 74, NARROWEST = 26, LINES = 3, FRAME_W = 4, FRAME_H = 2, PLACES = 4 };

static const char *const on_menu[LINES] = {"↑ ↓ choose a lesson, Enter opens it, q goes back.",
	"Space goes to the next stop of a lesson, Backspace to the one before.",
	"→ goes on stage by stage, ← goes back; ? shows all keys."};

static const char *const on_lesson[LINES] = {
	"Space goes to the next stop, Backspace to the one before.",
	"→ goes on stage by stage, ← goes back.",
	"Enter answers a question, q leaves, ? shows all keys."};

static struct wrap *wrap_lines_of(const char *const *lines, int width, bool ascii)
{
	struct wrap *wrap = wrap_new(width, ascii);

	for (int i = 0; wrap && i < LINES; i++) {
		struct wrap_run run = {.role = ROLE_STRONG, .text = lines[i]};
		wrap_add(wrap, &run, 1, 0, 2);
	}
	return wrap;
}

static void draw_box(struct wrap *wrap, struct canvas *canvas, struct rect area)
{
	int w = wrap_width(wrap) + FRAME_W, h = wrap_lines(wrap) + FRAME_H;
	struct rect box = {area.x + (area.w - w) / 2, area.y + (area.h - h) / 2, w, h};

	for (int y = box.y; y < box.y + box.h; y++)
		for (int x = box.x; x < box.x + box.w; x++)
			canvas_ground(canvas, x, y, ROLE_NONE);
	canvas_fill(canvas, box, ' ', ROLE_NONE);
	struct rect inside = canvas_frame(canvas, box, "how to move", "any key goes on", true);
	inside.x += 1;
	inside.w -= 2;
	wrap_draw(wrap, canvas, inside, 0);
}

/* Draws the box in the middle of the area; false where that does not hold it. */
static bool draw_in(const char *const *lines, struct canvas *canvas, struct rect area)
{
	int w = area.w - FRAME_W - 2 < WIDEST ? area.w - FRAME_W - 2 : WIDEST;
	struct wrap *wrap = w >= NARROWEST ? wrap_lines_of(lines, w, canvas->ascii) : NULL;
	bool fits = wrap && wrap_lines(wrap) + FRAME_H <= area.h;

	if (fits)
		draw_box(wrap, canvas, area);
	wrap_free(wrap);
	return fits;
}

/* What is left of the screen beside an area: left, right, below and above it. */
static void beside(struct rect words, const struct canvas *canvas, struct rect ret_places[PLACES])
{
	int right = words.x + words.w, below = words.y + words.h;

	ret_places[0] = (struct rect){0, 1, words.x, canvas->h - 2};
	ret_places[1] = (struct rect){right, 1, canvas->w - right, canvas->h - 2};
	ret_places[2] = (struct rect){0, below, canvas->w, canvas->h - 1 - below};
	ret_places[3] = (struct rect){0, 1, canvas->w, words.y - 1};
}

static bool draw_beside_words(const struct scene *scene, struct canvas *canvas)
{
	struct rect places[PLACES];
	struct layout layout;

	if (!layout_make(scene, &layout))
		return false;
	for (int i = 0; i < layout.count; i++) {
		if (layout.panels[i].view != view_find("prose"))
			continue;
		beside(layout.panels[i].area, canvas, places);
		for (int place = 0; place < PLACES; place++)
			if (draw_in(on_lesson, canvas, places[place]))
				return true;
	}
	return false;
}

void welcome_draw(const struct scene *scene, struct canvas *canvas)
{
	bool lesson = scene->page == PAGE_LESSON;
	struct rect all = {0, 0, canvas->w, canvas->h};

	if (!lesson || !draw_beside_words(scene, canvas))
		draw_in(lesson ? on_lesson : on_menu, canvas, all);
}

#include "view/stop_look.h"

#include <string.h>

#include "base/str.h"
#include "view/layout.h"

struct look look_plain(void)
{
	return (struct look){.levels = -1};
}

/* The panels of a scene before one of them is zoomed. */
static bool all_panels(const struct scene *scene, const struct look *look, struct layout *layout)
{
	struct scene whole = *scene;

	whole.look = *look;
	whole.look.focus = 0;
	whole.look.zoom = false;
	return layout_make(&whole, layout);
}

static void take_focus(struct look *look, const char *name, const struct scene *scene)
{
	struct layout layout;

	if (!all_panels(scene, look, &layout))
		return;
	for (int i = 0; i < layout.count; i++)
		if (strcmp(layout.panels[i].view->name, name) == 0) {
			look->focus = (i - layout.focus + layout.count) % layout.count;
			return;
		}
}

void look_take(struct look *look, const struct stop_look *said, const struct scene *scene)
{
	look->unit = said->unit ? said->unit : look->unit;
	look->example = said->example ? said->example : look->example;
	look->row = said->row ? said->row : look->row;
	look->turn = said->pictures ? said->pictures % layout_pictures() : look->turn;
	look->levels = said->levels ? said->levels - 1 : look->levels;
	look->twin = said->twin ? (enum look_twin)(said->twin - 1) : look->twin;
	if (said->focus.name)
		take_focus(look, said->focus.name, scene);
	look->zoom = said->zoom ? said->zoom - 1 : look->zoom;
}

void look_leave(struct look *look, const struct stop_look *said)
{
	const struct look plain = look_plain();

	look->unit = said->unit ? plain.unit : look->unit;
	look->example = said->example ? plain.example : look->example;
	look->row = said->row ? plain.row : look->row;
	look->turn = said->pictures ? plain.turn : look->turn;
	look->levels = said->levels ? plain.levels : look->levels;
	look->twin = said->twin ? plain.twin : look->twin;
	look->focus = said->focus.name ? plain.focus : look->focus;
	look->zoom = said->zoom ? plain.zoom : look->zoom;
}

/* From 1; 0 where both are the same. */
static int number_of(int now, int before)
{
	int number = now > 1 ? now : 1;

	return number == (before > 1 ? before : 1) ? 0 : number;
}

struct stop_look look_difference(const struct scene *scene, const struct look *from)
{
	const struct look *now = &scene->look;
	struct stop_look said = {.unit = number_of(now->unit, from->unit),
		.example = number_of(now->example, from->example),
		.row = number_of(now->row, from->row)};
	struct layout layout;

	if (now->turn != from->turn)
		said.pictures = now->turn ? now->turn : layout_pictures();
	if (now->levels != from->levels)
		said.levels = 1 + (now->levels < 0 ? scene->play->experiment->settings.view.levels
						   : now->levels);
	if (now->twin != from->twin)
		said.twin = 1 + (int)now->twin;
	if (now->zoom != from->zoom)
		said.zoom = 1 + now->zoom;
	if (now->focus != from->focus && all_panels(scene, now, &layout) && layout.count) {
		struct str name = {0};
		str_add(&name,
			layout.panels[(layout.focus + now->focus) % layout.count].view->name);
		said.focus.name = str_take(&name);
	}
	return said;
}

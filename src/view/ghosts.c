#include "view/ghosts.h"

#include "engine/ghost.h"

static void draw_path(const struct plot *plot, struct canvas *canvas, const struct ghost *ghost)
{
	struct pen pen = plot_pen(plot, canvas, ROLE_LABEL);

	for (size_t i = 1; i < ghost->count; i++)
		plot_line(plot, &pen,
			(struct segment){
				ghost->u[i - 1], ghost->v[i - 1], ghost->u[i], ghost->v[i]});
}

/* The number stands at the last point that is in the picture. */
static void draw_number(
	const struct plot *plot, struct canvas *canvas, const struct ghost *ghost, size_t number)
{
	int x, y;

	for (size_t i = ghost->count; i-- > 0;)
		if (plot_cell(plot, ghost->u[i], ghost->v[i], &x, &y)) {
			canvas_put(canvas, x, y, (uint32_t)('0' + number), ROLE_STRONG);
			return;
		}
}

void ghosts_paths(const struct play *play, const struct plot *plot, struct canvas *canvas)
{
	for (size_t i = 0; i < play_ghost_count(play); i++) {
		const struct ghost *ghost = play_ghost(play, i);
		if (!ghost_shares_plane(ghost, play->run))
			continue;
		draw_path(plot, canvas, ghost);
		draw_number(plot, canvas, ghost, i + 1);
	}
}

void ghosts_names(const struct play *play, struct canvas *canvas, struct rect area)
{
	for (size_t i = 0; i < play_ghost_count(play) && (int)i < area.h; i++) {
		struct str name = {0};
		str_addf(&name, "%zu ", i + 1);
		ghost_print_name(play, play_ghost(play, i), &name);
		int width = canvas_text_width(canvas, str_text(&name));
		if (width <= area.w)
			canvas_text(canvas, area.x + area.w - width, area.y + (int)i, ROLE_LABEL,
				str_text(&name), width);
		str_free(&name);
	}
}

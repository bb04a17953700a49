#include "app/actions.h"

#include "view/layout.h"

enum { SCROLL_MOST = 10000 };

enum effect action_focus_next(struct session *session, long count)
{
	struct scene scene = session_scene(session);
	struct layout layout;

	if (layout_make(&scene, &layout) && layout.panels_in_all)
		session->look.focus = (int)((session->look.focus + count) % layout.panels_in_all);
	return EFFECT_REDRAW;
}

int action_scrolled(int now, long count)
{
	long to = now + count;

	return to < 0 ? 0 : to > SCROLL_MOST ? SCROLL_MOST : (int)to;
}

static bool is_of_rows(const struct view *view)
{
	return view == view_find("values") || view == view_find("data");
}

/* ↑ and ↓ act on the panel that has the focus: they scroll its text or choose its line. */
static enum effect select_by(struct session *session, long count)
{
	struct scene scene = session_scene(session);
	const struct view *view = layout_focus(&scene);
	struct look *look = &session->look;

	if (view == view_find("prose") || !view) {
		look->scroll = action_scrolled(look->scroll, count);
	} else if (is_of_rows(view) && session->play->run->at.epoch == 0) {
		look->row = scene_row(&scene) + (int)count;
	} else if (is_of_rows(view)) {
		look->example = scene_example(&scene) + (int)count;
	} else {
		look->unit = scene_unit(&scene) + (int)count;
	}
	return EFFECT_REDRAW;
}

enum effect action_select_next(struct session *session, long count)
{
	return select_by(session, count);
}

enum effect action_select_back(struct session *session, long count)
{
	return select_by(session, -count);
}

enum effect action_unit_next(struct session *session, long count)
{
	struct scene scene = session_scene(session);
	const struct model *model = &session->play->experiment->model;
	int units = model->layer[scene_layer(&scene) - 1].units;

	session->look.unit = (int)((scene_unit(&scene) - 1 + count) % units) + 1;
	return EFFECT_REDRAW;
}

enum effect action_turn_mode(struct session *session, long count)
{
	struct run *run = session->play->run;

	(void)count;
	play_set_mode(session->play, run->mode == MODE_TEST ? MODE_TRAIN : MODE_TEST);
	str_add(&session->message, run->mode == MODE_TEST
					   ? "Test mode: this batch with the running averages; "
					     "training is not touched."
					   : "Train mode: this batch with its own statistics.");
	return EFFECT_REDRAW;
}

enum effect action_zoom(struct session *session, long count)
{
	(void)count;
	session->look.zoom = !session->look.zoom;
	return EFFECT_REDRAW;
}

enum effect action_turn_pictures(struct session *session, long count)
{
	session->look.turn = (int)((session->look.turn + count) % layout_pictures());
	return EFFECT_REDRAW;
}

enum effect action_turn_levels(struct session *session, long count)
{
	static const char *const words[] = {
		[VIEW_LEVELS_SQRT] =
			"Levels: equal steps of √(loss − least): even rings in a bowl.",
		[VIEW_LEVELS_LOG] =
			"Levels: equal factors of (loss − least): fine near the minimum.",
		[VIEW_LEVELS_QUANTILE] = "Levels: equal areas between them: for several valleys."};
	int now = session->look.levels < 0 ? session->play->experiment->settings.view.levels
					   : session->look.levels;

	session->look.levels = (int)((now + count) % (VIEW_LEVELS_QUANTILE + 1));
	str_add(&session->message, words[session->look.levels]);
	return EFFECT_REDRAW;
}

enum effect action_turn_colors(struct session *session, long count)
{
	session->theme = (enum theme)((session->theme + count) % THEME_COUNT);
	str_addf(&session->message, "Colours: %s (of night, light, contrast).",
		theme_name(session->theme));
	return EFFECT_REDRAW;
}

enum effect action_turn_glyphs(struct session *session, long count)
{
	if (session->ascii_only) {
		str_add(&session->message, "Only ASCII here: the terminal, its locale or --ascii.");
		return EFFECT_REDRAW;
	}
	session->glyphs = (enum glyph_set)((session->glyphs + count) % GLYPHS_COUNT);
	str_addf(&session->message, "Glyphs: %s (of braille, quadrant, block, ascii).",
		glyph_set_name(session->glyphs));
	return EFFECT_REPAINT;
}

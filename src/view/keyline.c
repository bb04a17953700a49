#include <string.h>

#include "view/layout.h"
#include "view/screen.h"
#include "view/share_page.h"

enum { GAP = 3, HINTS_MOST = 128 };

/* --- what is possible now ------------------------------------------------------------------------ */

static bool can_step(const struct scene *scene)
{
	return scene->play->run->at.index < scene->play->run->last;
}

static bool is_at_end(const struct scene *scene)
{
	return !can_step(scene);
}

static bool has_next_stop(const struct scene *scene)
{
	return scene->play->stop + 1 < scene->play->lesson->stop_count;
}

static bool has_next_epoch(const struct scene *scene)
{
	return scene->play->run->at.epoch < scene->play->run->timeline.epochs && can_step(scene);
}

/* With one batch an epoch the key for the epoch says it all. */
static bool has_next_batch(const struct scene *scene)
{
	const struct run *run = scene->play->run;
	bool last = run->at.batch >= run->at.batches && !has_next_epoch(scene);

	return run->at.batches > 1 && !last && can_step(scene);
}

static bool has_other_panels(const struct scene *scene)
{
	struct layout layout;

	return layout_make(scene, &layout) && layout.count == 1 && layout.panels_in_all > 1;
}

/* Where there is room for one panel only, it has the whole screen already. */
static bool can_zoom(const struct scene *scene)
{
	struct scene plain = *scene;

	plain.look.zoom = false;
	return !has_other_panels(&plain);
}

static bool has_twin(const struct scene *scene)
{
	return scene->play->twin;
}

static bool holds_row(const struct scene *scene)
{
	return scene->held.on;
}

static bool has_rows(const struct scene *scene)
{
	const struct view *view = layout_focus(scene);

	return view == view_find("data") || view == view_find("values");
}

static bool has_more(const struct scene *scene)
{
	return scene->page == PAGE_SHARE ? share_page_scrolls(scene)
					 : scene->look.scroll + 1 < help_pages(scene);
}

/* Actions that are not always possible, or that matter more than others where room is short. */
static const struct rule {
	const char *action;
	int weight;
	bool (*possible)(const struct scene *scene);
} rules[] = {
	{"focus", 4, has_other_panels},
	{"stage-next", 3, can_step},
	{"stop-next", 3, has_next_stop},
	{"start", 3, is_at_end},
	{"twin", 2, has_twin},
	{"batch-next", 1, has_next_batch},
	{"epoch-next", 1, has_next_epoch},
	{"zoom", 1, can_zoom},
	{"row-take", 2, has_rows},
	{"row-drop", 2, holds_row},
	{"row-back", 2, holds_row},
	{"help-next", 1, has_more},
};

enum { WEIGHT_USUAL = 1, WEIGHT_PROGRAM = 9 };

static const struct rule *rule_of(const struct key_hint *hint)
{
	for (size_t i = 0; hint->name && i < sizeof rules / sizeof *rules; i++)
		if (strcmp(rules[i].action, hint->name) == 0)
			return &rules[i];
	return NULL;
}

/* 0 for what is not possible here. Help and the way out are always shown. */
static int hint_weight(const struct scene *scene, const struct key_hint *hint)
{
	const struct rule *rule = rule_of(hint);

	if (!hint->word)
		return 0;
	if (strcmp(hint->group, "Program") == 0)
		return WEIGHT_PROGRAM;
	if (!rule || (!scene->play && scene->page == PAGE_MENU))
		return WEIGHT_USUAL;
	return rule->possible(scene) ? rule->weight : 0;
}

/* --- the line -------------------------------------------------------------------------------------- */

static int hint_width(const struct canvas *canvas, const struct key_hint *hint)
{
	return canvas_text_width(canvas, hint->sign) + 1 + canvas_text_width(canvas, hint->word);
}

static int draw_hint(struct canvas *canvas, int x, int y, const struct key_hint *hint)
{
	x += canvas_text(canvas, x, y, ROLE_KEY, hint->sign, -1) + 1;
	return x + canvas_text(canvas, x, y, ROLE_DIM, hint->word, -1) + GAP;
}

/* Marks as many as there is room for, the weightiest first. */
static void choose(const struct scene *scene, const struct canvas *canvas, int room,
	bool ret_shown[HINTS_MOST])
{
	size_t count = scene->hint_count < HINTS_MOST ? scene->hint_count : HINTS_MOST;
	int weights[HINTS_MOST];

	for (size_t i = 0; i < count; i++)
		weights[i] = hint_weight(scene, &scene->hints[i]);
	for (int weight = WEIGHT_PROGRAM; weight > 0; weight--)
		for (size_t i = 0; i < count; i++) {
			if (weights[i] != weight)
				continue;
			int width = hint_width(canvas, &scene->hints[i]) + GAP;
			ret_shown[i] = width <= room;
			room -= ret_shown[i] ? width : 0;
		}
}

void keyline_draw(const struct scene *scene, struct canvas *canvas, struct rect line)
{
	bool shown[HINTS_MOST] = {false};
	int x = line.x + 1;

	if (scene->message && scene->message[0]) {
		canvas_text_fit(canvas, x, line.y, ROLE_STRONG, scene->message, line.w - 2);
		return;
	}
	if (scene->typed) { /* other keys are text now */
		x = draw_hint(
			canvas, x, line.y, &(struct key_hint){.sign = "Enter", .word = "take it"});
		draw_hint(canvas, x, line.y, &(struct key_hint){.sign = "Esc", .word = "leave"});
		return;
	}
	choose(scene, canvas, line.w - 1 + GAP, shown);
	for (size_t i = 0; i < scene->hint_count && i < HINTS_MOST; i++)
		if (shown[i])
			x = draw_hint(canvas, x, line.y, &scene->hints[i]);
}

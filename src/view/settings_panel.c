#include "view/settings_panel.h"

#include <string.h>

#include "base/str.h"
#include "draw/wrap.h"
#include "engine/course.h"
#include "engine/settings_step.h"

enum { DETAIL_WIDE = 100, DETAIL_NARROW = 60, NAME_W = 17, VALUE_W = 18, GAP = 2 };

/* --- values as text ---------------------------------------------------------------------------- */

static void print_value(
	const struct settings *settings, const struct setting *setting, struct str *out)
{
	size_t before = out->len;

	setting_print_brief(settings, setting, out);
	if (out->len == before)
		str_add(out, "none");
}

static bool same_value(
	const struct settings *a, const struct settings *b, const struct setting *setting)
{
	struct str left = {0}, right = {0};

	setting_print(a, setting, &left);
	setting_print(b, setting, &right);
	bool same = strcmp(str_text(&left), str_text(&right)) == 0;
	str_free(&left);
	str_free(&right);
	return same;
}

size_t settings_panel_pending(const struct settings_panel *panel)
{
	size_t count = 0;

	for (size_t i = 0; i < settings_count; i++)
		count += !same_value(panel->now, panel->pending, &settings_table[i]);
	return count;
}

/* --- the list ---------------------------------------------------------------------------------- */

static bool same_group(const char *a, const char *b)
{
	size_t size = strcspn(a, ".") + 1;

	return strncmp(a, b, size) == 0;
}

/* Lines before a setting's: a heading for each group up to it, a gap between groups. */
static int line_of(size_t wanted)
{
	int line = 1;

	for (size_t i = 1; i <= wanted; i++)
		line += same_group(settings_table[i - 1].name, settings_table[i].name) ? 1 : 3;
	return line;
}

static void draw_heading(struct canvas *canvas, struct rect row, const char *name)
{
	struct str group = {0};

	str_add_bytes(&group, name, strcspn(name, "."));
	canvas_text(canvas, row.x + 1, row.y, ROLE_LABEL, str_text(&group), -1);
	str_free(&group);
}

/* Changed against the run: lit. Changed against the lesson: a mark. Without effect: dim. */
static enum role value_role(const struct settings_panel *panel, const struct setting *setting)
{
	if (!same_value(panel->now, panel->pending, setting))
		return ROLE_LIT;
	return setting_idle(panel->pending, setting) ? ROLE_UNKNOWN : ROLE_LIVE;
}

static void draw_own(const struct settings_panel *panel, struct canvas *canvas, struct rect row,
	int x, const struct setting *setting)
{
	struct str own = {0}, text = {0};
	const char *idle = setting_idle(panel->pending, setting);

	print_value(panel->own, setting, &own);
	if (!same_value(panel->own, panel->pending, setting))
		str_addf(&text, "the lesson: %s", str_text(&own));
	else if (idle)
		str_addf(&text, "no effect: %s", idle);
	canvas_text_fit(canvas, x, row.y, ROLE_DIM, str_text(&text), row.x + row.w - x - 1);
	str_free(&own);
	str_free(&text);
}

static void draw_setting(
	const struct settings_panel *panel, struct canvas *canvas, struct rect row, size_t i)
{
	const struct setting *setting = &settings_table[i];
	bool chosen = i == panel->line;
	bool idle = setting_idle(panel->pending, setting) != NULL;
	struct str value = {0};
	int x = row.x + 3;

	if (chosen)
		canvas_text(canvas, row.x + 1, row.y, ROLE_KEY, "▸", 1);
	canvas_text_fit(canvas, x, row.y,
		chosen ? ROLE_CHOICE
		: idle ? ROLE_UNKNOWN
		       : ROLE_TEXT,
		strchr(setting->name, '.') + 1, NAME_W);
	x += NAME_W + GAP;
	if (!same_value(panel->own, panel->pending, setting))
		canvas_text(canvas, x - 1, row.y, ROLE_KEY, "*", 1);
	print_value(panel->pending, setting, &value);
	if (setting->unit[0] && value.len)
		str_addf(&value, " %s", setting->unit);
	int room = row.x + row.w - x - 1;
	canvas_text_fit(canvas, x, row.y, value_role(panel, setting), str_text(&value),
		room < VALUE_W ? room : VALUE_W);
	draw_own(panel, canvas, row, x + VALUE_W + GAP, setting);
	str_free(&value);
}

static void draw_list(
	const struct settings_panel *panel, struct canvas *canvas, struct rect area, int *ret_y)
{
	int chosen = line_of(panel->line), lines = line_of(settings_count - 1) + 1;
	int from = chosen + 2 > area.h ? chosen + 2 - area.h : 0;
	struct rect clip = canvas_clip(canvas, area);

	from = from > lines - area.h ? lines - area.h : from;
	from = from < 0 ? 0 : from;
	for (size_t i = 0; i < settings_count; i++) {
		struct rect row = {area.x, area.y + line_of(i) - from, area.w, 1};
		struct rect above = {area.x, row.y - 1, area.w, 1};
		draw_setting(panel, canvas, row, i);
		if (!i || !same_group(settings_table[i - 1].name, settings_table[i].name))
			draw_heading(canvas, above, settings_table[i].name);
	}
	canvas_clip_restore(canvas, clip);
	*ret_y = area.y + chosen - from;
}

/* --- the chosen setting ------------------------------------------------------------------------ */

/* Why the run starts again, where it is not plain: these change the line of time itself. */
static const struct {
	const char *name, *words;
} whys[] = {
	{"batch_norm.on", "Other stages: the run starts again, at the same place."},
	{"batch_norm.output_layer", "Other stages: the run starts again, at the same place."},
	{"batch_norm.position",
		"Another order of stages: the run starts again, at the same place."},
};

static const char *when_words(const struct setting *setting)
{
	for (size_t i = 0; i < sizeof whys / sizeof *whys; i++)
		if (strcmp(whys[i].name, setting->name) == 0)
			return whys[i].words;
	if (setting->scope == SCOPE_LENGTH)
		return "The line of time becomes longer or shorter; what was computed stays.";
	if (setting->scope == SCOPE_EPOCH)
		return "It holds from the next epoch on; before an epoch's first update, from this "
		       "one on.";
	if (setting_is_live(setting))
		return "It holds from the next batch on.";
	return setting->scope == SCOPE_VIEW ? "It changes what is shown, not the run."
					    : "The run starts again with it, at the same place.";
}

static void describe(const struct settings_panel *panel, struct str *out)
{
	const struct setting *setting = &settings_table[panel->line];
	const char *idle = setting_idle(panel->pending, setting);

	str_addf(out, "%s\nIt is ", setting->help);
	setting_describe(setting, out);
	if (idle)
		str_addf(out, ". It has no effect now: %s.", idle);
	else
		str_addf(out, ". %s", when_words(setting));
}

static void draw_typed(const struct settings_panel *panel, struct canvas *canvas, struct rect line,
	int *ret_x, int *ret_y)
{
	struct str before = {0};
	int x = line.x + canvas_text(canvas, line.x, line.y, ROLE_KEY, "new value: ", -1);

	str_add_bytes(&before, panel->typed, panel->cursor);
	int cursor = canvas_text_width(canvas, str_text(&before)), room = line.x + line.w - x - 1;
	int shift = cursor >= room ? cursor - room + 1 : 0;
	struct rect clip = canvas_clip(canvas, (struct rect){x, line.y, room + 1, 1});
	canvas_text(canvas, x - shift, line.y, ROLE_STRONG, panel->typed, -1);
	canvas_clip_restore(canvas, clip);
	*ret_x = x - shift + cursor;
	*ret_y = line.y;
	str_free(&before);
}

static void draw_detail(const struct settings_panel *panel, struct canvas *canvas, struct rect area,
	int *ret_x, int *ret_y)
{
	struct str words = {0}, title = {0};

	/* The title has room for a value that the list may cut. */
	str_addf(&title, "%s = ", settings_table[panel->line].name);
	print_value(panel->pending, &settings_table[panel->line], &title);
	struct rect inside = canvas_frame(canvas, area, str_text(&title), "", false);
	str_free(&title);
	inside.x += 1;
	inside.w -= 2;
	if (panel->typed) {
		draw_typed(panel, canvas, inside, ret_x, ret_y);
		inside.y += 1;
		inside.h -= 1;
	}
	describe(panel, &words);
	if (panel->error[0])
		wrap_text(canvas, inside, ROLE_WARNING, panel->error);
	else
		wrap_text(canvas, inside, ROLE_TEXT, str_text(&words));
	str_free(&words);
}

/* As many rows as the longest explanation takes at the width, at most half the page. */
static int detail_rows(struct rect area)
{
	int rows = area.w >= DETAIL_WIDE ? 5 : area.w >= DETAIL_NARROW ? 7 : 10;

	return rows < area.h / 2 ? rows : area.h / 2;
}

void settings_panel_draw(const struct settings_panel *panel, struct canvas *canvas,
	struct rect area, int *ret_x, int *ret_y)
{
	int rows = detail_rows(area);
	struct rect list = {area.x, area.y, area.w, area.h - rows};
	struct rect detail = {area.x, area.y + list.h, area.w, rows};
	size_t pending = settings_panel_pending(panel);
	struct str note = {0};

	if (pending)
		str_addf(&note, "%zu not yet applied: Enter applies, q drops", pending);
	struct rect inside = canvas_frame(canvas, list, "settings", str_text(&note), false);
	str_free(&note);
	*ret_x = area.x + 4;
	draw_list(panel, canvas, inside, ret_y);
	draw_detail(panel, canvas, detail, ret_x, ret_y);
}

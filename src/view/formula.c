#include <stdlib.h>

#include "draw/math.h"
#include "draw/wrap.h"
#include "engine/wording.h"
#include "view/equation.h"
#include "view/view.h"

enum {
	WORDS_FROM_H = 30, /* rows of a screen on which the panel asks for room for its words */
	LOW_ROWS = 4       /* what it asks for on a lower one, at most */
};

void formula_title(const struct scene *scene, struct frame_words *words)
{
	str_add(&words->title, wording_at(scene->play->run, scene_layer(scene)).title);
	equation_focus(scene, &words->note);
}

/* What the panel can show, from the most to the least; the first that fits its area is shown. */
static const struct content {
	enum equation_part part;
	enum math_form form;
	bool says, legend;
} contents[] = {
	{EQUATION_ALL, MATH_TALL, true, true},
	{EQUATION_ALL, MATH_COMPACT, true, true},
	{EQUATION_ALL, MATH_TALL, true, false},
	{EQUATION_ALL, MATH_COMPACT, true, false},
	{EQUATION_ALL, MATH_FLAT, true, true},
	{EQUATION_ALL, MATH_FLAT, true, false},
	{EQUATION_ALL, MATH_TALL, false, false},
	{EQUATION_ALL, MATH_COMPACT, false, false},
	{EQUATION_ALL, MATH_FLAT, false, false},
	{EQUATION_SYMBOLS, MATH_COMPACT, false, false},
	{EQUATION_SYMBOLS, MATH_FLAT, false, false},
	{EQUATION_RESULT, MATH_FLAT, false, false},
};
enum { CONTENTS = sizeof contents / sizeof *contents };

struct panel {
	const struct scene *scene;
	int w;
	bool ascii;
	enum equation_part part;
	struct math *math; /* NULL where the stage has no equation */
	struct math_extent extent;
	struct wrap *words; /* NULL where none are shown */
};

/* "ẑ  normalized value": one paragraph of the legend. */
static void add_meaning(
	void *context, enum role role, const char *symbol_latex, const char *meaning)
{
	struct wrap *wrap = context;
	struct math *math = math_parse(symbol_latex, NULL);
	struct str symbol = {0};

	if (math)
		math_text(math, &symbol);
	struct wrap_run runs[] = {{.role = role, .text = str_text(&symbol), .whole = true},
		{.role = ROLE_DIM, .text = "  ", .whole = true},
		{.role = ROLE_DIM, .text = meaning}};
	wrap_add(wrap, runs, 3, 0, 2);
	str_free(&symbol);
	math_free(math);
}

static struct wrap *wrap_words(const struct panel *panel, struct content content)
{
	const struct scene *scene = panel->scene;
	struct wording words = wording_at(scene->play->run, scene_layer(scene));
	struct wrap *wrap = wrap_new(panel->w, panel->ascii);

	if (!wrap)
		return NULL;
	wrap_add(wrap, &(struct wrap_run){.role = ROLE_DIM, .text = words.says}, 1, 0, 0);
	if (content.legend)
		equation_legend(scene, add_meaning, wrap);
	return wrap;
}

static void read_equation(struct panel *panel, enum equation_part part)
{
	struct str latex = {0};

	if (panel->math && panel->part == part)
		return;
	math_free(panel->math);
	panel->math = NULL;
	panel->part = part;
	equation_print(panel->scene, part, panel->ascii, &latex);
	if (latex.len)
		panel->math = math_parse(str_text(&latex), NULL);
	str_free(&latex);
}

static void close_panel(struct panel *panel)
{
	math_free(panel->math);
	wrap_free(panel->words);
}

/* Lays the content out and returns its rows; −1 where the formula is too wide in that form. */
static int lay_out(struct panel *panel, struct content content)
{
	read_equation(panel, content.part);
	panel->extent = (struct math_extent){.fits = true};
	if (panel->math)
		panel->extent = math_layout(panel->math, content.form, panel->ascii, panel->w);
	wrap_free(panel->words);
	panel->words = content.says ? wrap_words(panel, content) : NULL;
	if (!panel->extent.fits)
		return -1;
	return panel->extent.h + (panel->words ? wrap_lines(panel->words) : 0);
}

/* The first content from `first` on that fits; where none does, the last. Returns its rows. */
static int fit(struct panel *panel, int first, int h)
{
	int rows = 0;

	for (int i = first; i < CONTENTS; i++) {
		rows = lay_out(panel, contents[i]);
		if (rows >= 0 && rows <= h)
			break;
	}
	return rows < 0 ? panel->extent.h : rows;
}

/* The first content of the table that is this much without its words or legend. */
static int content_index(bool says)
{
	int i = 0;

	while (contents[i].says != says || contents[i].legend)
		i++;
	return i;
}

/* On a small screen a stage without a formula leaves its room to the lesson's words. */
int formula_rows(const struct scene *scene, int w, bool ascii)
{
	bool low = scene->h < WORDS_FROM_H;
	struct panel panel = {.scene = scene, .w = w - 2, .ascii = ascii};

	if (low && !wording_at(scene->play->run, scene_layer(scene)).formula)
		return 0;
	int rows = fit(&panel, content_index(!low), low ? LOW_ROWS : scene->h / 2);
	rows += panel.math && panel.words;
	close_panel(&panel);
	return rows;
}

void formula_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	struct panel panel = {.scene = scene, .w = area.w - 2, .ascii = canvas->ascii};
	struct rect rest = {area.x + 1, area.y, area.w - 2, area.h};

	fit(&panel, 0, area.h);
	struct rect clip = canvas_clip(canvas, area);
	if (panel.math && panel.extent.fits) /* lines that find no row are left out whole */
		math_draw(panel.math, canvas, rest.x, rest.y, ROLE_TEXT);
	rest.y += panel.extent.h;
	rest.h -= panel.extent.h;
	if (panel.words && panel.math && rest.h > wrap_lines(panel.words)) {
		rest.y++;
		rest.h--;
	}
	if (panel.words)
		wrap_draw(panel.words, canvas, rest, 0);
	canvas_clip_restore(canvas, clip);
	close_panel(&panel);
}

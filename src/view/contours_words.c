#include "view/contours_words.h"

#include <string.h>

#include "base/number.h"
#include "base/utf8.h"
#include "draw/glyph.h"
#include "engine/parameter.h"
#include "engine/ruler.h"
#include "view/view.h"

/* --- the title --------------------------------------------------------------------------------- */

static void write_plane(const struct run *run, struct str *title)
{
	static const char *const planes[SPREAD_COUNT] = {
		[SPREAD_HESSIAN] = "eigenvectors at the start",
		[SPREAD_RANDOM] = "two random directions",
		[SPREAD_PATH] = "the principal plane of the path"};

	if (run->spread.kind == SPREAD_PAIR)
		parameter_print_pair(&run->experiment->model, run->spread.offset, title);
	else
		str_add(title, planes[run->spread.kind]);
}

enum ruler_form { RULER_FULL, RULER_BRIEF, RULER_KAPPA };
enum { KAPPA_DIGITS = 3 };

/* The map shows two parameters; κ is that of the whole bowl, which may be longer. */
static bool is_of_map(const struct bend *bend, const char *kappa)
{
	char own[NUMBER_MAX];

	if (!bend->known || bend->flat[1])
		return false;
	number_trim(own, bend->lambda[0] / bend->lambda[1], KAPPA_DIGITS);
	return strcmp(own, kappa) == 0;
}

/* κ of the bowl, and whether gradient descent is stable on it at this rate: plain descent only. */
static void write_ruler(
	const struct run *run, const struct bend *bend, enum ruler_form form, struct str *title)
{
	const struct model *model = &run->experiment->model;
	struct ruler ruler;
	char kappa[NUMBER_MAX], product[NUMBER_MAX];

	if (!landscape_is_bowl(run) || ruler_read(run, run->at.stage, &ruler))
		return;
	double times = model->rate * ruler.lambda_max;
	number_trim(kappa, ruler.kappa, KAPPA_DIGITS);
	number_short(product, times, 3);
	str_addf(title, " · κ %s%s", kappa, is_of_map(bend, kappa) ? "" : " with b");
	if (model->optimizer != OPTIMIZER_SGD || form == RULER_KAPPA)
		return;
	str_addf(title, " · α" UTF8_TIMES "λmax %s", product);
	if (form == RULER_FULL)
		str_add(title, times < 2 ? " (stable below 2)" : " (unstable from 2 on)");
}

enum { TITLE_FORMS = 7, NOTE_FORMS = 4 };

/* From the fullest to the shortest form; the axes name the plane, too. */
static void write_title(const struct run *run, const struct bend *bend, int form, struct str *title)
{
	static const enum ruler_form rulers[] = {
		RULER_FULL, RULER_BRIEF, RULER_BRIEF, RULER_KAPPA, RULER_KAPPA};
	bool short_plane = (form == 2 || form == 4) && landscape_is_bowl(run);

	str_add(title, short_plane ? "loss" : form < 6 ? "loss over " : "");
	if (!short_plane)
		write_plane(run, title);
	if (landscape_has_rays(run) && form == 0)
		str_add(title, " · along a ray nothing changes");
	if (form < (int)(sizeof rulers / sizeof *rulers))
		write_ruler(run, bend, rulers[form], title);
}

/* --- the note ---------------------------------------------------------------------------------- */

static void write_waiting(const struct landscape_picture *picture, struct str *note)
{
	str_add(note, "computing …");
	if (picture->z && picture->old)
		str_addf(note, " this is step %zu%s", picture->step + 1,
			picture->after ? "" : ", before its update");
}

/* Whether lines of one colour are one loss from picture to picture, and with the twin's. */
static void write_levels(
	const struct run *run, const struct contours_seen *seen, bool brief, struct str *note)
{
	static const char *const texts[2][2][2] = {
		{{" · levels of the start", ", levels held"},
			{" · levels of both starts", ", levels shared"}},
		{{" · levels chosen anew", ", new levels"},
			{" · levels anew for both", ", new levels"}}};

	str_add(note, texts[seen->anew][run->twin != NULL][brief]);
}

/* What is held still, over which rows, in what units: in full, or as short as the frame wants. */
static void write_note(
	const struct run *run, const struct contours_seen *seen, int form, struct str *note)
{
	struct view_of_loss view = landscape_view(run);
	size_t rows = view.all_rows ? run->experiment->data.train_count : run->work.m;
	bool equal = run->experiment->settings.view.axes == VIEW_AXES_EQUAL, brief = form > 0;
	const char *between = brief ? ", " : " · ";
	struct str held = {0};

	if (seen->picture.waits) { /* the rest can wait, too */
		write_waiting(&seen->picture, note);
		return;
	}
	if (form == NOTE_FORMS - 1 && seen->anew) {
		str_addf(note, "%s, new levels", equal ? "equal units" : "unequal units");
		return;
	}
	if (brief)
		str_add(note, view.all_rows ? "all rows" : "batch");
	else if (rows == 1)
		str_add(note, "the one row of this batch");
	else
		str_addf(note, view.all_rows ? "all %zu rows" : "the %zu rows of this batch", rows);
	landscape_held(run, brief, &held);
	/* In little room it matters more that colours mean other losses than before. */
	if (held.len && !(form == 2 && seen->anew))
		str_addf(note, "%s%s", between, str_text(&held));
	str_addf(note, "%s%s", between,
		equal   ? "equal units"
		: brief ? "unequal"
			: "unequal units");
	if (seen->levels && (form < 2 || seen->anew))
		write_levels(run, seen, brief, note);
	str_free(&held);
}

static bool fits(const struct scene *scene, const struct str *words, int w)
{
	const char *text = str_text(words);

	/* On an ASCII screen signs are spelled out. */
	return (scene->ascii ? glyphs_width(text) : utf8_width(text)) <= w;
}

/* Of either the first form that fits, else the last. */
void contours_frame(
	const struct scene *scene, const struct contours_seen *seen, struct frame_words *words)
{
	const struct run *run = scene->play->run;

	for (int form = 0; form < TITLE_FORMS; form++) {
		str_clear(&words->title);
		write_title(run, &seen->picture.bend, form, &words->title);
		if (fits(scene, &words->title, words->w))
			break;
	}
	for (int form = 0; form < NOTE_FORMS; form++) {
		str_clear(&words->note);
		write_note(run, seen, form, &words->note);
		if (fits(scene, &words->note, words->w))
			break;
	}
}

/* --- inside ------------------------------------------------------------------------------------ */

void contours_axis_name(const struct run *run, int axis, struct str *title)
{
	char figure[NUMBER_MAX];

	number_trim(figure, run->spread.figure[axis], 2);
	switch (run->spread.kind) {
	case SPREAD_PAIR:
		parameter_symbol(
			parameter_at(&run->experiment->model, run->spread.offset[axis]), title);
		break;
	case SPREAD_HESSIAN:
		str_addf(title, "λ %s", figure);
		break;
	case SPREAD_PATH:
		number_trim(figure, 100 * run->spread.figure[axis], 2);
		str_addf(title, "%s %%", figure);
		break;
	default:
		str_add(title, axis ? "v" : "u");
		break;
	}
}

void contours_lambda_name(const struct bend *bend, int i, struct str *name)
{
	char value[NUMBER_MAX];

	number_trim(value, bend->lambda[i], 2);
	str_addf(name, "%s %s", i ? "λ₂" : "λ₁", bend->flat[i] ? "≈ 0" : value);
}

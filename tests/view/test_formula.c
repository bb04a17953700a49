/* The formula panel: every stage at every width, still slots, true numbers, one notion of lit. */
#include "panel.h"

#include <math.h>
#include <stdlib.h>

#include "close.h"
#include "engine/wording.h"
#include "draw/math.h"
#include "view/equation.h"

static const char *const *const variants[] = {
	(const char *const[]){NULL},
	(const char *const[]){"train.optimizer=momentum", NULL},
	(const char *const[]){"train.optimizer=rmsprop", "batch_norm.noise=0.1", NULL},
	(const char *const[]){"train.optimizer=adam", "batch_norm.running_variance=unbiased", NULL},
	(const char *const[]){"batch_norm.normalize_with=running", NULL},
	(const char *const[]){"batch_norm.gradient=stopped", NULL},
	(const char *const[]){"batch_norm.position=after", NULL},
	(const char *const[]){"batch_norm.on=false", "network.activation=relu", NULL},
};
enum { VARIANTS = sizeof variants / sizeof *variants };

/* Goes to slot i of the stages of input and of one batch; false behind the last. */
static bool go(struct play *play, int i)
{
	const struct timeline *t = &play->run->timeline;

	if (i >= t->input_slots + t->batch_slots)
		return false;
	run_seek(play->run, i < t->input_slots
				    ? (size_t)i
				    : timeline_index(t, 1 < t->steps, i - t->input_slots));
	return true;
}

static void draw_inside(struct panel *panel, int w, int h, bool ascii)
{
	struct rect area = {3, 2, w, h};

	panel_size(panel, w + 6, h + 4, ascii);
	formula_draw(&panel->scene, panel->canvas, area);
	panel_check_cells(panel);
	for (int i = 0; i < panel->canvas->w * panel->canvas->h; i++) {
		int x = i % panel->canvas->w - 3, y = i / panel->canvas->w - 2;
		if (x < 0 || y < 0 || x >= w || y >= h)
			assert_int_equal(panel->canvas->cells[i].glyph, ' ');
	}
}

/* Templates are LaTeX that the typesetter knows, and what is drawn stays inside. */
static void every_stage_at_every_width(void **unused)
{
	(void)unused;
	for (int v = 0; v < VARIANTS; v++) {
		struct play *play = open_shipped("five-stages", 1, variants[v]);
		struct panel panel;

		panel_open(&panel, play, 10, 10);
		for (int i = 0; go(play, i); i++) {
			struct math_mistake mistake = {0};
			struct str latex = {0};
			equation_print(&panel.scene, EQUATION_ALL, false, &latex);
			math_free(math_parse(str_text(&latex), &mistake));
			if (mistake.column)
				fail_msg("%s\n%d: %s", str_text(&latex), mistake.column,
					str_text(&mistake.why));
			str_free(&latex);
			for (int w = 20; w <= 120; w += 9)
				for (int h = 2; h <= 14; h += 6)
					draw_inside(&panel, w, h, w % 2);
		}
		panel_close(&panel);
		play_close(play);
	}
}

/* Digits, signs and brackets of numbers are blanked: what is left must not move. */
static void keep_the_frame(const char *text, struct str *out)
{
	for (uint32_t code; (code = utf8_next(&text)) != 0;) {
		bool number =
			code < 0x80 ? strchr("0123456789.()", (int)code) != NULL : code == 0x2212;
		if (code == '\n') /* blanks at the end of a line are no part of the frame */
			while (out->len && out->data[out->len - 1] == ' ')
				out->data[--out->len] = '\0';
		str_add_char(out, number ? ' ' : code < 0x80 ? (char)code : '#');
	}
}

static void nothing_moves_over_fifty_steps(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	const struct timeline *t = &play->run->timeline;
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 56, 12);
	for (int slot = 1; slot < t->batch_slots; slot++) {
		struct str first = {0};
		for (size_t step = 0; step < 50; step++) {
			struct str now = {0};
			run_seek(play->run, timeline_index(t, step, slot));
			if (play->run->at.stage == STAGE_DRAW)
				continue;
			keep_the_frame(panel_draw(&panel, "formula"), &now);
			if (!step)
				str_add(&first, str_text(&now));
			/* A power of ten has a sign of its own: × and small digits. */
			if (!strstr(str_text(&panel.text), "10"))
				assert_string_equal(str_text(&now), str_text(&first));
			str_free(&now);
		}
		str_free(&first);
	}
	panel_close(&panel);
	play_close(play);
}

/* The first of raised digits: "9×10" becomes "9e", a lonely "10" "1e". */
static void open_power(char *plain)
{
	size_t length = strlen(plain);

	assert_true(length >= 2);
	plain[length - 2] = '\0';
	if (length > 2)
		plain[length - 3] = 'e';
	else
		strcpy(plain, "1e");
}

/* "(−9.1×10⁻⁵)" as a double. */
static double read_number(const char *at, const char *end)
{
	static const uint32_t raised[] = {
		0x2070, 0xB9, 0xB2, 0xB3, 0x2074, 0x2075, 0x2076, 0x2077, 0x2078, 0x2079};
	char plain[64] = "";
	bool power = false;

	while (at < end) {
		uint32_t code = utf8_next(&at);
		int digit = 0;
		char one[2] = {code == 0x2212 || code == 0x207B ? '-'
			       : code == 0xD7                   ? 'x'
								: (char)code};

		while (digit < 10 && raised[digit] != code)
			digit++;
		if ((digit < 10 || code == 0x207B) && !power) {
			power = true;
			open_power(plain);
		}
		if (digit < 10)
			one[0] = (char)('0' + digit);
		if (!strchr("() ", one[0]))
			strcat(plain, one);
	}
	return strtod(plain, NULL);
}

/* The numbers of the slots of an equation, in their order. */
static int read_slots(const char *latex, double *ret_values, int most)
{
	int count = 0;

	for (const char *at = latex; count < most && (at = strstr(at, "\\slot{"));) {
		at = strchr(at + 6, '{') + 1;
		ret_values[count++] = read_number(at, strchr(at, '}'));
	}
	return count;
}

static double normalized(const double *v)
{
	return (v[0] - v[1]) / sqrt(v[2] + v[3]);
}

static double scaled(const double *v)
{
	return v[0] * v[1] + v[2];
}

static double weighted(const double *v)
{
	return v[0] * v[1] + v[2] * v[3];
}

static double averaged(const double *v)
{
	return v[0] * v[1] + v[2] * v[3];
}

static double divided(const double *v)
{
	return v[0] / v[1];
}

static double three_ways(const double *v)
{
	return v[0] / v[1] + v[2] * 2 * v[3] / v[4] + v[5] / v[6];
}

static double updated(const double *v)
{
	return v[0] - v[1] * v[2];
}

/* What stands before the last = gives what stands behind it, to the digits that are shown. */
static void printed_numbers_give_the_result(void **unused)
{
	static const struct {
		enum stage stage;
		int layer, operands;
		double (*value)(const double *v);
	} cases[] = {
		{STAGE_LINEAR, 1, 4, weighted},
		{STAGE_MEAN, 1, 2, divided},
		{STAGE_VARIANCE, 1, 2, divided},
		{STAGE_NORMALIZE, 1, 4, normalized},
		{STAGE_SCALE_SHIFT, 1, 3, scaled},
		{STAGE_RUNNING, 1, 4, averaged},
		{STAGE_D_Z, 1, 7, three_ways},
		{STAGE_UPDATE, 0, 3, updated},
	};
	struct play *play = open_shipped("five-stages", 1, NULL);
	const struct timeline *t = &play->run->timeline;
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 80, 24);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (size_t step = 0; step < 80; step++) {
			double values[16], widest = 1;
			struct str latex = {0};

			run_seek(play->run, timeline_index(t, step,
						    timeline_order(t, 0)->slot_of[cases[i].stage]
										 [cases[i].layer]));
			panel.scene.look.example = 1 + (int)(step % 8);
			equation_print(&panel.scene, EQUATION_ALL, false, &latex);
			assert_true(read_slots(str_text(&latex), values, 16) > cases[i].operands);
			for (int k = 0; k < cases[i].operands; k++)
				widest = fmax(widest, fabs(values[k]));
			assert_close(cases[i].value(values), values[cases[i].operands], 0,
				0.0016 * widest);
			str_free(&latex);
		}
	panel_close(&panel);
	play_close(play);
}

struct legend {
	struct str lit; /* symbols that are lit, each between bars */
};

static void note_lit(void *context, enum role role, const char *symbol, const char *meaning)
{
	struct legend *legend = context;

	assert_true(symbol[0] && meaning[0]);
	if (role == ROLE_LIT)
		str_addf(&legend->lit, "|%s|", symbol);
}

static bool has_role(const struct panel *panel, enum role role)
{
	for (int i = 0; i < panel->canvas->w * panel->canvas->h; i++)
		if (panel->canvas->cells[i].role == role)
			return true;
	return false;
}

/* What the formula lights is what the table and the list of values light, at every stage. */
static void lit_means_the_same_everywhere(void **unused)
{
	static const struct {
		const char *symbol, *view;
	} shown[] = {{"|\\mu|", "statistics"}, {"|σ²|", "statistics"}, {"|μ|", "statistics"},
		{"|dγ|", "statistics"}, {"|dβ|", "statistics"}, {"|z|", "values"},
		{"|ẑ|", "values"}, {"|\\tilde z|", "values"}, {"|dẑ|", "values"},
		{"|d\\tilde z|", "values"}, {"|dz|", "values"},
		{"|\\text{run }\\mu|", "statistics"}, {"|w_1|", "statistics"}};
	size_t seen = 0;

	(void)unused;
	for (size_t l = 0; shipped_lessons[l]; l++) {
		struct play *play = open_shipped(shipped_lessons[l], 1, NULL);
		struct panel panel;

		panel_open(&panel, play, 160, 30);
		for (int i = 0; go(play, i); i++) {
			struct legend legend = {{0}};
			if (!play->run->at.epoch)
				continue;
			equation_legend(&panel.scene, note_lit, &legend);
			panel_draw(&panel, "formula");
			if (wording_at(play->run, scene_layer(&panel.scene)).formula)
				assert_true(has_role(&panel, ROLE_LIT));
			for (size_t k = 0; k < sizeof shown / sizeof *shown; k++) {
				if (!strstr(str_text(&legend.lit), shown[k].symbol))
					continue;
				seen++;
				panel_draw(&panel, shown[k].view);
				if (!has_role(&panel, ROLE_LIT))
					fail_msg("%s: %s is lit in the formula, not in %s",
						stage_info(play->run->at.stage)->word,
						shown[k].symbol, shown[k].view);
			}
			str_free(&legend.lit);
		}
		panel_close(&panel);
		play_close(play);
	}
	assert_true(seen > 20);
}

/* What the numbers are of: its end is the frame's corner, and stays the same while a row comes. */
static void the_unit_stands_still_in_the_note(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct panel panel;
	size_t rows = 0;

	(void)unused;
	panel_open(&panel, play, 10, 10);
	for (int i = play->run->timeline.input_slots; go(play, i); i++) {
		struct str note = {0};
		equation_focus(&panel.scene, &note);
		const char *unit = strstr(str_text(&note), "layer ");
		rows += strncmp(str_text(&note), "row ", 4) == 0;
		assert_true(!note.len || (unit && !strstr(unit, "row")));
		str_free(&note);
	}
	assert_true(rows > 3);
	panel_close(&panel);
	play_close(play);
}

/* The mean of centred rows is 0 but for rounding; a gradient so small would be shown. */
static void rounding_is_no_number(void **unused)
{
	struct play *play = open_shipped("both", 1, NULL);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 48, 12);
	panel_go(play, 0, STAGE_NORMALIZE, 1);
	double mean = play->run->work.layer[0].mu[0];
	assert_true(mean != 0 && fabs(mean) < 1e-12);
	const char *text = panel_draw(&panel, "formula");
	assert_has(text, "25.239 −    0.000");
	panel_close(&panel);
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_stage_at_every_width),
		cmocka_unit_test(nothing_moves_over_fifty_steps),
		cmocka_unit_test(the_unit_stands_still_in_the_note),
		cmocka_unit_test(rounding_is_no_number),
		cmocka_unit_test(printed_numbers_give_the_result),
		cmocka_unit_test(lit_means_the_same_everywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "app/command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/action.h"
#include "app/library.h"
#include "app/looks.h"
#include "app/options_place.h"
#include "app/seed.h"
#include "base/status.h"
#include "base/utf8.h"
#include "engine/quantity.h"
#include "export/frame_ansi.h"
#include "export/frame_roles.h"
#include "export/frame_text.h"
#include "export/trace.h"
#include "view/equation.h"
#include "view/layout.h"
#include "view/screen.h"
#include "view/view.h"

enum { FRAME_W = 80, FRAME_H = 24 };

/* --- shared ------------------------------------------------------------------------------------ */

int command_fail(struct diags *diags)
{
	struct str text = {0};

	diags_format(diags, &text);
	fputs(str_text(&text), stderr);
	str_free(&text);
	diags_free(diags);
	return 1;
}

/* Standard output is checked when it is closed: a full disk must not pass for success. */
int command_finish(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return 0;
	if (errno != EPIPE)
		fprintf(stderr, "normscope: standard output: %s\n", strerror(errno));
	return 1;
}

static int print_text(struct str *text)
{
	fputs(str_text(text), stdout);
	str_free(text);
	return command_finish();
}

int command_open(const struct options *options, struct play **ret_play, struct diags *diags)
{
	struct catalogue catalogue;
	struct str path = {0};
	struct lesson *lesson = NULL;
	struct wish_texts texts;
	int status = catalogue_open(&catalogue, library_folder(), diags);

	if (status && catalogue_is_path(options->lesson)) {
		status = 0; /* a file of one's own needs no catalogue */
		diags_free(diags);
	}
	if (!status)
		status = catalogue_find(&catalogue, options->lesson, &path, diags);
	if (!status)
		status = lesson_load(str_text(&path), &lesson, diags);
	if (!status)
		status = play_open(lesson,
			library_wishes(options, seed_for(str_text(&path), options->seed), &texts),
			false, ret_play, diags);
	str_free(&path);
	catalogue_free(&catalogue);
	return status;
}

/* --- list -------------------------------------------------------------------------------------- */

int command_list(const struct options *options)
{
	struct diags diags = {.count = 0};
	struct catalogue catalogue;
	int status = catalogue_open(&catalogue, library_folder(), &diags);

	for (size_t i = 0; i < catalogue.count; i++) {
		const struct catalogue_entry *e = &catalogue.entries[i];
		if (options->format == FORMAT_TSV)
			printf("%s\t%s\t%d\n", e->name, e->title, e->minutes);
		else
			printf("%2zu  %-17s %2d min  %s\n", i + 1, e->name, e->minutes,
				e->question);
	}
	catalogue_free(&catalogue);
	if (status)
		return command_fail(&diags);
	return command_finish();
}

/* --- frame ------------------------------------------------------------------------------------- */

/* Who asks for a second run is told where one comes from. */
static int check_twin(const struct play *play, const struct options *options, struct diags *diags)
{
	if (!options->twin || play->twin)
		return 0;
	return diag_add(diags, STATUS_COMBINATION, (struct diag_place){.file = NULL},
		"--twin: this lesson has one run; --set twin.NAME=VALUE makes a second");
}

static int draw_frame(struct play *play, const struct options *options, struct str *out)
{
	struct scene scene = {.page = PAGE_LESSON,
		.play = play,
		.landscape = landscape_new(),
		.look = {.levels = -1},
		.w = options->cols ? options->cols : FRAME_W,
		.h = options->rows ? options->rows : FRAME_H,
		.ascii = options->glyphs == GLYPHS_ASCII};
	struct canvas *canvas = canvas_new(scene.w, scene.h, scene.ascii);
	struct sweep_field sweep = {.sweep = NULL};
	int x, y;

	looks_open(options, play, &scene);
	if (options->twin)
		scene.look.twin = LOOK_SECOND;
	if (layout_shows(&scene, "heat")) {
		sweep_field_open(play, &sweep);
		sweep_field_wait(&sweep);
		scene.sweep = &sweep;
	}
	scene.hints = action_hints(PAGE_LESSON, &scene.hint_count);
	if (canvas && scene.landscape) {
		canvas_use_glyphs(canvas, options->glyphs);
		screen_draw(&scene, canvas, &x, &y);
		if (options->format == FORMAT_ANSI)
			frame_ansi(canvas, options->color == COLOR_NEVER ? COLOUR_NONE : COLOUR_256,
				options->theme < 0 ? THEME_NIGHT : (enum theme)options->theme, out);
		else if (options->format == FORMAT_ROLES)
			frame_roles(canvas, out);
		else
			frame_text(canvas, out);
	}
	canvas_free(canvas);
	landscape_free(scene.landscape);
	sweep_field_free(&sweep);
	return canvas && !out->failed ? 0 : STATUS_MEMORY;
}

int command_frame(const struct options *options)
{
	struct diags diags = {.count = 0};
	struct play *play = NULL;
	struct str out = {0};
	int status = 0;

	if ((options->cols && options->cols < LAYOUT_MIN_W) ||
		(options->rows && options->rows < LAYOUT_MIN_H))
		status = diag_add(&diags, STATUS_RANGE, (struct diag_place){.file = NULL},
			"--size %dx%d is too small: a lesson needs %dx%d", options->cols,
			options->rows, LAYOUT_MIN_W, LAYOUT_MIN_H);
	if (!status)
		status = command_open(options, &play, &diags);
	if (!status)
		status = check_twin(play, options, &diags);
	if (!status)
		status = options_go(options, play, &diags);
	if (!status && draw_frame(play, options, &out))
		status = diag_add(&diags, STATUS_MEMORY, (struct diag_place){.file = NULL}, "%s",
			status_text(STATUS_MEMORY));
	play_close(play);
	if (status) {
		str_free(&out);
		return command_fail(&diags);
	}
	return print_text(&out);
}

/* --- trace ------------------------------------------------------------------------------------- */

int command_trace(const struct options *options)
{
	static const enum trace_every every[] = {[EVERY_STAGE] = TRACE_STAGE,
		[EVERY_BATCH] = TRACE_BATCH,
		[EVERY_EPOCH] = TRACE_EPOCH,
		[EVERY_RUN] = TRACE_RUN};
	struct diags diags = {.count = 0};
	struct play *play = NULL;
	int status = command_open(options, &play, &diags);

	if (!status)
		status = check_twin(play, options, &diags);
	if (status) {
		play_close(play);
		return command_fail(&diags);
	}
	struct play *traced = options->twin ? play->twin : play;
	status = options->format == FORMAT_CSV ? trace_csv(traced, every[options->every], stdout)
					       : trace_json(traced, every[options->every], stdout);
	play_close(play);
	if (status == STATUS_MEMORY)
		fprintf(stderr, "normscope: %s\n", status_text(status));
	int output = command_finish();
	return status ? 1 : output;
}

/* --- help -------------------------------------------------------------------------------------- */

static void help_settings(struct str *out)
{
	for (size_t i = 0; i < settings_count; i++) {
		const struct setting *s = &settings_table[i];
		str_addf(out, "%s = %s%s%s\n    ", s->name, s->initial, s->unit[0] ? " " : "",
			s->unit);
		setting_describe(s, out);
		str_addf(out, "\n    %s\n", s->help);
	}
	str_add(out, "\nWith twin. in front, a setting of a second run, in step with the first:\n"
		     "    --set twin.train.learning_rate=1, or in a lesson's header\n"
		     "    twin: {train: {learning_rate: 1}}\n");
	str_add(out, "\nPanels for view.panels and a lesson's show:\n");
	for (size_t i = 0; i < views_count; i++)
		str_addf(out, "    %-12s %s\n", views[i].name, views[i].help);
}

static void help_quantities(struct str *out)
{
	for (size_t i = 0; i < quantities_count; i++) {
		const struct quantity *q = &quantities[i];
		str_addf(out, "%s%s", q->name, quantity_arguments(q->shape));
		if (q->symbol[0])
			str_addf(out, "  %s", q->symbol);
		str_addf(out, "\n    %s%s%s%s\n", q->meaning, q->unit[0] ? " (" : "", q->unit,
			q->unit[0] ? ")" : "");
	}
}

static void help_stages(struct str *out)
{
	for (int i = 0; i < STAGE_COUNT; i++) {
		const struct stage_info *s = stage_info((enum stage)i);
		str_addf(out, "%s%s\n", s->phase == PHASE_INPUT && i ? "input, " : "", s->word);
		if (s->formula) {
			str_add(out, "    ");
			equation_line(s->formula, out);
			str_add(out, "\n");
		}
		str_addf(out, "    %s%s%s%s\n", s->says, s->source[0] ? " [" : "", s->source,
			s->source[0] ? "]" : "");
	}
}

static void help_command_topic(const struct options *options, struct str *out)
{
	options_help_command(out, options->topic_command);
}

int command_help(const struct options *options)
{
	static void (*const topics[])(struct str * out) = {[TOPIC_GENERAL] = options_help,
		[TOPIC_SETTINGS] = help_settings,
		[TOPIC_QUANTITIES] = help_quantities,
		[TOPIC_KEYS] = action_print_keys,
		[TOPIC_STAGES] = help_stages,
		[TOPIC_COMMANDS] = options_help_commands,
		[TOPIC_MAN] = options_man,
		[TOPIC_WORDS] = options_words};
	struct str out = {0};

	if (options->topic == TOPIC_COMMAND)
		help_command_topic(options, &out);
	else
		topics[options->topic](&out);
	return print_text(&out);
}

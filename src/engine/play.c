#include "engine/play.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "engine/expression.h"
#include "engine/live.h"

/* --- the settings of this play ----------------------------------------------------------------- */

static int apply_set(struct settings *settings, const char *text, struct diags *diags)
{
	struct diag_place place = {.file = NULL};
	const char *equals = strchr(text, '=');
	struct str name = {0}, why = {0};

	if (!equals)
		return diag_add(diags, STATUS_SYNTAX, place,
			"--set takes NAME=VALUE, such as --set train.learning_rate=0.1, not “%s”",
			text);
	str_add_bytes(&name, text, (size_t)(equals - text));
	const struct setting *setting = setting_find(str_text(&name));
	int status = 0;
	if (!setting) {
		const char *near = setting_nearest(str_text(&name));
		status = diag_add(diags, STATUS_NAME, place,
			near ? "--set: there is no setting “%s”; did you mean %s?"
			     : "--set: there is no setting “%s”; normscope --help settings lists "
			       "them",
			str_text(&name), near);
	} else if (setting_set(settings, setting, equals + 1, &why)) {
		status = diag_add(diags, STATUS_RANGE, place, "--set: %s", str_text(&why));
	}
	str_free(&name);
	str_free(&why);
	return status;
}

/* The user's file has its own columns: the lesson's names do not apply to it. */
static void use_own_data(struct settings *settings)
{
	strcpy(settings->data.source, "csv");
	strcpy(settings->data.file, "own.csv"); /* the path itself stays the user's */
	settings->data.features[0] = '\0';
	settings->data.target[0] = '\0';
	settings->data.classes[0] = '\0';
}

static int make_settings(const struct lesson *lesson, const struct play_wishes *wishes,
	struct settings *settings, struct diags *diags)
{
	struct str why = {0};
	int status = 0;

	*settings = lesson->settings;
	if (wishes->data_file)
		use_own_data(settings);
	for (size_t i = 0; i < wishes->set_count && !status; i++)
		status = apply_set(settings, wishes->sets[i], diags);
	if (!status && settings_check(settings, &why))
		status = diag_add(diags, STATUS_COMBINATION,
			(struct diag_place){.file = lesson->path}, "%s", str_text(&why));
	str_free(&why);
	return status;
}

/* --- where the stops stand --------------------------------------------------------------------- */

static int place_of_words(const struct place_words *words, struct place *place, struct str *why)
{
	*place = (struct place){.stage = STAGE_COUNT};
	if (words->edge) {
		place->edge = strcmp(words->edge, "end") == 0 ? PLACE_END : PLACE_START;
		return 0;
	}
	const char *word = words->input ? words->input : words->stage;
	place->epoch = (size_t)words->epoch;
	place->batch = (size_t)words->batch;
	place->layer = words->layer;
	if (!word)
		return 0;
	place->stage = stage_find(word, words->input != NULL);
	if (place->stage != STAGE_COUNT)
		return 0;
	const char *near = stage_nearest(word, words->input != NULL);
	str_addf(why, "“%s” is not %s stage", word, words->input ? "an input" : "a");
	if (near)
		str_addf(why, "; did you mean “%s”?", near);
	return STATUS_NAME;
}

static bool is_said(const struct place_words *words)
{
	return words->input || words->edge || words->epoch || words->batch || words->layer ||
	       words->stage;
}

static int place_stop(struct play *play, size_t i, bool strict, struct diags *diags)
{
	const struct place_words *words = &play->lesson->stops[i].at;
	size_t before = i ? play->stop_index[i - 1] : 0;
	struct str why = {0};
	struct place place;
	int status = 0;

	play->stop_index[i] = before;
	if (is_said(words)) {
		status = place_of_words(words, &place, &why);
		if (!status)
			status = timeline_find(
				&play->run->timeline, &place, &play->stop_index[i], &why);
		if (!status && play->stop_index[i] < before) {
			status = STATUS_PLACE;
			str_add(&why, "this place lies before that of the stop above");
		}
	}
	if (status) {
		play->stop_index[i] = before;
		play->stop_moved[i] = true;
		if (strict)
			diag_add(diags, status,
				lesson_place(play->lesson, words->line, words->column), "%s",
				str_text(&why));
	}
	str_free(&why);
	return strict ? status : 0;
}

/* --- live numbers and claims ------------------------------------------------------------------- */

static size_t count_live(const struct stop *stop)
{
	size_t count = 0;

	for (size_t b = 0; b < stop->block_count; b++)
		for (size_t s = 0; s < stop->blocks[b].span_count; s++)
			count += stop->blocks[b].spans[s].style == SPAN_LIVE;
	return count;
}

static int compute_live(struct play *play, size_t i, bool strict, struct diags *diags)
{
	const struct stop *stop = &play->lesson->stops[i];
	size_t count = 0;

	play->stop_live[i] = calloc(count_live(stop) + 1, sizeof **play->stop_live);
	if (!play->stop_live[i])
		return STATUS_MEMORY;
	for (size_t b = 0; b < stop->block_count; b++)
		for (size_t s = 0; s < stop->blocks[b].span_count; s++) {
			if (stop->blocks[b].spans[s].style != SPAN_LIVE)
				continue;
			char *text = live_value(play->run, play->lesson, &stop->blocks[b].spans[s],
				strict ? diags : NULL);
			if (!text)
				return STATUS_MEMORY;
			play->stop_live[i][count++] = text;
		}
	return 0;
}

static void check_claims(struct play *play, const struct stop *stop, struct diags *diags)
{
	for (size_t i = 0; i < stop->claim_count; i++) {
		const struct claim *claim = &stop->claims[i];
		struct str why = {0};
		double value = NAN;
		int column = 0;
		int status =
			expression_evaluate(play->run, claim->expression, &value, &why, &column);

		if (!status && value != 1) {
			status = STATUS_CLAIM;
			str_addf(&why,
				value == 0 ? "this claim does not hold: %s"
					   : "a claim is a comparison, true or false: %s",
				claim->expression);
		}
		if (status)
			diag_add(diags, status,
				lesson_place(play->lesson, claim->line,
					claim->column + (column ? column - 1 : 0)),
				"%s", str_text(&why));
		str_free(&why);
	}
}

/* A run that diverged ends before the places behind: a stop there stands at the end. */
static void note_unreached(struct play *play, size_t i, bool strict, struct diags *diags)
{
	const struct place_words *words = &play->lesson->stops[i].at;

	if (play->run->at.index == play->stop_index[i])
		return;
	play->stop_index[i] = play->run->at.index;
	play->stop_moved[i] = true;
	if (strict)
		diag_add(diags, STATUS_PLACE,
			lesson_place(play->lesson, words->line, words->column),
			"this place is never reached: the run diverges in epoch %zu",
			play->run->at.epoch);
}

static int check_opening(struct play *play, struct diags *diags)
{
	const struct stop *first = &play->lesson->stops[0];

	if (play->stop_index[0] == 0)
		return 0;
	return diag_add(diags, STATUS_PLACE, lesson_place(play->lesson, first->line, 1),
		"the first stop stands at the start: add <!-- at: start --> to it");
}

static int check_plane(struct play *play, struct diags *diags)
{
	const struct experiment *e = play->experiment;
	struct spread spread = {.kind = SPREAD_PAIR};
	struct str why = {0};

	int status =
		spread_open(e, e->settings.view.plane, play->run->keyframes.blocks, &spread, &why);
	if (status)
		diag_add(diags, status, (struct diag_place){.file = play->lesson->path},
			"view.plane: %s", str_text(&why));
	spread_free(&spread);
	str_free(&why);
	return status;
}

/* Who asks for a plane that this network lacks is told so; a lesson's own falls back quietly. */
static bool names_plane(const struct play_wishes *wishes)
{
	for (size_t i = 0; i < wishes->set_count; i++)
		if (strncmp(wishes->sets[i], "view.plane=", strlen("view.plane=")) == 0)
			return true;
	return false;
}

static void free_asked(struct play *play)
{
	for (size_t i = 0; play->asked && i < play->lesson->stop_count; i++)
		asked_free(play->asked[i]);
	free(play->asked);
	play->asked = NULL;
}

/* The questions with this run's numbers; what was answered before stays answered. */
static int open_questions(struct play *play, struct diags *strict)
{
	size_t count = play->lesson->stop_count;
	int status = 0;

	free_asked(play);
	if (!play->answers)
		play->answers = calloc(count, sizeof *play->answers);
	play->asked = calloc(count, sizeof *play->asked);
	if (!play->answers || !play->asked)
		return STATUS_MEMORY;
	for (size_t i = 0; i < count && !status; i++)
		if (play->lesson->stops[i].question)
			status = asked_new(play->run, play->lesson, play->stop_index, i,
				&play->asked[i], strict);
	return status;
}

static int visit_stops(struct play *play, bool strict, struct diags *diags)
{
	size_t count = play->lesson->stop_count;

	play->stop_index = calloc(count, sizeof *play->stop_index);
	play->stop_moved = calloc(count, sizeof *play->stop_moved);
	play->stop_live = calloc(count, sizeof *play->stop_live);
	if (!play->stop_index || !play->stop_moved || !play->stop_live)
		return STATUS_MEMORY;
	for (size_t i = 0; i < count; i++) {
		place_stop(play, i, strict, diags);
		run_seek(play->run, play->stop_index[i]);
		note_unreached(play, i, strict, diags);
		if (compute_live(play, i, strict, diags))
			return STATUS_MEMORY;
		if (strict)
			check_claims(play, &play->lesson->stops[i], diags);
	}
	if (open_questions(play, strict ? diags : NULL))
		return STATUS_MEMORY;
	if (strict) {
		check_opening(play, diags);
		check_plane(play, diags);
	}
	play_go_stop(play, 0);
	return strict && diags->count ? diags->list[0].status : 0;
}

/* --- opening and closing ----------------------------------------------------------------------- */

static int open_run(struct play *play, struct play_wishes wishes, struct diags *diags)
{
	struct settings settings;
	const char *slash = strrchr(play->lesson->path, '/');
	struct str folder = {0};
	size_t stride = wishes.keyframe_stride ? wishes.keyframe_stride : 1;
	int status = make_settings(play->lesson, &wishes, &settings, diags);

	if (status)
		return status;
	if (slash)
		str_add_bytes(&folder, play->lesson->path, (size_t)(slash - play->lesson->path));
	else
		str_add(&folder, ".");
	status = experiment_new(&settings,
		(struct experiment_source){
			.folder = str_text(&folder), .own_file = wishes.data_file},
		&play->experiment, diags);
	str_free(&folder);
	return status ? status : run_new(play->experiment, stride, &play->run);
}

/* What is looked at, and other random numbers, leave a lesson's words true. */
static bool changes_words(const struct play_wishes *wishes)
{
	for (size_t i = 0; i < wishes->set_count; i++) {
		const char *text = wishes->sets[i];
		bool view = strncmp(text, "view.", 5) == 0;
		bool seed = strncmp(text, "data.seed=", 10) == 0 ||
			    strncmp(text, "train.seed=", 11) == 0;
		if (!view && !seed)
			return true;
	}
	return wishes->data_file != NULL;
}

int play_open(struct lesson *lesson, struct play_wishes wishes, bool strict, struct play **ret_play,
	struct diags *diags)
{
	struct play *play = calloc(1, sizeof *play);

	if (!play) {
		lesson_free(lesson);
		return STATUS_MEMORY;
	}
	play->lesson = lesson;
	play->changed = changes_words(&wishes);
	int status = open_run(play, wishes, diags);
	if (!status && !strict && names_plane(&wishes))
		status = check_plane(play, diags);
	if (!status)
		status = visit_stops(play, strict, diags);
	if (status) {
		if (!diags->count)
			diag_add(diags, status, (struct diag_place){.file = lesson->path}, "%s",
				status_text(status));
		play_close(play);
		return status;
	}
	*ret_play = play;
	return 0;
}

static void free_live(struct play *play)
{
	for (size_t i = 0; play->stop_live && i < play->lesson->stop_count; i++) {
		for (size_t j = 0; play->stop_live[i] && play->stop_live[i][j]; j++)
			free(play->stop_live[i][j]);
		free(play->stop_live[i]);
	}
	free(play->stop_live);
}

void play_close(struct play *play)
{
	if (!play)
		return;
	free_live(play);
	free_asked(play);
	free(play->answers);
	free(play->stop_index);
	free(play->stop_moved);
	run_free(play->run);
	experiment_free(play->experiment);
	lesson_free(play->lesson);
	free(play);
}

/* --- questions --------------------------------------------------------------------------------- */

/* True where the learner has come to what the question of stop `i` asks about. */
static bool is_passed(const struct play *play, size_t i)
{
	const struct asked *asked = play->asked[i];

	return asked->here ? play->stop > i : play->run->at.index >= asked->reveal;
}

static void follow_questions(struct play *play)
{
	for (size_t i = 0; i < play->lesson->stop_count; i++)
		if (play->asked[i] && is_passed(play, i))
			answer_pass(&play->answers[i]);
}

/* --- going places ------------------------------------------------------------------------------ */

void play_go_stop(struct play *play, size_t stop)
{
	size_t last = play->lesson->stop_count - 1;

	play->stop = stop < last ? stop : last;
	run_seek(play->run, play->stop_index[play->stop]);
	follow_questions(play);
}

/* The stop whose text belongs to an index: the first of those that stand there, else the last one
 * before. It depends on the index alone, so that the way back shows what the way there showed. */
static size_t stop_of_index(const struct play *play, size_t index)
{
	size_t stop = 0;

	for (size_t i = 0; i < play->lesson->stop_count && play->stop_index[i] <= index; i++)
		if (i == 0 || play->stop_index[i] > play->stop_index[stop] ||
			play->stop_index[i] < index)
			stop = i;
	return stop;
}

void play_go_index(struct play *play, size_t index)
{
	size_t before = play->run->at.index;

	run_seek(play->run, index);
	if (play->run->at.index != before)
		play->stop = stop_of_index(play, play->run->at.index);
	follow_questions(play);
}

/* index + count, held between 0 and the end. */
static size_t moved(size_t index, long count)
{
	if (count >= 0)
		return index > SIZE_MAX - (size_t)count ? SIZE_MAX : index + (size_t)count;
	size_t back = (size_t)(-(count + 1)) + 1;
	return back > index ? 0 : index - back;
}

void play_step(struct play *play, long count)
{
	play_go_index(play, moved(play->run->at.index, count));
}

static void step_by(struct play *play, long steps)
{
	const struct timeline *timeline = &play->run->timeline;
	struct position at = play->run->at;

	if (at.epoch == 0) {
		size_t first = timeline_index(timeline, 0, 0);
		play_go_index(play, steps > 0 ? timeline_index(timeline, moved(0, steps - 1), 0)
					      : (at.index < first ? 0 : first));
		return;
	}
	if (steps < 0 && at.step == 0) {
		play_go_index(play, at.slot ? timeline_index(timeline, 0, 0) : 0);
		return;
	}
	play_go_index(play, timeline_index(timeline, moved(at.step, steps), at.slot));
}

void play_step_batch(struct play *play, long count)
{
	step_by(play, count);
}

void play_step_epoch(struct play *play, long count)
{
	step_by(play, count * (long)play->run->timeline.batches);
}

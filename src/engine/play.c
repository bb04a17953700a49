#include "engine/play_parts.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "engine/expression.h"
#include "engine/ghost.h"
#include "engine/live.h"

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

static void check_twin(struct play *play, struct diags *diags)
{
	const struct twin_setting *first = play->lesson->twin;

	if (play->twin && first &&
		twin_differences(&play->experiment->settings, &play->twin->experiment->settings) ==
			0)
		diag_add(diags, STATUS_COMBINATION,
			lesson_place(play->lesson, first->line, first->column),
			"the twin differs in nothing from the first run");
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

static void go_for_question(void *play, size_t index)
{
	play_seek(play, index, 0);
}

/* The questions with this run's numbers; what was answered before stays answered. */
static int open_questions(struct play *play, struct diags *strict)
{
	size_t count = play->lesson->stop_count;
	struct asked_way way = {play->stop_index, go_for_question, play};
	int status = 0;

	free_asked(play);
	if (!play->answers)
		play->answers = calloc(count, sizeof *play->answers);
	play->asked = calloc(count, sizeof *play->asked);
	if (!play->answers || !play->asked)
		return STATUS_MEMORY;
	for (size_t i = 0; i < count && !status; i++)
		if (play->lesson->stops[i].question)
			status = asked_new(
				play->run, play->lesson, &way, i, &play->asked[i], strict);
	return status;
}

static void free_live(struct play *play)
{
	for (size_t i = 0; play->stop_live && i < play->lesson->stop_count; i++) {
		for (size_t j = 0; play->stop_live[i] && play->stop_live[i][j]; j++)
			free(play->stop_live[i][j]);
		free(play->stop_live[i]);
	}
	free(play->stop_live);
	free(play->stop_index);
	free(play->stop_moved);
	play->stop_live = NULL;
	play->stop_index = NULL;
	play->stop_moved = NULL;
}

static int visit_stops(struct play *play, bool strict, struct diags *diags)
{
	size_t count = play->lesson->stop_count;

	free_live(play);
	play->stop_index = calloc(count, sizeof *play->stop_index);
	play->stop_moved = calloc(count, sizeof *play->stop_moved);
	play->stop_live = calloc(count, sizeof *play->stop_live);
	if (!play->stop_index || !play->stop_moved || !play->stop_live)
		return STATUS_MEMORY;
	for (size_t i = 0; i < count; i++) {
		place_stop(play, i, strict, diags);
		play_seek(play, play->stop_index[i], 0);
		note_unreached(play, i, strict, diags);
		if (compute_live(play, i, strict, diags))
			return STATUS_MEMORY;
		if (strict)
			check_claims(play, &play->lesson->stops[i], diags);
	}
	if (open_questions(play, strict ? diags : NULL))
		return STATUS_MEMORY;
	if (strict) {
		check_twin(play, diags);
		check_opening(play, diags);
		check_plane(play, diags);
	}
	play_go_stop(play, 0);
	return strict && diags->count ? diags->list[0].status : 0;
}

/* --- opening and closing ----------------------------------------------------------------------- */

int play_open_run(struct play *play, const struct settings *settings, struct diags *diags)
{
	struct experiment_source source = {.folder = play->folder, .own_file = play->own_file};
	int status = experiment_new(settings, source, &play->experiment, diags);

	if (!status)
		status = run_new(play->experiment, play->stride, &play->run);
	if (status) {
		experiment_free(play->experiment);
		play->experiment = NULL;
	}
	return status;
}

static char *copy_text(const char *text, size_t length)
{
	struct str copy = {0};

	str_add_bytes(&copy, text, length);
	return str_take(&copy);
}

/* Where the data lies, for runs that are opened later, too. */
static int keep_source(struct play *play, const struct play_wishes *wishes)
{
	const char *path = play->lesson->path, *slash = strrchr(path, '/');

	play->stride = wishes->keyframe_stride ? wishes->keyframe_stride : 1;
	play->folder = slash ? copy_text(path, (size_t)(slash - path)) : copy_text(".", 1);
	if (wishes->data_file)
		play->own_file = copy_text(wishes->data_file, strlen(wishes->data_file));
	return play->folder && (play->own_file || !wishes->data_file) ? 0 : STATUS_MEMORY;
}

static int open_runs(struct play *play, struct play_wishes wishes, struct diags *diags)
{
	struct play_settings *settings = malloc(sizeof *settings);
	int status = settings ? keep_source(play, &wishes) : STATUS_MEMORY;

	if (!status)
		status = play_settings_make(play->lesson, &wishes, settings, diags);
	if (!status)
		status = play_open_run(play, &settings->own, diags);
	if (!status)
		status = play_open_courses(play, settings);
	if (!status && settings->twins)
		status = play_open_twin(play, &settings->second, diags);
	free(settings);
	return status;
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
	play->changed = play_settings_change_words(&wishes);
	int status = open_runs(play, wishes, diags);
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

void play_close(struct play *play)
{
	if (!play)
		return;
	play_close_runs(play);
	play_close_courses(play);
	play_close_ghosts(play);
	free_live(play);
	free_asked(play);
	free(play->answers);
	free(play->folder);
	free(play->own_file);
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

void play_take_answers(struct play *play, const struct play *other)
{
	size_t count = play->lesson->stop_count;

	if (other && other->lesson->stop_count == count &&
		strcmp(other->lesson->path, play->lesson->path) == 0)
		memcpy(play->answers, other->answers, count * sizeof *play->answers);
}

/* --- going places ------------------------------------------------------------------------------ */

void play_go_stop(struct play *play, size_t stop)
{
	size_t last = play->lesson->stop_count - 1;

	play->stop = stop < last ? stop : last;
	play_seek(play, play->stop_index[play->stop], 0);
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

static void go(struct play *play, size_t index, int beside)
{
	size_t before = play->run->at.index;

	play_seek(play, index, beside);
	if (play->run->at.index != before)
		play->stop = stop_of_index(play, play->run->at.index);
	if (play->twin)
		play->twin->stop = play->stop;
	follow_questions(play);
}

void play_visit_again(struct play *play)
{
	struct diags diags = {.count = 0};

	visit_stops(play, false, &diags);
	diags_free(&diags);
}

void play_settle_stop(struct play *play)
{
	size_t index = play->run->at.index, stop = play->stop;
	bool first = play->stop_index[stop] <= index;
	bool last = stop + 1 == play->lesson->stop_count || play->stop_index[stop + 1] >= index;

	if (!first || !last)
		play->stop = stop_of_index(play, index);
	if (play->twin)
		play->twin->stop = play->stop;
	follow_questions(play);
}

void play_go_index(struct play *play, size_t index)
{
	go(play, index, 0);
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
	size_t index;
	int beside;

	play_walk(play, count, &index, &beside);
	go(play, index, beside);
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

#include "engine/play_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "engine/expression.h"
#include "engine/lesson_look.h"
#include "engine/live.h"
#include "engine/sweep_field.h"

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

int play_find_place(const struct play *play, const struct place_words *words, size_t *ret_index,
	struct str *why)
{
	struct place place;
	int status = place_of_words(words, &place, why);

	return status ? status : timeline_find(&play->run->timeline, &place, ret_index, why);
}

static int place_stop(struct play *play, size_t i, bool strict, struct diags *diags)
{
	const struct place_words *words = &play->lesson->stops[i].at;
	size_t before = i ? play->stop_index[i - 1] : 0;
	struct str why = {0};
	int status = 0;

	play->stop_index[i] = before;
	if (is_said(words)) {
		status = play_find_place(play, words, &play->stop_index[i], &why);
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

/* --- live numbers ------------------------------------------------------------------------------ */

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

int play_check_plane(struct play *play, struct diags *diags)
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

static void free_asked(struct play *play)
{
	for (size_t i = 0; play->asked && i < play->lesson->stop_count; i++)
		asked_free(play->asked[i]);
	free(play->asked);
	play->asked = NULL;
}

/* Words, claims and questions of a stop speak of what it shows. */
enum model_mode play_stop_mode(const struct play *play, size_t stop)
{
	const struct stop_look *look = lesson_look(play->lesson, stop);

	return look && look->mode == LOOK_TEST ? MODE_TEST : MODE_TRAIN;
}

static void go_for_question(void *context, size_t stop)
{
	struct play *play = context;

	play_seek(play, play->stop_index[stop], 0);
	play_set_mode(play, play_stop_mode(play, stop));
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

void play_close_stops(struct play *play)
{
	free_live(play);
	free_asked(play);
	free(play->answers);
}

/* Where each stop stands, its live numbers and, with `strict`, its claims. 0 or STATUS_MEMORY. */
static int visit_each(
	struct play *play, bool strict, const struct sweep_field *sweep, struct diags *diags)
{
	for (size_t i = 0; i < play->lesson->stop_count; i++) {
		place_stop(play, i, strict, diags);
		play_seek(play, play->stop_index[i], 0);
		note_unreached(play, i, strict, diags);
		play_set_mode(play, play_stop_mode(play, i));
		if (compute_live(play, i, strict, diags))
			return STATUS_MEMORY;
		if (strict)
			play_check_claims(play, &play->lesson->stops[i], sweep, diags);
	}
	return 0;
}

int play_visit_stops(struct play *play, bool strict, struct diags *diags)
{
	size_t count = play->lesson->stop_count;
	struct sweep_field sweep = {.sweep = NULL};
	enum model_mode mode = play->run->mode;

	free_live(play);
	play->stop_index = calloc(count, sizeof *play->stop_index);
	play->stop_moved = calloc(count, sizeof *play->stop_moved);
	play->stop_live = calloc(count, sizeof *play->stop_live);
	if (!play->stop_index || !play->stop_moved || !play->stop_live)
		return STATUS_MEMORY;
	if (strict)
		play_open_sweep(play, &sweep);
	int status = visit_each(play, strict, &sweep, diags);
	sweep_field_free(&sweep);
	if (!status)
		status = open_questions(play, strict ? diags : NULL);
	play_set_mode(play, mode);
	if (status)
		return STATUS_MEMORY;
	if (strict) {
		play_check_changes(play, diags);
		memset(play->answers, 0, count * sizeof *play->answers);
	}
	if (strict) {
		check_twin(play, diags);
		check_opening(play, diags);
		play_check_plane(play, diags);
	}
	play_go_stop(play, 0);
	return strict && diags->count ? diags->list[0].status : 0;
}

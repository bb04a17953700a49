#include "engine/play_parts.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "engine/ghost.h"

/* --- opening and closing ----------------------------------------------------------------------- */

/* Where the lesson's own edits of rows stand in its file; NULL for others. */
static const struct diag_place *edit_places(const struct lesson *lesson,
	const struct settings *settings, struct diag_place places[ROW_EDITS_MAX])
{
	if (twin_differs(settings, &lesson->settings, setting_find("data.edits")))
		return NULL;
	for (size_t i = 0; i < settings->data.edits.count; i++)
		places[i] = lesson_place(
			lesson, lesson->edit_spots[i].line, lesson->edit_spots[i].column);
	return places;
}

int play_open_run(struct play *play, const struct settings *settings, struct diags *diags)
{
	struct diag_place places[ROW_EDITS_MAX];
	struct experiment_source source = {.folder = play->folder,
		.own_file = play->own_file,
		.edit_places = edit_places(play->lesson, settings, places)};
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

const char *play_keep_file(struct play *play, const char *path)
{
	char **grown = realloc(play->files, (play->file_count + 1) * sizeof *grown);
	char *name = grown ? copy_text(path, strlen(path)) : NULL;

	if (grown)
		play->files = grown;
	if (name)
		play->files[play->file_count++] = name;
	return name;
}

/* Where the data lies, for runs that are opened later, too. */
static int keep_source(struct play *play, const struct play_wishes *wishes)
{
	const char *path = play->lesson->path, *slash = strrchr(path, '/');

	play->stride = wishes->keyframe_stride ? wishes->keyframe_stride : 1;
	play->folder = slash ? copy_text(path, (size_t)(slash - path)) : copy_text(".", 1);
	if (wishes->data_file)
		play->own_file = play_keep_file(play, wishes->data_file);
	return play->folder && (play->own_file || !wishes->data_file) ? 0 : STATUS_MEMORY;
}

static int open_runs(struct play *play, struct play_wishes wishes, bool strict, struct diags *diags)
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
	if (!status)
		status = play_open_changes(play, &wishes, strict, diags);
	if (!status)
		status = play_open_forks(play, &wishes, strict, diags);
	free(settings);
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
	int status = open_runs(play, wishes, strict, diags);
	if (!status && !strict && names_plane(&wishes))
		status = play_check_plane(play, diags);
	if (!status)
		status = play_visit_stops(play, strict, diags);
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
	play_close_stops(play);
	free(play->folder);
	for (size_t i = 0; i < play->file_count; i++)
		free(play->files[i]);
	free(play->files);
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

	play_visit_stops(play, false, &diags);
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
	if (index >= play->run->timeline.length - 1 &&
		play_is_outlived(play, play->run->at.index)) {
		int beside;
		play_walk_alone(play, LONG_MAX, &beside);
		go(play, play->run->at.index, beside);
	}
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

	if (play_is_outlived(play, at.index) && (steps > 0 || play->beside)) {
		int beside;
		play_walk_alone(play, steps * play->twin->run->timeline.batch_slots, &beside);
		go(play, at.index, beside);
		return;
	}
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

/* To the same batch of another epoch, or its last; before the first epoch, over whole epochs. */
void play_step_epoch(struct play *play, long count)
{
	const struct timeline *timeline = &play->run->timeline;
	struct position at = play->run->at;
	size_t epoch = moved(at.epoch ? at.epoch : 1, count);

	epoch = epoch > timeline->epochs ? timeline->epochs + 1 : epoch;
	size_t to = timeline_step(
		timeline, (struct moment){epoch ? epoch : 1, at.epoch && epoch ? at.batch : 1});
	step_by(play, epoch ? (long)to - (long)at.step : -(long)at.step - 1);
}

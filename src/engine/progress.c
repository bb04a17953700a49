#include "engine/progress.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/utf8.h"
#include "engine/progress_parts.h"

/* A lesson is known by its file's name: a copy elsewhere goes on where the first was left. */
static const char *key_of(const struct play *play)
{
	return play->lesson->name;
}

static struct progress_lesson *find(const struct progress *progress, const char *key)
{
	for (size_t i = 0; i < progress->count; i++)
		if (strcmp(progress->lessons[i].key, key) == 0)
			return &progress->lessons[i];
	return NULL;
}

const struct progress_lesson *progress_find(const struct progress *progress, const char *key)
{
	return find(progress, key);
}

struct progress_lesson *progress_add(struct progress *progress, const char *key)
{
	struct progress_lesson *grown =
		realloc(progress->lessons, (progress->count + 1) * sizeof *progress->lessons);

	if (!grown)
		return NULL;
	progress->lessons = grown;
	struct progress_lesson *lesson = &grown[progress->count];
	*lesson = (struct progress_lesson){.key = strdup(key)};
	if (!lesson->key)
		return NULL;
	progress->count++;
	return lesson;
}

struct progress_answer *progress_add_answer(struct progress_lesson *lesson)
{
	struct progress_answer *grown =
		realloc(lesson->answers, (lesson->answer_count + 1) * sizeof *lesson->answers);

	if (!grown)
		return NULL;
	lesson->answers = grown;
	grown[lesson->answer_count] = (struct progress_answer){.stop = 0};
	return &grown[lesson->answer_count++];
}

void progress_free(struct progress *progress)
{
	for (size_t i = 0; i < progress->count; i++) {
		free(progress->lessons[i].key);
		free(progress->lessons[i].answers);
	}
	free(progress->lessons);
	*progress = (struct progress){.count = 0};
}

static bool is_worth_noting(const struct answer *answer)
{
	return answer->state != ANSWER_OPEN || answer->hints || answer->done;
}

int progress_note(struct progress *progress, const struct play *play)
{
	struct progress_lesson *lesson = find(progress, key_of(play));
	size_t stops = play->lesson->stop_count;

	if (!lesson)
		lesson = progress_add(progress, key_of(play));
	if (!lesson)
		return STATUS_MEMORY;
	lesson->stop = play->stop;
	lesson->stops = stops;
	lesson->done = lesson->done || play->stop + 1 == stops;
	lesson->data_seed = play->experiment->settings.data.seed;
	lesson->train_seed = play->experiment->settings.train.seed;
	lesson->answer_count = 0;
	for (size_t i = 0; i < stops; i++) {
		if (!play->asked[i] || !is_worth_noting(&play->answers[i]))
			continue;
		struct progress_answer *noted = progress_add_answer(lesson);
		if (!noted)
			return STATUS_MEMORY;
		*noted = (struct progress_answer){i, play->answers[i]};
	}
	return 0;
}

/* The words are judged anew: the lesson may have been mended since. What was tried was judged by
 * numbers that only the change made, and stays as it was. */
static void take_answer(struct play *play, const struct progress_answer *noted)
{
	struct answer *answer = &play->answers[noted->stop];
	const struct asked *asked = play->asked[noted->stop];
	struct str why = {0};

	if (noted->answer.text[0] && answer_commit(asked, noted->answer.text, answer, &why) == 0)
		answer->state = noted->answer.state;
	else if (!noted->answer.text[0])
		answer->state =
			noted->answer.state == ANSWER_SKIPPED ? ANSWER_SKIPPED : ANSWER_OPEN;
	if (asked->question->aim == QUESTION_TRY)
		answer->verdict = noted->answer.verdict;
	answer->hints = noted->answer.hints;
	answer->done = noted->answer.done;
	str_free(&why);
}

bool progress_resume(const struct progress *progress, struct play *play)
{
	const struct progress_lesson *lesson = find(progress, key_of(play));
	const struct settings *settings = &play->experiment->settings;

	if (!lesson || lesson->stops != play->lesson->stop_count)
		return false;
	if (lesson->data_seed == settings->data.seed && lesson->train_seed == settings->train.seed)
		for (size_t i = 0; i < lesson->answer_count; i++)
			if (lesson->answers[i].stop < lesson->stops &&
				play->asked[lesson->answers[i].stop])
				take_answer(play, &lesson->answers[i]);
	if (lesson->stop == 0 || lesson->stop + 1 >= lesson->stops)
		return false;
	play_go_stop(play, lesson->stop);
	return true;
}

int progress_merge(struct progress *progress, struct progress *more)
{
	for (size_t i = 0; i < more->count; i++) {
		struct progress_lesson *from = &more->lessons[i];
		struct progress_lesson *to = find(progress, from->key);
		if (!to)
			to = progress_add(progress, from->key);
		if (!to)
			return STATUS_MEMORY;
		struct progress_lesson before = *to;
		from->done = from->done || to->done;
		*to = *from;
		*from = before;
	}
	return 0;
}

/* A file of progress may come from a stranger, with anything in its names and answers. */
static void print_lines(const struct progress *progress, struct str *out)
{
	if (!progress->count)
		str_add(out, "No lesson was begun yet.\n");
	for (size_t i = 0; i < progress->count; i++) {
		const struct progress_lesson *lesson = &progress->lessons[i];
		str_addf(out, "%-20s stop %zu of %zu%s\n", lesson->key, lesson->stop + 1,
			lesson->stops, lesson->done ? ", done" : "");
		for (size_t k = 0; k < lesson->answer_count; k++) {
			const struct answer *answer = &lesson->answers[k].answer;
			str_addf(out, "    stop %-3zu %-8s %s", lesson->answers[k].stop + 1,
				answer_outcome(answer), answer->text);
			if (answer->hints)
				str_addf(out, "%s%d hint%s", answer->text[0] ? ", " : "",
					answer->hints, answer->hints == 1 ? "" : "s");
			str_add(out, "\n");
		}
	}
}

void progress_print(const struct progress *progress, struct str *out)
{
	struct str lines = {0};

	print_lines(progress, &lines);
	utf8_clean(out, str_text(&lines), lines.len);
	if (lines.failed)
		out->failed = true;
	str_free(&lines);
}

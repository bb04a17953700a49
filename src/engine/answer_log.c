#include "engine/answer_log.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/status.h"

enum { LESSON, STOP, HEADING, OUTCOME, ANSWER, MISTAKES, HINTS, WORDS, FIELDS };
enum {
	FIELDS_LEAST = WORDS,
	LINE_BYTES = 4096,
	WORDS_BYTES_MOST = 300,
	OTHERS_BYTES_MOST = 60,
	PERCENT = 100
};

static const char room[] = "room"; /* the outcome of a vote */

/* --- writing ----------------------------------------------------------------------------------- */

/* Tabs and line ends are the log's own. */
static void add_text(struct str *out, const char *text)
{
	for (; *text; text++)
		str_add_char(out, (unsigned char)*text < ' ' ? ' ' : *text);
}

/* The first paragraph, its end cut off where it is long. */
static void add_words(struct str *out, const struct passage *passage)
{
	size_t from = out->len;

	for (size_t i = 0; passage->count && i < passage->blocks[0].span_count; i++)
		add_text(out, passage->blocks[0].spans[i].text);
	if (out->len <= from + WORDS_BYTES_MOST)
		return;
	out->len = from + WORDS_BYTES_MOST;
	while (((unsigned char)out->data[out->len] & 0xC0) == 0x80)
		out->len--;
	out->data[out->len] = '\0';
	str_add(out, "…");
}

/* What is known of a wrong answer. */
static void add_mistakes(struct str *out, const struct asked *asked, const struct answer *answer)
{
	const struct question *question = asked->question;
	bool first = true;

	if (question->kind == QUESTION_CHOICE && answer->verdict == VERDICT_WRONG)
		add_words(out, &asked->options[answer->option]);
	for (size_t i = 0; i < question->mistake_count; i++)
		if (answer->verdict == VERDICT_MISTAKE && answer->mistakes >> i & 1) {
			str_add(out, first ? "" : ", or ");
			add_text(out, question->mistakes[i].name);
			first = false;
		}
}

/* "12 5 3, then 4 15 1 (right: b)": a room that talked has voted twice. */
static void add_votes(struct str *out, const struct asked *asked, const struct poll *poll)
{
	size_t count = asked->question->option_count;

	for (int vote = 0; vote < poll->votes; vote++)
		for (size_t i = 0; i < count; i++)
			str_addf(out, "%s%d",
				i      ? " "
				: vote ? ", then "
				       : "",
				poll->hands[vote][i]);
	for (size_t i = 0; i < count; i++)
		if (asked->question->options[i].right)
			str_addf(out, " (right: %c)", (int)('a' + i));
}

static void add_line(const struct play *play, size_t stop, bool of_room, struct str *out)
{
	const struct answer *answer = &play->answers[stop];
	const struct asked *asked = play->asked[stop];

	add_text(out, play->lesson->name);
	str_addf(out, "\t%zu\t", stop + 1);
	add_text(out, play->lesson->stops[stop].heading);
	str_addf(out, "\t%s\t", of_room ? room : answer_outcome(answer));
	if (of_room)
		add_votes(out, asked, &answer->poll);
	else
		add_text(out, answer->text);
	str_add(out, "\t");
	add_mistakes(out, asked, answer);
	str_addf(out, "\t%d\t", answer->hints);
	add_words(out, &asked->words);
	str_add(out, "\n");
}

void answer_log_lines(const struct play *play, size_t stop, struct str *out)
{
	const struct answer *answer = &play->answers[stop];

	if (answer->poll.votes)
		add_line(play, stop, true, out);
	if (!answer_is_of_room(answer))
		add_line(play, stop, false, out);
}

/* --- reading ----------------------------------------------------------------------------------- */

void report_file(struct report *report)
{
	report->files++;
}

static bool split(char *line, char *fields[FIELDS])
{
	int count = 0;

	fields[WORDS] = line + strlen(line);
	while (line && count < FIELDS) {
		fields[count++] = line;
		line = strchr(line, '\t');
		if (line)
			*line++ = '\0';
	}
	return !line && count >= FIELDS_LEAST;
}

/* Where a question belongs: behind those of its lesson with a smaller stop. */
static size_t place_of(const struct report *report, const char *lesson, long stop)
{
	size_t place = report->count;

	for (size_t i = report->count; i > 0; i--) {
		const struct report_question *question = &report->questions[i - 1];
		if (strcmp(question->lesson, lesson) != 0)
			continue;
		if (question->stop < stop)
			return place < i ? place : i;
		place = i - 1;
	}
	return place;
}

/* A log of an earlier program has no words: any line that says them will do. */
static struct report_question *take_words(struct report_question *question, const char *text)
{
	char *words = question->words[0] || !text[0] ? NULL : strdup(text);

	if (words) {
		free(question->words);
		question->words = words;
	}
	return question->words[0] || !text[0] ? question : NULL;
}

static struct report_question *find(struct report *report, char *fields[FIELDS], long stop)
{
	for (size_t i = 0; i < report->count; i++)
		if (report->questions[i].stop == stop &&
			strcmp(report->questions[i].lesson, fields[LESSON]) == 0)
			return take_words(&report->questions[i], fields[WORDS]);
	struct report_question *grown =
		realloc(report->questions, (report->count + 1) * sizeof *report->questions);
	if (!grown)
		return NULL;
	report->questions = grown;
	size_t place = place_of(report, fields[LESSON], stop);
	struct report_question *question = &grown[place];
	memmove(question + 1, question, (report->count - place) * sizeof *question);
	*question = (struct report_question){.lesson = strdup(fields[LESSON]),
		.heading = strdup(fields[HEADING]),
		.words = strdup(fields[WORDS]),
		.stop = stop};
	report->count++;
	return question->lesson && question->heading && question->words ? question : NULL;
}

static int count_mistake(struct report_question *question, const char *names)
{
	for (size_t i = 0; i < question->mistake_count; i++)
		if (strcmp(question->mistakes[i].names, names) == 0)
			return question->mistakes[i].count++, 0;
	struct report_mistake *grown = realloc(
		question->mistakes, (question->mistake_count + 1) * sizeof *question->mistakes);
	if (!grown)
		return STATUS_MEMORY;
	question->mistakes = grown;
	grown[question->mistake_count] = (struct report_mistake){strdup(names), 1};
	return grown[question->mistake_count++].names ? 0 : STATUS_MEMORY;
}

/* An answer that nobody foresaw: what it was says more than how many there were. */
static int note_other(struct report_question *question, const char *answer)
{
	question->unnamed++;
	if (question->others.len < OTHERS_BYTES_MOST)
		str_addf(&question->others, "%s%s", question->others.len ? ", " : "", answer);
	else if (question->others.data[question->others.len - 1] != '.')
		str_add(&question->others, ", ...");
	return question->others.failed ? STATUS_MEMORY : 0;
}

/* Who shows the stop again votes again: of a file the last vote counts. */
static int note_room(
	const struct report *report, struct report_question *question, const char *votes)
{
	if (question->room_file == report->files)
		question->rooms.len = question->rooms_before;
	question->rooms_before = question->rooms.len;
	question->room_file = report->files;
	str_addf(&question->rooms, "    room: %s\n", votes);
	return question->rooms.failed ? STATUS_MEMORY : 0;
}

/* Where an outcome is counted, in struct report_question; a vote is in none of them. */
static const struct outcome {
	const char *word;
	size_t offset;
} outcomes[] = {{"right", offsetof(struct report_question, right)},
	{"mistake", offsetof(struct report_question, mistaken)},
	{"wrong", offsetof(struct report_question, wrong)},
	{"skipped", offsetof(struct report_question, skipped)}};

static const struct outcome *outcome_find(const char *word)
{
	for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++)
		if (strcmp(outcomes[i].word, word) == 0)
			return &outcomes[i];
	return NULL;
}

/* Of a learner's own answers to a question the first counts. */
static int note_answer(const struct report *report, struct report_question *question,
	const struct outcome *outcome, char *fields[FIELDS], long hints)
{
	size_t *count = (size_t *)((char *)question + outcome->offset);

	if (question->file == report->files && !question->skipped_in_file)
		return 0; /* a second try: the first says what was thought */
	if (question->file == report->files)
		question->skipped--; /* who came back has answered */
	question->file = report->files;
	question->skipped_in_file = count == &question->skipped;
	question->hints += (size_t)hints;
	++*count;
	if (count == &question->wrong && !fields[MISTAKES][0])
		return note_other(question, fields[ANSWER]);
	return fields[MISTAKES][0] ? count_mistake(question, fields[MISTAKES]) : 0;
}

int report_line(struct report *report, const char *line)
{
	char copy[LINE_BYTES], *fields[FIELDS];
	size_t length = strlen(line);
	long stop, hints;

	if (length >= sizeof copy)
		return STATUS_SYNTAX;
	memcpy(copy, line, length + 1);
	if (!split(copy, fields) || !fields[LESSON][0] || !number_parse_int(fields[STOP], &stop) ||
		stop < 1 || !number_parse_int(fields[HINTS], &hints) || hints < 0)
		return STATUS_SYNTAX;
	bool voted = strcmp(fields[OUTCOME], room) == 0;
	const struct outcome *outcome = outcome_find(fields[OUTCOME]);
	if (!voted && !outcome)
		return STATUS_SYNTAX;
	struct report_question *question = find(report, fields, stop);
	if (!question)
		return STATUS_MEMORY;
	if (voted)
		return note_room(report, question, fields[ANSWER]);
	return note_answer(report, question, outcome, fields, hints);
}

/* --- printing ---------------------------------------------------------------------------------- */

static int by_count(const void *a, const void *b)
{
	const struct report_mistake *first = a, *second = b;

	if (first->count != second->count)
		return first->count < second->count ? 1 : -1;
	return strcmp(first->names, second->names);
}

static void print_question(const struct report_question *question, struct str *out)
{
	size_t answered = question->right + question->mistaken + question->wrong;

	str_addf(out, "\n%s, stop %ld: %s\n", question->lesson, question->stop, question->heading);
	if (question->words[0])
		str_addf(out, "    %s\n", question->words);
	str_add(out, str_text(&question->rooms));
	if (!answered && !question->skipped)
		return;
	str_addf(out, "    %zu answered", answered);
	if (answered)
		str_addf(out, ", %zu right (%zu%%)", question->right,
			(question->right * PERCENT + answered / 2) / answered);
	str_addf(out, ", %zu skipped, %zu hint%s\n", question->skipped, question->hints,
		question->hints == 1 ? "" : "s");
	if (question->mistake_count)
		qsort(question->mistakes, question->mistake_count, sizeof *question->mistakes,
			by_count);
	for (size_t i = 0; i < question->mistake_count; i++)
		str_addf(out, "    %4zu  %s\n", question->mistakes[i].count,
			question->mistakes[i].names);
	if (question->unnamed)
		str_addf(out, "    %4zu  wrong in another way: %s\n", question->unnamed,
			str_text(&question->others));
}

void report_print(const struct report *report, struct str *out)
{
	str_addf(out, "%zu log%s, %zu question%s\n", report->files, report->files == 1 ? "" : "s",
		report->count, report->count == 1 ? "" : "s");
	for (size_t i = 0; i < report->count; i++)
		print_question(&report->questions[i], out);
}

void report_free(struct report *report)
{
	for (size_t i = 0; i < report->count; i++) {
		struct report_question *question = &report->questions[i];
		for (size_t k = 0; k < question->mistake_count; k++)
			free(question->mistakes[k].names);
		free(question->mistakes);
		free(question->lesson);
		free(question->heading);
		free(question->words);
		str_free(&question->others);
		str_free(&question->rooms);
	}
	free(report->questions);
	*report = (struct report){.count = 0};
}

#include "app/check_fit.h"

#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/status.h"
#include "view/layout.h"

enum { FIT_W = 80, FIT_H = 24, DIGITS = 4, HANDS = 20 };
enum { ANSWERS_MAX = QUESTION_OPTIONS_MAX + QUESTION_MISTAKES_MAX + 3 };

/* The answers to one question that have words of their own, as they are typed; "" is none. */
struct answers {
	char typed[ANSWERS_MAX][ANSWER_BYTES];
	size_t count;
};

static void add_number(struct answers *answers, double value)
{
	char text[NUMBER_MAX];

	number_trim(text, value, DIGITS);
	snprintf(answers->typed[answers->count++], ANSWER_BYTES, "%s", text);
}

/* The right one, the one with the other sign, and each mistake that is told from it. */
static void add_numbers(struct answers *answers, const struct asked *asked)
{
	add_number(answers, asked->answer);
	add_number(answers, -asked->answer);
	for (size_t i = 0; i < asked->question->mistake_count; i++)
		if (asked->offered[i])
			add_number(answers, asked->mistakes[i]);
}

static void add_choices(struct answers *answers, const struct asked *asked)
{
	for (size_t i = 0; i < asked->question->option_count; i++)
		answers->typed[answers->count++][0] = (char)('a' + i);
}

/* One is wrong: the lines are dealt so that they do not stand in order. */
static void add_order(struct answers *answers, const struct asked *asked)
{
	for (size_t i = 0; i < asked->question->option_count; i++)
		answers->typed[answers->count][i] = (char)('a' + i);
	answers->count++;
}

static struct answers answers_to(const struct asked *asked)
{
	static void (*const adders[])(struct answers * answers, const struct asked *asked) = {
		[QUESTION_NUMBER] = add_numbers,
		[QUESTION_CHOICE] = add_choices,
		[QUESTION_ORDER] = add_order};
	struct answers answers = {.count = 1};

	if (asked && asked->question->kind != QUESTION_PLAIN)
		adders[asked->question->kind](&answers, asked);
	return answers;
}

/* The question of the stop before, where this one shows its answer, or NULL. */
static const struct asked *revealed_at(const struct play *play, size_t stop)
{
	const struct asked *asked = stop ? play->asked[stop - 1] : NULL;

	return asked && !asked->here && asked->reveal == play->stop_index[stop] ? asked : NULL;
}

static void give(struct play *play, size_t stop, const char *typed)
{
	struct str why = {0};

	play->answers[stop] = (struct answer){.state = ANSWER_OPEN};
	if (typed[0])
		answer_commit(play->asked[stop], typed, &play->answers[stop], &why);
	str_free(&why);
}

/* Lines that the panel of words has no room for; at most 0 where all of them are seen. `typed` is an
 * answer while it is typed, or NULL. */
static int lines_too_many(const struct play *play, bool ascii, const char *typed)
{
	struct scene scene = {.page = PAGE_LESSON,
		.play = play,
		.look = {.levels = -1},
		.typed = typed,
		.w = FIT_W,
		.h = FIT_H,
		.ascii = ascii};
	struct layout layout;

	if (!layout_make(&scene, &layout))
		return 0;
	for (int i = 0; i < layout.count; i++) {
		struct rect area = layout.panels[i].area;
		if (layout.panels[i].view == view_find("prose"))
			return prose_rows_at_once(&scene, area.w - 2, ascii) - (area.h - 2);
	}
	return 0;
}

/* What was said, or taken, before the words are measured. */
struct fit_case {
	const char *before, *own; /* answers to the stop before and to this one, as typed */
	int hints;                /* steps of help, the solution too */
	bool voted;               /* twice, by a room */
};

/* The longest case of one stop. */
struct longest {
	int lines;
	bool ascii;
	int hints;
	bool voted;
	char before[ANSWER_BYTES], own[ANSWER_BYTES];
};

static void measure(struct play *play, const struct fit_case *fit, struct longest *longest)
{
	const char *typed = play->asked[play->stop] && !fit->own[0] && !fit->voted ? "0" : NULL;

	for (int i = 0; i < 4; i++) {
		bool ascii = i & 1;
		int lines = lines_too_many(play, ascii, i & 2 ? typed : NULL);
		if (lines <= longest->lines)
			continue;
		*longest = (struct longest){
			.lines = lines, .ascii = ascii, .hints = fit->hints, .voted = fit->voted};
		snprintf(longest->before, ANSWER_BYTES, "%s", fit->before);
		snprintf(longest->own, ANSWER_BYTES, "%s", fit->own);
	}
}

static void measure_answers(struct play *play, size_t stop, struct longest *longest)
{
	const struct asked *asked = revealed_at(play, stop);
	struct answers before = answers_to(asked), own = answers_to(play->asked[stop]);

	for (size_t i = 0; i < before.count; i++)
		for (size_t j = 0; j < own.count; j++) {
			if (asked)
				give(play, stop - 1, before.typed[i]);
			if (play->asked[stop])
				give(play, stop, own.typed[j]);
			play_go_stop(play, stop);
			measure(play,
				&(struct fit_case){.before = before.typed[i], .own = own.typed[j]},
				longest);
		}
}

static void measure_help(struct play *play, size_t stop, struct longest *longest)
{
	struct fit_case fit = {.before = "", .own = ""};

	give(play, stop, "");
	play_go_stop(play, stop);
	while (answer_help(play->asked[stop], &play->answers[stop])) {
		fit.hints++;
		measure(play, &fit, longest);
	}
}

static void measure_votes(struct play *play, size_t stop, struct longest *longest)
{
	struct fit_case fit = {.before = "", .own = "", .voted = true};
	struct poll *poll = &play->answers[stop].poll;

	give(play, stop, "");
	play_go_stop(play, stop);
	poll->votes = POLL_VOTES;
	for (int vote = 0; vote < POLL_VOTES; vote++)
		for (size_t i = 0; i < play->asked[stop]->question->option_count; i++)
			poll->hands[vote][i] = HANDS;
	measure(play, &fit, longest);
	give(play, stop, "");
}

static struct longest find_longest(struct play *play, size_t stop)
{
	struct longest longest = {.lines = 0};

	measure_answers(play, stop, &longest);
	if (play->asked[stop])
		measure_help(play, stop, &longest);
	if (play->asked[stop] && play->asked[stop]->question->kind == QUESTION_CHOICE)
		measure_votes(play, stop, &longest);
	return longest;
}

static void say_when(const struct asked *asked, const struct longest *longest, struct str *out)
{
	if (longest->before[0])
		str_addf(out, " where the stop before was answered with “%s”", longest->before);
	if (longest->own[0])
		str_addf(out, "%s where “%s” is answered", out->len ? " and" : "", longest->own);
	if (longest->hints > (int)(asked ? asked->question->hint_count : 0))
		str_add(out, " where the solution is shown");
	else if (longest->hints)
		str_addf(out, " where hint %d is shown", longest->hints);
	if (longest->voted)
		str_add(out, " where a room has voted twice");
}

static void refuse(
	const struct play *play, size_t stop, const struct longest *longest, struct diags *diags)
{
	struct str when = {0};

	say_when(play->asked[stop], longest, &when);
	diag_add(diags, STATUS_LIMIT, lesson_place(play->lesson, play->lesson->stops[stop].line, 1),
		"at %dx%d%s the words of this stop are %d line%s too long%s", FIT_W, FIT_H,
		longest->ascii ? " in ASCII" : "", longest->lines, longest->lines == 1 ? "" : "s",
		str_text(&when));
	str_free(&when);
}

void check_fit(struct play *play, struct diags *diags)
{
	for (size_t i = 0; i < play->lesson->stop_count; i++) {
		struct longest longest = find_longest(play, i);
		if (longest.lines > 0)
			refuse(play, i, &longest, diags);
	}
}

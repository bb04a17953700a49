#include "view/question.h"

#include "base/utf8.h"
#include "view/words.h"

enum { CHOICE_HANG = 2, HANDS_W = 5, VOTES_GAP = 2, BESIDE_W = 32 };

/* The question of the stop before, where this stop is the one that shows its answer; or NULL. */
static const struct asked *asked_before(const struct play *play)
{
	const struct asked *asked = play->stop ? play->asked[play->stop - 1] : NULL;

	if (!asked || asked->here || asked->reveal != play->stop_index[play->stop])
		return NULL;
	return asked;
}

/* "✓ You said 0.51: right." */
static void add_verdict(struct wrap *wrap, const struct asked *asked, const struct answer *answer)
{
	bool skipped = answer->state == ANSWER_SKIPPED, right = answer->verdict == VERDICT_RIGHT;
	bool strong = right || answer_is_of_room(answer);
	enum role role = strong ? ROLE_STRONG : skipped ? ROLE_DIM : ROLE_WARNING;
	struct str words = {0};

	if (!skipped)
		str_add(&words, right ? "✓ " : "✗ ");
	answer_words(asked, answer, &words);
	struct wrap_run run = {.role = role, .text = str_text(&words)};
	wrap_add(wrap, &run, 1, 0, skipped ? 0 : CHOICE_HANG);
	str_free(&words);
}

/* The choice that is spoken of: the one that was made, after a vote the right one; or −1. */
static int choice_of(const struct asked *asked, const struct answer *answer)
{
	int right = 0;

	if (asked->question->kind != QUESTION_CHOICE)
		return -1;
	if (answer->state == ANSWER_REVEALED)
		return answer->option;
	while (!asked->question->options[right].right)
		right++;
	return answer_is_of_room(answer) ? right : -1;
}

/* What that choice says of itself, or NULL. */
static const struct passage *feedback_of(const struct asked *asked, const struct answer *answer)
{
	int choice = choice_of(asked, answer);

	return choice >= 0 && asked->feedback[choice].count ? &asked->feedback[choice] : NULL;
}

static bool has_why(const struct asked *asked, const struct answer *answer)
{
	return asked->why.count || feedback_of(asked, answer);
}

static void add_why(struct wrap *wrap, const struct asked *asked, const struct answer *answer)
{
	const struct passage *feedback = feedback_of(asked, answer);

	if (feedback)
		words_add(wrap, feedback, NULL, NULL);
	if (feedback && asked->why.count)
		wrap_gap(wrap);
	words_add(wrap, &asked->why, NULL, NULL);
}

/* "first  ━━━━ 12": the bar of a vote with what it is of, and how many hands; all on one scale. */
static void vote_text(
	const struct poll *poll, int vote, size_t option, int width, bool padded, struct str *out)
{
	static const char *const names[POLL_VOTES] = {"first ", "second "};
	int label = utf8_width(names[POLL_VOTES - 1]), most = width - label - HANDS_W;

	str_addf(out, "%-*s", padded ? label : 0, names[vote]);
	for (int i = most > 0 ? poll_bar(poll, vote, option, most) : 0; i > 0; i--)
		str_add(out, "━");
	bool bar = out->data[out->len - 1] != ' ';
	str_addf(out, "%s%d", bar ? " " : "", poll->hands[vote][option]);
}

/* A bar a vote, the first one dim: what the talk between them changed is seen at once. */
static void add_bars(struct wrap *wrap, const struct poll *poll, size_t option)
{
	for (int vote = 0; vote < poll->votes; vote++) {
		struct str line = {0};
		enum role role = vote + 1 < poll->votes ? ROLE_DIM : ROLE_STRONG;
		vote_text(poll, vote, option, wrap_width(wrap) - CHOICE_HANG, true, &line);
		struct wrap_run run = {role, str_text(&line), true};
		wrap_add(wrap, &run, 1, CHOICE_HANG, CHOICE_HANG);
		str_free(&line);
	}
}

/* Where lines are scarce two votes stand beside each other, each in its half of the line. */
static void add_bars_beside(struct wrap *wrap, const struct poll *poll, size_t option)
{
	int half = (wrap_width(wrap) - CHOICE_HANG - VOTES_GAP) / POLL_VOTES;
	struct str votes[POLL_VOTES] = {{0}}, gap = {0};

	for (int vote = 0; vote < POLL_VOTES; vote++)
		vote_text(poll, vote, option, half, false, &votes[vote]);
	int blanks = half + VOTES_GAP - utf8_width(str_text(&votes[0]));
	str_addf(&gap, "%*s", blanks, "");
	struct wrap_run runs[] = {{ROLE_DIM, str_text(&votes[0]), true},
		{ROLE_NONE, str_text(&gap), true}, {ROLE_STRONG, str_text(&votes[1]), true}};
	wrap_add(wrap, runs, sizeof runs / sizeof *runs, CHOICE_HANG, CHOICE_HANG);
	for (int vote = 0; vote < POLL_VOTES; vote++)
		str_free(&votes[vote]);
	str_free(&gap);
}

static void add_options(
	struct wrap *wrap, const struct asked *asked, const struct answer *answer, bool scarce)
{
	bool beside = scarce && answer->poll.votes == POLL_VOTES && wrap_width(wrap) >= BESIDE_W;

	for (size_t i = 0; i < asked->question->option_count; i++) {
		char letter[] = {(char)('a' + i), '\0'};
		struct words_lead lead = {letter, ROLE_KEY, CHOICE_HANG};
		if (i == 0)
			wrap_gap(wrap);
		words_add(wrap, &asked->options[asked->shown[i]], NULL, &lead);
		if (beside)
			add_bars_beside(wrap, &answer->poll, i);
		else
			add_bars(wrap, &answer->poll, i);
	}
}

/* Where lines are scarce the last step of help alone: those before it were read. */
static void add_hints(
	struct wrap *wrap, const struct asked *asked, const struct answer *answer, bool scarce)
{
	static const struct words_lead hint = {"Hint:", ROLE_KEY, 0},
				       solution = {"Solution:", ROLE_KEY, 0};
	int hints = (int)asked->question->hint_count;

	for (int i = scarce && answer->hints ? answer->hints - 1 : 0;
		i < answer->hints && i < hints; i++) {
		wrap_gap(wrap);
		words_add(wrap, &asked->hints[i], NULL, &hint);
	}
	if (answer->hints > hints) {
		wrap_gap(wrap);
		words_add(wrap, &asked->solution, NULL, &solution);
	}
}

/* The line that says what can be done, or what was. */
static void add_state(struct wrap *wrap, const struct scene *scene, const struct asked *asked,
	const struct answer *answer)
{
	if (scene->typed) {
		struct wrap_run runs[] = {{ROLE_KEY, "> ", false},
			{ROLE_STRONG, scene->typed, true}, {ROLE_KEY, "▏", false}};
		if (!asked->question->option_count)
			wrap_gap(wrap);
		wrap_add(wrap, runs, sizeof runs / sizeof *runs, 0, 2);
	} else if (asked->question->kind == QUESTION_PLAIN && answer->done) {
		wrap_gap(wrap);
		words_line(wrap, ROLE_STRONG, "Done.");
	}
}

/* True where the verdict stands below the question; one that is typed anew hides it. */
static bool has_verdict_here(const struct scene *scene, const struct asked *asked)
{
	return asked && asked->question->kind != QUESTION_PLAIN && !scene->typed &&
	       scene->play->answers[scene->play->stop].state == ANSWER_REVEALED;
}

/* Where lines are scarce the verdict, which quotes the choices that matter, and its reason get those
 * of the choices. */
static bool shows_options(const struct scene *scene, const struct asked *asked,
	const struct answer *answer, bool scarce)
{
	return !scarce || asked->question->kind != QUESTION_CHOICE || answer->poll.votes ||
	       !has_verdict_here(scene, asked);
}

static void add_question(struct wrap *wrap, const struct scene *scene, const struct asked *asked,
	struct answer answer, bool scarce)
{
	bool plain = asked->question->kind == QUESTION_PLAIN;

	words_add(wrap, &asked->words, NULL, NULL);
	if (shows_options(scene, asked, &answer, scarce))
		add_options(wrap, asked, &answer, scarce);
	add_hints(wrap, asked, &answer, scarce);
	add_state(wrap, scene, asked, &answer);
	/* One that was skipped may still be answered: its answer stands at the stop behind. */
	if (has_verdict_here(scene, asked)) {
		wrap_gap(wrap);
		add_verdict(wrap, asked, &answer);
		if (!feedback_of(asked, &answer) && has_why(asked, &answer))
			wrap_gap(wrap);
		add_why(wrap, asked, &answer);
	} else if (plain && answer.done && asked->why.count) {
		words_add(wrap, &asked->why, NULL, NULL);
	}
}

/* "── predict ────────": what follows is asked, not told. */
static void add_rule(struct wrap *wrap, const char *word)
{
	int w = wrap_width(wrap);
	struct str line = {0};
	int used = utf8_width(word) + 4;

	if (wrap_lines(wrap))
		wrap_gap(wrap);
	for (int i = used; i < w; i++)
		str_add(&line, "─");
	struct wrap_run runs[] = {{ROLE_FRAME, "── ", true}, {ROLE_LABEL, word, true},
		{ROLE_FRAME, " ", true}, {ROLE_FRAME, str_text(&line), true}};
	wrap_add(wrap, runs, sizeof runs / sizeof *runs, 0, 0);
	str_free(&line);
}

void question_add_verdict(const struct scene *scene, struct wrap *wrap)
{
	const struct play *play = scene->play;
	const struct asked *before = asked_before(play);

	if (!before)
		return;
	add_verdict(wrap, before, &play->answers[play->stop - 1]);
	wrap_gap(wrap);
}

void question_add_reason(const struct scene *scene, struct wrap *wrap)
{
	const struct play *play = scene->play;
	const struct asked *before = asked_before(play);

	if (!before || !has_why(before, &play->answers[play->stop - 1]))
		return;
	add_rule(wrap, "why");
	add_why(wrap, before, &play->answers[play->stop - 1]);
}

void question_add(const struct scene *scene, struct wrap *wrap, bool scarce)
{
	static const char *const words[] = {[QUESTION_ASK] = "predict",
		[QUESTION_SEE] = "what did you see?",
		[QUESTION_TRY] = "try"};
	const struct play *play = scene->play;
	const struct asked *asked = play->asked[play->stop];

	if (!asked)
		return;
	if (wrap_lines(wrap))
		add_rule(wrap, words[asked->question->aim]);
	add_question(wrap, scene, asked, play->answers[play->stop], scarce);
}

bool question_is_prediction(const struct scene *scene)
{
	const struct asked *asked = scene->play->asked[scene->play->stop];

	return asked && asked->question->aim == QUESTION_ASK;
}

bool question_is_due(const struct scene *scene)
{
	const struct play *play = scene->play;
	const struct asked *asked = play->asked[play->stop];
	const struct answer *answer = &play->answers[play->stop];

	return asked && asked->question->aim == QUESTION_TRY &&
	       asked->question->kind != QUESTION_PLAIN && answer->done &&
	       answer->state != ANSWER_REVEALED;
}

bool question_is_answered(const struct scene *scene)
{
	const struct play *play = scene->play;

	return asked_before(play) || has_verdict_here(scene, play->asked[play->stop]) ||
	       play->answers[play->stop].poll.votes || play->answers[play->stop].hints;
}

bool question_is_voted_on(const struct scene *scene)
{
	const struct play *play = scene->play;

	return play->run->at.index == play->stop_index[play->stop] &&
	       play->answers[play->stop].poll.votes > 0;
}

bool question_is_at_hand(const struct scene *scene)
{
	const struct asked *asked = scene->play->asked[scene->play->stop];

	return asked &&
	       (scene->typed || has_verdict_here(scene, asked) || question_is_voted_on(scene) ||
		       scene->play->answers[scene->play->stop].hints > 0);
}

void question_note(const struct scene *scene, struct str *note)
{
	const struct play *play = scene->play;
	const struct asked *asked = play->asked[play->stop];

	if (!asked || asked->question->kind == QUESTION_PLAIN)
		return;
	const struct answer *answer = &play->answers[play->stop];
	int steps = (int)asked->question->hint_count + (asked->solution.count > 0);
	bool help = answer->hints < steps;
	if (!scene->typed && answer->state == ANSWER_COMMITTED) {
		str_addf(note, "You said %s. Go on to see.", answer->text);
		return;
	}
	str_add(note, scene->typed                       ? "Enter takes it · Escape leaves"
		      : answer->state == ANSWER_REVEALED ? "Enter answers anew"
							 : "Enter answers");
	if (!scene->typed && help)
		str_add(note, answer->hints < (int)asked->question->hint_count ? " · H hint"
									       : " · H solution");
}

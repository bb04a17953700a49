#include "engine/answer.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/status.h"

enum { ANSWER_DIGITS = 4 };

/* --- what was typed ---------------------------------------------------------------------------- */

/* The true minus sign is read as the one of the keyboard, and blanks around are nothing. */
static void plain_text(const char *typed, char out[ANSWER_BYTES])
{
	static const char minus[] = "−";
	size_t length = 0;

	for (; *typed && length + 1 < ANSWER_BYTES; typed++) {
		if (strncmp(typed, minus, sizeof minus - 1) == 0) {
			out[length++] = '-';
			typed += sizeof minus - 2;
		} else if (*typed != ' ') {
			out[length++] = *typed;
		}
	}
	out[length] = '\0';
}

/* "0.51", or a fraction "3/8". */
static bool read_number(const char *text, double *ret_value)
{
	const char *slash = strchr(text, '/');
	char above[ANSWER_BYTES];
	double a, b;

	if (!slash)
		return number_parse(text, ret_value);
	memcpy(above, text, (size_t)(slash - text));
	above[slash - text] = '\0';
	if (!number_parse(above, &a) || !number_parse(slash + 1, &b) || b == 0)
		return false;
	*ret_value = a / b;
	return true;
}

static int take_number(
	const struct asked *asked, const char *text, struct answer *answer, struct str *why)
{
	const struct question *question = asked->question;
	double value;

	if (!read_number(text, &value)) {
		str_add(why, strchr(text, ',') ? "Write the number with a point: 0.5."
					       : "The answer is a number, such as 0.5 or 3/8.");
		return STATUS_SYNTAX;
	}
	answer->value = value;
	answer->mistakes = 0;
	for (size_t i = 0; i < question->mistake_count; i++)
		if (asked->offered[i] && asked_is_near(asked, value, asked->mistakes[i]))
			answer->mistakes |= 1u << i;
	answer->verdict = asked_is_right(asked, value) ? VERDICT_RIGHT
			  : answer->mistakes           ? VERDICT_MISTAKE
						       : VERDICT_WRONG;
	return 0;
}

static int take_choice(
	const struct asked *asked, const char *text, struct answer *answer, struct str *why)
{
	int count = (int)asked->question->option_count;
	int option = tolower((unsigned char)text[0]) - 'a';

	if (strlen(text) != 1 || option < 0 || option >= count) {
		str_addf(why, "The answer is one letter, from a to %c.", 'a' + count - 1);
		return STATUS_SYNTAX;
	}
	answer->option = option;
	answer->verdict = asked->question->options[option].right ? VERDICT_RIGHT : VERDICT_WRONG;
	return 0;
}

static int take_order(
	const struct asked *asked, const char *text, struct answer *answer, struct str *why)
{
	int count = (int)asked->question->option_count, right = 0;
	unsigned seen = 0;

	for (int i = 0; i < count && text[i]; i++) {
		int line = tolower((unsigned char)text[i]) - 'a';
		if (line < 0 || line >= count)
			break;
		seen |= 1u << line;
		right += asked->shown[line] == i;
	}
	if ((int)strlen(text) != count || seen != (1u << count) - 1) {
		str_addf(why, "Write the %d letters in order, each once.", count);
		return STATUS_SYNTAX;
	}
	answer->verdict = right == count ? VERDICT_RIGHT : VERDICT_WRONG;
	return 0;
}

int answer_commit(
	const struct asked *asked, const char *typed, struct answer *answer, struct str *why)
{
	static int (*const takes[])(const struct asked *asked, const char *text,
		struct answer *answer, struct str *why) = {[QUESTION_NUMBER] = take_number,
		[QUESTION_CHOICE] = take_choice,
		[QUESTION_ORDER] = take_order};
	char text[ANSWER_BYTES];

	plain_text(typed, text);
	if (asked->question->kind == QUESTION_PLAIN) {
		str_add(why, "There is nothing to answer here.");
		return STATUS_SYNTAX;
	}
	int status = takes[asked->question->kind](asked, text, answer, why);
	if (status)
		return status;
	snprintf(answer->text, sizeof answer->text, "%s", text);
	/* Who was there before, or is answered on the spot, sees the answer at once. */
	bool seen =
		asked->here || answer->state == ANSWER_SKIPPED || answer->state == ANSWER_REVEALED;
	answer->state = seen ? ANSWER_REVEALED : ANSWER_COMMITTED;
	return 0;
}

void answer_pass(struct answer *answer)
{
	if (answer->state == ANSWER_OPEN)
		answer->state = ANSWER_SKIPPED;
	if (answer->state == ANSWER_COMMITTED)
		answer->state = ANSWER_REVEALED;
}

bool answer_help(const struct asked *asked, struct answer *answer)
{
	int steps = (int)asked->question->hint_count + (asked->solution.count > 0);

	if (answer->hints >= steps)
		return false;
	answer->hints++;
	return true;
}

bool answer_is_of_room(const struct answer *answer)
{
	return answer->state == ANSWER_SKIPPED && answer->poll.votes > 0;
}

/* --- in words ---------------------------------------------------------------------------------- */

static void right_letters(const struct asked *asked, struct str *out)
{
	int count = (int)asked->question->option_count;

	for (int i = 0; i < count; i++)
		for (int line = 0; line < count; line++)
			if (asked->shown[line] == i)
				str_addf(out, "%s%c", i ? " " : "", 'a' + line);
}

static void add_words(const struct passage *words, struct str *out)
{
	for (size_t i = 0; words->count && i < words->blocks[0].span_count; i++)
		str_add(out, words->blocks[0].spans[i].text);
}

/* "Take the mean → Subtract it": where the answer is shown, the lines are not. */
static void right_lines(const struct asked *asked, struct str *out)
{
	for (size_t i = 0; i < asked->question->option_count; i++) {
		str_add(out, i ? " → " : "");
		add_words(&asked->options[i], out);
	}
}

/* "b “Nothing”": where the answer is shown, the choices are not. */
static void option_words(const struct asked *asked, int option, struct str *out)
{
	str_addf(out, "%c “", 'a' + option);
	add_words(&asked->options[option], out);
	str_add(out, "”");
}

void answer_right(const struct asked *asked, struct str *out)
{
	const struct question *question = asked->question;
	char text[NUMBER_MAX];

	if (question->kind == QUESTION_NUMBER && isfinite(asked->answer)) {
		number_trim(text, asked->answer, ANSWER_DIGITS);
		str_add(out, text);
	} else if (question->kind == QUESTION_ORDER && asked->here) {
		right_letters(asked, out);
	} else if (question->kind == QUESTION_ORDER) {
		right_lines(asked, out);
	} else if (question->kind == QUESTION_CHOICE) {
		for (size_t i = 0; i < question->option_count; i++)
			if (question->options[i].right)
				option_words(asked, (int)i, out);
	} else {
		str_add(out, "?");
	}
}

/* Two mistakes may give the same number: then both are named. */
static void mistake_words(const struct asked *asked, const struct answer *answer, struct str *out)
{
	const struct question *question = asked->question;
	bool first = true;

	for (size_t i = 0; i < question->mistake_count; i++)
		if (answer->mistakes >> i & 1) {
			str_addf(out, "%s%s",
				first ? " The mistake: " : ", or: ", question->mistakes[i].name);
			first = false;
		}
	str_add(out, ".");
}

/* "The room: a 4, b 15, c 1." as it voted last. */
static void room_words(const struct asked *asked, const struct poll *poll, struct str *out)
{
	str_add(out, "The room: ");
	for (size_t i = 0; i < asked->question->option_count; i++)
		str_addf(out, "%s%c %d", i ? ", " : "", (int)('a' + i),
			poll->hands[poll->votes - 1][i]);
	str_add(out, ". ");
}

void answer_words(const struct asked *asked, const struct answer *answer, struct str *out)
{
	struct str right = {0}, said = {0};
	bool sign =
		asked->question->kind == QUESTION_NUMBER && asked_is_right(asked, -answer->value);

	answer_right(asked, &right);
	if (asked->question->kind == QUESTION_CHOICE)
		option_words(asked, answer->option, &said);
	else
		str_add(&said, answer->text);
	if (answer_is_of_room(answer))
		room_words(asked, &answer->poll, out);
	if (answer->state == ANSWER_SKIPPED)
		str_addf(out, "%sThe answer: %s.", answer_is_of_room(answer) ? "" : "Skipped. ",
			str_text(&right));
	else if (answer->verdict == VERDICT_RIGHT)
		str_addf(out, "You said %s: right.", str_text(&said));
	else
		str_addf(out, "You said %s. It is %s.", str_text(&said), str_text(&right));
	if (answer->state != ANSWER_SKIPPED && answer->verdict == VERDICT_MISTAKE)
		mistake_words(asked, answer, out);
	else if (answer->state != ANSWER_SKIPPED && answer->verdict == VERDICT_WRONG && sign)
		str_add(out, " The size is right, the sign is not.");
	str_free(&right);
	str_free(&said);
}

const char *answer_outcome(const struct answer *answer)
{
	static const char *const verdicts[] = {[VERDICT_NONE] = "open",
		[VERDICT_RIGHT] = "right",
		[VERDICT_MISTAKE] = "mistake",
		[VERDICT_WRONG] = "wrong"};

	return answer->state == ANSWER_SKIPPED ? "skipped" : verdicts[answer->verdict];
}

/* Answers: what learners type, how it is judged, and what they are told. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/status.h"
#include "lessons.h"

static const char text[] =
	"---\ntitle: T\nquestion: Q?\ndata: {source: handful}\ntrain: {batch: all, epochs: "
	"2}\n---\n\n"
	"## Number\n<!-- at: start -->\n"
	"<!-- ask: {answer: \"2.5\", tolerance: 1%, mistakes: {\n"
	"  twice as much: \"5\", rounded up: \"5.01\", half: \"1.25\", the same: \"2.5\"}} -->\n"
	"How much?\n<!-- hint: One. -->\n<!-- hint: Two. -->\n<!-- solution: Half of five. -->\n\n"
	"## Distance\n<!-- at: {input: mean} -->\n"
	"<!-- see: {answer: \"-0.5\", tolerance: 0.25} -->\nHow much?\n\n"
	"## Zero\n<!-- see: {answer: \"1e-17\"} -->\nHow much?\n\n"
	"## Choice\n<!-- see: choice -->\nWhich?\n\n"
	"- [ ] red\n  - No.\n- [x] green\n  - Yes.\n- [ ] blue\n  - No.\n\n"
	"## Order\n<!-- see: order -->\nIn which order?\n\n1. one\n2. two\n3. three\n\n"
	"## Plain\n<!-- try: {set: {train.batch: 2}} -->\nTry it.\n";

enum { NUMBER, DISTANCE, ZERO, CHOICE, ORDER, PLAIN };

static struct play *open_questions(void)
{
	struct diags diags = {.count = 0};
	struct play *play = NULL;

	if (open_text(text, true, &play, &diags))
		fail_msg("%s", diags.list[0].text);
	return play;
}

static void judged(void **unused)
{
	static const struct {
		int stop;
		const char *typed;
		enum verdict verdict;
		const char *words;
	} cases[] = {
		{NUMBER, "2.5", VERDICT_RIGHT, "You said 2.5: right."},
		{NUMBER, " 2.52 ", VERDICT_RIGHT, "You said 2.52: right."},
		{NUMBER, "5/2", VERDICT_RIGHT, "You said 5/2: right."},
		{NUMBER, "2.53", VERDICT_WRONG, "You said 2.53. It is 2.5."},
		{NUMBER, "1.25", VERDICT_MISTAKE, "You said 1.25. It is 2.5. The mistake: half."},
		{NUMBER, "5", VERDICT_MISTAKE,
			"You said 5. It is 2.5. The mistake: twice as much, or: rounded up."},
		{NUMBER, "−2.5", VERDICT_WRONG,
			"You said -2.5. It is 2.5. The size is right, the sign is not."},
		{DISTANCE, "-0.26", VERDICT_RIGHT, "You said -0.26: right."},
		{DISTANCE, "-0.24", VERDICT_WRONG, "You said -0.24. It is −0.5."},
		{ZERO, "0", VERDICT_RIGHT, "You said 0: right."},
		{ZERO, "1e-8", VERDICT_WRONG, "You said 1e-8. It is 10⁻¹⁷."},
		{CHOICE, "b", VERDICT_RIGHT, "You said b “green”: right."},
		{CHOICE, "C", VERDICT_WRONG, "You said c “blue”. It is b “green”."},
	};
	struct play *play = open_questions();

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct asked *asked = play->asked[cases[i].stop];
		struct answer answer = {.state = ANSWER_OPEN};
		struct str why = {0}, words = {0};
		assert_int_equal(answer_commit(asked, cases[i].typed, &answer, &why), 0);
		if (answer.verdict != cases[i].verdict)
			fail_msg("“%s” is judged %d", cases[i].typed, answer.verdict);
		answer_words(asked, &answer, &words);
		assert_string_equal(str_text(&words), cases[i].words);
		str_free(&words);
		str_free(&why);
	}
	play_close(play);
}

static void refused(void **unused)
{
	static const struct {
		int stop;
		const char *typed, *why;
	} cases[] = {
		{NUMBER, "", "The answer is a number, such as 0.5 or 3/8."},
		{NUMBER, "two", "The answer is a number, such as 0.5 or 3/8."},
		{NUMBER, "2,5", "Write the number with a point: 0.5."},
		{NUMBER, "1/0", "The answer is a number, such as 0.5 or 3/8."},
		{NUMBER, "1/2/3", "The answer is a number, such as 0.5 or 3/8."},
		{NUMBER, "nan", "The answer is a number, such as 0.5 or 3/8."},
		{CHOICE, "d", "The answer is one letter, from a to c."},
		{CHOICE, "ab", "The answer is one letter, from a to c."},
		{CHOICE, "", "The answer is one letter, from a to c."},
		{ORDER, "ab", "Write the 3 letters in order, each once."},
		{ORDER, "aab", "Write the 3 letters in order, each once."},
		{ORDER, "abcd", "Write the 3 letters in order, each once."},
		{PLAIN, "a", "There is nothing to answer here."},
	};
	struct play *play = open_questions();

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct answer answer = {.state = ANSWER_OPEN};
		struct str why = {0};
		assert_int_equal(
			answer_commit(play->asked[cases[i].stop], cases[i].typed, &answer, &why),
			STATUS_SYNTAX);
		assert_string_equal(str_text(&why), cases[i].why);
		assert_int_equal(answer.state, ANSWER_OPEN);
		str_free(&why);
	}
	play_close(play);
}

/* A room that voted has not skipped, until somebody types an answer. */
static void a_room_that_voted(void **unused)
{
	struct play *play = open_questions();
	const struct asked *asked = play->asked[CHOICE];
	struct answer answer = {.state = ANSWER_OPEN};
	struct str why = {0}, words = {0};

	(void)unused;
	assert_int_equal(poll_take(&answer.poll, "12 5 3", 3, &why), 0);
	assert_false(answer_is_of_room(&answer));
	answer_pass(&answer);
	assert_true(answer_is_of_room(&answer));
	answer_words(asked, &answer, &words);
	assert_string_equal(str_text(&words), "The room: a 12, b 5, c 3. The answer: b “green”.");
	str_clear(&words);
	assert_int_equal(poll_take(&answer.poll, "1 18 1", 3, &why), 0);
	answer_words(asked, &answer, &words);
	assert_string_equal(str_text(&words), "The room: a 1, b 18, c 1. The answer: b “green”.");
	assert_int_equal(answer_commit(asked, "b", &answer, &why), 0);
	assert_false(answer_is_of_room(&answer));
	str_free(&words);
	str_free(&why);
	play_close(play);
}

/* Exactly one of the six orders of three letters is right, and it is the one that is told. */
static void one_order_is_right(void **unused)
{
	static const char *const orders[] = {"abc", "acb", "bac", "bca", "cab", "cba"};
	struct play *play = open_questions();
	const struct asked *asked = play->asked[ORDER];
	int right = 0;

	(void)unused;
	for (size_t i = 0; i < 6; i++) {
		struct answer answer = {.state = ANSWER_OPEN};
		struct str why = {0}, told = {0};
		assert_int_equal(answer_commit(asked, orders[i], &answer, &why), 0);
		if (answer.verdict == VERDICT_RIGHT) {
			right++;
			answer_right(asked, &told);
			char spaced[] = {orders[i][0], ' ', orders[i][1], ' ', orders[i][2], '\0'};
			assert_string_equal(str_text(&told), spaced);
			for (int line = 0; line < 3; line++)
				assert_int_equal(asked->shown[orders[i][line] - 'a'], line);
		}
		str_free(&told);
		str_free(&why);
	}
	assert_int_equal(right, 1);
	play_close(play);
}

/* Where the next stop tells it, the lines are not on the screen: it says them. */
static void an_order_is_told_in_words(void **unused)
{
	static const char predicted[] =
		"---\ntitle: T\nquestion: Q?\ndata: {source: handful}\n---\n\n"
		"## Ask\n<!-- at: start -->\n<!-- ask: order -->\nIn which order?\n\n"
		"1. one\n2. two, `= rows`\n3. three\n\n## Behind\n<!-- at: {input: mean} "
		"-->\nSo.\n";
	struct diags diags = {.count = 0};
	struct play *play = NULL;
	struct str words = {0};

	(void)unused;
	assert_int_equal(open_text(predicted, true, &play, &diags), 0);
	play_go_stop(play, 1);
	answer_words(play->asked[0], &play->answers[0], &words);
	assert_string_equal(str_text(&words), "Skipped. The answer: one → two, 6 → three.");
	str_clear(&words);
	play->answers[0] =
		(struct answer){.state = ANSWER_REVEALED, .verdict = VERDICT_WRONG, .text = "abc"};
	answer_words(play->asked[0], &play->answers[0], &words);
	assert_string_equal(str_text(&words), "You said abc. It is one → two, 6 → three.");
	str_free(&words);
	play_close(play);
}

static void commit(struct play *play, size_t stop, const char *typed)
{
	struct str why = {0};

	assert_int_equal(answer_commit(play->asked[stop], typed, &play->answers[stop], &why), 0);
	str_free(&why);
}

/* A prediction is shown beside its answer only when the learner comes there; going back keeps it. */
static void predicted_then_revealed(void **unused)
{
	struct play *play = open_questions();
	const struct answer *answer = &play->answers[NUMBER];

	(void)unused;
	commit(play, NUMBER, "5");
	assert_int_equal(answer->state, ANSWER_COMMITTED);
	play_step(play, 1);
	assert_int_equal(answer->state, ANSWER_REVEALED);
	play_go_stop(play, 0);
	assert_int_equal(answer->state, ANSWER_REVEALED);
	commit(play, NUMBER, "2.5");
	assert_int_equal(answer->state, ANSWER_REVEALED);
	assert_int_equal(answer->verdict, VERDICT_RIGHT);
	play_close(play);
}

/* Nobody is held up: who goes on has skipped it, and may answer later. */
static void skipped_then_answered(void **unused)
{
	struct play *play = open_questions();
	struct str words = {0};

	(void)unused;
	play_go_stop(play, DISTANCE);
	assert_int_equal(play->answers[NUMBER].state, ANSWER_SKIPPED);
	assert_string_equal(answer_outcome(&play->answers[NUMBER]), "skipped");
	answer_words(play->asked[NUMBER], &play->answers[NUMBER], &words);
	assert_string_equal(str_text(&words), "Skipped. The answer: 2.5.");
	assert_int_equal(play->answers[DISTANCE].state, ANSWER_OPEN);
	play_go_stop(play, NUMBER);
	commit(play, NUMBER, "1.25");
	assert_int_equal(play->answers[NUMBER].state, ANSWER_REVEALED);
	assert_string_equal(answer_outcome(&play->answers[NUMBER]), "mistake");
	/* Those that stand at one place are passed one by one. */
	play_go_stop(play, ZERO);
	assert_int_equal(play->answers[DISTANCE].state, ANSWER_SKIPPED);
	assert_int_equal(play->answers[ZERO].state, ANSWER_OPEN);
	assert_string_equal(answer_outcome(&play->answers[ZERO]), "open");
	str_free(&words);
	play_close(play);
}

static void help_in_steps(void **unused)
{
	struct play *play = open_questions();
	struct answer *answer = &play->answers[NUMBER];

	(void)unused;
	for (int i = 1; i <= 3; i++) {
		assert_true(answer_help(play->asked[NUMBER], answer));
		assert_int_equal(answer->hints, i);
	}
	assert_false(answer_help(play->asked[NUMBER], answer));
	assert_int_equal(answer->hints, 3);
	assert_false(answer_help(play->asked[ZERO], &play->answers[ZERO]));
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(judged),
		cmocka_unit_test(refused),
		cmocka_unit_test(a_room_that_voted),
		cmocka_unit_test(one_order_is_right),
		cmocka_unit_test(an_order_is_told_in_words),
		cmocka_unit_test(predicted_then_revealed),
		cmocka_unit_test(skipped_then_answered),
		cmocka_unit_test(help_in_steps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

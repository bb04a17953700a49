/*
 * Every shipped lesson, played from its first stop to its last at 80x24 by somebody who answers right,
 * makes each mistake that it knows, skips, or takes all help: what is promised stands on the screen,
 * each stop is reached, and the way back ends where it began.
 */
#include "typed.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/number.h"
#include "draw/glyph.h"
#include "lessons.h"
#include "view/layout.h"

enum { W = 80, H = 24, TEXT_BYTES = 8192, STOPS_MAX = 64, TRIES_MOST = 40 };

/* How questions are answered in one round; mistakes and choices are counted from 0. */
enum way { WAY_RIGHT, WAY_SKIP, WAY_HELP, WAY_MISTAKE };

/* Keys for a `try` that names no setting to change, or needs steps behind it. */
static const struct {
	const char *lesson, *keys;
} hands[] = {
	{"two-scales", ":set train.learning_rate 1.1<Enter>}}}}}"},
	{"running-averages", ":set batch_norm.decay 0.3<Enter>]]"},
	{"test-time", "m"},
	{"gamma-beta", ":put gamma(1,1) 3<Enter>"},
	{"batch-mates", "x"},
	{"batch-mates", "m"},
	{"noise", "<Escape>g:set batch_norm.normalize_with running<Enter>:go stop 8<Enter>"},
};

struct player {
	const char *lesson;
	char path[128];
	struct options options;
	struct session session;
	enum way way;
	size_t mistake; /* of WAY_MISTAKE */
};

static void fail_player(const struct player *player, const char *what, const char *text)
{
	const struct play *play = player->session.play;

	fail_msg("%s, stop %zu, way %d %zu: %s %s; the message: %s", player->lesson, play->stop + 1,
		player->way, player->mistake, what, text, str_text(&player->session.message));
}

static void press(struct player *player, const char *keys)
{
	while (*keys)
		action_of_key(&player->session, typed_next(&keys));
}

/* --- what is on the screen --------------------------------------------------------------------- */

/* The words of the lesson as they stand in their panel, without blanks. */
static void read_panel(struct player *player, char text[TEXT_BYTES])
{
	struct scene scene = session_scene(&player->session);
	struct canvas *canvas = canvas_new(W, H, false);
	struct layout layout;
	struct str out = {0};
	char bytes[5];

	assert_non_null(canvas);
	assert_true(layout_make(&scene, &layout));
	for (int i = 0; i < layout.count; i++) {
		struct rect area = layout.panels[i].area;
		if (layout.panels[i].view != view_find("prose"))
			continue;
		area = rect_inside(area);
		layout.panels[i].view->draw(&scene, canvas, area);
		for (int y = area.y; y < area.y + area.h; y++)
			for (int x = area.x; x < area.x + area.w; x++) {
				utf8_put(canvas->cells[y * W + x].glyph, bytes);
				str_add(&out, strcmp(bytes, " ") == 0 ? "" : bytes);
			}
	}
	assert_true(out.len > 0 && out.len < TEXT_BYTES);
	strcpy(text, str_text(&out));
	str_free(&out);
	canvas_free(canvas);
}

static void must_show(struct player *player, const char *words)
{
	char text[TEXT_BYTES], wanted[TEXT_BYTES];
	size_t length = 0;

	for (uint32_t glyph; (glyph = utf8_next(&words));)
		if (glyph != ' ' && glyph != '\n')
			length += utf8_put(glyph_drawn(glyph), wanted + length);
	wanted[length] = '\0';
	read_panel(player, text);
	if (!strstr(text, wanted))
		fail_player(player, "the words do not show", wanted);
}

/* A formula is set in signs of its own: what stands around it must show. */
static void must_show_passage(struct player *player, const struct passage *passage)
{
	for (size_t i = 0; i < passage->count; i++)
		for (size_t k = 0; k < passage->blocks[i].span_count; k++)
			if (passage->blocks[i].spans[k].style != SPAN_MATH)
				must_show(player, passage->blocks[i].spans[k].text);
}

/* --- answering --------------------------------------------------------------------------------- */

static const struct asked *asked_at(const struct player *player, size_t stop)
{
	return player->session.play->asked[stop];
}

/* The choice that is made this time: mistakes are the wrong ones in turn. */
static size_t choice_of(const struct player *player, const struct question *question)
{
	size_t wrong = player->way == WAY_MISTAKE ? player->mistake : question->option_count;

	for (size_t i = 0; i < question->option_count; i++)
		if (!question->options[i].right && wrong-- == 0)
			return i;
	for (size_t i = 0; i < question->option_count; i++)
		if (question->options[i].right)
			return i;
	return 0;
}

/* True where this question knows the mistake of this round, and its number can be told. */
static bool errs(const struct player *player, const struct asked *asked)
{
	return player->way == WAY_MISTAKE && player->mistake < asked->question->mistake_count &&
	       asked->offered[player->mistake];
}

/* The lines as they are dealt never stand in order. */
static void write_order(const struct asked *asked, bool right, struct str *out)
{
	for (size_t i = 0; i < asked->question->option_count && !right; i++)
		str_addf(out, "%c", (int)('a' + i));
	if (!right)
		return;
	for (size_t i = 0; i < asked->question->option_count; i++)
		for (size_t line = 0; line < asked->question->option_count; line++)
			if (asked->shown[line] == (int)i)
				str_addf(out, "%c", (int)('a' + line));
}

static void write_answer(const struct player *player, const struct asked *asked, struct str *out)
{
	char number[NUMBER_MAX];

	if (asked->question->kind == QUESTION_CHOICE) {
		str_addf(out, "%c", (int)('a' + choice_of(player, asked->question)));
	} else if (asked->question->kind == QUESTION_ORDER) {
		write_order(asked, player->way != WAY_MISTAKE, out);
	} else {
		number_exact(number,
			errs(player, asked) ? asked->mistakes[player->mistake] : asked->answer);
		str_add(out, number);
	}
}

/* What stands on the screen once the answer is shown. */
static void must_answer(struct player *player, const struct asked *asked)
{
	const struct question *question = asked->question;

	if (player->way == WAY_SKIP) {
		must_show(player, "Skipped. The answer:");
		return;
	}
	if (question->kind == QUESTION_CHOICE) {
		size_t choice = choice_of(player, question);
		must_show_passage(player, &asked->feedback[choice]);
		must_show(player, question->options[choice].right ? ": right." : "It is");
	} else if (question->kind == QUESTION_ORDER && player->way == WAY_MISTAKE) {
		must_show(player, "It is");
		for (size_t i = 0; i < question->option_count; i++)
			must_show_passage(player, &asked->options[i]);
	} else if (errs(player, asked)) {
		must_show(player, question->mistakes[player->mistake].name);
	} else {
		must_show(player, ": right.");
	}
	must_show_passage(player, &asked->why);
}

/* All hints, then the solution: each can be read when it comes. */
static void take_help(struct player *player, const struct asked *asked)
{
	for (size_t i = 0; i < asked->question->hint_count; i++) {
		press(player, "H");
		must_show_passage(player, &asked->hints[i]);
	}
	if (asked->solution.count) {
		press(player, "H");
		must_show_passage(player, &asked->solution);
	}
}

/* Does what a `try` asks for. */
static void do_try(struct player *player, const struct question *question)
{
	const struct answer *answer = &player->session.play->answers[player->session.play->stop];
	struct str line = {0};

	for (size_t i = 0; i < question->wish_count; i++) {
		str_clear(&line);
		str_addf(&line, ":set %s %s<Enter>", question->wishes[i].setting.name,
			question->wishes[i].value.name);
		press(player, str_text(&line));
	}
	str_free(&line);
	for (size_t i = 0; !answer->done && i < sizeof hands / sizeof *hands; i++)
		if (strcmp(hands[i].lesson, player->lesson) == 0)
			press(player, hands[i].keys);
	for (int i = 0; !answer->done && i < TRIES_MOST; i++)
		press(player, "}");
	if (!answer->done)
		fail_player(player, "this try cannot be done:",
			question->done.expression ? question->done.expression : "its settings");
}

/* As it was before a `try`. */
static void undo_try(struct player *player, size_t stop)
{
	for (int i = 0; i < TRIES_MOST && player->session.play->changed; i++)
		press(player, "u");
	if (player->session.play->run->mode == MODE_TEST)
		press(player, "m");
	if (player->session.play->changed)
		fail_player(player, "u does not take the change back", "");
	while (player->session.play->stop > stop)
		press(player, "<Backspace>");
	while (player->session.play->stop < stop)
		press(player, "<Space>");
}

static void answer_stop(struct player *player)
{
	size_t stop = player->session.play->stop;
	const struct question *question = asked_at(player, stop)->question;
	struct str keys = {0};
	bool tries = question->aim == QUESTION_TRY;

	if (tries)
		do_try(player, question);
	if (player->way == WAY_HELP)
		take_help(player, asked_at(player, stop));
	if (question->kind != QUESTION_PLAIN) {
		str_add(&keys, "<Enter>");
		write_answer(player, asked_at(player, stop), &keys);
		str_add(&keys, "<Enter>");
		press(player, str_text(&keys));
		str_free(&keys);
		if (player->session.answering || player->session.message.len)
			fail_player(player, "the answer is not taken", "");
		if (asked_at(player, stop)->here)
			must_answer(player, asked_at(player, stop));
	}
	if (tries)
		undo_try(player, stop);
}

/* --- the whole --------------------------------------------------------------------------------- */

/* To the next stop: a prediction that is not made holds once. */
static void go_on(struct player *player)
{
	const struct play *play = player->session.play;
	size_t stop = play->stop;
	const struct asked *asked = asked_at(player, stop);

	press(player, "<Space>");
	if (player->way == WAY_SKIP && play->stop == stop)
		press(player, "<Space>");
	if (play->stop != stop + 1)
		fail_player(player, "the next stop is not reached", "");
	if (asked && !asked->here && asked->reveal == play->stop_index[play->stop])
		must_answer(player, asked);
}

static void play_through(struct player *player)
{
	const struct play *play = player->session.play;

	for (size_t stop = 0;; stop++) {
		if (asked_at(player, stop) && player->way != WAY_SKIP)
			answer_stop(player);
		play = player->session.play;
		if (stop + 1 == play->lesson->stop_count)
			return;
		go_on(player);
	}
}

/* Back to the start, forth, and back: each stop shows the same words both ways. */
static void walk_to_and_fro(struct player *player)
{
	static char texts[STOPS_MAX][TEXT_BYTES];
	char text[TEXT_BYTES];
	size_t last = player->session.play->lesson->stop_count - 1;

	assert_true(last < STOPS_MAX);
	for (size_t i = last; i > 0; i--)
		press(player, "<Backspace>");
	for (size_t i = 0; i <= last; i++) {
		assert_int_equal(player->session.play->stop, i);
		read_panel(player, texts[i]);
		press(player, "<Space>");
		if (i < last && player->session.play->stop == i)
			press(player, "<Space>"); /* something to try holds once */
	}
	for (size_t i = last + 1; i-- > 0;) {
		read_panel(player, text);
		if (strcmp(text, texts[i]) != 0)
			fail_player(player, "on the way back there are other words:", text);
		press(player, "<Backspace>");
	}
}

static void open_player(struct player *player)
{
	struct diags diags = {.count = 0};

	snprintf(player->path, sizeof player->path, "lessons/%s.md", player->lesson);
	player->options =
		(struct options){.command = OPTIONS_PLAY, .lesson = player->path, .seed = -1};
	assert_int_equal(session_open(&player->session, &player->options, &diags), 0);
	player->session.w = W;
	player->session.h = H;
	player->session.welcome = false;
}

static void play_one(const char *lesson, enum way way, size_t mistake)
{
	struct player player = {.lesson = lesson, .way = way, .mistake = mistake};

	open_player(&player);
	const struct run *run = player.session.play->run;
	size_t bytes = run->experiment->model.block_bytes;
	double *before = malloc(bytes);
	assert_non_null(before);
	memcpy(before, run_state(run).theta, bytes);
	play_through(&player);
	walk_to_and_fro(&player);
	run = player.session.play->run;
	assert_int_equal(run->at.index, 0);
	assert_int_equal(player.session.play->stop, 0);
	assert_int_equal(run->experiment->model.block_bytes, bytes);
	assert_memory_equal(before, run_state(run).theta, bytes);
	free(before);
	session_close(&player.session);
}

/* The most wrong answers that a question of the lesson has. */
static size_t mistakes_in(const char *lesson)
{
	struct play *play = open_shipped(lesson, 1, NULL);
	size_t most = 0;

	for (size_t i = 0; i < play->lesson->stop_count; i++) {
		const struct question *question = play->lesson->stops[i].question;
		size_t wrong = 0;
		for (size_t k = 0; question && k < question->option_count; k++)
			wrong += !question->options[k].right;
		if (question && question->mistake_count > wrong)
			wrong = question->mistake_count;
		most = wrong > most ? wrong : most;
	}
	play_close(play);
	return most;
}

static void with_right_answers(void **state)
{
	(void)state;
	for (size_t i = 0; shipped_lessons[i]; i++)
		play_one(shipped_lessons[i], WAY_RIGHT, 0);
}

static void with_each_mistake(void **state)
{
	(void)state;
	for (size_t i = 0; shipped_lessons[i]; i++) {
		size_t most = mistakes_in(shipped_lessons[i]);
		for (size_t k = 0; k < most; k++)
			play_one(shipped_lessons[i], WAY_MISTAKE, k);
	}
}

static void with_all_skipped(void **state)
{
	(void)state;
	for (size_t i = 0; shipped_lessons[i]; i++)
		play_one(shipped_lessons[i], WAY_SKIP, 0);
}

static void with_all_help(void **state)
{
	(void)state;
	for (size_t i = 0; shipped_lessons[i]; i++)
		play_one(shipped_lessons[i], WAY_HELP, 0);
}

static int without_a_home(void **state)
{
	(void)state;
	unsetenv("HOME");
	unsetenv("XDG_STATE_HOME");
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(with_right_answers),
		cmocka_unit_test(with_each_mistake),
		cmocka_unit_test(with_all_skipped),
		cmocka_unit_test(with_all_help),
	};

	return cmocka_run_group_tests(tests, without_a_home, NULL);
}

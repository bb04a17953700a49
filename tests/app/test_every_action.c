/* Every action that a lesson has, one by one: the run that it leaves is the same forward and back, to
 * the bit, and undone it is the run that there was. */
#include "opened.h"
#include "typed.h"

#include <stdlib.h>

#include "app/actions.h"
#include "app/prompt.h"
#include "app/running.h"
#include "app/until.h"
#include "engine/play_change.h"

enum { W = 120, H = 36, STEPS = 12, ESCAPES = 6 };

static const char *const lessons[] = {"lessons/five-stages.md", "lessons/tilted-ellipse.md"};

static void open_lesson(struct session *session, struct options *options, const char *lesson)
{
	opened_lesson(session, options, lesson, W, H);
	type(session, "}}<Right><Right>");
}

/* Back on the lesson, whatever page or line the action opened. */
static void become_calm(struct session *session)
{
	for (int i = 0; i < ESCAPES && (session->page != PAGE_LESSON || session->hand.on ||
					       prompt_is_open(session) || session->answering ||
					       session->blank || until_runs(session));
		i++)
		type(session, "<Escape>");
	running_stop(session);
	session->page = PAGE_LESSON; /* from the menu, where Escape ends */
	play_set_mode(session->play, MODE_TRAIN);
}

/* The states before and behind the first steps, forward or from the last one back. The caller frees
 * them. */
static unsigned char *walk(struct play *play, bool back)
{
	size_t bytes = play->experiment->model.block_bytes;
	unsigned char *states = malloc(2 * STEPS * bytes);

	assert_non_null(states);
	for (size_t i = 0; i < STEPS; i++) {
		size_t step = back ? STEPS - 1 - i : i;
		play_go_index(play, timeline_index(&play->run->timeline, step, 0));
		memcpy(states + 2 * step * bytes, play->run->before, bytes);
		memcpy(states + (2 * step + 1) * bytes, play->run->after, bytes);
	}
	return states;
}

static void check_same_both_ways(struct play *play, const char *action)
{
	size_t bytes = play->experiment->model.block_bytes;
	unsigned char *on = walk(play, false), *back = walk(play, true);

	if (memcmp(on, back, 2 * STEPS * bytes) != 0)
		fail_msg("%s: the way back is another", action);
	free(on);
	free(back);
}

static void undo_all(struct play *play)
{
	struct str says = {0};

	while (play_undo(play, &says) == 0)
		str_clear(&says);
	str_free(&says);
}

/* Of a lesson itself, or of a row in a hand. */
static void check_action(const char *lesson, const struct action *action)
{
	struct session session;
	struct options options;

	open_lesson(&session, &options, lesson);
	unsigned char *plain = walk(session.play, false);
	size_t bytes = session.play->experiment->model.block_bytes;
	type(&session, "g}<Right>");
	if (action->pages & ON_ROW && !(action->pages & ON_LESSON))
		type(&session, "r<Right>");
	assert_true(action->pages & 1 << action_page(&session));
	action->run(&session, 1);
	become_calm(&session);
	check_same_both_ways(session.play, action->name);
	undo_all(session.play);
	unsigned char *undone = walk(session.play, false);
	if (session.play->experiment->model.block_bytes != bytes ||
		memcmp(plain, undone, 2 * STEPS * bytes) != 0)
		fail_msg("%s: undone, the run of %s is another", action->name, lesson);
	free(plain);
	free(undone);
	session_close(&session);
}

static void test_every_action(void **unused)
{
	size_t checked = 0;

	(void)unused;
	unsetenv("HOME");
	unsetenv("XDG_STATE_HOME");
	for (size_t l = 0; l < sizeof lessons / sizeof *lessons; l++)
		for (size_t i = 0; i < actions_count; i++)
			if (actions[i].pages & (ON_LESSON | ON_ROW)) {
				check_action(lessons[l], &actions[i]);
				checked++;
			}
	assert_true(checked > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_action),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Stage by stage: the keys that step pass no stop by, also where several stand at one stage. */
#include "opened.h"
#include "typed.h"

enum { W = 80, H = 24 };

static const struct {
	const char *lesson, *keys;
	size_t stop; /* from 1 */
	const char *why;
} ways[] = {
	{"lessons/four-steps.md", ":go stop 5<Enter><Right>", 5, "a question is held once"},
	{"lessons/four-steps.md", ":go stop 5<Enter>b<Enter><Right>", 6, "the stage's next stop"},
	{"lessons/four-steps.md", ":go stop 5<Enter>b<Enter><Right><Right>", 7, "then on"},
	{"lessons/four-steps.md", ":go stop 5<Enter>2<Right>", 7, "a count counts stages"},
	{"lessons/four-steps.md", ":go stop 4<Enter><Right><Left><Right><Right><Right>", 6,
		"back and on again meets both"},
	{"lessons/gamma-beta.md", ":go stop 2<Enter><Right>", 3, "a try is not passed by"},
	{"lessons/gamma-beta.md", ":go stop 2<Enter><Right><Right>", 3, "and is held once"},
	{"lessons/gamma-beta.md", ":go stop 2<Enter><Right><Right><Right>", 4, "once"},
	{"lessons/why-hidden-layers.md", ":go stop 2<Enter><Right>", 3, "nor is a question"},
	{"lessons/why-hidden-layers.md", ":go stop 2<Enter><Right><Right>", 3, "held as well"},
	{"lessons/two-scales.md", ":go stop 5<Enter>}", 5, "an epoch would pass a question by"},
	{"lessons/two-scales.md", ":go stop 5<Enter>}}", 8, "which is held once"},
	{"lessons/two-scales.md", ":go stop 6<Enter><Enter>1<Enter>:go stop 5<Enter>}", 8,
		"what is answered holds nothing"},
	{"lessons/five-stages.md", ":go stop 7<Enter>]", 7, "so would a batch, from a try"},
	{"lessons/five-stages.md", ":go stop 7<Enter>]]", 9, "held once, too"},
	{"lessons/five-stages.md", ":go stop 9<Enter>[", 2, "the way back holds nothing"},
	{"tests/e2e/plain.md", "<Right><Right><Left>", 1, "where one stop stands nothing is new"},
};

static void a_step_passes_no_stop_by(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct options options = {
			.command = OPTIONS_PLAY, .lesson = ways[i].lesson, .seed = -1};
		struct session session;
		opened(&session, &options, W, H);
		type(&session, ways[i].keys);
		const struct play *play = session.play;
		if (play->stop + 1 != ways[i].stop)
			fail_msg("%s: stop %zu: %s", ways[i].keys, play->stop + 1, ways[i].why);
		session_close(&session);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(a_step_passes_no_stop_by)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

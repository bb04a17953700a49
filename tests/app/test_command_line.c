/* The `:` line on an open lesson: what is offered, what is done, what is refused and where. */
#include "typed.h"

#include <stdlib.h>
#include <unistd.h>

#include "app/options.h"
#include "app/prompt.h"
#include "app/session.h"
#include "app/until.h"

static struct options options = {
	.command = OPTIONS_PLAY, .lesson = "lessons/five-stages.md", .seed = -1};

static int open_lesson(void **state)
{
	static struct session session;
	struct diags diags = {.count = 0};

	/* A test is not beside the lessons, as the program is. */
	assert_int_equal(session_open(&session, &options, &diags), 0);
	catalogue_free(&session.catalogue);
	assert_int_equal(catalogue_open(&session.catalogue, "lessons", &diags), 0);
	*state = &session;
	return 0;
}

static int close_lesson(void **state)
{
	session_close(*state);
	return 0;
}

/* --- what is offered --------------------------------------------------------------------------- */

static const struct {
	const char *keys, *line, *first, *why;
} completions[] = {
	{":", "", "go", "commands first"},
	{":stop-b", "stop-b", "stop-back", "actions by name"},
	{":stop-b<Tab>", "stop-back ", NULL, "the only one is taken, with a blank behind it"},
	{":batch-<Tab>", "batch-next", "batch-next", "the first of several"},
	{":batch-<Tab><Tab>", "batch-back", "batch-next", "then the second"},
	{":batch-<Tab><Tab><Tab>", "batch-next", "batch-next", "and round"},
	{":batch-<Shift+Tab>", "batch-back", "batch-next", "back from the end"},
	{":bat<Tab>", "batch-", "batch-next", "first what all begin with"},
	{":set learning", "set learning", "train.learning_rate", "a part inside a name is found"},
	{":set learning<Tab>", "set train.learning_rate ", NULL, "and completed to the whole"},
	{":set optimizer ", "set optimizer ", "sgd", "a setting's choices, by its short name"},
	{":set train.optimizer=a", "set train.optimizer=a", "adam", "behind a sign, too"},
	{":set batch_norm.on <Tab>", "set batch_norm.on true", "true", "true and false"},
	{":open two", "open two", "two-scales", "lessons"},
	{":go sto", "go sto", "stop 1", "stops"},
	{":go epoch 2, nor", "go epoch 2, nor", "normalize", "a stage behind a comma"},
	{":go epoch 2, subt<Tab>", "go epoch 2, subtract ", NULL, "the part before it stays"},
	{":help zhat", "help zhat", "zhat", "everything that has a name"},
	{":5 stage-n<Tab>", "5 stage-next ", NULL, "a count before the name"},
	{":go epoch 2, norm<Tab>", "go epoch 2, normalize", "normalize", "two begin so"},
	{":put gam", "put gam", "gamma(1,1)", "parameters of this network"},
	{":put gamma(1,2) ", "put gamma(1,2) ", "sqrt(var(1,2)+epsilon)",
		"what takes the division back"},
	{":put gamma(1, 2) ", "put gamma(1, 2) ", "sqrt(var(1,2)+epsilon)", "blanks in a name"},
	{":put beta(1,1) m<Tab>", "put beta(1,1) mu(1,1)", "mu(1,1)", "what takes the mean back"},
	{":put W(1,1,1) 2*los", "put W(1,1,1) 2*los", "loss", "any quantity"},
	{":nothing-like-it", "nothing-like-it", NULL, "nothing"},
};

static void it_offers_what_could_stand_there(void **state)
{
	struct session *session = *state;

	for (size_t i = 0; i < sizeof completions / sizeof *completions; i++) {
		type(session, completions[i].keys);
		const struct prompt *shown = &session->prompt->shown;
		if (strcmp(shown->text, completions[i].line) != 0)
			fail_msg("%s: “%s”, not “%s”", completions[i].why, shown->text,
				completions[i].line);
		const char *first = shown->offer_count ? shown->offers[0].text : NULL;
		if (!first != !completions[i].first ||
			(first && strcmp(first, completions[i].first) != 0))
			fail_msg("%s: first “%s”", completions[i].why, first ? first : "none");
		type(session, "<Escape>");
	}
}

static void a_setting_says_its_value_and_range(void **state)
{
	struct session *session = *state;

	type(session, ":set train.learning_rate ");
	assert_non_null(strstr(session->prompt->shown.note, "now 0.5"));
	assert_non_null(strstr(session->prompt->shown.note, "a number from 0 to 1000"));
	assert_non_null(strstr(session->prompt->shown.note, "The learning rate alpha."));
	type(session, "<ctrl+G>");
	assert_false(prompt_is_open(session));
}

/* --- what is done ------------------------------------------------------------------------------ */

static void commands_go_places(void **state)
{
	struct session *session = *state;

	type(session, ":go stop 4<Enter>");
	assert_int_equal(session->play->stop, 3);
	type(session, ":  stop-next 2 <Enter>");
	assert_int_equal(session->play->stop, 5);
	type(session, ":2 stop-back<Enter>");
	assert_int_equal(session->play->stop, 3);
	type(session, ":go epoch 2, batch 3, layer 1, normalize<Enter>");
	assert_int_equal(session->play->run->at.epoch, 2);
	assert_int_equal(session->play->run->at.batch, 3);
	assert_int_equal(session->play->run->at.stage, STAGE_NORMALIZE);
	type(session, ":<Enter>");
	assert_false(prompt_is_open(session));
	type(session, ":open two-scales<Enter>");
	assert_string_equal(session->play->lesson->name, "two-scales");
	type(session, ":open five-stages<Enter>");
}

static void put_gives_a_parameter_a_value(void **state)
{
	struct session *session = *state;

	type(session, ":go epoch 2, batch 3, layer 1, normalize<Enter>");
	type(session, ":put W(1, 1, 2) = 0.5<Enter>");
	const char *said = str_text(&session->message);
	assert_non_null(strstr(said, "W(1,1,2) = 0.5 from batch 3 of epoch 2 on; its loss "));
	type(session, ":put W(1,1,2)<Enter>");
	assert_string_equal(str_text(&session->message),
		"W(1,1,2) is 0.5; behind it goes a number or an expression");
	type(session, "u");
	assert_string_equal(
		str_text(&session->message), "Undone: W(1,1,2) = 0.5. ctrl+R does it again.");
}

static void set_changes_the_run_and_keeps_the_place(void **state)
{
	struct session *session = *state;

	type(session, ":go epoch 2, batch 3, layer 1, normalize<Enter>");
	size_t index = session->play->run->at.index;
	type(session, ":set learning_rate 0.25<Enter>");
	assert_int_equal(session->play->run->at.index, index);
	assert_string_equal(str_text(&session->message),
		"train.learning_rate = 0.25 from batch 4 of epoch 2 on.");
	type(session, "]");
	assert_true(session->play->run->experiment->settings.train.learning_rate == 0.25);
	type(session, "[");
	type(session, ":set view.levels = log<Enter>");
	assert_int_equal(session->play->experiment->settings.view.levels, VIEW_LEVELS_LOG);
	type(session, ":set train.seed 9<Enter>");
	assert_non_null(strstr(str_text(&session->message), "the run has started again"));
	type(session, "u");
	assert_true(session->play->experiment->settings.train.seed != 9);
	type(session, ":set train.batch 16<Enter>");
	assert_string_equal(str_text(&session->message), "train.batch = 16 from epoch 3 on.");
	type(session, ":set train.batch<Enter>");
	assert_string_equal(
		str_text(&session->message), "train.batch is 16 rows; the lesson's own is 8");
	type(session, "u");
	type(session, ":set train.learning_rate 0.5<Enter>:set train.learning_rate<Enter>");
	assert_string_equal(str_text(&session->message), "train.learning_rate is 0.5");
	type(session, ":set twin.learning_rate 2<Enter>");
	assert_non_null(session->play->twin);
	type(session, "u");
	assert_null(session->play->twin);
	type(session, ":data lessons/data/faithful.csv<Enter>");
	assert_int_equal(session->play->experiment->data.rows, 272);
	type(session, "<Escape>");
}

/* In slices of no time at all: one batch each. */
static void until_runs_on_and_stops(void **state)
{
	struct session *session = *state;
	int slices = 0;

	type(session, ":open five-stages<Enter>:until epoch == 2 && batch == 3<Enter>");
	assert_true(until_runs(session));
	for (; until_runs(session) && slices < 1000; slices++)
		until_slice(session, 0);
	assert_int_equal(slices, 11);
	assert_int_equal(session->play->run->at.epoch, 2);
	assert_int_equal(session->play->run->at.batch, 3);
	assert_int_equal(session->play->run->at.stage, STAGE_UPDATE);
	assert_non_null(strstr(str_text(&session->message), "it holds here"));
	type(session, ":until loss < 0<Enter>");
	until_slice(session, 0);
	size_t index = session->play->run->at.index;
	type(session, "]");
	assert_false(until_runs(session));
	assert_int_equal(session->play->run->at.index, index);
	assert_non_null(strstr(str_text(&session->message), "stopped here"));
	type(session, ":until loss < 0<Enter>");
	for (slices = 0; until_runs(session) && slices < 1000; slices++)
		until_slice(session, 0);
	assert_int_equal(session->play->run->at.index, session->play->run->last);
	assert_non_null(strstr(str_text(&session->message), "the run ended first"));
	type(session, ":go start<Enter>:until (loss<Enter>");
	until_slice(session, 0);
	assert_false(until_runs(session));
	assert_non_null(strstr(str_text(&session->message), "is not understood"));
	type(session, ":go start<Enter>");
}

static void the_history_comes_back(void **state)
{
	struct session *session = *state;

	type(session, ":go stop 2<Enter>:stage-next<Enter>:ha<Up>");
	assert_string_equal(session->prompt->line.text, "stage-next");
	type(session, "<Up>");
	assert_string_equal(session->prompt->line.text, "go stop 2");
	type(session, "<Down><Down>");
	assert_string_equal(session->prompt->line.text, "ha");
	type(session, "<ctrl+U><Backspace>");
	assert_false(prompt_is_open(session));
}

/* --- what is refused --------------------------------------------------------------------------- */

static const struct {
	const char *line, *why;
	size_t at;
} refusals[] = {
	{"stop-nex", "there is no command “stop-nex”; did you mean stop-next?", 0},
	{"  qwertyuiop", "there is no command “qwertyuiop”; Tab shows those that there are", 2},
	{"menu-open", "menu-open (open the lesson) cannot be done on this page", 0},
	{"stop-next soon", "stop-next takes nothing but a count, such as “stop-next 5”", 10},
	{"0 stop-next", "a count is 1 or more", 0},
	{"set", "set takes a name and a value, such as “set train.learning_rate 0.1”", 3},
	{"set train.rate 1", "there is no setting “train.rate”; did you mean", 4},
	{"set train.learning_rate 5x", "train.learning_rate is a number from 0 to 1000", 24},
	{"set batch_norm.on maybe", "batch_norm.on", 18},
	{"set train.loss logistic", "", 15},
	{"go", "go takes a place, such as “go stop 3”", 2},
	{"go stop 99", "this lesson has stops 1 to 11", 8},
	{"go epoch 2, batch 99", "no batch 99", 12},
	{"go epoch 2, normalise", "did you mean “normalize”?", 12},
	{"open five-stage", "did you mean five-stages?", 5},
	{"until", "until takes an expression", 5},
	{"until los < 1", "los", 6},
	{"data", "data takes a CSV file", 4},
	{"data nowhere.csv", "", 5},
	{"put", "put takes a parameter and its value, such as", 3},
	{"put W(1,9,1) 2", "this network has no W(1,9,1)", 4},
	{"put W(1,1,1) 2*nothing", "nothing", 15},
	{"help nothing", "nothing is called “nothing”", 5},
};

static void what_is_wrong_is_said_where_it_stands(void **state)
{
	struct session *session = *state;

	type(session, ":open five-stages<Enter>:go stop 2<Enter>");
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		struct line_mistake mistake = {.at = 0};
		size_t index = session->play->run->at.index;

		command_line_run(session, refusals[i].line, &mistake);
		if (!mistake.why.len && refusals[i].why[0])
			fail_msg("“%s” was not refused", refusals[i].line);
		if (mistake.why.len && (!strstr(str_text(&mistake.why), refusals[i].why) ||
					       mistake.at != refusals[i].at))
			fail_msg("“%s”: at %zu: %s", refusals[i].line, mistake.at,
				str_text(&mistake.why));
		assert_int_equal(session->play->run->at.index, index);
		str_free(&mistake.why);
	}
	type(session, ":stop-nex<Enter>");
	assert_true(prompt_is_open(session));
	assert_non_null(strstr(session->prompt->shown.error, "did you mean stop-next?"));
	type(session, "t");
	assert_string_equal(session->prompt->shown.error, "");
	type(session, "<Enter>");
	assert_false(prompt_is_open(session));
}

/* Every action can be typed, and every command and setting explains itself. */
static void everything_has_help(void **state)
{
	struct session *session = *state;

	type(session, ":help ");
	const struct prompt *shown = &session->prompt->shown;
	assert_true(shown->offer_count > 100);
	for (size_t i = 0; i < shown->offer_count; i++) {
		struct line_mistake mistake = {.at = 0};
		struct str line = {0};

		assert_true(shown->offers[i].help[0] != '\0');
		str_addf(&line, "help %s", shown->offers[i].text);
		command_line_run(session, str_text(&line), &mistake);
		assert_int_equal(mistake.why.len, 0);
		assert_non_null(strstr(str_text(&session->message), shown->offers[i].help));
		str_clear(&session->message);
		str_free(&line);
	}
	type(session, "<Escape>");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_offers_what_could_stand_there),
		cmocka_unit_test(a_setting_says_its_value_and_range),
		cmocka_unit_test(commands_go_places),
		cmocka_unit_test(put_gives_a_parameter_a_value),
		cmocka_unit_test(set_changes_the_run_and_keeps_the_place),
		cmocka_unit_test(until_runs_on_and_stops),
		cmocka_unit_test(the_history_comes_back),
		cmocka_unit_test(what_is_wrong_is_said_where_it_stands),
		cmocka_unit_test(everything_has_help),
	};
	char folder[] = "/tmp/normscope-test-XXXXXX";

	/* The history of whoever runs the tests is left alone. */
	if (!mkdtemp(folder) || setenv("XDG_STATE_HOME", folder, 1) != 0)
		return 1;
	int failed = cmocka_run_group_tests(tests, open_lesson, close_lesson);
	struct str path = {0};
	str_addf(&path, "%s/normscope/history", folder);
	unlink(str_text(&path));
	str_clear(&path);
	str_addf(&path, "%s/normscope", folder);
	rmdir(str_text(&path));
	str_free(&path);
	rmdir(folder);
	return failed;
}

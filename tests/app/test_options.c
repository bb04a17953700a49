#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/options.h"
#include "base/status.h"

enum { WORDS_MAX = 16 };

struct line {
	char text[256];
	char *argv[WORDS_MAX + 1];
	int argc;
	struct options options;
	struct diags diags;
};

/* Cuts a command line at single blanks; '~' stands for an empty word. */
static int parse(struct line *line, const char *words)
{
	memset(line, 0, sizeof *line);
	snprintf(line->text, sizeof line->text, "normscope %s", words);
	for (char *at = strtok(line->text, " "); at; at = strtok(NULL, " ")) {
		assert_true(line->argc < WORDS_MAX);
		if (strcmp(at, "~") == 0)
			*at = '\0';
		line->argv[line->argc++] = at;
	}
	return options_parse(&line->options, line->argc, line->argv, &line->diags);
}

static void finish(struct line *line)
{
	options_free(&line->options);
	diags_free(&line->diags);
}

static void test_commands(void **test_state)
{
	static const struct {
		const char *words;
		enum options_command command;
		const char *lesson;
		enum options_format format;
		const char *why;
	} cases[] = {
		{"", OPTIONS_MENU, NULL, FORMAT_DEFAULT, "no word is the menu"},
		{"two-scales", OPTIONS_PLAY, "two-scales", FORMAT_DEFAULT, "a name is a lesson"},
		{"7", OPTIONS_PLAY, "7", FORMAT_DEFAULT, "so is a number"},
		{"./list", OPTIONS_PLAY, "./list", FORMAT_DEFAULT, "and a file"},
		{"list", OPTIONS_LIST, NULL, FORMAT_TEXT, "text is the first format of list"},
		{"list --format tsv", OPTIONS_LIST, NULL, FORMAT_TSV, "its other one"},
		{"check", OPTIONS_CHECK, NULL, FORMAT_DEFAULT, "check takes no file"},
		{"frame x", OPTIONS_FRAME, "x", FORMAT_TEXT, "text is the first format of frame"},
		{"--format ansi frame x", OPTIONS_FRAME, "x", FORMAT_ANSI,
			"an option before the command"},
		{"trace x", OPTIONS_TRACE, "x", FORMAT_JSONL, "jsonl is the first format of trace"},
		{"trace x --format=csv", OPTIONS_TRACE, "x", FORMAT_CSV, "a value behind a sign"},
		{"--form csv trace x", OPTIONS_TRACE, "x", FORMAT_CSV, "a shortened name"},
		{"frame -- -x", OPTIONS_FRAME, "-x", FORMAT_TEXT, "-- ends the options"},
		{"-- x", OPTIONS_PLAY, "x", FORMAT_DEFAULT, "-- before the lesson"},
		{"--version", OPTIONS_VERSION, NULL, FORMAT_DEFAULT, "version"},
		{"-V", OPTIONS_VERSION, NULL, FORMAT_DEFAULT, "its letter"},
	};
	struct line line;

	(void)test_state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (parse(&line, cases[i].words) != STATUS_OK ||
			line.options.command != cases[i].command ||
			line.options.format != cases[i].format)
			fail_msg("%s: '%s'", cases[i].why, cases[i].words);
		if (cases[i].lesson)
			assert_string_equal(line.options.lesson, cases[i].lesson);
		else
			assert_null(line.options.lesson);
		finish(&line);
	}
}

static void test_values(void **test_state)
{
	struct line line;

	(void)test_state;
	assert_int_equal(
		parse(&line, "frame --size 120x36 two --stop 3 --seed 0 --ascii --color never"),
		STATUS_OK);
	assert_int_equal(line.options.cols, 120);
	assert_int_equal(line.options.rows, 36);
	assert_int_equal(line.options.stop, 3);
	assert_int_equal(line.options.seed, 0);
	assert_int_equal(line.options.color, COLOR_NEVER);
	assert_int_equal(line.options.glyphs, GLYPHS_ASCII);
	finish(&line);

	assert_int_equal(parse(&line, "two --ascii --glyphs block"), STATUS_OK);
	assert_int_equal(line.options.glyphs, GLYPHS_BLOCK);
	finish(&line);

	assert_int_equal(parse(&line, "trace two --every epoch --data wine.csv"), STATUS_OK);
	assert_int_equal(line.options.every, EVERY_EPOCH);
	assert_int_equal(line.options.seed, -1);
	assert_string_equal(line.options.data, "wine.csv");
	finish(&line);

	assert_int_equal(parse(&line, "frame two --at batch:2 --size 1x1000"), STATUS_OK);
	assert_string_equal(line.options.at, "batch:2");
	assert_int_equal(line.options.rows, 1000);
	finish(&line);

	assert_int_equal(parse(&line, "check a.md b.md -- --c.md"), STATUS_OK);
	assert_int_equal(line.options.file_count, 3);
	assert_string_equal(line.options.files[0], "a.md");
	assert_string_equal(line.options.files[2], "--c.md");
	finish(&line);
}

static void test_sets_keep_their_order(void **test_state)
{
	struct line line;

	(void)test_state;
	assert_int_equal(parse(&line, "--set train.epochs=3 two --set batch_norm.on=false "
				      "--set train.epochs=5"),
		STATUS_OK);
	assert_int_equal(line.options.set_count, 3);
	assert_string_equal(line.options.sets[0], "train.epochs=3");
	assert_string_equal(line.options.sets[1], "batch_norm.on=false");
	assert_string_equal(line.options.sets[2], "train.epochs=5");
	finish(&line);
}

static void test_pair(void **test_state)
{
	struct options_pair pair = options_pair("data.target=a=b");

	(void)test_state;
	assert_string_equal(pair.name, "data.target");
	assert_string_equal(pair.value, "a=b");
	assert_string_equal(options_pair("data.target").name, "");
	assert_string_equal(options_pair("=1").name, "");
	assert_string_equal(options_pair("a=").value, "");
	assert_string_equal(options_pair("a2345678901234567890123456789012345678901234567890"
					 "123456789012345=1")
				    .name,
		"");
}

static void test_help(void **test_state)
{
	static const struct {
		const char *words;
		enum options_topic topic;
		enum options_command command;
	} cases[] = {
		{"--help", TOPIC_GENERAL, OPTIONS_MENU},
		{"-h", TOPIC_GENERAL, OPTIONS_MENU},
		{"two-scales --help", TOPIC_GENERAL, OPTIONS_MENU},
		{"--help settings", TOPIC_SETTINGS, OPTIONS_MENU},
		{"--help=quantities", TOPIC_QUANTITIES, OPTIONS_MENU},
		{"-h keys", TOPIC_KEYS, OPTIONS_MENU},
		{"-hstages", TOPIC_STAGES, OPTIONS_MENU},
		{"--help commands", TOPIC_COMMANDS, OPTIONS_MENU},
		{"--help trace", TOPIC_COMMAND, OPTIONS_TRACE},
		{"frame --help", TOPIC_COMMAND, OPTIONS_FRAME},
		{"frame two --stop 3 --at x --help", TOPIC_COMMAND, OPTIONS_FRAME},
		{"frame --help keys", TOPIC_KEYS, OPTIONS_MENU},
		{"--help --ascii", TOPIC_GENERAL, OPTIONS_MENU},
	};
	struct line line;

	(void)test_state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (parse(&line, cases[i].words) != STATUS_OK ||
			line.options.command != OPTIONS_HELP ||
			line.options.topic != cases[i].topic)
			fail_msg("%s", cases[i].words);
		if (cases[i].topic == TOPIC_COMMAND)
			assert_int_equal(line.options.topic_command, cases[i].command);
		finish(&line);
	}
}

static void test_mistakes(void **test_state)
{
	static const struct {
		const char *words;
		int status;
		const char *part; /* of the sentence */
	} cases[] = {
		{"--sead 3", STATUS_NAME, "there is no option --sead; did you mean --seed?"},
		{"--colour=never", STATUS_NAME,
			"there is no option --colour; did you mean --color?"},
		{"--elephant", STATUS_NAME, "there is no option --elephant (see"},
		{"--s 3", STATUS_NAME, "--s may be more than one option"},
		{"-x", STATUS_NAME, "there is no option -x"},
		{"--seed", STATUS_SYNTAX, "--seed needs N"},
		{"frame x --size", STATUS_SYNTAX, "--size needs COLSxROWS"},
		{"--ascii=yes", STATUS_SYNTAX, "--ascii takes no value"},
		{"--seed -5", STATUS_RANGE,
			"--seed is a whole number from 0 to 2147483647, not “-5”"},
		{"--seed +5", STATUS_RANGE, "not “+5”"},
		{"--seed 1.5", STATUS_RANGE, "not “1.5”"},
		{"--seed 007", STATUS_RANGE, "not “007”"},
		{"--seed 2147483648", STATUS_RANGE, "not “2147483648”"},
		{"--seed 99999999999999999999", STATUS_RANGE, "not “9999"},
		{"frame x --stop 0", STATUS_RANGE,
			"--stop is the number of a stop, from 1, not “0”"},
		{"frame x --stop 2 --at y", STATUS_COMBINATION,
			"--stop and --at exclude each other"},
		{"frame x --at ~", STATUS_SYNTAX, "--at needs a place"},
		{"frame x --size 80", STATUS_RANGE, "--size is COLSxROWS, each from 1 to 1000"},
		{"frame x --size 80x", STATUS_RANGE, "not “80x”"},
		{"frame x --size x24", STATUS_RANGE, "not “x24”"},
		{"frame x --size 80x24x", STATUS_RANGE, "not “80x24x”"},
		{"frame x --size 80X24", STATUS_RANGE, "not “80X24”"},
		{"frame x --size 0x24", STATUS_RANGE, "not “0x24”"},
		{"frame x --size 1001x24", STATUS_RANGE, "not “1001x24”"},
		{"frame x --size 80x-24", STATUS_RANGE, "not “80x-24”"},
		{"frame x --size 000000080x24", STATUS_RANGE, "not “000000080x24”"},
		{"--size 80x24 two", STATUS_COMBINATION, "--size belongs to frame"},
		{"check --every run", STATUS_COMBINATION, "--every belongs to trace"},
		{"check --format csv", STATUS_COMBINATION,
			"--format belongs to list, frame, trace and sweep"},
		{"list --format ansi", STATUS_NAME, "--format is one of text, tsv, not “ansi”"},
		{"trace x --format cvs", STATUS_NAME, "did you mean csv?"},
		{"trace x --every epoc", STATUS_NAME, "did you mean epoch?"},
		{"--glyphs sextant", STATUS_NAME,
			"--glyphs is one of ascii, block, quadrant, braille, not “sextant”"},
		{"--glyphs", STATUS_SYNTAX, "--glyphs needs SET"},
		{"--color sometimes", STATUS_NAME, "--color is one of auto, always, never"},
		{"--data ~", STATUS_SYNTAX, "--data needs the name of a CSV file"},
		{"--set train.epochs", STATUS_SYNTAX, "--set needs NAME=VALUE, not “train.epochs”"},
		{"--set train.epoch=3", STATUS_NAME, "did you mean train.epochs?"},
		{"--set train.epochs=three", STATUS_SYNTAX, "train.epochs"},
		{"frame", STATUS_SYNTAX, "frame needs a LESSON"},
		{"list x", STATUS_SYNTAX, "list takes no argument, and “x” is too much"},
		{"trace a b", STATUS_SYNTAX, "trace takes one lesson, and “b” is too much"},
		{"a b", STATUS_SYNTAX, "normscope takes one lesson, and “b” is too much"},
		{"--help setings", STATUS_NAME, "did you mean settings?"},
		{"--help trase", STATUS_NAME, "did you mean trace?"},
		{"--help xyzzy", STATUS_NAME, "there is no help on “xyzzy” (see"},
	};
	struct line line;

	(void)test_state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int status = parse(&line, cases[i].words);
		if (status != cases[i].status || line.diags.count != 1)
			fail_msg("'%s': status %d, %zu mistakes", cases[i].words, status,
				line.diags.count);
		const char *text = line.diags.list[0].text;
		if (!strstr(text, cases[i].part) || !strstr(text, "(see normscope --help)"))
			fail_msg("'%s': %s", cases[i].words, text);
		assert_null(line.options.sets);
		finish(&line);
	}
}

static void test_posix_order_changes_nothing(void **test_state)
{
	struct line line;

	(void)test_state;
	setenv("POSIXLY_CORRECT", "1", 1);
	assert_int_equal(parse(&line, "frame two --stop 4"), STATUS_OK);
	assert_int_equal(line.options.stop, 4);
	finish(&line);
	unsetenv("POSIXLY_CORRECT");
}

/* No line of help is wider than a small terminal, and all of it is ASCII. */
static void assert_fits(const char *text)
{
	for (const char *at = text; *at; at += strcspn(at, "\n"), at += *at == '\n')
		assert_true(strcspn(at, "\n") <= 80);
	for (const char *at = text; *at; at++)
		assert_true((unsigned char)*at < 0x80);
}

static void test_help_text(void **test_state)
{
	static const char *const parts[] = {"normscope frame LESSON", "normscope check [FILE...]",
		"--set NAME=VALUE", "-h, --help [TOPIC]", "--size COLSxROWS", "quantities",
		"Exit status"};
	struct str text = {0};

	(void)test_state;
	options_help(&text);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (!strstr(str_text(&text), parts[i]))
			fail_msg("%s is not in:\n%s", parts[i], str_text(&text));
	assert_fits(str_text(&text));

	str_clear(&text);
	options_help_command(&text, OPTIONS_FRAME);
	assert_non_null(strstr(str_text(&text), "[--stop N | --at PLACE]"));
	assert_non_null(strstr(str_text(&text), "Formats: text, ansi"));
	assert_non_null(strstr(str_text(&text), "[--twin] [--format FORMAT]"));
	assert_null(strstr(str_text(&text), "--every"));
	assert_fits(str_text(&text));

	for (int i = 0; i < OPTIONS_COMMANDS; i++) {
		str_clear(&text);
		options_help_command(&text, (enum options_command)i);
		assert_fits(str_text(&text));
	}
	str_clear(&text);
	options_help_commands(&text);
	assert_non_null(strstr(str_text(&text), "normscope list"));
	str_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_commands),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_sets_keep_their_order),
		cmocka_unit_test(test_pair),
		cmocka_unit_test(test_help),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_posix_order_changes_nothing),
		cmocka_unit_test(test_help_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

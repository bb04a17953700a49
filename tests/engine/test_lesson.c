#define _XOPEN_SOURCE 700
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/status.h"
#include "base/utf8.h"
#include "broken_files.h"
#include "engine/lesson.h"

static const char good[] =
	/*  1 */ "---\n"
		 /*  2 */ "title: Two scales\n"
		 /*  3 */ "question: Why is the valley long?\n"
		 /*  4 */ "minutes: 8\n"
		 /*  5 */ "part: 1\n"
		 /*  6 */ "after: [first, second]\n"
		 /*  7 */ "data: {source: grid, rows: 64, scale: 5}\n"
		 /*  8 */ "network: {hidden: [3, 2], activation: relu}\n"
		 /*  9 */ "batch_norm.on: true\n"
		 /* 10 */ "train:\n"
		 /* 11 */ "  batch: all\n"
		 /* 12 */ "  freeze: []\n"
		 /* 13 */ "view: {plane: [\"W(1,1,1)\", \"b(1,1)\"]}\n"
		 /* 14 */ "---\n"
		 /* 15 */ "Opening *prose* with **strong words**, `code` and\n"
		 /* 16 */ "a [link](two.md); ümlaut `= mu(1,2)` and $`\\mu_1`$, `= mu(1,2)`.\n"
		 /* 17 */ "<!-- show: [contours, statistics] -->\n"
		 /* 18 */ "<!-- a plain comment: nothing -->\n"
		 /* 19 */ "\n"
		 /* 20 */ "## The `mean` of each unit\n"
		 /* 21 */ "<!-- at: {batch: 2, layer: 1,\n"
		 /* 22 */ "          stage: mean} -->\n"
		 /* 23 */ "<!-- expect: \"abs(zhat_mean(1,2)) < 1e-12\" -->\n"
		 /* 24 */ "<!-- note: ask the room:\n"
		 /* 25 */ "     what now? -->\n"
		 /* 26 */ "1. One\n"
		 /* 27 */ "2. Two · `= var(1,1)`\n"
		 /* 28 */ "   - inner\n"
		 /* 29 */ "\n"
		 /* 30 */ "     more of inner\n"
		 /* 31 */ "\n"
		 /* 32 */ "> Quoted `= a(1)`\n"
		 /* 33 */ "> and `= a(2)`\n"
		 /* 34 */ "\n"
		 /* 35 */ "```math\n"
		 /* 36 */ "\\frac{a}{b}\n"
		 /* 37 */ "c\n"
		 /* 38 */ "```\n"
		 /* 39 */ "\n"
		 /* 40 */ "    code `= no`\n"
		 /* 41 */ "\n"
		 /* 42 */ "### Small\n"
		 /* 43 */ "\n"
		 /* 44 */ "# The end\n"
		 /* 45 */ "<!-- at: end --> <!-- show: loss -->\n"
		 /* 46 */ "Live ESC: &#27;[31m and <https://example.org>.\n";

static struct lesson *parse(const char *text, size_t size)
{
	struct lesson *lesson = NULL;
	struct diags diags = {.count = 0};
	struct str messages = {0};
	int status = lesson_parse("folder/good.md", text, size, &lesson, &diags);

	diags_format(&diags, &messages);
	if (status)
		fail_msg("%s", str_text(&messages));
	assert_int_equal(diags.count, 0);
	str_free(&messages);
	diags_free(&diags);
	return lesson;
}

static int open_good(void **state)
{
	*state = parse(good, sizeof good - 1);
	return 0;
}

static int close_good(void **state)
{
	lesson_free(*state);
	return 0;
}

static void test_header(void **state)
{
	const struct lesson *lesson = *state;

	assert_string_equal(lesson->path, "folder/good.md");
	assert_string_equal(lesson->name, "good");
	assert_string_equal(lesson->title, "Two scales");
	assert_string_equal(lesson->question, "Why is the valley long?");
	assert_int_equal(lesson->minutes, 8);
	assert_int_equal(lesson->part, 1);
	assert_int_equal(lesson->after_count, 2);
	assert_string_equal(lesson->after[1].name, "second");
	assert_int_equal(lesson->size, sizeof good - 1);
	assert_string_equal(lesson->text, good);
}

static void test_settings(void **state)
{
	const struct settings *settings = &((const struct lesson *)*state)->settings;

	assert_int_equal(settings->data.rows, 64);
	assert_int_equal(settings->network.hidden.count, 2);
	assert_int_equal(settings->network.hidden.value[1], 2);
	assert_int_equal(settings->network.activation, ACTIVATION_RELU);
	assert_true(settings->batch_norm.on);
	assert_int_equal(settings->train.batch, 0);
	assert_int_equal(settings->train.freeze.count, 0);
	assert_string_equal(settings->view.plane, "W(1,1,1), b(1,1)");
	assert_int_equal(settings->train.epochs, 20);
}

static void test_stops(void **state)
{
	static const struct {
		const char *heading;
		int line;
		size_t blocks, shows, claims, notes;
	} cases[] = {{"Two scales", 15, 1, 2, 0, 0}, {"The mean of each unit", 20, 8, 0, 1, 1},
		{"The end", 44, 1, 1, 0, 0}};
	const struct lesson *lesson = *state;

	assert_int_equal(lesson->stop_count, 3);
	for (size_t i = 0; i < 3; i++) {
		const struct stop *stop = &lesson->stops[i];
		assert_string_equal(stop->heading, cases[i].heading);
		assert_int_equal(stop->line, cases[i].line);
		assert_int_equal(stop->block_count, cases[i].blocks);
		assert_int_equal(stop->show_count, cases[i].shows);
		assert_int_equal(stop->claim_count, cases[i].claims);
		assert_int_equal(stop->note_count, cases[i].notes);
	}
}

static void test_directives(void **state)
{
	const struct stop *stops = ((const struct lesson *)*state)->stops;
	const struct place_words *at = &stops[1].at;

	assert_string_equal(stops[0].show[1].name, "statistics");
	assert_int_equal(stops[0].show[1].line, 17);
	assert_int_equal(stops[0].show[1].column, 23);
	assert_int_equal(stops[0].at.line, 0);
	assert_int_equal(at->batch, 2);
	assert_int_equal(at->layer, 1);
	assert_int_equal(at->epoch, 0);
	assert_string_equal(at->stage, "mean");
	assert_null(at->input);
	assert_int_equal(at->line, 21);
	assert_int_equal(at->column, 10);
	assert_string_equal(stops[1].claims[0].that.expression, "abs(zhat_mean(1,2)) < 1e-12");
	assert_int_equal(stops[1].claims[0].that.line, 23);
	assert_int_equal(stops[1].claims[0].that.column, 15);
	assert_string_equal(stops[1].notes[0], "ask the room: what now?");
	assert_string_equal(stops[2].at.edge, "end");
	assert_string_equal(stops[2].show[0].name, "loss");
}

struct expected_span {
	enum span_style style;
	const char *text;
	int line, column; /* 0: not compared */
};

static void compare_spans(const struct block *block, const struct expected_span *expected)
{
	for (size_t i = 0; i < block->span_count; i++) {
		assert_non_null(expected[i].text);
		assert_string_equal(block->spans[i].text, expected[i].text);
		assert_int_equal(block->spans[i].style, expected[i].style);
		if (!expected[i].line)
			continue;
		assert_int_equal(block->spans[i].line, expected[i].line);
		assert_int_equal(block->spans[i].column, expected[i].column);
	}
	assert_null(expected[block->span_count].text);
}

static void test_spans(void **state)
{
	static const struct expected_span expected[] = {{SPAN_PLAIN, "Opening ", 15, 1},
		{SPAN_EMPHASIS, "prose", 0, 0}, {SPAN_PLAIN, " with ", 0, 0},
		{SPAN_STRONG, "strong words", 0, 0}, {SPAN_PLAIN, ", ", 0, 0},
		{SPAN_CODE, "code", 15, 41}, {SPAN_PLAIN, " and a link (two.md); ümlaut ", 0, 0},
		{SPAN_LIVE, "mu(1,2)", 16, 29}, {SPAN_PLAIN, " and ", 0, 0},
		{SPAN_MATH, "\\mu_1", 16, 44}, {SPAN_PLAIN, ", ", 0, 0},
		{SPAN_LIVE, "mu(1,2)", 16, 56}, {SPAN_PLAIN, ".", 0, 0}, {0, NULL, 0, 0}};

	compare_spans(&((const struct lesson *)*state)->stops[0].blocks[0], expected);
}

static void test_blocks(void **state)
{
	static const struct {
		enum block_kind kind;
		int depth, number;
		struct expected_span spans[5];
	} cases[] = {
		{BLOCK_ITEM, 0, 1, {{SPAN_PLAIN, "One", 26, 4}}},
		{BLOCK_ITEM, 0, 2,
			{{SPAN_PLAIN, "Two " UTF8_TIMES " ", 27, 4},
				{SPAN_LIVE, "var(1,1)", 27, 13}}},
		{BLOCK_ITEM, 1, 0, {{SPAN_PLAIN, "inner", 28, 6}}},
		{BLOCK_PARAGRAPH, 2, 0, {{SPAN_PLAIN, "more of inner", 30, 6}}},
		{BLOCK_QUOTE, 0, 0,
			{{SPAN_PLAIN, "Quoted ", 0, 0}, {SPAN_LIVE, "a(1)", 32, 13},
				{SPAN_PLAIN, " and ", 0, 0}, {SPAN_LIVE, "a(2)", 33, 10}}},
		{BLOCK_MATH, 0, 0, {{SPAN_MATH, "\\frac{a}{b}\nc", 36, 1}}},
		{BLOCK_CODE, 0, 0, {{SPAN_CODE, "code `= no`", 40, 1}}},
		{BLOCK_PARAGRAPH, 0, 0, {{SPAN_STRONG, "Small", 42, 1}}},
	};
	const struct stop *stop = &((const struct lesson *)*state)->stops[1];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(stop->blocks[i].kind, cases[i].kind);
		assert_int_equal(stop->blocks[i].depth, cases[i].depth);
		assert_int_equal(stop->blocks[i].number, cases[i].number);
		compare_spans(&stop->blocks[i], cases[i].spans);
	}
}

static void test_text_is_cleaned(void **state)
{
	static const struct expected_span expected[] = {
		{SPAN_PLAIN, "Live ESC: \uFFFD[31m and https://example.org.", 46, 1},
		{0, NULL, 0, 0}};

	compare_spans(&((const struct lesson *)*state)->stops[2].blocks[0], expected);
}

static void test_place(void **state)
{
	struct diag_place place = lesson_place(*state, 16, 3);

	assert_string_equal(place.file, "folder/good.md");
	assert_string_equal(place.text, good);
	assert_int_equal(place.line, 16);
	assert_int_equal(place.column, 3);
}

static const char header[] = "---\ntitle: T\nquestion: Q?\n---\n";

static void test_live_places(void **state)
{
	static const struct {
		const char *why, *body, *text;
		enum span_style style;
		int line, column;
	} cases[] = {
		{"first on its line", "`= x`\n", "x", SPAN_LIVE, 5, 4},
		{"two backticks", "a ``= x``\n", "x", SPAN_LIVE, 5, 7},
		{"blanks around", "a `` = x ``\n", "x", SPAN_LIVE, 5, 8},
		{"an escaped backtick first", "\\` a `= x`\n", "x", SPAN_LIVE, 5, 9},
		{"a lone run first", "``` a `= x`\n", "x", SPAN_LIVE, 5, 10},
		{"over two lines", "a `= x +\ny`\n", "x + y", SPAN_LIVE, 5, 6},
		{"more blanks behind the sign", "a `=   x`\n", "x", SPAN_LIVE, 5, 8},
		{"no blank: code", "a `=x`\n", "=x", SPAN_CODE, 5, 4},
		{"dollars on one side only", "a $`x` b\n", "x", SPAN_CODE, 5, 5},
		{"math at both ends", "$`x`$\n", "x", SPAN_MATH, 5, 3},
		{"math wins over live", "$`= x`$\n", "= x", SPAN_MATH, 5, 3},
		{"in a deep quote", "> > a\n> > `= x`\n", "x", SPAN_LIVE, 6, 8},
		{"behind wide and combining marks", "漢é `= x`\n", "x", SPAN_LIVE, 5, 7},
		{"behind a comment with backticks", "<!-- `= y` -->\n`= x`\n", "x", SPAN_LIVE, 6,
			4},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[400];
		snprintf(text, sizeof text, "%s%s", header, cases[i].body);
		struct lesson *lesson = parse(text, strlen(text));
		const struct block *block = &lesson->stops[0].blocks[0];
		const struct span *span = NULL;
		for (size_t k = 0; k < block->span_count; k++)
			if (block->spans[k].style == cases[i].style)
				span = &block->spans[k];
		if (!span)
			fail_msg("%s: no such span", cases[i].why);
		assert_string_equal(span->text, cases[i].text);
		if (span->line != cases[i].line || span->column != cases[i].column)
			fail_msg("%s: %d:%d", cases[i].why, span->line, span->column);
		lesson_free(lesson);
	}
}

static void test_first_stop(void **state)
{
	static const struct {
		const char *why, *body, *heading;
		size_t stops, shows;
	} cases[] = {
		{"prose first: headed by the title", "Prose.\n\n## One\nProse.\n", "T", 2, 0},
		{"a heading first", "## One\nProse.\n", "One", 1, 0},
		{"directives first go with the heading", "<!-- show: a -->\n\n## One\nP.\n", "One",
			1, 1},
		{"no heading at all", "Prose.\n", "T", 1, 0},
		{"underlined headings count", "One\n===\nProse.\n\nTwo\n---\nProse.\n", "One", 2,
			0},
		{"CRLF", "## One\r\n<!-- show: a -->\r\nProse.\r\n", "One", 1, 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[400];
		snprintf(text, sizeof text, "%s%s", header, cases[i].body);
		struct lesson *lesson = parse(text, strlen(text));
		if (lesson->stop_count != cases[i].stops)
			fail_msg("%s: %zu stops", cases[i].why, lesson->stop_count);
		assert_string_equal(lesson->stops[0].heading, cases[i].heading);
		assert_int_equal(lesson->stops[0].show_count, cases[i].shows);
		lesson_free(lesson);
	}
}

static void read_broken(const char *path, const char *options, struct diags *diags)
{
	struct lesson *lesson = NULL;

	(void)options;
	if (lesson_load(path, &lesson, diags) == 0)
		fail_msg("%s is taken", path);
	assert_null(lesson);
	assert_true(diags->count > 0);
}

static void test_broken_lessons(void **state)
{
	(void)state;
	broken_files_run("tests/broken", ".md", 40, read_broken);
}

static void refuse_path(const char *path, int expected, const char *message)
{
	struct lesson *lesson = NULL;
	struct diags diags = {.count = 0};

	assert_int_equal(lesson_load(path, &lesson, &diags), expected);
	assert_null(lesson);
	assert_string_equal(diags.list[0].text, message);
	diags_free(&diags);
}

static void test_files(void **state)
{
	char folder[] = "/tmp/normscope-lesson-XXXXXX", path[64];

	(void)state;
	assert_non_null(mkdtemp(folder));
	refuse_path(folder, STATUS_OPEN, "this is not a regular file");
	snprintf(path, sizeof path, "%s/pipe.md", folder);
	assert_int_equal(mkfifo(path, 0600), 0);
	refuse_path(path, STATUS_OPEN, "this is not a regular file");
	unlink(path);
	refuse_path(path, STATUS_OPEN, "the file cannot be opened: No such file or directory");
	FILE *file = fopen(path, "wb");
	for (int i = 0; i <= LESSON_BYTES_MAX; i++)
		fputc('\n', file);
	fclose(file);
	refuse_path(path, STATUS_LIMIT, "the file is larger than 256 KiB, the limit");
	unlink(path);
	rmdir(folder);
}

/* Texts that are quadratic for a Markdown parser, as large as a lesson may be. */
static void test_hostile_texts_end(void **state)
{
	static const char *const units[] = {"*a _b ", "[a](", "![[", "`a``b```c ", "> ", "- ",
		"<!-- ", "&amp;", "\\", "$`x`$", "**a ", "](<", "a\n\n", "<a "};

	(void)state;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		struct str text = {0};
		struct lesson *lesson = NULL;
		struct diags diags = {.count = 0};
		str_add(&text, header);
		for (size_t line = 0; text.len + 4200 < LESSON_BYTES_MAX; line++) {
			size_t start = text.len;
			while (text.len - start < 4000)
				str_add(&text, units[i]);
			str_add(&text, line % 4 == 3 ? "\n\n" : "\n");
		}
		if (lesson_parse("hostile.md", str_text(&text), text.len, &lesson, &diags) == 0)
			lesson_free(lesson);
		diags_free(&diags);
		str_free(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_header, open_good, close_good),
		cmocka_unit_test_setup_teardown(test_settings, open_good, close_good),
		cmocka_unit_test_setup_teardown(test_stops, open_good, close_good),
		cmocka_unit_test_setup_teardown(test_directives, open_good, close_good),
		cmocka_unit_test_setup_teardown(test_spans, open_good, close_good),
		cmocka_unit_test_setup_teardown(test_blocks, open_good, close_good),
		cmocka_unit_test_setup_teardown(test_text_is_cleaned, open_good, close_good),
		cmocka_unit_test_setup_teardown(test_place, open_good, close_good),
		cmocka_unit_test(test_live_places),
		cmocka_unit_test(test_first_stop),
		cmocka_unit_test(test_broken_lessons),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_hostile_texts_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What cannot be shown in a lesson's words: formulas with mistakes, and what no line can hold. */
#include <stdbool.h>

#include "base/status.h"
#include "base/utf8.h"
#include "draw/math.h"
#include "draw/wrap.h"
#include "view/view.h"

/* Cells that a line of words and a heading have at least: beside pictures at 80x24. Words that stand
 * alone at 40x12 have more. */
enum { ROOM_LINE = 34, ROOM_HEADING = 30, ROOM_ENOUGH = 1000 };

static int text_width(const char *text, bool ascii)
{
	struct wrap *wrap = wrap_new(ROOM_ENOUGH, ascii);
	struct wrap_run run = {.role = ROLE_TEXT, .text = text};
	int width = wrap && wrap_add(wrap, &run, 1, 0, 0) ? wrap_line_width(wrap, 0) : 0;

	wrap_free(wrap);
	return width;
}

/* A formula in a line stands in one piece; one of its own takes the form that fits. */
static int formula_width(struct math *math, bool in_line, bool ascii)
{
	struct math_extent extent = {.fits = false};
	struct str text = {0};

	if (in_line) {
		math_text(math, &text);
		extent.w = text_width(str_text(&text), ascii);
	}
	for (int form = MATH_TALL; form < MATH_FORM_COUNT && !in_line && !extent.fits; form++)
		extent = math_layout(math, (enum math_form)form, ascii, ROOM_LINE);
	str_free(&text);
	return extent.w;
}

static void check_width(const struct lesson *lesson, const struct span *span, struct math *math,
	bool in_line, struct diags *diags)
{
	for (int ascii = 0; ascii < 2; ascii++) {
		int width = formula_width(math, in_line, ascii);
		if (width <= ROOM_LINE)
			continue;
		diag_add(diags, STATUS_LIMIT, lesson_place(lesson, span->line, span->column),
			"this formula is %d cells wide%s; at 80x24 a line has %d", width,
			ascii ? " in ASCII" : "", ROOM_LINE);
		return;
	}
}

static void check_heading(const struct lesson *lesson, const struct stop *stop, struct diags *diags)
{
	int width = text_width(stop->heading, true);

	if (width > ROOM_HEADING)
		diag_add(diags, STATUS_LIMIT, lesson_place(lesson, stop->line, 1),
			"this heading is %d cells wide in ASCII; at 80x24 it has %d", width,
			ROOM_HEADING);
}

/* The line of a formula that a character of it (from 1) is in, and its column there. */
static struct diag_place place_in(const struct lesson *lesson, const struct span *span, int column)
{
	const char *at = span->text;
	int line = span->line, in_line = span->column;

	for (int i = 1; i < column; i++) {
		bool newline = utf8_next(&at) == '\n';
		line += newline;
		in_line = newline ? 1 : in_line + 1;
	}
	return lesson_place(lesson, line, in_line);
}

static void check_block(const struct lesson *lesson, const struct block *block, struct diags *diags)
{
	for (size_t i = 0; i < block->span_count; i++) {
		const struct span *span = &block->spans[i];
		struct math_mistake mistake = {0};

		if (span->style != SPAN_MATH)
			continue;
		struct math *math = math_parse(span->text, &mistake);
		if (mistake.column)
			diag_add(diags, STATUS_SYNTAX, place_in(lesson, span, mistake.column), "%s",
				str_text(&mistake.why));
		else if (math)
			check_width(lesson, span, math, block->kind != BLOCK_MATH, diags);
		math_free(math);
		str_free(&mistake.why);
	}
}

static void check_passage(
	const struct lesson *lesson, const struct passage *passage, struct diags *diags)
{
	for (size_t i = 0; i < passage->count; i++)
		check_block(lesson, &passage->blocks[i], diags);
}

static void check_question(
	const struct lesson *lesson, const struct question *question, struct diags *diags)
{
	check_passage(lesson, &question->words, diags);
	check_passage(lesson, &question->solution, diags);
	check_passage(lesson, &question->why, diags);
	for (size_t i = 0; i < question->hint_count; i++)
		check_passage(lesson, &question->hints[i], diags);
	for (size_t i = 0; i < question->option_count; i++) {
		check_block(lesson, &question->options[i].words, diags);
		check_passage(lesson, &question->options[i].feedback, diags);
	}
}

void prose_check(const struct lesson *lesson, struct diags *diags)
{
	for (size_t i = 0; i < lesson->stop_count; i++) {
		const struct stop *stop = &lesson->stops[i];
		const struct passage prose = {stop->blocks, stop->block_count};
		check_heading(lesson, stop, diags);
		check_passage(lesson, &prose, diags);
		if (stop->question)
			check_question(lesson, stop->question, diags);
	}
}

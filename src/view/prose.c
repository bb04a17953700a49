#include "base/status.h"
#include "base/utf8.h"
#include "draw/math.h"
#include "view/question.h"
#include "view/view.h"
#include "view/words.h"

void prose_title(const struct scene *scene, struct frame_words *words)
{
	const struct lesson *lesson = scene->play->lesson;
	const struct stop *stop = &lesson->stops[scene->play->stop];
	bool here = scene->play->run->at.index == scene->play->stop_index[scene->play->stop];

	str_add(&words->title, stop->heading);
	if (scene->play->changed)
		str_add(&words->note, "settings changed: words may not fit");
	else if (scene->play->stop_moved[scene->play->stop])
		str_add(&words->note, "this run has no such place");
	else if (!here)
		str_add(&words->note, "numbers as at the stop");
	else
		question_note(scene, &words->note);
}

/* The whole stop, wrapped, and what it asks. */
static struct wrap *wrap_stop(const struct scene *scene, int w, bool ascii)
{
	const struct play *play = scene->play;
	const struct stop *stop = &play->lesson->stops[play->stop];
	const struct passage prose = {stop->blocks, stop->block_count};
	struct wrap *wrap = wrap_new(w, ascii);

	if (wrap) {
		question_add_verdict(scene, wrap);
		words_add(wrap, &prose, play->stop_live[play->stop], NULL);
		question_add(scene, wrap);
	}
	return wrap;
}

static void draw_more(struct canvas *canvas, struct rect area)
{
	static const char words[] = " ↓ more ";
	int width = canvas_text_width(canvas, words);

	canvas_text(canvas, area.x + area.w - width, area.y + area.h - 1, ROLE_KEY, words, width);
}

void prose_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	struct rect inside = {area.x + 1, area.y, area.w - 2, area.h};
	struct wrap *wrap = wrap_stop(scene, inside.w, canvas->ascii);

	if (!wrap)
		return;
	int lines = wrap_lines(wrap), last = lines - inside.h;
	int from = scene->look.scroll < last && !scene->typed ? scene->look.scroll : last;
	if (from < 0)
		from = 0;
	wrap_draw(wrap, canvas, inside, from);
	if (from < last)
		draw_more(canvas, area);
	wrap_free(wrap);
}

int prose_rows(const struct scene *scene, int w, bool ascii)
{
	struct wrap *wrap = wrap_stop(scene, w - 2, ascii);
	int lines = wrap ? wrap_lines(wrap) : 0;

	wrap_free(wrap);
	return lines;
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
		math_free(math_parse(span->text, &mistake));
		if (mistake.column)
			diag_add(diags, STATUS_SYNTAX, place_in(lesson, span, mistake.column), "%s",
				str_text(&mistake.why));
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
		check_passage(lesson, &prose, diags);
		if (stop->question)
			check_question(lesson, stop->question, diags);
	}
}

#include "engine/pace.h"

#include <stdbool.h>
#include <string.h>

/* Words of a text that goes on from what stands before it; *in_word says whether that ended in one. */
static size_t count_text(const char *text, bool *in_word)
{
	size_t words = 0;

	for (; *text; text++) {
		bool blank = strchr(" \n", *text) != NULL;
		words += !blank && !*in_word;
		*in_word = !blank;
	}
	return words;
}

static size_t count_block(const struct block *block)
{
	size_t words = 0;
	bool in_word = false;

	if (block->kind == BLOCK_MATH)
		return PACE_FORMULA_WORDS;
	for (size_t i = 0; i < block->span_count; i++) {
		const struct span *span = &block->spans[i];
		bool one = span->style == SPAN_LIVE || span->style == SPAN_MATH;
		words += count_text(one ? "0" : span->text, &in_word);
	}
	return words;
}

static size_t count_passage(const struct passage *passage)
{
	size_t words = 0;

	for (size_t i = 0; i < passage->count; i++)
		words += count_block(&passage->blocks[i]);
	return words;
}

static size_t count_question(const struct question *question)
{
	size_t words = count_passage(&question->words) + count_passage(&question->why);

	for (size_t i = 0; i < question->option_count; i++) {
		words += count_block(&question->options[i].words);
		if (question->options[i].right)
			words += count_passage(&question->options[i].feedback);
	}
	return words;
}

struct pace pace_of(const struct lesson *lesson)
{
	struct pace pace = {.stops = lesson->stop_count};

	for (size_t i = 0; i < lesson->stop_count; i++) {
		const struct stop *stop = &lesson->stops[i];
		const struct passage prose = {stop->blocks, stop->block_count};
		bool in_word = false;
		pace.words += count_text(stop->heading, &in_word) + count_passage(&prose);
		if (!stop->question)
			continue;
		pace.words += count_question(stop->question);
		if (stop->question->aim == QUESTION_TRY)
			pace.tries++;
		else if (stop->question->kind == QUESTION_NUMBER)
			pace.numbers++;
		else
			pace.choices++;
	}
	return pace;
}

int pace_minutes(const struct pace *pace)
{
	double seconds = 60.0 * (double)pace->words / PACE_WORDS_A_MINUTE +
			 (double)(PACE_STOP_SECONDS * pace->stops) +
			 (double)(PACE_NUMBER_SECONDS * pace->numbers) +
			 (double)(PACE_CHOICE_SECONDS * pace->choices) +
			 (double)(PACE_TRY_SECONDS * pace->tries);
	int minutes = (int)(seconds / 60 + 0.5);

	return minutes > 1 ? minutes : 1;
}

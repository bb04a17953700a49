#include "engine/question_options.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"

enum { CHOICES_MIN = 2, ORDER_MIN = 3 };

static struct lesson_spot place_of(const struct block *block)
{
	return (struct lesson_spot){block->line, block->column};
}

static struct lesson_spot question_place(const struct question *question)
{
	return (struct lesson_spot){question->line, question->column};
}

/* The sign that opens a choice: 'x', ' ', or '\0' where there is none. */
static char choice_sign(const struct block *block)
{
	const char *text = block->span_count ? block->spans[0].text : "";

	if (text[0] != '[' || (text[1] != ' ' && text[1] != 'x' && text[1] != 'X') ||
		text[2] != ']' || text[3] != ' ')
		return '\0';
	return text[1] == ' ' ? ' ' : 'x';
}

/* Takes "[x] " away. */
static void strip_sign(struct block *block)
{
	char *text = block->spans[0].text;
	size_t skip = 3 + strspn(text + 3, " ");

	memmove(text, text + skip, strlen(text + skip) + 1);
}

static bool is_option(const struct question *question, const struct block *block)
{
	if (block->kind != BLOCK_ITEM || block->depth != 0)
		return false;
	return question->kind == QUESTION_ORDER ? block->number > 0 : block->number == 0;
}

static void move_option(
	struct lesson_builder *builder, struct question *question, struct block *block)
{
	char sign = choice_sign(block);

	if (question->option_count == QUESTION_OPTIONS_MAX) {
		builder_refuse(builder, STATUS_LIMIT, place_of(block),
			"a question has at most %d choices", QUESTION_OPTIONS_MAX);
		block_free(block);
		return;
	}
	struct option *option = builder_append(
		builder, &question->options, &question->option_count, sizeof *question->options);
	if (question->kind == QUESTION_CHOICE && !sign)
		builder_refuse(builder, STATUS_SYNTAX, place_of(block),
			"a choice begins with [ ] or, when it is right, with [x]");
	else if (question->kind == QUESTION_CHOICE)
		strip_sign(block);
	if (!option) {
		block_free(block);
		return;
	}
	option->words = *block;
	option->right = sign == 'x';
}

/* What is nested under the last choice is its feedback. */
static void move_feedback(
	struct lesson_builder *builder, struct question *question, struct block *block)
{
	struct option *option = &question->options[question->option_count - 1];
	struct block *moved = builder_append(builder, &option->feedback.blocks,
		&option->feedback.count, sizeof *option->feedback.blocks);

	if (question->kind == QUESTION_ORDER)
		builder_refuse(builder, STATUS_SYNTAX, place_of(block),
			"a line to be put in order has nothing nested under it; use why");
	if (!moved) {
		block_free(block);
		return;
	}
	*moved = *block;
	moved->depth--;
	if (moved->kind == BLOCK_ITEM && moved->depth == 0 && !moved->number)
		moved->kind = BLOCK_PARAGRAPH; /* its bullet only says that it belongs there */
}

/* Moves the blocks to where they belong; words stand before the first choice. */
static void split_words(struct lesson_builder *builder, struct question *question)
{
	struct passage all = question->words;
	size_t kept = 0;

	for (size_t i = 0; i < all.count; i++) {
		struct block *block = &all.blocks[i];
		if (is_option(question, block)) {
			move_option(builder, question, block);
		} else if (question->option_count == 0) {
			all.blocks[kept++] = *block;
		} else if (block->depth > 0) {
			move_feedback(builder, question, block);
		} else {
			builder_refuse(builder, STATUS_SYNTAX, place_of(block),
				"a question ends with its choices; indent feedback below them");
			block_free(block);
		}
	}
	question->words.count = kept;
}

static void check_choices(struct lesson_builder *builder, const struct question *question)
{
	size_t right = 0;

	if (question->option_count < CHOICES_MIN)
		builder_refuse(builder, STATUS_SYNTAX, question_place(question),
			"a choice needs at least %d lines such as - [ ] wrong and - [x] right",
			CHOICES_MIN);
	for (size_t i = 0; i < question->option_count; i++) {
		const struct option *option = &question->options[i];
		right += option->right;
		if (option->feedback.count == 0)
			builder_refuse(builder, STATUS_SYNTAX, place_of(&option->words),
				"this choice has no feedback: write it below, indented");
		if (option->right && right == 2)
			builder_refuse(builder, STATUS_SYNTAX, place_of(&option->words),
				"only one choice can be right");
	}
	if (question->option_count >= CHOICES_MIN && right == 0)
		builder_refuse(builder, STATUS_SYNTAX, question_place(question),
			"no choice is right: mark one with [x]");
}

static void check_order(struct lesson_builder *builder, const struct question *question)
{
	if (question->option_count < ORDER_MIN)
		builder_refuse(builder, STATUS_SYNTAX, question_place(question),
			"an order needs a numbered list of at least %d lines, in the right order",
			ORDER_MIN);
}

static bool has_choices(const struct question *question)
{
	for (size_t i = 0; i < question->words.count; i++)
		if (question->words.blocks[i].kind == BLOCK_ITEM &&
			choice_sign(&question->words.blocks[i]))
			return true;
	return false;
}

void question_close(struct lesson_builder *builder, struct question *question)
{
	if (question->kind == QUESTION_PLAIN && has_choices(question))
		question->kind = QUESTION_CHOICE;
	if (question->kind == QUESTION_CHOICE || question->kind == QUESTION_ORDER)
		split_words(builder, question);
	if (question->words.count == 0)
		builder_refuse(builder, STATUS_SYNTAX, question_place(question),
			"%s has no words: write what it asks below it",
			question_aim_name(question->aim));
	if (question->kind == QUESTION_CHOICE)
		check_choices(builder, question);
	if (question->kind == QUESTION_ORDER)
		check_order(builder, question);
}

#include "engine/question.h"

#include <stdlib.h>

static void free_options(struct question *question)
{
	for (size_t i = 0; i < question->option_count; i++) {
		block_free(&question->options[i].words);
		passage_free(&question->options[i].feedback);
	}
	free(question->options);
}

static void free_names(struct question *question)
{
	for (size_t i = 0; i < question->mistake_count; i++) {
		free(question->mistakes[i].name);
		free(question->mistakes[i].value.expression);
	}
	free(question->mistakes);
	wishes_free(question->wishes, question->wish_count);
	free(question->answer.expression);
	free(question->done.expression);
}

void question_free(struct question *question)
{
	if (!question)
		return;
	free_options(question);
	free_names(question);
	for (size_t i = 0; i < question->hint_count; i++)
		passage_free(&question->hints[i]);
	free(question->hints);
	passage_free(&question->words);
	passage_free(&question->solution);
	passage_free(&question->why);
	free(question);
}

const char *question_aim_name(enum question_aim aim)
{
	static const char *const names[] = {
		[QUESTION_ASK] = "ask", [QUESTION_SEE] = "see", [QUESTION_TRY] = "try"};

	return names[aim];
}

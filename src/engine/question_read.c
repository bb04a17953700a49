#include "engine/question_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/status.h"
#include "engine/wish_read.h"

enum { NUMBER_BYTES = 32 };
static const double tolerance_usual = 0.01; /* 1% of the answer */

static bool has_text(const struct yaml_node *node)
{
	return node->kind == YAML_TEXT && node->text[0];
}

static char *copy_text(struct lesson_builder *builder, const char *text)
{
	return builder_text(builder, text, strlen(text));
}

static void read_claim(struct lesson_builder *builder, const struct yaml_node *node,
	const char *what, struct claim *claim)
{
	if (!has_text(node)) {
		builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
			"%s is an expression in quotes, such as \"var(1,1)\"", what);
		return;
	}
	*claim = (struct claim){copy_text(builder, node->text), node->line, node->column};
}

/* --- the keys of a question -------------------------------------------------------------------- */

static void read_answer(
	struct lesson_builder *builder, const struct yaml_node *node, struct question *question)
{
	read_claim(builder, node, "answer", &question->answer);
	question->kind = QUESTION_NUMBER;
}

/* "1%" is a share of the answer, "0.01" a distance from it. */
static void read_tolerance(
	struct lesson_builder *builder, const struct yaml_node *node, struct question *question)
{
	char digits[NUMBER_BYTES] = "";
	size_t length = node->kind == YAML_TEXT ? strlen(node->text) : 0;
	bool percent = length > 0 && node->text[length - 1] == '%';
	double value = 0;

	if (length > 0 && length < sizeof digits) {
		memcpy(digits, node->text, length - percent);
		digits[length - percent] = '\0';
	}
	if (!number_parse(digits, &value) || value <= 0 || (percent && value > 50)) {
		builder_refuse(builder, STATUS_RANGE, node_spot(node),
			"tolerance is a number above 0, or a share of the answer up to 50%%, such "
			"as 1%%");
		return;
	}
	question->tolerance = percent ? value / 100 : value;
	question->relative = percent;
}

static void read_mistakes(
	struct lesson_builder *builder, const struct yaml_node *node, struct question *question)
{
	if (node->kind != YAML_MAP || node->count == 0) {
		builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
			"mistakes is a map, such as {standard deviation: \"sqrt(var(1,1))\"}");
		return;
	}
	if (node->count > QUESTION_MISTAKES_MAX) {
		builder_refuse(builder, STATUS_LIMIT, node_spot(node),
			"a question knows at most %d mistakes", QUESTION_MISTAKES_MAX);
		return;
	}
	for (size_t i = 0; i < node->count; i++) {
		struct mistake *mistake = builder_append(builder, &question->mistakes,
			&question->mistake_count, sizeof *question->mistakes);
		if (!mistake)
			return;
		mistake->name = copy_text(builder, node->children[i].key);
		read_claim(builder, &node->children[i], "a mistake", &mistake->value);
	}
}

static void read_done(
	struct lesson_builder *builder, const struct yaml_node *node, struct question *question)
{
	read_claim(builder, node, "done", &question->done);
}

static void read_wishes(
	struct lesson_builder *builder, const struct yaml_node *node, struct question *question)
{
	wishes_read_settings(
		builder, node, false, (struct wish_list){&question->wishes, &question->wish_count});
}

static const struct question_key {
	const char *name;
	bool of_try; /* of no other aim */
	void (*read)(struct lesson_builder *builder, const struct yaml_node *node,
		struct question *question);
} keys[] = {
	{"answer", false, read_answer},
	{"tolerance", false, read_tolerance},
	{"mistakes", false, read_mistakes},
	{"done", true, read_done},
	{"set", true, read_wishes},
};

enum { KEYS = sizeof keys / sizeof *keys };

static const char *key_at(const void *context, size_t i)
{
	(void)context;
	return i < KEYS ? keys[i].name : NULL;
}

static const char *kind_at(const void *context, size_t i)
{
	static const char *const kinds[] = {"choice", "order", NULL};

	(void)context;
	return kinds[i];
}

static void read_key(
	struct lesson_builder *builder, const struct yaml_node *node, struct question *question)
{
	const char *aim = question_aim_name(question->aim);

	for (size_t i = 0; i < KEYS; i++)
		if (strcmp(keys[i].name, node->key) == 0) {
			if (keys[i].of_try && question->aim != QUESTION_TRY)
				builder_refuse(builder, STATUS_SYNTAX, key_spot(node),
					"%s belongs to try, not to %s", node->key, aim);
			else
				keys[i].read(builder, node, question);
			return;
		}
	const char *near = nearest_name(node->key, key_at, NULL);
	builder_refuse(builder, STATUS_NAME, key_spot(node), "“%.40s” is not a key of %s%s%s%s",
		node->key, aim, near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
}

/* --- ask, see, try ----------------------------------------------------------------------------- */

static struct question *open_question(
	struct lesson_builder *builder, const struct yaml_node *node, enum question_aim aim)
{
	struct stop *stop = builder_stop(builder);

	if (stop->question) {
		builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
			"this stop already asks, in line %d: give it a heading of its own",
			stop->question->line);
		return NULL;
	}
	stop->question = calloc(1, sizeof *stop->question);
	if (!stop->question) {
		builder_refuse_memory(builder);
		return NULL;
	}
	*stop->question = (struct question){.aim = aim,
		.line = node->line,
		.column = node->column,
		.tolerance = tolerance_usual,
		.relative = true};
	return stop->question;
}

static void read_kind(
	struct lesson_builder *builder, const struct yaml_node *node, struct question *question)
{
	const char *near = nearest_name(node->text, kind_at, NULL);

	if (strcmp(node->text, "choice") == 0)
		question->kind = QUESTION_CHOICE;
	else if (strcmp(node->text, "order") == 0)
		question->kind = QUESTION_ORDER;
	else
		builder_refuse(builder, STATUS_NAME, node_spot(node),
			"%s is choice, order or a map such as {answer: \"var(1,1)\"}%s%s%s",
			question_aim_name(question->aim), near ? "; did you mean " : "",
			near ? near : "", near ? "?" : "");
}

/* What the keys together must say. */
static void check_keys(struct lesson_builder *builder, const struct question *question)
{
	struct lesson_spot place = {question->line, question->column};

	if (question->aim == QUESTION_TRY && !question->done.expression && !question->wish_count)
		builder_refuse(builder, STATUS_SYNTAX, place,
			"try says when it is done: {done: \"kappa < 10\"} or {set: {train.batch: "
			"4}}");
	else if (question->aim != QUESTION_TRY && question->kind == QUESTION_PLAIN)
		builder_refuse(builder, STATUS_SYNTAX, place,
			"%s has no answer: add answer: \"…\", or write choice or order",
			question_aim_name(question->aim));
	else if (question->mistake_count && question->kind != QUESTION_NUMBER)
		builder_refuse(builder, STATUS_SYNTAX, place, "mistakes need an answer");
}

static void read_question(
	struct lesson_builder *builder, const struct yaml_node *node, enum question_aim aim)
{
	struct question *question = open_question(builder, node, aim);

	if (!question)
		return;
	size_t before = builder->diags->count;
	if (node->kind == YAML_TEXT && aim != QUESTION_TRY)
		read_kind(builder, node, question);
	for (size_t i = 0; node->kind == YAML_MAP && i < node->count; i++)
		read_key(builder, &node->children[i], question);
	if (node->kind == YAML_LIST)
		builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
			"%s is a map such as {answer: \"var(1,1)\"}, not a list",
			question_aim_name(aim));
	else if (builder->diags->count == before)
		check_keys(builder, question);
}

void question_read_ask(struct lesson_builder *builder, const struct yaml_node *node)
{
	read_question(builder, node, QUESTION_ASK);
}

void question_read_see(struct lesson_builder *builder, const struct yaml_node *node)
{
	read_question(builder, node, QUESTION_SEE);
}

void question_read_try(struct lesson_builder *builder, const struct yaml_node *node)
{
	read_question(builder, node, QUESTION_TRY);
}

/* --- hint, solution, why ----------------------------------------------------------------------- */

/* The question that the words belong to, or NULL after saying that there is none. */
static struct question *question_here(struct lesson_builder *builder, const char *name, size_t from)
{
	struct question *question = builder_stop(builder)->question;

	if (!question)
		builder_refuse(builder, STATUS_SYNTAX, source_spot(&builder->source, from),
			"%s belongs to a question: write ask, see or try above it", name);
	return question;
}

void question_read_hint(struct lesson_builder *builder, size_t from, size_t to)
{
	struct question *question = question_here(builder, "hint", from);

	if (!question)
		return;
	if (question->hint_count == QUESTION_HINTS_MAX) {
		builder_refuse(builder, STATUS_LIMIT, source_spot(&builder->source, from),
			"a question has at most %d hints", QUESTION_HINTS_MAX);
		return;
	}
	struct passage *hint = builder_append(
		builder, &question->hints, &question->hint_count, sizeof *question->hints);
	if (hint)
		lesson_read_passage(builder, from, to, hint);
}

static void read_once(struct lesson_builder *builder, const char *name, size_t from, size_t to,
	struct passage *passage)
{
	if (passage->count)
		builder_refuse(builder, STATUS_SYNTAX, source_spot(&builder->source, from),
			"this question already has its %s, in line %d", name,
			passage->blocks[0].line);
	else
		lesson_read_passage(builder, from, to, passage);
}

void question_read_solution(struct lesson_builder *builder, size_t from, size_t to)
{
	struct question *question = question_here(builder, "solution", from);

	if (question)
		read_once(builder, "solution", from, to, &question->solution);
}

void question_read_why(struct lesson_builder *builder, size_t from, size_t to)
{
	struct question *question = question_here(builder, "why", from);

	if (question)
		read_once(builder, "why", from, to, &question->why);
}

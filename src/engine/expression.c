#include "engine/expression.h"

#include <math.h>
#include <muParserDLL.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/utf8.h"
#include "engine/quantity.h"

/* What a function of the expression needs, and the first thing that went wrong in one. */
struct evaluation {
	const struct run *run;
	int status;
	struct str *why;
};

/* A name of the expression: a quantity, or with TWIN before it the second run's. */
struct binding {
	struct evaluation *evaluation;
	const struct quantity *quantity;
	bool twin;
};

#define TWIN "twin_"

static void explain(const struct binding *binding, const int *index, int status)
{
	struct evaluation *e = binding->evaluation;
	const struct quantity *q = binding->quantity;
	int indices = quantity_indices(q->shape);

	if (e->status)
		return;
	e->status = status;
	if (q->shape == QUANTITY_CELL && !e->run->sweep) {
		str_addf(e->why, "%s: only a claim asks for it, where view.sweep_across is set",
			q->name);
		return;
	}
	str_addf(e->why, "%s%s", binding->twin ? TWIN : "", q->name);
	for (int i = 0; i < indices; i++)
		str_addf(e->why, "%c%d%s", i ? ',' : '(', index[i], i + 1 == indices ? ")" : "");
	if (status == STATUS_UNKNOWN_YET)
		str_add(e->why, " is not known yet at this place");
	else if (status == STATUS_RANGE)
		str_addf(e->why, ": this run has no such %s%s", q->name,
			quantity_arguments(q->shape));
	else if (status == STATUS_COMBINATION && e->run->mode == MODE_TEST)
		str_add(e->why, ": there is no such quantity here in test mode");
	else if (status == STATUS_COMBINATION)
		str_add(e->why, ": this run has no such quantity (the layer has none)");
	else
		str_addf(e->why, ": %s", status_text(status));
}

static double read_indexed(const struct binding *binding, const double *arguments)
{
	const struct quantity *q = binding->quantity;
	struct evaluation *e = binding->evaluation;
	int index[3] = {0}, indices = quantity_indices(q->shape);
	double value = NAN;

	for (int i = 0; i < indices; i++) {
		if (!(arguments[i] == floor(arguments[i])) || fabs(arguments[i]) > 1e9) {
			if (!e->status)
				str_addf(e->why, "%s%s takes whole numbers from 1", q->name,
					quantity_arguments(q->shape));
			e->status = e->status ? e->status : STATUS_RANGE;
			return NAN;
		}
		index[i] = (int)arguments[i];
	}
	const struct run *run = binding->twin ? e->run->twin : e->run;
	if (!run) {
		if (!e->status)
			str_addf(e->why, TWIN "%s: this lesson has no twin", q->name);
		e->status = e->status ? e->status : STATUS_COMBINATION;
		return NAN;
	}
	int status = quantity_read(run, q, index, &value);
	if (status)
		explain(binding, index, status);
	return status ? NAN : value;
}

static double call1(void *binding, double a)
{
	return read_indexed(binding, (const double[]){a});
}

static double call2(void *binding, double a, double b)
{
	return read_indexed(binding, (const double[]){a, b});
}

static double call3(void *binding, double a, double b, double c)
{
	return read_indexed(binding, (const double[]){a, b, c});
}

static bool is_of_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

/* True where the name stands as a whole word in the text. */
static bool mentions(const char *text, const char *name)
{
	size_t length = strlen(name);

	for (const char *at = strstr(text, name); at; at = strstr(at + 1, name))
		if ((at == text || !is_of_word(at[-1])) && !is_of_word(at[length]))
			return true;
	return false;
}

enum { NAME_MOST = 64 };

/* Only what the text mentions is bound: some numbers cost a pass over all rows. */
static void bind(muParserHandle_t parser, struct binding *binding, const char *text)
{
	char name[NAME_MOST];

	snprintf(name, sizeof name, "%s%s", binding->twin ? TWIN : "", binding->quantity->name);
	if (!mentions(text, name))
		return;
	switch (quantity_indices(binding->quantity->shape)) {
	case 0:
		/* A constant, so that `rows = 9` is a mistake and not an assignment. */
		mupDefineConst(parser, name, read_indexed(binding, NULL));
		break;
	case 1:
		mupDefineFunUserData1(parser, name, call1, binding, 0);
		break;
	case 2:
		mupDefineFunUserData2(parser, name, call2, binding, 0);
		break;
	default:
		mupDefineFunUserData3(parser, name, call3, binding, 0);
		break;
	}
}

static void ignore_error(muParserHandle_t parser)
{
	(void)parser;
}

/* muParser counts bytes, and blanks that it puts behind the text; columns are characters of it. */
static int column_of(const char *text, int position)
{
	const char *at = text;
	int column = 1;

	while (at - text < position && utf8_next(&at))
		column++;
	return column;
}

/* What muParser quotes of the text may be anything. */
static void say_cleaned(struct evaluation *e, const char *before, const char *quoted)
{
	str_add(e->why, before);
	utf8_clean(e->why, quoted, strlen(quoted));
}

static void parser_mistake(
	muParserHandle_t parser, struct evaluation *e, const char *text, int *ret_column)
{
	const char *token = mupGetErrorToken(parser);
	int position = mupGetErrorPos(parser);

	*ret_column = position >= 0 ? column_of(text, position) : 0;
	if (mupGetErrorCode(parser) == 1) {
		const char *near = quantity_nearest(token);
		e->status = STATUS_NAME;
		say_cleaned(e, "“", token);
		str_add(e->why, "” is not a quantity");
		if (near && strcmp(near, token) != 0)
			str_addf(e->why, "; did you mean %s%s?", near,
				quantity_arguments(quantity_find(near)->shape));
		else if (near)
			str_addf(e->why, " of that form; write %s%s", near,
				quantity_arguments(quantity_find(near)->shape));
		return;
	}
	e->status = STATUS_SYNTAX;
	say_cleaned(e, "the expression is not understood: ", mupGetErrorMsg(parser));
}

static int evaluate(muParserHandle_t parser, struct evaluation *e, struct binding *bindings,
	const char *text, double *ret_value, int *ret_column)
{
	mupSetErrorHandler(parser, ignore_error);
	for (size_t i = 0; i < quantities_count; i++) {
		struct binding *own = &bindings[2 * i], *other = own + 1;

		*own = (struct binding){.evaluation = e, .quantity = &quantities[i]};
		*other = (struct binding){e, &quantities[i], true};
		bind(parser, own, text);
		bind(parser, other, text);
	}
	mupSetExpr(parser, text);
	int values = 0;
	const double *value = mupEvalMulti(parser, &values);
	if (!e->status && mupError(parser))
		parser_mistake(parser, e, text, ret_column);
	if (!e->status && values != 1) {
		e->status = STATUS_SYNTAX;
		str_addf(e->why, "an expression has one value, this one has %d", values);
	}
	if (!e->status)
		*ret_value = value[0];
	return e->status;
}

/*
 * muParser throws where memory runs out, which ends a program in C: what it takes at most, measured
 * for the worst texts, is asked for before.
 */
static bool has_memory(size_t length)
{
	enum { PARSER_BYTES = 64 * 1024, CHARACTER_BYTES = 128 };
	void *volatile room = malloc(PARSER_BYTES + CHARACTER_BYTES * length);

	free(room);
	return room;
}

/* 0; or why a text of that length is not even tried. */
static int check_length(size_t length, struct str *why)
{
	if (length <= EXPRESSION_BYTES_MAX)
		return has_memory(length) ? 0 : STATUS_MEMORY;
	str_addf(why, "an expression has at most %d bytes", EXPRESSION_BYTES_MAX);
	return STATUS_LIMIT;
}

int expression_evaluate(const struct run *run, const char *text, double *ret_value, struct str *why,
	int *ret_column)
{
	struct evaluation e = {.run = run, .why = why};
	struct binding *bindings = calloc(2 * quantities_count, sizeof *bindings);
	int column = 0, status = bindings ? check_length(strlen(text), why) : STATUS_MEMORY;

	if (!status) {
		muParserHandle_t parser = mupCreate(0);
		status = evaluate(parser, &e, bindings, text, ret_value, &column);
		mupRelease(parser);
	}
	free(bindings);
	if (ret_column)
		*ret_column = column;
	return status;
}

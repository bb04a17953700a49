#include "engine/live.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/status.h"
#include "engine/expression.h"

enum { LIVE_DIGITS = 4 };

char *live_value(const struct run *run, const struct lesson *lesson, const struct span *span,
	struct diags *strict)
{
	char text[NUMBER_MAX];
	struct str why = {0}, out = {0};
	double value = NAN;
	int column = 0;
	int status = expression_evaluate(run, span->text, &value, &why, &column);

	if (!status && strict && !isfinite(value)) {
		status = STATUS_RANGE;
		str_add(&why, "this live number is not finite");
	}
	if (status && strict)
		diag_add(strict, status,
			lesson_place(lesson, span->line, span->column + (column ? column - 1 : 0)),
			"%s", str_text(&why));
	number_trim(text, value, LIVE_DIGITS);
	str_add(&out, status ? "?" : text);
	str_free(&why);
	return str_take(&out);
}

static int fill_block(const struct run *run, const struct lesson *lesson, const struct block *from,
	struct block *to, struct diags *strict)
{
	*to = *from;
	to->spans = calloc(from->span_count ? from->span_count : 1, sizeof *to->spans);
	to->span_count = 0;
	if (!to->spans)
		return STATUS_MEMORY;
	for (size_t i = 0; i < from->span_count; i++) {
		const struct span *span = &from->spans[i];
		to->spans[i] = *span;
		to->spans[i].text = span->style == SPAN_LIVE ? live_value(run, lesson, span, strict)
							     : strdup(span->text);
		if (!to->spans[i].text)
			return STATUS_MEMORY;
		to->span_count++;
	}
	return 0;
}

int live_fill(const struct run *run, const struct lesson *lesson, const struct passage *passage,
	struct passage *ret_passage, struct diags *strict)
{
	int status = 0;

	*ret_passage = (struct passage){.count = 0};
	ret_passage->blocks = calloc(passage->count ? passage->count : 1, sizeof *passage->blocks);
	if (!ret_passage->blocks)
		return STATUS_MEMORY;
	for (size_t i = 0; i < passage->count && !status; i++)
		status = fill_block(run, lesson, &passage->blocks[i],
			&ret_passage->blocks[ret_passage->count++], strict);
	return status;
}

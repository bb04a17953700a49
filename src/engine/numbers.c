#include "engine/numbers.h"

#include <string.h>

#include "base/number.h"
#include "base/utf8.h"
#include "engine/expression.h"

enum { FILL_DIGITS = 4 };

int numbers_focus_value(const struct run *run, struct numbers_focus focus, char letter)
{
	switch (letter) {
	case 'l':
		return focus.layer;
	case 'u':
		return focus.unit;
	case 'i':
		return focus.example;
	case 'r':
		return focus.row;
	default:
		return run ? run->timeline.layers : 1;
	}
}

/* Copies up to `end`, with $l and its like replaced. */
static void add_focused(const struct run *run, const char *text, const char *end,
	struct numbers_focus focus, struct str *out)
{
	for (; text < end; text++) {
		if (*text == '$' && text + 1 < end)
			str_addf(out, "%d", numbers_focus_value(run, focus, *++text));
		else
			str_add_char(out, *text);
	}
}

/* A negative number behind − · + or / stands in brackets. */
static bool behind_operator(const struct str *out)
{
	static const char *const operators[] = {"− ", "· ", UTF8_TIMES " ", "+ ", "/ "};
	const char *text = str_text(out);

	for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
		size_t length = strlen(operators[i]);
		if (out->len >= length && strcmp(text + out->len - length, operators[i]) == 0)
			return true;
	}
	return false;
}

static void add_value(const struct run *run, const char *expression, struct str *out)
{
	char text[NUMBER_MAX] = "?";
	struct str why = {0};
	double value;

	if (!expression_evaluate(run, expression, &value, &why, NULL))
		number_trim(text, value, FILL_DIGITS);
	str_free(&why);
	bool negative = strncmp(text, "−", strlen("−")) == 0;
	str_addf(out, negative && behind_operator(out) ? "(%s)" : "%s", text);
}

void numbers_fill(
	const struct run *run, const char *text, struct numbers_focus focus, struct str *out)
{
	struct str expression = {0};

	while (*text) {
		const char *open = text + strcspn(text, "{");
		add_focused(run, text, open, focus, out);
		if (!*open)
			break;
		const char *close = open + strcspn(open, "}");
		str_clear(&expression);
		add_focused(run, open + 1, close, focus, &expression);
		add_value(run, str_text(&expression), out);
		text = *close ? close + 1 : close;
	}
	str_free(&expression);
}

/* The commands of the `:` line that change a run by hand. */
#include <string.h>

#include "app/line_commands.h"
#include "base/number.h"
#include "base/status.h"
#include "base/utf8.h"
#include "engine/play_hand.h"

/* The bytes from `at` up to `end`, without the blanks behind them. */
static void take_words(const char *text, size_t at, size_t end, struct str *out)
{
	while (end > at && text[end - 1] == ' ')
		end--;
	str_add_bytes(out, text + at, end - at);
}

/* A name may have blanks between its numbers: it ends with its bracket, where it has one. */
static size_t name_size(const char *text)
{
	size_t word = strcspn(text, " ="), bracket = strcspn(text, ")");

	return text[bracket] && strcspn(text, "(") < word ? bracket + 1 : word;
}

static enum effect say_parameter(
	struct session *session, const char *name, size_t at, struct line_mistake *mistake)
{
	char text[NUMBER_MAX];
	double value;

	if (play_parameter(session->play, name, &value, &mistake->why)) {
		mistake->at = at;
		return EFFECT_REDRAW;
	}
	number_trim(text, value, 6);
	str_addf(&session->message, "%s is %s; behind it goes a number or an expression", name,
		text);
	return EFFECT_REDRAW;
}

static enum effect put(struct session *session, const char *name, const char *expression,
	size_t name_at, size_t value_at, struct line_mistake *mistake)
{
	struct str says = {0};
	int column;

	if (!play_put(session->play, name, expression, &says, &column)) {
		str_add(&session->message, str_text(&says));
		session->page = PAGE_LESSON;
	} else {
		const char *place = expression;
		str_add(&mistake->why, says.len ? str_text(&says) : "this cannot be done");
		for (int i = 1; i < column; i++)
			utf8_next(&place);
		mistake->at = column ? value_at + (size_t)(place - expression) : name_at;
	}
	str_free(&says);
	return EFFECT_REDRAW;
}

enum effect line_put(
	struct session *session, const char *text, size_t at, struct line_mistake *mistake)
{
	size_t end = at + name_size(text + at);
	size_t value_at = end + strspn(text + end, " =");
	struct str name = {0}, value = {0};
	enum effect effect = EFFECT_REDRAW;

	if (!line_needs_lesson(session, "put", mistake))
		return effect;
	take_words(text, at, end, &name);
	take_words(text, value_at, strlen(text), &value);
	if (!name.len) {
		mistake->at = at;
		str_add(&mistake->why, "put takes a parameter and its value, such as “put "
				       "W(1,1,2) 0.5” or “put beta(1,1) mu(1,1)”");
	} else if (!value.len) {
		effect = say_parameter(session, str_text(&name), at, mistake);
	} else {
		effect = put(session, str_text(&name), str_text(&value), at, value_at, mistake);
	}
	str_free(&name);
	str_free(&value);
	return effect;
}

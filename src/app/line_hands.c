/* The commands of the `:` line that change a run by hand. */
#include <string.h>

#include "app/hand.h"
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

size_t line_name_size(const char *text)
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
	size_t end = at + line_name_size(text + at);
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

/* --- rows -------------------------------------------------------------------------------------- */

/* The name of a class, which may have blanks, stands for its number where a target does. */
static void number_class(const struct dataset *data, struct str *words)
{
	size_t at;
	enum row_edit_kind kind = row_edit_kind(str_text(words), &at);
	int before = kind < ROW_EDIT_KINDS ? row_edit_target(kind) : -1;

	if (before < 0)
		return;
	at += strspn(str_text(words) + at, " ");
	for (int i = 0; i < before; i++) {
		at += strcspn(str_text(words) + at, " ");
		at += strspn(str_text(words) + at, " ");
	}
	for (int i = 0; i < 2 && data->classes; i++) {
		if (!*data->class_name[i] || strcmp(str_text(words) + at, data->class_name[i]) != 0)
			continue;
		words->len = at;
		str_add(words, i ? "1" : "0");
		return;
	}
}

/* "row 3" alone chooses it and says where it is. */
static bool choose_row(struct session *session, const char *words, struct line_mistake *mistake)
{
	const struct dataset *data = &session->play->experiment->data;
	long row;

	if (!number_parse_int(words, &row))
		return false;
	if (row < 1 || (size_t)row > data->rows) {
		str_addf(&mistake->why, "there are rows 1 to %zu", data->rows);
		return true;
	}
	hand_choose(session, (size_t)row - 1);
	play_print_row(session->play, (size_t)row - 1, &session->message);
	return true;
}

static void edit_row(struct session *session, const char *words, struct line_mistake *mistake)
{
	struct row_edit edit;
	struct str says = {0};
	int status = row_edit_parse(words, &edit, &mistake->why);

	if (status)
		return;
	if (hand_rest(session)) {
		str_add(&mistake->why, hand_rest(session));
		return;
	}
	status = hand_edit(session, &edit, &says);
	session->page = PAGE_LESSON;
	str_add(status ? &mistake->why : &session->message,
		says.len ? str_text(&says) : status_text(status));
	str_free(&says);
}

/* The lesson's own rows again. */
static void reset_rows(struct session *session, struct line_mistake *mistake)
{
	struct diags diags = {.count = 0};
	struct str own = {0};

	setting_print(&session->play->lesson->settings, setting_find("data.edits"), &own);
	if (hand_rest(session))
		str_add(&mistake->why, hand_rest(session));
	else if (session_change(session, "data.edits", str_text(&own), &diags))
		str_add(&mistake->why, diags.count ? diags.list[0].text : "this cannot be done");
	diags_free(&diags);
	str_free(&own);
}

enum effect line_row(
	struct session *session, const char *text, size_t at, struct line_mistake *mistake)
{
	struct str words = {0};

	if (!line_needs_lesson(session, "row", mistake))
		return EFFECT_REDRAW;
	take_words(text, at, strlen(text), &words);
	number_class(&session->play->experiment->data, &words);
	if (!words.len)
		str_add(&mistake->why, "row takes a row and where it goes, such as “row 3 1.5 "
				       "-2”, or “row flip 3”");
	else if (strcmp(str_text(&words), "reset") == 0)
		reset_rows(session, mistake);
	else if (!choose_row(session, str_text(&words), mistake))
		edit_row(session, str_text(&words), mistake);
	mistake->at = at;
	str_free(&words);
	return EFFECT_REDRAW;
}

#include "app/notes.h"

#include <string.h>

#include "base/number.h"
#include "base/utf8.h"
#include "draw/glyph.h"
#include "view/words.h"

enum { ANSWER_DIGITS = 4 };

/* --- what is asked ----------------------------------------------------------------------------- */

/* A line of the file for the notes is a line of theirs. */
static void add_flat(const char *text, struct str *out)
{
	for (; *text; text++)
		str_add_char(out, *text == '\n' ? ' ' : *text);
}

/* Live numbers are filled in already; formulas as they are shown. */
static void add_passage(const struct passage *words, struct str *out)
{
	for (size_t b = 0; b < words->count; b++) {
		str_add(out, b ? " " : "");
		for (size_t i = 0; i < words->blocks[b].span_count; i++) {
			struct str text = {0};
			words_span(&words->blocks[b].spans[i], &text);
			add_flat(str_text(&text), out);
			str_free(&text);
		}
	}
}

static void add_number(const struct asked *asked, struct str *out)
{
	char text[NUMBER_MAX];

	number_trim(text, asked->answer, ANSWER_DIGITS);
	str_add(out, text);
}

static void add_choice(const struct asked *asked, struct str *out)
{
	for (size_t i = 0; i < asked->question->option_count; i++) {
		if (!asked->question->options[i].right)
			continue;
		str_addf(out, "%c “", (char)('a' + i));
		add_passage(&asked->options[i], out);
		str_add(out, "”");
	}
}

static char letter_of(const struct asked *asked, size_t option)
{
	size_t line = 0;

	while (asked->shown[line] != (int)option)
		line++;
	return (char)('a' + line);
}

/* "c “Take the mean”, a “Subtract it”": the letters are those on the screen. */
static void add_order(const struct asked *asked, struct str *out)
{
	for (size_t i = 0; i < asked->question->option_count; i++) {
		str_addf(out, "%s%c “", i ? ", " : "", letter_of(asked, i));
		add_passage(&asked->options[i], out);
		str_add(out, "”");
	}
}

static void add_wishes(const struct question *question, struct str *out)
{
	for (size_t i = 0; i < question->wish_count; i++)
		str_addf(out, "%s%s = %s%s", i ? ", " : "To do: ", question->wishes[i].setting.name,
			question->wishes[i].value.name, i + 1 == question->wish_count ? "\n" : "");
}

void notes_answers(const struct play *play, struct str *out)
{
	static void (*const adds[])(const struct asked *asked, struct str *out) = {
		[QUESTION_NUMBER] = add_number,
		[QUESTION_CHOICE] = add_choice,
		[QUESTION_ORDER] = add_order};
	const struct asked *asked = play->asked[play->stop];

	if (!asked)
		return;
	str_add(out, asked->question->aim == QUESTION_TRY ? "Try: " : "Ask: ");
	add_passage(&asked->words, out);
	str_add(out, "\n");
	add_wishes(asked->question, out);
	if (asked->question->kind != QUESTION_PLAIN) {
		str_add(out, "Answer: ");
		adds[asked->question->kind](asked, out);
		str_add(out, "\n");
	}
}

/* --- paragraphs -------------------------------------------------------------------------------- */

static void add_blanks(int count, struct str *out)
{
	for (int i = 0; i < count; i++)
		str_add_char(out, ' ');
}

/* A word that is longer than a line stands in one of its own, whole. */
static void wrap_words(const char *text, int indent, int width, struct str *out)
{
	int x = 0;

	for (text += strspn(text, " \n"); *text; text += strspn(text, " \n")) {
		struct str word = {0};
		str_add_bytes(&word, text, strcspn(text, " \n"));
		int w = utf8_width(str_text(&word));
		if (x && width && x + 1 + w > width) {
			str_add_char(out, '\n');
			x = 0;
		}
		int blanks = x ? 1 : indent;
		add_blanks(blanks, out);
		str_add(out, str_text(&word));
		x += blanks + w;
		text += word.len;
		str_free(&word);
	}
	str_add_char(out, '\n');
}

void notes_add(const char *text, int indent, int width, bool ascii, struct str *out)
{
	struct str spelled = {0};

	if (ascii)
		glyphs_spell(&spelled, text);
	wrap_words(ascii ? str_text(&spelled) : text, indent, width, out);
	str_free(&spelled);
}

/* --- the timer --------------------------------------------------------------------------------- */

/* "75:05"; a clock that was set back has not begun. */
static void add_clock(long seconds, struct str *out)
{
	seconds = seconds > 0 ? seconds : 0;
	str_addf(out, "%ld:%02ld", seconds / 60, seconds % 60);
}

void notes_timer(
	const struct lesson *lesson, const struct followed *position, long now, struct str *out)
{
	str_add(out, "Timer: ");
	add_clock(now - position->came, out);
	str_add(out, " at this stop, ");
	add_clock(now - position->begun, out);
	if (lesson->minutes)
		str_addf(out, " of %d minute%s", lesson->minutes, lesson->minutes == 1 ? "" : "s");
	else
		str_add(out, " in the lesson");
}

/* --- the stop ---------------------------------------------------------------------------------- */

void notes_print(const struct lesson *lesson, const struct followed *position, int width,
	bool ascii, struct str *out)
{
	const struct stop *at = &lesson->stops[position->stop];
	struct str head = {0}, next = {0};

	str_addf(&head, "%s · stop %zu/%zu · %s", lesson->title, position->stop + 1,
		lesson->stop_count, at->heading);
	notes_add(str_text(&head), 0, width, ascii, out);
	if (position->blank)
		notes_add("The screen is blank: any key shows it again.", NOTES_INDENT, width,
			ascii, out);
	for (size_t i = 0; i < at->note_count; i++)
		notes_add(at->notes[i], NOTES_INDENT, width, ascii, out);
	if (!at->note_count)
		notes_add("No notes here.", NOTES_INDENT, width, ascii, out);
	for (const char *line = str_text(&position->answers); *line;) {
		size_t size = strcspn(line, "\n");
		struct str text = {0};
		str_add_bytes(&text, line, size);
		notes_add(str_text(&text), NOTES_INDENT, width, ascii, out);
		str_free(&text);
		line += size + (line[size] == '\n');
	}
	if (position->stop + 1 < lesson->stop_count)
		str_addf(&next, "Next: %s", at[1].heading);
	else
		str_add(&next, "This is the last stop.");
	notes_add(str_text(&next), NOTES_INDENT, width, ascii, out);
	str_free(&head);
	str_free(&next);
}

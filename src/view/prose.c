#include <stdlib.h>
#include <string.h>

#include "engine/difference.h"
#include "engine/play_change.h"
#include "view/question.h"
#include "view/view.h"
#include "view/words.h"

enum { NOTE_MOST = 32 }; /* bytes that fit below the words at 80 cells */

/* "and 2 more" as "+2". */
static void shorten_rest(struct str *note)
{
	const char *rest = strstr(str_text(note), " and ");
	long more = rest ? strtol(rest + strlen(" and "), NULL, 10) : 0;

	if (!more)
		return;
	note->len = (size_t)(rest - str_text(note));
	str_addf(note, " +%ld", more);
}

/* A change stays until it is taken back, at every stop: the frame says what it is. */
static void note_changes(const struct play *play, struct str *note)
{
	static const char changed[] = "changed: ";

	str_add(note, changed);
	play_print_changed(play, note);
	if (note->len > NOTE_MOST)
		difference_leave_group_out(note, sizeof changed - 1);
	if (note->len > NOTE_MOST)
		shorten_rest(note);
}

void prose_title(const struct scene *scene, struct frame_words *words)
{
	const struct lesson *lesson = scene->play->lesson;
	const struct stop *stop = &lesson->stops[scene->play->stop];
	bool here = scene->play->run->at.index == scene->play->stop_index[scene->play->stop];

	str_add(&words->title, stop->heading);
	if (scene->play->stop_moved[scene->play->stop])
		str_add(&words->note, "this run has no such place");
	else if (!here)
		str_add(&words->note, scene->play->changed ? "numbers as at the stop, changed"
							   : "numbers as at the stop");
	else if (scene->play->changed)
		note_changes(scene->play, &words->note);
	else
		question_note(scene, &words->note);
}

/* The whole stop, wrapped, and what it asks, which begins behind *ret_question lines. */
static struct wrap *wrap_stop(
	const struct scene *scene, int w, bool ascii, bool scarce, int *ret_question)
{
	const struct play *play = scene->play;
	const struct stop *stop = &play->lesson->stops[play->stop];
	const struct passage prose = {stop->blocks, stop->block_count};
	struct wrap *wrap = wrap_new(w, ascii);

	if (wrap) {
		question_add_verdict(scene, wrap);
		words_add(wrap, &prose, play->stop_live[play->stop], NULL);
		question_add_reason(scene, wrap);
		*ret_question = wrap_lines(wrap);
		question_add(scene, wrap, scarce);
	}
	return wrap;
}

/* The full text where it fits, else the one for few lines. */
static struct wrap *wrap_for(const struct scene *scene, struct rect inside, bool ascii)
{
	int question;
	struct wrap *full = wrap_stop(scene, inside.w, ascii, false, &question);

	if (full && wrap_lines(full) <= inside.h)
		return full;
	wrap_free(full);
	return wrap_stop(scene, inside.w, ascii, true, &question);
}

static void draw_more(struct canvas *canvas, struct rect area)
{
	static const char words[] = " ↓ more ";
	int width = canvas_text_width(canvas, words);

	canvas_text(canvas, area.x + area.w - width, area.y + area.h - 1, ROLE_KEY, words, width);
}

void prose_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	struct rect inside = {area.x + 1, area.y, area.w - 2, area.h};
	struct wrap *wrap = wrap_for(scene, inside, canvas->ascii);

	if (!wrap)
		return;
	int lines = wrap_lines(wrap), last = lines - inside.h;
	int from = scene->look.scroll < last && !scene->typed ? scene->look.scroll : last;
	if (from < 0)
		from = 0;
	wrap_draw(wrap, canvas, inside, from);
	if (from < last)
		draw_more(canvas, area);
	wrap_free(wrap);
}

/* Lines of all of it, and of what stands in front of the question. */
static int count_lines(const struct scene *scene, int w, bool ascii, int *ret_before)
{
	struct wrap *wrap = wrap_stop(scene, w - 2, ascii, true, ret_before);
	int lines = wrap ? wrap_lines(wrap) : 0;

	wrap_free(wrap);
	return lines;
}

int prose_rows(const struct scene *scene, int w, bool ascii)
{
	int before = 0;

	return count_lines(scene, w, ascii, &before);
}

int prose_rows_at_once(const struct scene *scene, int w, bool ascii)
{
	int before = 0, lines = count_lines(scene, w, ascii, &before);

	return question_is_at_hand(scene) ? lines - before : lines;
}

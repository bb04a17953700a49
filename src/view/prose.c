#include "base/utf8.h"
#include "engine/play_change.h"
#include "view/question.h"
#include "view/view.h"
#include "view/words.h"

/* A change stays until it is taken back, at every stop: the frame says as much of it as it holds. */
static void note_changes(const struct play *play, int room, struct str *note)
{
	static const char changed[] = "changed: ";
	static const struct {
		struct difference_form form;
		bool bare; /* without the group of its setting */
	} forms[] = {
		{{2, false}, false}, {{1, false}, false}, {{1, false}, true}, {{1, true}, true}};

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		str_clear(note);
		str_add(note, changed);
		play_print_changed(play, forms[i].form, note);
		if (forms[i].bare)
			difference_leave_group_out(note, sizeof changed - 1);
		if (utf8_width(str_text(note)) <= room)
			return;
	}
	str_clear(note);
	str_add(note, "changed");
}

void prose_title(const struct scene *scene, struct frame_words *words)
{
	const struct lesson *lesson = scene->play->lesson;
	const struct stop *stop = &lesson->stops[scene->play->stop];
	bool here = scene->play->run->at.index == scene->play->stop_index[scene->play->stop];

	str_add(&words->title, stop->heading);
	if (scene->play->stop_moved[scene->play->stop])
		str_add(&words->note, "this run has no such place");
	else if (question_is_due(scene))
		question_note(scene, &words->note);
	else if (!here)
		str_add(&words->note, scene->play->changed ? "numbers as at the stop, changed"
							   : "numbers as at the stop");
	else if (scene->play->changed)
		note_changes(scene->play, words->note_w, &words->note);
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

/* At the end of a row, over the words that stand there. */
static void draw_more(struct canvas *canvas, struct rect area, int row, const char *words)
{
	int width = canvas_text_width(canvas, words);

	canvas_text(canvas, area.x + area.w - width, area.y + row, ROLE_KEY, words, width);
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
	if (from > 0)
		draw_more(canvas, area, 0, " ↑ ");
	if (from < last)
		draw_more(canvas, area, area.h - 1, " ↓ more ");
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

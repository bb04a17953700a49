/* normscope notes: in a second terminal, the speaker's notes of the stop where the lesson stands. */
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>

#include "app/command.h"
#include "app/file_state.h"
#include "app/notes.h"

enum { LOOK_NANOSECONDS = 100000000 };

/* What stands in this terminal. */
struct follower {
	struct followed shown;
	struct file_state file; /* of its lesson, as it was read */
	struct lesson *lesson;  /* NULL where none is open */
	bool ascii;
	bool ticks;  /* the cursor stands behind the timer, in its line */
	long second; /* that the timer shows */
};

/* The terminal's width; a pipe and a screen reader get each paragraph in one line. */
static int output_width(void)
{
	struct winsize size;

	return ioctl(fileno(stdout), TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static bool is_same(const struct followed *a, const struct followed *b)
{
	return a->process == b->process && a->stop == b->stop && a->blank == b->blank &&
	       a->begun == b->begun && strcmp(str_text(&a->path), str_text(&b->path)) == 0 &&
	       strcmp(str_text(&a->answers), str_text(&b->answers)) == 0;
}

/* Whose lesson is followed is said where it becomes another program's. */
static void add_change(const struct followed *now, const struct followed *before, struct str *out)
{
	str_add(out, "\n");
	if (before->process && now->process != before->process)
		str_add(out, "Another normscope moved last; the notes follow it now.\n");
}

/* False while the file is being written: the last notes stay. */
static bool add_stop(struct follower *f, const struct followed *now, struct str *out)
{
	struct diags diags = {.count = 0};
	struct lesson *lesson = NULL;
	int status = lesson_load(str_text(&now->path), &lesson, &diags);
	bool there = !status && now->stop < lesson->stop_count;

	diags_free(&diags);
	if (!there) {
		lesson_free(lesson);
		return false;
	}
	add_change(now, &f->shown, out);
	notes_print(lesson, now, output_width(), f->ascii, out);
	lesson_free(f->lesson);
	f->lesson = lesson;
	return true;
}

/*
 * On a terminal that has room the timer goes on in its line, and stays there as it was when the stop
 * was left. Elsewhere it says once how long the lesson has taken so far.
 */
static void add_timer(struct follower *f, bool anew, struct str *out)
{
	struct str timer = {0};
	int width = output_width();
	long second = (long)time(NULL);

	if (f->lesson && (anew || second != f->second)) {
		notes_timer(f->lesson, &f->shown, second, &timer);
		f->ticks = width > NOTES_INDENT + (int)timer.len;
		if (f->ticks)
			str_addf(out, "%s%*s%s", anew ? "" : "\r", NOTES_INDENT, "",
				str_text(&timer));
		else if (anew)
			notes_add(str_text(&timer), NOTES_INDENT, width, f->ascii, out);
		f->second = second;
	}
	str_free(&timer);
}

static void add_end(struct follower *f, struct str *out)
{
	str_add(out, f->ticks ? "\n\nThe lesson was closed.\n" : "\nThe lesson was closed.\n");
	lesson_free(f->lesson);
	f->lesson = NULL;
	f->ticks = false;
}

/* What is shown now is not followed again until the place or the file is another. */
static void take(struct follower *f, struct followed *now, struct file_state file)
{
	position_free(&f->shown);
	f->shown = *now;
	f->file = file;
	*now = (struct followed){.stop = 0};
}

/* Only sentences, one under the other: a screen reader and a pipe take them, too. */
static int follow(struct follower *f)
{
	struct followed now = {0};
	struct str out = {0};

	if (position_read(&now)) {
		struct file_state file = file_state_of(str_text(&now.path));
		bool stays = is_same(&now, &f->shown) && file_state_same(file, f->file);
		bool anew = !stays && add_stop(f, &now, &out);
		if (anew)
			take(f, &now, file);
		add_timer(f, anew, &out);
	} else if (f->lesson) {
		add_end(f, &out);
		take(f, &now, (struct file_state){.size = 0});
	}
	position_free(&now);
	fputs(str_text(&out), stdout);
	str_free(&out);
	return fflush(stdout);
}

int command_notes(const struct options *options)
{
	struct follower f = {.ascii = options->glyphs == GLYPHS_ASCII};
	struct str out = {0};

	notes_add("The notes follow the lesson that moved last in another terminal; ctrl+C ends "
		  "them.",
		0, output_width(), f.ascii, &out);
	fputs(str_text(&out), stdout);
	str_free(&out);
	for (int status = fflush(stdout); !status; status = follow(&f))
		nanosleep(&(struct timespec){.tv_nsec = LOOK_NANOSECONDS}, NULL);
	position_free(&f.shown);
	lesson_free(f.lesson);
	return command_finish();
}

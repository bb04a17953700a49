/* normscope notes: in a second terminal, the speaker's notes of the stop where the lesson stands. */
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>

#include "app/command.h"
#include "app/notes.h"

enum { LOOK_NANOSECONDS = 100000000 };

/* The terminal's width; a pipe and a screen reader get each paragraph in one line. */
static int output_width(void)
{
	struct winsize size;

	return ioctl(fileno(stdout), TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static bool is_same(const struct followed *a, const struct followed *b)
{
	return a->process == b->process && a->stop == b->stop && a->blank == b->blank &&
	       strcmp(str_text(&a->path), str_text(&b->path)) == 0 &&
	       strcmp(str_text(&a->answers), str_text(&b->answers)) == 0;
}

/* Whose lesson is followed is said where it becomes another program's. */
static void add_change(const struct followed *now, const struct followed *before, struct str *out)
{
	str_add(out, "\n");
	if (before->process && now->process != before->process)
		str_add(out, "Another normscope moved last; the notes follow it now.\n");
}

static void add_stop(const struct options *options, const struct followed *now,
	const struct followed *before, struct str *out)
{
	struct diags diags = {.count = 0};
	struct lesson *lesson = NULL;
	int status = lesson_load(str_text(&now->path), &lesson, &diags);

	/* While the file is being written the last notes stay. */
	if (!status && now->stop < lesson->stop_count) {
		add_change(now, before, out);
		notes_print(lesson, now, output_width(), options->glyphs == GLYPHS_ASCII, out);
	}
	lesson_free(lesson);
	diags_free(&diags);
}

/* Only sentences, one under the other: a screen reader and a pipe take them, too. */
static int follow(const struct options *options, struct followed *shown)
{
	struct followed now = {0};
	struct str out = {0};

	if (!position_read(&now) && shown->process)
		str_add(&out, "\nThe lesson was closed.\n");
	else if (now.process && !is_same(&now, shown))
		add_stop(options, &now, shown, &out);
	position_free(shown);
	*shown = now;
	fputs(str_text(&out), stdout);
	str_free(&out);
	return fflush(stdout);
}

int command_notes(const struct options *options)
{
	struct followed shown = {0};
	struct str out = {0};

	notes_add("The notes follow the lesson that moved last in another terminal; ctrl+C ends "
		  "them.",
		0, output_width(), options->glyphs == GLYPHS_ASCII, &out);
	fputs(str_text(&out), stdout);
	str_free(&out);
	for (int status = fflush(stdout); !status; status = follow(options, &shown))
		nanosleep(&(struct timespec){.tv_nsec = LOOK_NANOSECONDS}, NULL);
	position_free(&shown);
	return command_finish();
}

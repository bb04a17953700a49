#include "lessons.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

const char *const shipped_lessons[] = {
	"two-scales", "four-steps", "real-wine", "five-stages", NULL};

static void fail_with(struct diags *diags)
{
	struct str text = {0};

	diags_format(diags, &text);
	print_error("%s", str_text(&text));
	fail();
}

struct play *open_shipped(const char *name, size_t keyframe_stride, const char *const *sets)
{
	struct diags diags = {.count = 0};
	struct lesson *lesson = NULL;
	struct play *play = NULL;
	char path[128];
	struct play_wishes wishes = {.sets = sets, .keyframe_stride = keyframe_stride};

	while (sets && sets[wishes.set_count])
		wishes.set_count++;
	snprintf(path, sizeof path, "lessons/%s.md", name);
	if (lesson_load(path, &lesson, &diags) || play_open(lesson, wishes, false, &play, &diags))
		fail_with(&diags);
	return play;
}

int open_text(const char *text, bool strict, struct play **ret_play, struct diags *diags)
{
	struct lesson *lesson = NULL;
	int status = lesson_parse("test.md", text, strlen(text), &lesson, diags);

	if (status)
		return status;
	return play_open(lesson, (struct play_wishes){.set_count = 0}, strict, ret_play, diags);
}

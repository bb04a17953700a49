#include "lessons.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { LESSONS_MAX = 64, NAME_BYTES = 64 };
static char names[LESSONS_MAX][NAME_BYTES];
const char *shipped_lessons[LESSONS_MAX + 1];

/* The names of lessons/order, read before any test: a line each, # begins a comment. */
__attribute__((constructor)) static void read_order(void)
{
	FILE *file = fopen("lessons/order", "r");
	char line[256];
	size_t count = 0;

	while (file && count < LESSONS_MAX && fgets(line, sizeof line, file)) {
		line[strcspn(line, "\n")] = '\0';
		if (!line[0] || line[0] == '#')
			continue;
		strncpy(names[count], line, NAME_BYTES - 1);
		shipped_lessons[count] = names[count];
		count++;
	}
	if (file)
		fclose(file);
}

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

struct play *play_text(const char *text)
{
	struct diags diags = {.count = 0};
	struct play *play = NULL;

	if (open_text(text, false, &play, &diags))
		fail_msg("%s", diags.count ? diags.list[0].text : "no memory");
	return play;
}

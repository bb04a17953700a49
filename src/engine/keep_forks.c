#include "engine/keep_forks.h"

#include <string.h>

#include "engine/change_text.h"
#include "engine/twin.h"
#include "engine/yaml_tree.h"

/* How the parts of a fork are set apart: each on its line, or all in one. */
static const struct form {
	const char *begin, *part, *first, *next, *close, *end;
} block = {"  - from: ", "\n    ", "\n      - ", "\n      - ", "", "\n"},
  flow = {"{from: ", ", ", " [", ", ", "]", "}"};

/* The rows are those of the lesson's file, or of a generator. */
static bool has_words(const struct play *play, const struct ghost *ghost)
{
	const struct settings *now = &play_course(play)->start[0];

	return ghost->course.own_file == play_course(play)->own_file &&
	       strcmp(ghost->course.start[0].data.file, now->data.file) == 0;
}

size_t keep_forks_left_out(const struct play *play)
{
	size_t count = 0;

	for (size_t i = 0; i < play_ghost_count(play); i++)
		count += !has_words(play, play_ghost(play, i));
	return count;
}

static void add_sets(const struct settings *settings, const struct settings *base,
	const struct form *form, struct str *out)
{
	const char *before = "set: {";

	str_add(out, twin_differences(settings, base) ? form->part : "");
	for (size_t i = 0; i < settings_count; i++) {
		struct str value = {0};
		if (!twin_differs(settings, base, &settings_table[i]))
			continue;
		setting_print(settings, &settings_table[i], &value);
		str_addf(out, "%s%s: ", before, settings_table[i].name);
		yaml_quote(str_text(&value), out);
		before = ", ";
		str_free(&value);
	}
	str_add(out, before[0] == ',' ? "}" : "");
}

/* Of a ghost the first run alone counts: it was one. */
static void add_changes(const struct ghost *ghost, const struct form *form, struct str *out)
{
	const struct course *course = &ghost->course;
	size_t count = 0;

	for (size_t i = 0; i < course->count; i++) {
		struct change change = course->changes[i];
		struct str text = {0};
		if (!change.of[0] || ghost->idle[i])
			continue;
		change.of[1] = true;
		change_text_print(course, &change, &text);
		if (count++)
			str_add(out, form->next);
		else
			str_addf(out, "%schanges:%s", form->part, form->first);
		yaml_quote(str_text(&text), out);
		str_free(&text);
	}
	str_add(out, count ? form->close : "");
}

static void add_fork(const struct play *play, const struct ghost *ghost, const struct form *form,
	struct str *out)
{
	str_addf(out, "%s{epoch: %zu, batch: %zu}%sbatches: %zu", form->begin, ghost->forked.epoch,
		ghost->forked.batch, form->part, ghost->batches);
	add_sets(&ghost->course.start[0], &play_course(play)->start[0], form, out);
	add_changes(ghost, form, out);
	str_add(out, form->end);
}

void keep_forks(const struct play *play, struct str *out)
{
	if (play_ghost_count(play) > keep_forks_left_out(play))
		str_add(out, "forks:\n");
	for (size_t i = 0; i < play_ghost_count(play); i++)
		if (has_words(play, play_ghost(play, i)))
			add_fork(play, play_ghost(play, i), &block, out);
}

void keep_fork_text(const struct play *play, size_t i, struct str *out)
{
	const struct ghost *ghost = play_ghost(play, i);

	if (!ghost->own && has_words(play, ghost))
		add_fork(play, ghost, &flow, out);
}

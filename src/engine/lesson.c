#include "engine/lesson.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "engine/lesson_builder.h"
#include "engine/lesson_look.h"

/* Where the two lines of --- stand. */
struct header {
	size_t from, to; /* bytes between them */
	int body_line;   /* the first line behind them */
};

/* A line of exactly ---; blanks behind it are forgiven. */
static bool is_fence(const struct source *source, int line)
{
	const char *at = source->text + source_line_start(source, line);
	const char *end = source->text + source_line_end(source, line);

	if (line == 1 && end - at >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0)
		at += 3; /* a byte order mark, as some editors write it */
	if (end - at < 3 || memcmp(at, "---", 3) != 0)
		return false;
	for (at += 3; at < end; at++)
		if (*at != ' ' && *at != '\t' && *at != '\r')
			return false;
	return true;
}

static bool find_header(struct lesson_builder *builder, struct header *ret_header)
{
	const struct source *source = &builder->source;
	struct lesson_spot start = {1, 1};

	if (!is_fence(source, 1)) {
		builder_refuse(builder, STATUS_SYNTAX, start,
			"a lesson begins with a line of --- and its header");
		return false;
	}
	for (int line = 2; line <= (int)source->lines; line++)
		if (is_fence(source, line)) {
			ret_header->from = source_line_start(source, 2);
			ret_header->to = source_line_start(source, line);
			ret_header->body_line = line + 1;
			return true;
		}
	builder_refuse(builder, STATUS_SYNTAX, start, "the header is not closed by a line of ---");
	return false;
}

/* The file's name without its folder and .md. */
static char *lesson_name(struct lesson_builder *builder, const char *path)
{
	const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
	size_t length = strlen(base);

	if (length > 3 && strcmp(base + length - 3, ".md") == 0)
		length -= 3;
	return builder_text(builder, base, length);
}

static void name_lesson(struct lesson_builder *builder, const char *path)
{
	struct str copy = {0};

	str_add(&copy, path);
	builder->lesson->path = str_take(&copy);
	if (!builder->lesson->path)
		builder_refuse_memory(builder);
	builder->lesson->name = lesson_name(builder, path);
}

static void read_parts(struct lesson_builder *builder)
{
	struct header header;

	if (!find_header(builder, &header))
		return;
	settings_defaults(&builder->lesson->settings);
	lesson_read_header(builder, header.from, header.to - header.from);
	if (!builder->header_only)
		lesson_read_body(builder, header.body_line);
}

/* Hands the file's bytes over, so that messages about a run can quote its lines. */
static void keep_text(struct lesson_builder *builder)
{
	builder->lesson->text = builder->source.text;
	builder->lesson->size = builder->source.size;
	builder->source.text = NULL;
}

/* Parses builder->source, which it frees. */
static int parse_source(
	struct lesson_builder *builder, const char *path, struct lesson **ret_lesson)
{
	struct lesson *lesson = calloc(1, sizeof *lesson);

	builder->lesson = lesson;
	if (!lesson)
		builder_refuse_memory(builder);
	else
		builder->status = source_check(&builder->source, builder->diags);
	if (!builder->status) {
		name_lesson(builder, path);
		read_parts(builder);
		keep_text(builder);
	}
	source_free(&builder->source);
	if (builder->status)
		lesson_free(lesson);
	else
		*ret_lesson = lesson;
	return builder->status;
}

static int load(const char *path, bool header_only, struct lesson **ret_lesson, struct diags *diags)
{
	struct lesson_builder builder = {.diags = diags, .header_only = header_only};
	int status = source_read(&builder.source, path, diags);

	return status ? status : parse_source(&builder, path, ret_lesson);
}

int lesson_load(const char *path, struct lesson **ret_lesson, struct diags *diags)
{
	return load(path, false, ret_lesson, diags);
}

int lesson_load_header(const char *path, struct lesson **ret_lesson, struct diags *diags)
{
	return load(path, true, ret_lesson, diags);
}

int lesson_parse(const char *path, const char *text, size_t size, struct lesson **ret_lesson,
	struct diags *diags)
{
	struct lesson_builder builder = {.diags = diags};
	int status = source_copy(&builder.source, path, text, size, diags);

	return status ? status : parse_source(&builder, path, ret_lesson);
}

static void free_names(struct name_at *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(names[i].name);
	free(names);
}

static void free_place(struct place_words *words)
{
	free(words->input);
	free(words->edge);
	free(words->stage);
}

static void free_expectation(struct expectation *expectation)
{
	free(expectation->that.expression);
	wishes_free(expectation->after, expectation->after_count);
	wishes_free(expectation->puts, expectation->put_count);
	free_place(&expectation->at);
}

bool expectation_is_of_change(const struct expectation *expectation)
{
	return expectation->after_count || expectation->put_count || expectation->swap.line ||
	       expectation->test_mode || expectation->at.line;
}

static void free_stop(struct stop *stop)
{
	struct passage prose = {stop->blocks, stop->block_count};

	free_names(stop->show, stop->show_count);
	free_names(stop->locks, stop->lock_count);
	free_names(stop->highlights, stop->highlight_count);
	stop_look_free(&stop->look);
	question_free(stop->question);
	passage_free(&prose);
	for (size_t i = 0; i < stop->claim_count; i++)
		free_expectation(&stop->claims[i]);
	for (size_t i = 0; i < stop->note_count; i++)
		free(stop->notes[i]);
	free(stop->claims);
	free(stop->notes);
	free(stop->heading);
	free_place(&stop->at);
}

void lesson_free(struct lesson *lesson)
{
	if (!lesson)
		return;
	for (size_t i = 0; i < lesson->stop_count; i++)
		free_stop(&lesson->stops[i]);
	for (size_t i = 0; i < lesson->after_count; i++)
		free(lesson->after[i].name);
	free_names(lesson->links, lesson->link_count);
	for (size_t i = 0; i < lesson->twin_count; i++)
		free(lesson->twin[i].value);
	for (size_t i = 0; i < lesson->varied_count; i++)
		free(lesson->varied[i].value);
	free(lesson->varied);
	for (size_t i = 0; i < lesson->change_count; i++)
		free(lesson->changes[i].value);
	free(lesson->changes);
	lesson_forks_free(lesson);
	free(lesson->stops);
	free(lesson->after);
	free(lesson->twin);
	free(lesson->path);
	free(lesson->name);
	free(lesson->text);
	free(lesson->title);
	free(lesson->question);
	free(lesson);
}

const struct name_at *lesson_lock(const struct lesson *lesson, size_t stop, const char *name)
{
	while (stop > 0 && !lesson->stops[stop].lock_count)
		stop--;
	for (size_t i = 0; i < lesson->stops[stop].lock_count; i++) {
		const struct name_at *lock = &lesson->stops[stop].locks[i];
		size_t length = strlen(lock->name);
		if (strncmp(lock->name, name, length) == 0 &&
			(name[length] == '\0' || name[length] == '.'))
			return lock;
	}
	return NULL;
}

struct diag_place lesson_place(const struct lesson *lesson, int line, int column)
{
	return (struct diag_place){.file = lesson->path,
		.text = lesson->text,
		.size = lesson->size,
		.line = line,
		.column = column};
}

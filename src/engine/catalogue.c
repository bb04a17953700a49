#include "engine/catalogue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/status.h"
#include "engine/lesson.h"

enum { LINE_BYTES = 128 };

static char *join_after(const struct lesson *lesson)
{
	struct str names = {0};

	for (size_t i = 0; i < lesson->after_count; i++)
		str_addf(&names, "%s%s", i ? ", " : "", lesson->after[i].name);
	return str_take(&names);
}

static int fill_entry(
	struct catalogue_entry *entry, const char *folder, const char *name, struct diags *diags)
{
	struct str path = {0};
	struct lesson *lesson = NULL;

	str_addf(&path, "%s/%s.md", folder, name);
	int status = lesson_load_header(str_text(&path), &lesson, diags);
	if (!status) {
		entry->name = strdup(name);
		entry->path = str_take(&path);
		entry->title = strdup(lesson->title);
		entry->question = strdup(lesson->question);
		entry->minutes = lesson->minutes;
		entry->part = lesson->part;
		entry->after = join_after(lesson);
		if (!entry->name || !entry->path || !entry->title || !entry->question)
			status = STATUS_MEMORY;
	}
	str_free(&path);
	lesson_free(lesson);
	return status;
}

/* The line without its end; false at the end of the file. */
static bool read_name(FILE *file, char line[LINE_BYTES])
{
	while (fgets(line, LINE_BYTES, file)) {
		line[strcspn(line, "\r\n")] = '\0';
		if (line[0] && line[0] != '#')
			return true;
	}
	return false;
}

int catalogue_open(struct catalogue *catalogue, const char *folder, struct diags *diags)
{
	struct str order = {0};
	char line[LINE_BYTES];

	*catalogue = (struct catalogue){.count = 0};
	str_addf(&order, "%s/order", folder);
	FILE *file = fopen(str_text(&order), "r");
	int status = 0;
	if (!file)
		status = diag_add(diags, STATUS_OPEN, (struct diag_place){.file = str_text(&order)},
			"the list of lessons cannot be opened");
	while (file && catalogue->count < CATALOGUE_MAX && read_name(file, line)) {
		int mistake =
			fill_entry(&catalogue->entries[catalogue->count], folder, line, diags);
		catalogue->count += !mistake;
		status = status ? status : mistake;
	}
	if (file)
		fclose(file);
	str_free(&order);
	return status;
}

void catalogue_free(struct catalogue *catalogue)
{
	for (size_t i = 0; i < catalogue->count; i++) {
		struct catalogue_entry *entry = &catalogue->entries[i];
		free(entry->name);
		free(entry->path);
		free(entry->title);
		free(entry->question);
		free(entry->after);
	}
	*catalogue = (struct catalogue){.count = 0};
}

static const char *name_at(const void *context, size_t i)
{
	const struct catalogue *catalogue = context;

	return i < catalogue->count ? catalogue->entries[i].name : NULL;
}

bool catalogue_is_path(const char *wanted)
{
	size_t length = strlen(wanted);

	return strchr(wanted, '/') || (length > 3 && strcmp(wanted + length - 3, ".md") == 0);
}

int catalogue_find(
	const struct catalogue *catalogue, const char *wanted, struct str *out, struct diags *diags)
{
	long number;

	if (catalogue_is_path(wanted)) {
		str_add(out, wanted);
		return 0;
	}
	if (number_parse_int(wanted, &number) && number >= 1 &&
		(size_t)number <= catalogue->count) {
		str_add(out, catalogue->entries[number - 1].path);
		return 0;
	}
	for (size_t i = 0; i < catalogue->count; i++)
		if (strcmp(catalogue->entries[i].name, wanted) == 0) {
			str_add(out, catalogue->entries[i].path);
			return 0;
		}
	const char *near = nearest_name(wanted, name_at, catalogue);
	if (near)
		return diag_add(diags, STATUS_NAME, (struct diag_place){.file = NULL},
			"there is no lesson “%s”; did you mean %s?", wanted, near);
	return diag_add(diags, STATUS_NAME, (struct diag_place){.file = NULL},
		"there is no lesson “%s”; `normscope list` shows them", wanted);
}

const struct catalogue_entry *catalogue_entry_of(
	const struct catalogue *catalogue, const char *path)
{
	for (size_t i = 0; i < catalogue->count; i++)
		if (strcmp(catalogue->entries[i].path, path) == 0)
			return &catalogue->entries[i];
	return NULL;
}

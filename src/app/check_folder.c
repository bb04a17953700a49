#include "app/check_folder.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/textfile.h"
#include "engine/lesson.h"

enum { ORDER_BYTES_MAX = 64 * 1024 };

static bool ends_in(const char *name, const char *ending)
{
	size_t length = strlen(name), tail = strlen(ending);

	return length > tail && strcmp(name + length - tail, ending) == 0;
}

/* What an author writes for other authors. */
static bool is_readme(const char *name)
{
	return strcmp(name, "README.md") == 0;
}

static int is_lesson(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && ends_in(entry->d_name, ".md") &&
	       !is_readme(entry->d_name);
}

static int is_data(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && !is_readme(entry->d_name);
}

static char *path_of(const char *folder, const char *name)
{
	struct str path = {0};

	str_addf(&path, "%s/%s", folder, name);
	return str_take(&path);
}

/* The names of a folder's entries, sorted, for free_names; −1 where it cannot be read. */
static int read_names(
	const char *folder, int (*wanted)(const struct dirent *), struct dirent ***ret_names)
{
	return scandir(folder, ret_names, wanted, alphasort);
}

static void free_names(struct dirent **names, int count)
{
	for (int i = 0; i < count; i++)
		free(names[i]);
	if (count >= 0)
		free(names);
}

int check_folder_read(const char *folder, struct folder_lessons *ret_lessons, struct diags *diags)
{
	struct dirent **names = NULL;
	int count = read_names(folder, is_lesson, &names);

	if (count <= 0) {
		free_names(names, count);
		return diag_add(diags, STATUS_OPEN, (struct diag_place){.file = folder},
			count ? "the folder cannot be read: %s"
			      : "there is no lesson in this folder: no file that ends in .md",
			strerror(errno));
	}
	struct folder_lessons lessons = {.paths = calloc((size_t)count, sizeof *lessons.paths)};
	for (int i = 0; lessons.paths && i < count; i++) {
		lessons.paths[lessons.count] = path_of(folder, names[i]->d_name);
		lessons.count += lessons.paths[lessons.count] != NULL;
	}
	free_names(names, count);
	if (!lessons.paths)
		return STATUS_MEMORY;
	*ret_lessons = lessons;
	return 0;
}

void check_folder_free(struct folder_lessons *lessons)
{
	for (size_t i = 0; i < lessons->count; i++)
		free(lessons->paths[i]);
	free(lessons->paths);
	*lessons = (struct folder_lessons){.count = 0};
}

/* All lessons as one text; what cannot be read was said when it was checked. */
static char *read_texts(const struct folder_lessons *lessons)
{
	struct str all = {0};

	for (size_t i = 0; i < lessons->count; i++) {
		struct diags diags = {.count = 0};
		char *text = NULL;
		size_t size;
		if (textfile_read(lessons->paths[i], LESSON_BYTES_MAX, &text, &size, &diags) == 0)
			str_addf(&all, "%s\n", text);
		free(text);
		diags_free(&diags);
	}
	str_add(&all, "");
	return str_take(&all);
}

/* What may stand beside a letter of a name and is one of its own. */
static bool is_of_name(char letter)
{
	return isalnum((unsigned char)letter) || strchr("_-.", letter) || letter & 0x80;
}

/*
 * Whether a text names a file, as its own rows or as some to try: red-wine.csv is not wine.csv. A
 * sentence may end behind it, with a point that no letter follows.
 */
static bool names_file(const char *text, const char *name)
{
	size_t length = strlen(name);

	for (const char *at = text; (at = strstr(at, name)) != NULL; at++) {
		const char *end = at + length;
		end += *end == '.';
		if ((at == text || !is_of_name(at[-1])) && (!*end || !is_of_name(*end)))
			return true;
	}
	return false;
}

static int check_data(const char *folder, const struct folder_lessons *lessons, struct diags *diags)
{
	struct dirent **names = NULL;
	char *data = path_of(folder, "data"), *texts = read_texts(lessons);
	int count = data ? read_names(data, is_data, &names) : -1;

	for (int i = 0; texts && i < count; i++) {
		if (names_file(texts, names[i]->d_name))
			continue;
		char *path = path_of(data, names[i]->d_name);
		diag_add(diags, STATUS_NAME, (struct diag_place){.file = path},
			"no lesson of this folder names this file");
		free(path);
	}
	free_names(names, count);
	free(data);
	bool whole = texts != NULL;
	free(texts);
	return whole ? 0 : STATUS_MEMORY;
}

/* True where a line of the text is this name. */
static bool has_line(const char *text, const char *name, size_t length)
{
	while (text) {
		if (strncmp(text, name, length) == 0 && strchr("\r\n", text[length]))
			return true;
		text = strchr(text, '\n');
		text += text != NULL;
	}
	return false;
}

static void check_order(const char *order, const char *text, const struct folder_lessons *lessons,
	struct diags *diags)
{
	for (size_t i = 0; i < lessons->count; i++) {
		const char *name = strrchr(lessons->paths[i], '/') + 1;
		size_t length = strlen(name) - strlen(".md");
		if (!has_line(text, name, length))
			diag_add(diags, STATUS_NAME, (struct diag_place){.file = order},
				"the list does not name %.*s", (int)length, name);
	}
}

int check_folder(const char *folder, const struct folder_lessons *lessons, struct diags *diags)
{
	struct diags none = {.count = 0};
	char *order = path_of(folder, "order"), *text = NULL;
	size_t size;
	int status = check_data(folder, lessons, diags);

	if (order && textfile_read(order, ORDER_BYTES_MAX, &text, &size, &none) == 0)
		check_order(order, text, lessons, diags);
	free(order);
	free(text);
	diags_free(&none);
	return diags->count ? diags->list[0].status : status;
}

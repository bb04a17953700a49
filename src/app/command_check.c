/* normscope check: what is wrong with lessons, each mistake with its place. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "app/check_folder.h"
#include "app/check_lesson.h"
#include "app/command.h"
#include "app/library.h"
#include "base/utf8.h"

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

static void print_result(const char *path, const struct check_result *result)
{
	struct str shown = {0};

	utf8_clean(&shown, path, strlen(path));
	printf("%s: %zu stop%s, %zu claim%s, %zu question%s, about %d minute%s\n", str_text(&shown),
		result->stops, plural(result->stops), result->claims,
		result->claims == 1 ? " holds" : "s hold", result->questions,
		plural(result->questions), result->minutes, plural((size_t)result->minutes));
	str_free(&shown);
}

/* 0, or 1 where there are mistakes: they and the warnings are printed. */
static int check_file(const char *path, const struct options *options)
{
	struct diags diags = {.count = 0}, warnings = {.count = 0};
	struct check_result result;
	struct wish_texts texts;
	int status =
		check_lesson(path, library_wishes(options, options->seed, &texts), &result, &diags, &warnings);

	if (!status)
		print_result(path, &result);
	if (warnings.count)
		command_fail(&warnings);
	return status ? command_fail(&diags) : 0;
}

static bool is_folder(const char *path)
{
	struct stat info;

	return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* All its lessons, then what belongs to none of them. */
static int check_all_of(const char *folder, const struct options *options)
{
	struct diags diags = {.count = 0};
	struct folder_lessons lessons = {.count = 0};
	int failed = check_folder_read(folder, &lessons, &diags) != 0;

	for (size_t i = 0; i < lessons.count; i++)
		failed |= check_file(lessons.paths[i], options);
	if (lessons.count && check_folder(folder, &lessons, &diags))
		failed = 1;
	if (diags.count)
		command_fail(&diags);
	check_folder_free(&lessons);
	return failed;
}

/* A lesson may be named as everywhere else: by file, name or number; or a folder of them. */
static int check_named(
	const struct catalogue *catalogue, const char *wanted, const struct options *options)
{
	struct diags diags = {.count = 0};
	struct str path = {0};
	bool unknown = catalogue_find(catalogue, wanted, &path, &diags) != 0;
	int failed;

	if ((unknown || catalogue_is_path(wanted)) && is_folder(wanted))
		failed = check_all_of(wanted, options);
	else
		failed = unknown ? command_fail(&diags) : check_file(str_text(&path), options);
	diags_free(&diags);
	str_free(&path);
	return failed;
}

/* Those that are shipped, in their order. */
static int check_shipped(const struct catalogue *catalogue, const struct options *options)
{
	struct diags diags = {.count = 0};
	struct folder_lessons lessons = {.count = 0};
	int failed = 0;

	for (size_t i = 0; i < catalogue->count; i++)
		failed |= check_file(catalogue->entries[i].path, options);
	if (check_folder_read(library_folder(), &lessons, &diags) ||
		check_folder(library_folder(), &lessons, &diags))
		failed = command_fail(&diags);
	check_folder_free(&lessons);
	return failed;
}

int command_check(const struct options *options)
{
	struct diags diags = {.count = 0};
	struct catalogue catalogue;
	int failed = 0;

	if (catalogue_open(&catalogue, library_folder(), &diags) && !options->file_count)
		failed = command_fail(&diags);
	diags_free(&diags);
	for (size_t i = 0; i < options->file_count; i++)
		failed |= check_named(&catalogue, options->files[i], options);
	if (!options->file_count)
		failed |= check_shipped(&catalogue, options);
	catalogue_free(&catalogue);
	int output = command_finish();
	return failed ? 1 : output;
}

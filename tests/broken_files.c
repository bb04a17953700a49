#define _XOPEN_SOURCE 700
#include "broken_files.h"

#include <dirent.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { TEXT_MAX = 64 * 1024, PATH_BYTES = 400 };

static const char opening[] = "options: ";

static void read_text(const char *path, char text[TEXT_MAX])
{
	FILE *file = fopen(path, "rb");

	text[0] = '\0';
	if (!file)
		return;
	text[fread(text, 1, TEXT_MAX - 1, file)] = '\0';
	fclose(file);
}

/* Cuts the line of options off; returns where the messages begin. */
static char *split_options(char *text, char options[PATH_BYTES])
{
	options[0] = '\0';
	if (strncmp(text, opening, sizeof opening - 1) != 0)
		return text;
	char *feed = strchr(text, '\n');
	assert_non_null(feed);
	*feed = '\0';
	assert_true(feed - text < PATH_BYTES);
	strcpy(options, text + sizeof opening - 1);
	return feed + 1;
}

static void rewrite(const char *path, const char *options, const char *messages)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	if (options[0])
		fprintf(file, "%s%s\n", opening, options);
	fputs(messages, file);
	fclose(file);
}

static void run_one(const char *folder, const char *name,
	void (*read)(const char *path, const char *options, struct diags *diags))
{
	char path[PATH_BYTES], beside[PATH_BYTES + 8], options[PATH_BYTES], text[TEXT_MAX];
	struct diags diags = {.count = 0};
	struct str messages = {0};

	assert_true(snprintf(path, sizeof path, "%s/%s", folder, name) < (int)sizeof path);
	snprintf(beside, sizeof beside, "%s.txt", path);
	read_text(beside, text);
	const char *expected = split_options(text, options);
	read(path, options, &diags);
	diags_format(&diags, &messages);
	diags_free(&diags);
	if (getenv("REWRITE"))
		rewrite(beside, options, str_text(&messages));
	else if (strcmp(str_text(&messages), expected) != 0)
		fail_msg(
			"%s:\n%swhere this was expected:\n%s", path, str_text(&messages), expected);
	assert_true(messages.len > 0);
	str_free(&messages);
}

void broken_files_run(const char *folder, const char *ending, size_t least,
	void (*read)(const char *path, const char *options, struct diags *diags))
{
	struct dirent **entries;
	int count = scandir(folder, &entries, NULL, alphasort);
	size_t run = 0;

	assert_true(count > 0);
	for (int i = 0; i < count; i++) {
		size_t length = strlen(entries[i]->d_name), tail = strlen(ending);
		if (length > tail && strcmp(entries[i]->d_name + length - tail, ending) == 0) {
			run_one(folder, entries[i]->d_name, read);
			run++;
		}
		free(entries[i]);
	}
	free(entries);
	assert_true(run >= least);
}

/* normscope progress: prints it, hands it out as a file, takes one in. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/command.h"
#include "app/progress_file.h"
#include "base/status.h"
#include "base/utf8.h"

static int refuse_usage(const struct options *options, struct diags *diags)
{
	const char *word = options->files[0];
	bool known = strcmp(word, "export") == 0 || strcmp(word, "import") == 0;

	return diag_add(diags, STATUS_SYNTAX, (struct diag_place){.file = NULL},
		known && options->file_count == 1
			? "progress %.20s needs a FILE"
			: "progress %.20s: it takes nothing, or export FILE, or import FILE",
		word);
}

/* "FILE: 3 lessons, 8 answers". */
static void print_size(const char *path, const struct progress *progress)
{
	struct str shown = {0};
	size_t answers = 0;

	for (size_t i = 0; i < progress->count; i++)
		answers += progress->lessons[i].answer_count;
	utf8_clean(&shown, path, strlen(path));
	printf("%s: %zu lesson%s, %zu answer%s\n", str_text(&shown), progress->count,
		progress->count == 1 ? "" : "s", answers, answers == 1 ? "" : "s");
	str_free(&shown);
}

/* Never over a file that is there. */
static int export_file(const struct progress *progress, const char *path, struct diags *diags)
{
	struct str text = {0};
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return diag_add(diags, STATUS_WRITE, (struct diag_place){.file = path},
			"the file cannot be made: %s", strerror(errno));
	progress_format(progress, &text);
	FILE *file = fdopen(fd, "w");
	bool written = file && fwrite(str_text(&text), 1, text.len, file) == text.len;
	written = file && fclose(file) == 0 && written;
	str_free(&text);
	if (written)
		print_size(path, progress);
	if (written)
		return 0;
	unlink(path);
	return diag_add(diags, STATUS_WRITE, (struct diag_place){.file = path},
		"the file cannot be written");
}

/* What the file says of a lesson replaces what was known of it, but done stays done. */
static int import_file(struct progress *progress, const char *path, struct diags *diags)
{
	struct progress more = {.count = 0};
	int status = progress_file_read(path, &more, diags);

	size_t count = more.count;
	if (!status)
		status = progress_merge(progress, &more);
	if (!status && !progress_file_save(progress))
		status = diag_add(diags, STATUS_WRITE, (struct diag_place){.file = NULL},
			"the progress cannot be kept: is the disk full?");
	if (!status)
		printf("%zu lesson%s taken over\n", count, count == 1 ? "" : "s");
	progress_free(&more);
	return status;
}

static int run(const struct options *options, struct progress *progress, struct diags *diags)
{
	const char *word = options->file_count ? options->files[0] : "";
	struct str text = {0};

	if (options->file_count == 2 && strcmp(word, "export") == 0)
		return export_file(progress, options->files[1], diags);
	if (options->file_count == 2 && strcmp(word, "import") == 0)
		return import_file(progress, options->files[1], diags);
	if (options->file_count)
		return refuse_usage(options, diags);
	progress_print(progress, &text);
	fputs(str_text(&text), stdout);
	str_free(&text);
	return 0;
}

int command_progress(const struct options *options)
{
	struct progress progress;
	struct diags diags = {.count = 0};
	struct str said = {0};

	progress_file_load(&progress, &said);
	if (said.len)
		fprintf(stderr, "normscope: %s\n", str_text(&said));
	int status = run(options, &progress, &diags);
	progress_free(&progress);
	str_free(&said);
	if (status)
		return command_fail(&diags);
	return command_finish();
}

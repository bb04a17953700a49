#include "app/progress_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/state_folder.h"
#include "base/status.h"
#include "base/textfile.h"

enum { PROGRESS_BYTES_MAX = 1 << 20 };
static const char file_name[] = "progress";

int progress_file_read(const char *path, struct progress *ret_progress, struct diags *diags)
{
	char *text = NULL;
	size_t size = 0;
	int status = textfile_read(path, PROGRESS_BYTES_MAX, &text, &size, diags);

	if (status)
		return status;
	status = progress_parse(text, size, ret_progress);
	free(text);
	if (status)
		diag_add(diags, status, (struct diag_place){.file = path},
			"this is not a file of progress, or it is damaged");
	return status;
}

/* Only a file that is there and spoilt is moved: one that merely cannot be opened stays. */
static void set_aside(const char *path, struct str *said)
{
	struct str bad = {0};

	str_addf(&bad, "%s.bad", path);
	if (rename(path, str_text(&bad)) == 0)
		str_add(said, "The file of progress was damaged; it is kept as progress.bad.");
	str_free(&bad);
}

void progress_file_load(struct progress *progress, struct str *said)
{
	struct str path = {0};
	struct diags diags = {.count = 0};

	*progress = (struct progress){.count = 0};
	if (state_path(file_name, &path) && access(str_text(&path), F_OK) == 0) {
		int status = progress_file_read(str_text(&path), progress, &diags);
		if (status == STATUS_SYNTAX || status == STATUS_LIMIT)
			set_aside(str_text(&path), said);
	}
	diags_free(&diags);
	str_free(&path);
}

bool progress_file_save(const struct progress *progress)
{
	struct str text = {0};

	progress_format(progress, &text);
	bool saved = state_write(file_name, &text);
	str_free(&text);
	return saved;
}

/* normscope report: what a class's logs of answers say together, on one page. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/command.h"
#include "base/status.h"
#include "base/textfile.h"
#include "base/utf8.h"
#include "engine/answer_log.h"

enum { LOG_BYTES_MAX = 16 << 20 };

static int read_log(struct report *report, const char *path, struct diags *diags)
{
	char *text = NULL, *rest = NULL;
	size_t size = 0;
	int status = textfile_read(path, LOG_BYTES_MAX, &text, &size, diags), number = 0;

	if (status)
		return status;
	report_file(report);
	/* Cleaned as all text from outside, but for the tabs, which part the fields. */
	for (char *line = strtok_r(text, "\n", &rest); line && !status;
		line = strtok_r(NULL, "\n", &rest)) {
		status = report_line(report, line);
		number++;
		if (status)
			diag_add(diags, status,
				(struct diag_place){
					.file = path, .text = text, .size = 0, .line = number},
				"this is no line of a log that --log writes");
	}
	free(text);
	return status;
}

int command_report(const struct options *options)
{
	struct diags diags = {.count = 0};
	struct report report = {.count = 0};
	struct str text = {0}, clean = {0};
	int status = 0;

	if (!options->file_count)
		status = diag_add(&diags, STATUS_SYNTAX, (struct diag_place){.file = NULL},
			"report needs the files that --log wrote");
	for (size_t i = 0; i < options->file_count && !status; i++)
		status = read_log(&report, options->files[i], &diags);
	if (!status) {
		report_print(&report, &text);
		utf8_clean(&clean, str_text(&text), text.len);
		fputs(str_text(&clean), stdout);
	}
	str_free(&text);
	str_free(&clean);
	report_free(&report);
	if (status)
		return command_fail(&diags);
	return command_finish();
}

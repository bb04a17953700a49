#include "app/save_lesson.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/looks.h"
#include "base/status.h"
#include "base/textfile.h"
#include "engine/keep.h"
#include "view/layout.h"

enum { DATA_BYTES_MAX = 16 << 20, USUAL_W = 80, USUAL_H = 24, COPIES_MOST = 100 };

/* --- files ------------------------------------------------------------------------------------- */

static bool write_all(int fd, const char *text, size_t size)
{
	/* EINVAL: a file that needs no syncing */
	return textfile_put(fd, text, size) && (fsync(fd) == 0 || errno == EINVAL);
}

/* A new file, whole or not at all. 0, or errno's number. */
static int write_new(const char *path, const char *text, size_t size)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

	if (fd < 0)
		return errno;
	bool written = write_all(fd, text, size);
	int why = written ? 0 : errno ? errno : EIO;
	if (close(fd) != 0 && !why)
		why = errno;
	if (why)
		unlink(path);
	return why;
}

static int refuse_write(const char *path, int why, struct str *says)
{
	if (why == EEXIST)
		str_addf(says, "%s is there already, and nothing is overwritten: type another name",
			path);
	else
		str_addf(says, "%s cannot be written: %s", path, strerror(why));
	return STATUS_WRITE;
}

/* --- the rows ---------------------------------------------------------------------------------- */

/* Where the rows are, and how the new lesson names them. */
struct rows {
	struct str from; /* the file; empty: they come from a generator */
	struct str name; /* as the lesson says it */
	struct str copy; /* the file to be made; empty: none */
};

static void rows_free(struct rows *rows)
{
	str_free(&rows->from);
	str_free(&rows->name);
	str_free(&rows->copy);
}

/* The part of a path behind its folder and a slash. */
static const char *base_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static char *folder_of(const char *path)
{
	struct str folder = {0};

	str_add_bytes(&folder, path, (size_t)(base_of(path) - path));
	if (!folder.len)
		str_add(&folder, ".");
	char *whole = folder.failed ? NULL : realpath(str_text(&folder), NULL);
	str_free(&folder);
	return whole;
}

/* Beside or below the lesson they stay; else there will be a copy. */
static int find_rows(const struct play *play, const char *path, struct rows *rows, struct str *says)
{
	if (!keep_data_path(play, &rows->from))
		return 0;
	char *folder = folder_of(path);
	char *data = folder ? realpath(str_text(&rows->from), NULL) : NULL;
	size_t length = folder ? strlen(folder) : 0;
	int status = 0;

	if (!folder || !data) {
		str_addf(says, "%s cannot be opened: %s", folder ? str_text(&rows->from) : path,
			strerror(errno));
		status = STATUS_OPEN;
	} else if (strncmp(data, folder, length) == 0 && data[length] == '/') {
		str_add(&rows->name, data + length + 1);
	} else {
		str_add(&rows->name, base_of(data));
		str_addf(&rows->copy, "%s/%s", folder, base_of(data));
	}
	if (!status && rows->name.len >= SETTING_TEXT_BYTES) {
		str_addf(says, "the name of the data file is longer than %d bytes: rename it",
			SETTING_TEXT_BYTES - 1);
		status = STATUS_LIMIT;
	}
	free(folder);
	free(data);
	return status;
}

/* A file of the same bytes may be there already. */
static int copy_rows(const struct rows *rows, struct str *says)
{
	struct diags diags = {.count = 0};
	char *text = NULL, *there = NULL;
	size_t size = 0, there_size = 0;
	int status = rows->copy.len ? textfile_read(str_text(&rows->from), DATA_BYTES_MAX, &text,
					      &size, &diags)
				    : 0;

	if (status)
		str_addf(says, "%s: %s", str_text(&rows->from), status_text(status));
	int why = text ? write_new(str_text(&rows->copy), text, size) : 0;
	if (why == EEXIST &&
		!textfile_read(
			str_text(&rows->copy), DATA_BYTES_MAX, &there, &there_size, &diags) &&
		there_size == size && memcmp(there, text, size) == 0)
		why = 0;
	if (why == EEXIST)
		str_addf(says, "other data are in %s: save in another folder",
			str_text(&rows->copy));
	else if (why)
		refuse_write(str_text(&rows->copy), why, says);
	free(text);
	free(there);
	diags_free(&diags);
	return why ? STATUS_WRITE : status;
}

/* --- the lesson -------------------------------------------------------------------------------- */

/* The panels that a screen of the usual size shows, the most important first. */
static size_t panels_shown(const struct session *session, const char *panels[LAYOUT_PANELS_MAX])
{
	struct scene scene = session_scene(session);
	struct layout layout;
	size_t count = 0;

	scene.look.zoom = false;
	scene.w = scene.w < USUAL_W ? USUAL_W : scene.w;
	scene.h = scene.h < USUAL_H ? USUAL_H : scene.h;
	if (!layout_make(&scene, &layout))
		return 0;
	for (int i = 0; i < layout.count; i++) {
		const struct view *view = layout.panels[i].view;
		bool known = view->kind == VIEW_TEXT; /* those are always there */
		for (size_t j = 0; j < count; j++)
			known |= strcmp(panels[j], view->name) == 0;
		if (!known)
			panels[count++] = view->name;
	}
	return count;
}

/* Nothing is written that could not be opened: a header holds so much and no more. */
static int check_text(const char *path, const struct str *text, struct str *says)
{
	struct diags diags = {.count = 0};
	struct lesson *lesson = NULL;
	int status = text->failed ? STATUS_MEMORY
				  : lesson_parse(path, str_text(text), text->len, &lesson, &diags);

	if (status)
		str_addf(says, "this cannot be kept as a lesson: %s",
			diags.count && diags.list[0].text ? diags.list[0].text
							  : status_text(status));
	lesson_free(lesson);
	diags_free(&diags);
	return status;
}

static int write_lesson(
	const struct session *session, const char *path, const struct rows *rows, struct str *says)
{
	const char *panels[LAYOUT_PANELS_MAX];
	struct str text = {0}, look = {0};

	looks_print(session, false, &look);
	struct keep_view view = {panels, panels_shown(session, panels), str_text(&look)};
	keep_lesson(session->play, &view, rows->name.len ? str_text(&rows->name) : NULL, &text);
	str_free(&look);
	int status = check_text(path, &text, says);
	int why = status ? 0 : write_new(path, str_text(&text), text.len);
	if (why)
		status = refuse_write(path, why, says);
	str_free(&text);
	if (!status && copy_rows(rows, says)) {
		unlink(path);
		status = STATUS_WRITE;
	}
	return status;
}

int save_lesson(const struct session *session, const char *path, struct str *says)
{
	struct rows rows = {.from = {0}};
	size_t length = strlen(path);

	if (length < 4 || strcmp(path + length - 3, ".md") != 0) {
		str_add(says, "a lesson's file is named such as my-lesson.md");
		return STATUS_NAME;
	}
	int status = find_rows(session->play, path, &rows, says);
	if (!status)
		status = write_lesson(session, path, &rows, says);
	if (!status && rows.copy.len)
		str_addf(says, "%s and %s are written; the second stop is here.", path,
			str_text(&rows.name));
	else if (!status)
		str_addf(says, "%s is written; its second stop is here.", path);
	rows_free(&rows);
	return status;
}

void save_command(const struct session *session, struct str *out)
{
	struct str look = {0};

	looks_print(session, true, &look);
	struct keep_view view = {.look = str_text(&look)};
	keep_command(session->play, &view, save_lesson_opens(session), out);
	str_free(&look);
}

void save_lesson_name(const struct session *session, struct str *out)
{
	const char *name = session->play->lesson->name;
	struct str free_name = {0};

	str_addf(&free_name, "%s-copy.md", name);
	for (int n = 2; n < COPIES_MOST && access(str_text(&free_name), F_OK) == 0; n++) {
		str_clear(&free_name);
		str_addf(&free_name, "%s-copy-%d.md", name, n);
	}
	str_add(out, str_text(&free_name));
	str_free(&free_name);
}

const char *save_lesson_opens(const struct session *session)
{
	const char *path = session->play->lesson->path;
	const struct catalogue_entry *entry = catalogue_entry_of(&session->catalogue, path);

	return entry ? entry->name : path;
}

#include "app/state_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/textfile.h"

bool state_path(const char *name, struct str *out)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");

	if (state && state[0] == '/')
		str_addf(out, "%s/normscope/%s", state, name);
	else if (home && home[0] == '/')
		str_addf(out, "%s/.local/state/normscope/%s", home, name);
	return out->len > 0 && !out->failed;
}

/* Makes every folder above the last slash; those that are there already are no failure. */
static void make_folders(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0700);
		*slash = '/';
	}
}

/* The rename itself lasts only when the folder is on the disk. */
static void sync_folder(char *path)
{
	char *slash = strrchr(path, '/');

	*slash = '\0';
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	*slash = '/';
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
}

/* A file that a killed process with the same number left behind makes room. */
static int open_part(const char *part)
{
	int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
	int fd = open(part, flags, 0600);

	if (fd < 0 && errno == EEXIST && unlink(part) == 0)
		fd = open(part, flags, 0600);
	return fd;
}

bool state_replace(const char *path, const struct str *text)
{
	struct str part = {0};
	bool written = false;

	str_addf(&part, "%s.%ld", path, (long)getpid());
	if (!text->failed && !part.failed) {
		make_folders(part.data);
		int fd = open_part(part.data);
		written = fd >= 0 && textfile_put(fd, text->data, text->len) && fsync(fd) == 0;
		if (fd >= 0)
			written = close(fd) == 0 && written;
		written = written && rename(part.data, path) == 0;
		if (written)
			sync_folder(part.data);
		else if (fd >= 0)
			unlink(part.data);
	}
	str_free(&part);
	return written;
}

bool state_write(const char *name, const struct str *text)
{
	struct str path = {0};
	bool written = state_path(name, &path) && state_replace(str_text(&path), text);

	str_free(&path);
	return written;
}

#include "app/state_folder.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

static bool write_all(int fd, const struct str *text)
{
	size_t done = 0;

	while (done < text->len) {
		ssize_t count = write(fd, text->data + done, text->len - done);
		if (count <= 0)
			return false;
		done += (size_t)count;
	}
	return true;
}

void state_write(const char *name, const struct str *text)
{
	struct str path = {0}, part = {0};

	if (text->failed || !state_path(name, &path)) {
		str_free(&path);
		return;
	}
	str_addf(&part, "%s.%ld", str_text(&path), (long)getpid());
	if (!part.failed)
		make_folders(part.data);
	int fd = open(str_text(&part), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0) {
		bool written = write_all(fd, text);
		written = close(fd) == 0 && written;
		if (!written || rename(str_text(&part), str_text(&path)) != 0)
			unlink(str_text(&part));
	}
	str_free(&path);
	str_free(&part);
}

#define _XOPEN_SOURCE 700
#include "base/textfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/status.h"

/* Reads until the buffer is full or the file ends; the count of bytes, or -1. */
static ssize_t read_all(int fd, char *buffer, size_t size)
{
	size_t have = 0;

	while (have < size) {
		ssize_t got = read(fd, buffer + have, size - have);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		have += (size_t)got;
	}
	return (ssize_t)have;
}

static int refuse_limit(struct diag_place place, size_t limit, struct diags *diags)
{
	bool whole = limit % (1024 * 1024) == 0;

	return diag_add(diags, STATUS_LIMIT, place, "the file is larger than %zu %s, the limit",
		limit / (whole ? 1024 * 1024 : 1024), whole ? "MiB" : "KiB");
}

/* One byte more than the file's size is asked for: a file that grows meanwhile is seen. */
static int read_open_file(int fd, struct diag_place place, size_t limit, char **ret_text,
	size_t *ret_size, struct diags *diags)
{
	struct stat about;

	if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))
		return diag_add(diags, STATUS_OPEN, place, "this is not a regular file");
	if ((unsigned long long)about.st_size > limit)
		return refuse_limit(place, limit, diags);
	size_t size = (size_t)about.st_size;
	char *text = malloc(size + 1);
	if (!text)
		return diag_add(diags, STATUS_MEMORY, place, "out of memory");
	ssize_t count = read_all(fd, text, size + 1);
	if (count < 0 || (size_t)count > size) {
		int status = diag_add(diags, STATUS_READ, place, "the file cannot be read: %s",
			count < 0 ? strerror(errno) : "it grew meanwhile");
		free(text);
		return status;
	}
	text[count] = '\0';
	*ret_text = text;
	*ret_size = (size_t)count;
	return 0;
}

int textfile_read(
	const char *path, size_t limit, char **ret_text, size_t *ret_size, struct diags *diags)
{
	struct diag_place place = {.file = path};
	/* Without O_NONBLOCK a named pipe would hold the program until somebody writes to it. */
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		return diag_add(diags, STATUS_OPEN, place, "the file cannot be opened: %s",
			strerror(errno));
	int status = read_open_file(fd, place, limit, ret_text, ret_size, diags);
	close(fd);
	return status;
}

bool textfile_put(int fd, const char *text, size_t size)
{
	while (size) {
		ssize_t written = write(fd, text, size);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		text += written;
		size -= (size_t)written;
	}
	return true;
}

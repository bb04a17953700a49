#include "app/position_file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/state_folder.h"
#include "base/number.h"
#include "base/textfile.h"

enum { POSITION_BYTES_MAX = 8192 };

static bool position_path(struct str *out)
{
	const char *runtime = getenv("XDG_RUNTIME_DIR");

	if (!runtime || runtime[0] != '/')
		return state_path("position", out);
	str_addf(out, "%s/normscope", runtime);
	mkdir(str_text(out), 0700);
	str_add(out, "/position");
	return !out->failed;
}

/* "STOP PATH", the path as it is from any folder. */
void position_write(const struct play *play)
{
	struct str path = {0}, part = {0};
	char *whole = realpath(play->lesson->path, NULL);

	if (whole && position_path(&path)) {
		str_addf(&part, "%s.%ld", str_text(&path), (long)getpid());
		int fd = open(str_text(&part),
			O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
		FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
		bool written = file && fprintf(file, "%zu %s", play->stop, whole) > 0;
		written = file && fclose(file) == 0 && written;
		if (fd >= 0 && (!written || rename(str_text(&part), str_text(&path)) != 0))
			unlink(str_text(&part));
	}
	free(whole);
	str_free(&path);
	str_free(&part);
}

bool position_read(struct str *path, size_t *ret_stop)
{
	struct diags diags = {.count = 0};
	struct str file = {0};
	char *text = NULL;
	size_t size = 0;
	long stop = -1;

	if (position_path(&file) &&
		textfile_read(str_text(&file), POSITION_BYTES_MAX, &text, &size, &diags) == 0) {
		char *blank = text;
		while (*blank && *blank != ' ')
			blank++;
		if (*blank) {
			*blank = '\0';
			if (number_parse_int(text, &stop) && stop >= 0)
				str_add(path, blank + 1);
		}
	}
	*ret_stop = stop < 0 ? 0 : (size_t)stop;
	free(text);
	diags_free(&diags);
	str_free(&file);
	return path->len > 0;
}

void position_remove(void)
{
	struct str path = {0};

	if (position_path(&path))
		unlink(str_text(&path));
	str_free(&path);
}

#include "app/position_file.h"

#include <stdlib.h>
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
	str_addf(out, "%s/normscope/position", runtime);
	return !out->failed;
}

/* "STOP PATH", the path as it is from any folder. */
void position_write(const struct play *play)
{
	struct str path = {0}, text = {0};
	char *whole = realpath(play->lesson->path, NULL);

	if (whole && position_path(&path)) {
		str_addf(&text, "%zu %s", play->stop, whole);
		state_replace(str_text(&path), &text);
	}
	free(whole);
	str_free(&path);
	str_free(&text);
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

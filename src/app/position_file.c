#include "app/position_file.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/state_folder.h"
#include "base/number.h"
#include "base/textfile.h"

/* PROCESS STOP BLANK BEGUN CAME BYTES, of which the path has so many: a path may hold any byte. */
enum { POSITION_BYTES_MAX = 32768, HEAD_WORDS = 6 };

static bool position_path(struct str *out)
{
	const char *runtime = getenv("XDG_RUNTIME_DIR");

	if (!runtime || runtime[0] != '/')
		return state_path("position", out);
	str_addf(out, "%s/normscope/position", runtime);
	return !out->failed;
}

void position_write(const struct followed *position)
{
	struct str path = {0}, text = {0};
	char *whole = realpath(str_text(&position->path), NULL);

	if (whole && position_path(&path)) {
		str_addf(&text, "%ld %zu %d %ld %ld %zu\n%s\n%s", (long)getpid(), position->stop,
			position->blank, position->begun, position->came, strlen(whole), whole,
			str_text(&position->answers));
		state_replace(str_text(&path), &text);
	}
	free(whole);
	str_free(&path);
	str_free(&text);
}

/* The numbers of the first line; *text is moved behind it. */
static bool read_head(char **text, long numbers[HEAD_WORDS])
{
	char *line = *text, *end = strchr(line, '\n'), *rest = NULL;
	int count = 0;

	if (!end)
		return false;
	*end = '\0';
	*text = end + 1;
	for (char *word = strtok_r(line, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
		if (count == HEAD_WORDS || !number_parse_int(word, &numbers[count++]) ||
			numbers[count - 1] < 0)
			return false;
	return count == HEAD_WORDS;
}

static void take_text(char *text, struct followed *position)
{
	long numbers[HEAD_WORDS];

	if (!read_head(&text, numbers) || (size_t)numbers[5] >= strlen(text))
		return;
	position->process = numbers[0];
	position->stop = (size_t)numbers[1];
	position->blank = numbers[2] != 0;
	position->begun = numbers[3];
	position->came = numbers[4];
	str_add_bytes(&position->path, text, (size_t)numbers[5]);
	str_add(&position->answers, text + numbers[5] + 1);
}

bool position_read(struct followed *position)
{
	struct diags diags = {.count = 0};
	struct str file = {0};
	char *text = NULL;
	size_t size = 0;

	str_clear(&position->path);
	str_clear(&position->answers);
	position->process = 0;
	if (position_path(&file) &&
		textfile_read(str_text(&file), POSITION_BYTES_MAX, &text, &size, &diags) == 0)
		take_text(text, position);
	free(text);
	diags_free(&diags);
	str_free(&file);
	return position->path.len > 0;
}

void position_free(struct followed *position)
{
	str_free(&position->path);
	str_free(&position->answers);
}

bool position_is_own(void)
{
	struct followed position = {0};
	bool own = position_read(&position) && position.process == (long)getpid();

	position_free(&position);
	return own;
}

void position_remove(void)
{
	struct str path = {0};

	if (position_is_own() && position_path(&path))
		unlink(str_text(&path));
	str_free(&path);
}

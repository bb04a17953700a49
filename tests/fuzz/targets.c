#include "fuzz/targets.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "draw/canvas.h"
#include "draw/math.h"
#include "engine/expression.h"
#include "engine/glossary.h"
#include "engine/play.h"
#include "engine/progress.h"
#include "engine/settings.h"
#include "num/csv.h"

static void must(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "this does not hold: %s\n", what);
	abort();
}

/* Nothing that a terminal would obey; C1 is C2 80 … C2 9F in UTF-8. */
static void must_be_clean(const struct str *text)
{
	const unsigned char *at = (const unsigned char *)str_text(text);

	for (; *at; at++) {
		must(*at >= ' ' || *at == '\n', "there is no control character in a print");
		must(*at != 0x7F, "there is no DEL in a print");
		must(*at != 0xC2 || at[1] < 0x80 || at[1] > 0x9F, "there is no C1 in a print");
	}
}

static void close_diags(struct diags *diags)
{
	struct str text = {0};

	diags_format(diags, &text);
	must_be_clean(&text);
	str_free(&text);
	diags_free(diags);
}

/* --- files ------------------------------------------------------------------------------------- */

static void read_lesson(const char *text, size_t size)
{
	struct diags diags = {.count = 0};
	struct lesson *lesson = NULL;
	int status = lesson_parse("fuzz.md", text, size, &lesson, &diags);

	must(status ? diags.count > 0 : lesson != NULL, "a lesson is read, or it is said why not");
	lesson_free(lesson);
	close_diags(&diags);
}

static void read_csv(const char *text, size_t size)
{
	static const struct csv_request requests[] = {{.features = "1, 2", .target = "3"},
		{.features = "hue, proline", .target = "type", .classes = "a, b"}};
	struct diags diags = {.count = 0};
	struct dataset data = {.rows = 0};
	const struct csv_request *request = &requests[size % 2];

	if (csv_parse("fuzz.csv", text, size, request, &data, &diags) == 0)
		must(data.rows > 0, "a data set has rows");
	else
		must(diags.count > 0, "it is said why the data are none");
	dataset_free(&data);
	close_diags(&diags);
}

/* The closing line is put behind the text, which no chance would find. */
static void close_progress(const char *text, size_t size, struct str *out)
{
	uint64_t sum = 14695981039346656037u;

	str_add(out, "normscope progress 1\n");
	str_add_bytes(out, text, size);
	for (size_t i = 0; i < out->len; i++)
		sum = (sum ^ (unsigned char)out->data[i]) * 1099511628211u;
	str_addf(out, "checksum %016" PRIx64 "\n", sum);
}

static void read_progress(const char *text, size_t size)
{
	struct progress first = {.count = 0}, second = {.count = 0};
	struct str whole = {0}, once = {0}, twice = {0}, words = {0};

	progress_parse(text, size, &first);
	progress_free(&first);
	first = (struct progress){.count = 0};
	close_progress(text, size, &whole);
	if (progress_parse(str_text(&whole), whole.len, &first) == 0) {
		progress_format(&first, &once);
		must(progress_parse(str_text(&once), once.len, &second) == 0,
			"what was written is read");
		progress_format(&second, &twice);
		must(strcmp(str_text(&once), str_text(&twice)) == 0,
			"what was read is written alike");
		progress_print(&second, &words);
		must_be_clean(&words);
	}
	progress_free(&first);
	progress_free(&second);
	str_free(&whole);
	str_free(&once);
	str_free(&twice);
	str_free(&words);
}

static void read_glossary(const char *text, size_t size)
{
	struct diags diags = {.count = 0};
	struct glossary glossary = {.count = 0};
	size_t order[GLOSSARY_MAX];

	if (glossary_parse("fuzz.md", text, size, &glossary, &diags) == 0)
		must(glossary_order(&glossary, text, order) <= glossary.count,
			"no more terms stand in a formula than there are");
	glossary_free(&glossary);
	close_diags(&diags);
}

/* --- lines ------------------------------------------------------------------------------------- */

static struct play *open_play(void)
{
	struct diags diags = {.count = 0};
	struct lesson *lesson = NULL;
	struct play *play = NULL;
	int status = lesson_load("lessons/five-stages.md", &lesson, &diags);

	if (!status)
		status = play_open(
			lesson, (struct play_wishes){.set_count = 0}, false, &play, &diags);
	must(status == 0, "a lesson is open for expressions");
	play_go_index(play, play->run->timeline.length / 2);
	return play;
}

static void read_expression(const char *text, size_t size)
{
	static struct play *play;
	struct str why = {0};
	double value = 0;
	int column = 0;

	if (!play)
		play = open_play(); /* for all texts; it stays open to the end */
	if (size > 1000)
		return;
	int status = expression_evaluate(play->run, text, &value, &why, &column);
	must(status ? why.len > 0 : true, "it is said why an expression is none");
	must(column >= 0 && (size_t)column <= size + 1, "a mistake stands in the text");
	must_be_clean(&why);
	str_free(&why);
}

static void read_math(const char *text, size_t size)
{
	struct math_mistake mistake = {.column = 0};
	struct math *math = math_parse(text, &mistake);
	int width = size ? 1 + text[0] % 64 : 1;
	struct str flat = {0};

	must(math != NULL, "memory is enough");
	width = width < 1 ? 1 : width;
	for (int form = 0; form < MATH_FORM_COUNT; form++) {
		bool ascii = size % 2;
		struct canvas *canvas = canvas_new(width, 12, ascii);
		struct math_extent extent = math_layout(math, (enum math_form)form, ascii, width);
		must(!extent.fits || extent.w <= width, "what fits is no wider");
		math_draw(math, canvas, 0, 0, ROLE_TEXT);
		canvas_free(canvas);
	}
	math_text(math, &flat);
	must_be_clean(&mistake.why);
	str_free(&flat);
	str_free(&mistake.why);
	math_free(math);
}

static void read_setting(const char *text, size_t size)
{
	const struct setting *setting = &settings_table[(unsigned char)text[0] % settings_count];
	struct settings first, second;
	struct str why = {0}, once = {0}, twice = {0};

	settings_defaults(&first);
	settings_defaults(&second);
	if (setting_set(&first, setting, size ? text + 1 : text, &why) == 0) {
		setting_print(&first, setting, &once);
		must(setting_set(&second, setting, str_text(&once), &why) == 0,
			"a value that was printed is read");
		setting_print(&second, setting, &twice);
		must(strcmp(str_text(&once), str_text(&twice)) == 0, "and printed alike");
		settings_check(&first, &why);
	} else {
		must(why.len > 0, "it is said why a value is none");
	}
	must_be_clean(&why);
	str_free(&why);
	str_free(&once);
	str_free(&twice);
}

const struct fuzz_target fuzz_targets[] = {
	{"lesson", read_lesson},
	{"csv", read_csv},
	{"progress", read_progress},
	{"glossary", read_glossary},
	{"expression", read_expression},
	{"math", read_math},
	{"setting", read_setting},
	{NULL, NULL},
};

const struct fuzz_target *fuzz_target_find(const char *name)
{
	for (const struct fuzz_target *target = fuzz_targets; name && target->name; target++)
		if (strcmp(target->name, name) == 0)
			return target;
	return NULL;
}

#include "storm/lines.h"

#include "app/actions.h"
#include "engine/quantity.h"
#include "engine/settings.h"
#include "engine/stage.h"
#include "lessons.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define PICK(draws, list) ((list)[draws_below(draws, COUNT(list))])

/* --- pieces ------------------------------------------------------------------------------------ */

/* Small ones: a storm tries many runs, not long ones. */
static void add_value(struct draws *draws, struct str *out)
{
	static const char *const values[] = {"0", "1", "2", "3", "4", "8", "0.1", "0.5", "-1",
		"1e-5", "1e300", "1e999", "-0", "nan", "inf", "all", "true", "false", "none", "",
		"2, 2", "3, 0", "1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1", "0,1", "tanh",
		"relu", "sgd", "adam", "momentum", "w, b", "w1, w2", "µ̈", "“”",
		"99999999999999999999", "010"};

	str_add(out, PICK(draws, values));
}

/* A value that the setting has a use for, where it names them. */
static void add_value_of(struct draws *draws, const struct setting *setting, struct str *out)
{
	size_t count = 0;

	while (setting->choices && setting->choices[count])
		count++;
	if (count && !draws_once_in(draws, 8))
		str_add(out, setting->choices[draws_below(draws, count)]);
	else
		add_value(draws, out);
}

static void add_quantity(struct draws *draws, struct str *out)
{
	str_add(out, quantities[draws_below(draws, quantities_count)].name);
	if (draws_once_in(draws, 2))
		str_addf(out, "(%zu, %zu)", draws_below(draws, 4), draws_below(draws, 4));
	else if (draws_once_in(draws, 2))
		str_addf(out, "(%zu)", draws_below(draws, 4));
}

/* --- commands ---------------------------------------------------------------------------------- */

static void add_go(struct draws *draws, struct str *out)
{
	static const char *const places[] = {"start", "end", "input", "input, mean", "loss",
		"update", "normalize", "epoch 1, batch 1, layer 1", "epoch 0", "layer 99", ", ,",
		"stop", "stop 0", "epoch 18446744073709551616", "stage", ""};

	str_add(out, "go ");
	if (draws_once_in(draws, 3))
		str_addf(out, "stop %zu", draws_below(draws, 14));
	else if (draws_once_in(draws, 2))
		str_addf(out, "epoch %zu, batch %zu, %s", draws_below(draws, 5),
			draws_below(draws, 5),
			stage_info((enum stage)draws_below(draws, STAGE_COUNT))->word);
	else
		str_add(out, PICK(draws, places));
}

static void add_set(struct draws *draws, struct str *out)
{
	const struct setting *setting = &settings_table[draws_below(draws, settings_count)];

	str_addf(out, "set %s%s", draws_once_in(draws, 6) ? "twin." : "", setting->name);
	if (draws_once_in(draws, 12))
		return;
	str_add(out, draws_once_in(draws, 2) ? " " : "=");
	add_value_of(draws, setting, out);
}

static void add_until(struct draws *draws, struct str *out)
{
	static const char *const signs[] = {" < ", " > ", " == ", " + ", " && ", "(", ")", " ? "};

	str_add(out, "until ");
	add_quantity(draws, out);
	str_add(out, PICK(draws, signs));
	if (draws_once_in(draws, 2))
		add_quantity(draws, out);
	else
		add_value(draws, out);
}

static void add_open(struct draws *draws, struct str *out)
{
	size_t count = 0;

	while (shipped_lessons[count])
		count++;
	if (draws_once_in(draws, 4))
		str_addf(out, "open %zu", draws_below(draws, count + 2));
	else
		str_addf(out, "open %s", shipped_lessons[draws_below(draws, count)]);
}

static void add_action(struct draws *draws, struct str *out)
{
	if (draws_once_in(draws, 3))
		str_addf(out, "%zu ", draws_below(draws, 12));
	str_add(out, actions[draws_below(draws, actions_count)].name);
}

static void add_help(struct draws *draws, struct str *out)
{
	str_add(out, "help ");
	if (draws_once_in(draws, 2))
		str_add(out, settings_table[draws_below(draws, settings_count)].name);
	else
		str_add(out, quantities[draws_below(draws, quantities_count)].name);
}

static void add_data(struct draws *draws, struct str *out)
{
	static const char *const files[] = {"lessons/data/wine.csv", "tests/broken/hostile.csv",
		"tests/broken/empty.csv", "/dev/null", "..", "/", "nowhere.csv"};

	str_addf(out, "data %s", PICK(draws, files));
}

static void add_row(struct draws *draws, struct str *out)
{
	static const char *const words[] = {"move ", "flip ", "target ", "add ", "delete ", ""};

	str_addf(out, "row %s%zu", PICK(draws, words), draws_below(draws, 70));
	for (size_t i = draws_below(draws, 4); i > 0; i--) {
		str_add(out, " ");
		if (draws_once_in(draws, 3))
			add_value(draws, out);
		else
			str_addf(out, "%zu", draws_below(draws, 4));
	}
}

static void add_noise(struct draws *draws, struct str *out)
{
	static const char *const words[] = {"", " ", "q1", "se", "set", "until", "go", "open",
		"999999 stage-next", "\xF0\x9F\x99\x82", "e\xCC\x81",
		"set \xE2\x80\xAE=", "0 undo"};

	str_add(out, PICK(draws, words));
}

void lines_command(struct draws *draws, struct str *out)
{
	static void (*const kinds[])(struct draws * draws, struct str * out) = {add_go, add_go,
		add_set, add_set, add_set, add_set, add_until, add_until, add_action, add_action,
		add_help, add_open, add_data, add_row, add_row, add_noise};

	PICK(draws, kinds)(draws, out);
}

void lines_words(struct draws *draws, struct str *out)
{
	static const char *const words[] = {"variance", "a", "b", "a b", "b a c", "0.5", "-3",
		"1 2 3", "12 0 0 0", "4 4", "loss", "mean", "∂", "%s%n", "no such word at all"};

	if (draws_once_in(draws, 3))
		add_value(draws, out);
	else
		str_add(out, PICK(draws, words));
}

#include "engine/settings_step.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"

enum { ROWS_ALL_BELOW = 64, SEEDS = 1000000 };

/* --- ladders of numbers ------------------------------------------------------------------------ */

static const double shares[] = {
	0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99, 0.999, 0.9999, 1};
enum { SHARES = sizeof shares / sizeof *shares };

/* Nearly the same number counts as the same: 0.1 + 0.2 must not need a step of its own. */
static bool above(double a, double b)
{
	return a > b + 1e-9 * fabs(b);
}

static double step_share(double now, bool up)
{
	if (up) {
		for (int i = 0; i < SHARES; i++)
			if (above(shares[i], now))
				return shares[i];
		return now;
	}
	for (int i = SHARES; i-- > 0;)
		if (above(now, shares[i]))
			return shares[i];
	return now;
}

/* The next of …, 0.1, 0.2, 0.5, 1, 2, 5, …; `least` is the smallest above zero. */
static double step_decade(double now, double least, bool up)
{
	static const double digits[] = {1, 2, 5, 10, 20};

	if (up && now < least)
		return least;
	if (!up && !above(now, least))
		return 0;
	double decade = pow(10, floor(log10(now) + 1e-9));
	if (up) {
		for (int i = 0; i < 5; i++)
			if (above(digits[i] * decade, now))
				return digits[i] * decade;
		return now;
	}
	for (int i = 4; i-- > 0;)
		if (above(now, digits[i] * decade))
			return digits[i] * decade;
	return decade / 2;
}

static double step_tenth(double now, bool up)
{
	double tenths = now * 10;

	return (up ? floor(tenths + 1e-6) + 1 : ceil(tenths - 1e-6) - 1) / 10;
}

static double step_power(double now, bool up)
{
	double power = now < 1 ? -1 : log2(now);

	return up ? pow(2, floor(power + 1e-9) + 1) : pow(2, ceil(power - 1e-9) - 1);
}

static double step_number(const struct setting *setting, double now, bool up)
{
	bool whole = setting->type != SETTING_REAL;

	if (!whole && setting->min < 0)
		return step_tenth(now, up);
	if (!whole && setting->max <= 1 && strstr(setting->name, "epsilon") == NULL)
		return step_share(now, up);
	if (!whole)
		return step_decade(now, setting->min > 0 ? setting->min : 1e-8, up);
	if (setting->max > SEEDS)
		return now + (up ? 1 : -1);
	return strcmp(setting->unit, "rows") == 0 ? step_power(now, up) : step_decade(now, 1, up);
}

/* --- words ------------------------------------------------------------------------------------- */

static bool step_word(
	struct settings *settings, const struct setting *setting, const char *now, bool up)
{
	static const char *const truths[] = {"false", "true", NULL};
	const char *const *words = setting->type == SETTING_BOOL ? truths : setting->choices;
	struct str why = {0};
	size_t count = 0, at = 0;

	for (; words[count]; count++)
		if (strcmp(words[count], now) == 0)
			at = count;
	at = (at + (up ? 1 : count - 1)) % count;
	bool stepped = setting_set(settings, setting, words[at], &why) == 0;
	str_free(&why);
	return stepped;
}

/* Beyond the largest count of rows stands "all". */
static const char *step_all(const char *now, double number, bool up)
{
	if (strcmp(now, "all") == 0)
		return up ? NULL : "64";
	return up && number >= ROWS_ALL_BELOW ? "all" : "";
}

/* The text one step on: of a number, or "all" and back from it. False where there is none. */
static bool step_text(const struct setting *setting, const char *now, bool up, char out[NUMBER_MAX])
{
	bool counted = setting->type == SETTING_COUNT_OR_ALL;
	double number = 0;

	number_parse(now, &number);
	const char *word = counted ? step_all(now, number, up) : "";
	if (!word)
		return false;
	double to = step_number(setting, number, up);
	to = to < setting->min ? setting->min : to > setting->max ? setting->max : to;
	if (word[0])
		snprintf(out, NUMBER_MAX, "%s", word);
	else
		snprintf(out, NUMBER_MAX, "%.10g", to);
	return word[0] || to != number;
}

bool setting_step(struct settings *settings, const struct setting *setting, bool up)
{
	bool words = setting->type == SETTING_BOOL || setting->choices;
	bool number = setting->type == SETTING_INT || setting->type == SETTING_REAL ||
		      setting->type == SETTING_COUNT_OR_ALL;
	struct str now = {0}, why = {0};
	char text[NUMBER_MAX];
	bool stepped = false;

	setting_print(settings, setting, &now);
	if (words)
		stepped = step_word(settings, setting, str_text(&now), up);
	else if (number && step_text(setting, str_text(&now), up, text))
		stepped = setting_set(settings, setting, text, &why) == 0;
	str_free(&now);
	str_free(&why);
	return stepped;
}

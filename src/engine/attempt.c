#include "engine/attempt.h"

#include <string.h>

#include "engine/expression.h"

/* Both values are printed by the same function, so that 0.10 and 0.1 are the same. */
static bool has_value(const struct settings *settings, const struct wish *wish)
{
	const struct setting *setting = setting_find(wish->setting.name);
	struct settings wished = *settings;
	struct str now = {0}, then = {0}, why = {0};
	bool same = false;

	if (setting && !setting_set(&wished, setting, wish->value.name, &why)) {
		setting_print(settings, setting, &now);
		setting_print(&wished, setting, &then);
		same = strcmp(str_text(&now), str_text(&then)) == 0;
	}
	str_free(&now);
	str_free(&then);
	str_free(&why);
	return same;
}

bool attempt_is_done(const struct run *run, const struct question *question)
{
	struct str why = {0};
	double value = 1;

	for (size_t i = 0; i < question->wish_count; i++)
		if (!has_value(&run->experiment->settings, &question->wishes[i]))
			return false;
	if (question->done.expression &&
		expression_evaluate(run, question->done.expression, &value, &why, NULL))
		value = 0;
	str_free(&why);
	return value == 1;
}

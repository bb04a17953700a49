/* The table of stages: sound in itself, and with the table of quantities. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "engine/quantity.h"
#include "engine/stage.h"

static bool is_input(const struct stage_info *info)
{
	return info->phase == PHASE_INPUT && info->id != STAGE_START;
}

static void lines_stand_where_they_belong(void **unused)
{
	(void)unused;
	for (int i = 0; i < STAGE_COUNT; i++) {
		const struct stage_info *info = stage_info((enum stage)i);

		assert_int_equal(info->id, i);
		assert_true(i == 0 || info->phase >= stage_info((enum stage)(i - 1))->phase);
		assert_true(info->phase == PHASE_FORWARD || info->phase == PHASE_BACKWARD ||
			    !info->per_layer);
	}
}

static void words_are_unique(void **unused)
{
	(void)unused;
	for (int i = 0; i < STAGE_COUNT; i++) {
		for (int j = 0; j < i; j++) {
			const struct stage_info *a = stage_info((enum stage)i);
			const struct stage_info *b = stage_info((enum stage)j);

			if (is_input(a) == is_input(b))
				assert_string_not_equal(a->word, b->word);
			if (a->phase == b->phase)
				assert_string_not_equal(a->title, b->title);
		}
	}
}

/* Words are read back by places and lessons: no commas, and no number at their end. */
static void texts_are_whole(void **unused)
{
	(void)unused;
	for (int i = 0; i < STAGE_COUNT; i++) {
		const struct stage_info *info = stage_info((enum stage)i);
		size_t says = strlen(info->says);

		assert_true(info->word[0] && !strpbrk(info->word, ",·0123456789"));
		assert_true(info->title[0] && !strchr(info->title, '\n'));
		assert_non_null(strchr(".?", info->says[says - 1]));
		assert_true(!info->formula || info->formula[0]);
		assert_non_null(info->source);
		assert_true(!info->formula || info->source[0]);
	}
}

/* Every stage computes something, so every one has a formula; but for those that only look. */
static void formulas_are_there(void **unused)
{
	(void)unused;
	for (int i = 0; i < STAGE_COUNT; i++)
		assert_int_equal(stage_info((enum stage)i)->formula == NULL,
			i == STAGE_START || i == STAGE_DRAW);
}

static void words_are_found_again(void **unused)
{
	(void)unused;
	for (int i = STAGE_INPUT_MEAN; i < STAGE_COUNT; i++) {
		const struct stage_info *info = stage_info((enum stage)i);

		assert_int_equal(stage_find(info->word, is_input(info)), i);
		assert_string_equal(stage_nearest(info->word, is_input(info)), info->word);
	}
	assert_int_equal(stage_find("mean", true), STAGE_INPUT_MEAN);
	assert_int_equal(stage_find("mean", false), STAGE_MEAN);
	assert_int_equal(stage_find("whiten", false), STAGE_COUNT);
	assert_int_equal(stage_find("normalize", true), STAGE_COUNT);
	assert_int_equal(stage_find("", false), STAGE_COUNT);
	assert_int_equal(stage_find("start", true), STAGE_COUNT);
}

static void a_slip_finds_the_nearest(void **unused)
{
	static const struct {
		const char *slip;
		bool input;
		const char *meant; /* NULL: nothing is near */
	} cases[] = {
		{"normalise", false, "normalize"},
		{"substract", false, "subtract"},
		{"varaince", true, "variance"},
		{"scale and shift", false, "scale-and-shift"},
		{"wihten", true, "whiten"},
		{"wihten", false, NULL},
		{"something else entirely", false, NULL},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *near = stage_nearest(cases[i].slip, cases[i].input);

		assert_int_equal(near != NULL, cases[i].meant != NULL);
		if (near)
			assert_string_equal(near, cases[i].meant);
	}
}

/* Takes the next word of a list; false at its end. */
static bool take_word(const char **list, char word[40])
{
	size_t length = strcspn(*list, " ");

	assert_true(length < 40);
	snprintf(word, 40, "%.*s", (int)length, *list);
	*list += length + ((*list)[length] == ' ');
	return length > 0;
}

static void what_is_written_is_a_quantity(void **unused)
{
	char word[40];

	(void)unused;
	for (int i = 0; i < STAGE_COUNT; i++) {
		const char *list = stage_info((enum stage)i)->writes;

		while (take_word(&list, word)) {
			assert_non_null(quantity_find(word));
			assert_true(stage_writes((enum stage)i, word));
		}
		assert_int_equal(*list, '\0');
	}
	assert_true(stage_writes(STAGE_MEAN, "mu"));
	assert_false(stage_writes(STAGE_MEAN, "m"));
	assert_false(stage_writes(STAGE_MEAN, "mux"));
	assert_false(stage_writes(STAGE_MEAN, ""));
	assert_false(stage_writes(STAGE_D_INPUT, "d_z"));
}

/* A quantity is known from a stage on: some stage of its list writes it, if any writes it at all. */
static void what_is_written_is_known_from_there(void **unused)
{
	(void)unused;
	for (size_t q = 0; q < quantities_count; q++) {
		bool named = false, known = false;

		for (int i = STAGE_DRAW; i < STAGE_COUNT; i++) {
			bool writes = stage_writes((enum stage)i, quantities[q].name);
			named |= writes;
			for (int k = 0; k < QUANTITY_FROM_MAX; k++)
				known |= writes && quantities[q].from[k] == (enum stage)i;
		}
		if (named && quantities[q].from[0] != STAGE_START && !known)
			fail_msg("%s is written by a stage that it does not wait for",
				quantities[q].name);
	}
}

/* Templates: braces are closed, $ is followed by a letter that means something. */
static void check_template(const char *at)
{
	int open = 0;

	for (; at && *at; at++) {
		open += *at == '{' ? 1 : *at == '}' ? -1 : 0;
		assert_true(open >= 0);
		assert_true(*at != '$' || (at[1] && strchr("luirL", at[1])));
	}
	assert_int_equal(open, 0);
}

static void templates_are_closed(void **unused)
{
	(void)unused;
	for (int i = 0; i < STAGE_COUNT; i++) {
		check_template(stage_info((enum stage)i)->formula);
		check_template(stage_info((enum stage)i)->numbers);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_stand_where_they_belong),
		cmocka_unit_test(words_are_unique),
		cmocka_unit_test(texts_are_whole),
		cmocka_unit_test(formulas_are_there),
		cmocka_unit_test(words_are_found_again),
		cmocka_unit_test(a_slip_finds_the_nearest),
		cmocka_unit_test(what_is_written_is_a_quantity),
		cmocka_unit_test(what_is_written_is_known_from_there),
		cmocka_unit_test(templates_are_closed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

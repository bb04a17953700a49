/* The glossary: the shipped one, mistakes in others, and what stands in a formula. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/str.h"
#include "draw/glyph.h"
#include "engine/catalogue.h"
#include "engine/glossary.h"
#include "engine/quantity.h"

#define HEAD "| symbol | ASCII | word | meaning | lesson |\n|---|---|---|---|---|\n"
#define TERM "| μ | mu | mean | The middle. | four-steps |\n"

static const struct {
	const char *text, *message, *why;
} mistakes[] = {
	{"", "g.md:1:1: there is no table that begins with | symbol | ASCII", "an empty file"},
	{"# Glossary\n| symbol | word |\n", "g.md:1:1: there is no table", "another table"},
	{HEAD "| μ | mu | mean | The middle. |\n", "g.md:3:1: a line of the table has five cells",
		"a cell too few"},
	{HEAD "| μ | mu | mean | It is |x|. | four-steps |\n",
		"g.md:3:1: a line of the table has five cells", "a bar inside a cell"},
	{HEAD "| μ | mu | | The middle. | four-steps |\n", "g.md:3:12: the word is missing",
		"an empty cell"},
	{HEAD TERM "| μ | mu | middle | The mean. | |\n", "g.md:4:3: “μ” stands in line 3 already",
		"a symbol twice"},
	{HEAD "| μ | mu | mean | The middle | four-steps |\n",
		"g.md:3:19: the meaning of “μ” is a sentence", "no full stop"},
	{HEAD "| μ | mu | mean | a b c d e f g h i j k l m n o p q r s t u v w x y z. | |\n",
		"g.md:3:19: the meaning of “μ” has more than 25 words", "too long a sentence"},
	{HEAD "| μ | mu | mean | The middle | |\n| σ | | sd | x | |\n", "g.md:4:7: the ASCII",
		"all mistakes at once"},
};

static void mistakes_are_named_where_they_stand(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		struct diags diags = {.count = 0};
		struct glossary glossary;
		struct str said = {0};

		assert_int_not_equal(glossary_parse("g.md", mistakes[i].text,
					     strlen(mistakes[i].text), &glossary, &diags),
			0);
		assert_int_equal(glossary.count, 0);
		diags_format(&diags, &said);
		if (!strstr(str_text(&said), mistakes[i].message))
			fail_msg("%s: %s", mistakes[i].why, str_text(&said));
		str_free(&said);
		diags_free(&diags);
	}
}

static void what_is_not_the_table_is_left_out(void **unused)
{
	static const char text[] = "# Words\n\n| a | b |\n" HEAD TERM "\nMore text.";
	struct diags diags = {.count = 0};
	struct glossary glossary;

	(void)unused;
	assert_int_equal(glossary_parse("g.md", text, strlen(text), &glossary, &diags), 0);
	assert_int_equal(glossary.count, 1);
	assert_string_equal(glossary.entries[0].symbol, "μ");
	assert_string_equal(glossary.entries[0].ascii, "mu");
	assert_string_equal(glossary.entries[0].word, "mean");
	assert_string_equal(glossary.entries[0].meaning, "The middle.");
	assert_string_equal(glossary.entries[0].lesson, "four-steps");
	glossary_free(&glossary);
}

static void open_shipped_glossary(struct glossary *glossary)
{
	struct diags diags = {.count = 0};
	struct str said = {0};

	if (glossary_load("lessons/glossary/README.md", glossary, &diags)) {
		diags_format(&diags, &said);
		fail_msg("%s", str_text(&said));
	}
}

static bool explains(const struct glossary *glossary, const char *symbol)
{
	for (size_t i = 0; i < glossary->count; i++)
		if (strcmp(glossary->entries[i].symbol, symbol) == 0 ||
			strcmp(glossary->entries[i].ascii, symbol) == 0)
			return true;
	return false;
}

/* Every symbol that a panel can show is explained, under the spelling that ASCII screens show. */
static void every_quantity_has_an_entry(void **unused)
{
	struct glossary glossary;

	(void)unused;
	open_shipped_glossary(&glossary);
	for (size_t i = 0; i < quantities_count; i++)
		if (quantities[i].symbol[0] && !explains(&glossary, quantities[i].symbol))
			fail_msg("%s (%s) has no line in lessons/glossary/README.md",
				quantities[i].symbol, quantities[i].name);
	for (size_t i = 0; i < glossary.count; i++) {
		struct str spelled = {0};
		glyphs_spell(&spelled, glossary.entries[i].symbol);
		if (strcmp(str_text(&spelled), glossary.entries[i].ascii) != 0)
			fail_msg("%s is spelled %s, not %s", glossary.entries[i].symbol,
				str_text(&spelled), glossary.entries[i].ascii);
		str_free(&spelled);
	}
	glossary_free(&glossary);
}

static void every_lesson_named_is_there(void **unused)
{
	struct glossary glossary;
	struct catalogue catalogue;
	struct diags diags = {.count = 0};

	(void)unused;
	open_shipped_glossary(&glossary);
	assert_int_equal(catalogue_open(&catalogue, "lessons", &diags), 0);
	for (size_t i = 0; i < glossary.count; i++) {
		struct str path = {0};
		const char *lesson = glossary.entries[i].lesson;
		if (lesson[0] && catalogue_find(&catalogue, lesson, &path, &diags))
			fail_msg("%s names the lesson %s, which is not there",
				glossary.entries[i].symbol, lesson);
		str_free(&path);
	}
	catalogue_free(&catalogue);
	glossary_free(&glossary);
}

static const struct {
	const char *formula, *first, *why;
} formulas[] = {
	{"ẑ = (z − μ) / √(σ² + ε)", "ẑ z z − μ μ √ σ² ε", "in the order of the formula"},
	{"dz = 1", "dz", "the d and the z of dz are none of their own"},
	{"θ ← θ − α dθ", "θ ← α dθ", "each once"},
	{"γ ẑ + β", "γ ẑ β", "beside each other"},
	{"w₁ and w₂", "", "a letter with an index is another symbol"},
	{NULL, "", "no formula"},
	{"", "", "an empty one"},
};

static void symbols_of_a_formula_come_first(void **unused)
{
	struct glossary glossary;
	size_t order[GLOSSARY_MAX];

	(void)unused;
	open_shipped_glossary(&glossary);
	for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++) {
		bool seen[GLOSSARY_MAX] = {false};
		struct str first = {0};
		size_t here = glossary_order(&glossary, formulas[i].formula, order);

		for (size_t j = 0; j < here; j++)
			str_addf(&first, "%s%s", j ? " " : "", glossary.entries[order[j]].symbol);
		if (strcmp(str_text(&first), formulas[i].first) != 0)
			fail_msg("%s: %s", formulas[i].why, str_text(&first));
		for (size_t j = 0; j < glossary.count; j++) {
			assert_false(seen[order[j]]);
			seen[order[j]] = true;
		}
		str_free(&first);
	}
	glossary_free(&glossary);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mistakes_are_named_where_they_stand),
		cmocka_unit_test(what_is_not_the_table_is_left_out),
		cmocka_unit_test(every_quantity_has_an_entry),
		cmocka_unit_test(every_lesson_named_is_there),
		cmocka_unit_test(symbols_of_a_formula_come_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Search over a lesson, the glossary and the names of lessons. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "app/search.h"

static const char lesson_text[] =
	"---\ntitle: A test\nquestion: What is found?\ndata: {source: handful}\n---\n\n"
	"## The Mean\n<!-- at: start -->\nThe mean is the middle of all the many values of a "
	"feature.\n\n"
	"A second paragraph.\n\n"
	"## Divide\nNow $`\\hat z`$ has variance one.\n\n"
	"## The end\nThe mean again.\n";

static const char terms[] = "| symbol | ASCII | word | meaning | lesson |\n|---|---|---|---|---|\n"
			    "| μ | mu | average | The middle value. | |\n"
			    "| ẑ | zhat | score | How far out a number is. | |\n";

static const struct {
	const char *query, *hits, *why;
} cases[] = {
	{"", "", "nothing"},
	{"   ", "", "blanks"},
	{"mean", "s0 s0 s2", "the heading and the paragraph, and another stop"},
	{"MEAN", "s0 s0 s2", "letters of either case"},
	{"many values", "s0", "several words"},
	{"zhat", "t1 s1", "a symbol by its ASCII spelling: its own entry first"},
	{"ẑ", "t1 s1", "a symbol as it is written"},
	{"zha", "s1 t1", "a part of it: in order"},
	{"mu", "t0", "a term by its ASCII form"},
	{"middle value", "t0", "a term by its meaning"},
	{"no such words", "", "nothing of the kind"},
};

static void texts_are_found(void **unused)
{
	static struct search search;
	static struct glossary glossary;
	struct diags diags = {.count = 0};
	struct lesson *lesson;

	(void)unused;
	assert_int_equal(glossary_parse("g.md", terms, strlen(terms), &glossary, &diags), 0);
	assert_int_equal(
		lesson_parse("test.md", lesson_text, strlen(lesson_text), &lesson, &diags), 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str hits = {0};

		search_fill(&search, cases[i].query, lesson, &glossary, NULL);
		for (size_t h = 0; h < search.count; h++)
			str_addf(&hits, "%s%c%zu", h ? " " : "", "stl"[search.hits[h].kind],
				search.hits[h].index);
		if (strcmp(str_text(&hits), cases[i].hits) != 0)
			fail_msg("%s: “%s”", cases[i].why, str_text(&hits));
		str_free(&hits);
	}
	search_fill(&search, "many", lesson, NULL, NULL);
	assert_string_equal(search.hits[0].where, "stop 1 · The Mean");
	assert_ptr_equal(strstr(search.hits[0].line, "… "), search.hits[0].line);
	assert_non_null(strstr(search.hits[0].line, "the many values of a feature."));
	search_fill(&search, "mean", lesson, NULL, NULL);
	assert_int_equal(search_from(&search, 0, false)->index, 2);
	assert_int_equal(search_from(&search, 2, false)->index, 0);
	assert_int_equal(search_from(&search, 2, true)->index, 0);
	assert_int_equal(search_from(&search, 0, true)->index, 2);
	search_fill(&search, "nowhere", lesson, NULL, NULL);
	assert_null(search_from(&search, 0, false));
	lesson_free(lesson);
	glossary_free(&glossary);
}

static void lessons_are_found_by_title_and_question(void **unused)
{
	static struct search search;
	struct catalogue catalogue = {.count = 2,
		.entries = {{.name = (char[]){"one"},
				    .title = (char[]){"First"},
				    .question = (char[]){"Why?"}},
			{.name = (char[]){"two"},
				.title = (char[]){"Second"},
				.question = (char[]){"What for?"}}}};

	(void)unused;
	search_fill(&search, "what", NULL, NULL, &catalogue);
	assert_int_equal(search.count, 1);
	assert_int_equal(search.hits[0].kind, SEARCH_LESSON);
	assert_string_equal(search.hits[0].where, "lesson 2 · two");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_found),
		cmocka_unit_test(lessons_are_found_by_title_and_question),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

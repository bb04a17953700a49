/* A course: which of several changes at one batch holds for which run. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/number.h"
#include "base/status.h"
#include "engine/course.h"

static const struct moment moment = {1, 6};

static struct course *new_course(void)
{
	static struct course course;

	course = (struct course){.twins = true};
	settings_defaults(&course.start[0]);
	course.start[1] = course.start[0];
	return &course;
}

/* "A3" is a change of the first run to 3, "AB4" one of both. */
static struct change read_change(const char *text, enum change_kind kind)
{
	size_t runs = strspn(text, "AB");
	struct change change = {.from = moment, .kind = kind};

	change.of[0] = text[0] == 'A';
	change.of[1] = text[runs - 1] == 'B';
	assert_true(number_parse(text + runs, &change.number));
	strcpy(change.value, kind == CHANGE_SETTING ? text + runs : "gamma(1,1)");
	if (kind == CHANGE_SETTING)
		change.setting = setting_find("train.learning_rate");
	return change;
}

/* What a run has when all of them are made, in the order of the course. */
static double value_of(const struct course *course, int which)
{
	double value = 0;

	for (size_t i = 0; i < course->count; i++)
		if (course->changes[i].of[which])
			value = course->changes[i].number;
	return value;
}

static void the_last_one_holds(void **state)
{
	static const struct {
		const char *changes;
		double a, b;
		size_t count;
		const char *why;
	} cases[] = {{"AB2 AB3", 3, 3, 1, "in place of one of the same runs"},
		{"A2 B3", 2, 3, 2, "of other runs both stay"},
		{"AB2 B3", 2, 3, 2, "the first run keeps what both had"},
		{"AB2 B3 AB4", 4, 4, 1, "both run over one of them"},
		{"AB2 B3 A4", 4, 3, 3, "one that two others cover together stays"},
		{"AB2 A3 B4 AB5 B6", 5, 6, 2, "again and again"},
		{"B2 AB3 B2", 3, 2, 2, "what was covered comes behind when it is made again"}};

	(void)state;
	for (size_t i = 0; i < 2 * (sizeof cases / sizeof *cases); i++) {
		enum change_kind kind = i % 2 ? CHANGE_SETTING : CHANGE_PARAMETER;
		struct course *course = new_course();
		struct settings settings;
		struct str why = {0};
		char text[64];
		strcpy(text, cases[i / 2].changes);
		for (char *word = strtok(text, " "); word; word = strtok(NULL, " ")) {
			struct change change = read_change(word, kind);
			assert_int_equal(course_change(course, &change, &why), 0);
		}
		if (value_of(course, 0) != cases[i / 2].a ||
			value_of(course, 1) != cases[i / 2].b ||
			course->count != cases[i / 2].count)
			fail_msg("%s: %s: %g and %g by %zu", cases[i / 2].changes, cases[i / 2].why,
				value_of(course, 0), value_of(course, 1), course->count);
		if (kind == CHANGE_SETTING) {
			assert_int_equal(course_settings(course, 0, moment, &settings, &why), 0);
			assert_true(settings.train.learning_rate == cases[i / 2].a);
			assert_int_equal(course_settings(course, 1, moment, &settings, &why), 0);
			assert_true(settings.train.learning_rate == cases[i / 2].b);
		}
		str_free(&why);
	}
}

/* A course that is full takes what covers one of its own, and nothing else. */
static void a_full_course(void **state)
{
	struct course *course = new_course();
	struct change change = read_change("AB1", CHANGE_PARAMETER);
	struct str why = {0};

	(void)state;
	for (change.from.batch = 1; change.from.batch <= COURSE_CHANGES_MAX; change.from.batch++)
		assert_int_equal(course_change(course, &change, &why), 0);
	assert_int_equal(course_change(course, &change, &why), STATUS_LIMIT);
	assert_int_equal(course->count, COURSE_CHANGES_MAX);
	change.from.batch = 8;
	change.number = 9;
	assert_int_equal(course_change(course, &change, &why), 0);
	assert_int_equal(course->count, COURSE_CHANGES_MAX);
	assert_true(course->changes[7].number == 9);
	change.of[0] = false; /* one that it does not cover would stay beside it */
	assert_int_equal(course_change(course, &change, &why), STATUS_LIMIT);
	str_free(&why);
}

/* Swaps are made one behind the other: two of the same places are none. */
static void swaps_all_stay(void **state)
{
	struct course *course = new_course();
	struct change swap = {.kind = CHANGE_SWAP, .of = {true, true}, .at = {1, 9}};
	struct str why = {0};

	(void)state;
	assert_int_equal(course_change(course, &swap, &why), 0);
	assert_int_equal(course_change(course, &swap, &why), 0);
	assert_int_equal(course->count, 2);
	str_free(&why);
}

static void a_run_leaves(void **state)
{
	struct course *course = new_course();
	struct str why = {0};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct change change =
			read_change((const char *[]){"AB1", "B2", "A3"}[i], CHANGE_PARAMETER);
		change.from.batch = i + 1;
		assert_int_equal(course_change(course, &change, &why), 0);
	}
	course_leave_run(course, 1);
	assert_int_equal(course->count, 2);
	assert_true(course->changes[0].number == 1 && course->changes[1].number == 3);
	assert_false(course->changes[0].of[1] || course->changes[1].of[1]);
	assert_true(course->changes[0].of[0] && course->changes[1].of[0]);
	str_free(&why);
}

/* Undo says what it takes back: a long name ends with a whole character. */
static void a_name_is_cut_at_characters(void **state)
{
	enum { ROOM = sizeof((struct course *)0)->what - 1 };
	struct course *course = new_course();

	(void)state;
	course_name(course, "γ(1,1) = 2");
	assert_string_equal(course->what, "γ(1,1) = 2");
	course_name(course, "");
	assert_string_equal(course->what, "");
	for (int shift = 0; shift < 4; shift++) { /* each byte of a character at the last place */
		struct str text = {0};
		for (int i = 0; i < shift; i++)
			str_add(&text, "a");
		while (text.len <= ROOM)
			str_add(&text, "→"); /* three bytes */
		course_name(course, str_text(&text));
		size_t length = strlen(course->what);
		assert_int_equal(length, shift + (ROOM - shift) / 3 * 3);
		assert_memory_equal(course->what, str_text(&text), length);
		str_free(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_last_one_holds),
		cmocka_unit_test(a_full_course),
		cmocka_unit_test(swaps_all_stay),
		cmocka_unit_test(a_run_leaves),
		cmocka_unit_test(a_name_is_cut_at_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The input line: keys in, text and cursor out. */
#include "typed.h"

#include "app/line_editor.h"
#include "base/str.h"

/* The cursor is the bar. */
static const struct {
	const char *keys, *line, *why;
} cases[] = {
	{"", "|", "an empty line"},
	{"abc", "abc|", "text stands behind the text before"},
	{"ac<Left>b", "ab|c", "text is put in at the cursor"},
	{"μσ²<Left><Left>x", "μx|σ²", "a letter of two bytes is one step"},
	{"aẑ<Backspace>b", "ab|", "a letter of three bytes goes as one"},
	{"ẑa<Home><Delete>", "|a", "and so it does before the cursor"},
	{"<Backspace><Left>a", "a|", "nothing is left of the start"},
	{"a<Right><Delete>b", "ab|", "nothing is right of the end"},
	{"abc<Home>x", "x|abc", "Home goes to the start"},
	{"abc<Home><End>x", "abcx|", "End goes to the end"},
	{"abc<ctrl+A>x<ctrl+E>y", "xabcy|", "ctrl+A and ctrl+E do the same"},
	{"abc<ctrl+B><ctrl+B>x<ctrl+F>y", "axby|c", "ctrl+B and ctrl+F go by one"},
	{"abc<Left><ctrl+U>", "|c", "ctrl+U takes what is before the cursor"},
	{"abc<Left><Left><ctrl+K>", "a|", "ctrl+K takes what is behind it"},
	{"set train.batch 8<ctrl+W>", "set train.batch |", "ctrl+W takes a word"},
	{"set rate  <ctrl+W>", "set |", "and the blanks behind it"},
	{"one two<Left><Left><Left><ctrl+W>", "|two", "the word before the cursor, not behind"},
	{"<ctrl+W><ctrl+U><ctrl+K><ctrl+D>", "|", "an empty line stays one"},
	{"ab<Home><ctrl+D>", "|b", "ctrl+D takes the letter at the cursor"},
};

static void keys_change_the_line(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct line_editor line = {.length = 0};
		struct str shown = {0};
		const char *keys = cases[i].keys;

		while (*keys)
			assert_true(line_editor_key(&line, typed_next(&keys)));
		str_add_bytes(&shown, line.text, line.cursor);
		str_add(&shown, "|");
		str_add(&shown, line.text + line.cursor);
		if (strcmp(str_text(&shown), cases[i].line) != 0)
			fail_msg("%s: %s, not %s", cases[i].why, str_text(&shown), cases[i].line);
		assert_int_equal(line.length, strlen(line.text));
		str_free(&shown);
	}
}

static void other_keys_mean_nothing(void **unused)
{
	static const uint32_t keys[] = {KEYS_ENTER, KEYS_TAB, KEYS_BACKTAB, KEYS_ESCAPE, KEYS_UP,
		KEYS_DOWN, KEYS_PAGE_UP, KEYS_F1, KEYS_CTRL('G'), KEYS_CTRL('R')};

	(void)unused;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct line_editor line = {.length = 0};

		line_editor_set(&line, "as it was");
		assert_false(line_editor_key(&line, keys[i]));
		assert_string_equal(line.text, "as it was");
	}
}

/* A long line takes in what fits, never half a letter. */
static void the_line_has_an_end(void **unused)
{
	struct line_editor line = {.length = 0};
	struct str text = {0};

	(void)unused;
	for (int i = 0; i < LINE_EDITOR_BYTES; i++)
		line_editor_key(&line, 0x1E91);
	assert_int_equal(line.length, (LINE_EDITOR_BYTES - 1) / 3 * 3);
	for (int i = 0; i < LINE_EDITOR_BYTES; i++)
		str_add(&text, "μ");
	line_editor_set(&line, str_text(&text));
	assert_int_equal(line.length, (LINE_EDITOR_BYTES - 1) / 2 * 2);
	assert_false(line_editor_replace(&line, 0, 0, "more"));
	assert_true(line_editor_replace(&line, 0, 4, "more"));
	assert_int_equal(line.cursor, 4);
	str_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_change_the_line),
		cmocka_unit_test(other_keys_mean_nothing),
		cmocka_unit_test(the_line_has_an_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "app/keys.h"
#include "app/keys_queue.h"

static void test_names(void **state)
{
	static const struct {
		uint32_t key;
		const char *label, *sign;
	} cases[] = {
		{KEYS_RIGHT, "Right", "→"},
		{KEYS_PAGE_DOWN, "PgDn", "PgDn"},
		{KEYS_SPACE, "Space", "␣"},
		{KEYS_ENTER, "Enter", "⏎"},
		{KEYS_TAB, "Tab", "⇥"},
		{KEYS_BACKTAB, "Shift+Tab", "⇤"},
		{KEYS_ESCAPE, "Escape", "Esc"},
		{KEYS_F12, "F12", "F12"},
		{KEYS_CTRL('L'), "ctrl+L", "^L"},
		{']', "]", "]"},
		{0xE9, "é", "é"},
		{0x301, "?", "?"}, /* a combining mark has no cell of its own */
		{KEYS_NONE, "?", "?"},
		{0x7FFFFFFF, "?", "?"},
	};
	char text[KEYS_NAME_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		key_label(cases[i].key, text);
		assert_string_equal(text, cases[i].label);
		key_sign(cases[i].key, text);
		assert_string_equal(text, cases[i].sign);
	}
}

/* Every key that has a name is found again under it. */
static void test_names_read_back(void **state)
{
	char text[KEYS_NAME_MAX];
	uint32_t found;

	(void)state;
	for (uint32_t key = 1; key < KEYS_END_OF_LIST;
		key = key == 0x7E ? KEYS_NAMED + 1 : key + 1) {
		if (key < KEYS_NAMED && key >= 28 && key < ' ')
			continue;
		key_label(key, text);
		assert_true(key_parse(text, &found));
		assert_int_equal(found, key);
	}
}

static void test_parse(void **state)
{
	static const struct {
		const char *name;
		uint32_t key; /* KEYS_NONE: refused */
	} cases[] = {
		{"right", KEYS_RIGHT},
		{"PGDN", KEYS_PAGE_DOWN},
		{"ctrl+l", KEYS_CTRL('L')},
		{"Ctrl+L", KEYS_CTRL('L')},
		{"G", 'G'},
		{"g", 'g'},
		{"ẑ", 0x1E91},
		{"", KEYS_NONE},
		{" ", KEYS_NONE},
		{"ctrl+", KEYS_NONE},
		{"ctrl+1", KEYS_NONE},
		{"ctrl+LL", KEYS_NONE},
		{"gg", KEYS_NONE},
		{"F13", KEYS_NONE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		uint32_t key = KEYS_NONE;
		assert_int_equal(key_parse(cases[i].name, &key), cases[i].key != KEYS_NONE);
		assert_int_equal(key, cases[i].key);
	}
}

static void test_canonical(void **state)
{
	(void)state;
	assert_int_equal(key_canonical('\n'), KEYS_ENTER);
	assert_int_equal(key_canonical(0x7F), KEYS_BACKSPACE);
	assert_int_equal(key_canonical(8), KEYS_BACKSPACE);
	assert_int_equal(key_canonical('q'), 'q');
	assert_true(key_is_text('q'));
	assert_true(key_is_text(0x3BC));
	assert_false(key_is_text(KEYS_ENTER));
	assert_false(key_is_text(KEYS_RIGHT));
}

static void test_queue(void **state)
{
	static const struct {
		const char *bytes;
		uint32_t keys[4]; /* closed by KEYS_NONE */
		const char *why;
	} cases[] = {
		{"", {KEYS_NONE}, "nothing typed"},
		{"ab", {'a', 'b'}, "letters"},
		{"\033[C\033OD", {KEYS_RIGHT, KEYS_LEFT}, "both forms of arrows"},
		{"\033[5~x", {KEYS_PAGE_UP, 'x'}, "a longer form, then a letter"},
		{"\033", {KEYS_ESCAPE}, "a lone Esc"},
		{"\033[?", {KEYS_ESCAPE, '[', '?'}, "no sequence that is known"},
		{"\r\177", {KEYS_ENTER, KEYS_BACKSPACE}, "control characters"},
		{"μ\xff"
		 "a",
			{0x3BC, 'a'}, "a byte that is no character is dropped"},
		{"\xe2\x94", {KEYS_NONE}, "so is half a character"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct keys_queue queue = {.count = 0};
		uint32_t key;
		keys_queue_add(&queue, cases[i].bytes, strlen(cases[i].bytes));
		for (const uint32_t *expected = cases[i].keys; *expected; expected++) {
			if (!keys_queue_take(&queue, &key) || key != *expected)
				fail_msg("%s: %x, not %x", cases[i].why, key, *expected);
		}
		assert_false(keys_queue_take(&queue, &key));
	}
}

static void test_queue_is_bounded(void **state)
{
	struct keys_queue queue = {.count = 0};
	char bytes[KEYS_QUEUE_MAX + 10];
	uint32_t key;
	int taken = 0;

	(void)state;
	memset(bytes, 'x', sizeof bytes);
	keys_queue_add(&queue, bytes, sizeof bytes);
	while (keys_queue_take(&queue, &key))
		taken++;
	assert_int_equal(taken, KEYS_QUEUE_MAX);
}

static int read_all(struct keys_queue *queue, const char *bytes, uint32_t keys[], int most)
{
	int count = 0;

	for (const char *at = bytes; *at; at++)
		if (keys_queue_read(queue, (unsigned char)*at, &keys[count]))
			assert_true(++count < most);
	while (keys_queue_take(queue, &keys[count]))
		assert_true(++count < most);
	return count;
}

/* An answer that comes late is no key; once the last one came, Esc is Esc at once. */
static void test_late_answers(void **state)
{
	struct probe probe = {.answered = false, .typed = "t", .typed_count = 1};
	struct keys_queue queue;
	uint32_t keys[16];

	(void)state;
	keys_queue_begin(&queue, &probe);
	assert_true(keys_queue_take(&queue, keys));
	assert_int_equal(keys[0], 't');
	assert_int_equal(read_all(&queue, "\033[3;4Ra\033[?62;cb", keys, 16), 2);
	assert_int_equal(keys[0], 'a');
	assert_int_equal(keys[1], 'b');
	assert_int_equal(read_all(&queue, "\033", keys, 16), 1);
	assert_int_equal(keys[0], KEYS_ESCAPE);
}

/* Esc while an answer is awaited is held, until it is said that nothing follows. */
static void test_settle(void **state)
{
	struct probe probe = {.answered = false};
	struct keys_queue queue;
	uint32_t key;

	(void)state;
	keys_queue_begin(&queue, &probe);
	assert_false(keys_queue_read(&queue, KEYS_ESCAPE, &key));
	assert_true(keys_queue_holds(&queue));
	keys_queue_settle(&queue);
	assert_false(keys_queue_holds(&queue));
	assert_true(keys_queue_take(&queue, &key));
	assert_int_equal(key, KEYS_ESCAPE);
	keys_queue_settle(&queue);
	assert_false(keys_queue_take(&queue, &key));
}

/* The rest of an answer whose beginning came in time. */
static void test_half_answer(void **state)
{
	struct probe probe = {.answered = false};
	struct keys_queue queue;
	uint32_t keys[16];

	(void)state;
	for (const char *at = "\033[?6"; *at; at++)
		probe_feed(&probe.filter, *at);
	keys_queue_begin(&queue, &probe);
	assert_int_equal(read_all(&queue, "2cx", keys, 16), 1);
	assert_int_equal(keys[0], 'x');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_names_read_back),
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_canonical),
		cmocka_unit_test(test_queue),
		cmocka_unit_test(test_queue_is_bounded),
		cmocka_unit_test(test_late_answers),
		cmocka_unit_test(test_settle),
		cmocka_unit_test(test_half_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

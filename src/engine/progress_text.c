#include "engine/progress_parts.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/status.h"

/*
 *     normscope progress 1
 *     lesson NAME STOP STOPS DATA-SEED TRAIN-SEED DONE
 *     answer STOP STATE VERDICT HINTS DONE TEXT
 *     checksum FNV-1a of all bytes above, 16 hex digits
 */
enum { FIELDS_MOST = 7, FIELD_BYTES = 256 };
static const char version[] = "normscope progress 1\n", closing[] = "checksum ";

struct fields {
	char text[FIELDS_MOST][FIELD_BYTES];
	int count;
};

static uint64_t checksum(const char *bytes, size_t count)
{
	uint64_t sum = 14695981039346656037u;

	for (size_t i = 0; i < count; i++)
		sum = (sum ^ (unsigned char)bytes[i]) * 1099511628211u;
	return sum;
}

/* A field holds no blanks: they and the sign itself are written as %20 and %25; nothing as %. */
static void add_field(struct str *out, const char *text)
{
	str_add(out, text[0] ? " " : " %");
	for (; *text; text++)
		if ((unsigned char)*text <= ' ' || *text == '%' || *text == 0x7F)
			str_addf(out, "%%%02X", (unsigned char)*text);
		else
			str_add_char(out, *text);
}

void progress_format(const struct progress *progress, struct str *out)
{
	size_t start = out->len;

	str_add(out, version);
	for (size_t i = 0; i < progress->count; i++) {
		const struct progress_lesson *lesson = &progress->lessons[i];
		str_add(out, "lesson");
		add_field(out, lesson->key);
		str_addf(out, " %zu %zu %d %d %d\n", lesson->stop, lesson->stops, lesson->data_seed,
			lesson->train_seed, lesson->done);
		for (size_t k = 0; k < lesson->answer_count; k++) {
			const struct answer *answer = &lesson->answers[k].answer;
			str_addf(out, "answer %zu %d %d %d %d", lesson->answers[k].stop,
				(int)answer->state, (int)answer->verdict, answer->hints,
				answer->done);
			add_field(out, answer->text);
			str_add(out, "\n");
		}
	}
	uint64_t sum = checksum(str_text(out) + start, out->len - start);
	str_addf(out, "%s%016" PRIx64 "\n", closing, sum);
}

static int hex_digit(char c)
{
	const char *digits = "0123456789ABCDEF", *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* Undoes add_field for the bytes up to a blank or the line's end; NULL for what it never writes. */
static const char *read_field(const char *at, char out[FIELD_BYTES])
{
	size_t length = 0;

	for (; *at != ' ' && *at != '\n' && *at; at++) {
		char c = *at;
		if (c == '%' && (at[1] == ' ' || at[1] == '\n'))
			continue;
		if (c == '%') {
			int high = hex_digit(at[1]), low = high < 0 ? -1 : hex_digit(at[2]);
			if (low < 0 || high + low == 0)
				return NULL;
			c = (char)(high * 16 + low);
			at += 2;
		}
		if (length + 1 >= FIELD_BYTES)
			return NULL;
		out[length++] = c;
	}
	out[length] = '\0';
	return at;
}

/* The fields of a line, and where the next line begins; NULL where there is no line end. */
static const char *read_line(const char *at, struct fields *fields)
{
	fields->count = 0;
	while (fields->count < FIELDS_MOST) {
		at = read_field(at, fields->text[fields->count]);
		if (!at)
			return NULL;
		fields->count++;
		if (*at != ' ')
			break;
		at++;
	}
	return *at == '\n' ? at + 1 : NULL;
}

/* Whole numbers from the field `from` on, each within 0 … most[i]. */
static bool read_numbers(
	const struct fields *fields, int from, int count, const long *most, long *ret_numbers)
{
	for (int i = 0; i < count; i++)
		if (!number_parse_int(fields->text[from + i], &ret_numbers[i]) ||
			ret_numbers[i] < 0 || ret_numbers[i] > most[i])
			return false;
	return true;
}

static int take_lesson(struct progress *progress, const struct fields *fields)
{
	static const long most[] = {1000000, 1000000, INT32_MAX, INT32_MAX, 1};
	long n[5];

	if (fields->count != 7 || !fields->text[1][0] || !read_numbers(fields, 2, 5, most, n) ||
		n[0] >= n[1] || progress_find(progress, fields->text[1]))
		return STATUS_SYNTAX;
	struct progress_lesson *lesson = progress_add(progress, fields->text[1]);
	if (!lesson)
		return STATUS_MEMORY;
	lesson->stop = (size_t)n[0];
	lesson->stops = (size_t)n[1];
	lesson->data_seed = (int)n[2];
	lesson->train_seed = (int)n[3];
	lesson->done = n[4];
	return 0;
}

static int take_answer(struct progress *progress, const struct fields *fields)
{
	static const long most[] = {
		1000000, ANSWER_SKIPPED, VERDICT_WRONG, QUESTION_HINTS_MAX + 1, 1};
	long n[5];

	if (fields->count != 7 || !progress->count || !read_numbers(fields, 1, 5, most, n) ||
		strlen(fields->text[6]) >= ANSWER_BYTES)
		return STATUS_SYNTAX;
	struct progress_answer *noted =
		progress_add_answer(&progress->lessons[progress->count - 1]);
	if (!noted)
		return STATUS_MEMORY;
	noted->stop = (size_t)n[0];
	noted->answer.state = (enum answer_state)n[1];
	noted->answer.verdict = (enum verdict)n[2];
	noted->answer.hints = (int)n[3];
	noted->answer.done = n[4];
	strcpy(noted->answer.text, fields->text[6]);
	return 0;
}

static int read_lines(const char *at, const char *end, struct progress *progress)
{
	struct fields fields;

	while (at < end) {
		int status = STATUS_SYNTAX;
		at = read_line(at, &fields);
		if (at && strcmp(fields.text[0], "lesson") == 0)
			status = take_lesson(progress, &fields);
		else if (at && strcmp(fields.text[0], "answer") == 0)
			status = take_answer(progress, &fields);
		if (status)
			return status;
	}
	return 0;
}

/* Where the checksum's line begins, when the sum is right; else NULL. */
static const char *find_end(const char *text, size_t size)
{
	char expected[64];
	size_t last = sizeof closing - 1 + 17;

	if (size < sizeof version - 1 + last || memchr(text, '\0', size) ||
		memcmp(text, version, sizeof version - 1) != 0)
		return NULL;
	snprintf(expected, sizeof expected, "%s%016" PRIx64 "\n", closing,
		checksum(text, size - last));
	return memcmp(text + size - last, expected, last) == 0 ? text + size - last : NULL;
}

int progress_parse(const char *text, size_t size, struct progress *ret_progress)
{
	struct progress progress = {.count = 0};
	const char *end = find_end(text, size);
	int status = end ? read_lines(text + sizeof version - 1, end, &progress) : STATUS_SYNTAX;

	if (status)
		progress_free(&progress);
	else
		*ret_progress = progress;
	return status;
}

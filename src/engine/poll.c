#include "engine/poll.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/status.h"

enum { WORD_BYTES = 8 };

/* The next word of the text as a count; false at its end or where it is none. */
static bool next_count(const char **at, int *ret_count)
{
	char word[WORD_BYTES];
	long count;

	*at += strspn(*at, " ,");
	size_t length = strcspn(*at, " ,");
	if (length == 0 || length >= sizeof word)
		return false;
	memcpy(word, *at, length);
	word[length] = '\0';
	*at += length;
	if (!number_parse_int(word, &count) || count < 0 || count > POLL_HANDS_MOST)
		return false;
	*ret_count = (int)count;
	return true;
}

int poll_take(struct poll *poll, const char *typed, size_t options, struct str *why)
{
	int hands[QUESTION_OPTIONS_MAX] = {0};
	const char *at = typed;
	size_t count = 0;

	while (count < options && next_count(&at, &hands[count]))
		count++;
	if (count < options || at[strspn(at, " ,")]) {
		str_addf(why, "Type %zu counts of hands, one for each choice: 12 5 3.", options);
		return STATUS_SYNTAX;
	}
	int vote = poll->votes < POLL_VOTES ? poll->votes++ : POLL_VOTES - 1;
	memcpy(poll->hands[vote], hands, sizeof hands);
	return 0;
}

int poll_bar(const struct poll *poll, int vote, size_t option, int most)
{
	int largest = 1;

	for (int v = 0; v < poll->votes; v++)
		for (size_t i = 0; i < QUESTION_OPTIONS_MAX; i++)
			if (poll->hands[v][i] > largest)
				largest = poll->hands[v][i];
	return (poll->hands[vote][option] * most + largest / 2) / largest;
}

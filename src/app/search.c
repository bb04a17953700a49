#include "app/search.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "draw/glyph.h"
#include "view/words.h"

enum { LEAD_BYTES = 24 };

/* The place of the first text that is the query, letters of either case; NULL: none. */
static const char *find_text(const char *text, const char *query)
{
	size_t size = strlen(query);

	for (; *text; utf8_next(&text))
		if (strncasecmp(text, query, size) == 0)
			return text;
	return NULL;
}

/* Copies what fits, never half a letter. */
static void copy_text(char *out, size_t room, const char *text)
{
	size_t size = strlen(text) < room ? strlen(text) : room - 1;

	while (size && ((unsigned char)text[size] & 0xC0) == 0x80)
		size--;
	memcpy(out, text, size);
	out[size] = '\0';
}

/* The text from a word or two before the place on. */
static void excerpt(char out[SEARCH_LINE_BYTES], const char *text, const char *at)
{
	const char *from = at - text > LEAD_BYTES ? at - LEAD_BYTES : text;
	struct str line = {0};

	while (from > text && from < at && from[-1] != ' ')
		from++;
	if (from > text)
		str_add(&line, "… ");
	for (; *from; from++)
		str_add_char(&line, *from == '\n' ? ' ' : *from);
	copy_text(out, SEARCH_LINE_BYTES, str_text(&line));
	str_free(&line);
}

/* A hit where the query stands in the text or in its ASCII spelling. */
static void look_at(struct search *search, const char *query, struct search_hit hit,
	const char *where, const char *text)
{
	struct str spelled = {0};
	const char *at = find_text(text, query);

	if (!at) {
		glyphs_spell(&spelled, text);
		at = find_text(str_text(&spelled), query) ? text : NULL;
	}
	str_free(&spelled);
	if (!at || search->count == SEARCH_MAX)
		return;
	copy_text(hit.where, sizeof hit.where, where);
	excerpt(hit.line, text, at);
	search->hits[search->count++] = hit;
}

/* The words of a block, formulas as they are shown; live numbers as a gap. */
static void block_text(const struct block *block, struct str *out)
{
	for (size_t i = 0; i < block->span_count; i++)
		if (block->spans[i].style == SPAN_LIVE)
			str_add(out, "…");
		else
			words_span(&block->spans[i], out);
}

static void search_lesson(struct search *search, const char *query, const struct lesson *lesson)
{
	for (size_t i = 0; i < lesson->stop_count; i++) {
		const struct stop *stop = &lesson->stops[i];
		struct search_hit hit = {.kind = SEARCH_STOP, .index = i};
		struct str where = {0};
		str_addf(&where, "stop %zu · %s", i + 1, stop->heading);
		look_at(search, query, hit, str_text(&where), stop->heading);
		for (size_t b = 0; b < stop->block_count; b++) {
			struct str text = {0};
			block_text(&stop->blocks[b], &text);
			look_at(search, query, hit, str_text(&where), str_text(&text));
			str_free(&text);
		}
		str_free(&where);
	}
}

static void search_terms(struct search *search, const char *query, const struct glossary *glossary)
{
	for (size_t i = 0; i < glossary->count; i++) {
		const struct glossary_entry *entry = &glossary->entries[i];
		struct str where = {0}, text = {0};
		str_addf(&where, "glossary · %s", entry->symbol);
		str_addf(&text, "%s: %s", entry->word, entry->meaning);
		size_t before = search->count;
		look_at(search, query, (struct search_hit){.kind = SEARCH_TERM, .index = i},
			str_text(&where), str_text(&text));
		/* The symbol itself is a hit, too, shown with its meaning. */
		if (search->count == before && search->count < SEARCH_MAX &&
			(find_text(entry->symbol, query) || find_text(entry->ascii, query)))
			look_at(search, "", (struct search_hit){.kind = SEARCH_TERM, .index = i},
				str_text(&where), str_text(&text));
		str_free(&where);
		str_free(&text);
	}
}

/* A symbol that is the whole query is meant itself: its entry comes first. */
static void put_symbol_first(
	struct search *search, const char *query, const struct glossary *glossary)
{
	for (size_t i = 0; i < search->count; i++) {
		struct search_hit hit = search->hits[i];
		const struct glossary_entry *entry = &glossary->entries[hit.index];
		if (hit.kind != SEARCH_TERM ||
			(strcmp(entry->symbol, query) != 0 && strcmp(entry->ascii, query) != 0))
			continue;
		memmove(search->hits + 1, search->hits, i * sizeof hit);
		search->hits[0] = hit;
		return;
	}
}

static void search_lessons(
	struct search *search, const char *query, const struct catalogue *catalogue)
{
	for (size_t i = 0; i < catalogue->count; i++) {
		const struct catalogue_entry *entry = &catalogue->entries[i];
		struct str where = {0}, text = {0};
		str_addf(&where, "lesson %zu · %s", i + 1, entry->name);
		str_addf(&text, "%s. %s", entry->title, entry->question);
		look_at(search, query, (struct search_hit){.kind = SEARCH_LESSON, .index = i},
			str_text(&where), str_text(&text));
		str_free(&where);
		str_free(&text);
	}
}

void search_fill(struct search *search, const char *query, const struct lesson *lesson,
	const struct glossary *glossary, const struct catalogue *catalogue)
{
	search->count = 0;
	if (!query[strspn(query, " ")])
		return;
	if (lesson)
		search_lesson(search, query, lesson);
	if (catalogue)
		search_lessons(search, query, catalogue);
	if (glossary) {
		search_terms(search, query, glossary);
		put_symbol_first(search, query, glossary);
	}
}

const struct search_hit *search_from(const struct search *search, size_t stop, bool back)
{
	const struct search_hit *found = NULL, *round = NULL;

	for (size_t i = 0; i < search->count; i++) {
		const struct search_hit *hit = &search->hits[i];
		if (hit->kind != SEARCH_STOP)
			continue;
		bool beyond = back ? hit->index < stop : hit->index > stop;
		if (beyond && (back || !found))
			found = hit;
		if (back || !round)
			round = hit;
	}
	return found ? found : round;
}

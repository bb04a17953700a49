/* Reading a formula character by character; the commands are in math_command.c. */
#include "draw/math.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "draw/glyph.h"
#include "draw/math_node.h"
#include "draw/math_read.h"

void math_refuse(struct math_reader *r, const char *at, const char *why, const char *name)
{
	if (r->mistake->column)
		return;
	r->mistake->column = 1;
	for (const char *c = r->start; c < at && *c; r->mistake->column++)
		(void)utf8_next(&c);
	struct str plain = {0};
	str_addf(&plain, why, name);
	utf8_clean(&r->mistake->why, str_text(&plain), plain.len); /* the name may be anything */
	str_free(&plain);
}

struct math_node *math_node_new(struct math_reader *r, enum math_kind kind, const char *text)
{
	struct math_node *node = NULL;

	if (r->math->node_count < MATH_NODES_MAX)
		node = calloc(1, sizeof *node);
	else
		math_refuse(r, r->at, "the formula has too many parts%s", "");
	if (!node) {
		r->failed = true;
		return NULL;
	}
	r->math->node_count++;
	*node = (struct math_node){
		.kind = kind, .role = r->role, .open = "", .close = "", .chain = r->math->chain};
	r->math->chain = node;
	if (text && !(node->text = strdup(text)))
		r->failed = true;
	return node;
}

void math_node_append(struct math_node *row, struct math_node *node)
{
	if (!row || !node)
		return;
	if (row->last)
		row->last->next = node;
	else
		row->first = node;
	row->last = node;
}

/* Characters that stand for themselves but are no plain letters. */
static const struct sign {
	const char *character, *text;
	enum math_class class;
} signs[] = {
	{"+", "+", CLASS_OPERATOR},
	{"-", "−", CLASS_OPERATOR},
	{"−", "−", CLASS_OPERATOR},
	{"±", "±", CLASS_OPERATOR},
	{"·", UTF8_TIMES, CLASS_OPERATOR},
	{"×", "×", CLASS_OPERATOR},
	{"/", "/", CLASS_OPERATOR},
	{"=", "=", CLASS_RELATION},
	{"<", "<", CLASS_RELATION},
	{">", ">", CLASS_RELATION},
	{"≤", "≤", CLASS_RELATION},
	{"≥", "≥", CLASS_RELATION},
	{"≠", "≠", CLASS_RELATION},
	{"≈", "≈", CLASS_RELATION},
	{"←", "←", CLASS_RELATION},
	{"→", "→", CLASS_RELATION},
	{"(", "(", CLASS_OPEN},
	{"[", "[", CLASS_OPEN},
	{")", ")", CLASS_CLOSE},
	{"]", "]", CLASS_CLOSE},
	{",", ",", CLASS_COMMA},
	{";", ";", CLASS_COMMA},
	{"'", "′", CLASS_CLOSE},
	{"∂", "∂", CLASS_SIGN},
};

static const struct math_node *last_real(const struct math_node *row)
{
	const struct math_node *last = NULL;

	for (const struct math_node *at = row->first; at; at = at->next)
		if (at->kind != MATH_BLANK)
			last = at;
	return last;
}

/* A minus or plus with nothing before it that could be its first operand. */
static bool stands_alone(const struct math_node *row)
{
	const struct math_node *last = last_real(row);

	return !last || last->kind == MATH_NEWLINE || last->class == CLASS_OPERATOR ||
	       last->class == CLASS_RELATION || last->class == CLASS_OPEN ||
	       last->class == CLASS_COMMA;
}

struct math_node *math_read_text(
	struct math_reader *r, struct math_node *row, const char *text, enum math_class class)
{
	struct math_node *node = math_node_new(r, MATH_ATOM, text);

	if (!node)
		return NULL;
	node->class = class;
	if (class == CLASS_OPERATOR && row && stands_alone(row))
		node->class = CLASS_SIGN;
	math_node_append(row, node);
	return node;
}

void math_skip_blanks(struct math_reader *r)
{
	r->at += strspn(r->at, " \t\n\r");
}

static void read_character(struct math_reader *r, struct math_node *row)
{
	char text[5];
	const char *from = r->at;
	uint32_t code = utf8_next(&r->at);

	utf8_put(code, text);
	if (code == '/' && row->last && row->last->kind != MATH_BLANK) {
		math_read_text(r, row, text, CLASS_SIGN); /* 1/m as against x / s */
		return;
	}
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strcmp(signs[i].character, text) == 0) {
			math_read_text(r, row, signs[i].text, signs[i].class);
			return;
		}
	if (!glyph_printable(code)) {
		math_refuse(r, from, "this character cannot be shown%s", "");
		return;
	}
	math_read_text(r, row, text, CLASS_ORDINARY);
}

/* Digits and their point stay together: one number, one piece. */
static void read_number(struct math_reader *r, struct math_node *row)
{
	char text[32] = "";
	size_t length = strspn(r->at, "0123456789.");

	if (length >= sizeof text)
		length = sizeof text - 1;
	memcpy(text, r->at, length);
	r->at += length;
	math_read_text(r, row, text, CLASS_ORDINARY);
}

/* Appends the small character for each letter of the row; false where one has none. */
static bool add_small(const struct math_node *row, enum glyph_kind kind, struct str *out)
{
	for (const struct math_node *node = row->first; node; node = node->next) {
		const char *text = node->text;
		char utf8[5];

		if (node->kind == MATH_ROW && node->first) {
			if (!add_small(node, kind, out))
				return false;
			continue;
		}
		if (node->kind != MATH_ATOM || node->slot)
			return false;
		for (uint32_t code; (code = utf8_next(&text)) != 0;) {
			char wanted = code < 0x80 ? (char)code : code == 0x2212 ? '-' : '\0';
			size_t i = 0;
			while (i < glyph_count &&
				(glyphs[i].kind != kind || glyphs[i].ascii[0] != wanted))
				i++;
			if (i == glyph_count)
				return false;
			utf8_put(glyphs[i].code, utf8);
			str_add(out, utf8);
		}
	}
	return row->first != NULL;
}

static void find_small(struct math_reader *r, struct math_node *script)
{
	struct str small = {0};
	bool has = (!script->part[2] || add_small(script->part[2], GLYPH_SUB, &small)) &&
		   (!script->part[1] || add_small(script->part[1], GLYPH_SUPER, &small));

	free(script->text);
	script->text = has ? str_take(&small) : NULL;
	r->failed |= has && !script->text;
	str_free(&small);
}

/* A script is set without blanks around its signs: i=1, n−1. */
static void tighten(struct math_node *row)
{
	for (struct math_node *at = row ? row->first : NULL; at; at = at->next) {
		if (at->class == CLASS_OPERATOR || at->class == CLASS_RELATION)
			at->class = CLASS_SIGN;
		if (at->kind == MATH_ROW)
			tighten(at);
	}
}

/* ^ and _ take what stands before them in the row out of it, and put it back with its script. */
static void read_script(struct math_reader *r, struct math_node *row)
{
	const char *from = r->at;
	bool raised = *r->at++ == '^';
	struct math_node *base = row->last, *before = NULL;

	if (!base || base->kind == MATH_BLANK || base->kind == MATH_NEWLINE) {
		math_refuse(r, from, "something must stand before %s", raised ? "^" : "_");
		(void)math_read_argument(r);
		return;
	}
	if (base->kind != MATH_SCRIPT && base->kind != MATH_BIG) {
		struct math_node *script = math_node_new(r, MATH_SCRIPT, NULL);
		if (!script)
			return;
		for (struct math_node *at = row->first; at != base; at = at->next)
			before = at;
		*(before ? &before->next : &row->first) = script;
		row->last = script;
		script->part[0] = base;
		script->class = base->class;
		script->role = base->role;
		base = script;
	}
	if (base->part[raised ? 1 : 2])
		math_refuse(
			r, from, "there is a second %s; put both in one {…}", raised ? "^" : "_");
	base->part[raised ? 1 : 2] = math_read_argument(r);
	tighten(base->part[raised ? 1 : 2]);
	if (base->kind == MATH_SCRIPT && !r->failed)
		find_small(r, base);
}

/* Blanks count, as in the source, but one is enough. */
static void read_blanks(struct math_reader *r, struct math_node *row)
{
	math_skip_blanks(r);
	math_node_append(row, math_node_new(r, MATH_BLANK, NULL));
}

static void read_braces(struct math_reader *r, struct math_node *row)
{
	const char *from = r->at++;

	math_node_append(row, math_read_row(r, "}"));
	if (*r->at == '}')
		r->at++;
	else
		math_refuse(r, from, "this { has no }%s", "");
}

static void read_item(struct math_reader *r, struct math_node *row)
{
	static const struct {
		const char *characters;
		void (*read)(struct math_reader *r, struct math_node *row);
	} readers[] = {
		{"\\", math_read_command},
		{"^_", read_script},
		{"{", read_braces},
		{" \t\n\r", read_blanks},
		{"0123456789", read_number},
	};

	for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
		if (strchr(readers[i].characters, *r->at)) {
			readers[i].read(r, row);
			return;
		}
	if (*r->at == '}')
		math_refuse(r, r->at++, "this } has no {%s", "");
	else if (*r->at == '&')
		math_refuse(r, r->at++, "& belongs into \\begin{cases}%s", "");
	else if (*r->at == '$')
		math_refuse(r, r->at++, "$ cannot stand in a formula%s", "");
	else
		read_character(r, row);
}

/* What closes a row: a brace, \right, or the & \\ \end of a cell. A brace always does. */
static bool is_closed(const struct math_reader *r, const char *closers)
{
	if (!*r->at || r->failed)
		return true;
	if (*r->at == '}' && r->depth > 1)
		return true;
	if (strncmp(r->at, "\\right", strlen("\\right")) == 0 && !isalpha((unsigned char)r->at[6]))
		return closers[0] == '\\';
	if (closers[0] != '&')
		return false;
	return *r->at == '&' || strncmp(r->at, "\\\\", 2) == 0 ||
	       strncmp(r->at, "\\end", strlen("\\end")) == 0;
}

struct math_node *math_read_row(struct math_reader *r, const char *closers)
{
	struct math_node *row = math_node_new(r, MATH_ROW, NULL);

	if (!row)
		return NULL;
	if (++r->depth > MATH_DEPTH_MAX) {
		math_refuse(r, r->at, "the formula is nested too deep%s", "");
		r->failed = true;
	}
	while (!is_closed(r, closers))
		read_item(r, row);
	r->depth--;
	return row;
}

struct math_node *math_read_argument(struct math_reader *r)
{
	struct math_node *row = math_node_new(r, MATH_ROW, NULL);

	if (!row)
		return NULL;
	math_skip_blanks(r);
	if (++r->depth > MATH_DEPTH_MAX) {
		math_refuse(r, r->at, "the formula is nested too deep%s", "");
		r->failed = true;
	} else if (!*r->at || *r->at == '}' || *r->at == '^' || *r->at == '_') {
		math_refuse(r, r->at, "something must stand here: {…} or one letter%s", "");
	} else if (*r->at == '{') {
		read_braces(r, row);
	} else if (isdigit((unsigned char)*r->at)) {
		read_character(r, row);
	} else {
		read_item(r, row);
	}
	r->depth--;
	return row;
}

struct math *math_parse(const char *latex, struct math_mistake *mistake)
{
	struct math_mistake unwanted = {0};
	struct math *math = calloc(1, sizeof *math);
	struct math_reader r = {.start = latex,
		.at = latex,
		.math = math,
		.mistake = mistake ? mistake : &unwanted};

	if (!math)
		return NULL;
	math->root = math_read_row(&r, "");
	str_free(&unwanted.why);
	if (math->root)
		return math;
	math_free(math);
	return NULL;
}

void math_free(struct math *math)
{
	if (!math)
		return;
	for (struct math_node *node = math->chain; node;) {
		struct math_node *next = node->chain;
		free(node->text);
		free(node);
		node = next;
	}
	free(math->items);
	free(math);
}

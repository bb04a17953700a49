#include "draw/math.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/utf8.h"
#include "draw/glyph.h"
#include "draw/math_node.h"

struct reader {
	const char *start, *at;
	struct math *math;
	struct math_mistake *mistake;
	enum role role;
	int depth;
	bool failed; /* memory ran out, or the formula is too large: nothing more is read */
};

static struct math_node *read_row(struct reader *r, const char *closers);

static void refuse(struct reader *r, const char *at, const char *why, const char *name)
{
	if (r->mistake->column)
		return;
	r->mistake->column = 1;
	for (const char *c = r->start; c < at && *c; r->mistake->column++)
		(void)utf8_next(&c);
	str_addf(&r->mistake->why, why, name);
}

static struct math_node *new_node(struct reader *r, enum math_kind kind, const char *text)
{
	struct math_node *node = NULL;

	if (r->math->node_count < MATH_NODES_MAX)
		node = calloc(1, sizeof *node);
	else
		refuse(r, r->at, "the formula has too many parts%s", "");
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

static void append(struct math_node *row, struct math_node *node)
{
	if (!row || !node)
		return;
	if (row->last)
		row->last->next = node;
	else
		row->first = node;
	row->last = node;
}

/* --- the commands ------------------------------------------------------------------------------- */

/* Commands that are one text. */
static const struct symbol {
	const char *command, *text;
	enum math_class class;
} symbols[] = {
	{"alpha", "α", CLASS_ORDINARY},
	{"beta", "β", CLASS_ORDINARY},
	{"gamma", "γ", CLASS_ORDINARY},
	{"delta", "δ", CLASS_ORDINARY},
	{"epsilon", "ε", CLASS_ORDINARY},
	{"varepsilon", "ε", CLASS_ORDINARY},
	{"zeta", "ζ", CLASS_ORDINARY},
	{"eta", "η", CLASS_ORDINARY},
	{"theta", "θ", CLASS_ORDINARY},
	{"kappa", "κ", CLASS_ORDINARY},
	{"lambda", "λ", CLASS_ORDINARY},
	{"mu", "μ", CLASS_ORDINARY},
	{"nu", "ν", CLASS_ORDINARY},
	{"pi", "π", CLASS_ORDINARY},
	{"rho", "ρ", CLASS_ORDINARY},
	{"sigma", "σ", CLASS_ORDINARY},
	{"tau", "τ", CLASS_ORDINARY},
	{"phi", "φ", CLASS_ORDINARY},
	{"omega", "ω", CLASS_ORDINARY},
	{"Delta", "Δ", CLASS_ORDINARY},
	{"Theta", "Θ", CLASS_ORDINARY},
	{"Lambda", "Λ", CLASS_ORDINARY},
	{"Sigma", "Σ", CLASS_ORDINARY},
	{"Omega", "Ω", CLASS_ORDINARY},
	{"infty", "∞", CLASS_ORDINARY},
	{"dots", "…", CLASS_ORDINARY},
	{"ldots", "…", CLASS_ORDINARY},
	{"cdots", "⋯", CLASS_ORDINARY},
	{"partial", "∂", CLASS_SIGN},
	{"nabla", "∇", CLASS_SIGN},
	{"cdot", "·", CLASS_OPERATOR},
	{"times", "×", CLASS_OPERATOR},
	{"pm", "±", CLASS_OPERATOR},
	{"mid", "|", CLASS_OPERATOR},
	{"gets", "←", CLASS_RELATION},
	{"leftarrow", "←", CLASS_RELATION},
	{"to", "→", CLASS_RELATION},
	{"rightarrow", "→", CLASS_RELATION},
	{"le", "≤", CLASS_RELATION},
	{"ge", "≥", CLASS_RELATION},
	{"ll", "≪", CLASS_RELATION},
	{"gg", "≫", CLASS_RELATION},
	{"ne", "≠", CLASS_RELATION},
	{"neq", "≠", CLASS_RELATION},
	{"approx", "≈", CLASS_RELATION},
	{"in", "∈", CLASS_RELATION},
	{"log", "log", CLASS_WORD},
	{"ln", "ln", CLASS_WORD},
	{"exp", "exp", CLASS_WORD},
	{"max", "max", CLASS_WORD},
	{"min", "min", CLASS_WORD},
	{"tanh", "tanh", CLASS_WORD},
	{"{", "{", CLASS_OPEN},
	{"}", "}", CLASS_CLOSE},
	{"%", "%", CLASS_ORDINARY},
	{"#", "#", CLASS_ORDINARY},
	{"_", "_", CLASS_ORDINARY},
	{"|", "‖", CLASS_ORDINARY},
};

/* Characters that stand for themselves but are no plain letters. */
static const struct sign {
	const char *character, *text;
	enum math_class class;
} signs[] = {
	{"+", "+", CLASS_OPERATOR},
	{"-", "−", CLASS_OPERATOR},
	{"−", "−", CLASS_OPERATOR},
	{"±", "±", CLASS_OPERATOR},
	{"·", "·", CLASS_OPERATOR},
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

static struct math_node *add_text(
	struct reader *r, struct math_node *row, const char *text, enum math_class class)
{
	struct math_node *node = new_node(r, MATH_ATOM, text);

	if (!node)
		return NULL;
	node->class = class;
	if (class == CLASS_OPERATOR && row && stands_alone(row))
		node->class = CLASS_SIGN;
	append(row, node);
	return node;
}

static void skip_blanks(struct reader *r)
{
	r->at += strspn(r->at, " \t\n\r");
}

/* One argument: {…}, one command or one character. An empty row where there is none. */
static struct math_node *read_argument(struct reader *r);

/* What stands between braces as it is, for names and words; NULL where there are no braces. */
static char *read_raw(struct reader *r)
{
	skip_blanks(r);
	const char *open = r->at, *close = open;
	int depth = 0;

	do {
		depth += *close == '{' ? 1 : *close == '}' ? -1 : 0;
	} while (*close++ && depth > 0);
	if (*open != '{' || depth) {
		refuse(r, open, "words in braces must follow%s", "");
		return NULL;
	}
	r->at = close;
	char *text = strndup(open + 1, (size_t)(close - open - 2));
	r->failed |= !text;
	return text;
}

static struct math_node *read_fraction(struct reader *r)
{
	struct math_node *node = new_node(r, MATH_FRACTION, NULL);

	if (!node)
		return NULL;
	node->part[0] = read_argument(r);
	node->part[1] = read_argument(r);
	return node;
}

static struct math_node *read_root(struct reader *r)
{
	struct math_node *node = new_node(r, MATH_ROOT, NULL);

	if (node)
		node->part[0] = read_argument(r);
	return node;
}

/* The one text that a row is, braces aside, or NULL. */
static const char *only_text(const struct math_node *row)
{
	while (row && row->kind == MATH_ROW && row->first == row->last)
		row = row->first;
	return row && row->kind == MATH_ATOM ? row->text : NULL;
}

/* Letters that have their accent in one character, and what stands above the others. */
static struct math_node *read_accent(
	struct reader *r, const char *word, uint32_t accent, const char *const ready[][2])
{
	struct math_node *node = new_node(r, MATH_ACCENT, NULL);
	struct str flat = {0};

	if (!node)
		return NULL;
	node->part[0] = read_argument(r);
	node->accent = accent;
	const char *letter = only_text(node->part[0]);
	for (size_t i = 0; letter && ready && ready[i][0]; i++)
		if (strcmp(ready[i][0], letter) == 0) {
			node->accent = 0;
			str_add(&flat, ready[i][1]);
		}
	if (node->accent)
		str_addf(&flat, "%s%s", letter ? letter : "", word);
	node->text = str_take(&flat);
	r->failed |= !node->text;
	return node;
}

static struct math_node *read_hat(struct reader *r)
{
	static const char *const ready[][2] = {{"z", "ẑ"}, {"y", "ŷ"}, {"w", "ŵ"}, {NULL, NULL}};

	return read_accent(r, "hat", 0x2038, ready);
}

static struct math_node *read_tilde(struct reader *r)
{
	return read_accent(r, "tilde", 0x02F7, NULL);
}

static struct math_node *read_bar(struct reader *r)
{
	return read_accent(r, "bar", '_', NULL);
}

static struct math_node *read_words(struct reader *r)
{
	char *words = read_raw(r);
	struct math_node *node = words ? new_node(r, MATH_ATOM, words) : NULL;

	free(words);
	return node;
}

static struct math_node *read_slot(struct reader *r)
{
	char *width = read_raw(r);
	struct math_node *node = width ? read_words(r) : NULL;

	if (node)
		node->slot = (int)strtol(width, NULL, 10) % MATH_SLOT_END;
	free(width);
	return node;
}

static struct math_node *read_role(struct reader *r)
{
	char *name = read_raw(r);
	enum role before = r->role;

	for (int i = 0; name && i < ROLE_COUNT; i++)
		if (strcmp(role_name((enum role)i), name) == 0)
			r->role = (enum role)i;
	free(name);
	struct math_node *row = read_argument(r);
	r->role = before;
	return row;
}

static struct math_node *read_sum(struct reader *r)
{
	return new_node(r, MATH_BIG, "Σ");
}

static struct math_node *read_product(struct reader *r)
{
	return new_node(r, MATH_BIG, "∏");
}

static const char *read_bracket(struct reader *r)
{
	static const char *const known[] = {"(", ")", "[", "]", "|", ".", "\\{", "\\}", NULL};
	static const char *const texts[] = {"(", ")", "[", "]", "|", "", "{", "}"};

	skip_blanks(r);
	for (size_t i = 0; known[i]; i++)
		if (strncmp(r->at, known[i], strlen(known[i])) == 0) {
			r->at += strlen(known[i]);
			return texts[i];
		}
	refuse(r, r->at, "one of ( ) [ ] | . \\{ \\} must follow%s", "");
	return "";
}

static struct math_node *read_left(struct reader *r)
{
	const char *from = r->at - strlen("\\left");
	struct math_node *node = new_node(r, MATH_BRACKET, NULL);

	if (!node)
		return NULL;
	node->open = read_bracket(r);
	node->part[0] = read_row(r, "\\right");
	if (strncmp(r->at, "\\right", strlen("\\right")) == 0) {
		r->at += strlen("\\right");
		node->close = read_bracket(r);
	} else {
		refuse(r, from, "\\left has no \\right%s", "");
	}
	return node;
}

static void read_cells(struct reader *r, struct math_node *cases)
{
	for (int cell = 0;; cell++) {
		append(cases, read_row(r, "&\\"));
		bool ends = strncmp(r->at, "\\\\", 2) == 0;
		if (*r->at != '&' && !ends)
			break;
		r->at += ends ? 2 : 1;
		if (ends && cell % 2 == 0) {
			append(cases, new_node(r, MATH_ROW, NULL));
			cell++;
		}
	}
}

static struct math_node *read_cases(struct reader *r)
{
	const char *from = r->at;
	char *name = read_raw(r);
	bool known = name && strcmp(name, "cases") == 0;
	struct math_node *node = NULL;

	free(name);
	if (!known) {
		refuse(r, from, "only \\begin{cases} is known%s", "");
		return NULL;
	}
	node = new_node(r, MATH_CASES, NULL);
	if (!node)
		return NULL;
	read_cells(r, node);
	if (strncmp(r->at, "\\end{cases}", strlen("\\end{cases}")) == 0)
		r->at += strlen("\\end{cases}");
	else
		refuse(r, from, "\\begin{cases} has no \\end{cases}%s", "");
	return node;
}

static struct math_node *read_blank(struct reader *r)
{
	return new_node(r, MATH_BLANK, NULL);
}

static struct math_node *read_quad(struct reader *r)
{
	return new_node(r, MATH_ATOM, "  ");
}

static struct math_node *read_newline(struct reader *r)
{
	return new_node(r, MATH_NEWLINE, NULL);
}

static const struct command {
	const char *name;
	struct math_node *(*read)(struct reader *r);
} commands[] = {
	{"frac", read_fraction},
	{"sqrt", read_root},
	{"hat", read_hat},
	{"tilde", read_tilde},
	{"bar", read_bar},
	{"text", read_words},
	{"mathrm", read_argument},
	{"slot", read_slot},
	{"role", read_role},
	{"sum", read_sum},
	{"prod", read_product},
	{"left", read_left},
	{"begin", read_cases},
	{",", read_blank},
	{";", read_blank},
	{" ", read_blank},
	{"quad", read_quad},
	{"\\", read_newline},
};

/* --- reading ------------------------------------------------------------------------------------ */

enum { SYMBOLS = sizeof symbols / sizeof *symbols, COMMANDS = sizeof commands / sizeof *commands };

static const char *command_at(const void *context, size_t i)
{
	(void)context;
	if (i < SYMBOLS)
		return symbols[i].command;
	return i < SYMBOLS + COMMANDS ? commands[i - SYMBOLS].name : NULL;
}

static void refuse_command(struct reader *r, const char *at, const char *name)
{
	const char *near = nearest_name(name, command_at, NULL);
	struct str why = {0};

	if (!name[0])
		str_add(&why, "a command must follow the \\");
	else if (near)
		str_addf(&why, "\\%s is not known; did you mean \\%s?", name, near);
	else
		str_addf(&why, "\\%s is not known", name);
	refuse(r, at, "%s", str_text(&why));
	str_free(&why);
}

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

static void read_command(struct reader *r, struct math_node *row)
{
	const char *from = r->at++;
	size_t length = strspn(r->at, letters);
	char name[24] = "";

	if (!length && *r->at) {
		const char *behind = r->at;
		(void)utf8_next(&behind);
		length = (size_t)(behind - r->at);
	}
	memcpy(name, r->at, length < sizeof name ? length : sizeof name - 1);
	r->at += length;
	for (size_t i = 0; i < SYMBOLS; i++)
		if (strcmp(symbols[i].command, name) == 0) {
			add_text(r, row, symbols[i].text, symbols[i].class);
			return;
		}
	for (size_t i = 0; i < COMMANDS; i++)
		if (strcmp(commands[i].name, name) == 0) {
			append(row, commands[i].read(r));
			return;
		}
	refuse_command(r, from, name);
}

static void read_character(struct reader *r, struct math_node *row)
{
	char text[5];
	const char *from = r->at;
	uint32_t code = utf8_next(&r->at);

	utf8_put(code, text);
	if (code == '/' && row->last && row->last->kind != MATH_BLANK) {
		add_text(r, row, text, CLASS_SIGN); /* 1/m as against x / s */
		return;
	}
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strcmp(signs[i].character, text) == 0) {
			add_text(r, row, signs[i].text, signs[i].class);
			return;
		}
	if (!glyph_printable(code)) {
		refuse(r, from, "this character cannot be shown%s", "");
		return;
	}
	add_text(r, row, text, CLASS_ORDINARY);
}

/* Digits and their point stay together: one number, one piece. */
static void read_number(struct reader *r, struct math_node *row)
{
	char text[32] = "";
	size_t length = strspn(r->at, "0123456789.");

	if (length >= sizeof text)
		length = sizeof text - 1;
	memcpy(text, r->at, length);
	r->at += length;
	add_text(r, row, text, CLASS_ORDINARY);
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

static void find_small(struct reader *r, struct math_node *script)
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
static void read_script(struct reader *r, struct math_node *row)
{
	const char *from = r->at;
	bool raised = *r->at++ == '^';
	struct math_node *base = row->last, *before = NULL;

	if (!base || base->kind == MATH_BLANK || base->kind == MATH_NEWLINE) {
		refuse(r, from, "something must stand before %s", raised ? "^" : "_");
		(void)read_argument(r);
		return;
	}
	if (base->kind != MATH_SCRIPT && base->kind != MATH_BIG) {
		struct math_node *script = new_node(r, MATH_SCRIPT, NULL);
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
		refuse(r, from, "there is a second %s; put both in one {…}", raised ? "^" : "_");
	base->part[raised ? 1 : 2] = read_argument(r);
	tighten(base->part[raised ? 1 : 2]);
	if (base->kind == MATH_SCRIPT && !r->failed)
		find_small(r, base);
}

/* Blanks count, as in the source, but one is enough. */
static void read_blanks(struct reader *r, struct math_node *row)
{
	skip_blanks(r);
	append(row, new_node(r, MATH_BLANK, NULL));
}

static void read_braces(struct reader *r, struct math_node *row)
{
	const char *from = r->at++;

	append(row, read_row(r, "}"));
	if (*r->at == '}')
		r->at++;
	else
		refuse(r, from, "this { has no }%s", "");
}

static void read_item(struct reader *r, struct math_node *row)
{
	static const struct {
		const char *characters;
		void (*read)(struct reader *r, struct math_node *row);
	} readers[] = {
		{"\\", read_command},
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
		refuse(r, r->at++, "this } has no {%s", "");
	else if (*r->at == '&')
		refuse(r, r->at++, "& belongs into \\begin{cases}%s", "");
	else if (*r->at == '$')
		refuse(r, r->at++, "$ cannot stand in a formula%s", "");
	else
		read_character(r, row);
}

/* What closes a row: a brace, \right, or the & \\ \end of a cell. A brace always does. */
static bool is_closed(const struct reader *r, const char *closers)
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

static struct math_node *read_row(struct reader *r, const char *closers)
{
	struct math_node *row = new_node(r, MATH_ROW, NULL);

	if (!row)
		return NULL;
	if (++r->depth > MATH_DEPTH_MAX) {
		refuse(r, r->at, "the formula is nested too deep%s", "");
		r->failed = true;
	}
	while (!is_closed(r, closers))
		read_item(r, row);
	r->depth--;
	return row;
}

static struct math_node *read_argument(struct reader *r)
{
	struct math_node *row = new_node(r, MATH_ROW, NULL);

	if (!row)
		return NULL;
	skip_blanks(r);
	if (++r->depth > MATH_DEPTH_MAX) {
		refuse(r, r->at, "the formula is nested too deep%s", "");
		r->failed = true;
	} else if (!*r->at || *r->at == '}' || *r->at == '^' || *r->at == '_') {
		refuse(r, r->at, "something must stand here: {…} or one letter%s", "");
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
	struct reader r = {.start = latex,
		.at = latex,
		.math = math,
		.mistake = mistake ? mistake : &unwanted};

	if (!math)
		return NULL;
	math->root = read_row(&r, "");
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

/* The commands of LaTeX that are known, and how each reads what follows it. */
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/utf8.h"
#include "draw/math_node.h"
#include "draw/math_read.h"

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
	{"cdot", UTF8_TIMES, CLASS_OPERATOR},
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

/* What stands between braces as it is, for names and words; NULL where there are no braces. */
static char *read_raw(struct math_reader *r)
{
	math_skip_blanks(r);
	const char *open = r->at, *close = open;
	int depth = 0;

	do {
		depth += *close == '{' ? 1 : *close == '}' ? -1 : 0;
	} while (*close++ && depth > 0);
	if (*open != '{' || depth) {
		math_refuse(r, open, "words in braces must follow%s", "");
		return NULL;
	}
	r->at = close;
	char *text = strndup(open + 1, (size_t)(close - open - 2));
	r->failed |= !text;
	return text;
}

static struct math_node *read_fraction(struct math_reader *r)
{
	struct math_node *node = math_node_new(r, MATH_FRACTION, NULL);

	if (!node)
		return NULL;
	node->part[0] = math_read_argument(r);
	node->part[1] = math_read_argument(r);
	return node;
}

static struct math_node *read_root(struct math_reader *r)
{
	struct math_node *node = math_node_new(r, MATH_ROOT, NULL);

	if (node)
		node->part[0] = math_read_argument(r);
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
	struct math_reader *r, const char *word, uint32_t accent, const char *const ready[][2])
{
	struct math_node *node = math_node_new(r, MATH_ACCENT, NULL);
	struct str flat = {0};

	if (!node)
		return NULL;
	node->part[0] = math_read_argument(r);
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

static struct math_node *read_hat(struct math_reader *r)
{
	static const char *const ready[][2] = {{"z", "ẑ"}, {"y", "ŷ"}, {"w", "ŵ"}, {NULL, NULL}};

	return read_accent(r, "hat", 0x2038, ready);
}

static struct math_node *read_tilde(struct math_reader *r)
{
	return read_accent(r, "tilde", 0x02F7, NULL);
}

static struct math_node *read_bar(struct math_reader *r)
{
	return read_accent(r, "bar", '_', NULL);
}

static struct math_node *read_words(struct math_reader *r)
{
	char *words = read_raw(r);
	struct math_node *node = words ? math_node_new(r, MATH_ATOM, words) : NULL;

	free(words);
	return node;
}

static struct math_node *read_slot(struct math_reader *r)
{
	char *width = read_raw(r);
	struct math_node *node = width ? read_words(r) : NULL;

	if (node)
		node->slot = (int)strtol(width, NULL, 10) % MATH_SLOT_END;
	free(width);
	return node;
}

static struct math_node *read_role(struct math_reader *r)
{
	char *name = read_raw(r);
	enum role before = r->role;

	for (int i = 0; name && i < ROLE_COUNT; i++)
		if (strcmp(role_name((enum role)i), name) == 0)
			r->role = (enum role)i;
	free(name);
	struct math_node *row = math_read_argument(r);
	r->role = before;
	return row;
}

static struct math_node *read_sum(struct math_reader *r)
{
	return math_node_new(r, MATH_BIG, "Σ");
}

static struct math_node *read_product(struct math_reader *r)
{
	return math_node_new(r, MATH_BIG, "∏");
}

static const char *read_bracket(struct math_reader *r)
{
	static const char *const known[] = {"(", ")", "[", "]", "|", ".", "\\{", "\\}", NULL};
	static const char *const texts[] = {"(", ")", "[", "]", "|", "", "{", "}"};

	math_skip_blanks(r);
	for (size_t i = 0; known[i]; i++)
		if (strncmp(r->at, known[i], strlen(known[i])) == 0) {
			r->at += strlen(known[i]);
			return texts[i];
		}
	math_refuse(r, r->at, "one of ( ) [ ] | . \\{ \\} must follow%s", "");
	return "";
}

static struct math_node *read_left(struct math_reader *r)
{
	const char *from = r->at - strlen("\\left");
	struct math_node *node = math_node_new(r, MATH_BRACKET, NULL);

	if (!node)
		return NULL;
	node->open = read_bracket(r);
	node->part[0] = math_read_row(r, "\\right");
	if (strncmp(r->at, "\\right", strlen("\\right")) == 0) {
		r->at += strlen("\\right");
		node->close = read_bracket(r);
	} else {
		math_refuse(r, from, "\\left has no \\right%s", "");
	}
	return node;
}

static void read_cells(struct math_reader *r, struct math_node *cases)
{
	for (int cell = 0;; cell++) {
		math_node_append(cases, math_read_row(r, "&\\"));
		bool ends = strncmp(r->at, "\\\\", 2) == 0;
		if (*r->at != '&' && !ends)
			break;
		r->at += ends ? 2 : 1;
		if (ends && cell % 2 == 0) {
			math_node_append(cases, math_node_new(r, MATH_ROW, NULL));
			cell++;
		}
	}
}

static struct math_node *read_cases(struct math_reader *r)
{
	const char *from = r->at;
	char *name = read_raw(r);
	bool known = name && strcmp(name, "cases") == 0;
	struct math_node *node = NULL;

	free(name);
	if (!known) {
		math_refuse(r, from, "only \\begin{cases} is known%s", "");
		return NULL;
	}
	node = math_node_new(r, MATH_CASES, NULL);
	if (!node)
		return NULL;
	read_cells(r, node);
	if (strncmp(r->at, "\\end{cases}", strlen("\\end{cases}")) == 0)
		r->at += strlen("\\end{cases}");
	else
		math_refuse(r, from, "\\begin{cases} has no \\end{cases}%s", "");
	return node;
}

static struct math_node *read_blank(struct math_reader *r)
{
	return math_node_new(r, MATH_BLANK, NULL);
}

static struct math_node *read_quad(struct math_reader *r)
{
	return math_node_new(r, MATH_ATOM, "  ");
}

static struct math_node *read_newline(struct math_reader *r)
{
	return math_node_new(r, MATH_NEWLINE, NULL);
}

static const struct command {
	const char *name;
	struct math_node *(*read)(struct math_reader *r);
} commands[] = {
	{"frac", read_fraction},
	{"sqrt", read_root},
	{"hat", read_hat},
	{"tilde", read_tilde},
	{"bar", read_bar},
	{"text", read_words},
	{"mathrm", math_read_argument},
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

enum { SYMBOLS = sizeof symbols / sizeof *symbols, COMMANDS = sizeof commands / sizeof *commands };

static const char *command_at(const void *context, size_t i)
{
	(void)context;
	if (i < SYMBOLS)
		return symbols[i].command;
	return i < SYMBOLS + COMMANDS ? commands[i - SYMBOLS].name : NULL;
}

static void refuse_command(struct math_reader *r, const char *at, const char *name)
{
	const char *near = nearest_name(name, command_at, NULL);
	struct str why = {0};

	if (!name[0])
		str_add(&why, "a command must follow the \\");
	else if (near)
		str_addf(&why, "\\%s is not known; did you mean \\%s?", name, near);
	else
		str_addf(&why, "\\%s is not known", name);
	math_refuse(r, at, "%s", str_text(&why));
	str_free(&why);
}

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

void math_read_command(struct math_reader *r, struct math_node *row)
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
			math_read_text(r, row, symbols[i].text, symbols[i].class);
			return;
		}
	for (size_t i = 0; i < COMMANDS; i++)
		if (strcmp(commands[i].name, name) == 0) {
			math_node_append(row, commands[i].read(r));
			return;
		}
	refuse_command(r, from, name);
}

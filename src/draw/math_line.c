#include "draw/math_line.h"

#include <stdbool.h>
#include <string.h>

#include "base/status.h"
#include "base/utf8.h"

/* Commands that are one text. */
static const struct symbol {
	const char *command, *text;
} symbols[] = {
	{"alpha", "α"},
	{"beta", "β"},
	{"gamma", "γ"},
	{"delta", "δ"},
	{"epsilon", "ε"},
	{"varepsilon", "ε"},
	{"kappa", "κ"},
	{"lambda", "λ"},
	{"Lambda", "Λ"},
	{"mu", "μ"},
	{"rho", "ρ"},
	{"sigma", "σ"},
	{"theta", "θ"},
	{"sum", "Σ"},
	{"partial", "∂"},
	{"cdot", "·"},
	{"times", "×"},
	{"leftarrow", "←"},
	{"rightarrow", "→"},
	{"to", "→"},
	{"le", "≤"},
	{"ge", "≥"},
	{"neq", "≠"},
	{"approx", "≈"},
	{"pm", "±"},
	{"infty", "∞"},
	{"dots", "…"},
	{"ldots", "…"},
	{"quad", "  "},
	{",", " "},
	{";", " "},
	{" ", " "},
	{"left", ""},
	{"right", ""},
	{"log", "log"},
	{"exp", "exp"},
	{"max", "max"},
	{"min", "min"},
};

struct reader {
	const char *start, *at;
	struct str *out;
	const char *mistake; /* the first, or NULL */
};

static void read_sequence(struct reader *r, bool braced);

static void fail(struct reader *r, const char *at)
{
	if (!r->mistake)
		r->mistake = at;
}

/* One argument: {…} or a single character or command. */
static void read_argument(struct reader *r)
{
	while (*r->at == ' ')
		r->at++;
	if (*r->at == '{') {
		r->at++;
		read_sequence(r, true);
		return;
	}
	if (!*r->at) {
		fail(r, r->at);
		return;
	}
	const char *end = r->at + 1;
	if (*r->at == '\\')
		end += strspn(end, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
	else
		while (((unsigned char)*end & 0xC0) == 0x80)
			end++;
	struct str one = {0};
	str_add_bytes(&one, r->at, (size_t)(end - r->at));
	struct reader inner = {.start = str_text(&one), .at = str_text(&one), .out = r->out};
	read_sequence(&inner, false);
	if (inner.mistake)
		fail(r, r->at);
	str_free(&one);
	r->at = end;
}

/* The argument as a text of its own. */
static void take_argument(struct reader *r, struct str *ret_text)
{
	struct str *out = r->out;

	r->out = ret_text;
	read_argument(r);
	r->out = out;
}

static bool is_atom(const char *text)
{
	return !strpbrk(text, " +/·") && !strstr(text, "−") && !strstr(text, "Σ");
}

static void add_grouped(struct str *out, const char *text)
{
	bool atom = is_atom(text);

	str_addf(out, atom ? "%s" : "(%s)", text);
}

static void read_fraction(struct reader *r)
{
	struct str top = {0}, bottom = {0};

	take_argument(r, &top);
	take_argument(r, &bottom);
	add_grouped(r->out, str_text(&top));
	str_add(r->out, is_atom(str_text(&top)) && is_atom(str_text(&bottom)) ? "/" : " / ");
	add_grouped(r->out, str_text(&bottom));
	str_free(&top);
	str_free(&bottom);
}

static void read_accented(struct reader *r, const char *precomposed[][2], const char *word)
{
	struct str letter = {0};

	take_argument(r, &letter);
	for (size_t i = 0; precomposed && precomposed[i][0]; i++)
		if (strcmp(precomposed[i][0], str_text(&letter)) == 0) {
			str_add(r->out, precomposed[i][1]);
			str_free(&letter);
			return;
		}
	str_addf(r->out, "%s%s", str_text(&letter), word);
	str_free(&letter);
}

static bool read_special(struct reader *r, const char *command)
{
	static const char *hats[][2] = {{"z", "ẑ"}, {"y", "ŷ"}, {"x", "xhat"}, {NULL, NULL}};

	if (strcmp(command, "frac") == 0) {
		read_fraction(r);
	} else if (strcmp(command, "sqrt") == 0) {
		struct str inside = {0};
		take_argument(r, &inside);
		str_addf(r->out, "√(%s)", str_text(&inside));
		str_free(&inside);
	} else if (strcmp(command, "hat") == 0) {
		read_accented(r, hats, "hat");
	} else if (strcmp(command, "tilde") == 0) {
		read_accented(r, NULL, "tilde");
	} else if (strcmp(command, "bar") == 0) {
		read_accented(r, NULL, "bar");
	} else if (strcmp(command, "text") == 0 || strcmp(command, "mathrm") == 0) {
		read_argument(r);
	} else {
		return false;
	}
	return true;
}

static void read_command(struct reader *r)
{
	const char *from = r->at++;
	size_t length = strspn(r->at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
	char command[16] = "";

	if (!length)
		length = *r->at ? 1 : 0;
	if (length < sizeof command)
		memcpy(command, r->at, length);
	r->at += length;
	for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++)
		if (strcmp(symbols[i].command, command) == 0) {
			str_add(r->out, symbols[i].text);
			while (*r->at == ' ' && r->at[1] && strchr("_^{}", r->at[1]))
				r->at++;
			return;
		}
	if (!read_special(r, command))
		fail(r, from);
}

/* Digits and few letters have raised and lowered forms; all others keep ^( ) and _( ). */
static void read_script(struct reader *r, bool raised)
{
	static const char *const up[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
	static const char *const down[] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
	struct str text = {0}, forms = {0};
	bool plain = true;

	take_argument(r, &text);
	const char *at = str_text(&text);
	for (uint32_t code; plain && (code = utf8_next(&at)) != 0;) {
		plain = (code >= '0' && code <= '9') || (raised && code == 0x2212);
		if (plain)
			str_add(&forms, code == 0x2212 ? "⁻" : (raised ? up : down)[code - '0']);
	}
	if (plain)
		str_add(r->out, str_text(&forms));
	else
		str_addf(r->out, strlen(str_text(&text)) == 1 ? "%c%s" : "%c(%s)",
			raised ? '^' : '_', str_text(&text));
	str_free(&text);
	str_free(&forms);
}

static void read_sequence(struct reader *r, bool braced)
{
	while (*r->at && !(braced && *r->at == '}')) {
		char c = *r->at;
		if (c == '\\') {
			read_command(r);
		} else if (c == '^' || c == '_') {
			r->at++;
			read_script(r, c == '^');
		} else if (c == '{') {
			r->at++;
			read_sequence(r, true);
		} else if (c == '}') {
			fail(r, r->at++);
		} else {
			if (c == '-')
				str_add(r->out, "−");
			else
				str_add_char(r->out, c);
			r->at++;
		}
	}
	if (braced && *r->at == '}')
		r->at++;
	else if (braced)
		fail(r, r->at);
}

int math_line(const char *latex, struct str *out, int *ret_column)
{
	struct reader r = {.start = latex, .at = latex, .out = out};

	read_sequence(&r, false);
	*ret_column = r.mistake ? (int)(r.mistake - r.start) + 1 : 0;
	return r.mistake ? STATUS_SYNTAX : 0;
}

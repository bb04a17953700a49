#include "draw/glyph.h"

#include <ctype.h>
#include <string.h>

#include "base/utf8.h"

#define G(code, ascii, cell)                   \
	{                                      \
		code, ascii, cell, GLYPH_PLAIN \
	}
#define SUPER(code, ascii)                           \
	{                                            \
		code, ascii, (ascii)[0], GLYPH_SUPER \
	}
#define SUB(code, ascii)                           \
	{                                          \
		code, ascii, (ascii)[0], GLYPH_SUB \
	}

/* clang-format off */
const struct glyph glyphs[] = {
	/* Latin-1 */
	G(0x00A0, " ", ' '), G(0x00A7, "S.", 'S'), G(0x00AC, "not ", '!'), G(0x00AF, "-", '-'),
	G(0x00B0, " deg", 'o'), G(0x00B1, "+-", '+'), SUPER(0x00B2, "2"), SUPER(0x00B3, "3"),
	G(0x00B5, "mu", 'u'), G(0x00B7, "|", '|'), SUPER(0x00B9, "1"), G(0x00BC, "1/4", '4'),
	G(0x00BD, "1/2", '2'), G(0x00C6, "AE", 'A'), G(0x00D7, "x", 'x'), G(0x00DF, "ss", 's'),
	G(0x00E6, "ae", 'a'), G(0x00F7, "/", '/'), G(0x0152, "OE", 'O'), G(0x0153, "oe", 'o'),
	/* accented variables; accents that stand in a row of their own above a letter */
	G(0x0175, "what", 'w'), G(0x0177, "yhat", 'y'), G(0x02C6, "^", '^'), G(0x02C9, "-", '-'),
	G(0x02DC, "~", '~'), G(0x02F7, "~", '~'),
	/* Greek */
	G(0x0393, "Gamma", 'G'), G(0x0394, "Delta", 'D'), G(0x0398, "Theta", 'T'),
	G(0x039B, "Lambda", 'L'), G(0x03A0, "prod", 'P'), G(0x03A3, "sum", 'S'),
	G(0x03A6, "Phi", 'F'), G(0x03A8, "Psi", 'P'), G(0x03A9, "Omega", 'O'),
	G(0x03B1, "alpha", 'a'), G(0x03B2, "beta", 'b'), G(0x03B3, "gamma", 'g'),
	G(0x03B4, "delta", 'd'), G(0x03B5, "eps", 'e'), G(0x03B6, "zeta", 'z'), G(0x03B7, "eta", 'n'),
	G(0x03B8, "theta", 't'), G(0x03B9, "iota", 'i'), G(0x03BA, "kappa", 'k'),
	G(0x03BB, "lambda", 'l'), G(0x03BC, "mu", 'u'), G(0x03BD, "nu", 'v'), G(0x03BE, "xi", 'x'),
	G(0x03C0, "pi", 'p'), G(0x03C1, "rho", 'p'), G(0x03C3, "sigma", 's'), G(0x03C4, "tau", 't'),
	G(0x03C5, "upsilon", 'u'), G(0x03C6, "phi", 'f'), G(0x03C7, "chi", 'x'), G(0x03C8, "psi", 'p'),
	G(0x03C9, "omega", 'w'), G(0x03D5, "phi", 'f'), G(0x03F5, "eps", 'e'),
	SUPER(0x1D40, "T"), SUPER(0x1D57, "t"), SUB(0x1D62, "i"), G(0x1E91, "zhat", 'z'),
	/* punctuation */
	G(0x2010, "-", '-'), G(0x2011, "-", '-'), G(0x2013, "-", '-'), G(0x2014, "-", '-'),
	G(0x2016, "||", '|'), G(0x2018, "'", '\''), G(0x2019, "'", '\''), G(0x201C, "\"", '"'),
	G(0x201D, "\"", '"'), G(0x2020, "+", '+'), G(0x2022, "*", '*'), G(0x2026, "...", '.'), G(0x2027, "-", '-'),
	G(0x202F, " ", ' '), G(0x2032, "'", '\''), G(0x2033, "\"", '"'), G(0x2038, "^", '^'),
	G(0x203E, "-", '-'),
	/* superscripts and subscripts */
	SUPER(0x2070, "0"), SUPER(0x2071, "i"), SUPER(0x2074, "4"), SUPER(0x2075, "5"),
	SUPER(0x2076, "6"), SUPER(0x2077, "7"), SUPER(0x2078, "8"), SUPER(0x2079, "9"),
	SUPER(0x207A, "+"), SUPER(0x207B, "-"), SUPER(0x207D, "("), SUPER(0x207E, ")"),
	SUPER(0x207F, "n"), SUB(0x2080, "0"), SUB(0x2081, "1"), SUB(0x2082, "2"), SUB(0x2083, "3"),
	SUB(0x2084, "4"), SUB(0x2085, "5"), SUB(0x2086, "6"), SUB(0x2087, "7"), SUB(0x2088, "8"),
	SUB(0x2089, "9"), SUB(0x208A, "+"), SUB(0x208B, "-"), SUB(0x208D, "("), SUB(0x208E, ")"),
	SUB(0x2090, "a"), SUB(0x2091, "e"), SUB(0x2096, "k"), SUB(0x2097, "l"), SUB(0x2098, "m"),
	SUB(0x2099, "n"), SUB(0x209C, "t"), G(0x2113, "l", 'l'), G(0x211D, "R", 'R'),
	/* arrows */
	G(0x2190, "<-", '<'), G(0x2191, "up", '^'), G(0x2192, "->", '>'), G(0x2193, "down", 'v'),
	G(0x2194, "<->", '-'), G(0x2196, "\\", '\\'), G(0x2197, "/", '/'), G(0x2198, "\\", '\\'),
	G(0x2199, "/", '/'), G(0x21A6, "|->", '>'), G(0x21B5, "Enter", '<'), G(0x21BA, "back", '<'),
	G(0x21D0, "<=", '<'), G(0x21D2, "=>", '>'), G(0x21D4, "<=>", '='),
	G(0x21E4, "Shift+Tab", '<'), G(0x21E5, "Tab", '>'), G(0x21E7, "Shift+", '^'),
	/* mathematics */
	G(0x2200, "all ", 'A'), G(0x2202, "d", 'd'), G(0x2203, "some ", 'E'), G(0x2207, "grad", 'V'),
	G(0x2208, " in ", 'e'), G(0x220F, "prod", 'P'), G(0x2211, "sum", 'S'), G(0x2212, "-", '-'),
	G(0x2213, "-+", '-'), G(0x2215, "/", '/'), G(0x2218, "o", 'o'), G(0x2219, "*", '*'),
	G(0x221A, "sqrt", 'V'), G(0x221D, "~", '~'), G(0x221E, "inf", '8'), G(0x2225, "||", '|'),
	G(0x2227, " and ", '^'), G(0x2228, " or ", 'v'), G(0x222B, "int", 'S'), G(0x2248, "~", '~'),
	G(0x2260, "!=", '!'), G(0x2261, "==", '='), G(0x2264, "<=", '<'), G(0x2265, ">=", '>'),
	G(0x226A, "<<", '<'), G(0x226B, ">>", '>'), G(0x2295, "+", '+'), G(0x2299, "*", '*'),
	G(0x22C5, "*", '*'), G(0x22EE, ":", ':'), G(0x22EF, "...", '.'),
	/* tall brackets and sums of formulas */
	G(0x2308, "|", '|'), G(0x2309, "|", '|'), G(0x230A, "|", '|'), G(0x230B, "|", '|'),
	G(0x239B, "/", '/'), G(0x239C, "|", '|'), G(0x239D, "\\", '\\'), G(0x239E, "\\", '\\'),
	G(0x239F, "|", '|'), G(0x23A0, "/", '/'), G(0x23A1, "[", '['), G(0x23A2, "|", '|'),
	G(0x23A3, "[", '['), G(0x23A4, "]", ']'), G(0x23A5, "|", '|'), G(0x23A6, "]", ']'),
	G(0x23A7, "/", '/'), G(0x23A8, "{", '{'), G(0x23A9, "\\", '\\'), G(0x23AA, "|", '|'),
	G(0x23AB, "\\", '\\'), G(0x23AC, "}", '}'), G(0x23AD, "/", '/'), G(0x23B2, "\\", '\\'),
	G(0x23B3, "/", '/'), G(0x23B7, "V", 'V'), G(0x23BA, "-", '-'), G(0x23BD, "_", '_'),
	G(0x23CE, "Enter", '<'), G(0x2423, "Space", '_'),
	/* box drawing */
	G(0x2500, "-", '-'), G(0x2501, "=", '='), G(0x2502, "|", '|'), G(0x2503, "#", '#'),
	G(0x2504, "-", '-'), G(0x2506, ":", ':'), G(0x2508, ".", '.'), G(0x250A, ":", ':'),
	G(0x250C, "+", '+'), G(0x250F, "+", '+'), G(0x2510, "+", '+'), G(0x2513, "+", '+'),
	G(0x2514, "+", '+'), G(0x2517, "+", '+'), G(0x2518, "+", '+'), G(0x251B, "+", '+'),
	G(0x251C, "+", '+'), G(0x2523, "+", '+'), G(0x2524, "+", '+'), G(0x252B, "+", '+'),
	G(0x252C, "+", '+'), G(0x252F, "+", '+'), G(0x2533, "+", '+'), G(0x2534, "+", '+'),
	G(0x2537, "+", '+'), G(0x253B, "+", '+'), G(0x253C, "+", '+'), G(0x253F, "+", '+'),
	G(0x254B, "+", '+'), G(0x254C, "-", '-'), G(0x254E, "|", '|'), G(0x2550, "=", '='),
	G(0x2551, "|", '|'), G(0x255E, "+", '+'), G(0x2561, "+", '+'), G(0x256A, "+", '+'),
	G(0x256D, "+", '+'), G(0x256E, "+", '+'), G(0x256F, "+", '+'), G(0x2570, "+", '+'),
	G(0x2571, "/", '/'), G(0x2572, "\\", '\\'), G(0x2573, "X", 'X'), G(0x2574, "-", '-'),
	G(0x2575, "'", '\''), G(0x2576, "-", '-'), G(0x2577, ".", '.'),
	/* blocks */
	G(0x2580, "\"", '"'), G(0x2581, "_", '_'), G(0x2582, ".", '.'), G(0x2583, ".", '.'),
	G(0x2584, "-", '-'), G(0x2585, "-", '-'), G(0x2586, "=", '='), G(0x2587, "=", '='),
	G(0x2588, "#", '#'), G(0x2589, "#", '#'), G(0x258A, "#", '#'), G(0x258B, "=", '='),
	G(0x258C, "=", '='), G(0x258D, "-", '-'), G(0x258E, "|", '|'), G(0x258F, "|", '|'),
	G(0x2590, "|", '|'), G(0x2591, ".", '.'), G(0x2592, ":", ':'), G(0x2593, "#", '#'),
	G(0x2594, "-", '-'), G(0x2595, "|", '|'), G(0x2596, ".", '.'), G(0x2597, ".", '.'),
	G(0x2598, "'", '\''), G(0x2599, "#", '#'), G(0x259A, ":", ':'), G(0x259B, "#", '#'),
	G(0x259C, "#", '#'), G(0x259D, "'", '\''), G(0x259E, ":", ':'), G(0x259F, "#", '#'),
	/* marks */
	G(0x25A0, "#", '#'), G(0x25A1, "[]", 'H'), G(0x25B2, "^", '^'), G(0x25B3, "A", 'A'),
	G(0x25B4, "^", '^'), G(0x25B5, "A", 'A'), G(0x25B6, ">", '>'), G(0x25B8, ">", '>'),
	G(0x25BA, ">", '>'), G(0x25BC, "v", 'v'), G(0x25BD, "V", 'V'), G(0x25BE, "v", 'v'),
	G(0x25C0, "<", '<'), G(0x25C2, "<", '<'), G(0x25C6, "+", '+'), G(0x25C7, "x", 'x'),
	G(0x25C9, "@", '@'), G(0x25CB, "O", 'O'), G(0x25CF, "o", 'o'), G(0x25E6, ".", '.'),
	G(0x2605, "*", '*'), G(0x2606, "*", '*'), G(0x2610, "[ ]", '-'), G(0x2611, "[x]", 'x'),
	G(0x2713, "ok", '+'), G(0x2715, "x", 'x'), G(0x2717, "x", 'x'),
	G(0x27E8, "<", '<'), G(0x27E9, ">", '>'), SUB(0x2C7C, "j"), G(0xFFFD, "?", '?'),
};
/* clang-format on */

const size_t glyph_count = sizeof glyphs / sizeof *glyphs;

static const struct glyph *glyph_find(uint32_t code)
{
	size_t first = 0, end = glyph_count;

	while (first < end) {
		size_t middle = first + (end - first) / 2;
		if (glyphs[middle].code == code)
			return &glyphs[middle];
		if (glyphs[middle].code < code)
			first = middle + 1;
		else
			end = middle;
	}
	return NULL;
}

uint32_t glyph_drawn(uint32_t code)
{
	enum { MIDDLE_DOT = 0xB7, UNKNOWN_DOT = 0x2027, TIMES_DOT = 0x22C5 };

	return code == UNKNOWN_DOT || code == TIMES_DOT ? MIDDLE_DOT : code;
}

bool glyph_allowed(uint32_t code)
{
	return (code >= 0x20 && code < 0x7F) || (code > BRAILLE && code <= BRAILLE_ALL) ||
	       glyph_find(code) != NULL;
}

/* One-cell code points that fonts lack, invisible ones, and private ones. */
static bool is_refused(uint32_t code)
{
	static const struct {
		uint32_t first, last;
	} refused[] = {{0x00AD, 0x00AD}, {0x2000, 0x200F}, {0x2028, 0x202E}, {0x205F, 0x206F},
		{BRAILLE, BRAILLE}, {0xD800, 0xF8FF}, {0xFFF0, 0xFFFC}, {0xFFFE, 0xFFFF},
		{0x1CC00, 0x1CEBF}, {0x1FB00, 0x1FBFF}, {0xE0000, 0x10FFFF}};

	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		if (code >= refused[i].first && code <= refused[i].last)
			return true;
	return false;
}

bool glyph_printable(uint32_t code)
{
	return glyph_allowed(code) || (utf8_code_width(code) == 1 && !is_refused(code));
}

/* Dots in the upper half only, in the lower half only, or in both. */
static char braille_cell(uint32_t code)
{
	bool upper = code & 0x1B, lower = code & 0xE4;

	return upper && lower ? ':' : upper ? '\'' : lower ? '.' : ' ';
}

/* The letters U+00C0 to U+00FF without their accents. */
static char latin_cell(uint32_t code)
{
	static const char plain[] =
		"AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty";

	return plain[code - 0xC0];
}

char glyph_cell(uint32_t code)
{
	if (code >= 0x20 && code < 0x7F)
		return (char)code;
	const struct glyph *glyph = glyph_find(code);
	if (glyph)
		return glyph->cell;
	if (code >= 0xC0 && code <= 0xFF)
		return latin_cell(code);
	if (code >= BRAILLE && code <= BRAILLE_ALL)
		return braille_cell(code);
	return code >= 0x2500 && code < 0x2580 ? '+' : '?';
}

/* A word that is spelled out, as against a sign: it must not grow together with letters. */
static bool is_word(const struct glyph *glyph)
{
	return glyph && glyph->kind == GLYPH_PLAIN && isalpha((unsigned char)glyph->ascii[0]) &&
	       glyph->ascii[1];
}

struct spelling {
	struct str *out;
	enum glyph_kind run; /* of the glyph before */
	bool word;           /* the glyph before was a spelled word */
	bool letter;         /* the glyph before was a letter */
};

static void spell_script(struct spelling *state, const struct glyph *glyph)
{
	if (state->run != glyph->kind)
		str_add_char(state->out, glyph->kind == GLYPH_SUPER ? '^' : '_');
	str_add(state->out, glyph->ascii);
	state->run = glyph->kind;
	state->word = false;
	state->letter = false;
}

static void spell_plain(struct spelling *state, uint32_t code, const struct glyph *glyph)
{
	char cell[2] = {code == '\n' ? '\n' : glyph_cell(code), '\0'};
	const char *ascii = glyph ? glyph->ascii : cell;
	/* ∂ is spelled d, but is a sign that belongs to what follows. */
	bool word = is_word(glyph), letter = word || (!glyph && isalpha((unsigned char)cell[0]));

	if ((word && state->letter) || (letter && state->word))
		str_add_char(state->out, ' ');
	str_add(state->out, ascii);
	state->run = GLYPH_PLAIN;
	state->word = word;
	state->letter = letter;
}

void glyphs_spell(struct str *out, const char *utf8)
{
	struct spelling state = {.out = out};

	for (uint32_t code; (code = utf8_next(&utf8)) != 0;) {
		const struct glyph *glyph = glyph_find(code);
		if (glyph && glyph->kind != GLYPH_PLAIN)
			spell_script(&state, glyph);
		else
			spell_plain(&state, code, glyph);
	}
}

int glyphs_width(const char *utf8)
{
	struct str ascii = {0};

	glyphs_spell(&ascii, utf8);
	int width = (int)ascii.len;
	str_free(&ascii);
	return width;
}

#include "draw/theme.h"

#include <math.h>
#include <stddef.h>

enum { B = ATTR_BOLD, D = ATTR_DIM, U = ATTR_UNDERLINE, R = ATTR_REVERSE, OWN = PAINT_OWN };

struct entry {
	struct paint dark, light;
};

/*
 * Each paint: 24-bit, 256 colours, 16 colours, attributes with colours, attributes without.
 * Classes are Okabe and Ito's sky blue and orange, darkened on light backgrounds; the shape of the
 * glyph says the same. With 16 colours only those are
 * used that most terminals show readably: on dark all but black and blue, on light red, blue and
 * magenta.
 */
/* clang-format off */
static const struct entry entries[ROLE_BAND_0] = {
	[ROLE_NONE] =     {{0x14161b, 16, OWN, 0, 0},   {0xffffff, 231, OWN, 0, 0}},
	[ROLE_TEXT] =     {{0xd8dee9, OWN, OWN, 0, 0},  {0x1f2328, OWN, OWN, 0, 0}},
	[ROLE_DIM] =      {{0x9aa3b2, 247, OWN, 0, 0},  {0x59636e, 241, OWN, 0, 0}},
	[ROLE_TITLE] =    {{0xeef1f6, 255, OWN, B, B},  {0x000000, 16, OWN, B, B}},
	[ROLE_STRONG] =   {{0xffffff, 231, OWN, B, B},  {0x000000, 16, OWN, B, B}},
	[ROLE_EMPHASIS] = {{0xd8dee9, OWN, OWN, U, U},  {0x1f2328, OWN, OWN, U, U}},
	[ROLE_CODE] =     {{0x9ccfd8, 152, 6, 0, 0},    {0x0b5563, 23, 4, 0, 0}},
	[ROLE_LIVE] =     {{0xe8d98a, 186, 3, 0, B},    {0x6b4a00, 58, 5, 0, B}},
	[ROLE_FRAME] =    {{0x6e7888, 243, OWN, 0, 0},  {0x7d868f, 245, OWN, 0, 0}},
	[ROLE_FOCUS] =    {{0x8ab4f8, 111, 14, B, B},   {0x0b57d0, 26, 4, B, B}},
	[ROLE_AXIS] =     {{0x8a93a3, 245, OWN, 0, 0},  {0x6a737d, 243, OWN, 0, 0}},
	[ROLE_LABEL] =    {{0xaab3c2, 249, OWN, 0, 0},  {0x4c5561, 240, OWN, 0, 0}},
	[ROLE_LEVEL] =    {{0xffffff, 231, 15, B, B},   {0x000000, 16, OWN, B, B}},
	[ROLE_PATH] =     {{0xffffff, 231, 15, 0, B},   {0x000000, 16, OWN, 0, B}},
	[ROLE_POINT] =    {{0xffe14d, 221, 11, B, R},   {0x8f0000, 88, 1, B, R}},
	[ROLE_START] =    {{0xffb3ab, 217, 9, B, B},    {0x5a189a, 54, 5, B, B}},
	[ROLE_MINIMUM] =  {{0xffffff, 231, 15, B, B},   {0x000000, 16, OWN, B, B}},
	[ROLE_GRADIENT] = {{0xffb86c, 215, 13, 0, B},   {0x7a2e00, 88, 5, 0, B}},
	[ROLE_EIGEN] =    {{0xffd7ff, 225, 13, 0, 0},   {0x7a007a, 53, 5, 0, 0}},
	[ROLE_CLASS0] =   {{0x56b4e9, 74, 6, 0, 0},     {0x005f9e, 25, 4, 0, 0}},
	[ROLE_CLASS1] =   {{0xe69f00, 214, 3, 0, D},    {0x7d5a00, 94, 1, 0, D}},
	[ROLE_ROW] =      {{0xc0c7d4, 251, OWN, 0, 0},  {0x444c56, 239, OWN, 0, 0}},
	[ROLE_BATCH] =    {{0xf7f3b0, 229, 15, B, B},   {0x000000, 16, OWN, B, B}},
	[ROLE_LIT] =      {{0xffe14d, 221, 11, B, R},   {0x8f0000, 88, 1, B, R}},
	[ROLE_UP] =       {{0x7ee0a0, 115, 2, 0, 0},    {0x0a5c2b, 22, 4, 0, 0}},
	[ROLE_DOWN] =     {{0xf7a072, 216, 3, 0, 0},    {0x8a3300, 88, 1, 0, 0}},
	[ROLE_UNKNOWN] =  {{0x949dac, 247, OWN, 0, 0},  {0x606a76, 241, OWN, 0, 0}},
	[ROLE_MU] =       {{0x5fd7d7, 80, 6, 0, 0},     {0x005f5f, 23, 4, 0, 0}},
	[ROLE_VAR] =      {{0xc8a8ff, 183, 5, 0, 0},    {0x5b2a9d, 54, 5, 0, 0}},
	[ROLE_GAMMA] =    {{0x8bd17c, 114, 2, 0, 0},    {0x1b5e20, 22, 1, 0, 0}},
	[ROLE_BETA] =     {{0xff9eb5, 211, 13, 0, 0},   {0x9c1450, 89, 5, 0, 0}},
	[ROLE_WARNING] =  {{0xff8a80, 210, 9, B, B},    {0xa40018, 88, 1, B, B}},
	[ROLE_KEY] =      {{0x8ab4f8, 111, 14, B, B},   {0x0b57d0, 26, 4, B, B}},
	[ROLE_CHOICE] =   {{0xd8dee9, OWN, OWN, R, R},  {0x1f2328, OWN, OWN, R, R}},
};
/* clang-format on */

/*
 * Viridis in OKLab, from low loss to high: on dark, lightness .50 down to .13 for fills and .91
 * down to .57 for lines, so that white keeps 6:1 on every fill and each line 4:1 on the fills at
 * its sides; on light, .80 up to .96 and .51 down to .30. The 256-colour fills are greys, because
 * the palette has no dark colours between which a ramp could step.
 */
/* clang-format off */
static const struct entry bands[BANDS] = {
	{{0x736300, 241, OWN, 0, 0}, {0xc5bf8e, 249, OWN, 0, 0}},
	{{0x566100, 240, OWN, 0, 0}, {0xbec797, 250, OWN, 0, 0}},
	{{0x385d00, 239, OWN, 0, 0}, {0xb9cea1, 250, OWN, 0, 0}},
	{{0x105700, 238, OWN, 0, 0}, {0xb5d5af, 251, OWN, 0, 0}},
	{{0x004f1e, 237, OWN, 0, 0}, {0xb5d9be, 251, OWN, 0, 0}},
	{{0x00462b, 236, OWN, 0, 0}, {0xb8dccc, 252, OWN, 0, 0}},
	{{0x003c32, 235, OWN, 0, 0}, {0xbedfd7, 252, OWN, 0, 0}},
	{{0x003236, 234, OWN, 0, 0}, {0xc4e1e2, 253, OWN, 0, 0}},
	{{0x002738, 233, OWN, 0, 0}, {0xcbe3ed, 253, OWN, 0, 0}},
	{{0x001c38, 233, OWN, 0, 0}, {0xd4e4f6, 254, OWN, 0, 0}},
	{{0x0a0f36, 232, OWN, 0, 0}, {0xdee6ff, 254, OWN, 0, 0}},
	{{0x110131, 232, OWN, 0, 0}, {0xe9e7ff, 255, OWN, 0, 0}},
	{{0x110026, 16, OWN, 0, 0}, {0xf5e8ff, 255, OWN, 0, 0}},
	{{0x0f0019, 16, OWN, 0, 0},  {0xffeaff, 231, OWN, 0, 0}},
};

static const struct entry lines[BANDS] = {
	{{0xf6e349, 220, 3, 0, 0}, {0x6b5900, 58, 1, 0, 0}},
	{{0xd2e452, 184, 3, 0, 0}, {0x5d6800, 58, 1, 0, 0}},
	{{0xace262, 148, 3, 0, 0}, {0x3d6a00, 58, 1, 0, 0}},
	{{0x89de7b, 113, 2, 0, 0}, {0x0a6a00, 22, 1, 0, 0}},
	{{0x72d691, 77, 2, 0, 0},  {0x006628, 22, 5, 0, 0}},
	{{0x63cca3, 78, 2, 0, 0},  {0x00613f, 22, 5, 0, 0}},
	{{0x62c0b0, 72, 2, 0, 0},  {0x005a4d, 23, 5, 0, 0}},
	{{0x65b4b9, 73, 6, 0, 0},  {0x005257, 23, 5, 0, 0}},
	{{0x69a8c0, 67, 6, 0, 0},  {0x004a60, 24, 5, 0, 0}},
	{{0x729ac4, 68, 6, 0, 0},  {0x1b4166, 24, 4, 0, 0}},
	{{0x7b8cc6, 104, 5, 0, 0}, {0x2b366a, 54, 4, 0, 0}},
	{{0x867cc3, 98, 5, 0, 0},  {0x382a69, 54, 4, 0, 0}},
	{{0x9e7dc6, 140, 5, 0, 0},  {0x411e62, 53, 4, 0, 0}},
	{{0xa876b9, 139, 5, 0, 0},  {0x471156, 53, 4, 0, 0}},
};
/* clang-format on */

/*
 * High contrast: the brightest of the palette on black, in bold where it is more than text.
 */
/* clang-format off */
static const struct paint contrast[ROLE_BAND_0] = {
	[ROLE_NONE] = {0x000000, 16, 0, 0, 0},
	[ROLE_TEXT] = {0xffffff, 231, 15, 0, 0},
	[ROLE_DIM] = {0xd0d0d0, 252, 7, 0, 0},
	[ROLE_TITLE] = {0xffffff, 231, 15, B, B},
	[ROLE_STRONG] = {0xffffff, 231, 15, B, B},
	[ROLE_EMPHASIS] = {0xffffff, 231, 15, U, U},
	[ROLE_CODE] = {0x87ffff, 123, 14, 0, 0},
	[ROLE_LIVE] = {0xffff00, 226, 11, B, B},
	[ROLE_FRAME] = {0xbcbcbc, 250, 7, 0, 0},
	[ROLE_FOCUS] = {0xffff00, 226, 11, B, B},
	[ROLE_AXIS] = {0xd0d0d0, 252, 7, 0, 0},
	[ROLE_LABEL] = {0xeeeeee, 255, 15, 0, 0},
	[ROLE_LEVEL] = {0xffffff, 231, 15, B, B},
	[ROLE_PATH] = {0xffffff, 231, 15, B, B},
	[ROLE_POINT] = {0xffff00, 226, 11, B, R},
	[ROLE_START] = {0xffafaf, 217, 13, B, B},
	[ROLE_MINIMUM] = {0xffffff, 231, 15, B, B},
	[ROLE_GRADIENT] = {0xffaf5f, 215, 11, B, B},
	[ROLE_EIGEN] = {0xffafff, 219, 13, B, 0},
	[ROLE_CLASS0] = {0x87d7ff, 117, 14, B, 0},
	[ROLE_CLASS1] = {0xffd700, 220, 11, B, D},
	[ROLE_ROW] = {0xeeeeee, 255, 15, 0, 0},
	[ROLE_BATCH] = {0xffffaf, 229, 15, B, B},
	[ROLE_LIT] = {0xffff00, 226, 11, B, R},
	[ROLE_UP] = {0x87ff87, 120, 10, B, 0},
	[ROLE_DOWN] = {0xffaf87, 216, 11, B, 0},
	[ROLE_UNKNOWN] = {0xd0d0d0, 252, 7, 0, 0},
	[ROLE_MU] = {0x87ffff, 123, 14, 0, 0},
	[ROLE_VAR] = {0xd7d7ff, 189, 13, 0, 0},
	[ROLE_GAMMA] = {0xafff87, 156, 10, 0, 0},
	[ROLE_BETA] = {0xffafd7, 218, 13, 0, 0},
	[ROLE_WARNING] = {0xffafaf, 217, 11, B, B},
	[ROLE_KEY] = {0xffff00, 226, 11, B, B},
	[ROLE_CHOICE] = {0xffffff, 231, 15, R, R},
};

/* Every second band is black. */
static const struct paint contrast_bands[2] = {{0x262626, 235, OWN, 0, 0}, {0x000000, 16, OWN, 0, 0}};

static const struct paint contrast_lines[BANDS] = {
	{0xffff00, 226, 11, 0, 0},
	{0xffff5f, 227, 11, 0, 0},
	{0xd7ff00, 190, 11, 0, 0},
	{0xd7ff5f, 191, 11, 0, 0},
	{0xafff00, 154, 10, 0, 0},
	{0xafff5f, 155, 10, 0, 0},
	{0x87ff87, 120, 10, 0, 0},
	{0x87ffaf, 121, 10, 0, 0},
	{0x87ffd7, 122, 14, 0, 0},
	{0x87ffff, 123, 14, 0, 0},
	{0xafffff, 159, 14, 0, 0},
	{0xafd7ff, 153, 13, 0, 0},
	{0xd7d7ff, 189, 13, 0, 0},
	{0xffd7ff, 225, 15, 0, 0},
};
/* clang-format on */

static bool is_band(enum role role)
{
	return role >= ROLE_BAND_0 && role < ROLE_LINE_0;
}

static const struct entry *entry_of(enum role role)
{
	if (role >= ROLE_LINE_0)
		return &lines[role - ROLE_LINE_0];
	return is_band(role) ? &bands[role - ROLE_BAND_0] : &entries[role];
}

static const struct paint *contrast_paint(enum role role)
{
	if (role >= ROLE_LINE_0)
		return &contrast_lines[role - ROLE_LINE_0];
	return is_band(role) ? &contrast_bands[(role - ROLE_BAND_0) % 2] : &contrast[role];
}

const char *theme_name(enum theme theme)
{
	static const char *const names[THEME_COUNT] = {"night", "light", "contrast"};

	return names[(size_t)theme < THEME_COUNT ? theme : THEME_NIGHT];
}

const struct paint *theme_paint(enum role role, enum theme theme)
{
	if ((size_t)role >= ROLE_COUNT)
		role = ROLE_TEXT;
	if (theme == THEME_CONTRAST)
		return contrast_paint(role);
	const struct entry *entry = entry_of(role);
	return theme == THEME_LIGHT ? &entry->light : &entry->dark;
}

/* The colour of a paint at a depth, PAINT_OWN where it has none. */
static int32_t colour_at(const struct paint *paint, enum colour_depth depth)
{
	if (depth == COLOUR_NONE || (depth <= COLOUR_16 && paint->index16 == PAINT_OWN) ||
		(depth >= COLOUR_256 && paint->index256 == PAINT_OWN))
		return PAINT_OWN;
	if (depth == COLOUR_TRUE)
		return (int32_t)paint->rgb;
	if (depth == COLOUR_256)
		return paint->index256;
	return depth == COLOUR_8 ? paint->index16 & 7 : paint->index16;
}

struct style theme_style(
	enum role role, enum role ground, enum colour_depth depth, enum theme theme)
{
	const struct paint *fore = theme_paint(role, theme), *back;
	struct style style = {colour_at(fore, depth), PAINT_OWN, fore->attrs};

	if (depth == COLOUR_NONE)
		style.attrs = fore->mono;
	else if (depth == COLOUR_8 && fore->index16 >= 8)
		style.attrs |= ATTR_BOLD;
	if (is_band(ground) && depth < COLOUR_256)
		ground = ROLE_NONE;
	if (ground == ROLE_NONE && (theme != THEME_CONTRAST || depth == COLOUR_NONE))
		return style;
	back = theme_paint(ground, theme);
	style.back = colour_at(back, depth);
	if (style.back == PAINT_OWN)
		style.attrs |= ATTR_REVERSE;
	else if (depth <= COLOUR_16)
		style.back &= 7;
	return style;
}

static double linear(unsigned channel)
{
	double c = channel / 255.0;

	return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t rgb)
{
	return 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) +
	       0.0722 * linear(rgb & 255);
}

double theme_contrast(uint32_t a, uint32_t b)
{
	double x = luminance(a), y = luminance(b);

	return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

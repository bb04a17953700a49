/*
 * The painter's bytes, read by a terminal that knows a few sequences of ECMA-48: after every picture it
 * shows the canvas, and bytes that need not be sent are not.
 */
#define _GNU_SOURCE
#include "typed.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <curses.h>

#include "app/session.h"
#include "app/terminal_direct.h"
#include "app/terminal_paint.h"
#include "view/screen.h"

#include <term.h>

enum { W = 80, H = 24, CELLS = W * H, PICTURES = 300 };

struct shown {
	uint32_t glyph;
	struct cell_look look;
};

/* What a terminal has: cells, a cursor, and how it draws. */
struct screen {
	int w, h, x, y;
	bool erases_color;
	struct cell_look look;
	struct shown cells[CELLS];
};

static const struct cell_look bare = {-1, -1, 0};

static struct painter painter;
static struct screen screen;

/* --- a terminal -------------------------------------------------------------------------------- */

static void screen_clear(int w, int h)
{
	screen = (struct screen){.w = w, .h = h, .erases_color = screen.erases_color, .look = bare};
	for (int i = 0; i < w * h; i++)
		screen.cells[i] = (struct shown){' ', bare};
}

static void screen_erase(int count)
{
	for (int x = screen.x; x < screen.x + count; x++) {
		assert_in_range(x, 0, screen.w - 1);
		screen.cells[screen.y * screen.w + x] = (struct shown){' ', bare};
		if (screen.erases_color)
			screen.cells[screen.y * screen.w + x].look.back = screen.look.back;
	}
}

/* One colour of SGR from list[i] on; the parameters it takes. */
static int read_color(const int *list, int *color)
{
	int code = list[0] % 10;

	if (list[0] >= 90) {
		*color = code + 8;
		return 1;
	}
	if (code == 8 && list[1] == 5) {
		*color = list[2];
		return 3;
	}
	if (code == 8 && list[1] == 2) {
		*color = list[2] << 16 | list[3] << 8 | list[4];
		return 5;
	}
	assert_int_not_equal(code, 8);
	*color = code == 9 ? -1 : code;
	return 1;
}

static void screen_look(const int *list, int count)
{
	static const unsigned attributes[10] = {
		[1] = ATTR_BOLD, [2] = ATTR_DIM, [4] = ATTR_UNDERLINE, [7] = ATTR_REVERSE};

	for (int i = 0; i < count;) {
		int tens = list[i] / 10;
		if (list[i] == 0) {
			screen.look = bare;
			i++;
		} else if (tens == 0) {
			assert_true(attributes[list[i]]);
			screen.look.attributes |= attributes[list[i++]];
		} else {
			bool back = tens == 4 || tens == 10;
			i += read_color(list + i, back ? &screen.look.back : &screen.look.front);
		}
	}
}

/* Behind ESC [; returns what follows. */
static const char *screen_sequence(const char *text)
{
	int list[32] = {0}, count = 0;
	char *end;

	for (; count < 30; text = end + 1) {
		list[count++] = (int)strtol(text, &end, 10);
		if (*end != ';')
			break;
	}
	int first = list[0] > 0 ? list[0] : 1;
	switch (*end) {
	case 'H':
		screen.y = first - 1;
		screen.x = (list[1] > 0 ? list[1] : 1) - 1;
		break;
	case 'G':
		screen.x = first - 1;
		break;
	case 'd':
		screen.y = first - 1;
		break;
	case 'C':
		screen.x += first;
		break;
	case 'D':
		screen.x -= first;
		break;
	case 'X':
		screen_erase(first);
		break;
	case 'K':
		screen_erase(screen.w - screen.x);
		break;
	case 'm': /* also behind the last column, where the next glyph must not come */
		screen_look(list, count);
		return end + 1;
	default:
		fail_msg("a sequence that ends with %c", *end);
	}
	assert_in_range(screen.x, 0, screen.w - 1);
	assert_in_range(screen.y, 0, screen.h - 1);
	return end + 1;
}

static void screen_read(const char *text)
{
	while (*text) {
		if (strncmp(text, "\033[", 2) == 0) {
			text = screen_sequence(text + 2);
		} else if (*text == '\r') {
			screen.x = 0;
			text++;
		} else {
			uint32_t glyph = utf8_next(&text);
			assert_true(glyph >= ' ');
			if (screen.x >= screen.w)
				fail_msg("written behind the last column");
			screen.cells[screen.y * screen.w + screen.x++] =
				(struct shown){glyph, screen.look};
		}
	}
}

/* --- the painter on it ------------------------------------------------------------------------- */

static void close_painter(void)
{
	painter_free(&painter);
	if (cur_term)
		del_curterm(cur_term);
}

static void open_painter(const char *term, enum depth depth, int w, int h)
{
	int found;

	close_painter();
	memset(&painter, 0, sizeof painter);
	setenv("TERM", term, 1);
	setenv("COLORTERM", "truecolor", 1);
	unsetenv("TERMINFO");
	assert_true(depth != DEPTH_DIRECT || terminal_direct_begin(1));
	assert_int_equal(setupterm(NULL, 1, &found), OK);
	pen_start(&painter.pen);
	painter.palette = (struct palette){.depth = depth, .own = true};
	painter_size(&painter, w, h);
	painter_forget(&painter);
	screen.erases_color = tigetflag("bce") > 0;
	screen_clear(w, h);
}

static size_t show(const struct canvas *canvas)
{
	pen_begin(&painter.pen, "");
	painter_show(&painter, canvas);
	screen_read(str_text(&painter.pen.out));
	return painter.pen.out.len;
}

static struct cell_look look_of(const struct cell *cell)
{
	struct cell_look look = cell_look_of(&painter.palette, cell);

	look.attributes &=
		look.front < 0 && look.back < 0 ? painter.pen.plain : painter.pen.colored;
	return look;
}

static void assert_shown(const struct canvas *canvas, const char *why)
{
	for (int i = 0; i < canvas->w * canvas->h; i++) {
		const struct cell *cell = &canvas->cells[i];
		const struct shown *there = &screen.cells[i];
		bool corner = i == canvas->w * canvas->h - 1 && painter.pen.keeps_corner;
		if (!corner && !pen_alike(cell->glyph, look_of(cell), there->glyph, there->look))
			fail_msg("%s: column %d, row %d: U+%04X of role %d, not U+%04X", why,
				i % canvas->w, i / canvas->w, (unsigned)there->glyph,
				(int)cell->role, (unsigned)cell->glyph);
	}
	assert_memory_equal(&screen.look, &bare, sizeof bare);
}

/* Writes anew what lies in some rectangle: words, blanks, or one ground. */
static void scribble(struct canvas *canvas)
{
	static const uint32_t glyphs[] = {' ', ' ', 'a', 0x2500, 0x28FF, '7', ' '};
	int x = rand() % canvas->w, y = rand() % canvas->h, kind = rand() % 3;
	int w = 1 + rand() % 20, h = 1 + rand() % 3, role = rand() % ROLE_COUNT;

	for (int i = 0; i < w * h; i++) {
		int glyph = rand() % 7;
		if (kind)
			canvas_put(canvas, x + i % w, y + i / w, kind == 1 ? glyphs[glyph] : ' ',
				(enum role)role);
		if (rand() % 5 == 0)
			role = rand() % ROLE_COUNT;
		if (kind != 1)
			canvas_ground(canvas, x + i % w, y + i / w,
				(enum role)(rand() % 3 ? ROLE_NONE : ROLE_BAND_0 + rand() % 3));
	}
}

static const struct {
	const char *term;
	enum depth depth;
	int w, h;
} terminals[] = {
	{"xterm-256color", DEPTH_256, W, H},
	{"xterm-256color", DEPTH_256, 7, 3},
	{"xterm-256color", DEPTH_256, 1, 1},
	{"xterm-256color", DEPTH_NONE, 40, 5},
	{"screen-256color", DEPTH_256, W, H},
	{"tmux-256color", DEPTH_256, 33, 9},
	{"xterm-16color", DEPTH_16, 60, 8},
	{"xterm", DEPTH_8, 60, 8},
	{"xterm-256color", DEPTH_DIRECT, 60, 8},
	{"linux", DEPTH_8, 60, 8},
	{"vt100", DEPTH_NONE, 60, 8},
};

static void every_picture_stands_on_every_terminal(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof terminals / sizeof *terminals; i++) {
		struct canvas *canvas = canvas_new(terminals[i].w, terminals[i].h, false);
		assert_non_null(canvas);
		open_painter(terminals[i].term, terminals[i].depth, canvas->w, canvas->h);
		srand((unsigned)i);
		for (int picture = 0; picture < PICTURES; picture++) {
			for (int times = rand() % 4; times > 0; times--)
				scribble(canvas);
			if (rand() % 40 == 0)
				canvas_erase(canvas);
			show(canvas);
			assert_shown(canvas, terminals[i].term);
			assert_int_equal(show(canvas), 0);
		}
		canvas_free(canvas);
	}
}

/* --- how many bytes ---------------------------------------------------------------------------- */

/* On a screen of 40 columns with before in its second row: what makes that after. */
static const struct {
	const char *before, *after, *bytes, *why;
} changes[] = {
	{"mean 3", "mean 3", "", "nothing is sent where nothing changes"},
	{"mean 3", "mean 4", "\033[2;6H4", "a digit is a place and a digit"},
	{"w = 1.25", "w = 2.35", "\033[2;5H2.3", "an equal cell between is shorter than a way"},
	{"12345678901", "02345678900", "\033[2;1H0\033[9C0",
		"a way is shorter than nine equal cells"},
	{"loss", "", "\033[2;1H\033[K", "what ends a row is erased"},
	{"ab", "", "\033[2;1H  ", "two blanks are shorter than erasing"},
	{"mu and var, all of it | m", "mu                    | m", "\033[2;4H\033[18X",
		"what stands before something is erased"},
};

static void a_change_costs_little(void **state)
{
	struct canvas *canvas = canvas_new(40, 3, false);

	(void)state;
	assert_non_null(canvas);
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		open_painter("xterm-256color", DEPTH_256, 40, 3);
		canvas_erase(canvas);
		canvas_text(canvas, 0, 1, ROLE_TEXT, changes[i].before, -1);
		show(canvas);
		painter.pen.x = painter.pen.y = -1;
		canvas_erase(canvas);
		canvas_text(canvas, 0, 1, ROLE_TEXT, changes[i].after, -1);
		show(canvas);
		if (strcmp(str_text(&painter.pen.out), changes[i].bytes) != 0)
			fail_msg("%s: ESC%s", changes[i].why, str_text(&painter.pen.out) + 1);
	}
	canvas_free(canvas);
}

/* Blanks are written in any colour, and one sequence says all that changes. */
static void a_look_costs_little(void **state)
{
	struct canvas *canvas = canvas_new(40, 3, false);
	int x;

	(void)state;
	assert_non_null(canvas);
	open_painter("xterm-256color", DEPTH_256, 40, 3);
	x = canvas_text(canvas, 0, 0, ROLE_TITLE, "one two", -1);
	canvas_text(canvas, x + 1, 0, ROLE_TEXT, "three", -1);
	show(canvas);
	const struct paint *title = theme_paint(ROLE_TITLE, THEME_NIGHT);
	char expected[64];
	assert_true(title->attrs == ATTR_BOLD && title->index256 >= 16);
	snprintf(expected, sizeof expected, "\033[1;1H\033[1;38;5;%dmone two \033[mthree",
		title->index256);
	assert_string_equal(str_text(&painter.pen.out), expected);
	for (int i = 0; i < 7; i++)
		if (canvas->cells[i].glyph == ' ')
			canvas->cells[i].role = ROLE_GAMMA;
	assert_int_equal(show(canvas), 0);
	canvas_free(canvas);
}

static struct options options = {
	.command = OPTIONS_PLAY, .lesson = "lessons/five-stages.md", .seed = -1};

static void draw_session(struct session *session, struct canvas *canvas)
{
	struct scene scene = session_scene(session);
	int x, y;

	scene.hints = action_hints(PAGE_LESSON, &scene.hint_count);
	screen_draw(&scene, canvas, &x, &y);
}

static int by_size(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The aim: a stage step is 400 bytes, as a rule, and never more than 8 kB. It is measured behind the
 * stops that show every row's numbers: where all of those change, a step is half as much again. */
static void a_step_costs_little(void **state)
{
	enum { STEPS = 30 };
	struct canvas *canvas = canvas_new(W, H, false);
	struct diags diags = {.count = 0};
	struct session session;
	size_t bytes[STEPS];

	(void)state;
	assert_non_null(canvas);
	assert_int_equal(session_open(&session, &options, &diags), 0);
	session.w = W;
	session.h = H;
	open_painter("xterm-256color", DEPTH_256, W, H);
	type(&session, ":go epoch 3, batch 1<Enter>");
	draw_session(&session, canvas);
	assert_true(show(canvas) <= 8000);
	for (int i = 0; i < STEPS; i++) {
		type(&session, "<Right>");
		draw_session(&session, canvas);
		bytes[i] = show(canvas);
		assert_shown(canvas, "a step");
	}
	qsort(bytes, STEPS, sizeof *bytes, by_size);
	if (bytes[STEPS / 2] > 400 || bytes[STEPS - 1] > 8000)
		fail_msg("%zu bytes as a rule, %zu at most", bytes[STEPS / 2], bytes[STEPS - 1]);
	session_close(&session);
	canvas_free(canvas);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_picture_stands_on_every_terminal),
		cmocka_unit_test(a_change_costs_little),
		cmocka_unit_test(a_look_costs_little),
		cmocka_unit_test(a_step_costs_little),
	};
	int status;

	setlocale(LC_CTYPE, "C.UTF-8");
	status = cmocka_run_group_tests(tests, NULL, NULL);
	close_painter();
	return status;
}

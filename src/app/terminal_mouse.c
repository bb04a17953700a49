#include "app/terminal_mouse.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <curses.h>

/* The last one, because it turns common words (lines, columns, buttons) into macros. */
#include <term.h>

#define DRAG_BEGIN "\033[?1002h"
#define DRAG_END "\033[?1002l"

static void send(const char *bytes)
{
	ssize_t sent = write(STDOUT_FILENO, bytes, strlen(bytes));

	(void)sent; /* a terminal that is gone is noticed where keys are read */
}

void terminal_mouse_hear(struct terminal_mouse *mouse, bool hear)
{
	const mmask_t wanted = BUTTON1_PRESSED | BUTTON1_RELEASED | BUTTON4_PRESSED |
			       BUTTON5_PRESSED | REPORT_MOUSE_POSITION;

	if (!mouse->has || hear == mouse->hears)
		return;
	mouse->hears = mouse->due = hear;
	if (!hear)
		send(DRAG_END);
	mousemask(hear ? wanted : 0, NULL);
}

/* Clicks are not waited for: a press is heard at once. */
void terminal_mouse_start(struct terminal_mouse *mouse, bool wished)
{
	/* On the Linux console curses would load gpm's library, which leaks and writes by itself. */
	const char *term = getenv("TERM");
	bool console = term && strncmp(term, "linux", 5) == 0;

	mouse->has = wished && !console && key_mouse && key_mouse[0];
	mouseinterval(0);
	terminal_mouse_hear(mouse, true);
}

void terminal_mouse_leave(struct terminal_mouse *mouse)
{
	if (mouse->hears)
		send(DRAG_END);
}

void terminal_mouse_resume(struct terminal_mouse *mouse)
{
	mouse->due = mouse->hears;
}

void terminal_mouse_shown(struct terminal_mouse *mouse)
{
	if (mouse->due)
		send(DRAG_BEGIN);
	mouse->due = false;
}

const char *terminal_mouse_end(const struct terminal_mouse *mouse)
{
	return mouse->has ? DRAG_END "\033[?1000l\033[?1006l" : "";
}

/* False for what nobody asked for. */
static bool understand(const MEVENT *event, struct mouse *ret_mouse)
{
	static const struct {
		mmask_t state;
		enum mouse_kind kind;
	} kinds[] = {{BUTTON1_PRESSED, MOUSE_PRESS}, {BUTTON1_RELEASED, MOUSE_RELEASE},
		{BUTTON4_PRESSED, MOUSE_WHEEL_UP}, {BUTTON5_PRESSED, MOUSE_WHEEL_DOWN},
		{REPORT_MOUSE_POSITION, MOUSE_DRAG}};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (event->bstate & kinds[i].state) {
			*ret_mouse = (struct mouse){kinds[i].kind, event->x, event->y};
			return true;
		}
	return false;
}

/* Curses reads all that is there before it says so once, and hands the newest over first: a quick
 * click would be a release, and then a press. */
void terminal_mouse_read(struct terminal_mouse *mouse)
{
	MEVENT event;

	mouse->count = 0;
	while (mouse->count < TERMINAL_MOUSE_MOST && getmouse(&event) == OK)
		mouse->count += understand(&event, &mouse->waiting[mouse->count]);
}

bool terminal_mouse_take(struct terminal_mouse *mouse)
{
	if (!mouse->count)
		return false;
	mouse->now = mouse->waiting[--mouse->count];
	return true;
}

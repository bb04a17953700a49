/*
 * What the terminal can do, asked from the terminal itself before ncurses opens it.
 *
 * Three questions in one write, closed by one that every terminal answers (DA1): where the cursor
 * stands before and after "─μ█" (three cells, or more where a CJK terminal draws such letters
 * wide), whether it knows synchronized output (DECRQM 2026), and its background (OSC 11).
 *
 * Source:  ECMA-48 (CPR, DA1), DEC STD 070 (DECRQM), xterm's ctlseqs (OSC 11).
 * Units:   milliseconds.
 * Errors:  a terminal that does not answer in PROBE_MS leaves every answer unknown.
 * Memory:  allocates nothing. Keys typed meanwhile are kept, the terminal modes restored.
 */
#ifndef APP_PROBE_H
#define APP_PROBE_H

#include <stdbool.h>
#include <stddef.h>

enum { PROBE_MS = 150, PROBE_REPLY_MAX = 64, PROBE_TYPED_MAX = 64 };

/* Tells replies from keys, byte by byte; zeroed at first. */
struct probe_filter {
	char held[PROBE_REPLY_MAX]; /* the beginning of what may become a reply */
	size_t held_count;
	char out[PROBE_REPLY_MAX]; /* what the last verdict is about */
	size_t count;              /* bytes in out */
};

enum probe_verdict {
	PROBE_HOLD,  /* nothing to say yet */
	PROBE_REPLY, /* out is a whole reply */
	PROBE_KEYS   /* out is no reply: somebody typed it */
};

enum probe_verdict probe_feed(struct probe_filter *filter, char byte);

/* Nothing follows: what is held was typed. */
enum probe_verdict probe_flush(struct probe_filter *filter);

struct probe {
	bool answered; /* the closing question was answered: nothing is still to come */
	bool wide;     /* "─μ█" took more than three cells */
	bool sync;     /* mode 2026 is known */
	bool light;    /* the background is light */
	char typed[PROBE_TYPED_MAX]; /* keys pressed meanwhile, as raw bytes */
	size_t typed_count;
	int column;                 /* of the last cursor report, from 1; 0: none yet */
	struct probe_filter filter; /* holds the beginning of a late answer, for who reads on */
};

/* Takes one whole reply into account. */
void probe_take(struct probe *probe, const char *reply, size_t count);

/*
 * Whether a terminal of that name is one to ask: the Linux console and hardware terminals are not,
 * nor is what has no name.
 */
bool probe_worthwhile(const char *term);

/* Asks the terminal on these descriptors; `wide_letters`: also about "─μ█". */
void probe_ask(struct probe *probe, int input, int output, bool wide_letters);

/* What COLORFGBG says of the background, where the terminal itself said nothing. */
bool probe_light_environment(const char *colorfgbg);

#endif

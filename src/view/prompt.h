/*
 * The input line at the bottom of the screen, with what it offers above it.
 *
 * Memory:  borrows everything it points to.
 */
#ifndef VIEW_PROMPT_H
#define VIEW_PROMPT_H

#include <stddef.h>

#include "draw/canvas.h"

struct prompt_offer {
	const char *text; /* what Tab puts into the line */
	const char *help; /* one sentence */
};

struct prompt {
	const char *sign;  /* what stands before the line: ":" or "/" */
	const char *title; /* of the box of offers */
	const char *text;  /* typed so far, clean UTF-8 */
	size_t cursor;     /* bytes before the cursor */
	const struct prompt_offer *offers;
	size_t offer_count;
	int chosen;        /* of the offers, from 0; −1: none */
	const char *note;  /* what is expected here, or "" */
	const char *error; /* one sentence in place of the offers, or "" */
	size_t error_at;   /* bytes of the text before the mistake */
};

/* Draws over the lowest rows of the canvas; *ret_x, *ret_y say where the cursor belongs. */
void prompt_draw(const struct prompt *prompt, struct canvas *canvas, int *ret_x, int *ret_y);

#endif

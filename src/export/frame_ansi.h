/*
 * A frame with colours: a canvas as text with SGR sequences.
 *
 * Colours and attributes change only where they must; each line ends with a reset if it needs
 * one, so that a line can be shown alone. The bytes depend on nothing but the arguments.
 * Errors:  when memory runs out `out->failed` is set.
 */
#ifndef EXPORT_FRAME_ANSI_H
#define EXPORT_FRAME_ANSI_H

#include <stdbool.h>

#include "base/str.h"
#include "draw/canvas.h"
#include "draw/theme.h"

void frame_ansi(
	const struct canvas *canvas, enum colour_depth depth, enum theme theme, struct str *out);

#endif

/*
 * A frame as plain text: a canvas in UTF-8, one line a row, without blanks at the end of lines.
 *
 * Errors:  when memory runs out `out->failed` is set.
 */
#ifndef EXPORT_FRAME_TEXT_H
#define EXPORT_FRAME_TEXT_H

#include "base/str.h"
#include "draw/canvas.h"

void frame_text(const struct canvas *canvas, struct str *out);

#endif

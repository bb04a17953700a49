/*
 * A frame's role map as text, for golden tests: what each cell means, one letter a cell.
 *
 * First the roles of the glyphs (blank cells stay blank), then, where there are any, the grounds,
 * then a legend of the letters that occur. A role keeps its letter in every frame.
 * Errors:  when memory runs out `out->failed` is set.
 */
#ifndef EXPORT_FRAME_ROLES_H
#define EXPORT_FRAME_ROLES_H

#include "base/str.h"
#include "draw/canvas.h"

void frame_roles(const struct canvas *canvas, struct str *out);

#endif

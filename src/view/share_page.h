/*
 * The page with one command line that opens the program exactly where it is.
 *
 * The line is folded as a shell reads it, with \ at the end of each row but the last, so that it can
 * be marked with the mouse and pasted as it stands.
 */
#ifndef VIEW_SHARE_PAGE_H
#define VIEW_SHARE_PAGE_H

#include "view/scene.h"

/* `scene->share` holds the options, one a line, quoted already. */
void share_page_draw(const struct scene *scene, struct canvas *canvas, struct rect area);

/* True where the screen has not all of its rows. */
bool share_page_scrolls(const struct scene *scene);

/* The rows of that page, for w cells, one a line. */
void share_page_fold(const char *share, int w, struct str *out);

#endif

/*
 * The screen: a whole picture of the program on a canvas: the menu, a lesson, or the help.
 */
#ifndef VIEW_SCREEN_H
#define VIEW_SCREEN_H

#include "draw/canvas.h"
#include "view/scene.h"

/* Draws everything; *ret_x, *ret_y say where the hardware cursor belongs, or −1. */
void screen_draw(const struct scene *scene, struct canvas *canvas, int *ret_x, int *ret_y);

/* "stop 3/9 · epoch 1 · batch 2/8 · layer 1 · normalize" */
void screen_place(const struct scene *scene, struct str *out);

/* True where a cell is one of the line of time; and the index of the timeline under a column of it. */
bool screen_strip_has(const struct scene *scene, int x, int y);
size_t screen_strip_index(const struct scene *scene, int x);

/* The pages of their own files. */
void menu_draw(const struct scene *scene, struct canvas *canvas, struct rect area, int *ret_y);
void help_draw(const struct scene *scene, struct canvas *canvas, struct rect area);
/* Pages of the keys on the scene's screen, at least 1; look.scroll counts them from 0. */
int help_pages(const struct scene *scene);
void keyline_draw(const struct scene *scene, struct canvas *canvas, struct rect line);

#endif

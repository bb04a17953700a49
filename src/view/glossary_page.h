/*
 * The glossary's page: the symbols of the formula that is shown first, then all.
 */
#ifndef VIEW_GLOSSARY_PAGE_H
#define VIEW_GLOSSARY_PAGE_H

#include "draw/canvas.h"
#include "engine/glossary.h"
#include "view/scene.h"

/* The terms in the order of the page; returns how many belong to the place where the run is. */
size_t glossary_page_order(const struct scene *scene, size_t order[GLOSSARY_MAX]);

void glossary_draw(const struct scene *scene, struct canvas *canvas, struct rect area, int *ret_y);

#endif

/*
 * The mouse: a second way to what keys do, for terminals that have one.
 *
 * A click on the line of time goes there, and dragging goes on from there; a click on a panel gives
 * it the focus, and chooses the row that it points at, which can be dragged elsewhere; the wheel
 * scrolls or chooses in the panel below it. On the other pages the wheel is the arrow keys. What the lesson rests, rests here, too.
 * Units:   cells from 0.
 */
#ifndef APP_MOUSE_H
#define APP_MOUSE_H

#include "app/action.h"
#include "app/terminal.h"

enum effect mouse_act(struct session *session, struct mouse mouse);

#endif

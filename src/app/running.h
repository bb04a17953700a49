/*
 * Running by itself: playing at a speed, from one stage a second to as fast as it goes.
 *
 * The shell waits no longer than running_wait says and then calls running_tick; every key comes in
 * between. A tick of the fastest speed ends after TICK_MS. While nothing runs, nothing happens.
 * Units:   milliseconds of clock_ms.
 * Memory:  session->running, which stands still while it is zero.
 */
#ifndef APP_RUNNING_H
#define APP_RUNNING_H

#include <stdbool.h>

#include "app/session.h"

enum { RUNNING_TICK_MS = 40 };

/* Milliseconds until the next tick; −1 where nothing runs. */
int running_wait(const struct session *session, long now);

/* Goes on by what is due. */
void running_tick(struct session *session, long now);

bool running_is_on(const struct session *session);
void running_stop(struct session *session);

/* Plays, or stands still again; says at which speed. */
void running_turn(struct session *session, long now);

/* So many speeds faster, or slower. */
void running_faster(struct session *session, long count);

#endif

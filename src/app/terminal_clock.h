/*
 * The clock of waiting: it only goes forward, whatever is done to the time of day.
 *
 * Units:   milliseconds since some moment in the past.
 */
#ifndef APP_TERMINAL_CLOCK_H
#define APP_TERMINAL_CLOCK_H

long clock_ms(void);

#endif

/*
 * The first start: known by a file in the state folder that is not there yet.
 */
#ifndef APP_FIRST_START_H
#define APP_FIRST_START_H

#include <stdbool.h>

/* True at the first call on this account, and where nothing can be kept never. */
bool first_start(void);

#endif

/*
 * The place that a command line names: --stop or --at.
 */
#ifndef APP_OPTIONS_PLACE_H
#define APP_OPTIONS_PLACE_H

#include <stdbool.h>

#include "app/options.h"
#include "engine/play.h"

/* True where there is one to go to. */
bool options_place(const struct options *options);

/* Goes there. 0, or a status with a mistake that says what there is. */
int options_go(const struct options *options, struct play *play, struct diags *diags);

#endif

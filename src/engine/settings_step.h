/*
 * Steps of settings: what the next larger or smaller sensible value is, and why a setting has no
 * effect beside the others.
 *
 * Truths and choices go round. Rates go by 1, 2, 5, 10; shares by tenths and then .99, .999; rows by
 * powers of two; seeds by one. Texts and lists have no steps.
 */
#ifndef ENGINE_SETTINGS_STEP_H
#define ENGINE_SETTINGS_STEP_H

#include <stdbool.h>

#include "engine/settings.h"

/* Changes the value by one step up or down; false where there is none in that direction. */
bool setting_step(struct settings *settings, const struct setting *setting, bool up);

/* Why the setting changes nothing with these settings: half a sentence; NULL where it counts. */
const char *setting_idle(const struct settings *settings, const struct setting *setting);

#endif

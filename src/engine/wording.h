/*
 * Wording: what a stage is called and which formula it has in this run.
 *
 * The stages table says what holds for batch norm as published. Settings change some of it: a layer
 * without a norm, division by the variance, running averages in training, a stopped gradient. A
 * second table holds those exceptions, so that the formula on the screen is always the one computed.
 */
#ifndef ENGINE_WORDING_H
#define ENGINE_WORDING_H

#include "engine/run.h"

struct wording {
	const char *title;
	const char *formula; /* as in the stages table */
	const char *numbers;
	const char *says;
};

/* For the run's position; `layer` (from 1) is the one that is looked at. */
struct wording wording_at(const struct run *run, int layer);

#endif

/*
 * Where the lessons are, and what the command line wishes of a lesson that is opened.
 */
#ifndef APP_LIBRARY_H
#define APP_LIBRARY_H

#include "app/options.h"
#include "engine/play.h"

/* The folder of the shipped lessons: `lessons` of the source tree, else beside the install prefix. */
const char *library_folder(void);

/* The texts of a struct play_wishes: the options' own, and --seed as settings. */
struct wish_texts {
	const char *sets[OPTIONS_SETS_MAX + 2];
	char seeds[2][48];
};

/* With a seed for data and training (see app/seed.h); −1: the lesson's own. */
struct play_wishes library_wishes(
	const struct options *options, long seed, struct wish_texts *texts);

#endif

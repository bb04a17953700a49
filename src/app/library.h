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

/* For the lesson of that file, whose claims hold with the seed that is taken (app/seed.h); NULL: with
 * the very seed of the options. */
struct play_wishes library_wishes(
	const struct options *options, const char *path, struct wish_texts *texts);

#endif

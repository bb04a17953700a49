/*
 * A folder of a test's own below /tmp.
 */
#ifndef TESTS_FOLDER_H
#define TESTS_FOLDER_H

#include <stdlib.h>

#include "base/str.h"

/* Removes it with all that is in it; `folder` is what mkdtemp made. 0 on success. */
static inline int folder_remove(const char *folder)
{
	struct str command = {0};

	str_addf(&command, "rm -r %s", folder);
	int status = system(str_text(&command));
	str_free(&command);
	return status;
}

#endif

#include "app/first_start.h"

#include <unistd.h>

#include "app/state_folder.h"

/* Where the file cannot be written the welcome would come every time: then it does not come. */
bool first_start(void)
{
	struct str path = {0}, text = {0};
	bool first = state_path("welcomed", &path) && access(str_text(&path), F_OK) != 0;

	if (first) {
		str_add(&text, "The lines on how to move were shown. Remove this file to see them "
			       "again.\n");
		state_write("welcomed", &text);
		first = access(str_text(&path), F_OK) == 0;
	}
	str_free(&path);
	str_free(&text);
	return first;
}

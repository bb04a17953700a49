#include "app/options_place.h"

#include "base/status.h"

bool options_place(const struct options *options)
{
	return options->stop > 0 || options->at;
}

int options_go(const struct options *options, struct play *play, struct diags *diags)
{
	struct diag_place nowhere = {.file = NULL};
	struct str why = {0};
	struct place place;
	size_t index = 0;
	int status = 0;

	if (options->stop > 0 && (size_t)options->stop > play->lesson->stop_count)
		return diag_add(diags, STATUS_PLACE, nowhere,
			"--stop %d: this lesson has %zu stops", options->stop,
			play->lesson->stop_count);
	if (options->stop > 0)
		play_go_stop(play, (size_t)options->stop - 1);
	if (options->at) {
		status = place_parse(options->at, &place, &why);
		if (!status)
			status = timeline_find(&play->run->timeline, &place, &index, &why);
		if (status)
			diag_add(diags, status, nowhere, "--at: %s", str_text(&why));
		else
			play_go_index(play, index);
	}
	str_free(&why);
	return status;
}

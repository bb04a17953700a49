#include "engine/moment.h"

#include <stdint.h>

const struct moment moment_first = {1, 1}, moment_end = {SIZE_MAX, SIZE_MAX};

int moment_compare(struct moment a, struct moment b)
{
	if (a.epoch != b.epoch)
		return a.epoch < b.epoch ? -1 : 1;
	return (a.batch > b.batch) - (a.batch < b.batch);
}

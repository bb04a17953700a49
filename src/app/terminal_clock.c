#define _GNU_SOURCE
#include "app/terminal_clock.h"

#include <time.h>

long clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000L + now.tv_nsec / 1000000L;
}

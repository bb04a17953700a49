#include "app/file_state.h"

#include <sys/stat.h>

struct file_state file_state_of(const char *path)
{
	struct stat info;

	if (stat(path, &info) != 0)
		return (struct file_state){.size = 0};
	return (struct file_state){.seconds = info.st_mtim.tv_sec,
		.nanoseconds = info.st_mtim.tv_nsec,
		.size = (long long)info.st_size};
}

bool file_state_same(struct file_state a, struct file_state b)
{
	return a.seconds == b.seconds && a.nanoseconds == b.nanoseconds && a.size == b.size;
}

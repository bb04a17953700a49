#include "draw/role.h"

#include <stddef.h>

static const char *const names[ROLE_COUNT] = {
#define ROLE_NAME(code, name) [code] = name,
	ROLE_LIST(ROLE_NAME)
#undef ROLE_NAME
		[ROLE_BAND_0] = "band 0",
	"band 1",
	"band 2",
	"band 3",
	"band 4",
	"band 5",
	"band 6",
	"band 7",
	"band 8",
	"band 9",
	"band 10",
	"band 11",
	"band 12",
	"band 13",
	[ROLE_LINE_0] = "line 0",
	"line 1",
	"line 2",
	"line 3",
	"line 4",
	"line 5",
	"line 6",
	"line 7",
	"line 8",
	"line 9",
	"line 10",
	"line 11",
	"line 12",
	"line 13",
};

_Static_assert(BANDS == 14, "the names above end with band 13 and line 13");

const char *role_name(enum role role)
{
	return (size_t)role < ROLE_COUNT && names[role] ? names[role] : "unknown role";
}

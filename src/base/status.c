#include "base/status.h"

#include <gsl/gsl_errno.h>

const char *status_text(int status)
{
	switch (status) {
	case STATUS_OK:
		return "success";
#define STATUS_CASE(code, words) \
	case code:               \
		return words;
		STATUS_LIST(STATUS_CASE)
#undef STATUS_CASE
	default:
		return gsl_strerror(status);
	}
}

/*
 * Status codes: one range of ints for the whole program.
 *
 * 0 is success. GSL's own codes pass through unchanged. Ours start at 1025, because GSL leaves
 * the numbers above 1024 to applications.
 */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

#define STATUS_LIST(X)                                                       \
	X(STATUS_MEMORY, "out of memory")                                    \
	X(STATUS_OPEN, "the file cannot be opened")                          \
	X(STATUS_READ, "the file cannot be read")                            \
	X(STATUS_WRITE, "the output cannot be written")                      \
	X(STATUS_LIMIT, "a limit is exceeded")                               \
	X(STATUS_SYNTAX, "the text is not in the expected form")             \
	X(STATUS_NAME, "the name is not known")                              \
	X(STATUS_RANGE, "the value is out of range")                         \
	X(STATUS_COMBINATION, "these settings do not go together")           \
	X(STATUS_DATA, "the data cannot be used")                            \
	X(STATUS_PLACE, "there is no such place in this run")                \
	X(STATUS_UNKNOWN_YET, "the quantity is not known yet at this place") \
	X(STATUS_CLAIM, "a claim of the lesson does not hold")               \
	X(STATUS_TERMINAL, "the terminal cannot be used")

enum status {
	STATUS_OK = 0,
	STATUS_FIRST = 1024,
#define STATUS_ENUM(code, words) code,
	STATUS_LIST(STATUS_ENUM)
#undef STATUS_ENUM
};

/* The words for a code of ours or of GSL; never NULL. */
const char *status_text(int status);

#endif

/*
 * Roles: what a cell means, never how it is coloured. A theme maps roles to colours.
 */
#ifndef DRAW_ROLE_H
#define DRAW_ROLE_H

enum { BANDS = 14 }; /* fills and level lines of a contour plot, from low loss to high */

#define ROLE_LIST(X)                                                            \
	X(ROLE_NONE, "none") /* as a ground: the terminal's own background */   \
	X(ROLE_TEXT, "text")                                                    \
	X(ROLE_DIM, "dim")                                                      \
	X(ROLE_TITLE, "title")                                                  \
	X(ROLE_STRONG, "strong")                                                \
	X(ROLE_EMPHASIS, "emphasis")                                            \
	X(ROLE_CODE, "code")                                                    \
	X(ROLE_LIVE, "live") /* a number computed by the engine inside prose */ \
	X(ROLE_FRAME, "frame")                                                  \
	X(ROLE_FOCUS, "focus")                                                  \
	X(ROLE_AXIS, "axis")                                                    \
	X(ROLE_LABEL, "label")                                                  \
	X(ROLE_LEVEL, "level") /* a number on a contour line */                 \
	X(ROLE_PATH, "path")                                                    \
	X(ROLE_POINT, "point") /* the current point */                          \
	X(ROLE_START, "start")                                                  \
	X(ROLE_MINIMUM, "minimum")                                              \
	X(ROLE_GRADIENT, "gradient")                                            \
	X(ROLE_EIGEN, "eigen") /* an eigenvector's axis, or a ray */            \
	X(ROLE_CLASS0, "class 0")                                               \
	X(ROLE_CLASS1, "class 1")                                               \
	X(ROLE_ROW, "row")     /* a row of data without a class */              \
	X(ROLE_BATCH, "batch") /* a row in this batch */                        \
	X(ROLE_LIT, "lit")     /* what this stage just computed */              \
	X(ROLE_UP, "up")       /* grew since the last step */                   \
	X(ROLE_DOWN, "down")                                                    \
	X(ROLE_UNKNOWN, "unknown") /* not known yet at this place */            \
	X(ROLE_MU, "mu")                                                        \
	X(ROLE_VAR, "var")                                                      \
	X(ROLE_GAMMA, "gamma")                                                  \
	X(ROLE_BETA, "beta")                                                    \
	X(ROLE_WARNING, "warning")                                              \
	X(ROLE_KEY, "key")                                                      \
	X(ROLE_CHOICE, "choice") /* the selected line of a menu */

enum role {
#define ROLE_ENUM(code, name) code,
	ROLE_LIST(ROLE_ENUM)
#undef ROLE_ENUM
		ROLE_BAND_0,               /* ground of the band below the first level */
	ROLE_LINE_0 = ROLE_BAND_0 + BANDS, /* the line of the first level */
	ROLE_COUNT = ROLE_LINE_0 + BANDS,
};

/* "axis", "band 3", "line 0"; for frames' role maps and tests. Never NULL. */
const char *role_name(enum role role);

#endif

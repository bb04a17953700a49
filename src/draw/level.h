/*
 * Contour levels: the values at which a field's lines stand.
 *
 * Rules:   √      equal steps of √(L − min): even rings for a bowl.
 *          log    equal factors of L − min, over three decades.
 *          quantile  equal areas: for fields with several basins.
 * Levels stay while a field changes (twins, a stage sequence), so that pictures compare.
 * Memory:  a small value; allocates nothing.
 */
#ifndef DRAW_LEVEL_H
#define DRAW_LEVEL_H

#include "base/str.h"
#include "draw/field.h"

enum { LEVELS_MAX = BANDS - 1 };

enum contour_rule { CONTOUR_SQRT, CONTOUR_LOG, CONTOUR_QUANTILE, CONTOUR_RULE_COUNT };

struct levels {
	int count;
	double at[LEVELS_MAX]; /* ascending; band i lies below at[i] */
	bool anew;             /* of levels_keep: no longer those of the start */
};

/* A number of levels that suits an area: 8 to 13. */
int levels_count(struct rect area);

/* `count` levels of a field, 1 to LEVELS_MAX; fewer, even none, for a field that is flat. */
struct levels levels_choose(const struct field *field, enum contour_rule rule, int count);

/*
 * Levels that stay while a field changes: those of `start`, the field as it was first, for as long
 * as at least LEVELS_CROSSED of them pass through `now`, and no band holds more of it than the share
 * LEVELS_ONE_BAND, unless one did at the start. From then on they are chosen from `now`, between
 * limits so round that they seldom change. Depends on nothing but its arguments.
 */
enum { LEVELS_CROSSED = 4 };
#define LEVELS_ONE_BAND 0.6
struct levels levels_keep(
	const struct field *start, const struct field *now, enum contour_rule rule, int count);

/* The band of a value, 0 to levels->count; −1 for NaN. */
int levels_band(const struct levels *levels, double value);

/* The same, found soonest where the value lies in the band `guess` or beside it. */
int levels_band_near(const struct levels *levels, double value, int guess);

/* Digits in which all levels read differently: 2, or up to 5 where they lie that close. */
int levels_digits(const struct levels *levels);

/* What the digits of an ASCII map mean, as many as w cells hold: "0 < 0.12, 2 < 1.1, 4 < 2.9". */
void levels_key(const struct levels *levels, int w, struct str *out);

/* The whole ramp is used however few levels there are. */
enum role levels_band_role(const struct levels *levels, int band);
enum role levels_line_role(const struct levels *levels, int level);

#endif

#include "draw/level.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "draw/glyph.h"

enum { SAMPLES_MAX = 2048, FEWEST = 8, DIGITS_LEAST = 2, DIGITS_MOST = 5 };

int levels_count(struct rect area)
{
	/* 18 rows of an 80x24 screen get 9, 30 rows 12. */
	int count = FEWEST - 3 + area.h / 4;

	return count < FEWEST ? FEWEST : count > LEVELS_MAX ? LEVELS_MAX : count;
}

/* An evenly spread sample of the finite values, sorted. */
struct sample {
	int count;
	double value[SAMPLES_MAX];
};

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void sample_take(struct sample *sample, const struct field *field)
{
	size_t total = (size_t)field->nx * (size_t)field->ny;
	/* An odd stride does not fall into step with rows of an even number of samples. */
	size_t stride = total / SAMPLES_MAX * 2 + 1;

	sample->count = 0;
	for (size_t i = 0, at = 0; i < total && sample->count < SAMPLES_MAX; i++) {
		if (isfinite(field->z[at]))
			sample->value[sample->count++] = field->z[at];
		at = (at + stride) % total;
	}
	qsort(sample->value, (size_t)sample->count, sizeof *sample->value, compare);
}

/* The value below which a share of the sample lies. */
static double sample_quantile(const struct sample *sample, double share)
{
	double at = share * (sample->count - 1);
	int below = (int)at;

	if (below + 1 >= sample->count)
		return sample->value[sample->count - 1];
	double low = sample->value[below], high = sample->value[below + 1];
	return low + (high - low) * (at - below);
}

/* A field that explodes at its edge must not spend all its levels there. */
static double robust_top(const struct sample *sample, double max)
{
	double most = sample_quantile(sample, 0.98), middle = sample_quantile(sample, 0.5);
	double low = sample->value[0];

	return max - low > 20 * (most - low) && most > middle ? most : max;
}

/* Outwards to a few steps per decade of the range: what limits are, one digit of it. */
static void round_limits(double *min, double *top)
{
	static const double steps[] = {1, 2, 5, 10};
	double span = *top - *min, decade = pow(10, floor(log10(span)));
	int i = 0;

	while (i < 3 && steps[i] * decade < span)
		i++;
	span = steps[i] * decade;
	*min = floor(*min / (span / 10)) * (span / 10);
	*top = *min + span;
}

static double level_at(enum contour_rule rule, const struct sample *sample, double min, double top,
	int i, int count)
{
	double share = (i + 1.0) / (count + 1);

	if (rule == CONTOUR_QUANTILE)
		return sample_quantile(sample, (i + 0.6) / (count + 0.4));
	if (rule == CONTOUR_LOG)
		return min + (top - min) * pow(10, -3 * (1 - share));
	return min + (top - min) * share * share;
}

static struct levels choose(
	const struct field *field, enum contour_rule rule, int count, bool round)
{
	struct levels levels = {0};
	struct sample sample;
	double min, max;

	if (!field_range(field, &min, &max) || max <= min || !isfinite(max - min))
		return levels;
	sample_take(&sample, field);
	if (!sample.count)
		return levels;
	double top = robust_top(&sample, max);
	if (round)
		round_limits(&min, &top);
	count = count < 1 ? 1 : count > LEVELS_MAX ? LEVELS_MAX : count;
	for (int i = 0; i < count; i++) {
		double level = level_at(rule, &sample, min, top, i, count);
		double before = levels.count ? levels.at[levels.count - 1] : min;
		if (level > before)
			levels.at[levels.count++] = level;
	}
	return levels;
}

struct levels levels_choose(const struct field *field, enum contour_rule rule, int count)
{
	return choose(field, rule, count, false);
}

/* The part of a field that lies in one band, the most of any. */
static double widest_share(const struct levels *levels, const struct field *field)
{
	struct sample sample;
	int widest = 0, inside[BANDS] = {0};

	sample_take(&sample, field);
	for (int i = 0; i < sample.count; i++) {
		int *band = &inside[levels_band(levels, sample.value[i])];
		if (++*band > widest)
			widest = *band;
	}
	return sample.count ? (double)widest / sample.count : 0;
}

struct levels levels_keep(
	const struct field *start, const struct field *now, enum contour_rule rule, int count)
{
	struct levels levels = choose(start, rule, count, false);
	double min, max;
	int crossed = 0;

	if (!field_range(now, &min, &max))
		return levels;
	for (int i = 0; i < levels.count; i++)
		crossed += levels.at[i] > min && levels.at[i] < max;
	if (crossed >= LEVELS_CROSSED && (widest_share(&levels, now) <= LEVELS_ONE_BAND ||
						 widest_share(&levels, start) > LEVELS_ONE_BAND))
		return levels;
	levels = choose(now, rule, count, true);
	levels.anew = true;
	return levels;
}

int levels_band_near(const struct levels *levels, double value, int guess)
{
	int band = guess < 0 ? 0 : guess > levels->count ? levels->count : guess;

	if (isnan(value))
		return -1;
	while (band > 0 && value < levels->at[band - 1])
		band--;
	while (band < levels->count && value >= levels->at[band])
		band++;
	return band;
}

int levels_band(const struct levels *levels, double value)
{
	return levels_band_near(levels, value, 0);
}

int levels_digits(const struct levels *levels)
{
	char text[NUMBER_MAX], before[NUMBER_MAX];

	for (int digits = DIGITS_LEAST; digits < DIGITS_MOST; digits++) {
		bool alike = false;
		number_trim(before, levels->count ? levels->at[0] : 0, digits);
		for (int i = 1; i < levels->count; i++) {
			number_trim(text, levels->at[i], digits);
			alike |= strcmp(text, before) == 0;
			memcpy(before, text, sizeof before);
		}
		if (!alike)
			return digits;
	}
	return DIGITS_MOST;
}

void levels_key(const struct levels *levels, int w, struct str *out)
{
	size_t end = out->len + (size_t)(w < 0 ? 0 : w);
	int digits = levels_digits(levels);

	for (int band = 0; band < levels->count; band += 2) {
		char value[NUMBER_MAX];
		struct str entry = {0};
		number_trim(value, levels->at[band], digits);
		str_addf(&entry, "%s%x < ", band ? ", " : "", (unsigned)band);
		glyphs_spell(&entry, value);
		if (out->len + entry.len <= end)
			str_add(out, str_text(&entry));
		else
			end = 0; /* what is left out is left out from here on */
		str_free(&entry);
	}
}

enum role levels_band_role(const struct levels *levels, int band)
{
	int last = levels->count > 0 ? levels->count : 1;

	band = band < 0 ? 0 : band > last ? last : band;
	return (enum role)(ROLE_BAND_0 + band * (BANDS - 1) / last);
}

enum role levels_line_role(const struct levels *levels, int level)
{
	int last = levels->count > 1 ? levels->count - 1 : 1;

	level = level < 0 ? 0 : level > last ? last : level;
	return (enum role)(ROLE_LINE_0 + level * (BANDS - 1) / last);
}

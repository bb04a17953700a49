/*
 * Settings: one typed table that is the lesson header's schema, --set, --help settings and the
 * live controls.
 *
 * Every setting reads from and prints to text, so that header, command line and panel share one
 * parser. Lists are written with commas: "3, 3".
 * Units:   in the table, per setting.
 * Errors:  a value that cannot be taken leaves the settings as they were and says why in one
 *          sentence that names what would be right.
 */
#ifndef ENGINE_SETTINGS_H
#define ENGINE_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "num/model.h"
#include "num/row_edit.h"

enum { SETTING_TEXT_BYTES = 128, HIDDEN_MAX = LAYERS_MAX - 1, GIVEN_MAX = 256, PANELS_MAX = 8 };

enum input_scale { INPUT_SCALE_STD, INPUT_SCALE_VARIANCE, INPUT_SCALE_MINMAX, INPUT_SCALE_NONE };
enum input_test_with { INPUT_TEST_WITH_TRAIN, INPUT_TEST_WITH_OWN };
enum view_axes { VIEW_AXES_EQUAL, VIEW_AXES_FREE };
enum view_rows { VIEW_ROWS_BATCH, VIEW_ROWS_ALL };
enum view_levels { VIEW_LEVELS_SQRT, VIEW_LEVELS_LOG, VIEW_LEVELS_QUANTILE };

struct int_list {
	int count;
	int value[HIDDEN_MAX];
};
struct real_list {
	int count;
	double value[GIVEN_MAX];
};

struct settings {
	struct {
		char source[SETTING_TEXT_BYTES];   /* a generator's name, or csv */
		char file[SETTING_TEXT_BYTES];     /* a CSV file, beside or below the lesson */
		char features[SETTING_TEXT_BYTES]; /* two columns, by name or number from 1 */
		char target[SETTING_TEXT_BYTES];   /* a column */
		char classes[SETTING_TEXT_BYTES];  /* two values of the target, or empty */
		int rows;
		double noise, correlation, scale, test;
		int seed;
		struct row_edits edits; /* of the rows that the source gives */
	} data;
	struct {
		bool center, whiten;
		int scale;     /* enum input_scale */
		int test_with; /* enum input_test_with */
	} input;
	struct {
		struct int_list hidden; /* units of each hidden layer */
		int activation, output; /* enum activation */
		bool bias, bias_before_norm;
		int init; /* enum init */
		double init_scale;
		struct real_list given; /* theta, in the order of struct state, for init: given */
	} network;
	struct {
		bool on, output_layer;
		double epsilon, decay, noise;
		int running_variance, normalize_with, gradient, position;
	} batch_norm;
	struct {
		int loss, optimizer;
		double learning_rate;
		int batch; /* rows; 0 is all */
		int epochs;
		int seed;
		bool shuffle;
		int last_batch;
		double momentum, rms_decay, epsilon;
		struct int_list freeze; /* layers from 1 */
	} train;
	struct {
		char panels[SETTING_TEXT_BYTES]; /* names of views, before a stop says otherwise */
		char plane[SETTING_TEXT_BYTES];  /* two parameters: W(1,1,1), W(1,1,2) */
		int axes, levels, rows;          /* enum view_… */
		char sweep_across[SETTING_TEXT_BYTES]; /* NAME=VALUE,VALUE,… or empty */
		char sweep_down[SETTING_TEXT_BYTES];
		int sweep_seeds; /* runs in each cell */
	} view;
};

enum setting_type {
	SETTING_BOOL, /* true or false */
	SETTING_INT,
	SETTING_REAL,
	SETTING_CHOICE,       /* one of choices */
	SETTING_INTS,         /* a list of integers */
	SETTING_REALS,        /* a list of numbers */
	SETTING_COUNT_OR_ALL, /* an integer, or all (kept as 0) */
	SETTING_EDITS,        /* a list of edits of rows: num/row_edit.h */
	SETTING_TEXT
};

/* What must be made anew when the setting changes. */
enum setting_scope {
	SCOPE_DATA,     /* the rows and their normalization, and all behind it */
	SCOPE_NETWORK,  /* the parameters, and the run from its start */
	SCOPE_RUN,      /* the run from its start: other random numbers */
	SCOPE_LENGTH,   /* nothing but where the run ends */
	SCOPE_EPOCH,    /* nothing: it holds from an epoch on, which is cut into batches once */
	SCOPE_TRAINING, /* nothing: it holds from the next batch on */
	SCOPE_VIEW      /* nothing but the picture */
};

struct setting {
	const char *name; /* dotted: batch_norm.epsilon */
	enum setting_type type;
	enum setting_scope scope;
	size_t offset;              /* in struct settings */
	double min, max;            /* of a number, or of each in a list */
	const char *const *choices; /* closed by NULL; of a SETTING_TEXT: the words it may be */
	const char *initial;        /* the default, as text */
	const char *unit;           /* "" where there is none */
	const char *help;           /* one sentence */
};

extern const struct setting settings_table[];
extern const size_t settings_count;

void settings_defaults(struct settings *settings);

/* The setting of that dotted name, or NULL. */
const struct setting *setting_find(const char *name);

/* The text behind twin., for a setting of the second of two runs; NULL where that does not stand in
 * front. */
const char *setting_of_twin(const char *text);

/* The nearest known dotted name, or NULL. */
const char *setting_nearest(const char *name);

/* "there is no setting “…”; did you mean …?", with twin. in front of both, or "". STATUS_NAME. */
int setting_refuse_name(const char *prefix, const char *name, struct str *why);

/*
 * Reads a value. 0; STATUS_MEMORY; or STATUS_SYNTAX or STATUS_RANGE with a sentence in `why`, such
 * as "batch_norm.decay is a number from 0 to 1, not 2".
 */
int setting_set(struct settings *settings, const struct setting *setting, const char *text,
	struct str *why);

/* Prints the value as setting_set reads it. */
void setting_print(const struct settings *settings, const struct setting *setting, struct str *out);

/* True where both have the same value: where they print alike, and without printing. */
bool setting_is_same(
	const struct settings *a, const struct settings *b, const struct setting *setting);

/* For a place with little room: as it prints, or "3 edits" in place of a list of edits. */
void setting_print_brief(
	const struct settings *settings, const struct setting *setting, struct str *out);

/* "a number from 0 to 1", "true or false", "one of sgd, momentum": for messages and help. */
void setting_describe(const struct setting *setting, struct str *out);

/*
 * Checks what no single value shows: logistic loss needs a sigmoid output, csv needs a file, …
 * 0, or STATUS_COMBINATION with a sentence in `why`.
 */
int settings_check(const struct settings *settings, struct str *why);

#endif

/*
 * A lesson: one Markdown file with settings in a YAML header and directives in HTML comments.
 *
 * The parser knows the form, not the run: expressions, places and panel names are kept as text with
 * their line and column, and are looked up by whoever has a run (engine/play.h, `normscope check`).
 *
 * Limits:  256 KiB a file, 16 KiB and 4 levels a header; no anchors, aliases, tags, or second
 *          document in YAML.
 * Errors:  all mistakes of the file at once, in a struct diags.
 * Memory:  lesson_free gives back everything that a lesson points to. All texts are cleaned UTF-8.
 */
#ifndef ENGINE_LESSON_H
#define ENGINE_LESSON_H

#include <stddef.h>

#include "base/diag.h"
#include "engine/course.h"
#include "engine/question.h"
#include "engine/settings.h"

enum { LESSON_BYTES_MAX = 256 * 1024, HEADER_BYTES_MAX = 16 * 1024 };

/* Where a stop stands; 0 and NULL are "not said". */
struct place_words {
	char *input;             /* an input stage's name: {input: mean} */
	char *edge;              /* start or end */
	int epoch, batch, layer; /* from 1 */
	char *stage;
	int line, column;
};

/* How a stop is looked at; what is 0 is not said. Words are kept as in engine/lesson_look.h, from 1. */
struct stop_look {
	int mode, levels, twin, zoom;
	int unit, example, row; /* from 1 */
	int pictures;           /* how many times they are turned on */
	struct name_at focus;   /* a panel */
	int line, column;       /* 0: the stop has none */
};

/* What becomes different on the way: changes: [{at: {epoch: 2}, set: {train.learning_rate: 0.1}}] */
struct lesson_change {
	size_t epoch, batch; /* from 1 */
	enum change_kind kind;
	bool of[2];                    /* of which of two runs */
	const struct setting *setting; /* of CHANGE_SETTING */
	char *value;                   /* as setting_set reads it; or the parameter's name */
	double number;                 /* the parameter's value */
	size_t at[2];                  /* of CHANGE_SWAP: places of the epoch's order, from 0 */
	int line, column;
};

/*
 * A claim: of the lesson's own run, where the stop stands; or, where something is said to be changed
 * there, of what becomes of the run (engine/expectation_read.h).
 */
struct expectation {
	struct claim that;
	struct wish *after; /* [after_count] settings; by twin. of the second run alone */
	size_t after_count;
	struct wish *puts; /* [put_count] parameters, then */
	size_t put_count;
	struct lesson_change swap; /* then of two rows; its line is 0 where there is none */
	bool test_mode;            /* seen so, whatever the stop's look is */
	struct place_words at;     /* where it is looked at; its line is 0: where the stop stands */
};

struct stop {
	char *heading; /* the title for the first stop when the file opens with prose */
	int line;      /* of the heading */
	struct place_words at;
	struct name_at *show; /* panels, in order of importance */
	size_t show_count;
	struct block *blocks;
	size_t block_count;
	struct expectation *claims;
	size_t claim_count;
	char **notes; /* for the speaker alone */
	size_t note_count;
	struct question *question; /* what it asks, or NULL */
	struct name_at *locks;     /* settings, groups of them and actions that rest here */
	size_t lock_count;
	struct name_at *highlights; /* names of quantities that are marked here */
	size_t highlight_count;
	struct stop_look look;
};

/* What the second run of twins has otherwise: twin: {batch_norm: {on: false}} */
struct twin_setting {
	const struct setting *setting;
	char *value; /* as setting_set reads it */
	int line, column;
};

/* What another seed has: vary: {data.scale: [4.9, 5.1]}, see engine/lesson_vary.h */
struct varied_setting {
	const struct setting *setting;
	char *value;  /* as setting_set reads it */
	size_t place; /* in its list, from 0 */
};

/* Where something stands in the file, from 1; 0: nowhere. */
struct lesson_spot {
	int line, column;
};

/*
 * What another run became: forks: [{from: {epoch: 2}, set: {train.learning_rate: 1}}]. It is the first
 * run with these settings and these changes alone.
 */
struct lesson_fork {
	size_t epoch, batch;       /* from 1: where it was forked */
	size_t batches;            /* how far it is followed; 0: some batches on */
	struct twin_setting *sets; /* [set_count] */
	size_t set_count;
	struct lesson_change *changes; /* [change_count] all of the first run */
	size_t change_count;
	int line, column;
};

struct lesson {
	char *path; /* as opened */
	char *name; /* file name without folder and .md */
	char *text; /* the file's bytes, for quoting lines in messages */
	size_t size;
	char *title, *question;
	int minutes; /* 0: not said */
	int minutes_line, minutes_column;
	int part;              /* 1 inputs, 2 layers, 3 in practice; 0 not said */
	struct name_at *after; /* lessons to take before */
	size_t after_count;
	struct settings settings;                     /* defaults with the header's changes */
	struct lesson_spot edit_spots[ROW_EDITS_MAX]; /* of settings.data.edits */
	struct twin_setting *twin;
	size_t twin_count; /* 0: the lesson has one run */
	struct varied_setting *varied;
	size_t varied_count, variants; /* values in all, and in each list */
	struct lesson_change *changes;
	size_t change_count;
	struct lesson_fork *forks;
	size_t fork_count;
	struct stop *stops; /* [stop_count], at least one */
	size_t stop_count;
	struct name_at *links; /* to other lessons: the addresses that end in .md */
	size_t link_count;
};

/* Reads and parses a file. 0; or a status, with every mistake in `diags`, and *ret_lesson kept. */
int lesson_load(const char *path, struct lesson **ret_lesson, struct diags *diags);

/* The same without the body: a lesson of no stops, to be named in a list. */
int lesson_load_header(const char *path, struct lesson **ret_lesson, struct diags *diags);

/* The same as lesson_load for a text in memory; `path` is used in messages. */
int lesson_parse(const char *path, const char *text, size_t size, struct lesson **ret_lesson,
	struct diags *diags);

void lesson_free(struct lesson *lesson);

/*
 * The lock that a setting or an action rests under at a stop, or NULL. The locks of a stop hold until
 * another stop names its own; a group's name locks all its settings.
 */
const struct name_at *lesson_lock(const struct lesson *lesson, size_t stop, const char *name);

/* False for a claim of the lesson's own run. */
bool expectation_is_of_change(const struct expectation *expectation);

/* The name behind twin. or first., with the runs that it then belongs to; without one, both. */
const char *lesson_change_owner(const char *name, bool ret_of[2]);

/*
 * What a change is about: a setting by its dotted name, a parameter, two places of the epoch's order
 * counted from 1. 0 with `value` allocated, STATUS_MEMORY, or a status with a sentence in `why`: the
 * name or the value does not fit, or the setting needs a run from the start.
 */
int lesson_change_set(
	struct lesson_change *change, const char *name, const char *value, struct str *why);
int lesson_change_put(
	struct lesson_change *change, const char *name, const char *value, struct str *why);
int lesson_change_swap(
	struct lesson_change *change, const char *first, const char *second, struct str *why);

/* Adds a fork that is written as in a header, "{from: {epoch: 2}, …}", without a place in the lesson's
 * file. 0, or a status with its mistakes in `diags`. */
int lesson_add_fork(struct lesson *lesson, const char *text, struct diags *diags);
void lesson_forks_free(struct lesson *lesson);

/* A place in the lesson's file, for diag_add. */
struct diag_place lesson_place(const struct lesson *lesson, int line, int column);

#endif

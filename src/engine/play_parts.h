/*
 * The parts of a play that its files share: its settings, its runs, its twin.
 *
 * For engine/play*.c alone; everybody else includes engine/play.h.
 * Errors:  statuses of base/status.h, with every mistake in a struct diags.
 */
#ifndef ENGINE_PLAY_PARTS_H
#define ENGINE_PLAY_PARTS_H

#include "engine/play.h"
#include "engine/play_change.h"

/* What the runs of a play are made from. */
struct play_settings {
	struct settings own, second;
	bool twins; /* `second` counts */
};

/* The lesson's settings with the wishes applied, in their order; names with twin. in front go to
 * the second run, which has everything else as the first. */
int play_settings_make(const struct lesson *lesson, const struct play_wishes *wishes,
	struct play_settings *ret_settings, struct diags *diags);

/* What is looked at, and other random numbers, leave a lesson's words true. */
bool play_keeps_words(const struct setting *setting);

/* Whether the wishes may make the lesson's words untrue. */
bool play_settings_change_words(const struct play_wishes *wishes);

/* Makes the experiment and the run of a play from settings. */
int play_open_run(struct play *play, const struct settings *settings, struct diags *diags);

/* Opens the second run and locks it in step. */
int play_open_twin(struct play *play, const struct settings *settings, struct diags *diags);

/* A copy of a path that lives as long as the play; NULL: no memory. */
const char *play_keep_file(struct play *play, const char *path);

/* The user's file has columns of its own: the lesson's names and edits do not apply to it. */
void play_settings_use_own_data(struct settings *settings);

/* Every course since the lesson was opened, or since COURSES_MAX changes ago. */
struct courses {
	struct course *list[COURSES_MAX];
	size_t count, at;       /* at: the one that the runs go by */
	size_t made;            /* in all, those that are forgotten too */
	struct settings opened; /* the first run's when the lesson was opened */
	struct course opening;  /* what the lesson's file opened when it was read last */
	struct course own;      /* the lesson's own changes alone */
	bool new_words;         /* its words may not have fitted then already */
};

/* The list of courses, with the one that the play was opened with. */
int play_open_courses(struct play *play, const struct play_settings *settings);
void play_close_courses(struct play *play);

/* One more, in place of those that were undone; takes it over. */
void play_append_course(struct courses *courses, struct course *course);

/* The changes that the lesson and the wishes make on the way; they are no changes to be undone. */
int play_open_changes(
	struct play *play, const struct play_wishes *wishes, bool strict, struct diags *diags);

/* A change as a lesson says it, added to a course of this play's runs, which go by it from then on
 * where it makes other batches. A status has a sentence in `why`. */
int play_add_lesson_change(struct play *play, const struct lesson_change *change,
	struct course *course, struct str *why);

/* The forks that the lesson and the wishes show. With `strict` a fork that cannot be is a mistake. */
int play_open_forks(
	struct play *play, const struct play_wishes *wishes, bool strict, struct diags *diags);

/* What a run has become by a course stays as a ghost, `own` where it is the lesson's. */
int play_keep_ghost(struct play *play, const struct run *run, const struct course *course,
	struct moment forked, bool own);

/* The runs, which were made by `from`, go by the course that there is. Nothing is changed on failure. */
int play_follow_course(struct play *play, const struct course *from);

/* The ghosts of another play of the same lesson that are not the lesson's own move here. */
int play_take_ghosts(struct play *play, struct play *from);

/* The runs were made by this course, which becomes the one that there is. */
void play_replace_course(struct play *play, const struct course *course);

/* Remembers the course that the lesson alone makes. */
void play_keep_own(struct play *play, const struct course *course);

/* The runs go by a course that starts as theirs; `from` is the first batch that becomes different. Nothing is changed on failure. */
int play_set_eras(
	struct play *play, const struct course *course, struct moment from, struct diags *diags);

/* The runs end elsewhere, and go by a course that starts as theirs otherwise. Nothing is changed on
 * failure. */
int play_set_length(struct play *play, const struct course *now, const struct course *next,
	struct diags *diags);

/* One change more, as a course of its own that undo calls `what`. Nothing is changed on failure. */
int play_take_change(
	struct play *play, const struct change *change, const char *what, struct str *says);

/* The runs are made anew from a course. Those that there are stay on failure. */
int play_start_again(struct play *play, const struct course *course, struct diags *diags);

/* Frees both runs, and all that they go by. */
void play_close_runs(struct play *play);

/* Finds the places, the numbers and the questions of all stops, and goes to the first. With
 * `strict`, what a check calls a mistake is one; else 0 or STATUS_MEMORY. */
int play_visit_stops(struct play *play, bool strict, struct diags *diags);
void play_close_stops(struct play *play);

/* Where words of a place lie on the timeline of the run that there is now. 0, or a status with a
 * sentence in `why`. */
int play_find_place(const struct play *play, const struct place_words *words, size_t *ret_index,
	struct str *why);

/* Train or test: words and claims of a stop speak of what it shows. */
enum model_mode play_stop_mode(const struct play *play, size_t stop);

/* The grid of runs that claims of the lesson's own run speak of; `field` is freed by the caller. */
struct sweep_field;
void play_open_sweep(struct play *play, struct sweep_field *field);

/* The claims of a stop, where the run stands; a mistake for each that does not hold. */
void play_check_claims(struct play *play, const struct stop *stop, const struct sweep_field *sweep,
	struct diags *diags);

/* The claims of what a change makes of the run, at all stops. Moves the play; each change is undone. */
void play_check_changes(struct play *play, struct diags *diags);

/* The plane of the settings, where the network lacks it, is a mistake. */
int play_check_plane(struct play *play, struct diags *diags);

/* Finds the places and the numbers of all stops anew; the cursor is at the first one afterwards. */
void play_visit_again(struct play *play);

/* Chooses the stop for where the cursor stands, unless it stands at its own already. */
void play_settle_stop(struct play *play);

/* Frees the second run. */
void play_close_twin(struct play *play);

/* Puts both runs where the cursor says: the first at an index, `beside` stages of the second's own
 * behind it. */
void play_seek(struct play *play, size_t index, int beside);

/* True where the first run diverged and the second, if there is one, goes on alone. */
bool play_is_outlived(const struct play *play, size_t index);

/* `count` stages of the second run alone further on, or back, as far as there are. */
void play_walk_alone(const struct play *play, long count, int *ret_beside);

/* Where `count` stages further on, or back, are, those of the second run alone counted too. */
void play_walk(const struct play *play, long count, size_t *ret_index, int *ret_beside);

#endif

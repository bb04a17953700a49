/*
 * A session: what a user has open and looks at. Actions change it; scenes are made from it.
 *
 * Memory:  session_open and session_close own the catalogue, the play, the landscape, the sweep.
 */
#ifndef APP_SESSION_H
#define APP_SESSION_H

#include <stdbool.h>

#include "app/file_state.h"
#include "app/options.h"
#include "app/seed.h"
#include "app/sitting.h"
#include "draw/theme.h"
#include "engine/catalogue.h"
#include "engine/progress.h"
#include "engine/glossary.h"
#include "engine/play_rows.h"
#include "view/scene.h"

struct prompt_state;
struct settings_page;

struct session {
	const struct options *options;
	struct catalogue catalogue;
	struct seeds seeds;
	struct play *play; /* NULL while no lesson is open */
	struct landscape *landscape;
	struct sweep_field sweep;
	const struct play *sweep_play; /* that the sweep is of; NULL: none was asked for */
	enum page page;
	enum page page_before; /* the menu or the lesson: where other pages go back to */
	size_t menu_line;
	struct look look;
	size_t looked;    /* the stop, from 1, whose look was taken: see app/looks.h; 0: none */
	bool look_wished; /* --look was taken */
	size_t followed;  /* the stop, from 1, at session_follow; 0: of another lesson */
	int w, h;
	enum glyph_set glyphs;
	bool ascii_only;    /* the terminal shows nothing else */
	long count;         /* typed before a key; 0: none */
	bool counted;       /* one was typed before what is done now */
	struct str until;   /* the run goes on by itself until this holds; empty: it does not */
	struct str share;   /* what the page of one command line shows */
	struct str message; /* shown once in place of the line of keys */
	bool welcome;       /* until the first key */
	bool scrubs;        /* the button went down on the line of time, and is held */
	int pressed_row;    /* the button went down on this row, from 1, and is held; 0: on none */
	bool blank;         /* nothing is shown until the next key, which does no more than that */
	struct settings_page *settings_page; /* app/settings_page.h; NULL before it was opened */
	struct glossary glossary;            /* read when it is first asked for */
	size_t glossary_line;
	struct prompt_state *prompt; /* app/prompt.h; NULL before it was first opened */
	struct progress progress;
	struct sitting sitting;
	bool keeps_progress; /* in its file; said once when that fails */
	bool play_is_own;    /* opened with the lesson's own settings: only then it is progress */
	bool progress_told, log_told;
	const struct play *placed; /* what the file for the notes says, never followed */
	size_t placed_stop, placed_index;
	bool placed_blank;
	long placed_begun, placed_came; /* its clocks; begun is the lesson's own, below */
	struct str placed_answers;
	long begun;                /* when the lesson was opened or begun again, time() */
	struct file_state watched; /* the lesson's file, as it was read: see app/reload.h */
	struct {
		bool on;
		int speed; /* in the table of app/running.c */
		long due;  /* of the next tick, in milliseconds of clock_ms */
	} running;         /* see app/running.h */
	struct {
		bool on;
		struct row_hand at;
		size_t index;    /* of the timeline, where it is held */
		bool turned;     /* pictures were turned to show the rows: then where they were */
		int turn, focus; /* of the look before */
	} hand;                  /* that holds a row: see app/hand.h */
	struct held_row held;    /* and what its panel holds still */
	struct str typed;        /* the answer to a question, while `answering` */
	bool answering;
	bool polling; /* what is typed are counts of hands */
	bool mending; /* the last vote, typed anew in its place */
	bool waved;   /* the question of this stop was passed by once already */
	struct {
		size_t stop;    /* from 1, where something is tried; 0: nowhere */
		size_t changes; /* that there were when one came there */
		enum model_mode mode;
	} tried;
	bool direct;      /* a lesson was named on the command line: q leaves the program */
	enum theme theme; /* once the terminal is open */
};

/* Reads the catalogue and, where the options name a lesson, opens it. 0, or a status with mistakes. */
int session_open(struct session *session, const struct options *options, struct diags *diags);
void session_close(struct session *session);

/* Opens the lesson of that path in place of the one before. 0, or a status with mistakes. */
int session_play(struct session *session, const char *path, struct diags *diags);

/* Reads the lesson's file again and goes to the same place; what was changed stays, or is what u goes
 * back to where the lesson starts otherwise now: *ret_others. 0, or a status and the lesson as it was. */
int session_again(struct session *session, bool *ret_others, struct diags *diags);

/*
 * Changes a setting of the open lesson, by its dotted name, or all settings that differ from these
 * (see engine/play_change.h), or the data to a file of the user's own, with which the run starts
 * again. The message says what happens. 0, or a status with a mistake, and the lesson as it was.
 */
int session_change(
	struct session *session, const char *name, const char *value, struct diags *diags);
int session_apply(struct session *session, const struct settings *settings, struct diags *diags);
int session_data(struct session *session, const char *path, struct diags *diags);

/* Shows another page, from which q goes back to the menu or the lesson. */
void session_turn(struct session *session, enum page page);

/* Chooses that entry of the glossary on its page. */
void session_show_term(struct session *session, size_t entry);

/* Reads the glossary if it was not read before; a mistake in it is the message. */
void session_read_glossary(struct session *session);

/*
 * Begins what the shown panels need and goes on in the background. True while more is to come: the
 * caller looks in again and draws anew, though no key was pressed.
 */
bool session_idle(struct session *session);

/*
 * After anything that may have moved the lesson or changed its run: a hand, an open answer, a way back
 * do not outlive their place, another text begins at its beginning, and what a `try` asks may be done.
 */
void session_follow(struct session *session);

/* Shows the words where another panel hides them: what they ask is to be seen. */
void session_show_words(struct session *session);

/* The scene that is shown now. */
struct scene session_scene(const struct session *session);

#endif

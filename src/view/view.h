/*
 * Views: the panels of a lesson's screen, one table.
 *
 * Each draws itself into the inside of its frame. A view that has nothing to say at a place leaves
 * its area blank or says what it waits for.
 */
#ifndef VIEW_VIEW_H
#define VIEW_VIEW_H

#include "draw/canvas.h"
#include "view/scene.h"

enum view_kind {
	VIEW_TEXT,    /* prose, formula: stand in the column of text */
	VIEW_PICTURE, /* stand beside it, as many as there is room for */
	VIEW_LIST,    /* a picture made of lines: takes the smaller places among pictures */
	VIEW_TABLE    /* statistics: stands below, over the whole width */
};

/* What stands in a frame's edges: the title above, a note below. */
struct frame_words {
	int w;           /* cells that there are for each; longer ones are cut */
	int note_w;      /* for the note, wherever the focus is */
	int inside_w, h; /* cells and rows inside the frame */
	struct str title, note;
};

struct view {
	const char *name; /* in `show:` and view.panels */
	enum view_kind kind;
	int min_w, min_h; /* of the inside */
	const char *help; /* one sentence */
	/* The words in the frame, for a room of words->w cells each. */
	void (*title)(const struct scene *scene, struct frame_words *words);
	void (*draw)(const struct scene *scene, struct canvas *canvas, struct rect area);
	/* Rows that it would like, for text, tables and lists, wherever the run stands: a frame must
	 * not jump from step to step; NULL: all there is. */
	int (*rows)(const struct scene *scene, int w, bool ascii);
};

extern const struct view views[];
extern const size_t views_count;
enum { VIEWS_MOST = 64 }; /* the table may grow to that */

const struct view *view_find(const char *name);
const char *view_nearest(const char *name);

/* Adds the first of the texts, closed by NULL, that w cells hold; nothing where none does. */
void view_add_fitting(struct str *out, const char *const *texts, int w);

/* One line in each view's own file. */
void prose_title(const struct scene *scene, struct frame_words *words);
void prose_draw(const struct scene *scene, struct canvas *canvas, struct rect area);
/* Lines of the stop's whole text at a width. */
int prose_rows(const struct scene *scene, int w, bool ascii);
/* Those that must be seen without scrolling: all, or while the question is answered and after it,
 * what stands from it on. `check` compares them with the panel. */
int prose_rows_at_once(const struct scene *scene, int w, bool ascii);
/* Every mistake in a formula of the lesson's words, and formulas and headings that no line holds. */
void prose_check(const struct lesson *lesson, struct diags *diags);
void formula_title(const struct scene *scene, struct frame_words *words);
void formula_draw(const struct scene *scene, struct canvas *canvas, struct rect area);
int formula_rows(const struct scene *scene, int w, bool ascii);
void contours_title(const struct scene *scene, struct frame_words *words);
void contours_draw(const struct scene *scene, struct canvas *canvas, struct rect area);
void data_title(const struct scene *scene, struct frame_words *words);
void data_draw(const struct scene *scene, struct canvas *canvas, struct rect area);
void values_title(const struct scene *scene, struct frame_words *words);
void values_draw(const struct scene *scene, struct canvas *canvas, struct rect area);
int values_rows(const struct scene *scene, int w, bool ascii);
/* The row whose dot is nearest to a cell of the area, from 1; 0 where none is near. */
int data_row_at(const struct scene *scene, struct rect area, int x, int y);
/* The line of the values, from 1, that stands in a row of the area; 0 where none does. */
int values_line_at(const struct scene *scene, struct rect area, int y);
void histograms_title(const struct scene *scene, struct frame_words *words);
void histograms_draw(const struct scene *scene, struct canvas *canvas, struct rect area);
void loss_title(const struct scene *scene, struct frame_words *words);
void loss_draw(const struct scene *scene, struct canvas *canvas, struct rect area);
void histories_title(const struct scene *scene, struct frame_words *words);
void histories_draw(const struct scene *scene, struct canvas *canvas, struct rect area);
void drift_title(const struct scene *scene, struct frame_words *words);
void drift_draw(const struct scene *scene, struct canvas *canvas, struct rect area);
void network_title(const struct scene *scene, struct frame_words *words);
void network_draw(const struct scene *scene, struct canvas *canvas, struct rect area);
void invariants_title(const struct scene *scene, struct frame_words *words);
void invariants_draw(const struct scene *scene, struct canvas *canvas, struct rect area);
int invariants_rows(const struct scene *scene, int w, bool ascii);
void eigen_error_title(const struct scene *scene, struct frame_words *words);
void eigen_error_draw(const struct scene *scene, struct canvas *canvas, struct rect area);
void mates_title(const struct scene *scene, struct frame_words *words);
void mates_draw(const struct scene *scene, struct canvas *canvas, struct rect area);
void heat_title(const struct scene *scene, struct frame_words *words);
void heat_draw(const struct scene *scene, struct canvas *canvas, struct rect area);
void statistics_title(const struct scene *scene, struct frame_words *words);
void statistics_draw(const struct scene *scene, struct canvas *canvas, struct rect area);
int statistics_rows(const struct scene *scene, int w, bool ascii);

#endif

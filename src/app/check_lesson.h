/*
 * What `normscope check` looks at beside a lesson's form and its claims: names of panels are checked
 * elsewhere, here are locks, highlights, links and questions.
 */
#ifndef APP_CHECK_LESSON_H
#define APP_CHECK_LESSON_H

#include "base/diag.h"
#include "engine/play.h"

/* Names that nothing has, and links to lessons that are not there. */
void check_lesson_names(const struct lesson *lesson, struct diags *diags);

/*
 * Appends what is no mistake but may be meant otherwise: a mistake that gives the right answer in this
 * run, words that must be scrolled at 80x24. Moves the play to its last stop.
 */
void check_lesson_warnings(struct play *play, struct diags *warnings);

#endif

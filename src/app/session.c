#include "app/session.h"

#include <string.h>
#include <time.h>

#include "app/action_question.h"
#include "app/hand.h"
#include "app/library.h"
#include "app/looks.h"
#include "app/options_place.h"
#include "app/prompt.h"
#include "app/reload.h"
#include "app/session_progress.h"
#include "app/running.h"
#include "app/seed.h"
#include "app/settings_page.h"
#include "base/status.h"
#include "engine/play_change.h"
#include "engine/play_data.h"
#include "view/glossary_page.h"
#include "view/layout.h"

struct scene session_scene(const struct session *session)
{
	struct scene scene = {.page = session->page,
		.play = session->play,
		.landscape = session->landscape,
		.sweep = session->sweep_play ? &session->sweep : NULL,
		.catalogue = &session->catalogue,
		.menu_line = session->menu_line,
		.progress = &session->progress,
		.look = session->look,
		.held = session->held,
		.message = str_text(&session->message),
		.share = str_text(&session->share),
		.welcome = session->welcome,
		.blank = session->blank,
		.settings = settings_page_shown(session),
		.glossary = &session->glossary,
		.glossary_line = session->glossary_line,
		.prompt = prompt_is_open(session) ? &session->prompt->shown : NULL,
		.typed = session->answering ? str_text(&session->typed) : NULL,
		.w = session->w,
		.h = session->h,
		.ascii = session->glyphs == GLYPHS_ASCII};

	return scene;
}

/* The lesson of that path with what the command line changes. */
static int open_play(
	struct session *session, const char *path, struct play **ret_play, struct diags *diags)
{
	struct lesson *lesson = NULL;
	struct wish_texts texts;
	struct play_wishes wishes = library_wishes(
		session->options, seeds_for(&session->seeds, path, session->options->seed), &texts);
	int status = lesson_load(path, &lesson, diags);

	return status ? status : play_open(lesson, wishes, false, ret_play, diags);
}

static void forget_sweep(struct session *session)
{
	sweep_field_free(&session->sweep);
	session->sweep_play = NULL;
}

static void take_play(struct session *session, struct play *play)
{
	running_stop(session);
	session->hand.on = session->held.on = false;
	answer_leave(session);
	session->followed = 0;
	session->tried.stop = 0;
	landscape_forget(session->landscape);
	play_take_answers(play, session->play);
	forget_sweep(session);
	play_close(session->play);
	session->play = play;
}

bool session_idle(struct session *session)
{
	struct scene scene = session_scene(session);

	if (session->page != PAGE_LESSON || !layout_shows(&scene, "heat"))
		return false;
	if (session->sweep_play != session->play ||
		!sweep_field_fits(&session->sweep, session->play)) {
		forget_sweep(session);
		sweep_field_open(session->play, &session->sweep);
		session->sweep_play = session->play;
	}
	return sweep_field_works(&session->sweep);
}

void session_show_words(struct session *session)
{
	struct scene scene = session_scene(session);

	if (layout_shows(&scene, "prose"))
		return;
	session->look.zoom = false;
	session->look.focus = 0;
}

void session_follow(struct session *session)
{
	size_t stop = session->play ? session->play->stop + 1 : 0;
	size_t before = session->followed;

	hand_follow(session);
	looks_follow(session);
	sitting_follow(session);
	if (before && stop && before != stop) {
		session->look.scroll = 0;
		if (!session->look.zoom)
			session_show_words(session);
		answer_follow_move(session, before - 1);
	}
	session->followed = stop;
	answer_follow_try(session);
}

int session_play(struct session *session, const char *path, struct diags *diags)
{
	struct play *play = NULL;

	session_progress_keep(session);
	int status = open_play(session, path, &play, diags);

	if (status)
		return status;
	sitting_forget(session);
	take_play(session, play);
	session->begun = (long)time(NULL);
	session->page = PAGE_LESSON;
	session->look = (struct look){.levels = -1};
	session->looked = 0;
	reload_begin(session);
	session_progress_resume(session);
	return 0;
}

/* What play_change says is the message, or the mistake. */
static int tell(struct session *session, int status, struct str *says, struct diags *diags)
{
	if (status)
		diag_add(diags, status, (struct diag_place){.file = NULL}, "%s",
			says->len ? str_text(says) : status_text(status));
	else
		str_add(&session->message, str_text(says));
	str_free(says);
	return status;
}

int session_change(
	struct session *session, const char *name, const char *value, struct diags *diags)
{
	const char *bare = setting_of_twin(name);
	struct str says = {0};

	if (lesson_lock(session->play->lesson, session->play->stop, bare ? bare : name))
		return diag_add(diags, STATUS_COMBINATION, (struct diag_place){.file = NULL},
			"the lesson keeps %s as it is at this stop", name);
	int status = play_change(session->play, name, value, &says);

	return tell(session, status, &says, diags);
}

int session_apply(struct session *session, const struct settings *settings, struct diags *diags)
{
	struct str says = {0};
	int status = play_change_to(session->play, settings, &says);

	return tell(session, status, &says, diags);
}

int session_again(struct session *session, bool *ret_others, struct diags *diags)
{
	struct play *play = NULL, *before = session->play;
	size_t index = before->run->at.index, stop = before->stop;
	bool at_stop = before->stop_index[stop] == index;
	enum model_mode mode = before->run->mode;
	int status = open_play(session, before->lesson->path, &play, diags);

	if (!status && play_take_over(play, before, ret_others)) {
		play_close(play);
		status = diag_add(diags, STATUS_MEMORY, (struct diag_place){.file = NULL}, "%s",
			status_text(STATUS_MEMORY));
	}
	if (status)
		return status;
	take_play(session, play);
	if (at_stop)
		play_go_stop(play, stop);
	else
		play_go_index(play, index);
	play_set_mode(play, mode);
	session->looked = 0;
	return 0;
}

int session_data(struct session *session, const char *path, struct diags *diags)
{
	struct str says = {0};
	int status = play_use_data(session->play, path, &says);

	return tell(session, status, &says, diags);
}

void session_turn(struct session *session, enum page page)
{
	if (session->page == PAGE_MENU || session->page == PAGE_LESSON)
		session->page_before = session->page;
	session->page = page;
}

void session_show_term(struct session *session, size_t entry)
{
	struct scene scene = session_scene(session);
	size_t order[GLOSSARY_MAX];

	glossary_page_order(&scene, order);
	for (size_t i = 0; i < session->glossary.count; i++)
		if (order[i] == entry)
			session->glossary_line = i;
}

void session_read_glossary(struct session *session)
{
	struct diags diags = {.count = 0};
	struct str path = {0};

	if (session->glossary.count)
		return;
	str_addf(&path, "%s/glossary/README.md", library_folder());
	if (glossary_load(str_text(&path), &session->glossary, &diags) && diags.count)
		str_add(&session->message, diags.list[0].text);
	diags_free(&diags);
	str_free(&path);
}

int session_open(struct session *session, const struct options *options, struct diags *diags)
{
	struct str path = {0};

	*session = (struct session){.options = options,
		.page = PAGE_MENU,
		.glyphs = options->glyphs,
		.look = {.levels = -1},
		.direct = options->lesson != NULL,
		.landscape = landscape_new()};
	int status = catalogue_open(&session->catalogue, library_folder(), diags);

	if (status && options->lesson && catalogue_is_path(options->lesson)) {
		status = 0; /* a file of one's own needs no catalogue */
		diags_free(diags);
	}
	if (!status && !session->landscape)
		status = STATUS_MEMORY;
	if (!status && options->lesson) {
		status = catalogue_find(&session->catalogue, options->lesson, &path, diags);
		if (!status)
			status = session_play(session, str_text(&path), diags);
		if (!status)
			status = options_go(options, session->play, diags);
	}
	str_free(&path);
	return status;
}

void session_close(struct session *session)
{
	running_stop(session);
	landscape_free(session->landscape);
	forget_sweep(session);
	play_close(session->play);
	catalogue_free(&session->catalogue);
	glossary_free(&session->glossary);
	progress_free(&session->progress);
	prompt_free(session->prompt);
	settings_page_free(session->settings_page);
	seeds_free(&session->seeds);
	str_free(&session->until);
	str_free(&session->share);
	str_free(&session->message);
	str_free(&session->typed);
	str_free(&session->placed_answers);
	sitting_forget(session);
}

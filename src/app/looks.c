#include "app/looks.h"

#include "engine/lesson_look.h"
#include "view/stop_look.h"

static void show_mode(struct play *play, const struct stop_look *said)
{
	if (said->mode)
		play_set_mode(play, said->mode == LOOK_TEST ? MODE_TEST : MODE_TRAIN);
}

static void take(struct play *play, const struct stop_look *said, struct scene *scene)
{
	show_mode(play, said);
	look_take(&scene->look, said, scene);
}

static void take_options(const struct options *options, struct play *play, struct scene *scene)
{
	struct diags diags = {.count = 0};
	struct stop_look said;

	if (options->look && !look_text_read(options->look, &said, &diags)) {
		take(play, &said, scene);
		stop_look_free(&said);
	}
	diags_free(&diags);
}

void looks_open(const struct options *options, struct play *play, struct scene *scene)
{
	const struct stop_look *said = lesson_look(play->lesson, play->stop);

	if (said)
		take(play, said, scene);
	take_options(options, play, scene);
}

void looks_follow(struct session *session)
{
	struct play *play = session->play;

	if (!play || session->w <= 0)
		return;
	struct scene scene = session_scene(session);
	size_t now = lesson_look_stop(play->lesson, play->stop), before = session->looked;
	if (now != before && before) {
		const struct stop_look *left = &play->lesson->stops[before - 1].look;
		look_leave(&scene.look, left);
		if (left->mode)
			play_set_mode(play, MODE_TRAIN);
	}
	if (now != before && now)
		take(play, &play->lesson->stops[now - 1].look, &scene);
	if (!session->look_wished)
		take_options(session->options, play, &scene);
	session->looked = now;
	session->look_wished = true;
	session->look = scene.look;
}

void looks_print(const struct session *session, bool opened, struct str *out)
{
	struct scene scene = session_scene(session);
	const struct play *play = session->play;
	const struct stop_look *own = opened ? lesson_look(play->lesson, play->stop) : NULL;
	struct look from = look_plain();
	enum model_mode mode = own && own->mode == LOOK_TEST ? MODE_TEST : MODE_TRAIN;

	if (own)
		look_take(&from, own, &scene);
	if (!opened)
		from.turn = scene.look.turn; /* a saved stop names the panels that are shown */
	struct stop_look said = look_difference(&scene, &from);
	if (play->run->mode != mode)
		said.mode = play->run->mode == MODE_TEST ? LOOK_TEST : LOOK_TRAIN;
	look_text_print(&said, out);
	stop_look_free(&said);
}

#include "app/actions.h"

#include <string.h>

#include "view/glossary_page.h"

static void choose(struct session *session, size_t line)
{
	size_t last = session->glossary.count ? session->glossary.count - 1 : 0;

	session->glossary_line = line > last ? last : line;
}

enum effect action_glossary(struct session *session, long count)
{
	(void)count;
	session_read_glossary(session);
	session_turn(session, PAGE_GLOSSARY);
	session->glossary_line = 0;
	return EFFECT_REDRAW;
}

enum effect action_glossary_next(struct session *session, long count)
{
	choose(session, session->glossary_line + (size_t)count);
	return EFFECT_REDRAW;
}

enum effect action_glossary_back(struct session *session, long count)
{
	size_t back = (size_t)count;

	choose(session, back > session->glossary_line ? 0 : session->glossary_line - back);
	return EFFECT_REDRAW;
}

enum effect action_glossary_page_next(struct session *session, long count)
{
	return action_glossary_next(session, count * GLOSSARY_PAGE);
}

enum effect action_glossary_page_back(struct session *session, long count)
{
	return action_glossary_back(session, count * GLOSSARY_PAGE);
}

static enum effect open_lesson(struct session *session, const char *name)
{
	struct diags diags = {.count = 0};
	struct str path = {0};

	if (session->play && strcmp(session->play->lesson->name, name) == 0) {
		session->page = PAGE_LESSON; /* it is open: its place is kept */
		return EFFECT_REDRAW;
	}
	if (catalogue_find(&session->catalogue, name, &path, &diags) ||
		session_play(session, str_text(&path), &diags))
		str_add(&session->message, diags.count && diags.list[0].text
						   ? diags.list[0].text
						   : "this lesson cannot be opened");
	diags_free(&diags);
	str_free(&path);
	return EFFECT_REDRAW;
}

enum effect action_glossary_open(struct session *session, long count)
{
	struct scene scene = session_scene(session);
	size_t order[GLOSSARY_MAX];

	(void)count;
	if (!session->glossary.count)
		return EFFECT_NONE;
	glossary_page_order(&scene, order);
	const char *lesson = session->glossary.entries[order[session->glossary_line]].lesson;
	if (lesson[0])
		return open_lesson(session, lesson);
	str_add(&session->message, "No lesson teaches this term.");
	return EFFECT_REDRAW;
}

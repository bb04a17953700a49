#include "view/wanted.h"

#include <string.h>

void wanted_add(struct wanted *wanted, const struct view *view)
{
	for (int i = 0; i < wanted->count; i++)
		if (wanted->views[i] == view)
			return;
	if (view && wanted->count < WANTED_MAX)
		wanted->views[wanted->count++] = view;
}

/* Names between commas and blanks. */
static void add_names(struct wanted *wanted, const char *names)
{
	while (*names) {
		char name[32];
		names += strspn(names, ", ");
		size_t length = strcspn(names, ", ");
		if (length && length < sizeof name) {
			memcpy(name, names, length);
			name[length] = '\0';
			wanted_add(wanted, view_find(name));
		}
		names += length;
	}
}

struct wanted wanted_by_stop(const struct scene *scene)
{
	struct wanted wanted = {.count = 0};
	const struct lesson *lesson = scene->play->lesson;

	for (size_t i = scene->play->stop + 1; i-- > 0;) {
		const struct stop *stop = &lesson->stops[i];
		for (size_t j = 0; j < stop->show_count; j++)
			wanted_add(&wanted, view_find(stop->show[j].name));
		if (stop->show_count)
			break;
	}
	return wanted;
}

struct wanted wanted_by_lesson(const struct scene *scene)
{
	struct wanted wanted = wanted_by_stop(scene);

	add_names(&wanted, scene->play->experiment->settings.view.panels);
	return wanted;
}

bool view_is_picture(const struct view *view)
{
	return view->kind == VIEW_PICTURE || view->kind == VIEW_LIST;
}

bool wanted_has(const struct wanted *wanted, enum view_kind kind)
{
	for (int i = 0; i < wanted->count; i++)
		if (wanted->views[i]->kind == kind)
			return true;
	return false;
}

/* Every picture that there is, the wanted ones first; returns how many. */
static int all_pictures(const struct wanted *wanted, const struct view *ret_all[])
{
	int count = 0;

	for (int i = 0; i < wanted->count; i++)
		if (view_is_picture(wanted->views[i]))
			ret_all[count++] = wanted->views[i];
	int chosen = count;
	for (size_t i = 0; i < views_count; i++) {
		bool known = !view_is_picture(&views[i]);
		for (int j = 0; j < chosen; j++)
			known |= ret_all[j] == &views[i];
		if (!known)
			ret_all[count++] = &views[i];
	}
	return count;
}

struct wanted wanted_pictures(const struct scene *scene, const struct wanted *wanted, int most)
{
	const struct view *all[VIEWS_MOST];
	struct wanted pictures = {.count = 0};
	int count = all_pictures(wanted, all), chosen = 0;

	for (int i = 0; i < wanted->count; i++)
		chosen += view_is_picture(wanted->views[i]);
	if (scene->look.turn && chosen < 1)
		chosen = 1;
	for (int i = 0; i < chosen && i < most && i < count; i++)
		wanted_add(&pictures, all[(i + scene->look.turn) % count]);
	return pictures;
}

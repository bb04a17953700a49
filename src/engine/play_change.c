#include "engine/play_change.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/utf8.h"
#include "engine/play_parts.h"

/* What play_change is asked for. */
struct request {
	const struct setting *setting;
	const char *value;
	bool second; /* twin. stood in front */
	bool of[COURSE_RUNS];
	bool at_start;      /* another of the same change makes the run start again */
	struct moment from; /* of a live setting */
};

static int find_setting(const char *name, struct request *request, struct str *says)
{
	const char *bare = setting_of_twin(name);

	request->second = bare != NULL;
	request->setting = setting_find(bare ? bare : name);
	return request->setting
		       ? 0
		       : setting_refuse_name(bare ? "twin." : "", bare ? bare : name, says);
}

/*
 * From when on a change made here holds: from the batch behind the one that was drawn; what cuts an
 * epoch into batches, from this epoch on until its first batch is updated, then from the next one.
 */
static struct moment next_moment(const struct run *run, enum setting_scope scope)
{
	bool begun = run->at.batch > 1 || run_reached(run, STAGE_UPDATE, 0);

	if (!run->at.epoch)
		return moment_first;
	if (scope == SCOPE_EPOCH)
		return (struct moment){run->at.epoch + begun, 1};
	return timeline_moment(&run->timeline, run->at.step + 1);
}

/* STATUS_PLACE where the run ends before. */
static int find_moment(const struct play *play, struct request *request, struct str *says)
{
	const struct run *run = play->run;

	request->from = next_moment(run, request->setting->scope);
	if (run->diverged && run->at.index == run->last)
		str_add(says, "the run has diverged here: go back, then change it");
	else if (request->from.epoch <= run->timeline.epochs)
		return 0;
	else if (request->setting->scope == SCOPE_EPOCH)
		str_addf(says,
			"%s cuts an epoch into batches, and none is to come: go back, then change "
			"it",
			request->setting->name);
	else
		str_add(says, "this is the last batch: go back, then change what follows");
	return STATUS_PLACE;
}

/* Each setting as it is when a change made here would hold. */
int play_settings_next(const struct play *play, struct settings *ret_settings)
{
	const struct course *course = play_course(play);
	struct settings epoch;
	struct str why = {0}, value = {0};
	int status = course_settings(
		course, 0, next_moment(play->run, SCOPE_TRAINING), ret_settings, &why);

	if (!status)
		status = course_settings(
			course, 0, next_moment(play->run, SCOPE_EPOCH), &epoch, &why);
	for (size_t i = 0; i < settings_count && !status; i++) {
		if (settings_table[i].scope != SCOPE_EPOCH)
			continue;
		str_clear(&value);
		setting_print(&epoch, &settings_table[i], &value);
		status = setting_set(ret_settings, &settings_table[i], str_text(&value), &why);
	}
	str_free(&value);
	str_free(&why);
	return status;
}

/* True where nothing would become different from the batch on that the request is for. */
static bool holds_already(const struct play *play, const struct request *request)
{
	const struct course *course = play_course(play);
	int which = request->second && course->twins;
	struct settings now, then;
	struct str why = {0};
	int status = course_settings(course, which, request->from, &now, &why);

	then = now;
	if (!status)
		status = setting_set(&then, request->setting, request->value, &why);
	str_free(&why);
	return !status && !twin_differs(&now, &then, request->setting);
}

/* A second run that there was not: it starts as the first does, but for this. */
static void add_twin(struct course *course)
{
	course->twins = true;
	course->start[1] = course->start[0];
	for (size_t i = 0; i < course->count; i++)
		course->changes[i].of[1] = course->changes[i].of[0];
}

static int change_start(struct course *course, const struct request *request, struct str *says)
{
	int status = 0;

	for (int which = 0; which < COURSE_RUNS && !status; which++)
		if (request->of[which])
			status = setting_set(
				&course->start[which], request->setting, request->value, says);
	return status;
}

static int change_course(struct course *course, const struct request *request, struct str *says)
{
	struct change change = {.from = request->from,
		.setting = request->setting,
		.of = {request->of[0], request->of[1]}};
	size_t length = strlen(request->value);

	if (request->second && !course->twins) {
		add_twin(course);
		return change_start(course, request, says);
	}
	if (!setting_is_live(request->setting) || request->at_start)
		return change_start(course, request, says);
	if (length >= sizeof change.value) {
		str_addf(says, "%s: the value is longer than %zu bytes", request->setting->name,
			sizeof change.value - 1);
		return STATUS_LIMIT;
	}
	memcpy(change.value, request->value, length + 1);
	return course_change(course, &change, says);
}

static void say_moment(const struct setting *setting, struct moment moment, struct str *says)
{
	if (setting->scope != SCOPE_EPOCH)
		str_addf(says, "batch %zu of ", moment.batch);
	str_addf(says, "epoch %zu", moment.epoch);
}

/* Where a live change begins, and where one that was made before takes over. */
static void say_when(const struct request *request, const struct course *next, struct str *says)
{
	str_add(says, " from ");
	say_moment(request->setting, request->from, says);
	str_add(says, " on");
	const struct change *later =
		course_next(next, request->setting, request->of[0] ? 0 : 1, request->from);
	if (!later)
		return;
	str_add(says, ", until ");
	say_moment(request->setting, later->from, says);
}

/* All at once; those that wait for the next epoch are named. */
static void say_when_all(
	const struct request *requests, size_t count, const struct course *next, struct str *says)
{
	size_t first = 0;

	while (first + 1 < count && requests[first].setting->scope != SCOPE_TRAINING)
		first++;
	say_when(&requests[first], next, says);
	for (size_t i = 0; i < count; i++)
		if (requests[i].setting->scope == SCOPE_EPOCH &&
			requests[first].setting->scope == SCOPE_TRAINING) {
			str_addf(says, ", %s", requests[i].setting->name);
			say_when(&requests[i], next, says);
		}
}

/* "train.learning_rate = 0.5", with whose it is where that is one of two; or "3 settings". */
static void describe(const struct play *play, const struct request *requests, size_t count,
	struct course *course)
{
	struct str text = {0};

	if (count == 1) {
		str_addf(
			&text, "%s%s = ", requests->second ? "twin." : "", requests->setting->name);
		utf8_clean(&text, requests->value, strlen(requests->value));
		if (play->twin && requests->of[0] && !requests->of[1])
			str_add(&text, " (A alone)");
	} else {
		str_addf(&text, "%zu settings changed", count);
	}
	course_name(course, str_text(&text));
	str_free(&text);
}

/* A lesson's own plane falls back quietly where the network lacks it; one that is asked for is
 * refused. */
static int check_plane(const struct play *play, const char *value, struct str *says)
{
	struct spread spread = {.kind = SPREAD_PAIR};
	int status =
		spread_open(play->experiment, value, play->run->keyframes.blocks, &spread, says);

	spread_free(&spread);
	return status;
}

/* What the requests make of the course; combinations are looked at when all are in. */
static int write_course(const struct play *play, const struct request *requests, size_t count,
	struct course *next, struct str *says)
{
	int status = 0;

	for (size_t i = 0; i < count && !status; i++) {
		const struct request *request = &requests[i];
		status = change_course(next, request, says);
		if (!status && strcmp(request->setting->name, "view.plane") == 0)
			status = check_plane(play, request->value, says);
	}
	for (int which = 0; which < (next->twins ? COURSE_RUNS : 1) && !status; which++)
		status = settings_check(&next->start[which], says);
	describe(play, requests, count, next);
	return status;
}

/* True where nothing but the picture is asked for. */
static bool only_looks(const struct request *requests, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (requests[i].setting->scope != SCOPE_VIEW)
			return false;
	return true;
}

/* Takes `next` over when it returns 0. */
static int make_change(struct play *play, const struct request *requests, size_t count,
	struct course *next, struct str *says)
{
	const struct course *now = play_course(play);
	int status = write_course(play, requests, count, next, says);

	if (status)
		return status;
	bool again = !course_same_start(now, next), looks = only_looks(requests, count);
	bool length = again && course_same_but_length(now, next);
	status = play_take_course(play, next, says);
	if (status)
		return status;
	str_add(says, next->what);
	if (!again)
		say_when_all(requests, count, next, says);
	else if (length)
		str_addf(says, ": the run is the same, and ends with epoch %d",
			next->start[0].train.epochs);
	else if (!looks)
		str_add(says, ": the run has started again");
	str_add(says, ".");
	return 0;
}

/* The requests that would change something become a course of their own. */
static int make_changes(
	struct play *play, const struct request *requests, size_t count, struct str *says)
{
	struct course *next = malloc(sizeof *next);
	int status = next ? 0 : STATUS_MEMORY;

	if (!status) {
		*next = *play_course(play);
		status = make_change(play, requests, count, next, says);
	}
	if (status)
		free(next);
	return status;
}

/* True where both runs have the same value at the batch that the request is for. */
static bool runs_agree(const struct play *play, const struct request *request)
{
	struct settings settings[COURSE_RUNS];
	struct str why = {0};
	int status = 0;

	for (int which = 0; which < COURSE_RUNS && !status; which++)
		status = course_settings(
			play_course(play), which, request->from, &settings[which], &why);
	str_free(&why);
	return !status && !twin_differs(&settings[0], &settings[1], request->setting);
}

/* From where on the setting holds, and whose it is. */
static int complete(const struct play *play, struct request *request, struct str *says)
{
	int status = 0;

	if (setting_is_live(request->setting) && (!request->second || play->twin))
		status = find_moment(play, request, says);
	request->of[0] = !request->second;
	request->of[1] = request->second || (play->twin && runs_agree(play, request));
	return status;
}

int play_change(struct play *play, const char *name, const char *value, struct str *says)
{
	struct request request = {.value = value};
	int status = find_setting(name, &request, says);

	if (!status)
		status = complete(play, &request, says);
	if (status)
		return status;
	if (holds_already(play, &request)) {
		str_addf(says, "%s is %s already.", name, value);
		return 0;
	}
	return make_changes(play, &request, 1, says);
}

int play_change_to(struct play *play, const struct settings *settings, struct str *says)
{
	struct request *requests = calloc(settings_count, sizeof *requests);
	struct str *values = calloc(settings_count, sizeof *values);
	struct settings now;
	size_t count = 0;
	int status = requests && values ? play_settings_next(play, &now) : STATUS_MEMORY;

	for (size_t i = 0; i < settings_count && !status; i++) {
		if (!twin_differs(&now, settings, &settings_table[i]))
			continue;
		setting_print(settings, &settings_table[i], &values[count]);
		requests[count] = (struct request){
			.setting = &settings_table[i], .value = str_text(&values[count])};
		status = complete(play, &requests[count++], says);
	}
	bool again = false;
	for (size_t i = 0; i < count; i++)
		again |= !setting_is_live(requests[i].setting) &&
			 requests[i].setting->scope != SCOPE_VIEW &&
			 requests[i].setting->scope != SCOPE_LENGTH;
	for (size_t i = 0; i < count; i++)
		requests[i].at_start = again;
	if (!status && count)
		status = make_changes(play, requests, count, says);
	else if (!status)
		str_add(says, "Nothing is changed.");
	for (size_t i = 0; i < count; i++)
		str_free(&values[i]);
	free(values);
	free(requests);
	return status;
}

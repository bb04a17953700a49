/*
 * The file of progress is whole whatever happens: a program that is killed while it writes, a disk
 * that is full, a link that somebody left. What cannot be kept is said once, and the lesson goes on.
 */
#include "typed.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "app/progress_file.h"
#include "app/session_progress.h"
#include "app/state_folder.h"
#include "folder.h"

enum { ROUNDS = 30, ANSWERS = 200, FEW_BYTES = 64, WAIT_US = 4000 };

static char folder[] = "/tmp/normscope-progress.XXXXXX";

/* A file of some kilobytes, whose every byte depends on the number. */
static void format(size_t stop, struct str *out)
{
	static char key[] = "two-scales";
	struct progress_answer answers[ANSWERS] = {{.stop = 0}};
	struct progress_lesson lesson = {.key = key,
		.stop = stop,
		.stops = ANSWERS,
		.answers = answers,
		.answer_count = ANSWERS};
	struct progress progress = {&lesson, 1};

	for (size_t i = 0; i < ANSWERS; i++) {
		answers[i].stop = i;
		snprintf(answers[i].answer.text, sizeof answers[i].answer.text, "%zu", stop * i);
	}
	progress_format(&progress, out);
}

/* Writes for ever: one of several states of progress after the other. */
static void write_on(void)
{
	for (size_t stop = 0;; stop = (stop + 1) % 10) {
		struct str text = {0};
		format(stop, &text);
		state_write("progress", &text);
		str_free(&text);
	}
}

static void a_killed_program_leaves_a_whole_file(void **state)
{
	struct str path = {0};

	(void)state;
	assert_true(state_path("progress", &path));
	for (unsigned i = 0; i < ROUNDS; i++) {
		struct progress progress = {.count = 0};
		struct diags diags = {.count = 0};
		pid_t child = fork();
		assert_true(child >= 0);
		if (child == 0)
			write_on();
		while (access(str_text(&path), F_OK) != 0)
			usleep(WAIT_US / 10);
		usleep((i * 7919) % WAIT_US);
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		if (progress_file_read(str_text(&path), &progress, &diags))
			fail_msg("round %u: damaged", i);
		assert_int_equal(progress.lessons[0].answer_count, ANSWERS);
		progress_free(&progress);
	}
	str_free(&path);
}

static size_t count_files(void)
{
	struct str command = {0};
	size_t count = 0;

	str_addf(&command, "ls %s/normscope | wc -l", folder);
	FILE *list = popen(str_text(&command), "r");
	assert_int_equal(fscanf(list, "%zu", &count), 1);
	pclose(list);
	str_free(&command);
	return count;
}

/* A limit on the size of files stands for a disk that fills in the middle of a write. */
static void a_full_disk_keeps_the_old_file(void **state)
{
	struct str path = {0}, text = {0};
	struct progress progress = {.count = 0};
	struct diags diags = {.count = 0};
	struct rlimit before, few;

	(void)state;
	format(3, &text);
	assert_true(state_write("progress", &text));
	size_t files = count_files();
	str_clear(&text);
	format(4, &text);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	few = before;
	few.rlim_cur = FEW_BYTES;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &few), 0);
	bool written = state_write("progress", &text);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_false(written);
	assert_int_equal(count_files(), files);
	state_path("progress", &path);
	assert_int_equal(progress_file_read(str_text(&path), &progress, &diags), 0);
	assert_int_equal(progress.lessons[0].stop, 3);
	progress_free(&progress);
	str_free(&path);
	str_free(&text);
}

static void open_lesson(struct session *session)
{
	static struct options options = {
		.command = OPTIONS_PLAY, .lesson = "tests/e2e/plain.md", .seed = -1};
	struct diags diags = {.count = 0};

	assert_int_equal(session_open(session, &options, &diags), 0);
	session_progress_begin(session);
}

/* What the shell does between two pictures. */
static void type_and_keep(struct session *session, const char *keys)
{
	while (*keys) {
		action_of_key(session, typed_next(&keys));
		session_progress_place(session);
	}
}

static size_t stop_in_file(void)
{
	struct progress progress = {.count = 0};
	struct str said = {0};

	progress_file_load(&progress, &said);
	const struct progress_lesson *lesson = progress_find(&progress, "plain");
	size_t stop = lesson ? lesson->stop : 0;
	progress_free(&progress);
	str_free(&said);
	return stop;
}

static void each_stop_is_kept_and_no_key_between(void **state)
{
	struct str path = {0};
	struct session session;
	struct stat first, second;

	(void)state;
	state_path("progress", &path);
	unlink(str_text(&path));
	open_lesson(&session);
	type_and_keep(&session, "<PgDn>");
	assert_int_equal(stop_in_file(), 1);
	assert_int_equal(stat(str_text(&path), &first), 0);
	type_and_keep(&session, "zzvvUUU<Tab>");
	assert_int_equal(stat(str_text(&path), &second), 0);
	assert_true(first.st_ino == second.st_ino);
	type_and_keep(&session, "<PgDn>");
	assert_int_equal(stop_in_file(), 2);
	session_close(&session);
	str_free(&path);
}

/* The folder is a file: as on a read-only home, nothing can be written. */
static void what_cannot_be_kept_is_said_once(void **state)
{
	static const char says[] = "Your progress cannot be kept: is the disk full?";
	struct str home = {0};
	struct session session;
	int count = 0;

	(void)state;
	str_addf(&home, "%s/file", folder);
	close(open(str_text(&home), O_CREAT | O_WRONLY, 0600));
	setenv("XDG_STATE_HOME", str_text(&home), 1);
	open_lesson(&session);
	for (int i = 0; i < 5; i++) {
		type_and_keep(&session, i % 2 ? "<PgUp>" : "<PgDn>");
		count += strstr(str_text(&session.message), says) != NULL;
		assert_int_equal(session.play->stop, i % 2 ? 0 : 1);
	}
	assert_int_equal(count, 1);
	session_close(&session);
	setenv("XDG_STATE_HOME", folder, 1);
	str_free(&home);
}

/* Somebody else's link at the place of the file that is about to be written is not followed. */
static void a_link_is_not_followed(void **state)
{
	struct str text = {0}, target = {0}, part = {0};
	struct stat info;

	(void)state;
	str_add(&text, "0 /x.md");
	str_addf(&target, "%s/target", folder);
	str_addf(&part, "%s/normscope/position.%ld", folder, (long)getpid());
	assert_int_equal(symlink(str_text(&target), str_text(&part)), 0);
	assert_true(state_write("position", &text));
	assert_int_not_equal(stat(str_text(&target), &info), 0);
	str_free(&text);
	str_free(&target);
	str_free(&part);
}

static int make_folder(void **state)
{
	(void)state;
	signal(SIGXFSZ, SIG_IGN); /* as the program does */
	unsetenv("XDG_RUNTIME_DIR");
	return mkdtemp(folder) ? setenv("XDG_STATE_HOME", folder, 1) : -1;
}

static int remove_folder(void **state)
{
	(void)state;
	return folder_remove(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_killed_program_leaves_a_whole_file),
		cmocka_unit_test(a_full_disk_keeps_the_old_file),
		cmocka_unit_test(each_stop_is_kept_and_no_key_between),
		cmocka_unit_test(what_cannot_be_kept_is_said_once),
		cmocka_unit_test(a_link_is_not_followed),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

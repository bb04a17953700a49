/* normscope: the program's entry. It reads the command line and hands over to one command. */
#include <stdio.h>

#include <gsl/gsl_errno.h>

#include "app/command.h"
#include "app/options.h"
#include "app/shell.h"
#include "app/terminal_check.h"

static int play_or_menu(const struct options *options)
{
	struct diags diags = {.count = 0};
	int status = shell_run(options, &diags);

	if (diags.count)
		command_fail(&diags);
	return status;
}

static int print_version(const struct options *options)
{
	(void)options;
	puts("normscope " VERSION);
	return command_finish();
}

int main(int argc, char **argv)
{
	static int (*const commands[])(const struct options *options) = {
		[OPTIONS_MENU] = play_or_menu,
		[OPTIONS_PLAY] = play_or_menu,
		[OPTIONS_LIST] = command_list,
		[OPTIONS_CHECK] = command_check,
		[OPTIONS_FRAME] = command_frame,
		[OPTIONS_TRACE] = command_trace,
		[OPTIONS_SWEEP] = command_sweep,
		[OPTIONS_PROGRESS] = command_progress,
		[OPTIONS_REPORT] = command_report,
		[OPTIONS_NOTES] = command_notes,
		[OPTIONS_NEW] = command_new,
		[OPTIONS_HELP] = command_help,
		[OPTIONS_VERSION] = print_version};
	struct diags diags = {.count = 0};
	struct options options;

	terminal_locale();
	gsl_set_error_handler_off();
	if (options_parse(&options, argc, argv, &diags)) {
		command_fail(&diags);
		return OPTIONS_USAGE;
	}
	int status = commands[options.command](&options);
	options_free(&options);
	return status;
}

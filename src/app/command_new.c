/* normscope new: writes a lesson to begin with, which explains itself and passes `check`. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/command.h"
#include "base/status.h"

static const char template[] =
	"---\n"
	"title: My lesson\n"
	"question: What will the learner know at the end?\n"
	"minutes: 4\n"
	"# Every setting of `normscope --help settings` may stand here, nested by its dots.\n"
	"data: {source: handful}\n"
	"input: {center: true, scale: std}\n"
	"network: {hidden: [], output: linear}\n"
	"train: {loss: squared, learning_rate: 0.5, batch: all, epochs: 5}\n"
	"# A second run beside the first, what changes on the way, and what else became of it:\n"
	"# twin: {train: {learning_rate: 1}}\n"
	"# changes: [{at: {epoch: 2}, set: {train.learning_rate: 0.1}},\n"
	"#   {at: {epoch: 3}, put: {\"W(1,1,1)\": 2}}]\n"
	"# forks: [{from: {epoch: 2}, set: {train.learning_rate: 0.2}}]\n"
	"---\n"
	"\n"
	"## The rows\n"
	"<!-- at: start -->\n"
	"<!-- show: [values, data, statistics] -->\n"
	"<!-- A heading begins a stop. This comment is one: its first word has no colon. -->\n"
	"There are `= rows` rows. A number in prose is always an expression: no number is typed.\n"
	"\n"
	"<!-- note: For the speaker alone: what to ask the room here. -->\n"
	"\n"
	"## The mean\n"
	"<!-- at: {input: mean} -->\n"
	"<!-- lock: [data, put] -->\n"
	"<!-- highlight: [input_mean] -->\n"
	"<!-- look: {focus: values, row: 2} -->\n"
	"The mean of the first feature is `= input_mean(1)`, in a formula $`\\mu_1`$.\n"
	"\n"
	"<!-- A claim: `normscope check` computes it, and says where it does not hold. -->\n"
	"<!-- expect: \"abs(input_mean(1) - x_mean(1)) < 1e-12\" -->\n"
	"\n"
	"## Predict\n"
	"<!-- at: {input: subtract} -->\n"
	"<!-- A question stands before the stop that reveals its answer; what is below it is "
	"asked. -->\n"
	"<!-- ask: {answer: \"input_var(1)\", tolerance: 1%, mistakes: {\n"
	"       divides by m − 1: \"input_var(1)*train_rows/(train_rows-1)\",\n"
	"       takes the root: \"sqrt(input_var(1))\"}} -->\n"
	"What will the variance of the first feature be?\n"
	"<!-- hint: Square each distance first. -->\n"
	"<!-- solution: The squares sum to `= input_var(1)*train_rows`; divide by `= train_rows`. "
	"-->\n"
	"<!-- why: The variance is the mean of the squared distances. -->\n"
	"\n"
	"## Reveal\n"
	"<!-- at: {input: variance} -->\n"
	"It is `= input_var(1)`.\n"
	"\n"
	"## What did you see?\n"
	"<!-- at: {input: divide} -->\n"
	"<!-- see: choice -->\n"
	"What changed when each feature was divided by its σ?\n"
	"\n"
	"- [x] The variances are 1 now\n"
	"  - Yes: each value counts standard deviations.\n"
	"- [ ] The means moved\n"
	"  - They were 0 before, and 0 divided by σ is 0.\n"
	"\n"
	"## In order\n"
	"<!-- see: order -->\n"
	"In which order are the inputs normalized?\n"
	"\n"
	"1. take the mean\n"
	"2. subtract it\n"
	"3. take the variance\n"
	"4. divide by its root\n"
	"\n"
	"## Try it\n"
	"<!-- at: {batch: 1, stage: loss} -->\n"
	"<!-- try: {set: {input.scale: variance}} -->\n"
	"Press **:** and type `set input.scale variance`. What are the variances now?\n"
	"\n"
	"- [ ] Still 1\n"
	"  - That is what dividing by σ gives.\n"
	"- [x] One over σ²\n"
	"  - Dividing by σ² is one σ too much.\n"
	"\n"
	"<!-- What is said of the changed run is claimed of it, too; put and swap change as well. "
	"-->\n"
	"<!-- expect: {that: \"abs(x_var(1) - 1/input_var(1)) < 1e-12\",\n"
	"       after: {input.scale: variance}, at: {epoch: 2, stage: loss}} -->\n"
	"\n"
	"## One sentence to keep\n"
	"<!-- at: end -->\n"
	"**Subtract the mean, divide by the standard deviation.**\n";

int command_new(const struct options *options)
{
	struct diags diags = {.count = 0};
	const char *path = options->lesson;
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
	bool written = file && fputs(template, file) >= 0;

	if (fd < 0) {
		diag_add(&diags, STATUS_WRITE, (struct diag_place){.file = path},
			"the file cannot be made: %s", strerror(errno));
		return command_fail(&diags);
	}
	written = file && fclose(file) == 0 && written;
	if (!written) {
		unlink(path);
		diag_add(&diags, STATUS_WRITE, (struct diag_place){.file = path},
			"the file cannot be written");
		return command_fail(&diags);
	}
	printf("%s: change it, then normscope check it\n", path);
	return command_finish();
}

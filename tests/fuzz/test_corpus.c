/* Each text of the corpora, with what fuzzing once found among them, through its target. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/textfile.h"
#include "fuzz/targets.h"

enum { BYTES_MOST = 1 << 20 };

static void replay(const struct fuzz_target *target, const char *name)
{
	struct diags diags = {.count = 0};
	char path[512], *text = NULL;
	size_t size;

	snprintf(path, sizeof path, "tests/fuzz/corpus/%s/%s", target->name, name);
	assert_int_equal(textfile_read(path, BYTES_MOST, &text, &size, &diags), 0);
	target->read(text, size);
	free(text);
}

static void every_text_of_the_corpora_is_read(void **state)
{
	(void)state;
	for (const struct fuzz_target *target = fuzz_targets; target->name; target++) {
		char path[512];
		int count = 0;
		snprintf(path, sizeof path, "tests/fuzz/corpus/%s", target->name);
		DIR *folder = opendir(path);
		assert_non_null(folder);
		for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder))
			if (entry->d_name[0] != '.') {
				replay(target, entry->d_name);
				count++;
			}
		closedir(folder);
		if (count == 0)
			fail_msg("%s has no corpus", target->name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_text_of_the_corpora_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

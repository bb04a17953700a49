#include "app/changes.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/str.h"

void changes_free(struct changes *changes)
{
	for (size_t i = 0; i < changes->count; i++)
		free(changes->sets[i]);
	free(changes->data_file);
	*changes = (struct changes){.count = 0};
}

static char *copy_text(const char *text)
{
	struct str copy = {0};

	str_add(&copy, text);
	return str_take(&copy);
}

static int add_set(struct changes *changes, char *text)
{
	if (!text)
		return STATUS_MEMORY;
	if (changes->count == CHANGES_MAX) {
		free(text);
		return STATUS_LIMIT;
	}
	changes->sets[changes->count++] = text;
	return 0;
}

/* All but the change of that setting; NULL leaves none out. */
static int copy_others(const struct changes *changes, const char *name, struct changes *copy)
{
	size_t length = name ? strlen(name) : 0;
	int status = 0;

	*copy = (struct changes){.count = 0};
	for (size_t i = 0; i < changes->count && !status; i++) {
		const char *set = changes->sets[i];
		if (!name || strncmp(set, name, length) != 0 || set[length] != '=')
			status = add_set(copy, copy_text(set));
	}
	if (!status && changes->data_file) {
		copy->data_file = copy_text(changes->data_file);
		status = copy->data_file ? 0 : STATUS_MEMORY;
	}
	return status;
}

int changes_with(const struct changes *changes, const char *name, const char *value,
	struct changes *ret_changes)
{
	struct changes copy;
	struct str text = {0};
	int status = copy_others(changes, name, &copy);

	str_addf(&text, "%s=%s", name, value);
	char *set = str_take(&text);
	if (!status)
		status = add_set(&copy, set);
	else
		free(set);
	if (status)
		changes_free(&copy);
	else
		*ret_changes = copy;
	return status;
}

int changes_with_data(const struct changes *changes, const char *path, struct changes *ret_changes)
{
	struct changes copy;
	int status = copy_others(changes, NULL, &copy);

	free(copy.data_file);
	copy.data_file = copy_text(path);
	if (!status && !copy.data_file)
		status = STATUS_MEMORY;
	if (status)
		changes_free(&copy);
	else
		*ret_changes = copy;
	return status;
}

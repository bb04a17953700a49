/*
 * What the files of settings share: reading a number, refusing a text, and the lists.
 *
 * For engine/settings*.c alone; everybody else includes engine/settings.h.
 * Errors:  a field keeps what it was; the sentence says what would be right.
 */
#ifndef ENGINE_SETTINGS_PARTS_H
#define ENGINE_SETTINGS_PARTS_H

#include "engine/settings.h"

/* "train.epochs is a whole number from 1 to 100000, not …". */
void setting_refuse(const struct setting *setting, const char *text, struct str *why);

/* One number within the setting's range. 0, STATUS_SYNTAX or STATUS_RANGE. */
int setting_read_int(
	int *ret_value, const struct setting *setting, const char *text, struct str *why);
int setting_read_real(
	double *ret_value, const struct setting *setting, const char *text, struct str *why);

/* How each type of list reads, prints and compares. */
int setting_set_ints(void *field, const struct setting *setting, const char *text, struct str *why);
int setting_set_reals(
	void *field, const struct setting *setting, const char *text, struct str *why);
int setting_set_edits(
	void *field, const struct setting *setting, const char *text, struct str *why);
void setting_print_ints(const void *field, const struct setting *setting, struct str *out);
void setting_print_reals(const void *field, const struct setting *setting, struct str *out);
void setting_print_edits(const void *field, const struct setting *setting, struct str *out);
bool setting_same_ints(const void *field, const void *other);
bool setting_same_reals(const void *field, const void *other);
bool setting_same_edits(const void *field, const void *other);

#endif

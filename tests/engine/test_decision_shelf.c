/* Kept decision fields: the same bits as computed ones wherever the run stands, and computed once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/decision_shelf.h"
#include "lessons.h"

enum { NX = 13, NY = 7 };
static const struct window window = {-2.5, 1.5, -1, 4};

/* Over the first batches every stage: running averages move in the middle of a batch. */
static void it_is_the_field_at_every_stage(void **state)
{
	struct decision_shelf shelf = {.clock = 0};
	struct play *play = open_shipped("five-stages", 1, NULL);
	const double *before = NULL;
	size_t kept = 0;

	(void)state;
	for (size_t index = 0; index < 150; index++) {
		double fresh[NX * NY];
		run_seek(play->run, index);
		const double *field = decision_shelf_find(&shelf, play->run, window, NX, NY);
		assert_non_null(field);
		assert_int_equal(decision_field(play->run, window, NX, NY, fresh), 0);
		assert_memory_equal(field, fresh, sizeof fresh);
		assert_ptr_equal(field, decision_shelf_find(&shelf, play->run, window, NX, NY));
		kept += field == before;
		before = field;
	}
	assert_in_range(kept, 100, 149); /* most stages change nothing that it depends on */
	decision_shelf_free(&shelf);
	play_close(play);
}

/* Whatever it depends on makes another field; going back finds the first one. */
static void each_place_and_run_has_its_own(void **state)
{
	static const char *const other[] = {"network.activation=relu", NULL};
	struct decision_shelf shelf = {.clock = 0};
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct play *relu = open_shipped("five-stages", 1, other);
	struct window wider = window;

	(void)state;
	wider.x1 += 1e-9;
	const double *first = decision_shelf_find(&shelf, play->run, window, NX, NY);
	assert_ptr_not_equal(first, decision_shelf_find(&shelf, play->run, wider, NX, NY));
	assert_ptr_not_equal(first, decision_shelf_find(&shelf, play->run, window, NY, NX));
	assert_ptr_not_equal(first, decision_shelf_find(&shelf, relu->run, window, NX, NY));
	assert_ptr_equal(first, decision_shelf_find(&shelf, play->run, window, NX, NY));
	decision_shelf_free(&shelf);
	assert_null(shelf.list[0].z);
	play_close(relu);
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_the_field_at_every_stage),
		cmocka_unit_test(each_place_and_run_has_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

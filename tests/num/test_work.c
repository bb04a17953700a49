#include <math.h>
#include <stdbool.h>

#include "base/status.h"
#include "close.h"
#include "net.h"

/* What a layer has and what it borrows, for each place of the norm. */
static void pieces_of_a_layer(void **unused)
{
	(void)unused;
	for (int position = 0; position < NORM_POSITION_COUNT; position++) {
		struct model model = net_model();
		struct layer_work *first, *last;
		struct net net;
		bool after = position == NORM_POSITION_AFTER;

		model.norm_position = position;
		net_new(&net, model, 1);
		first = &net.work.layer[0];
		last = &net.work.layer[2];
		assert_ptr_equal(first->in, net.work.x);
		assert_ptr_equal(first->out, after ? first->ztilde : first->a);
		assert_ptr_equal(first->d_out, after ? first->d_ztilde : first->d_a);
		assert_ptr_equal(net.work.layer[1].in, first->out);
		assert_ptr_equal(last->out, last->a);
		assert_null(last->zhat);
		assert_null(last->mu);
		assert_null(last->d_ztilde);
		assert_int_equal(net.work.room, model.train_rows);
		net_free(&net);
	}
}

static void rows_are_loaded_in_their_order(void **unused)
{
	static const size_t rows[] = {7, 0, 7, 3};
	struct net net;

	(void)unused;
	net_new(&net, net_model(), 1);
	work_load(&net.work, &net.inputs, rows, 4);
	assert_int_equal(net.work.m, 4);
	for (size_t e = 0; e < 4; e++) {
		assert_int_equal(net.work.rows[e], rows[e]);
		assert_close(net.work.x[e], net.data.x[0][rows[e]], 0, 0);
		assert_close(net.work.x[4 + e], net.data.x[1][rows[e]], 0, 0);
		assert_close(net.work.y[e], net.data.y[rows[e]], 0, 0);
	}
	net_free(&net);
}

static void what_is_too_large(void **unused)
{
	struct model model = net_model();
	struct work work;

	(void)unused;
	assert_int_equal(model_finish(&model), 0);
	assert_int_equal(work_alloc(&work, &model, SIZE_MAX), STATUS_MEMORY);
	assert_null(work.memory);
	work_free(&work);
	work_free(&work);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_of_a_layer),
		cmocka_unit_test(rows_are_loaded_in_their_order),
		cmocka_unit_test(what_is_too_large),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

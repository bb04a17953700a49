/* What an update did to its own batch, against what a quadratic loss must give. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/status.h"
#include "close.h"
#include "engine/aftermath.h"
#include "engine/expression.h"
#include "lessons.h"

static double read(const struct run *run, const char *text)
{
	struct str why = {0};
	double value = NAN;

	if (expression_evaluate(run, text, &value, &why, NULL))
		fail_msg("%s: %s", text, str_text(&why));
	str_free(&why);
	return value;
}

static void go(struct play *play, size_t epoch, enum stage stage)
{
	struct str why = {0};
	struct place place = {.epoch = epoch, .batch = 1, .stage = stage};
	size_t index;

	assert_int_equal(timeline_find(&play->run->timeline, &place, &index, &why), 0);
	play_go_index(play, index);
	str_free(&why);
}

/* On a linear model's all rows the gradient is H e: it turns by H Δ, and Δ = −α H e. */
static void test_a_linear_model(void **state)
{
	struct play *play = open_shipped("two-scales", 1, NULL);

	(void)state;
	for (size_t epoch = 1; epoch <= 4; epoch++) {
		double turned = 0, length = 0, after;

		go(play, epoch, STAGE_LOSS);
		for (int i = 1; i <= 3; i++) {
			char text[80];

			snprintf(text, sizeof text, "hessian_lambda(%d)^2*error(%d)", i, i);
			turned += pow(read(play->run, text), 2);
			snprintf(text, sizeof text, "hessian_lambda(%d)*error(%d)", i, i);
			length += pow(read(play->run, text), 2);
		}
		go(play, epoch, STAGE_UPDATE);
		assert_close(read(play->run, "smoothness"), sqrt(turned / length), 1e-9, 0);
		after = read(play->run, "loss_after");
		go(play, epoch + 1, STAGE_LOSS);
		assert_close(after, read(play->run, "loss"), 1e-14, 0);
	}
	play_close(play);
}

static void test_before_the_update(void **state)
{
	struct play *play = open_shipped("two-scales", 1, NULL);
	struct aftermath aftermath = {.loss = 7};

	(void)state;
	assert_int_equal(aftermath_read(play->run, &aftermath), STATUS_UNKNOWN_YET);
	go(play, 1, STAGE_LOSS);
	assert_int_equal(aftermath_read(play->run, &aftermath), STATUS_UNKNOWN_YET);
	assert_close(aftermath.loss, 7, 0, 0);
	play_close(play);
}

/* A rate of 0 moves nothing: there is no length to divide by. */
static void test_no_step(void **state)
{
	const char *sets[] = {"train.learning_rate=0", NULL};
	struct play *play = open_shipped("two-scales", 1, sets);
	struct aftermath aftermath = {.smoothness = 7};

	(void)state;
	go(play, 1, STAGE_UPDATE);
	assert_int_equal(aftermath_read(play->run, &aftermath), STATUS_DATA);
	assert_close(aftermath.smoothness, 7, 0, 0);
	play_close(play);
}

/* With noise behind the norm both losses are those of the same noise: a tiny step hardly changes. */
static void test_the_noise_of_the_step(void **state)
{
	const char *sets[] = {"batch_norm.noise=0.5", "train.learning_rate=1e-9", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);

	(void)state;
	go(play, 1, STAGE_UPDATE);
	assert_close(read(play->run, "loss_after"), read(play->run, "loss"), 1e-7, 0);
	assert_true(read(play->run, "noise") == 0.5);
	assert_true(read(play->run, "stretch(1,1)") != 1);
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_linear_model),
		cmocka_unit_test(test_before_the_update),
		cmocka_unit_test(test_no_step),
		cmocka_unit_test(test_the_noise_of_the_step),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

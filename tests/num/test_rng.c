#include <math.h>
#include <string.h>

#include "close.h"
#include "net.h"

static void streams_are_reproducible_and_apart(void **unused)
{
	struct rng first, again, other;

	(void)unused;
	for (int stream = RNG_WEIGHTS; stream <= RNG_DATA; stream++) {
		rng_seed(&first, 7, stream);
		rng_seed(&again, 7, stream);
		assert_memory_equal(&first, &again, sizeof(first));
		rng_seed(&other, 8, stream);
		assert_memory_not_equal(&first, &other, sizeof(first));
		rng_seed(&other, 7, (stream + 1) % 4);
		assert_memory_not_equal(&first, &other, sizeof(first));
	}
}

/* A copied generator goes on as the first does: its bytes are all of it. */
static void a_copy_goes_on_alike(void **unused)
{
	struct rng first, copy;

	(void)unused;
	rng_seed(&first, 1, RNG_DATA);
	for (int i = 0; i < 1000; i++)
		rng_normal(&first);
	copy = first;
	for (int i = 0; i < 1000; i++)
		assert_close(rng_normal(&copy), rng_normal(&first), 0, 0);
	assert_memory_equal(&first, &copy, sizeof(first));
}

/* Moments of 100 000 draws, within five of their own standard deviations. */
static void moments(void **unused)
{
	enum { COUNT = 100000 };
	double uniform = 0, mean = 0, square = 0, fourth = 0, root = sqrt(COUNT);
	struct rng rng;

	(void)unused;
	rng_seed(&rng, 11, RNG_DATA);
	for (int i = 0; i < COUNT; i++) {
		double u = rng_uniform(&rng), x = rng_normal(&rng);

		assert_true(u >= 0 && u < 1);
		uniform += u / COUNT;
		mean += x / COUNT;
		square += x * x / COUNT;
		fourth += x * x * x * x / COUNT;
	}
	assert_close(uniform, 0.5, 0, 5 * sqrt(1. / 12) / root);
	assert_close(mean, 0, 0, 5 / root);
	assert_close(square, 1, 0, 5 * sqrt(2) / root);
	assert_close(fourth, 3, 0, 5 * sqrt(96) / root);
}

static void shuffles_are_permutations(void **unused)
{
	uint32_t numbers[50];
	struct rng rng;

	(void)unused;
	rng_seed(&rng, 2, RNG_SHUFFLE);
	for (uint32_t count = 0; count <= 50; count++) {
		int seen[50] = {0};

		for (uint32_t i = 0; i < count; i++)
			numbers[i] = i;
		rng_shuffle(&rng, numbers, count);
		for (uint32_t i = 0; i < count; i++)
			assert_int_equal(seen[numbers[i]]++, 0);
	}
}

/* Each of the 6 orders of 3 numbers comes up a sixth of the time. */
static void orders_are_equally_likely(void **unused)
{
	int counts[27] = {0};
	struct rng rng;

	(void)unused;
	rng_seed(&rng, 3, RNG_SHUFFLE);
	for (int i = 0; i < 6000; i++) {
		uint32_t n[] = {0, 1, 2};

		rng_shuffle(&rng, n, 3);
		counts[9 * n[0] + 3 * n[1] + n[2]]++;
	}
	for (int i = 0; i < 27; i++)
		assert_true(counts[i] == 0 || abs(counts[i] - 1000) < 150);
}

static void split_counts(void **unused)
{
	static const struct {
		const char *why;
		size_t rows;
		double share;
		size_t test;
	} cases[] = {
		{"none", 10, 0, 0},
		{"a fifth", 10, 0.2, 2},
		{"rounded", 10, 0.25, 3},
		{"two rows stay", 10, 1, 8},
		{"more than all", 10, 7, 8},
		{"below none", 10, -1, 0},
		{"NaN", 10, NAN, 0},
		{"two rows", 2, 0.5, 0},
		{"three rows", 3, 0.5, 1},
		{"no rows", 0, 0.5, 0},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct dataset data;
		size_t t = 0, s = 0;

		assert_int_equal(dataset_alloc(&data, cases[i].rows), 0);
		assert_int_equal(data.train_count, cases[i].rows);
		assert_int_equal(dataset_split(&data, cases[i].share, 5), 0);
		if (data.test_count != cases[i].test)
			fail_msg("%s: %zu", cases[i].why, data.test_count);
		/* Together they are all rows, each in ascending order. */
		for (size_t row = 0; row < data.rows; row++) {
			if (t < data.test_count && data.test[t] == row)
				t++;
			else if (s < data.train_count && data.train[s] == row)
				s++;
			else
				fail_msg("%s: row %zu is lost", cases[i].why, row);
		}
		dataset_free(&data);
	}
}

static void a_split_is_its_seed(void **unused)
{
	struct dataset a, b, c;

	(void)unused;
	assert_int_equal(
		dataset_alloc(&a, 100) + dataset_alloc(&b, 100) + dataset_alloc(&c, 100), 0);
	dataset_split(&a, 0.3, 1);
	dataset_split(&b, 0.3, 1);
	dataset_split(&c, 0.3, 2);
	assert_memory_equal(a.test, b.test, 30 * sizeof(size_t));
	assert_memory_not_equal(a.test, c.test, 30 * sizeof(size_t));
	dataset_free(&a);
	dataset_free(&b);
	dataset_free(&c);
	dataset_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(streams_are_reproducible_and_apart),
		cmocka_unit_test(a_copy_goes_on_alike),
		cmocka_unit_test(moments),
		cmocka_unit_test(shuffles_are_permutations),
		cmocka_unit_test(orders_are_equally_likely),
		cmocka_unit_test(split_counts),
		cmocka_unit_test(a_split_is_its_seed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * The published test vectors of ONNX's BatchNormalization, as Debian's libonnx-testdata installs
 * them: X, scale, bias, running mean and variance in; Y and the running values out.
 *
 * Source:  https://github.com/onnx/onnx, onnx/backend/test/data; the messages are those of
 *          onnx.proto3. Values are floats: single precision.
 * Without the package the test is skipped.
 */
#include <dirent.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/textfile.h"
#include "close.h"
#include "num/batchnorm.h"

#define FOLDER "/usr/share/libonnx-testdata/data"

enum { DIMENSIONS = 8, TENSORS = 16, FILE_BYTES = 1 << 20 };

/* --- protocol buffers: fields of a message, one behind the other -------------------------------- */

struct bytes {
	const unsigned char *at, *end;
};

struct field {
	uint64_t number, value; /* value: of a varint */
	struct bytes inside;    /* of a text, a message, or the four bytes of a float */
};

static uint64_t take_varint(struct bytes *from)
{
	uint64_t value = 0;

	for (int shift = 0; from->at < from->end && shift < 64; shift += 7) {
		unsigned char byte = *from->at++;

		value |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80)
			return value;
	}
	fail_msg("a number is cut off");
	return 0;
}

static struct bytes take_bytes(struct bytes *from, uint64_t count)
{
	assert_true(count <= (uint64_t)(from->end - from->at));
	struct bytes taken = {from->at, from->at + count};

	from->at = taken.end;
	return taken;
}

static bool take_field(struct bytes *from, struct field *field)
{
	if (from->at >= from->end)
		return false;
	uint64_t key = take_varint(from), wire = key & 7;

	*field = (struct field){.number = key >> 3};
	if (wire == 0)
		field->value = take_varint(from);
	else if (wire == 1 || wire == 5)
		field->inside = take_bytes(from, wire == 1 ? 8 : 4);
	else if (wire == 2)
		field->inside = take_bytes(from, take_varint(from));
	else
		fail_msg("there is no wire type %d here", (int)wire);
	return true;
}

static void copy_text(struct bytes from, char to[32])
{
	size_t count = (size_t)(from.end - from.at);

	assert_true(count < 32);
	memcpy(to, from.at, count);
	to[count] = '\0';
}

static double float_at(const unsigned char *at)
{
	uint32_t bits =
		at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
	float value;

	memcpy(&value, &bits, sizeof(value));
	return (double)value;
}

/* --- tensors and models ------------------------------------------------------------------------- */

struct tensor {
	char name[32];
	size_t shape[DIMENSIONS];
	int dimensions;
	size_t count;
	double *values; /* [count] */
};

struct vectors {
	struct tensor tensors[TENSORS]; /* of the model, then of the input files */
	int count;
	char inputs[5][32]; /* names of X, scale, B, mean, var */
	int input_count;
	double epsilon, momentum;
};

static struct tensor read_tensor(struct bytes message)
{
	struct tensor tensor = {.count = 1};
	struct field field;

	while (take_field(&message, &field)) {
		if (field.number == 1 && !field.inside.at) { /* dims */
			assert_true(tensor.dimensions < DIMENSIONS);
			tensor.shape[tensor.dimensions++] = (size_t)field.value;
			tensor.count *= (size_t)field.value;
		}
		if (field.number == 2) /* data_type: float */
			assert_int_equal(field.value, 1);
		if (field.number == 8)
			copy_text(field.inside, tensor.name);
		if (field.number == 9) { /* raw_data */
			assert_int_equal(field.inside.end - field.inside.at, 4 * tensor.count);
			tensor.values = malloc(tensor.count * sizeof(double));
			for (size_t i = 0; i < tensor.count; i++)
				tensor.values[i] = float_at(field.inside.at + 4 * i);
		}
	}
	assert_non_null(tensor.values);
	return tensor;
}

static void read_attribute(struct bytes message, struct vectors *v)
{
	struct field field;
	char name[32] = "";

	while (take_field(&message, &field)) {
		if (field.number == 1)
			copy_text(field.inside, name);
		if (field.number == 2 && strcmp(name, "epsilon") == 0)
			v->epsilon = float_at(field.inside.at);
		if (field.number == 2 && strcmp(name, "momentum") == 0)
			v->momentum = float_at(field.inside.at);
	}
}

static void read_node(struct bytes message, struct vectors *v)
{
	struct field field;

	while (take_field(&message, &field)) {
		if (field.number == 1) {
			assert_true(v->input_count < 5);
			copy_text(field.inside, v->inputs[v->input_count++]);
		}
		if (field.number == 4) {
			char type[32];

			copy_text(field.inside, type);
			assert_string_equal(type, "BatchNormalization");
		}
		if (field.number == 5)
			read_attribute(field.inside, v);
	}
}

static void add_tensor(struct vectors *v, struct tensor tensor)
{
	assert_true(v->count < TENSORS);
	v->tensors[v->count++] = tensor;
}

static void read_graph(struct bytes message, struct vectors *v)
{
	struct field field;

	while (take_field(&message, &field)) {
		if (field.number == 1)
			read_node(field.inside, v);
		if (field.number == 5) /* initializer */
			add_tensor(v, read_tensor(field.inside));
	}
}

static void read_model(struct bytes message, struct vectors *v)
{
	struct field field;

	while (take_field(&message, &field)) {
		if (field.number == 7)
			read_graph(field.inside, v);
	}
	assert_int_equal(v->input_count, 5);
}

static char *load(const char *folder, const char *name, struct bytes *ret_bytes)
{
	struct diags diags = {.count = 0};
	char path[256], *text = NULL;
	size_t size;

	snprintf(path, sizeof(path), "%s/%s/%s", FOLDER, folder, name);
	if (textfile_read(path, FILE_BYTES, &text, &size, &diags))
		fail_msg("%s cannot be read", path);
	*ret_bytes = (struct bytes){(unsigned char *)text, (unsigned char *)text + size};
	return text;
}

static struct tensor load_tensor(const char *folder, const char *kind, int number)
{
	struct bytes bytes;
	char name[64];

	snprintf(name, sizeof(name), "test_data_set_0/%s_%d.pb", kind, number);
	char *text = load(folder, name, &bytes);
	struct tensor tensor = read_tensor(bytes);
	free(text);
	return tensor;
}

static void load_vectors(const char *folder, int inputs, struct vectors *v)
{
	struct bytes bytes;

	*v = (struct vectors){.epsilon = 1e-5, .momentum = 0.9}; /* the operator's defaults */
	char *text = load(folder, "model.onnx", &bytes);
	read_model(bytes, v);
	free(text);
	for (int i = 0; i < inputs; i++) {
		struct tensor tensor = load_tensor(folder, "input", i);

		if (!tensor.name[0])
			snprintf(tensor.name, sizeof(tensor.name), "%s", v->inputs[i]);
		add_tensor(v, tensor);
	}
}

static const struct tensor *input_of(const struct vectors *v, int i)
{
	for (int t = 0; t < v->count; t++) {
		if (strcmp(v->tensors[t].name, v->inputs[i]) == 0)
			return &v->tensors[t];
	}
	fail_msg("there is no tensor %s", v->inputs[i]);
	return NULL;
}

static void free_vectors(struct vectors *v)
{
	for (int i = 0; i < v->count; i++)
		free(v->tensors[i].values);
}

/* --- batch norm on them ------------------------------------------------------------------------- */

/* X is [N × C × …], ours [C units × examples]: from one order into the other, or back. */
static void turn(const struct tensor *x, bool back, const double *from, double *to)
{
	size_t n = x->shape[0], c = x->shape[1], inner = x->count / (n * c);

	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < c; j++) {
			for (size_t k = 0; k < inner; k++) {
				size_t theirs = (i * c + j) * inner + k;
				size_t ours = j * n * inner + i * inner + k;

				to[back ? theirs : ours] = from[back ? ours : theirs];
			}
		}
	}
}

struct norm {
	struct model model;
	struct work work;
	size_t units, m;
	double *values; /* [units × m] */
};

static void make_norm(const struct vectors *v, struct norm *norm)
{
	const struct tensor *x = input_of(v, 0);

	norm->units = x->shape[1];
	norm->m = x->count / norm->units;
	norm->model = (struct model){.layers = 2,
		.layer = {{2, (int)norm->units, ACTIVATION_LINEAR, .batch_norm = true},
			{(int)norm->units, 1, ACTIVATION_LINEAR}},
		.epsilon = v->epsilon,
		.decay = v->momentum,
		.init_scale = 1,
		.train_rows = norm->m,
		.batch = norm->m};
	assert_int_equal(model_finish(&norm->model), 0);
	assert_int_equal(work_alloc(&norm->work, &norm->model, norm->m), 0);
	norm->values = malloc(x->count * sizeof(double));
	turn(x, false, x->values, norm->values);
}

static void check_tensor(const char *folder, int number, const double *actual, size_t count)
{
	struct tensor expected = load_tensor(folder, "output", number);

	assert_int_equal(expected.count, count);
	for (size_t i = 0; i < expected.count; i++)
		assert_close(actual[i], expected.values[i], 1e-5, 1e-5);
	free(expected.values);
}

static void check_case(const char *folder, int inputs, enum model_mode mode)
{
	struct vectors v;
	struct norm norm;

	load_vectors(folder, inputs, &v);
	make_norm(&v, &norm);
	double *running_mu = input_of(&v, 3)->values, *running_var = input_of(&v, 4)->values;
	struct layer_params params = {
		.gamma = input_of(&v, 1)->values, .beta = input_of(&v, 2)->values};
	struct batchnorm_in in = {.n = norm.units,
		.m = norm.m,
		.values = norm.values,
		.mode = mode,
		.running_mu = running_mu,
		.running_var = running_var};

	batchnorm_forward(&norm.model, &params, in, &norm.work.layer[0]);
	turn(input_of(&v, 0), true, norm.work.layer[0].ztilde, norm.values);
	check_tensor(folder, 0, norm.values, norm.units * norm.m);
	if (mode == MODE_TRAIN) {
		batchnorm_running(&norm.model, &norm.work.layer[0], norm.units, norm.m, running_mu,
			running_var);
		check_tensor(folder, 1, running_mu, norm.units);
		check_tensor(folder, 2, running_var, norm.units);
	}
	free(norm.values);
	work_free(&norm.work);
	free_vectors(&v);
}

static void skip_without_vectors(void)
{
	DIR *folder = opendir(FOLDER "/node");

	if (!folder) {
		print_message("skipped: " FOLDER " (Debian's libonnx-testdata) is not there\n");
		skip();
	}
	closedir(folder);
}

static void training_mode(void **unused)
{
	(void)unused;
	skip_without_vectors();
	check_case("node/test_batchnorm_example_training_mode", 5, MODE_TRAIN);
	check_case("node/test_batchnorm_epsilon_training_mode", 5, MODE_TRAIN);
}

static void test_mode(void **unused)
{
	(void)unused;
	skip_without_vectors();
	check_case("node/test_batchnorm_example", 5, MODE_TEST);
	check_case("node/test_batchnorm_epsilon", 5, MODE_TEST);
}

/* Exported by PyTorch, whose layers carry their own scale, shift and running values. */
static void test_mode_of_pytorch(void **unused)
{
	static const char *const folders[] = {"pytorch-converted/test_BatchNorm1d_3d_input_eval",
		"pytorch-converted/test_BatchNorm2d_eval",
		"pytorch-converted/test_BatchNorm2d_momentum_eval",
		"pytorch-converted/test_BatchNorm3d_eval",
		"pytorch-converted/test_BatchNorm3d_momentum_eval"};

	(void)unused;
	skip_without_vectors();
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		check_case(folders[i], 1, MODE_TEST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(training_mode),
		cmocka_unit_test(test_mode),
		cmocka_unit_test(test_mode_of_pytorch),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

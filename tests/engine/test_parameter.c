/* Names of parameters and their places in theta: both ways, for all of them, and every mistake. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/status.h"
#include "engine/parameter.h"

/* Nets whose layers differ in what they have. */
static struct model make_net(int which)
{
	struct model model = {.layers = 1, .train_rows = 4, .batch = 4};

	model.layer[0] = (struct layer_spec){2, 1, .bias = true};
	if (which == 1) {
		model.layers = 3;
		model.layer[0] = (struct layer_spec){2, 3, .batch_norm = true};
		model.layer[1] = (struct layer_spec){3, 4, .batch_norm = true, .bias = true};
		model.layer[2] = (struct layer_spec){4, 1, .bias = true};
	}
	if (which == 2) {
		model.layers = 2;
		model.layer[0] = (struct layer_spec){2, 12, .bias = false};
		model.layer[1] = (struct layer_spec){12, 1, .batch_norm = true};
	}
	assert_int_equal(model_finish(&model), 0);
	return model;
}
enum { NETS = 3 };

static const size_t parameters[NETS] = {3, 6 + 6 + 12 + 12 + 5, 24 + 12 + 2};

static void print_name(struct parameter p, char name[48])
{
	if (p.input)
		snprintf(name, 48, "%s(%d,%d,%d)", p.kind, p.layer, p.unit, p.input);
	else
		snprintf(name, 48, "%s(%d,%d)", p.kind, p.layer, p.unit);
}

static void every_offset_has_a_name_and_back(void **unused)
{
	(void)unused;
	for (int net = 0; net < NETS; net++) {
		struct model model = make_net(net);

		assert_int_equal(model.parameters, parameters[net]);
		for (size_t offset = 0; offset < model.parameters; offset++) {
			struct parameter p = parameter_at(&model, offset);
			struct str why = {0};
			size_t found = SIZE_MAX;
			char name[48];

			assert_non_null(p.kind);
			assert_int_equal(p.input > 0, strcmp(p.kind, "W") == 0);
			print_name(p, name);
			assert_int_equal(parameter_find(&model, name, &found, &why), 0);
			assert_int_equal(found, offset);
			assert_int_equal(why.len, 0);
		}
	}
}

/* The places that model_params gives are those of the names. */
static void names_point_where_the_model_does(void **unused)
{
	static const struct {
		const char *name;
		int net, layer;
		char of;
		size_t index;
	} cases[] = {
		{"W(1,1,1)", 0, 0, 'W', 0},
		{"b(1,1)", 0, 0, 'b', 0},
		{"W(2,4,3)", 1, 1, 'W', 11},
		{"W(2,1,2)", 1, 1, 'W', 1},
		{"b(2,3)", 1, 1, 'b', 2},
		{"gamma(1,3)", 1, 0, 'g', 2},
		{"beta(2,4)", 1, 1, 'B', 3},
		{"W(2,1,12)", 2, 1, 'W', 11},
		{"beta(2,1)", 2, 1, 'B', 0},
	};
	static double theta[64];

	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct model model = make_net(cases[i].net);
		struct layer_params p = model_params(&model, theta, cases[i].layer);
		const double *first = cases[i].of == 'W'   ? p.W
				      : cases[i].of == 'b' ? p.b
				      : cases[i].of == 'g' ? p.gamma
							   : p.beta;
		struct str why = {0};
		size_t offset;

		assert_int_equal(parameter_find(&model, cases[i].name, &offset, &why), 0);
		assert_ptr_equal(theta + offset, first + cases[i].index);
	}
}

static void behind_the_last_there_is_none(void **unused)
{
	(void)unused;
	for (int net = 0; net < NETS; net++) {
		struct model model = make_net(net);

		assert_null(parameter_at(&model, model.parameters).kind);
		assert_null(parameter_at(&model, model.parameters + 1000).kind);
	}
}

#define FORM                                                              \
	" is not a parameter: write W(layer,unit,input), b(layer,unit), " \
	"gamma(layer,unit) or beta(layer,unit), counted from 1"

/* In net 1: three and four units with a norm, the second with b, and an output with b. */
static const struct mistake {
	const char *name;
	int status;
	const char *why;
} mistakes[] = {
	{"", STATUS_SYNTAX, "“”" FORM},
	{"W", STATUS_SYNTAX, "“W”" FORM},
	{"W(", STATUS_SYNTAX, "“W(”" FORM},
	{"W()", STATUS_SYNTAX, "“W()”" FORM},
	{"W(1,1,1", STATUS_SYNTAX, "“W(1,1,1”" FORM},
	{"W(1,1,)", STATUS_SYNTAX, "“W(1,1,)”" FORM},
	{"W(1,1,1,1)", STATUS_SYNTAX, "“W(1,1,1,1)”" FORM},
	{"W(1.5,1,1)", STATUS_SYNTAX, "“W(1.5,1,1)”" FORM},
	{"W[1,1,1]", STATUS_SYNTAX, "“W[1,1,1]”" FORM},
	{"W(a,1,1)", STATUS_SYNTAX, "“W(a,1,1)”" FORM},
	{"1,1,1", STATUS_SYNTAX, "“1,1,1”" FORM},
	{"running_mu(1,1)", STATUS_SYNTAX, "“running_mu(1,1)”" FORM},
	{"W(1,1,1)x", STATUS_SYNTAX, "“x” stands behind the parameter"},
	{"W(0,1,1)", STATUS_NAME, "this network has no W(0,1,1)"},
	{"W(4,1,1)", STATUS_NAME, "this network has no W(4,1,1)"},
	{"W(-1,1,1)", STATUS_NAME, "this network has no W(-1,1,1)"},
	{"W(1,0,1)", STATUS_NAME, "this network has no W(1,0,1)"},
	{"W(1,4,1)", STATUS_NAME, "this network has no W(1,4,1)"},
	{"W(1,1,0)", STATUS_NAME, "this network has no W(1,1,0)"},
	{"W(1,1,3)", STATUS_NAME, "this network has no W(1,1,3)"},
	{"W(1,1)", STATUS_NAME, "this network has no W(1,1)"},
	{"b(1,1)", STATUS_NAME, "this network has no b(1,1)"},
	{"b(3,1,1)", STATUS_NAME, "this network has no b(3,1,1)"},
	{"b(2,5)", STATUS_NAME, "this network has no b(2,5)"},
	{"gamma(3,1)", STATUS_NAME, "this network has no gamma(3,1)"},
	{"beta(1,0)", STATUS_NAME, "this network has no beta(1,0)"},
	{"w(1,1,1)", STATUS_NAME, "this network has no w(1,1,1)"},
	{"mu(1,1)", STATUS_NAME, "this network has no mu(1,1)"},
};

static void mistakes_are_told(void **unused)
{
	struct model model = make_net(1);

	(void)unused;
	for (size_t i = 0; i < sizeof(mistakes) / sizeof(mistakes[0]); i++) {
		struct str why = {0};
		size_t offset = 77;

		int status = parameter_find(&model, mistakes[i].name, &offset, &why);
		if (status != mistakes[i].status)
			fail_msg("“%s”: status %d", mistakes[i].name, status);
		assert_string_equal(str_text(&why), mistakes[i].why);
		str_free(&why);
	}
}

static void pairs(void **unused)
{
	static const struct {
		const char *text;
		int status;
		size_t first, second;
	} cases[] = {
		{"W(1,1,1), W(1,1,2)", 0, 0, 1},
		{"W(1,1,2),W(1,1,1)", 0, 1, 0},
		{"gamma(1,2), beta(1,2)", 0, 7, 10},
		{"W(1,1,1), W(1,1,1)", STATUS_COMBINATION, 55, 66},
		{"W(1,1,1)", STATUS_SYNTAX, 55, 66},
		{"W(1,1,1),", STATUS_SYNTAX, 55, 66},
		{"W(1,1,1), W(1,1,2), b(3,1)", STATUS_SYNTAX, 55, 66},
		{"W(1,1,1), W(9,1,2)", STATUS_NAME, 55, 66},
		{"b(1,1), W(1,1,2)", STATUS_NAME, 55, 66},
		{"", STATUS_SYNTAX, 55, 66},
	};
	struct model model = make_net(1);

	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t offsets[2] = {55, 66};
		struct str why = {0};

		int status = parameter_find_pair(&model, cases[i].text, offsets, &why);
		if (status != cases[i].status)
			fail_msg("“%s”: status %d", cases[i].text, status);
		assert_int_equal(why.len > 0, status != 0);
		assert_int_equal(offsets[0], cases[i].first); /* kept where it failed */
		assert_int_equal(offsets[1], cases[i].second);
		str_free(&why);
	}
}

static void symbols(void **unused)
{
	static const struct {
		struct parameter parameter;
		const char *symbol;
	} cases[] = {
		{{"W", 1, 1, 1}, "w₁"},
		{{"W", 2, 3, 10}, "w₁₀"},
		{{"W", 1, 1, 256}, "w₂₅₆"},
		{{"b", 1, 2, 0}, "b"},
		{{"gamma", 1, 2, 0}, "γ"},
		{{"beta", 1, 2, 0}, "β"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct str out = {0};

		parameter_symbol(cases[i].parameter, &out);
		assert_string_equal(str_text(&out), cases[i].symbol);
		str_free(&out);
	}
}

static void pairs_in_words(void **unused)
{
	static const struct {
		int net;
		const char *pair, *words;
	} cases[] = {
		{0, "W(1,1,1), W(1,1,2)", "w₁ and w₂"},
		{0, "W(1,1,2), b(1,1)", "w₂ and b"},
		{1, "W(1,2,1), W(1,2,2)", "w₁ and w₂ of unit 2, layer 1"},
		{1, "gamma(2,4), beta(2,4)", "γ and β of unit 4, layer 2"},
		{1, "W(1,1,1), W(1,2,1)", "w₁ of unit 1, layer 1 and w₁ of unit 2, layer 1"},
		{1, "b(2,1), b(3,1)", "b of unit 1, layer 2 and b of unit 1, layer 3"},
		{2, "W(2,1,11), gamma(2,1)", "w₁₁ and γ of unit 1, layer 2"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct model model = make_net(cases[i].net);
		struct str out = {0};
		size_t offsets[2];

		assert_int_equal(parameter_find_pair(&model, cases[i].pair, offsets, &out), 0);
		parameter_print_pair(&model, offsets, &out);
		assert_string_equal(str_text(&out), cases[i].words);
		str_free(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_offset_has_a_name_and_back),
		cmocka_unit_test(names_point_where_the_model_does),
		cmocka_unit_test(behind_the_last_there_is_none),
		cmocka_unit_test(mistakes_are_told),
		cmocka_unit_test(pairs),
		cmocka_unit_test(symbols),
		cmocka_unit_test(pairs_in_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "engine/parameter.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/status.h"

struct reference {
	char kind[8];
	int index[3]; /* layer, unit, input; from 1 */
	int count;
};

/* Reads NAME(i,j[,k]) and moves *text behind it. */
static int read_reference(const char **text, struct reference *ref)
{
	int used = 0;

	*ref = (struct reference){.count = 0};
	if (sscanf(*text, " %7[A-Za-z](%n", ref->kind, &used) != 1 || !used)
		return STATUS_SYNTAX;
	*text += used;
	while (ref->count < 3) {
		used = 0;
		if (sscanf(*text, "%d%n", &ref->index[ref->count], &used) != 1 || !used)
			return STATUS_SYNTAX;
		*text += used;
		ref->count++;
		if (**text != ',')
			break;
		++*text;
	}
	if (**text != ')')
		return STATUS_SYNTAX;
	++*text;
	return 0;
}

static int kind_offset(
	const struct model *model, const struct reference *ref, double *theta, double **ret_first)
{
	struct layer_params p = model_params(model, theta, ref->index[0] - 1);
	const struct {
		const char *kind;
		double *first;
		int indices;
	} kinds[] = {{"W", p.W, 3}, {"b", p.b, 2}, {"gamma", p.gamma, 2}, {"beta", p.beta, 2}};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i].kind, ref->kind) == 0 && kinds[i].indices == ref->count) {
			*ret_first = kinds[i].first;
			return 0;
		}
	return STATUS_NAME;
}

static int resolve(const struct model *model, const struct reference *ref, size_t *ret_offset)
{
	static double origin[1]; /* only its address counts: offsets are differences from it */
	double *first = NULL;

	if (ref->index[0] < 1 || ref->index[0] > model->layers)
		return STATUS_NAME;
	const struct layer_spec *spec = &model->layer[ref->index[0] - 1];
	if (kind_offset(model, ref, origin, &first) || !first)
		return STATUS_NAME;
	if (ref->index[1] < 1 || ref->index[1] > spec->units)
		return STATUS_NAME;
	size_t offset = (size_t)(first - origin) + (size_t)(ref->index[1] - 1);
	if (ref->count == 3) {
		if (ref->index[2] < 1 || ref->index[2] > spec->inputs)
			return STATUS_NAME;
		offset = (size_t)(first - origin) +
			 (size_t)((ref->index[1] - 1) * spec->inputs + ref->index[2] - 1);
	}
	*ret_offset = offset;
	return 0;
}

static int find_next(
	const struct model *model, const char **text, size_t *ret_offset, struct str *why)
{
	struct reference ref;
	const char *start = *text;

	if (read_reference(text, &ref)) {
		str_addf(why,
			"“%s” is not a parameter: write W(layer,unit,input), b(layer,unit), "
			"gamma(layer,unit) or beta(layer,unit), counted from 1",
			start);
		return STATUS_SYNTAX;
	}
	if (resolve(model, &ref, ret_offset)) {
		str_addf(why, "this network has no %.*s", (int)(*text - start), start);
		return STATUS_NAME;
	}
	return 0;
}

int parameter_find(const struct model *model, const char *name, size_t *ret_offset, struct str *why)
{
	int status = find_next(model, &name, ret_offset, why);

	if (!status && *name) {
		str_addf(why, "“%s” stands behind the parameter", name);
		return STATUS_SYNTAX;
	}
	return status;
}

int parameter_find_pair(
	const struct model *model, const char *text, size_t ret_offsets[2], struct str *why)
{
	size_t offsets[2];
	int status = find_next(model, &text, &offsets[0], why);

	if (status)
		return status;
	text += strspn(text, " ,");
	status = parameter_find(model, text, &offsets[1], why);
	if (status)
		return status;
	if (offsets[0] == offsets[1]) {
		str_add(why, "a plane needs two different parameters");
		return STATUS_COMBINATION;
	}
	memcpy(ret_offsets, offsets, sizeof offsets);
	return 0;
}

/* The parameter of this layer at the offset, or one with kind NULL. */
static struct parameter within(const struct model *model, int layer, size_t offset)
{
	static double origin[1];
	struct layer_params p = model_params(model, origin, layer);
	const struct layer_spec *spec = &model->layer[layer];
	size_t inputs = (size_t)spec->inputs, units = (size_t)spec->units;
	const struct {
		const char *kind;
		const double *first;
		size_t width; /* doubles a unit */
	} vectors[] = {
		{"W", p.W, inputs}, {"b", p.b, 1}, {"gamma", p.gamma, 1}, {"beta", p.beta, 1}};

	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
		if (!vectors[i].first || offset < (size_t)(vectors[i].first - origin))
			continue;
		size_t at = offset - (size_t)(vectors[i].first - origin);
		if (at < units * vectors[i].width)
			return (struct parameter){vectors[i].kind, layer + 1,
				(int)(at / vectors[i].width) + 1,
				i ? 0 : (int)(at % vectors[i].width) + 1};
	}
	return (struct parameter){.kind = NULL};
}

struct parameter parameter_at(const struct model *model, size_t offset)
{
	struct parameter found = {.kind = NULL};

	for (int layer = 0; layer < model->layers && !found.kind; layer++)
		found = within(model, layer, offset);
	return found;
}

void parameter_symbol(struct parameter parameter, struct str *out)
{
	static const char *const digits[] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
	char plain[12];

	if (strcmp(parameter.kind, "gamma") == 0 || strcmp(parameter.kind, "beta") == 0) {
		str_add(out, parameter.kind[0] == 'g' ? "γ" : "β");
		return;
	}
	str_add(out, parameter.input ? "w" : "b");
	if (!parameter.input)
		return;
	snprintf(plain, sizeof plain, "%d", parameter.input);
	for (const char *at = plain; *at; at++)
		str_add(out, digits[*at - '0']);
}

static void add_owner(const struct model *model, struct parameter p, struct str *out)
{
	if (model->layers > 1 || model->layer[0].units > 1)
		str_addf(out, " of unit %d, layer %d", p.unit, p.layer);
}

void parameter_print_pair(const struct model *model, const size_t offsets[2], struct str *out)
{
	struct parameter a = parameter_at(model, offsets[0]), b = parameter_at(model, offsets[1]);
	bool same = a.layer == b.layer && a.unit == b.unit;

	parameter_symbol(a, out);
	if (!same)
		add_owner(model, a, out);
	str_add(out, " and ");
	parameter_symbol(b, out);
	add_owner(model, b, out);
}

void parameter_print(struct parameter parameter, struct str *out)
{
	str_addf(out, "%s(%d,%d", parameter.kind, parameter.layer, parameter.unit);
	if (parameter.input)
		str_addf(out, ",%d", parameter.input);
	str_add(out, ")");
}

#include "view/atom.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "engine/expression.h"

static bool is_of_layer(const struct quantity *quantity)
{
	return quantity->shape == QUANTITY_UNIT || quantity->shape == QUANTITY_VALUE ||
	       quantity->shape == QUANTITY_WEIGHT;
}

/* Known here and not one stage earlier, within this batch. */
static bool just_known(const struct run *run, const struct quantity *quantity, const int *index)
{
	struct run earlier = *run;
	double value;

	if (!run->at.epoch || !run->at.slot || quantity_read(run, quantity, index, &value))
		return false;
	earlier.at = timeline_at(&run->timeline, run->at.index - 1);
	return quantity_read(&earlier, quantity, index, &value) == STATUS_UNKNOWN_YET;
}

bool atom_lit(const struct run *run, const struct quantity *quantity, const int *index)
{
	bool here = !run->at.layer || !is_of_layer(quantity) || index[0] == run->at.layer;

	return (here && stage_writes(run->at.stage, quantity->name)) ||
	       just_known(run, quantity, index);
}

enum role atom_role(const struct quantity *quantity)
{
	static const struct {
		const char *name;
		enum role role;
	} roles[] = {{"mu", ROLE_MU}, {"running_mu", ROLE_MU}, {"running_mu_before", ROLE_MU},
		{"input_mean", ROLE_MU}, {"row_mean", ROLE_MU}, {"var", ROLE_VAR},
		{"running_var", ROLE_VAR}, {"running_var_before", ROLE_VAR},
		{"input_var", ROLE_VAR}, {"gamma", ROLE_GAMMA}, {"d_gamma", ROLE_GAMMA},
		{"beta", ROLE_BETA}, {"d_beta", ROLE_BETA}};

	for (size_t i = 0; quantity && i < sizeof roles / sizeof *roles; i++)
		if (strcmp(roles[i].name, quantity->name) == 0)
			return roles[i].role;
	return ROLE_TEXT;
}

bool atom_constant(const struct atom *atom)
{
	const char *expression = str_text(&atom->expression);

	if (!atom->quantity)
		return !strchr(expression, '(') && !strstr(expression, "loss");
	return atom->quantity->shape == QUANTITY_NUMBER &&
	       strcmp(atom->quantity->name, "loss") != 0;
}

int atom_value(const struct run *run, const struct atom *atom, double *ret_value)
{
	struct str why = {0};

	if (atom->quantity)
		return quantity_read(run, atom->quantity, atom->index, ret_value);
	int status = expression_evaluate(run, str_text(&atom->expression), ret_value, &why, NULL);
	str_free(&why);
	return status;
}

void atom_free(struct atom *atom)
{
	str_free(&atom->expression);
	str_free(&atom->symbol);
}

/* --- names ---------------------------------------------------------------------------------------- */

static const struct layer_spec *spec_of(const struct run *run, int layer)
{
	return run ? &run->experiment->model.layer[layer - 1] : NULL;
}

static bool norm_after(const struct run *run)
{
	return run && run->experiment->model.norm_position == NORM_POSITION_AFTER;
}

static bool has_norm(const struct run *run, int layer)
{
	const struct layer_spec *spec = spec_of(run, layer);

	return !spec || spec->batch_norm;
}

static const char *normed_name(const struct run *run, int layer)
{
	(void)layer;
	return norm_after(run) ? "a" : "z";
}

static const char *bent_name(const struct run *run, int layer)
{
	return has_norm(run, layer) && !norm_after(run) ? "ztilde" : "z";
}

/* At the loss the output's own norm comes first, wherever it stands. */
static const char *d_bent_name(const struct run *run, int layer)
{
	bool loss = run && run->at.stage == STAGE_D_LOSS;

	return has_norm(run, layer) && (loss || !norm_after(run)) ? "d_ztilde" : "d_z";
}

static const char *given_name(const struct run *run, int layer)
{
	return has_norm(run, layer) && norm_after(run) ? "ztilde" : "a";
}

static const char *got_name(const struct run *run, int layer)
{
	return layer < 2 ? "x_batch" : given_name(run, layer - 1);
}

/* What is subtracted and divided by was computed elsewhere: it is lit there. */
static const char *mean_name(const struct run *run, int layer)
{
	(void)layer;
	return run && run_uses_running(run) ? "running_mu" : "mu";
}

static const char *variance_name(const struct run *run, int layer)
{
	(void)layer;
	return run && run_uses_running(run) ? "running_var" : "var";
}

/* Names that depend on the settings, and what they are. */
static const struct alias {
	const char *name;
	const char *(*real)(const struct run *run, int layer);
	int below; /* layers that the quantity lies below the one that is looked at */
} aliases[] = {
	{"val", normed_name, 0},
	{"pre", bent_name, 0},
	{"d_pre", d_bent_name, 0},
	{"out", given_name, 0},
	{"in", got_name, 1},
	{"used_mu", mean_name, 0},
	{"used_var", variance_name, 0},
};

/* --- reading -------------------------------------------------------------------------------------- */

/* "2", "$l", "$l-1". */
static int read_index(const struct run *run, struct numbers_focus focus, const char **at)
{
	char *end;
	long value;

	if (**at == '$') {
		value = numbers_focus_value(run, focus, (*at)[1]);
		end = (char *)*at + 2;
	} else {
		value = strtol(*at, &end, 10);
	}
	if (*end == '-')
		value += strtol(end, &end, 10);
	*at = end;
	return (int)value;
}

/* "(1,$u,2)": how many there are; −1 where it is something else. */
static int read_indices(
	const struct run *run, struct numbers_focus focus, const char *at, int ret_index[3])
{
	int count = 0;

	if (!*at)
		return 0;
	if (*at++ != '(')
		return -1;
	while (count < 3 && (*at == '$' || isdigit((unsigned char)*at))) {
		ret_index[count++] = read_index(run, focus, &at);
		if (*at == ',')
			at++;
	}
	return strcmp(at, ")") == 0 ? count : -1;
}

/* Indices that are not said are those that the learner looks at; `said` is the one that is. */
static void fill_indices(struct atom *atom, struct numbers_focus focus, int said)
{
	int layer = focus.layer, unit = focus.unit, example = focus.example, row = focus.row;
	const int usual[QUANTITY_SHAPE_COUNT][3] = {[QUANTITY_LAYER] = {layer},
		[QUANTITY_FEATURE] = {said},
		[QUANTITY_EIGEN] = {said},
		[QUANTITY_ROW] = {row},
		[QUANTITY_EXAMPLE] = {example},
		[QUANTITY_UNIT] = {layer, unit},
		[QUANTITY_FEATURE_ROW] = {said, row},
		[QUANTITY_FEATURE_EXAMPLE] = {said, example},
		[QUANTITY_VALUE] = {layer, unit, example},
		[QUANTITY_WEIGHT] = {layer, unit, said}};

	memcpy(atom->index, usual[atom->quantity->shape], sizeof atom->index);
}

/* The quantity and indices that a text names; false where it is an expression. */
static bool read_quantity(
	const struct run *run, const char *text, struct numbers_focus focus, struct atom *atom)
{
	char name[32] = "";
	size_t length = strcspn(text, "(");
	int index[3] = {0}, below = 0;
	int count = read_indices(run, focus, text + length, index);

	if (length >= sizeof name || count < 0)
		return false;
	memcpy(name, text, length);
	int layer = count == 3 ? index[0] : focus.layer;
	const char *real = name;
	for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
		if (strcmp(aliases[i].name, name) == 0) {
			real = aliases[i].real(run, layer);
			below = aliases[i].below;
		}
	atom->quantity = quantity_find(real);
	if (!atom->quantity)
		return false;
	if (count && count == quantity_indices(atom->quantity->shape)) {
		memcpy(atom->index, index, sizeof atom->index);
		return true;
	}
	fill_indices(atom, focus, count ? index[0] : 1);
	if (below && atom->quantity->shape == QUANTITY_VALUE) {
		atom->index[0] -= below;
		atom->index[1] = count ? index[0] : 1;
	}
	return true;
}

/* Symbols that are not those of the quantities table: they have an accent, or are short. */
static void usual_symbol(const struct quantity *quantity, struct str *out)
{
	static const struct {
		const char *name, *symbol;
	} symbols[] = {{"ztilde", "\\tilde z"}, {"d_ztilde", "d\\tilde z"},
		{"running_mu", "\\text{run }\\mu"}, {"running_var", "\\text{run }\\sigma^2"},
		{"running_mu_before", "\\text{run }\\mu"},
		{"running_var_before", "\\text{run }\\sigma^2"}, {"s", "s"}, {"d_a", "da"}};

	for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++)
		if (strcmp(symbols[i].name, quantity->name) == 0) {
			str_add(out, symbols[i].symbol);
			return;
		}
	str_add(out, quantity->symbol);
}

static void read_symbol(const char *text, struct atom *atom)
{
	if (!text && atom->quantity)
		usual_symbol(atom->quantity, &atom->symbol);
	for (; text && *text; text++) {
		if (*text == '@' && atom->quantity)
			usual_symbol(atom->quantity, &atom->symbol);
		else
			str_add_char(&atom->symbol, *text);
	}
}

void atom_read(const struct run *run, const char *text, size_t length, struct numbers_focus focus,
	struct atom *ret_atom)
{
	struct str named = {0};

	*ret_atom = (struct atom){.quantity = NULL};
	str_add_bytes(&named, text, length);
	char *symbol = named.data ? strchr(named.data, '|') : NULL;
	if (symbol)
		*symbol++ = '\0';
	if (!read_quantity(run, str_text(&named), focus, ret_atom)) {
		ret_atom->quantity = NULL;
		if (run)
			numbers_fill(run, str_text(&named), focus, &ret_atom->expression);
	}
	read_symbol(symbol, ret_atom);
	str_free(&named);
}

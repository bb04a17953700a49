#include "engine/edit.h"

void edits_put(
	const struct edit *edits, size_t count, size_t step, const struct model *model, void *block)
{
	struct state state = state_view(model, block);

	for (size_t i = 0; i < count; i++)
		if (edits[i].kind == EDIT_PARAMETER && edits[i].step == step)
			state.theta[edits[i].at[0]] = edits[i].value;
}

void edits_swap(
	const struct edit *edits, size_t count, size_t step, const struct model *model, void *block)
{
	struct state state = state_view(model, block);

	for (size_t i = 0; i < count; i++) {
		if (edits[i].kind != EDIT_SWAP || edits[i].step != step)
			continue;
		uint32_t first = state.order[edits[i].at[0]];
		state.order[edits[i].at[0]] = state.order[edits[i].at[1]];
		state.order[edits[i].at[1]] = first;
	}
}

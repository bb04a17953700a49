/*
 * The parts of the panel "network": what is lit, how layers are called, which stages they have.
 *
 * Units:   layers from 1.
 * Memory:  allocates nothing but what it appends to the caller's strings.
 */
#ifndef VIEW_NETWORK_PARTS_H
#define VIEW_NETWORK_PARTS_H

#include "view/flow.h"
#include "view/scene.h"

/* The stages of one layer in one phase, or those of the inputs. */
struct chain {
	const struct slot *slots;
	int count;
	int at; /* the current one; −1 before the first, count behind the last */
};

struct chain chain_of(const struct run *run, int layer, enum phase phase);

/* Those of the phase that the position is in; of the forward pass before the first batch. */
struct chain chain_here(const struct run *run, int layer);

/* Lit where the position is, plain what is done, dim what is to come. */
enum role chain_role(const struct chain *chain, int i);

/* Appends the stages: as words, or as symbols for a narrow column. */
void chain_flow(const struct chain *chain, bool words, struct flow *flow);

enum phase network_phase(const struct run *run);
const struct layer_spec *network_layer(const struct run *run, int layer);

/* What the stage is about. */
bool network_inputs_lit(const struct run *run);
bool network_layer_lit(const struct run *run, int layer);
bool network_loss_lit(const struct run *run);

/* "layer 1", "output"; "3 tanh", "sigmoid"; whether a layer is frozen is not said. */
void network_name(const struct run *run, int layer, struct str *out);
/* "layer 3, output", or what w cells hold, "layer 3"; as network_name where w is 0. */
void network_full_name(const struct run *run, int layer, int w, struct str *out);
void network_kind(const struct run *run, int layer, struct str *out);

/* The diagram over an area; false, and nothing is drawn, where there is no room for one. */
bool network_diagram(const struct run *run, struct canvas *canvas, struct rect area);

#endif

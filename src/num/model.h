/*
 * A network with batch norm: what it is (struct model), what it learns and carries from batch to
 * batch (one contiguous state block) and what one batch makes it compute (struct work).
 *
 * Shapes:  layers are counted from 0 in code and from 1 on screens. Layer l has n[l] units and
 *          n[l−1] inputs, n[−1] = 2 features. One unit's values over the batch are contiguous.
 *          W: [n × inputs] row by row; b, gamma, beta, running_mu, running_var: [n].
 *          z, centered, zhat, ztilde, a and their gradients: [n × m].
 * Units:   zhat is in standard deviations of its own unit; losses are means over the batch.
 * Source:  Ioffe & Szegedy 2015 (arXiv:1502.03167), Algorithms 1 and 2.
 * Memory:  a model is a small value without pointers to free. A state block and a work are
 *          allocated once; a step allocates nothing.
 */
#ifndef NUM_MODEL_H
#define NUM_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "num/dataset.h"

enum { LAYERS_MAX = 16, UNITS_MAX = 256, BATCH_MAX = 4096 };

enum activation {
	ACTIVATION_LINEAR,
	ACTIVATION_RELU,
	ACTIVATION_TANH,
	ACTIVATION_SIGMOID,
	ACTIVATION_COUNT
};
enum loss { LOSS_SQUARED, LOSS_LOGISTIC, LOSS_COUNT };
enum optimizer {
	OPTIMIZER_SGD,
	OPTIMIZER_MOMENTUM,
	OPTIMIZER_RMSPROP,
	OPTIMIZER_ADAM,
	OPTIMIZER_COUNT
};
enum init { INIT_HE, INIT_XAVIER, INIT_GIVEN, INIT_COUNT };
enum running_variance {
	RUNNING_VARIANCE_BIASED,
	RUNNING_VARIANCE_UNBIASED,
	RUNNING_VARIANCE_COUNT
};
enum normalize_with { NORMALIZE_WITH_BATCH, NORMALIZE_WITH_RUNNING, NORMALIZE_WITH_COUNT };
enum norm_gradient { NORM_GRADIENT_FULL, NORM_GRADIENT_STOPPED, NORM_GRADIENT_COUNT };
enum norm_position { NORM_POSITION_BEFORE, NORM_POSITION_AFTER, NORM_POSITION_COUNT };
enum last_batch { LAST_BATCH_KEEP, LAST_BATCH_DROP, LAST_BATCH_COUNT };
enum model_mode { MODE_TRAIN, MODE_TEST };

struct layer_spec {
	int inputs; /* n[l−1] */
	int units;  /* n[l] */
	enum activation activation;
	bool batch_norm; /* has mu, var, gamma, beta and running averages */
	bool bias;       /* has b */
	bool frozen;     /* its parameters are not updated */
};

struct model {
	int layers;
	struct layer_spec layer[LAYERS_MAX];
	enum loss loss;
	/* batch norm */
	double epsilon; /* inside the root */
	double decay;   /* rho: share of the old running value that is kept */
	enum running_variance running_variance;
	enum normalize_with normalize_with;
	enum norm_gradient norm_gradient;
	enum norm_position norm_position;
	double noise; /* sd of the stretch and shift put on every ztilde at each step; 0: none */
	/* training */
	enum optimizer optimizer;
	double rate;              /* alpha */
	double momentum;          /* beta1 of momentum and Adam */
	double rms_decay;         /* beta2 of RMSprop and Adam */
	double optimizer_epsilon; /* added to the root by RMSprop and Adam */
	size_t train_rows;        /* how many rows an epoch has */
	size_t batch;             /* rows of a whole batch, ≤ train_rows */
	enum last_batch last_batch;
	bool shuffle;
	size_t first_step; /* an epoch of these batches begins with it: 0 but behind others */
	/* the start */
	enum init init;
	double init_scale; /* factor on the standard deviation of W at the start */
	unsigned long seed;
	/* filled by model_finish */
	size_t parameters;                  /* doubles in the parameter vector */
	size_t units_total;                 /* sum of n[l] over layers with batch norm */
	size_t first_parameter[LAYERS_MAX]; /* offset of layer l's W in the parameter vector */
	size_t first_running[LAYERS_MAX];   /* offset of layer l in the running averages */
	size_t block_bytes;                 /* size of a state block */
	size_t batches;                     /* per epoch */
};

/* Checks ranges and combinations and fills what is derived, and a layer's inputs where they are 0.
 * 0, STATUS_RANGE, STATUS_LIMIT or STATUS_COMBINATION (logistic loss needs a sigmoid output). */
int model_finish(struct model *model);

/* Why model_finish would refuse the model, as one sentence, or NULL where it would not. */
const char *model_trouble(const struct model *model);

/*
 * Whether layer l has a bias whose gradient is 0 up to rounding, because the norm behind it takes
 * every shift away: RMSprop and Adam would divide that rounding by itself, so they leave it alone.
 * Not so with stopped gradients or running statistics, where the bias does move.
 */
bool model_bias_idle(const struct model *model, int layer);

/* Rows of batch number `batch` (from 0) of an epoch. */
size_t model_batch_rows(const struct model *model, size_t batch);

/*
 * The state block: everything that can change from batch to batch, in one piece, so that a
 * snapshot is a memcpy and equality a memcmp. Views point into it.
 */
struct layer_params {
	double *W;     /* [units × inputs] */
	double *b;     /* [units] or NULL */
	double *gamma; /* [units] or NULL */
	double *beta;  /* [units] or NULL */
};
struct state {
	double *theta;       /* [parameters]: W, b, gamma, beta of layer 0, of layer 1, … */
	double *moment1;     /* [parameters] v of momentum and Adam; 0 otherwise */
	double *moment2;     /* [parameters] s of RMSprop and Adam; 0 otherwise */
	double *running_mu;  /* [units_total] start at 0 */
	double *running_var; /* [units_total] start at 1 */
	uint64_t *step;      /* [1] batches done since the start */
	uint64_t *diverged;  /* [1] 1 when a value that is not finite ended the run */
	uint32_t *order;     /* [train_rows] positions in dataset.train, in this epoch's order */
	void *rng;           /* the generator's bytes (gsl_rng_mt19937) */
};
struct state state_view(const struct model *model, void *block);

/* Layer l's views into any vector of the shape of theta (parameters, gradients, moments). */
struct layer_params model_params(const struct model *model, double *vector, int layer);

/* The start of a run: W drawn by the model's rule and seed, gamma 1, beta 0, b 0, running (0, 1).
 * he: normal with variance 2 / inputs in front of relu, 1 / inputs elsewhere; xavier: 1 / inputs;
 * both times init_scale². Weights and shuffling have generators of their own, from the same seed.
 * `given` [parameters] is copied when init is INIT_GIVEN, and may be NULL otherwise. */
int state_init(const struct model *model, void *block, const double *given);

/* What one layer computed on one batch. NULL where the layer has no such thing. */
struct layer_work {
	double *in;       /* [inputs × m] borrowed: x, or the output of the layer below */
	double *z;        /* [n × m] */
	double *mu, *var; /* [n] mean and population variance of this batch */
	double *used_mu, *used_var; /* [n] what it was normalized with: as above, or running */
	double *s;                  /* [n] √(used_var + epsilon) */
	double *stretch, *shift;    /* [n] noise behind the norm: 1 and 0 without */
	double *centered;           /* [n × m] what is normalized, minus used_mu */
	double *zhat;               /* [n × m] */
	double *ztilde;             /* [n × m] */
	double *a;   /* [n × m] g(ztilde), g(z) without batch norm or with it after */
	double *out; /* [n × m] borrowed: what the next layer gets */
	double *d_out, *d_ztilde, *d_zhat, *d_z; /* [n × m] gradients of the loss */
	double *d_a;          /* [n × m] d_out itself unless the norm comes after */
	double *d_var, *d_mu; /* [n] */
};

/* Everything that one batch makes the model compute; every intermediate is kept. */
struct work {
	size_t m;       /* rows of this batch */
	size_t room;    /* rows there is memory for */
	size_t portion; /* ≤ room: that model_score takes at a time; its rounding follows from it */
	size_t *rows;   /* [m] row numbers of the data set */
	double *x;      /* [2 × m] */
	double *y;      /* [m] */
	double loss;    /* mean over the batch */
	double *gradient; /* [parameters], as theta */
	struct layer_work layer[LAYERS_MAX];
	void *memory; /* the one allocation behind all of it */
};

/* Room for batches of up to `m` rows. 0 or STATUS_MEMORY. */
int work_alloc(struct work *work, const struct model *model, size_t m);
void work_free(struct work *work);

/* The rows a model is trained on: normalized features and targets of all rows of a data set. */
struct inputs {
	const double *x[FEATURES]; /* [rows] after input normalization */
	const double *y;           /* [rows] */
	const size_t *train;       /* [train_rows] row numbers */
};

/*
 * Copies chosen rows into the work. `rows` are numbers of the data set; m is from 1 to work->room.
 */
void work_load(struct work *work, const struct inputs *inputs, const size_t *rows, size_t m);

/*
 * Forward pass over the loaded rows with the parameters in `theta`: fills everything up to `loss`.
 * MODE_TRAIN uses the batch's statistics (or the updated running ones, by normalize_with);
 * MODE_TEST uses running_mu and running_var. The running averages of `state` are only read.
 * mu and var are those of the batch in both modes.
 */
void model_forward(const struct model *model, const struct state *state, enum model_mode mode,
	struct work *work);

/* Backward pass behind a forward pass in MODE_TRAIN: fills every d_… and `gradient`. */
void model_backward(const struct model *model, const struct state *state, struct work *work);

/*
 * One whole batch: copies `before` to `after` (both blocks of block_bytes; they may be one),
 * shuffles at the start of an epoch, loads the rows, forward, backward, running averages, update,
 * step + 1. When the loss, a parameter, a moment or a running average becomes non-finite, `after`
 * is marked diverged. A diverged `before` is copied unchanged.
 */
void model_step(const struct model *model, const struct inputs *inputs, const void *before,
	void *after, struct work *work);

/* Its two halves, for who changes the order of the rows between them: copying and shuffling; then
 * all the rest. */
void model_step_open(const struct model *model, const void *before, void *after);
void model_step_close(
	const struct model *model, const struct inputs *inputs, void *after, struct work *work);

/* Over chosen rows, in test mode; NaN where no row is chosen. */
struct score {
	double loss;     /* mean */
	double accuracy; /* share of rows whose output and target are on one side of ½ */
};

/* Loads the rows into the work portion by portion, and so overwrites what the work held. */
struct score model_score(const struct model *model, const struct state *state,
	const struct inputs *inputs, const size_t *rows, size_t count, struct work *work);

/*
 * The affine map that layer l is in test mode when its norm comes before the activation:
 * W · gamma / s and (b − running_mu) · gamma / s + beta, into W [units × inputs] and b [units].
 */
void model_fold(const struct model *model, const struct state *state, int layer, double *ret_W,
	double *ret_b);

/* Names of the enumerations above, in order, closed by NULL, for settings and screens. */
extern const char *const activation_names[];
extern const char *const loss_names[];
extern const char *const optimizer_names[];
extern const char *const init_names[];
extern const char *const running_variance_names[];
extern const char *const normalize_with_names[];
extern const char *const norm_gradient_names[];
extern const char *const norm_position_names[];
extern const char *const last_batch_names[];

#endif

/*
 * exp, tanh, sigmoid and log(1 + exp) whose bits are the same on every processor.
 *
 * libm picks another code path per CPU, so that one binary gives two results; these use only
 * operations that IEEE 754 rounds in one way, and no branches, so that loops over them vectorise.
 *
 * Errors:  within 3 units in the last place of the true value, subnormal results included; NaN
 *          gives NaN; no argument overflows where the function itself does not.
 */
#ifndef NUM_ELEMENTARY_H
#define NUM_ELEMENTARY_H

#include <stddef.h>

double elementary_exp(double x);
double elementary_tanh(double x);
double elementary_sigmoid(double x);  /* 1 / (1 + exp(−x)) */
double elementary_softplus(double x); /* log(1 + exp(x)) */

/* The same for `count` values; x and y are different arrays. */
void elementary_exp_all(const double *restrict x, double *restrict y, size_t count);
void elementary_tanh_all(const double *restrict x, double *restrict y, size_t count);
void elementary_sigmoid_all(const double *restrict x, double *restrict y, size_t count);
void elementary_softplus_all(const double *restrict x, double *restrict y, size_t count);

/* base to a whole power, by repeated squaring. */
double elementary_power(double base, unsigned long long exponent);

#endif

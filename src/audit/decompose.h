/* audit/decompose.h -- why two totals differ when each is a sum over runs of a product
 * of factors.
 *
 * Two attributions of the same difference. The logarithmic mean Divisia index (LMDI-I;
 * Ang 2004, 2005) weighs the logarithm of each factor's ratio; the Shapley value (Shapley
 * 1953; Albrecht, Francois and Schoors 2002) is the mean over all orders in which the
 * factors may be switched from one side to the other. Both add up to the difference
 * exactly. Zeros are taken in the limit (Wood and Lenzen 2006), never replaced by a small
 * number. */
#ifndef PLUME_AUDIT_DECOMPOSE_H
#define PLUME_AUDIT_DECOMPOSE_H

#include <stddef.h>

#include <plume/status.h>

enum { PLUME_SHAPLEY_FACTORS_MAX = 10 };

/* Borrowed. Run by run, each with all of its factors in the same order; a total is the
 * sum over runs of the product of their factors. */
typedef struct plume_decomposed {
    size_t runs, factors;
    const double *from, *to;
} plume_decomposed;

double plume_decomposed_from(const plume_decomposed *input);
double plume_decomposed_to(const plume_decomposed *input);

/* additive[k]: what factor k adds to (to - from). multiplicative[k]: what it contributes
 * to (to / from), NAN when either total is 0; may be NULL. A run whose product is 0 on
 * one side gives its whole difference to the factors that are 0 there, in equal parts.
 * PLUME_ERR_VALUE for a negative factor, PLUME_ERR_MISSING for one that is not known. */
plume_status plume_decompose_lmdi(double *additive, double *multiplicative,
                                  const plume_decomposed *input, plume_error *error);

/* Each factor is switched for all runs together. At most PLUME_SHAPLEY_FACTORS_MAX
 * factors, else PLUME_ERR_VALUE. */
plume_status plume_decompose_shapley(double *additive, const plume_decomposed *input,
                                     plume_error *error);

#endif

/* uncertainty/bounded_product.h -- the distribution of a product of lognormal factors of
 * which one may not fall below a bound: computed, not drawn. */
#ifndef PLUME_UNCERTAINTY_BOUNDED_PRODUCT_H
#define PLUME_UNCERTAINTY_BOUNDED_PRODUCT_H

#include <stdbool.h>

#include <plume/uncertainty.h>

/* Whether the model is one product with exactly one bounded factor. */
bool plume_is_bounded_product(const plume_model *model);

/* Into median, low, high, mean and sd. */
void plume_bounded_product(plume_propagated *out, const plume_model *model);

#endif

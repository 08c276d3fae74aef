/* uncertainty/draws.h -- what the draws of a sum of products have for a distribution. */
#ifndef PLUME_UNCERTAINTY_DRAWS_H
#define PLUME_UNCERTAINTY_DRAWS_H

#include <plume/uncertainty.h>

/* Into median, low, high, mean and sd; the model was checked. */
plume_status plume_draws_summarize(plume_propagated *out, const plume_model *model,
                                   uint64_t draws, uint64_t seed, plume_error *error);

#endif

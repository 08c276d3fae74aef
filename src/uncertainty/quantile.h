/* uncertainty/quantile.h -- order statistics without putting everything in order. */
#ifndef PLUME_UNCERTAINTY_QUANTILE_H
#define PLUME_UNCERTAINTY_QUANTILE_H

#include <stddef.h>

/* Moves values about so that value[at] is the one that would stand there in order, with
 * nothing larger before it and nothing smaller behind it. at < count. */
double plume_order_statistic(double *value, size_t count, size_t at);

#endif

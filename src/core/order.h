/* core/order.h -- numbers put in order by what they stand for.
 *
 * qsort hands its comparison no context and takes as much memory again as all that it
 * sorts; here four bytes a number move. */
#ifndef PLUME_CORE_ORDER_H
#define PLUME_CORE_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Below 0: left stands before right; context is what plume_order was given. */
typedef int (*plume_order_compare)(const void *context, uint32_t left, uint32_t right);

/* Equal ones stay as they stand. False: out of memory. */
bool plume_order(uint32_t *numbers, size_t count, plume_order_compare compare,
                 const void *context);

#endif

/* records/bloom_filter.h -- a set of fingerprints that knows what it does not hold.
 *
 * What it holds it always says it holds; of what it does not hold it claims some too: a
 * few of a hundred when it holds millions. It takes 1.5 bytes a fingerprint, at most 2.3
 * while it grows, and 192 KiB at the least. */
#ifndef PLUME_RECORDS_BLOOM_FILTER_H
#define PLUME_RECORDS_BLOOM_FILTER_H

#include <stdbool.h>
#include <stdint.h>

typedef struct plume_bloom_filter plume_bloom_filter;

plume_bloom_filter *plume_bloom_filter_new(void); /* NULL: out of memory */
void plume_bloom_filter_free(plume_bloom_filter *filter);

bool plume_bloom_filter_add(plume_bloom_filter *filter,
                            uint64_t fingerprint); /* false: no memory */
bool plume_bloom_filter_may_hold(const plume_bloom_filter *filter, uint64_t fingerprint);

#endif

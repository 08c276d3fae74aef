/* core/sort.h -- records put in order where they lie.
 *
 * qsort may take as much memory again as all that it sorts; this takes none. */
#ifndef PLUME_CORE_SORT_H
#define PLUME_CORE_SORT_H

#include <stddef.h>

/* Below 0: left stands before right; context is what plume_sort was given. */
typedef int (*plume_sort_compare)(const void *context, const void *left,
                                  const void *right);

/* size: of a record, whole words of four bytes. Equal records come out in any order, so
 * that the comparison is to be 0 for the same record alone. */
void plume_sort(void *records, size_t count, size_t size, plume_sort_compare compare,
                const void *context);

/* qsort for records that are in order already as a rule, which one look tells. */
void plume_sort_unordered(void *records, size_t count, size_t size,
                          int (*compare)(const void *left, const void *right));

#endif

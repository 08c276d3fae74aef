/* factors/embedded.h -- the edition of the datasets that is compiled in, so that no file
 * is read, parsed or checked for it: that happened when the library was built. */
#ifndef PLUME_FACTORS_EMBEDDED_H
#define PLUME_FACTORS_EMBEDDED_H

#include <stddef.h>
#include <stdint.h>

/* cell: where the text of each cell begins, row by row. Places and not pointers, so that
 * nothing has to be relocated when the library is loaded. */
typedef struct plume_embedded_table {
    size_t row_count;
    const uint32_t *cell;
} plume_embedded_table;

/* Written by cmake/embed_datasets.c, from datasets/. */
typedef struct plume_embedded {
    const char *version;
    const char *text;                  /* each terminated */
    const plume_embedded_table *table; /* in the order of datasets.def */
} plume_embedded;

extern const plume_embedded plume_embedded_datasets;

#endif

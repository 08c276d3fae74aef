/* intake/partials/index.h -- the files that several partials tell of, each once. */
#ifndef PLUME_INTAKE_PARTIALS_INDEX_H
#define PLUME_INTAKE_PARTIALS_INDEX_H

#include "intake/partials/entry.h"
#include "intake/partials/share_lines.h"

typedef struct plume_partial_index {
    plume_pool *pool;
    plume_partial_entry *entry;
    size_t count, capacity;
    plume_partial_file **file; /* each in the pool */
    size_t file_count, file_capacity;
    plume_share_lines shares;
} plume_partial_index;

/* Whether a file begins as a partial does. */
bool plume_partial_begins(const char *bytes, size_t length);

plume_status plume_partial_index_init(plume_partial_index *index, plume_error *error);
void plume_partial_index_dispose(plume_partial_index *index);

/* Adds the partial at path, which the path of that number led to; fresh: its bytes, where
 * they have to be kept; else NULL. *index is made when it is NULL. */
plume_status plume_partial_index_take(plume_partial_index **index, const char *path,
                                      uint32_t given_by, plume_source_stream *fresh,
                                      plume_error *error);
/* Of one that was made so. */
void plume_partial_index_free(plume_partial_index *index);

/* All that a partial tells; its bytes stand in spool, which is taken over, or in the file
 * at path when that is NULL. */
plume_status plume_partial_index_add(plume_partial_index *index, const char *path,
                                     FILE *spool, plume_error *error);

/* Each file once, and all in their order, whatever the order of partials: what two of
 * them tell of one file must be the same. Whose companion it is, in the share of a log
 * that took it for one, stands beside what it is for itself. */
plume_status plume_partial_index_settle(plume_partial_index *index, plume_error *error);

#endif

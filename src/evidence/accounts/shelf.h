/* evidence/accounts/shelf.h -- records of one size, put away until all have come.
 *
 * The first of them stay in memory, and what is more lies in a file without a name: while
 * logs are read their memory is needed for other things. */
#ifndef PLUME_EVIDENCE_ACCOUNTS_SHELF_H
#define PLUME_EVIDENCE_ACCOUNTS_SHELF_H

#include <stddef.h>

#include <plume/status.h>

typedef struct plume_shelf plume_shelf;

/* size: of a record. NULL: out of memory. */
plume_shelf *plume_shelf_new(size_t size);
void plume_shelf_free(plume_shelf *shelf);

plume_status plume_shelf_add(plume_shelf *shelf, const void *record, plume_error *error);
size_t plume_shelf_count(const plume_shelf *shelf);

/* From the first record on; then as many as there is room for, *count of them, 0 at the
 * end. Nothing is added any more. */
plume_status plume_shelf_rewind(plume_shelf *shelf, plume_error *error);
plume_status plume_shelf_take(plume_shelf *shelf, void *records, size_t room,
                              size_t *count, plume_error *error);

#endif

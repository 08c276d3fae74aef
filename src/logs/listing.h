/* logs/listing.h -- the names in one folder. */
#ifndef PLUME_LOGS_LISTING_H
#define PLUME_LOGS_LISTING_H

#include <stddef.h>

#include <plume/status.h>

/* In the order of bytes, without hidden ones. */
typedef struct plume_listing {
    char **name;
    size_t count, capacity;
} plume_listing;

/* Of the folder below ("" is the folder itself) of the folder that holds path; one that
 * is not there is empty. The caller disposes, also after a failure. */
plume_status plume_listing_read(plume_listing *out, const char *path, const char *below,
                                plume_error *error);
void plume_listing_dispose(plume_listing *listing);

#endif

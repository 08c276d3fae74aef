/* core/data/json_tree.h -- one value out of a JSON text, as a tree. */
#ifndef PLUME_CORE_DATA_JSON_TREE_H
#define PLUME_CORE_DATA_JSON_TREE_H

#include "core/data/json_pull.h"
#include <plume/value.h>

/* The value that token begins; what comes of it is read. Numbers that are not finite are
 * null, and are added to *nonfinite unless it is NULL. The caller frees *out, which is
 * NULL after an error. */
plume_status plume_json_tree(plume_value **out, plume_json *json,
                             const plume_json_token *token, uint64_t *nonfinite,
                             plume_error *error);

/* A list of the root that may be too long to be kept: it stays empty, and each element is
 * handed on as it comes, with what stands before the list. Where the key behind (NULL:
 * none) does not stand before it, the list is kept, and handed on at the end. */
typedef struct plume_json_passing {
    const char *key, *behind;
    plume_status (*take)(void *state, const plume_value *root, const plume_value *element,
                         plume_error *error);
    void *state;
    bool open; /* elements come at this moment, of which nothing is kept */
} plume_json_passing;

/* A whole text, to its end. */
plume_status plume_json_tree_passing(plume_value **out, plume_json *json,
                                     plume_json_passing *passing, plume_error *error);

#endif

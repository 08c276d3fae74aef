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

#endif

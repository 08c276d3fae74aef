/* A JSON text that is there as a whole. */
#include "core/data/json_pull.h"
#include "core/data/json_tree.h"
#include <plume/value.h>

static plume_status read_all(plume_value **out, plume_json *json, uint64_t *nonfinite,
                             plume_error *error)
{
    plume_json_token token;
    plume_status status = plume_json_next(json, &token, error);

    if (status == PLUME_OK)
        status = plume_json_tree(out, json, &token, nonfinite, error);
    if (status == PLUME_OK)
        status = plume_json_next(json, &token, error);
    return status;
}

plume_status plume_json_parse(plume_value **out, const char *text, size_t length,
                              const char *path, uint64_t *nonfinite, plume_error *error)
{
    plume_json *json;
    plume_status status = plume_json_open_text(&json, text, length, path, error);
    uint64_t beyond = 0;

    *out = NULL;
    if (status == PLUME_OK)
        status = read_all(out, json, &beyond, error);
    if (status != PLUME_OK) {
        plume_value_free(*out);
        *out = NULL;
    } else if (nonfinite != NULL) {
        *nonfinite = beyond;
    }
    plume_json_close(json);
    return status;
}

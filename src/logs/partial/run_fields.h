/* logs/partial/run_fields.h -- the fields of a run by name, as a partial has them. */
#ifndef PLUME_LOGS_PARTIAL_RUN_FIELDS_H
#define PLUME_LOGS_PARTIAL_RUN_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/run.h>

typedef enum plume_partial_field_kind {
    PLUME_PARTIAL_TEXT,
    PLUME_PARTIAL_NUMBER,
    PLUME_PARTIAL_CHOICE
} plume_partial_field_kind;

typedef struct plume_partial_field {
    const char *name;
    size_t at; /* in a plume_run */
    plume_partial_field_kind kind;
    unsigned count; /* of choices */
} plume_partial_field;

extern const plume_partial_field plume_partial_field_list[];
extern const size_t plume_partial_field_count;

/* The field of that name, looked for from *at on, which moves behind it: fields come in
 * their order. NULL: there is none. */
const plume_partial_field *plume_partial_field_find(size_t *at, const char *name);

#endif

/* logs/partial/record.h -- one line of a partial, taken apart. */
#ifndef PLUME_LOGS_PARTIAL_RECORD_H
#define PLUME_LOGS_PARTIAL_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/data/json_pull.h"
#include <plume/text.h>

/* A line is a map; its first key says what it is of. Walks through its keys. */
typedef struct plume_record {
    plume_json *json;
    plume_text key;
    plume_json_token value; /* of key; a list: its first mark */
    bool hexadecimal;       /* a text of bytes */
    const char *fault;      /* what is wrong with it; NULL: nothing */
    plume_text text;        /* room for what plume_record_text gives */
} plume_record;

void plume_record_init(plume_record *record);
void plume_record_dispose(plume_record *record);

/* The line is borrowed until the next one. */
plume_status plume_record_open(plume_record *record, const char *line, size_t length,
                               const char *path, plume_error *error);
void plume_record_close(plume_record *record);

/* The next key; *more is false at the end. */
plume_status plume_record_next(plume_record *record, bool *more, plume_error *error);

static inline bool plume_record_is(const plume_record *record, const char *key)
{
    return strcmp(record->key.data, key) == 0;
}

/* The value at hand, appended to out without an end; or a fault, and the least of its
 * kind. */
void plume_record_text(plume_record *record, plume_text *out);
double plume_record_number(plume_record *record);
/* Whole, from 0 to most. */
uint64_t plume_record_count(plume_record *record, uint64_t most);

/* The list at hand: its figures into out; their count must be count. */
plume_status plume_record_list(plume_record *record, double *out, size_t count,
                               plume_error *error);

/* An error for what is wrong with the record, if anything is; one for its key. */
plume_status plume_record_fault(const plume_record *record, plume_error *error);
plume_status plume_record_unknown_key(const plume_record *record, plume_error *error);

#endif

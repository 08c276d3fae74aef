/* How many runs bear each code of their records. */
#include "documents/model/notes/codes.h"

#include <stdlib.h>
#include <string.h>

#include "core/pool.h"

enum { CODES_MAX = 256 };

struct plume_code_counts {
    plume_map *place;
    double runs[CODES_MAX];
    size_t count;
};

plume_status plume_code_counts_new(plume_code_counts **out, plume_error *error)
{
    plume_code_counts *counts = calloc(1, sizeof *counts);

    *out = NULL;
    if (counts == NULL)
        return plume_fail_memory(error);
    counts->place = plume_map_new();
    if (counts->place == NULL) {
        free(counts);
        return plume_fail_memory(error);
    }
    *out = counts;
    return PLUME_OK;
}

void plume_code_counts_free(plume_code_counts *counts)
{
    if (counts == NULL)
        return;
    plume_map_free(counts->place);
    free(counts);
}

void plume_code_counts_clear(plume_code_counts *counts)
{
    memset(counts->runs, 0, sizeof counts->runs);
}

/* Codes are the program's own words: beyond CODES_MAX of them none is counted. */
static plume_status add_code(plume_code_counts *counts, const char *code, double runs,
                             plume_error *error)
{
    size_t at = plume_map_find(counts->place, code);

    if (at == SIZE_MAX) {
        if (counts->count == CODES_MAX)
            return PLUME_OK;
        at = counts->count++;
        if (!plume_map_set(counts->place, code, at))
            return plume_fail_memory(error);
    }
    counts->runs[at] += runs;
    return PLUME_OK;
}

plume_status plume_code_counts_add(plume_code_counts *counts, const plume_run *run,
                                   plume_error *error)
{
    plume_status status = PLUME_OK;
    char code[64];

    for (const char *at = run->warnings; *at != '\0' && status == PLUME_OK;) {
        size_t length = strcspn(at, " ");

        if (length > 0 && length < sizeof code) {
            memcpy(code, at, length);
            code[length] = '\0';
            status = add_code(counts, code, run->repeat, error);
        }
        at += length + (at[length] == ' ');
    }
    return status;
}

uint64_t plume_code_counts_of(const plume_code_counts *counts, const char *code)
{
    size_t at = counts == NULL ? SIZE_MAX : plume_map_find(counts->place, code);

    return at == SIZE_MAX ? 0 : (uint64_t)counts->runs[at];
}

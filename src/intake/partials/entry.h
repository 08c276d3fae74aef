/* intake/partials/entry.h -- what a partial says of one file, beside its records. */
#ifndef PLUME_INTAKE_PARTIALS_ENTRY_H
#define PLUME_INTAKE_PARTIALS_ENTRY_H

#include "core/pool.h"
#include "logs/replay.h"
#include <plume/intake.h>

typedef struct plume_partial_entry {
    plume_input input; /* but for its counts; path: what it is called */
    const char *named; /* the path that led to it */
    const char *owner; /* of a companion: whose it is, else "" */
    const char *host;  /* that was said of it when it was read; "" none */
    bool late;         /* a companion that no walk met */
    uint64_t turn;     /* among those of one owner */
    bool walked;       /* below a folder that was named, or of such a one */
    int confidence;
    bool pointer, damaged;
    uint64_t from, to, of; /* bytes of the file that it is of; of 0: it is whole */
    plume_partial_block block;
    uint32_t given_by;   /* the path named here that its partial was found under */
    uint64_t begin, end; /* bytes of the partial that hold its records */
} plume_partial_entry;

/* Appends its line, with its end. */
void plume_partial_entry_put(plume_text *out, const plume_partial_entry *entry);

/* Likewise the line behind its records. */
void plume_partial_entry_put_end(plume_text *out, uint64_t lines, uint64_t log_lines);

/* From its line; text goes into the pool. The place of an error is not told. */
plume_status plume_partial_entry_read(plume_partial_entry *out, plume_pool *pool,
                                      const char *line, size_t length,
                                      plume_error *error);

/* In which order entries come: files that were named, those of folders, companions that
 * no walk met; the parts of a file as they stand in it. */
int plume_partial_entry_order(const plume_partial_entry *a, const plume_partial_entry *b);

#endif

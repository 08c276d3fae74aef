/* intake/partials/cut.h -- where one log is cut, so that several shares have a part of it
 * each.
 *
 * A part ends where a record does. All shares find the same places, each by looking at
 * the bytes around its own two and at those between them. */
#ifndef PLUME_INTAKE_PARTIALS_CUT_H
#define PLUME_INTAKE_PARTIALS_CUT_H

#include "logs/reader.h"

typedef struct plume_cut {
    uint64_t header; /* bytes before the first record, which each part is read with */
    uint64_t from, to, of; /* bytes of the log; of 0: it is not cut */
    uint64_t lines;        /* that these have */
} plume_cut;

/* Of the share-th of so many parts, from 1. A log of which a record may say something of
 * another is not cut; neither is one that is packed, or has no header of one line. */
plume_status plume_cut_find(plume_cut *out, const plume_reader *reader, const char *path,
                            const plume_input_options *options, size_t share,
                            size_t shares, plume_error *error);

#endif

/* readers/trackers/codecarbon/kinds.h -- what rows of CodeCarbon share with many others:
 * project, place, machine and settings, made sense of once for all rows that agree in
 * the texts of these. */
#ifndef PLUME_READERS_CODECARBON_KINDS_H
#define PLUME_READERS_CODECARBON_KINDS_H

#include "core/data/csv.h"
#include "readers/trackers/codecarbon/codecarbon.h"
#include <plume/run.h>

/* "" when blank, None or nan. */
const char *codecarbon_unless_nothing(const char *text);
static inline const char *codecarbon_told(const char *text)
{
    return text[0] == 'N' || text[0] == 'n' ? codecarbon_unless_nothing(text) : text;
}

/* Where each column stands in the rows that follow. */
typedef struct codecarbon_layout {
    size_t at[CC_COLUMN_COUNT]; /* SIZE_MAX: nowhere */
    bool present[CC_COLUMN_COUNT];
    size_t count;
    size_t number; /* of the layouts of a log no two have one */
    /* Made of these: columns that are of no kind, and neighbours that are. */
    codecarbon_column own[CC_COLUMN_COUNT];
    struct codecarbon_span {
        size_t first, last;
    } span[CC_COLUMN_COUNT];
    size_t own_count, span_count;
} codecarbon_layout;

/* Of columns that many rows agree in; the last ones are numbers. Where a machine stands
 * is told with each row. */
enum { CODECARBON_KIND_COLUMNS = 17, CODECARBON_KIND_NUMBERS = 4 };
extern const codecarbon_column codecarbon_kind_columns[CODECARBON_KIND_COLUMNS];

/* Of at and count all else. */
void codecarbon_layout_settle(codecarbon_layout *layout);

/* Texts are kept as long as the kinds are. */
typedef struct codecarbon_kind {
    const char *text[CC_COLUMN_COUNT]; /* of its columns, as they stand */
    double number[CC_COLUMN_COUNT];    /* likewise; NAN when blank or no number */
    bool sound;          /* a row of it was found to have what its columns say */
    bool may_be_nowhere; /* its place may be what is written without an answer */
    bool several_gpus, cloud_unseen, by_process, by_machine;
    bool has_averages, has_pue, has_pue_in_powers; /* by the release that wrote it */
    uint64_t hardware; /* a hash of all that its machine is known by but where it stands;
                          0: it is not known as one */
    plume_run run;     /* what all of its runs have; of a place that is an answer */
} codecarbon_kind;

typedef struct codecarbon_kinds codecarbon_kinds;
/* path: of the log, borrowed. NULL: out of memory. */
codecarbon_kinds *codecarbon_kinds_new(const char *path);
void codecarbon_kinds_free(codecarbon_kinds *kinds);
/* The kind of a row of so many fields. NULL: out of memory. It is borrowed until the next
 * call. */
codecarbon_kind *codecarbon_kinds_find(codecarbon_kinds *kinds,
                                       const codecarbon_layout *layout,
                                       const plume_field *field, size_t count);

#endif

/* logs/finish/run_kinds.h -- what is worked out once for all runs of a log that agree in
 * their device, processor and place, study and version of their tool. */
#ifndef PLUME_LOGS_FINISH_RUN_KINDS_H
#define PLUME_LOGS_FINISH_RUN_KINDS_H

#include <stdbool.h>

#include <plume/run.h>

/* The texts that decide; borrowed. */
typedef struct plume_run_texts {
    const char *device, *processor, *location, *provider, *region, *study, *tool_version;
} plume_run_texts;
plume_run_texts plume_run_texts_of(const plume_run *run);
/* Whether a run still has them, the very same, but for the location. */
bool plume_run_texts_stayed(const plume_run_texts *texts, const plume_run *run);

/* Of runs whose texts need no cleaning, and whose device is no share of one. */
typedef struct plume_run_kind {
    uint64_t symbol;              /* of runs that agree in all of these, in any log */
    const char *place;            /* for the location; "" that itself */
    double device_w, processor_w; /* rated; NAN unknown */
} plume_run_kind;

/* NULL: of none yet. */
typedef struct plume_run_kinds plume_run_kinds;
void plume_run_kinds_free(plume_run_kinds *kinds);
/* NULL: it is not known. symbol: of the reader for these texts, 0 none. Borrowed until
 * the next one is kept. */
const plume_run_kind *plume_run_kinds_find(plume_run_kinds *kinds, uint64_t symbol,
                                           const plume_run_texts *texts);
/* Copies. Without memory for it nothing is kept, and found out again. */
void plume_run_kinds_keep(plume_run_kinds **kinds, const plume_run_texts *texts,
                          const plume_run_kind *kind);

#endif

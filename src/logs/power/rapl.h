/* logs/power/rapl.h -- the domains in which processors count their energy, and which of
 * them are inside which.
 *
 * A platform (psys) contains packages and memory; a package contains its cores and its
 * graphics; memory is beside the package. What is inside another figure of the same log
 * is not added to it. */
#ifndef PLUME_LOGS_POWER_RAPL_H
#define PLUME_LOGS_POWER_RAPL_H

#include "core/pool.h"
#include "logs/reader.h"
#include <plume/text.h>

typedef enum plume_rapl_domain {
    PLUME_RAPL_OTHER, /* inside nothing that is known */
    PLUME_RAPL_PLATFORM,
    PLUME_RAPL_PACKAGE,
    PLUME_RAPL_CORES,
    PLUME_RAPL_GRAPHICS,
    PLUME_RAPL_MEMORY,
    PLUME_RAPL_REST,    /* of a platform, beside packages and memory */
    PLUME_RAPL_MACHINE, /* a whole machine by its meter: contains all others */
    PLUME_RAPL_DOMAIN_COUNT
} plume_rapl_domain;

/* From "power/energy-pkg/", "package-0", "PkgWatt", "node_rapl_dram_joules_total". Of the
 * kernel's own names "intel-rapl:0" is a package; "intel-rapl:0:0", whose kind they do
 * not tell, and a package's second interface ("intel-rapl-mmio:0") pass for its cores,
 * which are never added to it. */
plume_rapl_domain plume_rapl_domain_of(const char *text, size_t length);

/* How the kernel's counter of a domain wraps. */
plume_counter_kind plume_rapl_counter_kind(plume_rapl_domain domain);

/* present has the bit 1 << domain for each domain that the log has. */
bool plume_rapl_counts(plume_rapl_domain domain, unsigned present);

/* What the run of such a log is: processors and memory, one machine. */
plume_status plume_rapl_tell(plume_log *log, bool relative, plume_error *error);

/* --- readings of one moment --- */

enum { PLUME_RAPL_BATCH_MAX = 4096 };

typedef struct plume_rapl_entry {
    plume_rapl_domain domain;
    plume_power_sample sample; /* its texts are not used */
    size_t name, host;         /* in names */
    uint64_t line;
} plume_rapl_entry;

/* Zeroed is empty. */
typedef struct plume_rapl_batch {
    plume_rapl_entry *entry;
    size_t count, capacity;
    plume_text names;
    unsigned present; /* domains with a reading, now or before, on any host */
    plume_map *hosts; /* to those of each */
    bool left_out;    /* of some domain, and told so */
} plume_rapl_batch;

/* Copies. */
plume_status plume_rapl_batch_add(plume_rapl_batch *batch, plume_rapl_domain domain,
                                  const plume_power_sample *sample, uint64_t line,
                                  plume_error *error);
const char *plume_rapl_batch_name(const plume_rapl_batch *batch, size_t i);
/* Tells once that what is inside other figures was left out. */
void plume_rapl_batch_note(plume_rapl_batch *batch, plume_log *log, uint64_t line);
/* Hands those that count to the log, and empties the batch. */
plume_status plume_rapl_batch_flush(plume_rapl_batch *batch, plume_log *log,
                                    plume_error *error);
void plume_rapl_batch_dispose(plume_rapl_batch *batch);

#endif

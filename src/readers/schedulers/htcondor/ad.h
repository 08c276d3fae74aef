/* readers/schedulers/htcondor/ad.h -- what HTCondor's history says of a job. */
#ifndef PLUME_READERS_HTCONDOR_AD_H
#define PLUME_READERS_HTCONDOR_AD_H

#include "core/data/csv.h"
#include "readers/schedulers/htcondor/job.h"
#include <plume/text.h>

/* Attributes of a job's ClassAd; NAN and "" where it has none. */
typedef struct htcondor_ad {
    double cluster, proc, procs; /* 7.0; of how many that were submitted at once */
    double status;               /* 1 idle, 2 running, 3 removed, 4 completed, 5 held */
    double exit_code, by_signal;
    double wall_s, suspended_s; /* of all attempts; wall_s has suspended_s in it */
    double starts;              /* attempts */
    double start_s, last_start_s, completed_s, status_s; /* since 1970; 0 for none */
    double gpus, cpus, memory_mb, user_cpu_s, system_cpu_s;
    plume_text batch, program, host, global;
    uint64_t line;
} htcondor_ad;

void htcondor_ad_init(htcondor_ad *ad);
void htcondor_ad_clear(htcondor_ad *ad, uint64_t line);
void htcondor_ad_dispose(htcondor_ad *ad);

/* Whether an attribute is one of those above; it is then taken. true and false are 1 and
 * 0. */
bool htcondor_ad_number(htcondor_ad *ad, plume_field key, double value);
bool htcondor_ad_is_number(plume_field key);
bool htcondor_ad_text(htcondor_ad *ad, plume_field key, plume_field value);

/* The job as a run, counted in the tally; or rejected. */
plume_status htcondor_ad_push(const htcondor_ad *ad, htcondor_tally *tally,
                              plume_log *log, plume_error *error);

#endif

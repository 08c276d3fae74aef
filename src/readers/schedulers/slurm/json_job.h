/* readers/schedulers/slurm/json_job.h -- one job of `sacct --json` as a record like that
 * of a row.
 */
#ifndef PLUME_READERS_SLURM_JSON_JOB_H
#define PLUME_READERS_SLURM_JSON_JOB_H

#include "readers/schedulers/slurm/record.h"
#include <plume/text.h>
#include <plume/value.h>

/* What a record borrows from beside the document. */
typedef struct slurm_json_words {
    plume_text job, group, allocated, requested;
} slurm_json_words;

void slurm_json_words_init(slurm_json_words *words);
void slurm_json_words_dispose(slurm_json_words *words);

/* *told: false when the job was rejected. */
plume_status slurm_json_job(slurm_record *out, bool *told, plume_log *log,
                            const plume_value *job, slurm_json_words *words,
                            plume_error *error);

#endif

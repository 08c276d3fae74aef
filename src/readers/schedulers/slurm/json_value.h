/* readers/schedulers/slurm/json_value.h -- single values of `sacct --json`, in all its
 * dialects. */
#ifndef PLUME_READERS_SLURM_JSON_VALUE_H
#define PLUME_READERS_SLURM_JSON_VALUE_H

#include <plume/text.h>
#include <plume/value.h>

/* 27, or since 23.02 {"set": true, "infinite": false, "number": 27}. NAN: it is none, not
 * set, or no limit. */
double slurm_json_number(const plume_value *value);

/* "COMPLETED", or since 23.02 a list of words, of which the first that does not merely
 * wait counts: ["PENDING", "REQUEUED"] is an attempt that was requeued. */
const char *slurm_json_state(const plume_value *current);

/* Appends a list of resources as AllocTRES prints it: "cpu=8,gres/gpu:a100=2". Energy is
 * left out: -2 and null stand there for none. */
void slurm_json_resources(plume_text *out, const plume_value *list);

/* Joules in such a list; NAN when there are none. */
double slurm_json_joules(const plume_value *list);

#endif

/* logs/trial.h -- trials of a search: what their attributes tell, what a trial that
 * never ended means, and how one becomes a run. Shared by the readers of Optuna, NNI and
 * MLflow. */
#ifndef PLUME_LOGS_TRIAL_H
#define PLUME_LOGS_TRIAL_H

#include "logs/reader.h"
#include <plume/text.h>
#include <plume/value.h>

/* What users note on a trial beside its result: device, host, count of devices, energy.
 * Which names are known is in trial.c. */
typedef struct plume_attributes {
    plume_text device, host;
    double device_count, energy_kwh, co2e_kg;
    double retry_of; /* number of the trial that this one repeats, NAN without one */
} plume_attributes;

void plume_attributes_init(plume_attributes *attributes);
void plume_attributes_clear(plume_attributes *attributes);
void plume_attributes_dispose(plume_attributes *attributes);

/* Names known, each in quotes and separated by commas, for SQL. */
#define PLUME_ATTRIBUTE_NAMES                                                            \
    "'gpu','gpu_name','gpu_model','device_name','gpu_count','n_gpus','num_gpus',"        \
    "'gpus','device_count','hostname','host','node','energy_kwh','energy_consumed',"     \
    "'energy_j','energy_wh','co2e_kg','emissions_kg'"
#define PLUME_RETRY_NAMES "'failed_trial','retry_history'"

/* Takes what value says under this name; an unknown name or a value of another kind is
 * left alone. True when it was used. */
bool plume_attributes_take(plume_attributes *attributes, const char *name,
                           const plume_value *value);

/* Puts them into a run, which borrows. */
void plume_attributes_fill(plume_run *run, const plume_attributes *attributes);

/* --- trials of one log --- */

/* What is told once, at the end. */
typedef struct plume_trial_tally {
    uint64_t running, assumed, bounded, instant, attributed;
    double bounded_s; /* of those with a last sign of life: what they took at the least */
} plume_trial_tally;

/* Whole microseconds between two times of microseconds: their difference as doubles is
 * off by less than half of one. */
double plume_trial_span_s(double start_s, double end_s);

/* A run that is still running by its log: its duration is unknown, or what the user
 * assumes; last_s is its last sign of life (NAN: none). */
void plume_trial_settle_running(plume_trial_tally *tally, plume_run *run, double last_s,
                                const plume_input_options *options);

/* Where all that a run logged has one time, that is when it was written down: a batch, or
 * an import. How long it ran before is unknown; then true, and told. */
bool plume_settle_written_at_once(plume_run *run, plume_log *log);

/* The notes of a log: trial is what it calls one of its runs ("trial"). */
void plume_trial_describe(plume_log *log, const plume_trial_tally *tally,
                          const char *trial);

#endif

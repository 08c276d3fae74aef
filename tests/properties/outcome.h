/* properties/outcome.h -- what Plume makes of a folder. */
#ifndef PLUME_TESTS_PROPERTIES_OUTCOME_H
#define PLUME_TESTS_PROPERTIES_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <plume/evidence.h>
#include <plume/text.h>
#include <plume/value.h>

enum { OUTCOME_RUNS = 256, OUTCOME_TOLD = 24 };

/* One account of a run. truth: number of the true run that it is of, as its names say;
 * -1 a trace. part: it lies inside what the run is known by. */
typedef struct outcome_told {
    char reader[24], where[120], rule[12];
    int line, truth;
    bool part;
} outcome_told;

typedef struct outcome_run {
    double duration_s, device_count, total_kwh, gpu_kwh, cpu_kwh, ram_kwh;
    int other;
    char id[48];
    outcome_told told[OUTCOME_TOLD];
    size_t tolds;
} outcome_run;

typedef struct outcome {
    outcome_run run[OUTCOME_RUNS]; /* runs, then what is none; each in order of figures */
    size_t runs, others;
    double device_hours;                   /* of runs */
    double kwh, gpu_kwh, cpu_kwh, ram_kwh; /* of all */
    uint64_t pairs[16];
    size_t unsaid;                      /* decisions without a rule, a path or a value */
    double facility_kwh[2], co2e_kg[2]; /* by the two methods of every report */
    plume_text decisions, notes;
} outcome;

/* What the user says of two files in all that is read from now on; left NULL: nothing. */
void outcome_say(bool same, const char *left, const char *right);

/* Paths that are read together. table: where runs.csv is written; NULL: nowhere. */
void outcome_read(outcome *out, const char *const *paths, size_t count,
                  const char *table);
void outcome_dispose(outcome *out);

/* results.json of a report of the paths, in a folder that is made anew; the caller frees
 * it. */
plume_value *outcome_report(const char *const *paths, size_t count, const char *folder);

/* Gives back what all readings share. */
void outcome_close(void);

/* In words, for a person. */
void outcome_print(const outcome *from);

#endif

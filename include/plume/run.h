/* plume/run.h -- one logged execution: a training, a trial, a fold, an evaluation.
 *
 * Strings are borrowed and never NULL; "" is unknown. Numbers that nobody logged are NAN.
 * Energies are kilowatt-hours, durations seconds, times Unix seconds in UTC. */
#ifndef PLUME_RUN_H
#define PLUME_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <plume/keys.h>
#include <plume/notes.h>
#include <plume/precision.h>
#include <plume/status.h>

PLUME_BEGIN

typedef enum plume_role {
    PLUME_ROLE_UNKNOWN,
    PLUME_ROLE_FINAL,
    PLUME_ROLE_SEARCH,
    PLUME_ROLE_NAS,
    PLUME_ROLE_ABLATION,
    PLUME_ROLE_DEVELOPMENT,
    PLUME_ROLE_EVALUATION,
    PLUME_ROLE_INFERENCE,
    PLUME_ROLE_COUNT
} plume_role;

/* Who says what role a run has, the surest last; up to NAME it is a guess from a
 * word. */
typedef enum plume_role_source {
    PLUME_ROLE_BY_PATH,
    PLUME_ROLE_BY_PROJECT,
    PLUME_ROLE_BY_TAG,
    PLUME_ROLE_BY_STUDY,
    PLUME_ROLE_BY_NAME,
    PLUME_ROLE_BY_LOG,     /* the log itself, or nobody where the role is not known */
    PLUME_ROLE_BY_PATTERN, /* `roles` of the study file */
    PLUME_ROLE_BY_INPUT    /* what is said of the input, or of all */
} plume_role_source;

/* "name", "log", "pattern" ... */
PLUME_API const char *plume_role_source_name(plume_role_source source);
PLUME_API bool plume_role_is_guessed(plume_role_source source);

typedef enum plume_state {
    PLUME_STATE_UNKNOWN,
    PLUME_STATE_COMPLETE,
    PLUME_STATE_FAILED,
    PLUME_STATE_PRUNED,
    PLUME_STATE_TIMEOUT,
    PLUME_STATE_PREEMPTED,
    PLUME_STATE_CANCELLED,
    PLUME_STATE_RUNNING,
    PLUME_STATE_WAITING,
    PLUME_STATE_COUNT
} plume_state;

/* Whether a run of this state ended before its work was done: failed, pruned, timed out,
 * preempted, cancelled. Its energy was spent all the same. */
PLUME_API bool plume_state_is_cut_short(plume_state state);

/* What an energy covers. */
typedef enum plume_scope {
    PLUME_SCOPE_UNKNOWN,
    PLUME_SCOPE_DEVICE, /* accelerators only */
    PLUME_SCOPE_IT,     /* accelerators, processors, memory, host */
    PLUME_SCOPE_COUNT
} plume_scope;

/* How an energy was obtained, best first. */
typedef enum plume_evidence {
    PLUME_EVIDENCE_UNKNOWN,
    PLUME_EVIDENCE_METERED, /* counter or wall meter */
    PLUME_EVIDENCE_SAMPLED, /* power trace integrated */
    PLUME_EVIDENCE_TRACKER, /* a tracker's own model */
    PLUME_EVIDENCE_RATED,   /* rated power x utilisation x time */
    PLUME_EVIDENCE_FLOPS,   /* work / throughput */
    PLUME_EVIDENCE_ASSUMED,
    PLUME_EVIDENCE_COUNT
} plume_evidence;

/* "final", "complete", "device", "tracker" ...: the words of runs.csv. find gives false
 * for a word that is none of them, and accepts the field's usual spellings (train, tune,
 * eval); "" is unknown. */
PLUME_API const char *plume_role_name(plume_role role);
PLUME_API const char *plume_state_name(plume_state state);
PLUME_API const char *plume_scope_name(plume_scope scope);
PLUME_API const char *plume_evidence_name(plume_evidence evidence);
PLUME_API bool plume_role_find(plume_role *out, const char *word);
PLUME_API bool plume_state_find(plume_state *out, const char *word);
PLUME_API bool plume_scope_find(plume_scope *out, const char *word);
PLUME_API bool plume_evidence_find(plume_evidence *out, const char *word);

/* logged_kwh is what the log prints; the others are the same with pue_included divided
 * out, so no figure here but logged_kwh holds a PUE. pue_included is 1 when there is
 * none. coverage is the share of the run's time that was measured, 0 to 1; sampled that
 * from the first to the last sample, gaps that were bridged included: NAN where nothing
 * was sampled, or gaps are no part of the energy. */
typedef struct plume_energy {
    double logged_kwh;
    double total_kwh, cpu_kwh, gpu_kwh, ram_kwh;
    double pue_included;
    double coverage, sampled;
    plume_scope scope;
    plume_evidence evidence;
} plume_energy;

/* A linear extrapolation that a tracker printed (carbontracker). Never added to anything.
 */
typedef struct plume_prediction {
    double energy_kwh, co2e_kg, duration_s; /* as printed, any PUE inside */
} plume_prediction;

/* What a run took of its machine and did with it, for methods that compute an energy from
 * that. */
typedef struct plume_compute {
    const char *processor;     /* its model; "" unknown */
    double cores;              /* of processors, that the run used */
    double core_w;             /* rated power of one of them */
    double core_utilization;   /* of that power, 0 to 1 */
    double memory_gb;          /* that the run asked for, or had */
    double efficiency;         /* share of the devices' peak throughput, 0 to 1 */
    plume_precision precision; /* of the arithmetic that the peak is taken at */
    double parameters;         /* that act on each token: of a mixture of experts, fewer
                                  than it has */
    double tokens;             /* trained on, repetitions counted */
} plume_compute;

/* Whose a run is and of what, as its log says. user: a person, read only where it is
 * asked for (plume_input_options.people). */
typedef struct plume_owner {
    const char *account, *user, *project, *partition, *model;
    const char *tags; /* with commas */
} plume_owner;

typedef struct plume_origin {
    const char *path;
    uint64_t line; /* 0 when the log has no lines */
    const char *reader;
} plume_origin;

/* One account of a run: what one log says of it. relation: how it stands to the run
 * ("same", "part of", "covers", "continues"), and the rule by which that was found
 * ("key", "times",
 * ...); "alone" and "" for the only one. */
typedef struct plume_told {
    const char *reader, *path;
    uint64_t line;
    const char *relation, *rule;
    double duration_s, energy_kwh; /* as this log tells them */
} plume_told;

/* What is in the logs and is no run: its energy counts (but for a look-up and a job that
 * waits), its time does not, but for hours of a scheduler's job between its runs: these
 * alone have a device_count with BETWEEN. */
typedef enum plume_other {
    PLUME_OTHER_NONE,    /* a run */
    PLUME_OTHER_IDLE,    /* drawn by the devices of a trace while no run ran */
    PLUME_OTHER_BETWEEN, /* what holds several runs, beyond their time */
    PLUME_OTHER_LOOK_UP, /* in a tabular benchmark */
    PLUME_OTHER_WAITING, /* a job that has not begun */
    PLUME_OTHER_COUNT
} plume_other;
PLUME_API const char *plume_other_name(plume_other other); /* "idle"; "" for a run */
PLUME_API bool plume_other_find(plume_other *out, const char *word);

typedef struct plume_run {
    const char *id;       /* unique within its source; a reader makes one up if it must */
    const char *identity; /* equal for two records of the same run, over all inputs and
                             all their rows; "" means that the id is. */
    const char *covers; /* identity of a lesser record of this run, in another input: one
                           that waited, or a copy of its samples. The lesser record has
                           it as both. "" none. */
    const char *study, *name, *device, *host, *location, *provider, *region;
    const char *devices; /* that it used, by their places in the host or their UUIDs, with
                            commas: "0,1", "GPU-5f1c...", "node1:0"; "" unknown */
    const char
        *machine; /* equal for runs that were metered on the same machine; "" unknown */
    const char *warnings; /* codes, separated by blanks */
    const char *note;     /* for a person; where the figure was read, for example */
    const char *tool; /* that logged it, by its reader's name; "" that of its origin */
    const char *tool_version; /* of the tracker that logged it: "2.1.4"; "" unknown */
    plume_role role;
    plume_role_source role_source; /* of the role */
    const char *role_rule;         /* pattern, word of a guess, or reader of the log */
    plume_state state;
    plume_other other; /* NONE: it is a run */
    double start_s, end_s;
    double duration_s, device_count; /* device_count may be a fraction */
    double used_s; /* of a duration that a scheduler reserved: in which the program ran,
                      as another log tells; NAN: none does, or nobody reserved */
    double
        progress;   /* of two records of one run the larger supersedes; NAN: duration_s */
    double repeat;  /* this record stands for that many equal runs; 1 as a rule */
    double power_w; /* average draw of the whole run, in the energy's scope */
    double utilization; /* of the device's rated power, 0 to 1 */
    double
        site_pue; /* of the building, as the log states it; never inside an energy here */
    double site_kg_per_kwh; /* of the grid there, as a person states it of the run; what a
                               tool printed is logged_intensity_kg_per_kwh alone */
    double flops;
    plume_compute compute;
    plume_energy energy;
    plume_prediction predicted;
    double logged_co2e_kg, logged_intensity_kg_per_kwh, objective;
    double objective_better; /* 1: a larger objective is better, -1: a smaller; NAN: the
                                log does not say */
    /* Of a power trace that was matched to hourly intensities: the mean over the energy
     * of the hours that are known, and the share of its energy that these are. */
    double matched_kg_per_kwh, matched_share;
    /* 0, or equal for runs that agree in their device, processor, study, place, version
     * and origin but for the line: what these lead to is looked up once. A reader's is of
     * its log alone. Whoever changes one of these makes it 0. */
    uint64_t kind;
    plume_owner owner;         /* by which clusters divide: no part of runs.csv */
    plume_run_keys keys;       /* by which other logs of the same run are found */
    plume_origin origin;       /* of several accounts: of the first in told_by */
    const plume_told *told_by; /* none: by its origin alone */
    size_t told_count;
} plume_run;

/* The warning of a run that others found dead: its log knows the last sign of life, and
 * other accounts of the same tool only when that was noticed. */
#define PLUME_RUN_BY_HEARTBEAT "ended-by-heartbeat"
PLUME_API bool plume_run_is_ended_by_heartbeat(const plume_run *run);

/* The warning of a run that nobody made for this study: the record of a benchmark that a
 * search looked up. Its time and energy were spent once, when the benchmark was made, and
 * enter no total; it counts as a record that was used. */
#define PLUME_RUN_SIMULATED "simulated"
PLUME_API bool plume_run_is_simulated(const plume_run *run);

/* The warning of a run that lasted longer than all logs together measured its energy, by
 * more than what trackers miss at start and end: the energy is a lower bound, and
 * energy.coverage tells of how much. */
#define PLUME_RUN_PARTLY "partly-measured"
PLUME_API bool plume_run_is_partly_measured(const plume_run *run);

/* The warning of a run of which it is not known which of the measured devices it used:
 * all count. */
#define PLUME_RUN_ALL_DEVICES "gpu-use-unknown"
PLUME_API bool plume_run_counts_all_devices(const plume_run *run);

/* Whether it still ran when its log ended, so that hours and energy are lower bounds; not
 * where the user said for how long. */
#define PLUME_RUN_ASSUMED "running-assumed"
PLUME_API bool plume_run_still_ran(const plume_run *run);

/* Whether its duration is that between two signs of life: it ran at least so long. */
#define PLUME_RUN_SPAN  "span-of-events"
#define PLUME_RUN_LEAST "duration-least"
PLUME_API bool plume_run_lasted_at_least(const plume_run *run);

/* The warning of a run whose intensity its tracker did not find out: a tool's default is
 * that of no place, and speaks for none. */
#define PLUME_RUN_DEFAULT_INTENSITY "default-intensity"
PLUME_API bool plume_run_has_default_intensity(const plume_run *run);

/* The warnings of a run that has a share of what several used at one time: of the energy
 * of their machine; of devices that the user says they shared, in device_count and in
 * energy. */
#define PLUME_RUN_MACHINE_SHARED "machine-shared"
#define PLUME_RUN_DEVICES_SHARED "devices-shared"
PLUME_API bool plume_run_is_machine_shared(const plume_run *run);
PLUME_API bool plume_run_is_devices_shared(const plume_run *run);

/* Every string "", every number NAN, the keys too, but repeat 1 and pue_included 1. */
PLUME_API void plume_run_init(plume_run *run);

/* Takes runs one at a time and keeps none of their strings. */
typedef struct plume_run_sink {
    plume_status (*take)(void *state, const plume_run *run, plume_error *error);
    void *state;
} plume_run_sink;

/* Hands a run to sink as many times as it is repeated, under ids of their own ("job/1"),
 * each with repeat 1: for outputs that know one row a run. */
PLUME_API plume_status plume_run_each(const plume_run *run, plume_run_sink sink,
                                      plume_error *error);

/* read = used + superseded + duplicate + told_again + rejected, for one input or for all.
 * told_again: of a run that another log tells as well, and is counted there. */
typedef struct plume_records {
    uint64_t read, used, superseded, duplicate, told_again, rejected;
} plume_records;

PLUME_API void plume_records_add(plume_records *sum, const plume_records *more);
PLUME_API bool plume_records_balance(const plume_records *records);

/* {read, used, superseded, duplicate, told_again, rejected}, for machine output. */
typedef struct plume_value plume_value;
PLUME_API void plume_records_to_value(const plume_records *records, plume_value *map);

/* A sink that writes runs in the canonical schema of runs.csv: create with the header
 * already written into output (borrowed, outlives it). Text that a spreadsheet would run
 * as a formula gets a leading apostrophe. */
typedef struct plume_output plume_output;
PLUME_API plume_status plume_runs_csv_header(plume_output *output, plume_error *error);
PLUME_API plume_status plume_runs_csv_write(plume_output *output, const plume_run *run,
                                            plume_error *error);

/* The same fields, in the same order, told_by and used_s, as a map in a list
 * (plume.runs/1); unknown is null, and warnings are a list of codes. In both a role or
 * state that is unknown is the word "unknown", since a hand-written table that leaves it
 * out means something else. */
PLUME_API void plume_run_to_value(plume_value *map, const plume_run *run);

/* What is no run, as a map: {kind, path, line, start, end, duration_s, device_count,
 * energy_kwh}. */
PLUME_API void plume_other_to_value(plume_value *map, const plume_run *other);

PLUME_END

#endif

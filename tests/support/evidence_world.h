/* support/evidence_world.h -- a folder of logs, and the runs that evidence makes of it.
 */
#ifndef PLUME_SUPPORT_EVIDENCE_WORLD_H
#define PLUME_SUPPORT_EVIDENCE_WORLD_H

#include "support/support.h"

#include <math.h>
#include <sys/stat.h>

#include <plume/evidence.h>

enum { RUNS_MAX = 64, TOLD_KWH_MAX = 8 };

typedef struct got_run {
    char id[64], rules[200]; /* rules: of each account, with blanks */
    char told_by[900];       /* of each account "relation/rule/reader " */
    char location[32], region[32];
    double duration_s, used_s, device_count, energy_kwh, gpu_kwh, cpu_kwh, ram_kwh;
    double coverage, logged_kg;
    double told_kwh[TOLD_KWH_MAX]; /* by each of the first of its accounts */
    plume_evidence evidence;
    char warnings[200];
    plume_state state;
    plume_role role;
    plume_other other;
    size_t told;
} got_run;

typedef struct told_world {
    char *folder;
    plume_notes *notes;
    plume_intake *intake;
    got_run run[RUNS_MAX];
    size_t runs, others;
    double device_hours, energy_kwh; /* of runs */
    got_run other[RUNS_MAX];
} told_world;

static plume_error error;

static inline plume_status told_take(void *state, const plume_run *run,
                                     plume_error *unused)
{
    told_world *w = state;
    got_run *to =
        run->other != PLUME_OTHER_NONE ? &w->other[w->others++] : &w->run[w->runs++];

    (void)unused;
    memset(to, 0, sizeof *to);
    snprintf(to->id, sizeof to->id, "%s", run->id);
    snprintf(to->location, sizeof to->location, "%s", run->location);
    snprintf(to->region, sizeof to->region, "%s", run->region);
    to->duration_s = run->duration_s;
    to->used_s = run->used_s;
    to->device_count = run->device_count;
    to->energy_kwh = run->energy.total_kwh;
    to->gpu_kwh = run->energy.gpu_kwh;
    to->cpu_kwh = run->energy.cpu_kwh;
    to->ram_kwh = run->energy.ram_kwh;
    to->coverage = run->energy.coverage;
    to->logged_kg = run->logged_co2e_kg;
    to->evidence = run->energy.evidence;
    snprintf(to->warnings, sizeof to->warnings, "%s", run->warnings);
    to->state = run->state;
    to->role = run->role;
    to->other = run->other;
    to->told = run->told_count;
    for (size_t i = 0; i < run->told_count; i++) {
        if (i < TOLD_KWH_MAX)
            to->told_kwh[i] = run->told_by[i].energy_kwh;
        strncat(to->rules, run->told_by[i].rule,
                sizeof to->rules - strlen(to->rules) - 1);
        strncat(to->rules, " ", sizeof to->rules - strlen(to->rules) - 1);
        snprintf(to->told_by + strlen(to->told_by),
                 sizeof to->told_by - strlen(to->told_by), "%s/%s/%s ",
                 run->told_by[i].relation, run->told_by[i].rule, run->told_by[i].reader);
    }
    if (run->other == PLUME_OTHER_NONE) {
        w->device_hours +=
            isnan(run->device_count) ? 0.0 : run->duration_s * run->device_count / 3600.0;
        w->energy_kwh += isnan(run->energy.total_kwh) ? 0.0 : run->energy.total_kwh;
    }
    return PLUME_OK;
}

static inline told_world told_begin(void)
{
    told_world w = { .folder = test_folder() };

    memset(&error, 0, sizeof error);
    ck_ok(plume_notes_new(&w.notes, &error), error);
    ck_ok(plume_intake_new(&w.intake, w.notes, &error), error);
    ck_ok(plume_evidence_attach(w.intake, NULL, &error), error);
    return w;
}

static inline void told_end(told_world *w)
{
    plume_intake_free(w->intake);
    plume_notes_free(w->notes);
    free(w->folder);
}

static inline void told_put(const told_world *w, const char *name, const char *text)
{
    free(test_file(w->folder, name, text, strlen(text)));
}

static inline void told_put_folder(const told_world *w, const char *name)
{
    char path[300];

    snprintf(path, sizeof path, "%s/%s", w->folder, name);
    ck_assert_int_eq(mkdir(path, 0700), 0);
}

/* Reads what was added; of a folder of its own when nothing was. */
static inline void told_read(told_world *w, const char *path)
{
    plume_records records;

    ck_ok(plume_intake_add(w->intake, path == NULL ? w->folder : path, NULL, &error),
          error);
    ck_ok(plume_intake_read(w->intake, (plume_run_sink){ told_take, w }, &error), error);
    records = plume_intake_records(w->intake);
    ck_assert(plume_records_balance(&records));
}

static inline bool told_note(const told_world *w, const char *code)
{
    return plume_notes_tally(w->notes, code) > 0;
}

/* A folder below ../shared, or NULL with a loud word when there is none. */
static inline const char *told_shared(char path[300], const char *name)
{
    const char *given = getenv("PLUME_SHARED");
    struct stat found;

    snprintf(path, 300, "%s/%s", given != NULL ? given : PLUME_SOURCE_DIR "/../shared",
             name);
    if (stat(path, &found) == 0)
        return path;
    fprintf(stderr, "\n*** SKIPPED: no %s (set PLUME_SHARED) ***\n\n", path);
    return NULL;
}

#endif

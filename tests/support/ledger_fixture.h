/* support/ledger_fixture.h -- a ledger of a study, with what it stands on: begin with the
 * text of plume.yaml, take runs, finish, look, end. */
#ifndef PLUME_TESTS_LEDGER_FIXTURE_H
#define PLUME_TESTS_LEDGER_FIXTURE_H

#include "study/study.h"
#include "support/support.h"

static plume_error error;
static plume_factors *factors;
static plume_notes *notes;
static plume_study *study;
static plume_ledger *ledger;

static inline void begin(const char *yaml)
{
    char *datasets = test_path("datasets");

    ck_ok(plume_factors_open(&factors, datasets, &error), error);
    ck_ok(plume_notes_new(&notes, &error), error);
    ck_ok(plume_study_new(&study, &error), error);
    ck_ok(plume_study_parse(study, yaml, strlen(yaml), "plume.yaml", factors, &error),
          error);
    ck_ok(plume_ledger_new(&ledger, study, factors, NULL, 0, notes, &error), error);
    free(datasets);
}

static inline void end(void)
{
    plume_ledger_free(ledger);
    plume_study_free(study);
    plume_notes_free(notes);
    plume_factors_free(factors);
}

static inline plume_run a_run(double it_kwh)
{
    plume_run run;

    plume_run_init(&run);
    run.id = "r";
    run.origin.path = "emissions.csv";
    run.energy.total_kwh = run.energy.logged_kwh = it_kwh;
    run.energy.scope = PLUME_SCOPE_IT;
    run.energy.evidence = PLUME_EVIDENCE_TRACKER;
    run.duration_s = 3600.0;
    run.device_count = 2.0;
    return run;
}

static inline void take(const plume_run *run)
{
    plume_run_sink sink = plume_ledger_sink(ledger);

    ck_ok(sink.take(sink.state, run, &error), error);
}

static inline void finish(void)
{
    ck_ok(plume_ledger_close(ledger, &error), error);
}

static inline const plume_note *note_of(const char *code)
{
    for (size_t i = 0; i < plume_notes_count(notes); i++) {
        if (strcmp(plume_notes_at(notes, i)->code, code) == 0)
            return plume_notes_at(notes, i);
    }
    return NULL;
}

#endif

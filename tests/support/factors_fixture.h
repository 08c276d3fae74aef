/* support/factors_fixture.h -- the bundled factors, and notes for what is told of them.
 */
#ifndef PLUME_TESTS_FACTORS_FIXTURE_H
#define PLUME_TESTS_FACTORS_FIXTURE_H

#include "support/support.h"

static plume_factors *factors;
static plume_notes *notes;
static plume_error error;

static inline void open_all(void)
{
    char *path = test_path("datasets");

    memset(&error, 0, sizeof error);
    ck_ok(plume_factors_open(&factors, path, &error), error);
    ck_ok(plume_notes_new(&notes, &error), error);
    free(path);
}

static inline void close_all(void)
{
    plume_notes_free(notes);
    plume_factors_free(factors);
}

#endif

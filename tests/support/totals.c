#include "support/totals.h"

static void add_known(double *sum, double value)
{
    if (!isnan(value))
        *sum += value;
}

static plume_status take(void *state, const plume_run *run, plume_error *error)
{
    test_totals *totals = state;

    (void)error;
    totals->runs++;
    add_known(&totals->energy_kwh, run->energy.total_kwh);
    add_known(&totals->logged_kwh, run->energy.logged_kwh);
    add_known(&totals->co2e_kg, run->logged_co2e_kg);
    add_known(&totals->hours, run->duration_s / 3600.0);
    return PLUME_OK;
}

void test_read_totals(test_totals *out, const char *path)
{
    plume_run_sink sink = { take, out };
    plume_intake *intake;
    plume_error error = { 0 };

    memset(out, 0, sizeof *out);
    ck_ok(plume_intake_new(&intake, NULL, &error), error);
    ck_ok(plume_intake_add(intake, path, NULL, &error), error);
    ck_ok(plume_intake_read(intake, sink, &error), error);
    out->records = plume_intake_records(intake);
    plume_intake_free(intake);
}

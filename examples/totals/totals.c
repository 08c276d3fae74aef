/* Reads a folder of logs by the library, and prints its totals.
 *
 *     cc totals.c -o totals $(pkg-config --cflags --libs plume)
 *     ./totals logs/
 *
 * Every call that can fail returns a status and fills an error with the place, a message
 * and a hint; what a call made is freed by the caller, also after a failure. */
#include <stdio.h>
#include <stdlib.h>
#include <plume/plume.h>

typedef struct work {
    plume_factors *factors; /* datasets: compiled in */
    plume_study *study;     /* what no log says: here nothing */
    plume_notes *notes;     /* what the readers noticed */
    plume_intake *intake;
    plume_ledger *ledger;
} work;

static plume_status open_work(work *work, plume_error *error)
{
    plume_status status = plume_factors_open(&work->factors, NULL, error);

    if (status == PLUME_OK)
        status = plume_study_new(&work->study, error);
    if (status == PLUME_OK)
        status = plume_notes_new(&work->notes, error);
    if (status == PLUME_OK)
        status = plume_intake_new(&work->intake, work->notes, error);
    if (status == PLUME_OK) /* logs that tell of one run count once */
        status = plume_evidence_attach(work->intake, NULL, error);
    if (status == PLUME_OK)
        status = plume_ledger_new(&work->ledger, work->study, work->factors, NULL, 0,
                                  work->notes, error);
    return status;
}

static void close_work(work *work)
{
    plume_ledger_free(work->ledger);
    plume_intake_free(work->intake);
    plume_notes_free(work->notes);
    plume_study_free(work->study);
    plume_factors_free(work->factors);
}

/* Unknown is not zero: a sum of no known runs is no sum. */
static void print_known(const char *what, double sum, const char *unit,
                        unsigned long long known, unsigned long long runs)
{
    if (known == 0)
        printf("%-28s not available\n", what);
    else
        printf("%-28s %s%.3f %s\n", what, known < runs ? "at least " : "", sum, unit);
}

static void print_totals(const plume_ledger *ledger)
{
    const plume_totals *all = plume_ledger_all(ledger);

    printf("%-28s %llu\n", "Runs", (unsigned long long)all->runs);
    print_known("Device-time", all->device_hours, "h", all->device_timed_runs, all->runs);
    print_known("IT energy", all->it_kwh, "kWh", all->energy_runs, all->runs);
    for (size_t i = 0; i < plume_ledger_estimate_count(ledger); i++) {
        plume_estimate estimate = plume_ledger_estimate_at(ledger, i);
        char name[64];

        snprintf(name, sizeof name, "%s, %s", estimate.method,
                 plume_basis_name(estimate.basis));
        print_known(name, all->co2e_kg[i], "kg CO2e", all->estimated_runs[i], all->runs);
    }
}

int main(int argc, char **argv)
{
    work work = { 0 };
    plume_error error = { 0 };
    plume_status status;

    plume_modules_look_in(getenv("PLUME_MODULES")); /* NULL: where they were installed */
    status = open_work(&work, &error);

    for (int i = 1; i < argc && status == PLUME_OK; i++)
        status = plume_intake_add(work.intake, argv[i], NULL, &error);
    if (status == PLUME_OK)
        status = plume_ledger_read(work.ledger, work.intake, &error);
    if (status == PLUME_OK)
        print_totals(work.ledger);
    else
        fprintf(stderr, "%s%serror: %s\n%s\n", error.path, error.path[0] ? ": " : "",
                error.message, error.hint);
    close_work(&work);
    return status == PLUME_OK ? 0 : 1;
}

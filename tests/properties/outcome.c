/* Reads folders through the library, as `plume report` does, and adds up. */
#include "properties/outcome.h"

#include "support/support.h"

#include <plume/evidence.h>
#include <plume/report.h>

#include <unistd.h>

static double known(double value)
{
    return isnan(value) ? 0.0 : value;
}

static void take_figures(outcome_run *to, const plume_run *run)
{
    to->duration_s = run->duration_s;
    to->device_count = run->device_count;
    to->total_kwh = run->energy.total_kwh;
    to->gpu_kwh = run->energy.gpu_kwh;
    to->cpu_kwh = run->energy.cpu_kwh;
    to->ram_kwh = run->energy.ram_kwh;
    to->other = (int)run->other;
}

/* The number of the true run, out of what a log of this reader calls it. */
static int truth_of(const char *reader, const char *path, const char *id)
{
    static const struct {
        const char *reader, *before;
        bool path;
    } names[] = {
        { "codecarbon", "cc", false },   { "mlflow_files", "ml", false },
        { "mlflow", "ml", false },       { "wandb_folder", "wb", false },
        { "tensorboard", "/r", true },   { "hf_trainer", "/r", true },
        { "carbontracker", ".r", true }, { "ray_result", "train_00_", true },
        { "tidy", "t", false },          { "slurm", "5", false },
    };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *in = names[i].path ? path : id, *at = in;

        if (strcmp(reader, names[i].reader) != 0)
            continue;
        while ((at = strstr(at, names[i].before)) != NULL) {
            at += strlen(names[i].before);
            if (at[0] >= '0' && at[0] <= '9')
                return (int)strtol(at, NULL, 10) % 1000;
        }
    }
    return -1;
}

static void take_told(outcome_run *to, const plume_run *run)
{
    for (size_t i = 0; i < run->told_count; i++) {
        const plume_told *from = &run->told_by[i];
        outcome_told *one = &to->told[to->tolds++];
        size_t length = strlen(from->path);

        ck_assert_uint_le(to->tolds, OUTCOME_TOLD);
        snprintf(one->reader, sizeof one->reader, "%s", from->reader);
        snprintf(one->where, sizeof one->where, "%s",
                 from->path + (length > 110 ? length - 110 : 0));
        snprintf(one->rule, sizeof one->rule, "%s", from->rule);
        one->line = (int)from->line;
        one->truth = -1;
        one->part = strcmp(from->relation, "part of") == 0;
    }
}

/* Where runs go. */
typedef struct taking {
    outcome *all;
    plume_run_sink ledger;
    plume_output *table; /* NULL: none */
} taking;

static plume_status take(void *state, const plume_run *run, plume_error *error)
{
    const taking *into = state;
    outcome *all = into->all;
    outcome_run *to = &all->run[all->runs + all->others];

    ck_assert_uint_lt(all->runs + all->others, OUTCOME_RUNS);
    memset(to, 0, sizeof *to);
    take_figures(to, run);
    snprintf(to->id, sizeof to->id, "%s", run->id);
    take_told(to, run);
    all->runs += run->other == PLUME_OTHER_NONE;
    all->others += run->other != PLUME_OTHER_NONE;
    if (into->table != NULL)
        ck_ok(plume_runs_csv_write(into->table, run, error), *error);
    return into->ledger.take(into->ledger.state, run, error);
}

static int by_number(double left, double right)
{
    if (isnan(left) || isnan(right))
        return isnan(left) - isnan(right);
    return (left > right) - (left < right);
}

static int by_figures(const void *left, const void *right)
{
    const outcome_run *a = left, *b = right;
    int order = a->other - b->other;

    if (order == 0)
        order = by_number(a->duration_s, b->duration_s);
    if (order == 0)
        order = by_number(a->total_kwh, b->total_kwh);
    if (order == 0)
        order = by_number(a->device_count, b->device_count);
    return order != 0 ? order : by_number(a->gpu_kwh, b->gpu_kwh);
}

/* In one order, so that equal runs give equal sums to the last bit. */
static void add_up(outcome *all)
{
    qsort(all->run, all->runs + all->others, sizeof *all->run, by_figures);
    all->device_hours = 0.0;
    for (size_t i = 0; i < all->runs + all->others; i++) {
        const outcome_run *run = &all->run[i];

        if (run->other == PLUME_OTHER_NONE || run->other == PLUME_OTHER_BETWEEN)
            all->device_hours += known(run->duration_s * run->device_count / 3600.0);
        all->kwh += known(run->total_kwh);
        all->gpu_kwh += known(run->gpu_kwh);
        all->cpu_kwh += known(run->cpu_kwh);
        all->ram_kwh += known(run->ram_kwh);
    }
}

/* Accounts have ids here alone. */
static void learn(outcome *all, const plume_decision_account *account)
{
    for (size_t i = 0; i < all->runs + all->others; i++)
        for (size_t k = 0; k < all->run[i].tolds; k++) {
            outcome_told *one = &all->run[i].told[k];
            size_t length = strlen(account->path), own = strlen(one->where);

            if (one->line == (int)account->line &&
                strcmp(one->reader, account->reader) == 0 && length >= own &&
                strcmp(account->path + length - own, one->where) == 0)
                one->truth = truth_of(account->reader, account->path, account->id);
        }
}

/* Its path, and what it tells: hours or energy. */
static bool is_said(const plume_decision_account *account)
{
    return account->path[0] != '\0' &&
           (!isnan(account->duration_s) || !isnan(account->energy_kwh));
}

static plume_status decide(void *state, const plume_decision *one, plume_error *error)
{
    outcome *all = state;

    (void)error;
    learn(all, &one->account);
    learn(all, &one->to);
    all->unsaid += one->rule[0] == '\0' || one->relation[0] == '\0' ||
                   !is_said(&one->account) || !is_said(&one->to);
    plume_text_printf(&all->decisions, "%s %s | %s %s %s:%d | %s %s %s:%d \n", one->rule,
                      one->relation, one->account.reader, one->account.id,
                      one->account.path, (int)one->account.line, one->to.reader,
                      one->to.id, one->to.path, (int)one->to.line);
    return PLUME_OK;
}

static void take_notes(outcome *out, const plume_notes *notes)
{
    for (size_t i = 0; i < plume_notes_count(notes); i++) {
        const plume_note *note = plume_notes_at(notes, i);

        plume_text_printf(&out->notes, "%s: %s\n", note->code, note->message);
    }
}

/* Factors and an empty study are the same for all. */
static plume_factors *factors;
static plume_study *study;

static void open_factors(plume_error *error)
{
    char *datasets = test_path("datasets");

    if (factors == NULL) {
        ck_ok(plume_factors_open(&factors, datasets, error), *error);
        ck_ok(plume_study_new(&study, error), *error);
    }
    free(datasets);
}

/* Every run into the ledger, and into the table where there is one. */
static void read_runs(outcome *out, plume_intake *intake, const char *table,
                      plume_error *error)
{
    plume_ledger *ledger;
    taking into = { .all = out };
    const plume_totals *totals;

    open_factors(error);
    ck_ok(plume_ledger_new(&ledger, study, factors, NULL, 0, NULL, error), *error);
    into.ledger = plume_ledger_sink(ledger);
    if (table != NULL) {
        ck_ok(plume_output_open(&into.table, table, error), *error);
        ck_ok(plume_runs_csv_header(into.table, error), *error);
    }
    ck_ok(plume_intake_read(intake, (plume_run_sink){ take, &into }, error), *error);
    if (table != NULL)
        ck_ok(plume_output_finish(into.table, error), *error);
    totals = plume_ledger_all(ledger);
    for (int i = 0; i < 2; i++) {
        out->facility_kwh[i] = totals->facility_kwh[i];
        out->co2e_kg[i] = totals->co2e_kg[i];
    }
    plume_ledger_free(ledger);
}

/* What was decided, how often, and what is said of it. */
static void take_decisions(outcome *out, const plume_intake *intake,
                           const plume_notes *notes, plume_error *error)
{
    plume_records records = plume_intake_records(intake);

    ck_assert(plume_records_balance(&records));
    ck_ok(plume_evidence_decisions(intake, (plume_decision_sink){ decide, out }, error),
          *error);
    for (size_t i = 0; i < plume_evidence_rules(); i++)
        out->pairs[i] = plume_evidence_pairs(intake, i);
    take_notes(out, notes);
}

static plume_pair said;
static bool said_same;

void outcome_say(bool same, const char *left, const char *right)
{
    said = (plume_pair){ left, right };
    said_same = same;
}

static plume_evidence_options word_of_the_user(void)
{
    size_t count = said.left != NULL;

    return said_same
               ? (plume_evidence_options){ .same = &said, .same_count = count }
               : (plume_evidence_options){ .distinct = &said, .distinct_count = count };
}

void outcome_read(outcome *out, const char *const *paths, size_t count, const char *table)
{
    plume_evidence_options options = word_of_the_user();
    plume_error error = { .status = PLUME_OK };
    plume_notes *notes;
    plume_intake *intake;

    memset(out, 0, sizeof *out);
    plume_text_init(&out->decisions);
    plume_text_init(&out->notes);
    ck_ok(plume_notes_new(&notes, &error), error);
    ck_ok(plume_intake_new(&intake, notes, &error), error);
    ck_ok(plume_evidence_attach(intake, &options, &error), error);
    for (size_t i = 0; i < count; i++)
        ck_ok(plume_intake_add(intake, paths[i], NULL, &error), error);
    read_runs(out, intake, table, &error);
    take_decisions(out, intake, notes, &error);
    plume_intake_free(intake);
    plume_notes_free(notes);
    add_up(out);
}

plume_value *outcome_report(const char *const *paths, size_t count, const char *folder)
{
    plume_error error = { .status = PLUME_OK };
    char *templates = test_path("templates"), path[512], *text;
    plume_report_options options = { .directory = folder,
                                     .force = true,
                                     .templates = templates,
                                     .command = "plume report",
                                     .creation_s = NAN };
    plume_value *results = NULL;
    plume_notes *notes;
    plume_intake *intake;
    plume_text summary;

    open_factors(&error);
    plume_text_init(&summary);
    ck_ok(plume_notes_new(&notes, &error), error);
    ck_ok(plume_intake_new(&intake, notes, &error), error);
    ck_ok(plume_evidence_attach(intake, NULL, &error), error);
    for (size_t i = 0; i < count; i++)
        ck_ok(plume_intake_add(intake, paths[i], NULL, &error), error);
    ck_ok(plume_report_write(intake, study, factors, notes, &options, &summary, &error),
          error);
    snprintf(path, sizeof path, "%s/results.json", folder);
    text = test_slurp(path, NULL);
    ck_assert_ptr_nonnull(text);
    ck_ok(plume_json_parse(&results, text, strlen(text), path, NULL, &error), error);
    free(text);
    plume_text_dispose(&summary);
    plume_intake_free(intake);
    plume_notes_free(notes);
    free(templates);
    return results;
}

void outcome_dispose(outcome *out)
{
    plume_text_dispose(&out->decisions);
    plume_text_dispose(&out->notes);
}

void outcome_close(void)
{
    plume_study_free(study);
    plume_factors_free(factors);
    study = NULL;
    factors = NULL;
}

void outcome_print(const outcome *from)
{
    fprintf(stderr,
            "%zu runs, %zu others, %.6f device-hours, %.9f kWh (gpu %.9f cpu %.9f ram "
            "%.9f)\n",
            from->runs, from->others, from->device_hours, from->kwh, from->gpu_kwh,
            from->cpu_kwh, from->ram_kwh);
    for (size_t i = 0; i < from->runs + from->others; i++) {
        const outcome_run *run = &from->run[i];

        fprintf(stderr, "  %s%s %.3f s x %.3g, %.9g kWh (gpu %.6g cpu %.6g):",
                run->other ? "OTHER " : "", run->id, run->duration_s, run->device_count,
                run->total_kwh, run->gpu_kwh, run->cpu_kwh);
        for (size_t k = 0; k < run->tolds; k++)
            fprintf(stderr, " %s:%d r%d[%s]", run->told[k].reader, run->told[k].line,
                    run->told[k].truth, run->told[k].rule);
        fprintf(stderr, "\n");
    }
}

/* cli/gates.c -- what a pipeline demands of the emissions of logs or of a report. */
#include "gates.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define RESULTS       "results.json"
#define REPORT_SCHEMA "plume.report/"
#define PERCENT       100.0
enum { DIGITS = 3, RESULTS_BYTES_MAX = 1 << 28 };

/* --- options --- */

/* A bare number could be grams as well as tonnes: a gate is no place to guess. */
static bool parse_budget(double *out, const char *given, int *status)
{
    plume_error error = { 0 };
    double bare;

    *out = NAN;
    if (given == NULL)
        return true;
    if (plume_number_parse(&bare, given, strlen(given)))
        *status = cli_misused(
            "check", "--budget is '%s', expected a unit: 50kg, 800 g, 1.2 t", given);
    else if (plume_quantity_parse(out, PLUME_DIMENSION_MASS, given, strlen(given),
                                  &error) != PLUME_OK)
        *status = cli_misused("check", "--budget: %s", error.message);
    else if (!(*out >= 0.0))
        *status = cli_misused("check", "--budget is '%s', expected at least 0", given);
    else
        return true;
    return false;
}

/* "10" may be meant as a tenth or as ten times. */
static bool parse_increase(double *out, const char *given, int *status)
{
    plume_error error = { 0 };
    double bare;

    *out = 0.0;
    if (given == NULL)
        return true;
    if (plume_number_parse(&bare, given, strlen(given)) && bare >= 1.0)
        *status = cli_misused("check", "--max-increase is '%s', expected %s%% or 0.1",
                              given, given);
    else if (plume_quantity_parse(out, PLUME_DIMENSION_RATIO, given, strlen(given),
                                  &error) != PLUME_OK)
        *status = cli_misused("check", "--max-increase: %s", error.message);
    else if (!(*out >= 0.0))
        *status =
            cli_misused("check", "--max-increase is '%s', expected at least 0", given);
    else
        return true;
    return false;
}

bool cli_gates_parse(cli_gates *out, const char *budget, const char *baseline,
                     const char *most_increase, int *status)
{
    out->baseline = baseline;
    if (!parse_budget(&out->budget_kg, budget, status) ||
        !parse_increase(&out->most_increase, most_increase, status))
        return false;
    if (most_increase == NULL || baseline != NULL)
        return true;
    *status = cli_misused("check", "--max-increase needs --baseline OLD/" RESULTS);
    return false;
}

/* --- headlines --- */

/* What tells of a log that could not be read. */
static bool is_of_unread(const char *code)
{
    return strcmp(code, "refused-input") == 0 || strcmp(code, "lfs-pointer") == 0 ||
           strcmp(code, "damaged-input") == 0;
}

static double unread_in(const plume_notes *notes)
{
    double count = 0.0;

    for (size_t i = 0; i < plume_notes_count(notes); i++) {
        const plume_note *note = plume_notes_at(notes, i);

        if (is_of_unread(note->code))
            count += 1.0;
    }
    return count;
}

cli_headline cli_headline_of(const plume_ledger *ledger, const plume_notes *notes)
{
    const plume_totals *all = plume_ledger_all(ledger);
    size_t at = plume_ledger_headline(ledger, PLUME_BASIS_GROSS);
    plume_estimate gross = plume_ledger_estimate_at(ledger, at);

    return (cli_headline){ .co2e_kg = gross.co2e_kg,
                           .low_kg = gross.interval95_kg[0],
                           .high_kg = gross.interval95_kg[1],
                           .facility_kwh = gross.energy_kwh,
                           .runs = (double)all->runs,
                           .known_runs = (double)all->energy_runs,
                           .most_runs = (double)all->most_runs,
                           .unread = unread_in(notes) };
}

bool cli_is_folder(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* path itself, or the results.json below a folder. */
static void results_path(plume_text *out, const char *path)
{
    plume_text_add(out, path);
    if (cli_is_folder(path))
        plume_text_printf(out, "%s" RESULTS, path[strlen(path) - 1] == '/' ? "" : "/");
}

/* Whole; NULL: it cannot be read, or is too long to be a report's. */
static char *slurp(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    long size;

    if (file == NULL)
        return NULL;
    if (fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) >= 0 &&
        size < RESULTS_BYTES_MAX && fseek(file, 0, SEEK_SET) == 0) {
        text = malloc((size_t)size + 1);
        *length = (size_t)size;
        if (text != NULL && fread(text, 1, *length, file) != *length) {
            free(text);
            text = NULL;
        }
    }
    fclose(file);
    return text;
}

static bool is_report(const plume_value *root)
{
    const char *schema = plume_value_string(plume_value_get(root, "schema"));

    return strncmp(schema, REPORT_SCHEMA, strlen(REPORT_SCHEMA)) == 0;
}

static plume_status read_results(plume_value **out, const char *path, plume_error *error)
{
    plume_text where;
    size_t length = 0;
    char *text;
    plume_status status;

    *out = NULL;
    plume_text_init(&where);
    results_path(&where, path);
    text = slurp(where.data, &length);
    if (text == NULL)
        status = plume_fail_at(error, PLUME_ERR_IO, where.data, 0, 0,
                               "there is no " RESULTS " of a report that can be read");
    else
        status = plume_json_parse(out, text, length, where.data, NULL, error);
    if (status == PLUME_OK && !is_report(*out)) {
        status = plume_fail_at(error, PLUME_ERR_VALUE, where.data, 1, 0,
                               "this is no " RESULTS " of `plume report`: its schema is "
                               "not plume.report/1");
        plume_value_free(*out);
        *out = NULL;
    }
    free(text);
    plume_text_dispose(&where);
    return status;
}

bool cli_is_report(const char *path)
{
    plume_value *root;
    bool is = read_results(&root, path, NULL) == PLUME_OK;

    plume_value_free(root);
    return is;
}

static double number_of(const plume_value *map, const char *key)
{
    return plume_value_number(plume_value_get(map, key));
}

static cli_headline headline_in(const plume_value *root)
{
    const plume_value *estimates = plume_value_get(root, "estimates");
    const plume_value *energy = plume_value_get(root, "energy");
    const plume_value *notes = plume_value_get(root, "notes");
    cli_headline out = { NAN, NAN, NAN, NAN, NAN, NAN, NAN, 0.0 };

    for (size_t i = 0; i < plume_value_count(notes); i++) {
        const plume_value *note = plume_value_at(notes, i);

        if (is_of_unread(plume_value_string(plume_value_get(note, "code"))))
            out.unread += number_of(note, "count");
    }
    out.runs = number_of(plume_value_get(root, "runs"), "count");
    out.known_runs = number_of(energy, "known_runs");
    out.most_runs = number_of(energy, "at_most_runs");
    for (size_t i = 0; i < plume_value_count(estimates); i++) {
        const plume_value *item = plume_value_at(estimates, i);
        const plume_value *interval = plume_value_get(item, "interval95_kg");

        if (strcmp(plume_value_string(plume_value_get(item, "method")),
                   PLUME_HEADLINE_METHOD) != 0 ||
            strcmp(plume_value_string(plume_value_get(item, "basis")),
                   plume_basis_name(PLUME_BASIS_GROSS)) != 0)
            continue;
        out.co2e_kg = number_of(item, "co2e_kg");
        out.facility_kwh = number_of(item, "energy_kwh");
        out.low_kg = plume_value_number(plume_value_at(interval, 0));
        out.high_kg = plume_value_number(plume_value_at(interval, 1));
    }
    return out;
}

plume_status cli_headline_read(cli_headline *out, const char *path, plume_error *error)
{
    plume_value *root;
    plume_status status = read_results(&root, path, error);

    if (status == PLUME_OK)
        *out = headline_in(root);
    plume_value_free(root);
    return status;
}

/* --- the gates --- */

static void put_mass(plume_text *out, double kg)
{
    if (isnan(kg))
        plume_text_add(out, "n/a");
    else
        plume_quantity_print(out, PLUME_DIMENSION_MASS, kg, DIGITS);
}

static void put_percent(plume_text *out, double ratio, bool sign)
{
    plume_text_printf(out, sign ? "%+.1f %%" : "%.1f %%", PERCENT * ratio);
}

static void hold_budget(cli_verdict *to, double budget_kg, const cli_headline *headline)
{
    double kg = headline->co2e_kg;
    plume_text *line = &to->clauses;
    size_t from = cli_verdict_demand(to);

    plume_text_add(line, "budget ");
    put_mass(line, budget_kg);
    if (isnan(kg)) {
        plume_text_add(line, ": the emissions are not known");
        cli_verdict_fail(to, from);
    } else if (kg > budget_kg) {
        plume_text_add(line, " exceeded by ");
        put_mass(line, kg - budget_kg);
        cli_verdict_fail(to, from);
    } else if (budget_kg > 0.0) {
        plume_text_add(line, ", of which ");
        put_percent(line, kg / budget_kg, false);
        plume_text_add(line, " is used");
    }
}

static void hold_increase(cli_verdict *to, double most, const cli_headline *headline,
                          const cli_headline *before)
{
    double kg = headline->co2e_kg, then_kg = before->co2e_kg;
    plume_text *line = &to->clauses;
    size_t from = cli_verdict_demand(to);

    if (isnan(kg) || isnan(then_kg)) {
        plume_text_printf(line, "the emissions of %s are not known",
                          isnan(kg) ? "these logs" : "the baseline");
        cli_verdict_fail(to, from);
        return;
    }
    if (then_kg > 0.0)
        put_percent(line, kg / then_kg - 1.0, true);
    else
        plume_text_add(line, kg > 0.0 ? "above 0" : "as much as");
    plume_text_add(line, " against ");
    put_mass(line, then_kg);
    plume_text_add(line, " of the baseline, at most +");
    put_percent(line, most, false);
    if (kg > then_kg * (1.0 + most))
        cli_verdict_fail(to, from);
}

static void put_headline(plume_text *line, const cli_headline *headline)
{
    bool partly = headline->known_runs < headline->runs;

    if ((partly || headline->unread > 0.0) && isfinite(headline->co2e_kg))
        plume_text_add(line, "at least ");
    put_mass(line, headline->co2e_kg);
    plume_text_add(line, " CO2e");
    if (isfinite(headline->low_kg) && isfinite(headline->high_kg)) {
        plume_text_add(line, " (95 %: ");
        put_mass(line, headline->low_kg);
        plume_text_add(line, " to ");
        put_mass(line, headline->high_kg);
        plume_text_add(line, ")");
    }
    if (isfinite(headline->facility_kwh)) {
        plume_text_add(line, " from ");
        plume_quantity_print(line, PLUME_DIMENSION_ENERGY, headline->facility_kwh,
                             DIGITS);
    }
    if (partly)
        plume_text_printf(line, ", the energy of %.0f of %.0f runs known",
                          headline->known_runs, headline->runs);
    else
        plume_text_printf(line, ", %.0f run%s", headline->runs,
                          headline->runs == 1.0 ? "" : "s");
    if (headline->most_runs > 0.0)
        plume_text_printf(line,
                          ", of which %.0f of %.0f runs drew at most what is counted",
                          headline->most_runs, headline->runs);
    if (headline->unread > 0.0)
        plume_text_printf(line, ", %.0f log%s not read", headline->unread,
                          headline->unread == 1.0 ? "" : "s");
}

plume_status cli_gates_hold(const cli_gates *gates, const cli_headline *headline,
                            cli_verdict *verdict, plume_error *error)
{
    cli_headline before = { NAN, NAN, NAN, NAN, NAN, NAN, NAN, 0.0 };
    plume_status status = gates->baseline != NULL
                              ? cli_headline_read(&before, gates->baseline, error)
                              : PLUME_OK;

    if (status != PLUME_OK)
        return status;
    if (!isnan(gates->budget_kg))
        hold_budget(verdict, gates->budget_kg, headline);
    if (gates->baseline != NULL)
        hold_increase(verdict, gates->most_increase, headline, &before);
    return plume_text_status(&verdict->clauses, error);
}

void cli_gates_print(plume_text *out, const cli_headline *headline,
                     const cli_verdict *verdict)
{
    plume_text_printf(out, "**Plume%s**: ",
                      !verdict->asked ? ""
                      : verdict->held ? ": within"
                                      : ": fails");
    put_headline(out, headline);
    plume_text_printf(out, "%s.\n", verdict->clauses.data);
}

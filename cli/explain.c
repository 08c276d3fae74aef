/* cli/explain.c -- how a figure came about: from the line of a log to what is printed. */
#include "explain.h"

#include <math.h>
#include <string.h>

#include "estimate_sites.h"

enum { SHOWN_MOST = 10, DIGITS = 4 };

typedef struct explaining {
    plume_text *out;
    const cli_work *work;
    plume_ledger *part; /* of the runs that are meant */
    const char *what;
    uint64_t met, shown; /* runs that are meant; of which a paragraph stands */
} explaining;

/* "0.3364 kg/kWh (dataset, ember_owid_2026, 2024)". */
static void put_given(plume_text *out, const plume_given_value *given, int digits)
{
    cli_put_number(out, given->value, digits);
    plume_text_printf(out, " (%s", plume_given_name(given->given));
    if (given->given == PLUME_GIVEN_DATASET || given->given == PLUME_GIVEN_METHOD)
        plume_text_printf(out, "%s%s", given->source[0] != '\0' ? ", " : "",
                          given->source);
    if (given->year != 0)
        plume_text_printf(out, ", %d", given->year);
    plume_text_add_char(out, ')');
}

static void put_place(plume_text *out, const plume_run *run)
{
    plume_text_printf(out, "%s:", run->origin.path);
    if (run->origin.line > 0)
        plume_text_printf(out, "%llu:", (unsigned long long)run->origin.line);
    plume_text_printf(out, " run %s", run->id);
    if (run->name[0] != '\0' && strcmp(run->name, run->id) != 0)
        plume_text_printf(out, " \"%s\"", run->name);
    plume_text_printf(out, " (%s)\n", run->origin.reader);
}

/* Who else tells of it, and by which rule that is known. */
static void put_told(plume_text *out, const plume_run *run)
{
    for (size_t i = 0; run->told_count > 1 && i < run->told_count; i++) {
        const plume_told *told = &run->told_by[i];

        plume_text_printf(out, "  told by  %s", told->path);
        if (told->line > 0)
            plume_text_printf(out, ":%llu", (unsigned long long)told->line);
        plume_text_printf(out, " (%s), %s%s%s\n", told->reader, told->relation,
                          told->rule[0] != '\0' ? ", by rule " : "", told->rule);
    }
}

static void put_role(plume_text *out, const plume_run *run)
{
    plume_text_printf(out, "  role     %s", plume_role_name(run->role));
    if (run->role == PLUME_ROLE_UNKNOWN)
        plume_text_add(out, ": no rule fires (plume roles)");
    else
        plume_text_printf(out, ", by %s%s%s%s", plume_role_source_name(run->role_source),
                          run->role_rule[0] != '\0' ? " \"" : "", run->role_rule,
                          run->role_rule[0] != '\0' ? "\"" : "");
    plume_text_add_char(out, '\n');
}

static void put_time(plume_text *out, const plume_run *run, const plume_study *study)
{
    const char *device = run->device[0] != '\0' ? run->device : study->device;
    double count = isnan(run->device_count) ? study->device_count : run->device_count;

    plume_text_add(out, "  time     ");
    cli_put_number(out, run->duration_s / CLI_SECONDS_PER_HOUR, DIGITS);
    plume_text_add(out, " h");
    if (device[0] != '\0' || !isnan(count)) {
        plume_text_add(out, " on ");
        cli_put_number(out, count, DIGITS);
        plume_text_printf(out, " x %s%s", device[0] != '\0' ? device : "devices",
                          run->device[0] != '\0' ? "" : " (study file or command line)");
    }
    plume_text_add_char(out, '\n');
}

/* What the log prints, and what is counted of it before any PUE. */
static void put_energy(plume_text *out, const plume_run *run, const cli_work *work,
                       double it_kwh)
{
    plume_workload workload;
    plume_status status = plume_workload_resolve(&workload, run, work->factors,
                                                 work->study->host_power_w, NULL, NULL);

    plume_text_add(out, "  energy   ");
    if (!isnan(run->energy.logged_kwh)) {
        cli_put_number(out, run->energy.logged_kwh, DIGITS);
        plume_text_add(out, " kWh in the log");
        if (run->energy.pue_included != 1.0) {
            plume_text_add(out, ", of which the tool's own PUE of ");
            cli_put_number(out, run->energy.pue_included, DIGITS);
            plume_text_add(out, " is taken out");
        }
        plume_text_add(out, "; ");
    }
    cli_put_number(out, it_kwh, DIGITS);
    plume_text_add(out, " kWh IT");
    if (status == PLUME_OK)
        plume_text_printf(out, ", %s%s", plume_evidence_name(workload.evidence),
                          workload.utilization_assumed ? " at full load, at most" : "");
    if (status == PLUME_OK && workload.host_kwh > 0.0) {
        plume_text_add(out, ", of which ");
        cli_put_number(out, workload.host_kwh, DIGITS);
        plume_text_add(out, " kWh of the hosts (hardware.host_power_w)");
    }
    plume_text_add_char(out, '\n');
}

/* kWh x PUE x intensity, each factor with where it comes from. */
static void put_carbon(plume_text *out, const plume_site *site, double it_kwh,
                       double co2e_kg)
{
    plume_text_add(out, "  carbon   ");
    cli_put_number(out, it_kwh, DIGITS);
    plume_text_add(out, " kWh x PUE ");
    put_given(out, &site->pue, 3);
    plume_text_add(out, " x ");
    put_given(out, &site->gross_kg_per_kwh, DIGITS);
    plume_text_printf(out, " kg/kWh%s%s = ", site->grid_name[0] != '\0' ? " of " : "",
                      site->grid_name);
    cli_put_number(out, co2e_kg, DIGITS);
    plume_text_add(out, " kg CO2e\n");
}

static bool is_meant(const explaining *own, const plume_run *run, const plume_site *site)
{
    const char *const names[] = { run->id,      run->name,       site->location,
                                  site->region, site->grid_name, run->location };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i][0] != '\0' && strcmp(names[i], own->what) == 0)
            return true;
    return strcmp(own->what, "total") == 0;
}

static plume_status take(void *state, const plume_run *run, plume_error *error)
{
    explaining *own = state;
    const cli_work *work = own->work;
    plume_run_sink sink = plume_ledger_sink(own->part);
    plume_run_estimate last;
    plume_site site;
    plume_status status =
        plume_study_site(work->study, run, work->factors, &site, NULL, error);

    if (status != PLUME_OK || !is_meant(own, run, &site))
        return status;
    status = sink.take(sink.state, run, error);
    if (run->other != PLUME_OTHER_NONE)
        return status;
    own->met++;
    if (status != PLUME_OK || own->shown == SHOWN_MOST)
        return status;
    own->shown++;
    last = plume_ledger_last(own->part);
    put_place(own->out, run);
    put_told(own->out, run);
    put_role(own->out, run);
    put_time(own->out, run, work->study);
    put_energy(own->out, run, work, last.it_kwh);
    put_carbon(own->out, &site, last.it_kwh, last.co2e_kg);
    return plume_text_status(own->out, error);
}

/* The sum over what is meant, and as it is printed. */
static plume_status put_sum(const explaining *own, plume_error *error)
{
    const plume_totals *all = plume_ledger_all(own->part);
    plume_estimate gross = plume_ledger_estimate_at(
        own->part, plume_ledger_headline(own->part, PLUME_BASIS_GROSS));
    plume_text *out = own->out;

    if (own->met > own->shown)
        plume_text_printf(out, "and %llu more; `plume runs` lists their names\n",
                          (unsigned long long)(own->met - own->shown));
    plume_text_printf(out, "sum over %llu of %llu runs with a known energy: ",
                      (unsigned long long)all->energy_runs,
                      (unsigned long long)all->runs);
    cli_put_number(out, all->energy_runs > 0 ? all->it_kwh : (double)NAN,
                   CLI_ESTIMATE_DIGITS);
    plume_text_add(out, " kWh IT, ");
    cli_put_number(out, gross.energy_kwh, CLI_ESTIMATE_DIGITS);
    plume_text_add(out, " kWh facility, ");
    cli_put_number(out, gross.co2e_kg, CLI_ESTIMATE_DIGITS);
    plume_text_add(out, " kg CO2e\n");
    if (isnan(gross.co2e_kg))
        return PLUME_OK;
    plume_text_add(out, "in words: an estimated ");
    plume_quantity_print(out, PLUME_DIMENSION_MASS, gross.co2e_kg,
                         plume_supported_digits(gross.co2e_kg, gross.interval95_kg[0],
                                                gross.interval95_kg[1]));
    plume_text_printf(out, " CO2e (%s, location-based; statement.tex)\n", gross.method);
    return cli_put_sites(out, own->part, error);
}

plume_status cli_explain(plume_text *out, const cli_work *work,
                         const cli_reading *reading, const char *what, plume_error *error)
{
    explaining own = { .out = out, .work = work, .what = what };
    plume_status status = plume_ledger_new(&own.part, work->study, work->factors, NULL, 0,
                                           work->notes, error);

    if (status == PLUME_OK)
        status = plume_ledger_survey(own.part, work->intake, error);
    if (status == PLUME_OK)
        status = plume_intake_read(work->intake, (plume_run_sink){ take, &own }, error);
    if (status == PLUME_OK)
        status = cli_work_check(work, reading, error);
    if (status == PLUME_OK && own.met == 0) {
        status = plume_fail(error, PLUME_ERR_UNKNOWN,
                            "no run and no place is called '%s'", what);
        plume_hint(error, "--explain total tells of all; `plume runs` lists the names");
    }
    if (status == PLUME_OK)
        status = plume_ledger_close(own.part, error);
    if (status == PLUME_OK)
        status = put_sum(&own, error);
    plume_ledger_free(own.part);
    return status == PLUME_OK ? plume_text_status(out, error) : status;
}

/* results.json, the machine-readable twin: full precision, keys in a fixed order, null
 * for what is not known. */
#include "documents/report/results.h"

#include <math.h>
#include <stdlib.h>
#include <plume/version.h>

#include <plume/evidence.h>
#include <plume/uncertainty.h>
#include "documents/report/results_internal.h"
#include "documents/model/model.h"
#include "documents/model/internal.h"

static void set_tool(plume_value *root, const plume_report_data *data)
{
    plume_value *tool = plume_value_set_map(root, "tool");

    plume_value_set_string(tool, "name", "plume");
    plume_value_set_string(tool, "version", PLUME_VERSION);
    plume_value_set_string(tool, "factors", plume_factors_version(data->factors));
    plume_value_set_known(tool, "command", data->command);
}

/* A value with where it came from; null where nothing was given, so that no default
 * passes for a choice. */
static void set_given(plume_value *map, const plume_report_data *data, const char *key,
                      const plume_given_value *given)
{
    plume_value *value;

    if (given == NULL || given->given == PLUME_GIVEN_NOT) {
        plume_value_set_null(map, key);
        return;
    }
    value = plume_value_set_map(map, key);
    plume_value_set_number(value, "value", given->value);
    plume_value_set_string(value, "given", plume_given_name(given->given));
    plume_value_set_known(
        value, "source",
        data->anonymous && given->given == PLUME_GIVEN_STUDY_FILE ? "" : given->source);
    if (given->year == 0)
        plume_value_set_null(value, "year");
    else
        plume_value_set_number(value, "year", given->year);
}

static void set_study(plume_value *root, const plume_report_data *data)
{
    const plume_study *study = data->study;
    const plume_site *site = plume_ledger_site(data->ledger);
    plume_value *map = plume_value_set_map(root, "study"), *authors;

    plume_value_set_known(map, "title", study->title);
    authors = plume_value_set_list(map, "authors");
    plume_value_set_bool(map, "anonymous", data->anonymous);
    for (size_t i = 0; i < study->author_count && !data->anonymous; i++)
        plume_value_set_string(authors, NULL, study->authors[i]);
    plume_value_set_known(map, "location",
                          site == NULL ? study->location : site->location);
    set_given(map, data, "pue", plume_ledger_pue(data->ledger));
    set_given(map, data, "intensity_kg_per_kwh", plume_ledger_grid(data->ledger));
    set_given(map, data, "market_intensity_kg_per_kwh",
              site == NULL ? NULL : &site->net_kg_per_kwh);
    plume_value_set_known(map, "instrument", study->instrument);
    plume_value_set_known(map, "file",
                          data->anonymous             ? ""
                          : data->study_shown != NULL ? data->study_shown
                                                      : study->path);
    plume_value_set_known(map, "sha256", study->sha256);
}

/* What is no log was looked at and left: it has no records that could be counted. */
static void set_inputs(plume_value *root, const plume_report_data *data)
{
    plume_value *inputs = plume_value_set_list(root, "inputs");
    plume_records records = plume_intake_records(data->intake);

    for (size_t i = 0; i < plume_intake_count(data->intake); i++) {
        const plume_input *input = plume_intake_at(data->intake, i);

        if (input->verdict != PLUME_INPUT_NOT_A_LOG)
            plume_input_to_value(input, plume_value_set_map(inputs, NULL));
    }
    plume_records_to_value(&records, plume_value_set_map(root, "records"));
}

static plume_status take_decision(void *list, const plume_decision *decision,
                                  plume_error *error)
{
    plume_decision_to_value(plume_value_set_map(list, NULL), decision);
    return plume_value_status(list, error);
}

/* Ids are names; a place in an input is none. */
static plume_status take_nameless_decision(void *list, const plume_decision *decision,
                                           plume_error *error)
{
    plume_decision nameless = *decision;

    nameless.account.id = nameless.to.id = "";
    return take_decision(list, &nameless, error);
}

/* Which accounts tell of one work, by which rule; and what is no run. */
static plume_status set_evidence(plume_value *root, const plume_report_data *data,
                                 plume_error *error)
{
    plume_value *matches = plume_value_set_list(root, "matches");
    plume_value *others = plume_value_set_list(root, "others");

    for (size_t i = 0; i < plume_evidence_others(data->intake); i++) {
        plume_run other = plume_evidence_other_at(data->intake, i);

        plume_other_to_value(plume_value_set_map(others, NULL), &other);
    }
    return plume_evidence_decisions(
        data->intake,
        (plume_decision_sink){ data->anonymous ? take_nameless_decision : take_decision,
                               matches },
        error);
}

static void set_runs(plume_value *root, const plume_ledger *ledger,
                     const plume_intake *intake)
{
    const plume_totals *all = plume_ledger_all(ledger);
    plume_value *runs = plume_value_set_map(root, "runs"), *map;

    plume_value_set_count(runs, "count", all->runs);
    map = plume_value_set_map(runs, "by_state");
    for (int i = 0; i < PLUME_STATE_COUNT; i++)
        plume_value_set_count(map, plume_state_name((plume_state)i),
                              plume_ledger_state(ledger, (plume_state)i)->runs);
    map = plume_value_set_map(runs, "by_role");
    for (int i = 0; i < PLUME_ROLE_COUNT; i++)
        plume_value_set_count(map, plume_role_name((plume_role)i),
                              plume_ledger_role(ledger, (plume_role)i)->runs);
    plume_value_set_number(runs, "reserved_device_hours",
                           plume_tree_known(all->reserved_hours, all->used_runs));
    plume_value_set_number(runs, "used_device_hours",
                           plume_tree_known(all->used_hours, all->used_runs));
    plume_value_set_number(root, "wall_hours",
                           plume_tree_known(all->wall_hours, all->timed_runs));
    plume_value_set_number(root, "device_hours", plume_tree_device_hours(all));
    map = plume_value_set_map(root, "overlap");
    plume_value_set_number(map, "machine_sum_hours",
                           plume_ledger_overlap_sum_hours(ledger));
    plume_value_set_number(map, "machine_union_hours",
                           plume_ledger_overlap_hours(ledger));
    plume_value_set_number(map, "device_sum_hours",
                           plume_ledger_device_sum_hours(ledger));
    plume_value_set_number(map, "device_union_hours",
                           plume_ledger_device_union_hours(ledger));
    plume_value_set_number(map, "unnamed_sum_hours",
                           plume_evidence_unnamed_sum_hours(intake));
    plume_value_set_number(map, "unnamed_union_hours",
                           plume_evidence_unnamed_union_hours(intake));
}

/* Facility energy by Patterson's gross estimate: the one of the headline. */
static double facility_kwh(const plume_ledger *ledger, const plume_totals *totals)
{
    size_t gross = plume_ledger_headline(ledger, PLUME_BASIS_GROSS);

    if (gross >= plume_ledger_estimate_count(ledger))
        return NAN;
    return plume_tree_known(totals->facility_kwh[gross], totals->estimated_runs[gross]);
}

static double co2e_kg(const plume_ledger *ledger, const plume_totals *totals)
{
    size_t gross = plume_ledger_headline(ledger, PLUME_BASIS_GROSS);

    if (gross >= plume_ledger_estimate_count(ledger))
        return NAN;
    return plume_tree_known(totals->co2e_kg[gross], totals->estimated_runs[gross]);
}

/* All in kilowatt-hours, from the devices out to the facility; what the logs claimed
 * themselves stands apart. */
static void set_energy(plume_value *root, const plume_ledger *ledger)
{
    const plume_totals *all = plume_ledger_all(ledger);
    plume_value *energy = plume_value_set_map(root, "energy"), *map;

    plume_value_set_number(energy, "device_kwh",
                           plume_tree_known(all->device_kwh, all->device_runs));
    plume_value_set_number(energy, "it_kwh",
                           plume_tree_known(all->it_kwh, all->energy_runs));
    plume_value_set_number(energy, "facility_kwh", facility_kwh(ledger, all));
    plume_value_set_number(energy, "known_runs", (double)all->energy_runs);
    plume_value_set_number(energy, "at_most_runs", (double)all->most_runs);
    plume_value_set_number(energy, "runs", (double)all->runs);
    map = plume_value_set_map(energy, "evidence");
    for (int i = 0; i < PLUME_EVIDENCE_COUNT; i++) {
        const plume_totals *totals = plume_ledger_evidence(ledger, (plume_evidence)i);

        if (totals->energy_runs > 0)
            plume_value_set_number(map, plume_evidence_name((plume_evidence)i),
                                   totals->it_kwh);
    }
    map = plume_value_set_map(root, "as_logged");
    plume_value_set_number(map, "energy_kwh",
                           plume_tree_known(all->logged_kwh, all->logged_energy_runs));
    plume_value_set_number(map, "co2e_kg",
                           plume_tree_known(all->logged_co2e_kg, all->logged_co2e_runs));
}

static void set_estimates(plume_value *root, const plume_ledger *ledger)
{
    plume_value *estimates = plume_value_set_list(root, "estimates");

    for (size_t i = 0; i < plume_ledger_estimate_count(ledger); i++) {
        plume_estimate estimate = plume_ledger_estimate_at(ledger, i);

        plume_estimate_to_value(&estimate, plume_value_set_map(estimates, NULL));
    }
}

/* Each site with the energy and the emissions of the headline there. */
static plume_status set_sites(plume_value *root, const plume_report_data *data,
                              plume_error *error)
{
    const plume_ledger *ledger = data->ledger;
    plume_value *list = plume_value_set_list(root, "sites");
    plume_site_use *uses;
    size_t count;
    plume_status status = plume_ledger_site_uses(
        &uses, &count, ledger, plume_ledger_headline(ledger, PLUME_BASIS_GROSS), error);

    for (size_t i = 0; status == PLUME_OK && i < count; i++) {
        plume_value *map = plume_value_set_map(list, NULL);

        plume_value_set_known(map, "location", uses[i].site.location);
        plume_value_set_known(map, "region", uses[i].site.region);
        plume_value_set_known(map, "grid", uses[i].site.grid_name);
        set_given(map, data, "pue", &uses[i].site.pue);
        set_given(map, data, "intensity_kg_per_kwh", &uses[i].site.gross_kg_per_kwh);
        plume_value_set_number(map, "it_kwh", uses[i].it_kwh);
        plume_value_set_number(map, "facility_kwh", uses[i].facility_kwh);
        plume_value_set_number(map, "co2e_kg", uses[i].co2e_kg);
    }
    free(uses);
    return status;
}

static void set_budget(plume_value *map, const plume_budget *budget)
{
    plume_value *inputs;

    plume_value_set_string(map, "method", budget->estimate.method);
    plume_value_set_string(map, "basis", plume_basis_name(budget->estimate.basis));
    plume_value_set_number(map, "median_kg", budget->kg.median);
    plume_value_set_number(map, "mean_kg", budget->kg.mean);
    plume_value_set_number(map, "sd_kg", budget->kg.sd);
    plume_value_set_bool(map, "drawn", budget->kg.drawn);
    plume_value_set_count(map, "draws", budget->draws);
    plume_value_set_count(map, "seed", budget->seed);
    inputs = plume_value_set_list(map, "inputs");
    for (size_t i = 0; i < budget->input_count; i++) {
        const plume_budget_input *input = &budget->input[i];
        plume_value *item = plume_value_set_map(inputs, NULL);
        plume_text name;

        plume_text_init(&name);
        plume_budget_name(&name, input);
        plume_value_set_string(item, "name", name.data);
        plume_text_dispose(&name);
        plume_value_set_string(item, "spread_from", input->basis);
        plume_value_set_number(item, "value", input->value);
        plume_value_set_number(item, "low", input->low);
        plume_value_set_number(item, "high", input->high);
        plume_value_set_number(item, "gsd", input->spread.gsd);
        plume_value_set_number(item, "share_of_variance", input->share);
        plume_value_set_number(item, "low_kg", input->low_kg);
        plume_value_set_number(item, "high_kg", input->high_kg);
    }
}

/* Of the headline's estimate; null when it has no interval. */
static plume_status set_uncertainty(plume_value *root, const plume_ledger *ledger,
                                    plume_error *error)
{
    size_t gross = plume_ledger_headline(ledger, PLUME_BASIS_GROSS);
    plume_budget budget;
    plume_status status = plume_budget_of(&budget, ledger, gross, error);

    if (status == PLUME_OK)
        set_budget(plume_value_set_map(root, "uncertainty"), &budget);
    else
        plume_value_set_null(root, "uncertainty");
    return status == PLUME_ERR_MISSING ? PLUME_OK : status;
}

/* One line of totals under its name; none without a run. */
static void set_line(plume_value *lines, const char *name, const plume_ledger *ledger,
                     const plume_totals *totals)
{
    plume_value *line;

    if (totals->runs == 0)
        return;
    line = plume_value_set_map(lines, name);
    plume_value_set_count(line, "runs", totals->runs);
    plume_value_set_number(line, "device_hours", plume_tree_device_hours(totals));
    plume_value_set_number(line, "device_kwh",
                           plume_tree_known(totals->device_kwh, totals->device_runs));
    plume_value_set_number(line, "it_kwh",
                           plume_tree_known(totals->it_kwh, totals->energy_runs));
    plume_value_set_number(line, "facility_kwh", facility_kwh(ledger, totals));
    plume_value_set_number(line, "co2e_kg", co2e_kg(ledger, totals));
}

static void set_roles(plume_value *root, const plume_ledger *ledger)
{
    plume_value *roles = plume_value_set_map(root, "by_role");

    for (int i = 0; i < PLUME_ROLE_COUNT; i++)
        set_line(roles, plume_role_name((plume_role)i), ledger,
                 plume_ledger_role(ledger, (plume_role)i));
}

static void set_divided(plume_value *root, const plume_report_data *data)
{
    if (plume_ledger_divided_by(data->ledger) != PLUME_BY_NOTHING)
        plume_ledger_divided_to_value(data->ledger, plume_value_set_map(root, "by"));
}

static void set_states(plume_value *root, const plume_ledger *ledger)
{
    plume_value *states = plume_value_set_map(root, "by_state");

    for (int i = 0; i < PLUME_STATE_COUNT; i++)
        set_line(states, plume_state_name((plume_state)i), ledger,
                 plume_ledger_state(ledger, (plume_state)i));
}

static void add_source(plume_value *sources, const plume_report_data *data,
                       const char *key)
{
    plume_value *source = plume_value_set_map(sources, NULL);

    (void)plume_bibliography_describe(source, data->bibliography, key, NULL);
    plume_value_set_string(source, "key", key);
}

static void set_notes_and_sources(plume_value *root, const plume_report_data *data)
{
    plume_value *notes = plume_value_set_list(root, "notes");
    plume_value *sources;

    plume_notes_to_value(data->notes, notes);
    sources = plume_value_set_list(root, "sources");
    for (size_t i = 0; data->cited != NULL && i < data->cited->count; i++)
        add_source(sources, data, data->cited->key[i]);
}

/* Of the appendix: sections, tables, and figures behind an '@'. */
static void set_left_out(plume_value *root, const plume_report_data *data)
{
    plume_value *list = plume_value_set_list(root, "left_out");

    for (size_t i = 0; i < data->left_out_count; i++)
        plume_value_set_string(list, NULL, data->left_out[i]);
}

/* What --force may replace, and nothing else; and what each holds, but for this one and
 * the one that carries it. */
static void set_files(plume_value *root, const plume_report_data *data)
{
    plume_value *files = plume_value_set_list(root, "files"), *digests;

    for (size_t i = 0; i < data->file_count; i++)
        plume_value_set_string(files, NULL, data->file[i]);
    digests = plume_value_set_map(root, "file_sha256");
    for (size_t i = 0; i < data->file_count; i++)
        if (data->file_sha256[i][0] != '\0')
            plume_value_set_string(digests, data->file[i], data->file_sha256[i]);
}

plume_status plume_results_build(plume_value **out, const plume_report_data *data,
                                 plume_error *error)
{
    plume_value *root = plume_value_map();
    plume_status status;

    *out = NULL;
    plume_value_set_string(root, "schema", "plume.report/1");
    set_tool(root, data);
    set_study(root, data);
    set_inputs(root, data);
    status = set_evidence(root, data, error);
    set_runs(root, data->ledger, data->intake);
    set_energy(root, data->ledger);
    set_estimates(root, data->ledger);
    if (status == PLUME_OK)
        status = set_sites(root, data, error);
    if (status == PLUME_OK)
        status = set_uncertainty(root, data->ledger, error);
    set_roles(root, data->ledger);
    set_states(root, data->ledger);
    set_divided(root, data);
    plume_results_lifecycle(root, data);
    plume_results_search(root, data);
    plume_results_market(root, data);
    plume_results_hourly(root, data);
    if (status == PLUME_OK)
        status = plume_results_context(root, data, error);
    set_notes_and_sources(root, data);
    set_left_out(root, data);
    set_files(root, data);
    if (status == PLUME_OK)
        status =
            root == NULL ? plume_fail_memory(error) : plume_value_status(root, error);
    if (status == PLUME_OK)
        *out = root;
    else
        plume_value_free(root);
    return status;
}

/* Streaming totals over runs: each run is resolved, estimated by every method, and added
 * to the lines it belongs to; then it is forgotten. */
#include "ledger/batches.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "intake/internal.h"
#include "ledger/doubtful_factors.h"
#include <plume/uncertainty.h>

/* --- making and freeing --- */

/* Parts of the study file that have no effect must not go unsaid. */
static void note_limits(const plume_study *study, plume_notes *notes)
{
    for (size_t i = 0; i < study->limit_count; i++)
        plume_notes_add(notes, PLUME_WARNING, "study-key-without-effect", study->path,
                        study->limits[i].line,
                        "'%s' is not supported by this version: %s", study->limits[i].key,
                        study->limits[i].message);
}

plume_status plume_ledger_new(plume_ledger **out, const plume_study *study,
                              plume_factors *factors, const char *const *methods,
                              size_t method_count, plume_notes *notes, plume_error *error)
{
    plume_ledger *ledger = calloc(1, sizeof *ledger);
    plume_status status;

    *out = NULL;
    if (ledger == NULL)
        return plume_fail_memory(error);
    ledger->study = study;
    ledger->factors = factors;
    ledger->notes = notes;
    status = plume_ledger_add_methods(ledger, methods, method_count, error);
    if (status == PLUME_OK)
        status = plume_ledger_make_parts(ledger, error);
    if (status != PLUME_OK) {
        plume_ledger_free(ledger);
        return status;
    }
    note_limits(study, notes);
    plume_doubt_study(study, notes);
    *out = ledger;
    return PLUME_OK;
}

void plume_ledger_free(plume_ledger *ledger)
{
    if (ledger == NULL)
        return;
    plume_ledger_free_parts(ledger);
    free(ledger);
}

/* --- one run --- */

/* Whether a run without an energy lacks none: it did not begin, or ended at once. */
static bool used_nothing(const plume_run *run)
{
    return run->state == PLUME_STATE_WAITING || run->duration_s == 0 ||
           plume_run_is_simulated(run);
}

/* The workload of one of the runs that a record stands for; *lacks tells why one that
 * used some has no energy, else it is empty. */
static plume_status resolve(plume_ledger *ledger, plume_run *run, plume_workload *out,
                            plume_error *lacks, plume_error *error)
{
    double host_power_w = plume_ledger_host_power_w(ledger, run), repeat = run->repeat;
    plume_status status;

    run->repeat = 1.0;
    status = plume_workload_resolve(out, run, ledger->factors, host_power_w,
                                    ledger->notes, lacks);
    if (status == PLUME_OK || (status == PLUME_ERR_MISSING && used_nothing(run)))
        lacks->message[0] = '\0';
    if (status == PLUME_ERR_MISSING)
        status = PLUME_OK;
    else if (status != PLUME_OK && error != NULL)
        *error = *lacks;
    if (status == PLUME_OK && ledger->of_hardware)
        status = plume_workload_look_up(out, run, ledger->factors, ledger->notes, error);
    run->repeat = repeat;
    return status;
}

/* A run without an energy by any method is told, and counts without one. */
static void note_unknown(plume_ledger *ledger, const plume_run *run,
                         const plume_error *lacks)
{
    plume_notes_add(ledger->notes, PLUME_WARNING, "energy-unknown", run->origin.path,
                    run->origin.line, "%s%s%s", lacks->message,
                    lacks->hint[0] != '\0' ? "; " : "", lacks->hint);
}

/* Device-hours of which nobody measured the energy; NAN: of no other run is it told. */
static double unmeasured_hours(const plume_run *run, const plume_workload *workload)
{
    double hours = workload->device_hours * (1.0 - run->energy.coverage);

    if (isnan(workload->it_kwh))
        return NAN;
    if (!plume_run_is_partly_measured(run))
        return plume_run_still_ran(run) ? 0.0 : (double)NAN;
    return isnan(hours) ? 0.0 : hours;
}

/* Whether devices drew at most what is counted: those of unknown load are taken at their
 * rated power all the time, and all count where it is not known which were used. */
static bool is_most(const plume_run *run, const plume_workload *workload)
{
    if (isnan(workload->it_kwh))
        return false;
    return (workload->utilization_assumed &&
            workload->evidence == PLUME_EVIDENCE_RATED) ||
           plume_run_counts_all_devices(run);
}

/* What is no run is in no count of runs; its time counts where a scheduler held it. */
static void describe_other(plume_entry *entry, const plume_run *run)
{
    entry->runs = entry->most_runs = entry->going_runs = 0;
    entry->amount[PLUME_AMOUNT_WALL_HOURS] = NAN;
    if (run->other != PLUME_OTHER_BETWEEN)
        entry->amount[PLUME_AMOUNT_DEVICE_HOURS] = NAN;
}

/* A run that stands for many (repeat) counts as often, up to 10^15. */
static void describe(plume_entry *entry, const plume_run *run,
                     const plume_workload *workload)
{
    double repeat = run->repeat > 0.0 ? run->repeat : 1.0;
    double amount[PLUME_AMOUNT_COUNT] = {
        [PLUME_AMOUNT_WALL_HOURS] = workload->hours,
        [PLUME_AMOUNT_DEVICE_HOURS] = workload->device_hours,
        [PLUME_AMOUNT_RESERVED_HOURS] = isnan(run->used_s) ? NAN : workload->device_hours,
        [PLUME_AMOUNT_USED_HOURS] =
            workload->device_hours * run->used_s / run->duration_s,
        [PLUME_AMOUNT_UNMEASURED_HOURS] = unmeasured_hours(run, workload),
        [PLUME_AMOUNT_UNKNOWN_HOURS] =
            isnan(workload->it_kwh) ? workload->device_hours : (double)NAN,
        [PLUME_AMOUNT_DEVICE_KWH] = workload->device_kwh,
        [PLUME_AMOUNT_CPU_KWH] = run->energy.cpu_kwh,
        [PLUME_AMOUNT_RAM_KWH] = run->energy.ram_kwh,
        [PLUME_AMOUNT_IT_KWH] = workload->it_kwh,
        [PLUME_AMOUNT_LOGGED_KWH] = run->energy.logged_kwh,
        [PLUME_AMOUNT_LOGGED_KG] = run->logged_co2e_kg,
        [PLUME_AMOUNT_TOKENS] = run->compute.tokens,
        [PLUME_AMOUNT_FLOPS] = workload->flops,
    };

    memcpy(entry->amount, amount, sizeof amount);
    entry->times = repeat;
    entry->parameters = run->compute.parameters;
    if (run->other != PLUME_OTHER_NONE) {
        describe_other(entry, run);
        return;
    }
    entry->runs = repeat < 1e15 ? (uint64_t)llround(repeat) : UINT64_C(1000000000000000);
    entry->most_runs = is_most(run, workload) ? entry->runs : 0;
    entry->going_runs =
        plume_run_still_ran(run) && !isnan(workload->device_hours) ? entry->runs : 0;
}

/* What a stated power of the hosts adds is assumed, however the rest is known. */
static void part_host(plume_entry *rest, plume_entry *host, double share)
{
    for (size_t i = 0; i < PLUME_AMOUNT_COUNT; i++)
        host->amount[i] = i == PLUME_AMOUNT_IT_KWH ? rest->amount[i] * share : NAN;
    rest->amount[PLUME_AMOUNT_IT_KWH] *= 1.0 - share;
    for (size_t i = 0; i < PLUME_ESTIMATES_MAX; i++) {
        double *const amounts[] = { &rest->facility_kwh[i], &rest->co2e_kg[i],
                                    &rest->it_kwh[i] };
        double *const parts[] = { &host->facility_kwh[i], &host->co2e_kg[i],
                                  &host->it_kwh[i] };

        for (size_t j = 0; j < 3; j++) {
            *parts[j] = *amounts[j] * share;
            *amounts[j] *= 1.0 - share;
        }
        host->evidence[i] = PLUME_EVIDENCE_ASSUMED;
        host->utilization_assumed[i] = false;
    }
}

static plume_status add_evidence(plume_ledger *ledger, const plume_entry *entry,
                                 plume_evidence evidence, size_t site, plume_error *error)
{
    plume_line *line = plume_line_made(&ledger->evidence[evidence], ledger->slot_count);

    if (line == NULL)
        return plume_fail_memory(error);
    plume_line_add(line, entry);
    return plume_error_groups_add(ledger->error_groups, site, entry, error);
}

/* Where the hosts' power is stated the energy of a run is of two kinds of evidence. */
static plume_status add_parted(plume_ledger *ledger, const plume_entry *entry,
                               const plume_workload *workload, size_t site,
                               plume_error *error)
{
    plume_entry rest = *entry, host = *entry;
    plume_status status;

    part_host(&rest, &host, workload->host_kwh / workload->it_kwh);
    status = add_evidence(ledger, &rest, workload->evidence, site, error);
    return status == PLUME_OK
               ? add_evidence(ledger, &host, PLUME_EVIDENCE_ASSUMED, site, error)
               : status;
}

static plume_status add_to_lines(plume_ledger *ledger, const plume_entry *entry,
                                 plume_filing filing, const plume_workload *workload,
                                 plume_error *error)
{
    bool parted = workload->host_kwh > 0.0;
    plume_status status;

    filing.evidence = parted ? PLUME_EVIDENCE_COUNT : workload->evidence;
    status = plume_batches_add(ledger, &filing, entry, error);
    return status == PLUME_OK && parted
               ? add_parted(ledger, entry, workload, filing.site_number, error)
               : status;
}

static void widen(plume_ledger *ledger, const plume_run *run)
{
    ledger->start_s = fmin(ledger->start_s, run->start_s); /* fmin passes a NAN over */
    ledger->end_s = fmax(ledger->end_s,
                         isnan(run->end_s) ? run->start_s + run->duration_s : run->end_s);
}

/* Each run is completed, placed at its site, estimated by every method, and added;
 * nothing of it is kept. */
static plume_status add_run(plume_ledger *ledger, const plume_run *given,
                            plume_error *error)
{
    plume_run *run = &ledger->run;
    plume_workload workload;
    plume_entry *entry = &ledger->entry;
    plume_error *lacks = &ledger->lacks;
    plume_site site;
    size_t at = 0;
    bool served = false;
    plume_status status;

    plume_ledger_complete(run, given, ledger->study);
    status = resolve(ledger, run, &workload, lacks, error);
    if (status == PLUME_OK)
        status = plume_sites_resolve(ledger->sites, run, &site, &at, error);
    describe(entry, run, &workload);
    if (status == PLUME_OK)
        plume_hours_match(ledger->hours, run, &site, workload.it_kwh);
    if (status == PLUME_OK)
        status = plume_ledger_apply(ledger, entry, &workload, &site, &served, error);
    if (status == PLUME_OK && !served && lacks->message[0] != '\0' &&
        run->other == PLUME_OTHER_NONE)
        note_unknown(ledger, run, lacks);
    if (status == PLUME_OK && !used_nothing(run))
        status = plume_ledger_count_unserved(ledger, &workload, &site, entry, error);
    if (status == PLUME_OK)
        status = add_to_lines(
            ledger, entry, (plume_filing){ .run = run, .site = &site, .site_number = at },
            &workload, error);
    if (status == PLUME_OK && ledger->division != NULL)
        status = plume_division_add(ledger->division, run, entry,
                                    plume_ledger_headline_slot(ledger), error);
    if (status != PLUME_OK || run->other != PLUME_OTHER_NONE)
        return status;
    if (status == PLUME_OK)
        status = plume_overlap_add(ledger->overlap, run, workload.it_kwh * entry->times,
                                   error);
    if (status == PLUME_OK && run->devices[0] != '\0')
        status = plume_overlap_add_devices(ledger->device_overlap, run, error);
    if (status == PLUME_OK)
        status = plume_places_add(ledger->places, run, ledger->factors, error);
    if (status == PLUME_OK)
        widen(ledger, run);
    if (status == PLUME_OK)
        plume_largest_run_see(&ledger->largest, run, workload.it_kwh * entry->times);
    return status;
}

/* A look-up and a job that waits used nothing, nowhere: there is nothing to add, and no
 * site of which a default would be told. */
static bool adds_nothing(const plume_run *run)
{
    return plume_run_is_simulated(run) || run->other == PLUME_OTHER_LOOK_UP ||
           run->other == PLUME_OTHER_WAITING;
}

static plume_status take(void *state, const plume_run *run, plume_error *error)
{
    return adds_nothing(run) ? PLUME_OK : add_run(state, run, error);
}

plume_run_sink plume_ledger_sink(plume_ledger *ledger)
{
    return (plume_run_sink){ take, ledger };
}

/* As it was made, with its methods. */
static plume_status forget(void *state, plume_error *error)
{
    plume_ledger *ledger = state, old = *ledger;
    plume_by by = plume_ledger_divided_by(ledger);
    plume_status status;

    *ledger = (plume_ledger){ .study = old.study,
                              .factors = old.factors,
                              .notes = old.notes,
                              .of_hardware = old.of_hardware };
    plume_ledger_free_parts(&old);
    plume_ledger_copy_methods(ledger, &old);
    status = plume_ledger_make_parts(ledger, error);
    return status == PLUME_OK ? plume_ledger_divide(ledger, by, error) : status;
}

typedef struct reading {
    plume_ledger *ledger;
    plume_run_copy copy; /* take NULL: there is none */
} reading;

static plume_status take_both(void *state, const plume_run *run, plume_error *error)
{
    reading *own = state;
    plume_status status = take(own->ledger, run, error);

    return status == PLUME_OK && own->copy.to.take != NULL
               ? own->copy.to.take(own->copy.to.state, run, error)
               : status;
}

static plume_status forget_both(void *state, plume_error *error)
{
    reading *own = state;
    plume_status status = forget(own->ledger, error);

    return status == PLUME_OK && own->copy.to.take != NULL
               ? own->copy.restart(own->copy.to.state, error)
               : status;
}

/* Where hosts were surveyed the logs were read before, and what was found stays. */
plume_status plume_ledger_read_with(plume_ledger *ledger, plume_intake *intake,
                                    plume_run_copy copy, plume_error *error)
{
    reading own = { ledger, copy };
    plume_forgetting_sink sink = {
        { take_both, &own }, forget_both, ledger->notes, .totals = copy.to.take == NULL
    };
    plume_status status = plume_ledger_survey(ledger, intake, error);

    if (ledger->host_power != NULL)
        sink.forget = NULL;
    return status == PLUME_OK ? plume_intake_read_once(intake, sink, error) : status;
}

plume_status plume_ledger_read(plume_ledger *ledger, plume_intake *intake,
                               plume_error *error)
{
    return plume_ledger_read_with(ledger, intake, (plume_run_copy){ .restart = NULL },
                                  error);
}

/* --- the end --- */

/* Estimates on life-cycle factors and on direct ones do not add up to one figure. */
static void note_scopes(const plume_ledger *ledger)
{
    const char *lifecycle = plume_sites_lifecycle(ledger->sites);
    const char *direct = plume_sites_direct(ledger->sites);

    if (lifecycle[0] == '\0' || direct[0] == '\0')
        return;
    plume_notes_add(ledger->notes, PLUME_WARNING, "mixed-scopes", NULL, 0,
                    "life-cycle intensities (%s) and direct ones (%s) are summed; "
                    "direct ones leave out fuel supply and plants",
                    lifecycle, direct);
}

/* The grid of the place that the study names; "" when it names none. */
static const char *study_code(const plume_ledger *ledger)
{
    plume_grid grid;

    if (ledger->factors == NULL || ledger->study->location[0] == '\0' ||
        plume_factors_grid(ledger->factors, ledger->study->location, 0, &grid, NULL,
                           NULL) != PLUME_OK)
        return "";
    return grid.code;
}

/* Only bounds that the study file states can leave the estimate out; which figure is
 * wrong, the author knows. */
static void note_outside(const plume_ledger *ledger, const plume_budget *budget)
{
    double kg = budget->estimate.co2e_kg;
    plume_text text;

    if (kg >= budget->kg.low && kg <= budget->kg.high)
        return;
    plume_text_init(&text);
    plume_text_printf(&text, "the estimate of %s, ", budget->estimate.method);
    plume_quantity_print(&text, PLUME_DIMENSION_MASS, kg, 3);
    plume_text_printf(&text, ", lies %s its 95 %% interval, ",
                      kg < budget->kg.low ? "below" : "above");
    plume_quantity_print(&text, PLUME_DIMENSION_MASS, budget->kg.low, 3);
    plume_text_add(&text, " to ");
    plume_quantity_print(&text, PLUME_DIMENSION_MASS, budget->kg.high, 3);
    plume_text_add(&text, ": bounds under 'uncertainty' in the study file do not hold "
                          "the figure that is used");
    plume_notes_add_text(ledger->notes, PLUME_WARNING, "estimate-outside",
                         ledger->study->path, 0, &text);
}

/* An estimate without a spread keeps none. */
static plume_status find_intervals(plume_ledger *ledger, plume_error *error)
{
    size_t count = plume_ledger_estimate_count(ledger);
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < count && status == PLUME_OK; i++) {
        plume_slot *slot = &ledger->slot[ledger->shown->order[i]];
        plume_error inner;
        plume_budget budget;

        status = plume_budget_of(&budget, ledger, i, &inner);
        slot->interval95_kg[0] = budget.kg.low;
        slot->interval95_kg[1] = budget.kg.high;
        if (status == PLUME_OK)
            note_outside(ledger, &budget);
        else if (status == PLUME_ERR_MISSING)
            status = PLUME_OK;
        else if (error != NULL)
            *error = inner;
    }
    return status;
}

plume_status plume_ledger_close(plume_ledger *ledger, plume_error *error)
{
    plume_status status =
        plume_sums_check(plume_ledger_all(ledger), plume_ledger_estimate_count(ledger),
                         &ledger->largest, error);

    if (status != PLUME_OK)
        return status;
    plume_overlap_close(ledger->overlap, ledger->notes);
    plume_overlap_close_devices(ledger->device_overlap, ledger->notes);
    plume_places_close(ledger->places, study_code(ledger), ledger->notes);
    plume_hours_close(ledger->hours, ledger->notes);
    note_scopes(ledger);
    plume_host_power_note(ledger->host_power, ledger->study->path, ledger->notes);
    plume_ledger_note_unserved(ledger);
    status = find_intervals(ledger, error);
    if (status == PLUME_OK && ledger->factors != NULL)
        status = plume_factors_status(ledger->factors, error);
    return status == PLUME_OK ? plume_notes_status(ledger->notes, error) : status;
}

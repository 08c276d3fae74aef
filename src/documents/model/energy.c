/* Energy by its boundary, and how it was obtained. */
#include <math.h>

#include "core/number/units.h"
#include "documents/wording/display.h"
#include "documents/model/internal.h"

/* "for 500 runs a and for 2 runs b": the kinds of evidence that occur. */
static void set_evidence(const plume_tree_context *context)
{
    const plume_ledger *ledger = context->data->ledger;
    plume_words *words = context->data->words;
    plume_value *evidence = plume_value_set_map(context->root, "evidence");
    plume_value *list = plume_value_set_list(evidence, "list");
    size_t n = 0, i = 0;

    for (int kind = 0; kind < PLUME_EVIDENCE_COUNT; kind++)
        n += plume_ledger_evidence(ledger, (plume_evidence)kind)->energy_runs > 0;
    for (int at = 1; at <= PLUME_EVIDENCE_COUNT; at++) {
        plume_evidence kind =
            (plume_evidence)(at % PLUME_EVIDENCE_COUNT); /* unknown last */
        const plume_totals *totals = plume_ledger_evidence(ledger, kind);
        const char *name = plume_evidence_name(kind);
        plume_value *item;

        if (totals->energy_runs == 0)
            continue;
        item = plume_value_set_map(list, NULL);
        plume_value_set_string(item, "name", name);
        plume_value_set_string(item, "short", plume_word(words, "evidence-words", name));
        plume_value_set_string(item, "phrase", plume_word(words, "evidence", name));
        plume_display_count(item, "runs", totals->energy_runs, words);
        plume_display_quantity(item, "energy", PLUME_DIMENSION_ENERGY, totals->it_kwh,
                               words);
        plume_value_set_string(item, "separator", plume_tree_separator(context, i++, n));
    }
    plume_value_set_bool(evidence, "single", n == 1);
    plume_value_set_bool(evidence, "known", n > 0);
    plume_value_set_bool(
        evidence, "modelled",
        plume_ledger_evidence(ledger, PLUME_EVIDENCE_TRACKER)->energy_runs > 0);
}

/* Bounded: a total that lacks hosts or runs is a lower bound, and every sentence must
 * say so. */
static void set_energies(const plume_tree_context *context)
{
    const plume_totals *all = plume_ledger_all(context->data->ledger);
    plume_words *words = context->data->words;
    plume_value *energy = plume_value_set_map(context->root, "energy");
    double it_kwh = plume_tree_known(all->it_kwh, all->energy_runs), facility_kwh = NAN;
    const plume_display_unit kwh = { "", 1.0 }, mwh = { "", 1.0 / KWH_PER_MWH };

    if (context->gross != SIZE_MAX)
        facility_kwh = plume_tree_known(all->facility_kwh[context->gross],
                                        all->estimated_runs[context->gross]);
    plume_display_quantity(energy, "device", PLUME_DIMENSION_ENERGY,
                           plume_tree_known(all->device_kwh, all->device_runs), words);
    plume_display_quantity(energy, "it", PLUME_DIMENSION_ENERGY, it_kwh, words);
    plume_display_quantity(energy, "facility", PLUME_DIMENSION_ENERGY, facility_kwh,
                           words);
    plume_display_quantity(
        energy, "per_run", PLUME_DIMENSION_ENERGY,
        plume_tree_known(all->it_kwh / (double)all->energy_runs, all->energy_runs),
        words);
    plume_display_in(energy, "facility_kwh", facility_kwh, kwh, words);
    plume_display_in(energy, "facility_mwh", facility_kwh, mwh, words);
    plume_value_set_bool(energy, "device_partly",
                         all->device_runs > 0 && all->device_runs < all->runs);
    plume_display_count(energy, "device_runs", all->device_runs, words);
    plume_value_set_bool(energy, "host_missing",
                         plume_notes_tally(context->data->notes, "host-not-included") >
                             0);
    plume_value_set_bool(energy, "bounded",
                         plume_notes_tally(context->data->notes, "host-not-included") >
                                 0 ||
                             all->energy_runs < all->runs || all->partly_runs > 0);
}

/* What the logs say themselves, for comparison: each tool has its own intensity, so
 * the sum is not the report's figure. */
static void set_logged(const plume_tree_context *context)
{
    const plume_totals *all = plume_ledger_all(context->data->ledger);
    plume_words *words = context->data->words;
    plume_value *logged = plume_value_set_map(context->root, "logged");

    plume_display_quantity(logged, "energy", PLUME_DIMENSION_ENERGY,
                           plume_tree_known(all->logged_kwh, all->logged_energy_runs),
                           words);
    plume_display_quantity(logged, "carbon", PLUME_DIMENSION_MASS,
                           plume_tree_known(all->logged_co2e_kg, all->logged_co2e_runs),
                           words);
    plume_display_count(logged, "runs", all->logged_co2e_runs, words);
}

/* The draw of the hosts, which the study file may add to what the accelerators drew; of a
 * power that added nothing nothing is said. */
static void set_host(const plume_tree_context *context)
{
    plume_host_energy charged = plume_ledger_host_energy(context->data->ledger);
    bool added = charged.added_kwh > 0.0;
    plume_words *words = context->data->words;
    plume_value *host = plume_display_factor(
        context->root, "host", added ? charged.host_w : (double)NAN, "W", words);

    plume_display_quantity(host, "energy", PLUME_DIMENSION_ENERGY,
                           added ? charged.added_kwh : (double)NAN, words);
    plume_display_count(host, "hosts", (uint64_t)charged.hosts, words);
}

void plume_tree_energy(const plume_tree_context *context)
{
    set_host(context);
    set_evidence(context);
    set_energies(context);
    set_logged(context);
}

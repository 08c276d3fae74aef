/* The methods of a ledger: which they are, what they make of a run, and which runs they
 * could not serve. */
#include "ledger/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <plume/text.h>

/* --- which they are --- */

static const char *const default_methods[] = { "strubell2019", "patterson2021" };

static plume_slot slot_of(const plume_method *method, plume_basis basis)
{
    return (
        plume_slot){ .method = method, .basis = basis, .interval95_kg = { NAN, NAN } };
}

/* A method has several bases (as published, at the site), and each is an estimate of
 * its own. */
static plume_status add_method(plume_ledger *ledger, const char *name, plume_error *error)
{
    const plume_method *method = plume_method_find(name);

    if (method == NULL)
        return plume_method_unknown(name, error);
    for (size_t i = 0; i < ledger->asked_count; i++) {
        if (ledger->asked[i].method == method)
            return PLUME_OK; /* named twice */
    }
    if (ledger->slot_count + method->basis_count > PLUME_ESTIMATES_MAX)
        return plume_fail(error, PLUME_ERR_VALUE, "more than %d methods and bases",
                          (int)PLUME_ESTIMATES_MAX);
    for (size_t i = 0; i < method->basis_count; i++)
        ledger->slot[ledger->slot_count++] = slot_of(method, method->bases[i]);
    ledger->asked[ledger->asked_count++].method = method;
    ledger->of_hardware = ledger->of_hardware || method->of_hardware;
    return PLUME_OK;
}

plume_status plume_ledger_add_methods(plume_ledger *ledger, const char *const *names,
                                      size_t count, plume_error *error)
{
    plume_status status = PLUME_OK;

    if (names == NULL) {
        names = default_methods;
        count = sizeof default_methods / sizeof default_methods[0];
    }
    for (size_t i = 0; i < count && status == PLUME_OK; i++)
        status = add_method(ledger, names[i], error);
    return status;
}

void plume_ledger_copy_methods(plume_ledger *ledger, const plume_ledger *from)
{
    for (size_t i = 0; i < from->slot_count; i++)
        ledger->slot[i] = slot_of(from->slot[i].method, from->slot[i].basis);
    for (size_t i = 0; i < from->asked_count; i++)
        ledger->asked[i] = (plume_asked){ .method = from->asked[i].method };
    ledger->slot_count = from->slot_count;
    ledger->asked_count = from->asked_count;
}

/* --- one run --- */

/* What the slot's estimates have in common. */
static void remember(plume_slot *slot, const plume_estimate *estimate)
{
    if (!slot->applied) {
        slot->applied = slot->same_pue = slot->same_intensity = true;
        slot->pue = estimate->pue;
        slot->intensity_kg_per_kwh = estimate->intensity_kg_per_kwh;
    }
    slot->same_pue = slot->same_pue && slot->pue == estimate->pue;
    slot->same_intensity = slot->same_intensity &&
                           slot->intensity_kg_per_kwh == estimate->intensity_kg_per_kwh;
}

static void enter(plume_entry *entry, size_t i, const plume_estimate *estimate)
{
    entry->it_kwh[i] = estimate->it_kwh;
    entry->facility_kwh[i] = estimate->energy_kwh;
    entry->co2e_kg[i] = estimate->co2e_kg;
    entry->evidence[i] = estimate->evidence;
    entry->utilization_assumed[i] = estimate->utilization_assumed;
}

/* A method that lacks something of a run serves others all the same. */
plume_status plume_ledger_apply(plume_ledger *ledger, plume_entry *entry,
                                const plume_workload *workload, const plume_site *site,
                                bool *served, plume_error *error)
{
    for (size_t i = 0; i < ledger->slot_count; i++) {
        plume_slot *slot = &ledger->slot[i];
        plume_estimate estimate;
        plume_status status =
            slot->method->estimate(&estimate, workload, site, slot->basis, NULL);

        entry->facility_kwh[i] = entry->co2e_kg[i] = NAN;
        if (status == PLUME_ERR_MISSING)
            continue;
        if (status != PLUME_OK) /* once more, for its message */
            return slot->method->estimate(&estimate, workload, site, slot->basis, error);
        if (!isfinite(estimate.energy_kwh) || !isfinite(estimate.co2e_kg))
            continue;
        enter(entry, i, &estimate);
        remember(slot, &estimate);
        *served = true;
    }
    return PLUME_OK;
}

/* --- runs that were not served --- */

static bool is_served(const plume_ledger *ledger, const plume_method *method,
                      const plume_entry *entry)
{
    for (size_t i = 0; i < ledger->slot_count; i++) {
        if (ledger->slot[i].method == method && isfinite(entry->co2e_kg[i]))
            return true;
    }
    return false;
}

/* Keeps what the first run lacked, in the words of the method's first basis. */
static plume_status keep_first(plume_asked *asked, const plume_workload *workload,
                               const plume_site *site, plume_error *error)
{
    plume_estimate estimate;
    plume_error inner = { 0 };

    if (asked->first != NULL)
        return PLUME_OK;
    (void)asked->method->estimate(&estimate, workload, site, asked->method->bases[0],
                                  &inner);
    asked->first = strdup(inner.message);
    return asked->first == NULL ? plume_fail_memory(error) : PLUME_OK;
}

/* Why the first run was not served is kept as the example for all. */
plume_status plume_ledger_count_unserved(plume_ledger *ledger,
                                         const plume_workload *workload,
                                         const plume_site *site, const plume_entry *entry,
                                         plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < ledger->asked_count && status == PLUME_OK; i++) {
        plume_asked *asked = &ledger->asked[i];

        if (is_served(ledger, asked->method, entry))
            continue;
        asked->unserved += entry->runs;
        status = keep_first(asked, workload, site, error);
    }
    return status;
}

/* Runs without any energy have the note energy-unknown; that the methods which ask for
 * nothing else could not serve them goes without saying. */
static bool goes_without_saying(const plume_ledger *ledger, const plume_asked *asked)
{
    const plume_totals *all = plume_ledger_all(ledger);

    return !asked->method->of_hardware &&
           asked->unserved <= all->runs - all->energy_runs &&
           plume_notes_tally(ledger->notes, "energy-unknown") > 0;
}

/* One note for all: notes of one code are shown once. */
void plume_ledger_note_unserved(const plume_ledger *ledger)
{
    uint64_t runs = plume_ledger_all(ledger)->runs;
    plume_text told;

    plume_text_init(&told);
    for (size_t i = 0; i < ledger->asked_count; i++) {
        const plume_asked *asked = &ledger->asked[i];

        if (asked->unserved == 0 || goes_without_saying(ledger, asked))
            continue;
        plume_text_printf(&told, "%s%s could not be applied to %llu of %llu runs: %s",
                          told.length > 0 ? "; " : "", asked->method->name,
                          (unsigned long long)asked->unserved, (unsigned long long)runs,
                          asked->first);
    }
    if (told.length > 0)
        plume_notes_add_text(ledger->notes, PLUME_WARNING, "method-not-applied", NULL, 0,
                             &told);
}

plume_status plume_ledger_check_served(const plume_ledger *ledger, plume_error *error)
{
    if (plume_ledger_estimate_count(ledger) > 0)
        return PLUME_OK;
    for (size_t i = 0; i < ledger->asked_count; i++) {
        if (ledger->asked[i].unserved > 0)
            return plume_fail(error, PLUME_ERR_MISSING, "%s", ledger->asked[i].first);
    }
    return PLUME_OK;
}

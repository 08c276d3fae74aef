/* Making the hardware, and its idle hours: of each kind of device by its device-hours. */
#include "footprint/internal.h"

#include <math.h>
#include <stdlib.h>

#include <plume/number.h>
#include <plume/text.h>

static const double bloom_devices_per_host = 8.0;

/* --- what is given --- */

static double given_or(double given, double otherwise, plume_given *from)
{
    *from = isnan(given) ? PLUME_GIVEN_METHOD : PLUME_GIVEN_STUDY_FILE;
    return isnan(given) ? otherwise : given;
}

static void note_lifetime(const plume_footprint_work *work)
{
    const plume_embodied_total *embodied = &work->out->embodied;
    plume_text text;

    if (embodied->lifetime_given == PLUME_GIVEN_STUDY_FILE &&
        embodied->utilization_given == PLUME_GIVEN_STUDY_FILE)
        return;
    plume_text_init(&text);
    plume_text_add(&text, "the hardware is written off over ");
    plume_number_print(&text, embodied->lifetime.years);
    plume_text_add(&text, " years, ");
    plume_number_significant(&text, 100.0 * embodied->lifetime.utilization, 3);
    plume_text_add(&text,
                   " % of them in use; what is not given of this is as Luccioni et "
                   "al. 2022 assume (6 years, 85 %)");
    plume_notes_add_text(work->notes, PLUME_ASSUMED, "lifetime-assumed", NULL, 0, &text);
}

static void note_host(const plume_footprint_work *work)
{
    const plume_embodied_total *embodied = &work->out->embodied;
    plume_text text;

    if (embodied->host.given == PLUME_GIVEN_STUDY_FILE &&
        embodied->devices_per_host_given == PLUME_GIVEN_STUDY_FILE)
        return;
    plume_text_init(&text);
    plume_text_add(&text, "the making of a host without its devices is taken as ");
    plume_number_significant(&text, embodied->host.unit_kg, 3);
    plume_text_add(&text, " kg CO2e, shared by ");
    plume_number_print(&text, embodied->devices_per_host);
    plume_text_add(&text, " devices; what is not given of this is the server of Luccioni "
                          "et al. 2022 (2500 kg, 8 devices)");
    plume_notes_add_text(work->notes, PLUME_ASSUMED, "embodied-host-assumed", NULL, 0,
                         &text);
}

/* A workstation is no share of a server, and nobody's figure of one may be passed on. */
static void note_hostless(const plume_footprint_work *work)
{
    plume_text text;

    if (!(work->out->embodied.hostless_hours > 0.0))
        return;
    plume_text_init(&text);
    plume_text_add(&text, "the making of workstations is not known: of ");
    plume_number_significant(&text, work->out->embodied.hostless_hours, 4);
    plume_text_add(&text, " device-hours the device alone is counted, if it has a board; "
                          "hardware.host_embodied_kg and devices_per_host in the study "
                          "file give the machine");
    plume_notes_add_text(work->notes, PLUME_WARNING, "embodied-host-unknown", NULL, 0,
                         &text);
}

/* The scheduler's hours; those of the runs when it is not known how long was reserved. */
static void set_hours(const plume_footprint_work *work)
{
    plume_embodied_total *embodied = &work->out->embodied;
    const plume_totals *all = plume_ledger_all(work->ledger);
    double reserved = work->study->lifecycle.reserved_device_hours;
    plume_text text;

    embodied->used_device_hours = all->device_timed_runs == 0 ? NAN : all->device_hours;
    embodied->reserved_given = !isnan(reserved);
    embodied->reserved_device_hours =
        embodied->reserved_given ? reserved : embodied->used_device_hours;
    if (!(reserved < embodied->used_device_hours))
        return;
    embodied->reserved_device_hours = NAN;
    plume_text_init(&text);
    plume_text_add(&text, "reserved_device_hours is ");
    plume_number_print(&text, reserved);
    plume_text_add(&text, ", less than the ");
    plume_number_significant(&text, embodied->used_device_hours, 4);
    plume_text_add(&text, " device-hours of the runs: what follows from the reservation "
                          "is not known");
    plume_notes_add_text(work->notes, PLUME_WARNING, "reservation-too-short", NULL, 0,
                         &text);
}

/* --- devices --- */

static void use_given(plume_embodied_share *share, double kg, const plume_study *study)
{
    share->unit_kg = share->low_unit_kg = share->high_unit_kg = kg;
    share->given = PLUME_GIVEN_STUDY_FILE;
    share->source = study->path;
}

static void use_factor(plume_embodied_share *share, const plume_embodied *factor)
{
    share->unit_kg = factor->kg;
    share->low_unit_kg = factor->low_kg;
    share->high_unit_kg = factor->high_kg;
    share->given = PLUME_GIVEN_DATASET;
    share->is_default = factor->is_default;
    share->source = factor->source;
    share->year = factor->year;
}

/* A figure of the study file holds for all devices of the study. */
static plume_status find_unit(const plume_footprint_work *work,
                              plume_embodied_share *share, plume_error *error)
{
    plume_embodied factor;
    plume_error inner;
    plume_status status;
    plume_text text;

    share->unit_kg = share->low_unit_kg = share->high_unit_kg = NAN;
    share->source = "";
    if (!isnan(work->study->lifecycle.embodied_kg)) {
        use_given(share, work->study->lifecycle.embodied_kg, work->study);
        return PLUME_OK;
    }
    status = plume_factors_embodied(work->factors, share->device, &factor, work->notes,
                                    &inner);
    if (status == PLUME_OK)
        use_factor(share, &factor);
    if (status != PLUME_ERR_MISSING) {
        if (status != PLUME_OK && error != NULL)
            *error = inner;
        return status;
    }
    plume_text_init(&text);
    plume_text_add(&text, inner.message);
    plume_notes_add_text(work->notes, PLUME_WARNING, "embodied-unknown", NULL, 0, &text);
    return PLUME_OK;
}

/* SCI charges the hours reserved, BLOOM those used. Kinds of devices share a reservation
 * by their hours of use. */
static double charged_hours(const plume_embodied_total *embodied, double used_hours,
                            plume_amortisation amortisation)
{
    if (amortisation == PLUME_AMORTISED_USED)
        return used_hours;
    return used_hours * (embodied->reserved_device_hours / embodied->used_device_hours);
}

/* share: of one unit that a device carries. */
static void amortise(plume_embodied_share *out, const plume_embodied_total *embodied,
                     double share)
{
    for (int i = 0; i < PLUME_AMORTISATIONS; i++) {
        plume_amortisation how = (plume_amortisation)i;
        double hours = charged_hours(embodied, out->device_hours, how);

        out->kg[i] =
            plume_embodied_kg(out->unit_kg, hours, share, &embodied->lifetime, how);
        out->low_kg[i] =
            plume_embodied_kg(out->low_unit_kg, hours, share, &embodied->lifetime, how);
        out->high_kg[i] =
            plume_embodied_kg(out->high_unit_kg, hours, share, &embodied->lifetime, how);
    }
}

static void add(plume_embodied_total *embodied, const plume_embodied_share *share)
{
    for (size_t i = 0; i < PLUME_AMORTISATIONS; i++) {
        embodied->kg[i] += share->kg[i];
        embodied->low_kg[i] += share->low_kg[i];
        embodied->high_kg[i] += share->high_kg[i];
    }
}

/* Device-hours whose making is not known are left out of the total, which says how
 * many. */
static plume_status add_devices(const plume_footprint_work *work, plume_error *error)
{
    plume_embodied_total *embodied = &work->out->embodied;
    size_t count = plume_ledger_group_count(work->ledger, PLUME_GROUP_DEVICE);
    plume_status status = PLUME_OK;

    embodied->device = calloc(count + 1, sizeof *embodied->device);
    if (embodied->device == NULL)
        return plume_fail_memory(error);
    for (size_t i = 0; i < count && status == PLUME_OK; i++) {
        const plume_totals *totals =
            plume_ledger_group_at(work->ledger, PLUME_GROUP_DEVICE, i);
        plume_embodied_share *share = &embodied->device[embodied->device_count];

        if (totals->device_timed_runs == 0)
            continue;
        embodied->device_count++;
        if (plume_factors_is_workstation(
                work->factors,
                plume_ledger_group_name(work->ledger, PLUME_GROUP_DEVICE, i)))
            embodied->hostless_hours += totals->device_hours;
        share->device = plume_ledger_group_name(work->ledger, PLUME_GROUP_DEVICE, i);
        share->device_hours = totals->device_hours;
        status = find_unit(work, share, error);
        amortise(share, embodied, 1.0);
        if (isnan(share->unit_kg))
            embodied->left_out_hours += share->device_hours;
        else
            add(embodied, share);
    }
    return status;
}

static plume_status add_host(const plume_footprint_work *work, plume_error *error)
{
    const plume_study_lifecycle *given = &work->study->lifecycle;
    plume_embodied_total *embodied = &work->out->embodied;
    plume_embodied_share *host = &embodied->host;
    plume_embodied factor;
    plume_status status = PLUME_OK;

    host->device = "";
    host->device_hours = embodied->used_device_hours;
    if (isnan(given->host_embodied_kg)) {
        host->device_hours -= embodied->hostless_hours;
        note_hostless(work);
        status = plume_factors_embodied_host(work->factors, &factor, error);
        if (status != PLUME_OK)
            return status;
        use_factor(host, &factor);
    } else {
        embodied->hostless_hours = 0.0;
        use_given(host, given->host_embodied_kg, work->study);
    }
    embodied->devices_per_host = given_or(given->devices_per_host, bloom_devices_per_host,
                                          &embodied->devices_per_host_given);
    amortise(host, embodied, 1.0 / embodied->devices_per_host);
    add(embodied, host);
    if (host->device_hours > 0.0)
        note_host(work);
    return PLUME_OK;
}

static void set_end_of_life(const plume_footprint_work *work)
{
    plume_embodied_total *embodied = &work->out->embodied;
    plume_embodied_share share = { .device_hours = embodied->used_device_hours,
                                   .unit_kg = work->study->lifecycle.end_of_life_kg };

    amortise(&share, embodied, 1.0);
    for (size_t i = 0; i < PLUME_AMORTISATIONS; i++)
        embodied->end_of_life_kg[i] = share.kg[i];
}

/* A laptop's processor has no figure of its own, and no share of a server: of such
 * devices alone nothing is known, which is not 0. */
static bool is_any_known(const plume_embodied_total *embodied)
{
    bool known = embodied->host.device_hours > 0.0;

    for (size_t i = 0; i < embodied->device_count; i++)
        known = known || (embodied->device[i].device_hours > 0.0 &&
                          !isnan(embodied->device[i].unit_kg));
    return known;
}

static void forget(plume_embodied_total *embodied)
{
    for (size_t i = 0; i < PLUME_AMORTISATIONS; i++)
        embodied->kg[i] = embodied->low_kg[i] = embodied->high_kg[i] =
            embodied->end_of_life_kg[i] = NAN;
}

/* Idle power alone needs the reserved hours too, and nothing else from here. */
plume_status plume_footprint_embodied(const plume_footprint_work *work,
                                      plume_error *error)
{
    const plume_study_lifecycle *given = &work->study->lifecycle;
    plume_embodied_total *embodied = &work->out->embodied;
    plume_status status;

    embodied->asked = given->embodied;
    embodied->lifetime.years = given_or(given->lifetime_years, PLUME_BLOOM_LIFETIME_YEARS,
                                        &embodied->lifetime_given);
    embodied->lifetime.utilization = given_or(given->utilization, PLUME_BLOOM_UTILIZATION,
                                              &embodied->utilization_given);
    if (!embodied->asked && isnan(given->idle_w)) {
        forget(embodied);
        return PLUME_OK;
    }
    set_hours(work);
    if (!embodied->asked || isnan(embodied->used_device_hours)) {
        forget(embodied);
        return PLUME_OK;
    }
    status = add_devices(work, error);
    if (status == PLUME_OK)
        status = add_host(work, error);
    note_lifetime(work);
    set_end_of_life(work);
    if (!is_any_known(embodied))
        forget(embodied);
    return status;
}

/* --- idle --- */

void plume_footprint_idle(const plume_footprint_work *work)
{
    const plume_embodied_total *embodied = &work->out->embodied;
    plume_idle_total *idle = &work->out->idle;
    plume_text text;

    idle->asked = !isnan(work->study->lifecycle.idle_w);
    idle->idle_w = work->study->lifecycle.idle_w;
    idle->used_device_hours = embodied->used_device_hours;
    idle->reserved_device_hours =
        embodied->reserved_given ? embodied->reserved_device_hours : NAN;
    idle->unoccupied_kwh = plume_idle_unoccupied_kwh(
        idle->idle_w, idle->reserved_device_hours, idle->used_device_hours);
    idle->reserved_kwh =
        plume_idle_reserved_kwh(idle->idle_w, idle->reserved_device_hours);
    idle->unoccupied_facility_kwh = idle->unoccupied_kwh * work->pue;
    idle->unoccupied_kg = idle->unoccupied_facility_kwh * work->kg_per_kwh;
    idle->reserved_facility_kwh = idle->reserved_kwh * work->pue;
    idle->reserved_kg = idle->reserved_facility_kwh * work->kg_per_kwh;
    if (!idle->asked || embodied->reserved_given)
        return;
    plume_text_init(&text);
    plume_text_add(&text, "idle_power_w is given without reserved_device_hours: the idle "
                          "energy of the reservation is not known");
    plume_notes_add_text(work->notes, PLUME_WARNING, "idle-unknown", NULL, 0, &text);
}

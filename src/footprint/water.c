/* Water of each place: IT energy x (WUE + PUE x EWIF). */
#include "footprint/internal.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <plume/text.h>
#include <plume/time.h>

static int factor_year(const plume_footprint_work *work)
{
    return work->study->year != 0 ? work->study->year
                                  : plume_time_year(plume_ledger_end_s(work->ledger));
}

static plume_given_value from_study(const plume_footprint_work *work, double l_per_kwh)
{
    return (plume_given_value){ l_per_kwh, PLUME_GIVEN_STUDY_FILE, work->study->path, 0 };
}

/* What is asked of the datasets: a cloud region, else the provider's fleet at a place,
 * else the place. */
static void name_site(const plume_footprint_work *work, const char *place,
                      plume_text *out)
{
    const char *provider = work->study->provider;

    if (strchr(place, ':') == NULL && strchr(provider, ':') != NULL)
        plume_text_add(out, provider);
    else if (strchr(place, ':') == NULL && provider[0] != '\0')
        plume_text_printf(out, "%s:%s", provider, place);
    else
        plume_text_add(out, place);
}

static plume_status look_up(const plume_footprint_work *work, plume_water_kind kind,
                            const char *name, plume_given_value *out, const char **code,
                            plume_error *error)
{
    plume_water_factor factor;
    plume_error inner;
    plume_status status = plume_factors_water(
        work->factors, kind, name, factor_year(work), &factor, work->notes, &inner);
    plume_text text;

    if (status == PLUME_OK) {
        *out = (plume_given_value){ factor.l_per_kwh, PLUME_GIVEN_DATASET, factor.source,
                                    factor.year };
        *code = factor.code;
    }
    if (status != PLUME_ERR_MISSING) {
        if (status != PLUME_OK && error != NULL)
            *error = inner;
        return status;
    }
    plume_text_init(&text);
    plume_text_add(&text, inner.message);
    plume_text_add(&text, "; site.wue_l_per_kwh in the study file gives it");
    plume_notes_add_text(work->notes, PLUME_WARNING, "water-unknown", NULL, 0, &text);
    return PLUME_OK;
}

static plume_status find_factors(const plume_footprint_work *work,
                                 plume_water_share *share, plume_error *error)
{
    const plume_given_value not_given = { NAN, PLUME_GIVEN_NOT, "", 0 };
    const plume_study_lifecycle *given = &work->study->lifecycle;
    plume_status status = PLUME_OK;
    plume_text site;

    share->wue = share->ewif = not_given;
    share->wue_code = share->ewif_code = "";
    plume_text_init(&site);
    name_site(work, share->place, &site);
    status = plume_text_status(&site, error);
    if (!isnan(given->wue_l_per_kwh))
        share->wue = from_study(work, given->wue_l_per_kwh);
    else if (status == PLUME_OK)
        status = look_up(work, PLUME_WATER_SITE, site.data != NULL ? site.data : "",
                         &share->wue, &share->wue_code, error);
    if (!isnan(given->ewif_l_per_kwh))
        share->ewif = from_study(work, given->ewif_l_per_kwh);
    else if (status == PLUME_OK)
        status = look_up(work, PLUME_WATER_GRID, share->place, &share->ewif,
                         &share->ewif_code, error);
    plume_text_dispose(&site);
    return status;
}

/* The PUE of a place is the ratio of its energies; it enters plume_water_of alone. */
static double pue_of(const plume_footprint_work *work, const plume_totals *totals)
{
    if (work->gross == SIZE_MAX ||
        totals->estimated_runs[work->gross] < totals->energy_runs)
        return NAN;
    return totals->facility_kwh[work->gross] / totals->it_kwh;
}

static void add(plume_water_total *water, const plume_water_share *share)
{
    water->it_kwh += share->it_kwh;
    water->water.on_site_l += share->water.on_site_l;
    water->water.off_site_l += share->water.off_site_l;
    water->water.total_l += share->water.total_l;
}

static plume_status add_places(const plume_footprint_work *work, plume_error *error)
{
    plume_water_total *water = &work->out->water;
    size_t count = plume_ledger_group_count(work->ledger, PLUME_GROUP_REGION);
    plume_status status = PLUME_OK;

    water->place = calloc(count + 1, sizeof *water->place);
    if (water->place == NULL)
        return plume_fail_memory(error);
    for (size_t i = 0; i < count && status == PLUME_OK; i++) {
        const plume_totals *totals =
            plume_ledger_group_at(work->ledger, PLUME_GROUP_REGION, i);
        plume_water_share *share = &water->place[water->place_count];

        if (totals->energy_runs == 0)
            continue;
        water->place_count++;
        share->place = plume_ledger_group_name(work->ledger, PLUME_GROUP_REGION, i);
        share->it_kwh = totals->it_kwh;
        share->pue = pue_of(work, totals);
        status = find_factors(work, share, error);
        share->water = plume_water_of(share->it_kwh, share->pue, share->wue.value,
                                      share->ewif.value);
        add(water, share);
    }
    return status;
}

plume_status plume_footprint_water(const plume_footprint_work *work, plume_error *error)
{
    plume_water_total *water = &work->out->water;
    plume_status status = PLUME_OK;

    water->asked = work->study->lifecycle.water;
    if (water->asked)
        status = add_places(work, error);
    if (water->place_count == 0)
        water->it_kwh = water->water.on_site_l = water->water.off_site_l =
            water->water.total_l = NAN;
    return status;
}

/* Intensities by the hour, for machines. */
#include <math.h>
#include <string.h>

#include "documents/report/results_internal.h"

/* The name and the digest of the series, never its path: results do not depend on
 * where a file lies. */
static void set_series(plume_value *map, const plume_series *series, bool anonymous)
{
    const char *path = plume_series_path(series), *slash = strrchr(path, '/');

    plume_value_set_known(map, "series",
                          anonymous       ? ""
                          : slash != NULL ? slash + 1
                                          : path);
    plume_value_set_string(map, "sha256", plume_series_sha256(series));
    plume_value_set_count(map, "hours", plume_series_count(series));
    plume_value_set_count(map, "hours_without_a_figure", plume_series_missing(series));
}

static void set_carbon_free(plume_value *map, const plume_hourly *hourly,
                            const plume_series *series, bool anonymous)
{
    const plume_matched_hours *matched = &hourly->matched;
    plume_value *free;

    if (series == NULL) {
        plume_value_set_null(map, "carbon_free");
        return;
    }
    free = plume_value_set_map(map, "carbon_free");
    set_series(free, series, anonymous);
    plume_value_set_number(free, "cfe_score", plume_matched_score(matched));
    plume_value_set_number(free, "hourly_matched_kg",
                           matched->hours > 0 ? matched->left_kg : NAN);
    plume_value_set_number(free, "volumetric_share", plume_volumetric_share(matched));
    plume_value_set_number(free, "volumetric_kg", plume_volumetric_kg(matched));
    plume_value_set_number(free, "location_based_kg",
                           matched->hours > 0 ? matched->location_kg : NAN);
    plume_value_set_number(free, "facility_kwh_in_unknown_hours", hourly->unmatched_kwh);
}

void plume_results_hourly(plume_value *root, const plume_report_data *data)
{
    plume_hourly hourly;
    plume_value *map, *part;

    if (!plume_ledger_hourly(data->ledger, &hourly)) {
        plume_value_set_null(root, "hourly");
        return;
    }
    map = plume_value_set_map(root, "hourly");
    set_series(map, hourly.series, data->anonymous);
    part = plume_value_set_map(map, "runs");
    plume_value_set_count(part, "by_trace", hourly.traced_runs);
    plume_value_set_count(part, "spread_evenly", hourly.spread_runs);
    plume_value_set_count(part, "without_times", hourly.untimed_runs);
    plume_value_set_count(map, "missing_hours_of_runs", hourly.missing_hours);
    part = plume_value_set_map(map, "facility_kwh");
    plume_value_set_number(part, "at_hourly_intensity", hourly.known_kwh);
    plume_value_set_number(part, "at_yearly_intensity", hourly.annual_kwh);
    plume_value_set_number(map, "all_at_yearly_intensity_kg",
                           hourly.annual_kg > 0.0 ? hourly.annual_kg : NAN);
    set_carbon_free(map, &hourly, data->study->carbon_free, data->anonymous);
}

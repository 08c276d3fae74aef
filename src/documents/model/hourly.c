/* Intensities by the hour, and electricity that was bought for the same hours. */
#include <math.h>
#include <string.h>

#include "documents/wording/display.h"
#include "documents/model/internal.h"

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}

/* Both ways of matching side by side: by the hour, and by volume over the whole
 * period, which hides the hours that were not covered. */
static void set_matching(const plume_tree_context *context, plume_value *map,
                         const plume_matched_hours *matched)
{
    plume_words *words = context->data->words;
    plume_value *free = plume_value_set_map(map, "carbon_free");
    bool known = matched->load_kwh > 0.0;

    plume_value_set_bool(free, "known", known);
    plume_display_share(free, "score", plume_matched_score(matched), 1.0, words);
    plume_display_share(free, "volumetric", plume_volumetric_share(matched), 1.0, words);
    plume_display_quantity(free, "left", PLUME_DIMENSION_MASS,
                           known ? matched->left_kg : NAN, words);
    plume_display_quantity(free, "volumetric_left", PLUME_DIMENSION_MASS,
                           known ? plume_volumetric_kg(matched) : NAN, words);
    plume_display_quantity(free, "location", PLUME_DIMENSION_MASS,
                           known ? matched->location_kg : NAN, words);
}

/* A billionth of the energy is the rounding of sums, and no hour without a figure. */
void plume_tree_hourly(const plume_tree_context *context)
{
    plume_words *words = context->data->words;
    plume_value *map = plume_value_set_map(context->root, "hourly");
    plume_hourly hourly;
    bool used = plume_ledger_hourly(context->data->ledger, &hourly);
    double all_kwh = hourly.known_kwh + hourly.annual_kwh;

    plume_value_set_bool(map, "used", used && hourly.known_kwh > 0.0);
    plume_tree_line(map, "series",
                    !used ? ""
                    : context->data->anonymous
                        ? plume_word(words, "series", "unnamed")
                        : last_part(plume_series_path(hourly.series)));
    plume_display_share(map, "known", used ? hourly.known_kwh : NAN, all_kwh, words);
    plume_display_share(map, "yearly", used ? hourly.annual_kwh : NAN, all_kwh, words);
    plume_value_set_bool(map, "partly",
                         used && hourly.annual_kwh > 1e-9 * hourly.known_kwh);
    plume_display_count(map, "traced", hourly.traced_runs, words);
    plume_display_count(map, "spread", hourly.spread_runs, words);
    plume_display_count(map, "missing", hourly.missing_hours, words);
    plume_display_quantity(map, "annual", PLUME_DIMENSION_MASS,
                           hourly.annual_kg > 0.0 ? hourly.annual_kg : NAN, words);
    set_matching(context, map, &hourly.matched);
}

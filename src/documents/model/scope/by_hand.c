/* The emissions as one product that a pocket calculator can check: hours, watts, PUE and
 * intensity, each with how it is known. */
#include <math.h>

#include <plume/number.h>

#include "core/number/units.h"
#include "documents/wording/display.h"
#include "documents/model/internal.h"

/* Digits that are printed of each factor: enough for three of the product. */
enum { FACTOR_FIGURES = 4 };

static void add_factor(plume_value *map, const char *key, double value)
{
    plume_value *factor = plume_value_set_map(map, key);
    plume_text text;

    plume_text_init(&text);
    plume_number_significant(&text, value, FACTOR_FIGURES);
    plume_value_set_string(factor, "text", text.data);
    plume_text_dispose(&text);
}

/* Most of the energy: "sampled", "tracker". */
static const char *main_evidence(const plume_ledger *ledger)
{
    plume_evidence most = PLUME_EVIDENCE_UNKNOWN;

    for (int i = 0; i < PLUME_EVIDENCE_COUNT; i++)
        if (plume_ledger_evidence(ledger, (plume_evidence)i)->it_kwh >
            plume_ledger_evidence(ledger, most)->it_kwh)
            most = (plume_evidence)i;
    return plume_evidence_name(most);
}

/* Where several places or years have factors of their own these are means over the
 * energy, so that the product stays the total. Hours are of the runs of known energy. */
void plume_tree_by_hand(const plume_tree_context *context)
{
    const plume_totals *all = plume_ledger_all(context->data->ledger);
    plume_value *map = plume_value_set_map(context->root, "by_hand");
    plume_words *words = context->data->words;
    double hours = plume_tree_device_hours(all) - all->unknown_hours;
    double it_kwh = plume_tree_known(all->it_kwh, all->energy_runs);
    double facility_kwh = NAN, kg = NAN;
    bool known;

    if (context->gross != SIZE_MAX) {
        facility_kwh = all->facility_kwh[context->gross];
        kg = all->co2e_kg[context->gross];
    }
    known = hours > 0.0 && it_kwh > 0.0 && kg > 0.0 && all->energy_runs > 0 &&
            all->device_timed_runs >= all->energy_runs;
    plume_value_set_bool(map, "known", known);
    add_factor(map, "hours", known ? hours : 0.0);
    add_factor(map, "watts", known ? it_kwh / hours * WATTS_PER_KILOWATT : 0.0);
    add_factor(map, "pue", known ? facility_kwh / it_kwh : 0.0);
    add_factor(map, "intensity", known ? kg / facility_kwh : 0.0);
    plume_display_quantity(map, "carbon", PLUME_DIMENSION_MASS, known ? kg : (double)NAN,
                           words);
    plume_display_in(map, "kg", known ? kg : (double)NAN,
                     (plume_display_unit){ "kg", 1.0 }, words);
    plume_value_set_string(
        map, "evidence",
        plume_word(words, "evidence-words", main_evidence(context->data->ledger)));
}

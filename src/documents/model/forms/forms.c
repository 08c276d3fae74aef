/* Figures in the one unit that a form or an exchange format prescribes, whatever their
 * size, with no more digits than they support. What is unknown is not there: no format
 * has a word for it, and 0 would be one. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <plume/time.h>
#include <plume/uncertainty.h>

#include "core/number/units.h"
#include "documents/wording/display.h"
#include "documents/model/internal.h"

enum { FIGURES = 3 };

#define DAYS_PER_MONTH 30.4375

/* To so many significant figures, as a number. */
static double significant(double value, int figures)
{
    int decimals;
    double unit;

    if (!isfinite(value) || value == 0.0)
        return value;
    decimals = figures - 1 - (int)floor(log10(fabs(value)));
    unit = pow(10.0, abs(decimals)); /* a whole number, so that no new digits arise */
    return decimals < 0 ? round(value / unit) * unit : round(value * unit) / unit;
}

static plume_value *set_number(plume_value *parent, const char *key, double value,
                               int figures)
{
    plume_value *map = plume_value_set_map(parent, key);

    plume_value_set_bool(map, "known", isfinite(value));
    plume_value_set_number(map, "number", significant(value, figures));
    return map;
}

static double facility_kwh(const plume_tree_context *context, const plume_totals *totals)
{
    if (context->gross == SIZE_MAX)
        return NAN;
    return plume_tree_known(totals->facility_kwh[context->gross],
                            totals->estimated_runs[context->gross]);
}

static void set_energies(const plume_tree_context *context, plume_value *forms)
{
    static const plume_display_unit mwh = { "MWh", 1.0 / KWH_PER_MWH };
    const plume_totals *all = plume_ledger_all(context->data->ledger);
    const struct {
        const char *key;
        double kwh;
    } energies[] = {
        { "device", plume_tree_known(all->device_kwh, all->device_runs) },
        { "it", plume_tree_known(all->it_kwh, all->energy_runs) },
        { "facility", facility_kwh(context, all) },
    };
    plume_value *in_kwh = plume_value_set_map(forms, "kwh");
    plume_value *in_mwh = plume_value_set_map(forms, "mwh");

    for (size_t i = 0; i < sizeof energies / sizeof *energies; i++) {
        set_number(in_kwh, energies[i].key, energies[i].kwh, FIGURES);
        plume_display_in(in_mwh, energies[i].key, energies[i].kwh, mwh,
                         context->data->words);
    }
}

/* With the digits that the interval supports, and the quality that BoAmps asks for: high,
 * medium, low for an error of up to 10, 25, 50 % (STANDARDS of the schema). */
static void set_carbon(const plume_tree_context *context, plume_value *forms)
{
    const plume_totals *all = plume_ledger_all(context->data->ledger);
    plume_estimate gross = { .co2e_kg = NAN,
                             .intensity_kg_per_kwh = NAN,
                             .interval95_kg = { NAN, NAN } };
    double kg = NAN, off;
    int figures;

    if (context->gross != SIZE_MAX) {
        gross = plume_ledger_estimate_at(context->data->ledger, context->gross);
        kg = plume_tree_known(all->co2e_kg[context->gross],
                              all->estimated_runs[context->gross]);
    }
    figures = plume_supported_digits(kg, gross.interval95_kg[0], gross.interval95_kg[1]);
    set_number(forms, "grams", kg * GRAMS_PER_KG, figures);
    set_number(forms, "tonnes", kg / KG_PER_TONNE, figures);
    set_number(forms, "grams_per_kwh", gross.intensity_kg_per_kwh * GRAMS_PER_KG, 4);
    off = fmax(gross.interval95_kg[1] / kg, kg / gross.interval95_kg[0]) - 1.0;
    plume_value_set_bool(forms, "quality_known", isfinite(off));
    plume_value_set_string(forms, "quality",
                           off <= 0.10   ? "high"
                           : off <= 0.25 ? "medium"
                                         : "low");
}

/* From the first start to the last end, pauses between runs included: what the form calls
 * wall-clock days; hardware days are device-hours. */
static void set_days(const plume_tree_context *context, plume_value *forms)
{
    static const plume_display_unit plain = { "", 1.0 };
    const plume_ledger *ledger = context->data->ledger;
    plume_words *words = context->data->words;
    double wall_days = (plume_ledger_end_s(ledger) - plume_ledger_start_s(ledger)) /
                       (HOURS_PER_DAY * SECONDS_PER_HOUR);
    double months = wall_days / DAYS_PER_MONTH;
    plume_value *days = plume_value_set_map(forms, "days");

    plume_display_in(days, "wall", wall_days, plain, words);
    plume_display_in(days, "hardware",
                     plume_tree_device_hours(plume_ledger_all(ledger)) / HOURS_PER_DAY,
                     plain, words);
    plume_value_set_string(days, "range",
                           isnan(months)   ? ""
                           : months < 1.0  ? "<1 month"
                           : months <= 3.0 ? "1-3 months"
                           : months <= 6.0 ? "3-6 months"
                                           : ">6 months");
}

/* The draw of a device with its share of what else was measured, where all runs tell both
 * energy and device-hours: else it would be a ratio over different runs. */
static void set_power(const plume_tree_context *context, plume_value *forms)
{
    const plume_totals *all = plume_ledger_all(context->data->ledger);
    bool whole = all->energy_runs == all->runs && all->device_timed_runs == all->runs &&
                 all->partly_runs == 0 && all->runs > 0;
    double watts = all->it_kwh * WATTS_PER_KILOWATT / plume_tree_device_hours(all);

    plume_display_quantity(forms, "mean_w", PLUME_DIMENSION_POWER,
                           whole ? watts : (double)NAN, context->data->words);
    set_number(forms, "seconds",
               plume_tree_known(all->wall_hours, all->timed_runs) * SECONDS_PER_HOUR,
               FIGURES);
}

/* SOURCE_DATE_EPOCH: without it no form has a date. */
static void set_date(const plume_tree_context *context, plume_value *forms)
{
    plume_text text;

    plume_text_init(&text);
    plume_time_print(&text, context->data->creation_s);
    plume_value_set_bool(forms, "dated", isfinite(context->data->creation_s));
    plume_value_set_string(forms, "created", text.data);
    /* As BoAmps writes it: UTC too, without a word on that. */
    for (char *at = text.data; at != NULL && *at != '\0'; at++)
        if (*at == 'T' || *at == 'Z')
            *at = *at == 'T' ? ' ' : '\0';
    plume_value_set_string(forms, "created_plainly", text.data);
    plume_text_dispose(&text);
}

/* Of the machine of a run, as the authors state it. */
static void set_memory(const plume_tree_context *context, plume_value *forms)
{
    static const plume_display_unit gigabytes = { "GB", 1.0 };

    plume_display_in(forms, "memory", context->data->study->compute.memory_gb, gigabytes,
                     context->data->words);
}

/* The table that NeurIPS asks for: each family of experiments, a run of it and all. */
static void set_families(const plume_tree_context *context, plume_value *forms)
{
    const plume_ledger *ledger = context->data->ledger;
    plume_words *words = context->data->words;
    plume_value *list = plume_value_set_list(forms, "families");

    for (int at = 1; at <= PLUME_ROLE_COUNT; at++) {
        plume_role role = (plume_role)(at % PLUME_ROLE_COUNT); /* unknown comes last */
        const plume_totals *totals = plume_ledger_role(ledger, role);
        double timed = (double)totals->timed_runs;
        double counted = (double)totals->device_timed_runs;
        double hours = plume_tree_device_hours(totals);
        plume_value *row;

        if (totals->runs == 0)
            continue;
        row = plume_value_set_map(list, NULL);
        plume_value_set_string(row, "name",
                               plume_word(words, "roles", plume_role_name(role)));
        plume_display_count(row, "runs", totals->runs, words);
        plume_display_hours(
            row, "wall", plume_tree_known(totals->wall_hours / timed, totals->timed_runs),
            words);
        plume_display_hours(row, "each", hours / counted, words);
        plume_display_hours(row, "all", hours, words);
        plume_value_set_bool(row, "partial",
                             counted > 0.0 && totals->device_timed_runs < totals->runs);
    }
}

/* What the tables know of a device; of one that they do not know, nothing. */
static void set_device(const plume_tree_context *context, plume_value *item,
                       const char *name)
{
    plume_device device;
    bool known = plume_factors_device(context->data->factors, name, &device, NULL,
                                      NULL) == PLUME_OK;

    plume_value_set_string(item, "type", known ? device.kind : "other");
    set_number(item, "memory_gb", known ? device.memory_gb : (double)NAN, FIGURES);
    plume_tree_line(item, "name", name);
}

/* Kinds of device, each with how many a run had on average: what BoAmps calls components
 * are counted in whole ones. */
static void set_components(const plume_tree_context *context, plume_value *forms)
{
    const plume_ledger *ledger = context->data->ledger;
    plume_value *list = plume_value_set_list(forms, "components");
    size_t count = plume_ledger_group_count(ledger, PLUME_GROUP_DEVICE), last = 0;

    for (size_t i = 0; i < count; i++) {
        const char *name = plume_ledger_group_name(ledger, PLUME_GROUP_DEVICE, i);
        const plume_totals *totals = plume_ledger_group_at(ledger, PLUME_GROUP_DEVICE, i);
        double devices = round(totals->device_hours / totals->wall_hours);
        plume_value *item;

        if (*name == '\0' || totals->device_timed_runs < totals->timed_runs ||
            !(devices >= 1.0))
            continue;
        item = plume_value_set_map(list, NULL);
        set_device(context, item, name);
        plume_value_set_number(item, "count", devices);
        plume_value_set_string(item, "separator", ",");
        last = plume_value_count(list);
    }
    if (last > 0)
        plume_value_set_string(plume_value_edit_at(list, last - 1), "separator", "");
    plume_value_set_bool(forms, "components_known", last > 0);
}

/* A figure that stands for little of the work would be read as the whole where no word
 * can stand beside it: such formats get none. */
void plume_tree_forms(const plume_tree_context *context)
{
    plume_value *forms = plume_value_set_map(context->root, "forms");
    const plume_totals *all = plume_ledger_all(context->data->ledger);
    const plume_value *coverage =
        plume_value_get(plume_value_get(context->root, "coverage"), "energy");
    bool stated =
        all->energy_runs > 0 && !plume_value_bool(plume_value_get(coverage, "low"));
    const char *training = context->data->study->model.training;

    set_energies(context, forms);
    set_carbon(context, forms);
    set_days(context, forms);
    set_memory(context, forms);
    set_power(context, forms);
    set_date(context, forms);
    set_families(context, forms);
    set_components(context, forms);
    plume_value_set_bool(forms, "stated", stated);
    plume_value_set_bool(
        forms, "boamps",
        stated && plume_value_bool(plume_value_get(forms, "components_known")));
    plume_value_set_bool(forms, "fine_tuning", strcmp(training, "fine-tuning") == 0);
    plume_value_set_bool(forms, "cloud", *context->data->study->provider != '\0');
    plume_tree_line(forms, "provider", context->data->study->provider);
}

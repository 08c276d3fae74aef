/* The life cycle beside the electricity of the runs: embodied carbon, idle energy, water,
 * and what they add up to by boundary. */
#include <math.h>

#include "documents/wording/display.h"
#include "documents/wording/table.h"
#include "documents/model/internal.h"

static const plume_display_unit litres = { "L", 1.0 };
static const plume_display_unit megalitres = { "million" PLUME_NO_BREAK_SPACE "L", 1e-6 };

static plume_display_unit litres_for(double value)
{
    return value < 1.0 / megalitres.per_own ? litres : megalitres;
}

static void set_water_figure(const plume_tree_context *context, plume_value *parent,
                             const char *key, double value)
{
    plume_display_in(parent, key, value, litres_for(value), context->data->words);
}

/* A figure that somebody chose, with the digits it was given. */
static void set_exact(plume_value *parent, const char *key, double value)
{
    plume_value *map = plume_value_set_map(parent, key);
    plume_text text;

    plume_text_init(&text);
    plume_value_set_bool(map, "known", plume_number_print(&text, value));
    plume_value_set_string(map, "text", text.length > 0 ? text.data : "");
    plume_text_dispose(&text);
}

/* --- embodied --- */

/* "0.41–0.87 kg CO2e". */
static void set_range(plume_value *map, const char *key, double low_kg, double high_kg)
{
    plume_display_unit unit = plume_unit_for(PLUME_DIMENSION_MASS, high_kg);
    plume_text range;

    plume_text_init(&range);
    plume_number_significant(&range, low_kg * unit.per_own, 2);
    plume_text_add(&range, PLUME_EN_DASH);
    plume_number_significant(&range, high_kg * unit.per_own, 2);
    plume_text_printf(&range, PLUME_NO_BREAK_SPACE "%s" PLUME_NO_BREAK_SPACE "CO2e",
                      unit.name);
    plume_value_set_string(map, key, range.data);
    plume_text_dispose(&range);
}

static bool any_default(const plume_embodied_total *embodied)
{
    for (size_t i = 0; i < embodied->device_count; i++)
        if (embodied->device[i].is_default)
            return true;
    return false;
}

/* Two ways to spread what making the hardware emitted: over the hours reserved (SCI,
 * Green Software Foundation) or over those used (BLOOM, Luccioni et al.). */
static void set_amortised(const plume_tree_context *context, plume_value *map,
                          const plume_embodied_total *embodied)
{
    plume_words *words = context->data->words;

    for (int i = 0; i < PLUME_AMORTISATIONS; i++) {
        const char *name = plume_amortisation_name((plume_amortisation)i);
        plume_value *one = plume_display_supported(
            map, name, embodied->kg[i], embodied->low_kg[i], embodied->high_kg[i], words);

        plume_value_set_bool(one, "spread", embodied->low_kg[i] < embodied->high_kg[i]);
        set_range(one, "range", embodied->low_kg[i], embodied->high_kg[i]);
    }
    plume_display_quantity(map, "end_of_life_sci", PLUME_DIMENSION_MASS,
                           embodied->end_of_life_kg[PLUME_AMORTISED_RESERVED], words);
    plume_display_quantity(map, "end_of_life_bloom", PLUME_DIMENSION_MASS,
                           embodied->end_of_life_kg[PLUME_AMORTISED_USED], words);
}

static void set_embodied(const plume_tree_context *context, plume_value *lifecycle)
{
    const plume_embodied_total *embodied = &context->data->footprint->embodied;
    plume_value *map = plume_value_set_map(lifecycle, "embodied");
    plume_words *words = context->data->words;
    double used_kg = embodied->kg[PLUME_AMORTISED_USED];
    const plume_totals *all = plume_ledger_all(context->data->ledger);
    uint64_t timed = all->device_timed_runs;

    plume_value_set_bool(map, "asked", embodied->asked);
    plume_value_set_bool(map, "known", embodied->asked && isfinite(used_kg));
    plume_value_set_bool(map, "default", any_default(embodied));
    plume_value_set_bool(map, "left_out", embodied->left_out_hours > 0.0);
    plume_value_set_bool(map, "reserved_given", embodied->reserved_given);
    plume_display_hours(map, "left_out_hours", embodied->left_out_hours, words);
    plume_display_hours(map, "used_hours", embodied->used_device_hours, words);
    plume_display_hours(map, "reserved_hours", embodied->reserved_device_hours, words);
    set_exact(map, "years", embodied->lifetime.years);
    plume_display_share(map, "utilization", embodied->lifetime.utilization, 1.0, words);
    set_exact(map, "devices_per_host",
              embodied->host.device_hours > 0.0 ? embodied->devices_per_host
                                                : (double)NAN);
    plume_value_set_bool(map, "hostless", embodied->hostless_hours > 0.0);
    plume_value_set_bool(map, "least",
                         embodied->hostless_hours > 0.0 || timed < all->runs);
    set_amortised(context, map, embodied);
}

/* One line of the table: kg of a unit, hours, what both views charge. */
static void add_embodied_row(const plume_tree_context *context, plume_report_table *sheet,
                             const char *name, const plume_embodied_share *share,
                             const plume_column_format scales[4])
{
    const double cells[4] = { share->unit_kg, share->device_hours,
                              share->kg[PLUME_AMORTISED_RESERVED],
                              share->kg[PLUME_AMORTISED_USED] };
    plume_value *origin = plume_value_map();
    plume_text cell;

    plume_text_init(&cell);
    plume_report_table_cell(sheet, name);
    for (size_t i = 0; i < 4; i++) {
        plume_text_clear(&cell);
        plume_column_format_print(&cell, &scales[i], cells[i]);
        plume_report_table_cell(sheet, cell.data);
    }
    plume_text_clear(&cell);
    if (share->given == PLUME_GIVEN_DATASET) {
        plume_tree_source(context, origin, "source", share->source);
        plume_text_add(&cell, plume_value_string(plume_value_get(
                                  plume_value_get(origin, "source"), "text")));
        if (share->is_default)
            plume_text_printf(&cell, ", %s",
                              plume_word(context->data->words, "embodied", "default"));
    } else {
        plume_text_add(&cell, plume_word(context->data->words, "given",
                                         plume_given_name(share->given)));
    }
    plume_report_table_cell(sheet, cell.data);
    plume_text_dispose(&cell);
    plume_value_free(origin);
}

/* Units and hours of different hardware have no sum that means anything: only the
 * emissions are added up. */
static void add_embodied_total(const plume_tree_context *context,
                               plume_report_table *sheet,
                               const plume_embodied_total *embodied,
                               const plume_column_format scales[4])
{
    plume_text cell;

    plume_text_init(&cell);
    plume_report_table_row(sheet, true);
    plume_report_table_cell(sheet, plume_word(context->data->words, "embodied", "total"));
    plume_report_table_cell(sheet, "");
    plume_report_table_cell(sheet, "");
    for (size_t i = 0; i < PLUME_AMORTISATIONS; i++) {
        plume_text_clear(&cell);
        plume_column_format_print(&cell, &scales[2 + i], embodied->kg[i]);
        plume_report_table_cell(sheet, cell.data);
    }
    plume_report_table_cell(sheet, "");
    plume_text_dispose(&cell);
}

static void set_embodied_table(const plume_tree_context *context)
{
    const plume_embodied_total *embodied = &context->data->footprint->embodied;
    plume_words *words = context->data->words;
    double most_kg = fmax(embodied->kg[0], embodied->kg[1]);
    const plume_column_format scales[4] = {
        plume_column_format_for(PLUME_DIMENSION_RATIO, embodied->host.unit_kg, 0),
        plume_column_format_for(PLUME_DIMENSION_RATIO, embodied->used_device_hours, 1),
        plume_column_format_for(PLUME_DIMENSION_MASS, most_kg, 2),
        plume_column_format_for(PLUME_DIMENSION_MASS, most_kg, 2),
    };
    plume_report_table sheet;

    if (!embodied->asked || !isfinite(embodied->kg[PLUME_AMORTISED_USED]))
        return;
    sheet = plume_report_table_new(context->tables, "embodied");
    plume_report_table_wrapped(&sheet, plume_word(words, "embodied", "hardware"), 0.15);
    plume_report_table_column(&sheet, plume_word(words, "embodied", "unit"),
                              plume_word(words, "embodied", "unit-kg"), true);
    plume_report_table_column(&sheet, plume_word(words, "embodied", "time"),
                              plume_word(words, "embodied", "hours"), true);
    plume_report_table_column(&sheet, "SCI", scales[2].unit.name, true);
    plume_report_table_column(&sheet, "BLOOM", scales[3].unit.name, true);
    plume_report_table_wrapped(&sheet, plume_word(words, "embodied", "source"), 0.2);
    for (size_t i = 0; i < embodied->device_count; i++) {
        const char *name = embodied->device[i].device;

        plume_report_table_row(&sheet, false);
        add_embodied_row(context, &sheet,
                         *name != '\0' ? name : plume_word(words, "embodied", "unknown"),
                         &embodied->device[i], scales);
    }
    if (embodied->host.device_hours > 0.0) {
        plume_report_table_row(&sheet, false);
        add_embodied_row(context, &sheet, plume_word(words, "embodied", "host"),
                         &embodied->host, scales);
    }
    add_embodied_total(context, &sheet, embodied, scales);
}

/* --- idle and water --- */

/* Hours that were reserved and not used: the devices drew their idle power, and no log
 * of a run tells of it. */
static void set_idle(const plume_tree_context *context, plume_value *lifecycle)
{
    const plume_idle_total *idle = &context->data->footprint->idle;
    plume_value *map = plume_value_set_map(lifecycle, "idle");
    plume_words *words = context->data->words;

    plume_value_set_bool(map, "asked", idle->asked);
    plume_value_set_bool(map, "known", isfinite(idle->unoccupied_kwh));
    plume_display_quantity(map, "power", PLUME_DIMENSION_POWER, idle->idle_w, words);
    plume_display_hours(map, "hours",
                        idle->reserved_device_hours - idle->used_device_hours, words);
    plume_display_hours(map, "reserved_hours", idle->reserved_device_hours, words);
    plume_display_quantity(map, "unoccupied", PLUME_DIMENSION_ENERGY,
                           idle->unoccupied_kwh, words);
    plume_display_quantity(map, "unoccupied_carbon", PLUME_DIMENSION_MASS,
                           idle->unoccupied_kg, words);
    plume_display_quantity(map, "reserved", PLUME_DIMENSION_ENERGY, idle->reserved_kwh,
                           words);
    plume_display_quantity(map, "reserved_carbon", PLUME_DIMENSION_MASS,
                           idle->reserved_kg, words);
}

static void set_water(const plume_tree_context *context, plume_value *lifecycle)
{
    const plume_water_total *water = &context->data->footprint->water;
    plume_value *map = plume_value_set_map(lifecycle, "water");

    plume_value_set_bool(map, "asked", water->asked);
    plume_value_set_bool(map, "known", water->asked && isfinite(water->water.off_site_l));
    set_water_figure(context, map, "on_site", water->water.on_site_l);
    set_water_figure(context, map, "off_site", water->water.off_site_l);
    set_water_figure(context, map, "total", water->water.total_l);
}

enum { WATER_FIGURES = 7, WATER_FACTORS_END = 4, PLACES_SHOWN = 12 };

/* The factors of a total have no meaning and stay blank. */
static void add_water_row(plume_report_table *sheet, bool total, const char *name,
                          const double figures[WATER_FIGURES],
                          const plume_column_format scales[WATER_FIGURES])
{
    plume_text cell;

    plume_text_init(&cell);
    plume_report_table_row(sheet, total);
    plume_report_table_cell(sheet, name);
    for (size_t i = 0; i < WATER_FIGURES; i++) {
        plume_text_clear(&cell);
        if (!total || i == 0 || i >= WATER_FACTORS_END)
            plume_column_format_print(&cell, &scales[i], figures[i]);
        plume_report_table_cell(sheet, cell.length > 0 ? cell.data : "");
    }
    plume_text_dispose(&cell);
}

/* Ratios have no total, so that their cells of the last row stay empty. Places beyond
 * the table's length are still in that total. */
static void add_water_rows(const plume_tree_context *context, plume_report_table *sheet,
                           const plume_column_format scales[WATER_FIGURES])
{
    const plume_water_total *water = &context->data->footprint->water;
    plume_words *words = context->data->words;
    const double total[WATER_FIGURES] = { water->it_kwh,
                                          NAN,
                                          NAN,
                                          NAN,
                                          water->water.on_site_l,
                                          water->water.off_site_l,
                                          water->water.total_l };

    for (size_t i = 0; i < water->place_count && i < PLACES_SHOWN; i++) {
        const plume_water_share *share = &water->place[i];
        const double figures[WATER_FIGURES] = {
            share->it_kwh,          share->pue,
            share->wue.value,       share->ewif.value,
            share->water.on_site_l, share->water.off_site_l,
            share->water.total_l
        };
        plume_text place;

        plume_text_init(&place);
        if (*share->place == '\0')
            plume_text_add(&place, plume_word(words, "sites", "unknown"));
        else
            plume_tree_place(context, &place, share->place);
        add_water_row(sheet, false, place.data, figures, scales);
        plume_text_dispose(&place);
    }
    add_water_row(sheet, true,
                  plume_word(words, "water",
                             water->place_count > PLACES_SHOWN ? "total-more" : "total"),
                  total, scales);
}

/* WUE and EWIF in litres a kilowatt-hour, of water that is consumed; the others in
 * litres and in the unit of the energy. */
static void set_water_table(const plume_tree_context *context)
{
    static const char *const heads[WATER_FIGURES] = { "energy",  "pue",     "wue",
                                                      "ewif",    "on-site", "off-site",
                                                      "consumed" };
    const plume_water_total *water = &context->data->footprint->water;
    plume_words *words = context->data->words;
    double most = fmax(water->water.off_site_l, water->water.on_site_l);
    plume_column_format volume =
        plume_column_format_for(PLUME_DIMENSION_RATIO, most, most < 100.0 ? 2 : 0);
    plume_column_format ratio = plume_column_format_for(PLUME_DIMENSION_RATIO, 1.0, 2);
    const plume_column_format scales[WATER_FIGURES] = {
        plume_column_format_for(PLUME_DIMENSION_ENERGY, water->it_kwh, 1),
        ratio,
        ratio,
        ratio,
        volume,
        volume,
        volume
    };
    plume_report_table sheet;

    if (!water->asked || water->place_count == 0)
        return;
    sheet = plume_report_table_new(context->tables, "water");
    plume_report_table_column(&sheet, plume_word(words, "sites", "place"), "", false);
    for (size_t i = 0; i < WATER_FIGURES; i++)
        plume_report_table_column(&sheet, plume_word(words, "water", heads[i]),
                                  i == 0   ? scales[i].unit.name
                                  : i == 1 ? ""
                                  : i < 4  ? "L/kWh"
                                           : "L",
                                  true);
    add_water_rows(context, &sheet, scales);
}

/* --- totals by boundary --- */

/* With a single boundary the total is the headline, and a table of one row would only
 * repeat it. */
static void set_totals(const plume_tree_context *context)
{
    const plume_footprint *footprint = context->data->footprint;
    plume_words *words = context->data->words;
    plume_column_format scale;
    plume_report_table sheet;

    if (footprint->total_count < 2)
        return;
    scale = plume_column_format_for(
        PLUME_DIMENSION_MASS, footprint->total[footprint->total_count - 1].co2e_kg, 1);
    sheet = plume_report_table_new(context->tables, "stages");
    plume_report_table_wrapped(&sheet, plume_word(words, "stages", "boundary"), 0.6);
    plume_report_table_column(&sheet, plume_word(words, "stages", "emissions"),
                              scale.unit.name, true);
    plume_report_table_column(&sheet, plume_word(words, "stages", "interval"),
                              scale.unit.name, true);
    for (size_t i = 0; i < footprint->total_count; i++) {
        const plume_stage_total *total = &footprint->total[i];
        plume_text cell;

        plume_text_init(&cell);
        plume_column_format_print(&cell, &scale, total->co2e_kg);
        plume_report_table_row(&sheet, false);
        plume_report_table_cell(&sheet, plume_word(words, "stages", total->name));
        plume_report_table_cell(&sheet, cell.data);
        plume_text_clear(&cell);
        plume_column_format_range(&cell, &scale, total->interval95_kg);
        plume_report_table_cell(&sheet, cell.data);
        plume_text_dispose(&cell);
    }
}

/* What the figures above leave out, in the words of a sentence. */
static void set_exclusions(const plume_tree_context *context)
{
    const plume_footprint *footprint = context->data->footprint;
    const struct {
        const char *key;
        bool included;
    } parts[] = {
        { "embodied", footprint->embodied.asked },
        { "water", footprint->water.asked },
        { "networking", false },
        { "storage", false },
        { "inference", footprint->inference.asked },
    };
    plume_value *list = plume_value_set_list(context->root, "exclusions");
    size_t n = 0, i = 0;

    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
        n += !parts[k].included;
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
        plume_value *item;

        if (parts[k].included)
            continue;
        item = plume_value_set_map(list, NULL);
        plume_value_set_string(item, "text",
                               plume_word(context->data->words,
                                          i == 0 ? "excluded-first" : "excluded",
                                          parts[k].key));
        plume_value_set_string(item, "separator", plume_tree_separator(context, i++, n));
    }
}

void plume_tree_lifecycle(const plume_tree_context *context)
{
    const plume_footprint *footprint = context->data->footprint;
    const plume_study_lifecycle *given = &context->data->study->lifecycle;
    plume_value *lifecycle = plume_value_set_map(context->root, "lifecycle");

    plume_value_set_bool(lifecycle, "present",
                         footprint->embodied.asked || footprint->water.asked ||
                             footprint->idle.asked || given->gas_count > 0);
    plume_value_set_bool(lifecycle, "gases", given->gas_count > 0);
    plume_value_set_string(lifecycle, "gwp", plume_gwp_name(given->gwp));
    set_embodied(context, lifecycle);
    set_idle(context, lifecycle);
    set_water(context, lifecycle);
    set_embodied_table(context);
    set_water_table(context);
    set_totals(context);
    set_exclusions(context);
}

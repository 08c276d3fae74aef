/* What the figures are of: the functional unit, and what lies inside their boundary and
 * outside it, with the reason of each. */
#include <math.h>

#include "core/number/units.h"
#include "documents/wording/display.h"
#include "documents/wording/table.h"
#include "documents/model/internal.h"

/* Keys of words.yaml: the part, where it lies, and why. */
typedef struct boundary_row {
    const char *part, *where, *why;
} boundary_row;

static void add_row(const plume_tree_context *context, plume_report_table *sheet,
                    boundary_row row)
{
    plume_words *words = context->data->words;

    plume_report_table_row(sheet, false);
    plume_report_table_cell(sheet, plume_word(words, "boundary-parts", row.part));
    plume_report_table_cell(sheet, plume_word(words, "boundary-where", row.where));
    plume_report_table_cell(sheet, plume_word(words, "boundary-why", row.why));
}

/* What draws the electricity of runs. */
static void add_use(const plume_tree_context *context, plume_report_table *sheet)
{
    const plume_totals *all = plume_ledger_all(context->data->ledger);
    const plume_footprint *footprint = context->data->footprint;
    bool known = all->energy_runs > 0;
    bool hostless = plume_notes_tally(context->data->notes, "host-not-included") > 0;
    bool components = all->component_runs > 0;

    add_row(context, sheet,
            (boundary_row){ "devices", known ? "inside" : "unknown",
                            known ? "devices" : "unlogged" });
    add_row(context, sheet,
            !known      ? (boundary_row){ "host", "unknown", "unlogged" }
            : !hostless ? (boundary_row){ "host", "inside", "host" }
                        : (boundary_row){ "host", components ? "part" : "outside",
                                          "device-alone" });
    add_row(context, sheet, (boundary_row){ "rest", "part", "rest" });
    add_row(context, sheet, (boundary_row){ "building", "inside", "pue" });
    add_row(context, sheet, (boundary_row){ "cut-short", "inside", "cut-short" });
    add_row(context, sheet,
            footprint->idle.asked ? (boundary_row){ "idle", "apart", "section" }
                                  : (boundary_row){ "idle", "outside", "idle" });
    add_row(context, sheet, (boundary_row){ "network", "outside", "network" });
}

/* The other stages of life cycles. */
static void add_stages(const plume_tree_context *context, plume_report_table *sheet)
{
    const plume_footprint *footprint = context->data->footprint;
    const plume_embodied_total *embodied = &footprint->embodied;
    bool made = embodied->asked && isfinite(embodied->kg[PLUME_AMORTISED_USED]);
    bool ended = embodied->asked && isfinite(embodied->end_of_life_kg[0]);

    add_row(context, sheet,
            made              ? (boundary_row){ "making", "apart", "section" }
            : embodied->asked ? (boundary_row){ "making", "outside", "making-unknown" }
                              : (boundary_row){ "making", "outside", "making" });
    add_row(context, sheet,
            ended ? (boundary_row){ "end", "apart", "section" }
                  : (boundary_row){ "end", "outside", "end" });
    add_row(context, sheet,
            footprint->water.asked ? (boundary_row){ "water", "apart", "section" }
                                   : (boundary_row){ "water", "outside", "water" });
    add_row(context, sheet,
            footprint->inference.asked
                ? (boundary_row){ "inference", "apart", "section" }
                : (boundary_row){ "inference", "outside", "inference" });
}

static void set_boundary(const plume_tree_context *context)
{
    plume_words *words = context->data->words;
    plume_report_table sheet = plume_report_table_new(context->tables, "boundary");

    plume_report_table_wrapped(&sheet, plume_word(words, "boundary", "part"), 0.36);
    plume_report_table_column(&sheet, plume_word(words, "boundary", "where"), "", false);
    plume_report_table_wrapped(&sheet, plume_word(words, "boundary", "why"), 0.46);
    add_use(context, &sheet);
    add_stages(context, &sheet);
}

/* Divided by what was done, figures can be compared: for a device-hour, and a token. */
static void set_rates(const plume_tree_context *context, plume_value *map)
{
    const plume_totals *all = plume_ledger_all(context->data->ledger);
    plume_words *words = context->data->words;
    bool whole = all->energy_runs == all->runs && all->device_timed_runs == all->runs &&
                 all->partly_runs == 0 && all->going_runs == 0;
    double hours = whole ? plume_tree_device_hours(all) : (double)NAN;
    double kg = context->gross == SIZE_MAX ? (double)NAN : all->co2e_kg[context->gross];

    plume_display_quantity(map, "power", PLUME_DIMENSION_POWER,
                           all->it_kwh / hours * WATTS_PER_KILOWATT, words);
    plume_display_quantity(map, "hour_carbon", PLUME_DIMENSION_MASS, kg / hours, words);
}

void plume_tree_scope(const plume_tree_context *context)
{
    plume_value *map = plume_value_set_map(context->root, "scope");

    set_rates(context, map);
    set_boundary(context);
}

/* The tables of figures: inventory by role, energy chain. */
#include <math.h>

#include "documents/wording/display.h"
#include "documents/wording/table.h"
#include "documents/model/internal.h"

/* A line of the inventory. */
typedef struct line {
    double runs, hours, device_kwh, it_kwh, co2e_kg, share;
} line;

enum { FIGURES = 6 };

static double figure(const line *of, size_t column)
{
    const double all[FIGURES] = { of->runs,   of->hours,   of->device_kwh,
                                  of->it_kwh, of->co2e_kg, of->share };

    return all[column];
}

/* The share is in percent of the energy of all IT equipment, the one figure that does
 * not depend on place or method. */
static line line_of(const plume_tree_context *context, const plume_totals *totals)
{
    const plume_totals *all = plume_ledger_all(context->data->ledger);
    line out = { .runs = (double)totals->runs, .co2e_kg = NAN, .share = NAN };

    out.hours = plume_tree_device_hours(totals);
    out.device_kwh = plume_tree_known(totals->device_kwh, totals->device_runs);
    out.it_kwh = plume_tree_known(totals->it_kwh, totals->energy_runs);
    if (context->gross != SIZE_MAX)
        out.co2e_kg = plume_tree_known(totals->co2e_kg[context->gross],
                                       totals->estimated_runs[context->gross]);
    if (all->it_kwh > 0.0)
        out.share = 100.0 * out.it_kwh / all->it_kwh;
    return out;
}

static double unless_zero(double sum)
{
    return sum > 0.0 ? sum : (double)NAN;
}

/* What is no run is in no count of them: its sums are known where they are anything. */
static line line_of_other(const plume_tree_context *context, const plume_totals *totals)
{
    line out = line_of(context, totals);

    out.runs = NAN;
    out.hours = unless_zero(totals->device_hours);
    out.device_kwh = unless_zero(totals->device_kwh);
    out.it_kwh = unless_zero(totals->it_kwh);
    if (context->gross != SIZE_MAX)
        out.co2e_kg = unless_zero(totals->co2e_kg[context->gross]);
    out.share = 100.0 * out.it_kwh / plume_ledger_all(context->data->ledger)->it_kwh;
    return out;
}

static void print_line(plume_report_table *sheet, const char *name, const line *of,
                       const plume_column_format *scales, bool total)
{
    plume_report_table_row(sheet, total);
    plume_report_table_cell(sheet, name);
    for (size_t i = 0; i < FIGURES; i++) {
        plume_text cell;

        plume_text_init(&cell);
        plume_column_format_print(&cell, &scales[i], figure(of, i));
        plume_report_table_cell(sheet, cell.data);
        plume_text_dispose(&cell);
    }
}

/* Whether the printed parts miss the printed total in any column. */
static bool parts_differ(const double *sums, const line *total,
                         const plume_column_format *scales)
{
    for (size_t i = 0; i < FIGURES; i++) {
        double shown = plume_column_format_round(&scales[i], figure(total, i));

        if (isfinite(shown) &&
            fabs(sums[i] - shown) > 0.4 * pow(10.0, -scales[i].decimals))
            return true;
    }
    return false;
}

static void add_shown(double *sums, const line *part, const plume_column_format *scales)
{
    for (size_t i = 0; i < FIGURES; i++)
        if (isfinite(figure(part, i)))
            sums[i] += plume_column_format_round(&scales[i], figure(part, i));
}

static void set_inventory_columns(const plume_tree_context *context,
                                  plume_report_table *sheet,
                                  const plume_column_format *scales)
{
    plume_words *words = context->data->words;
    static const char *const heads[FIGURES] = { "runs",   "time",      "accelerator",
                                                "energy", "emissions", "share" };

    plume_report_table_column(sheet, plume_word(words, "inventory", "role"), "", false);
    for (size_t i = 0; i < FIGURES; i++) {
        const char *unit = scales[i].unit.name;

        if (i == 1)
            unit = plume_word(words, "inventory", "hours");
        if (i == FIGURES - 1)
            unit = plume_word(words, "inventory", "percent");
        plume_report_table_column(sheet, plume_word(words, "inventory", heads[i]), unit,
                                  true);
    }
}

/* What the table shows of a role: its runs that came to their end. */
static double kept_kwh(const plume_ledger *ledger, int role)
{
    return plume_tree_part(ledger, (plume_role)role, false).it_kwh;
}

/* Where runs that were cut short in one state used more than kept, they are the row that
 * is quoted. */
static const char *largest_state(const plume_tree_context *context, plume_totals *kept,
                                 const char *name)
{
    for (int i = 0; i < PLUME_STATE_COUNT; i++) {
        const plume_totals *of =
            plume_ledger_state(context->data->ledger, (plume_state)i);

        if (!plume_state_is_cut_short((plume_state)i) || !(of->it_kwh > kept->it_kwh))
            continue;
        *kept = *of;
        name = plume_word(context->data->words, "cut-short-finding",
                          plume_state_name((plume_state)i));
    }
    return name;
}

/* The finding above the table quotes a cell of it: the largest share of a role. If the
 * runs whose role nobody told used most, nothing is said: the largest of the told ones
 * might still be a small part. On a tie the first in the order of the roles is named,
 * whatever the order of logs. */
static void set_largest(const plume_tree_context *context,
                        const plume_column_format *share_format)
{
    const plume_ledger *ledger = context->data->ledger;
    plume_role largest = PLUME_ROLE_UNKNOWN;
    plume_value *map = plume_value_set_map(context->root, "largest");
    plume_totals kept;
    const char *name;
    size_t roles = 0;
    plume_text share;
    line shown;

    for (int role = 0; role < PLUME_ROLE_COUNT; role++) {
        roles += plume_ledger_role(ledger, (plume_role)role)->runs > 0;
        if (kept_kwh(ledger, role) > kept_kwh(ledger, (int)largest))
            largest = (plume_role)role;
    }
    kept = plume_tree_part(ledger, largest, false);
    name = plume_word(context->data->words, "roles", plume_role_name(largest));
    if (largest != PLUME_ROLE_UNKNOWN)
        name = largest_state(context, &kept, name);
    shown = line_of(context, &kept);
    plume_text_init(&share);
    plume_column_format_print(&share, share_format, shown.share);
    plume_value_set_bool(map, "found",
                         roles > 1 && largest != PLUME_ROLE_UNKNOWN &&
                             isfinite(shown.share));
    plume_value_set_string(map, "role", name);
    plume_value_set_string(map, "share", share.data);
    plume_text_dispose(&share);
}

/* A line for each state in which runs were cut short; where no state is recorded, none is
 * known to have failed. */
static void print_cut_short(const plume_tree_context *context, plume_report_table *sheet,
                            double *sums, const plume_column_format *scales)
{
    for (int i = 0; i < PLUME_STATE_COUNT; i++) {
        const plume_totals *of =
            plume_ledger_state(context->data->ledger, (plume_state)i);
        line part = line_of(context, of);

        if (of->runs == 0 || !plume_state_is_cut_short((plume_state)i))
            continue;
        add_shown(sums, &part, scales);
        print_line(sheet,
                   plume_word(context->data->words, "cut-short-rows",
                              plume_state_name((plume_state)i)),
                   &part, scales, false);
    }
}

/* A line each for idle energy and for what lies between runs; look-ups and jobs that wait
 * have nothing to show here. */
static void print_others(const plume_tree_context *context, plume_report_table *sheet,
                         double *sums, const plume_column_format *scales)
{
    static const plume_other kinds[] = { PLUME_OTHER_IDLE, PLUME_OTHER_BETWEEN };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        line part =
            line_of_other(context, plume_ledger_other(context->data->ledger, kinds[i]));

        if (isnan(part.it_kwh) && isnan(part.hours))
            continue;
        add_shown(sums, &part, scales);
        print_line(
            sheet,
            plume_word(context->data->words, "inventory", plume_other_name(kinds[i])),
            &part, scales, false);
    }
}

/* Rows are what is shown, so their rounded sum can differ from the total, which is of
 * the runs themselves; "rounded" tells the template to say so. The unknown role is 0
 * in the enumeration and comes last here. */
void plume_tree_inventory(const plume_tree_context *context)
{
    const plume_ledger *ledger = context->data->ledger;
    plume_words *words = context->data->words;
    line total = line_of(context, plume_ledger_all(ledger)), part;
    plume_report_table sheet = plume_report_table_new(context->tables, "inventory");
    double sums[FIGURES] = { 0.0 };
    const plume_column_format scales[FIGURES] = {
        plume_column_format_for(PLUME_DIMENSION_RATIO, total.runs, 0),
        plume_column_format_for(PLUME_DIMENSION_TIME, total.hours, 1),
        plume_column_format_for(PLUME_DIMENSION_ENERGY, total.device_kwh, 3),
        plume_column_format_for(PLUME_DIMENSION_ENERGY, total.it_kwh, 3),
        plume_column_format_for(PLUME_DIMENSION_MASS, total.co2e_kg, 3),
        plume_column_format_for(PLUME_DIMENSION_RATIO, total.share, 1),
    };

    set_largest(context, &scales[FIGURES - 1]);
    plume_value_set_bool(context->root, "search_with_failed",
                         plume_tree_part(ledger, PLUME_ROLE_SEARCH, true).runs > 0 ||
                             plume_tree_part(ledger, PLUME_ROLE_NAS, true).runs > 0);
    set_inventory_columns(context, &sheet, scales);
    for (int at = 1; at <= PLUME_ROLE_COUNT; at++) {
        plume_role role = (plume_role)(at % PLUME_ROLE_COUNT);
        plume_totals kept = plume_tree_part(ledger, role, false);

        if (kept.runs == 0)
            continue;
        part = line_of(context, &kept);
        add_shown(sums, &part, scales);
        print_line(&sheet, plume_word(words, "roles", plume_role_name(role)), &part,
                   scales, false);
    }
    print_cut_short(context, &sheet, sums, scales);
    print_others(context, &sheet, sums, scales);
    print_line(&sheet, plume_word(words, "inventory", "total"), &total, scales, true);
    plume_value_set_bool(sheet.table, "rounded", parts_differ(sums, &total, scales));
}

/* --- device, IT, facility --- */

typedef struct link {
    const char *head;
    double kwh;
    uint64_t runs; /* that give it; 0 together with a known figure: no run has to */
    bool shown;
} link;

/* The unit is that of the energy at the end of the chain, the largest; with no PUE
 * that is unknown, and the IT energy two links before it decides. */
static void print_links(const plume_tree_context *context, const link *links,
                        size_t count)
{
    plume_words *words = context->data->words;
    plume_report_table sheet = plume_report_table_new(context->tables, "chain");
    plume_column_format scale = plume_column_format_for(
        PLUME_DIMENSION_ENERGY,
        isfinite(links[count - 1].kwh) ? links[count - 1].kwh : links[count - 3].kwh, 3);
    plume_text cell;

    plume_text_init(&cell);
    plume_report_table_column(&sheet, plume_word(words, "chain", "blank"), "", false);
    for (size_t i = 0; i < count; i++)
        if (links[i].shown)
            plume_report_table_column(&sheet, plume_word(words, "chain", links[i].head),
                                      scale.unit.name, true);
    plume_report_table_row(&sheet, false);
    plume_report_table_cell(&sheet, plume_word(words, "chain", "energy"));
    for (size_t i = 0; i < count; i++) {
        plume_text_clear(&cell);
        plume_column_format_print(&cell, &scale, links[i].kwh);
        if (links[i].shown)
            plume_report_table_cell(&sheet, cell.data);
    }
    plume_report_table_row(&sheet, false);
    plume_report_table_cell(&sheet, plume_word(words, "chain", "runs"));
    for (size_t i = 0; i < count; i++) {
        plume_text_clear(&cell);
        plume_number_fixed(&cell, (double)links[i].runs, 0);
        if (links[i].shown)
            plume_report_table_cell(&sheet, cell.data);
    }
    plume_text_dispose(&cell);
}

/* A share of the IT energy that prose would round away. */
static const double least_unsplit = 0.0005;

/* What is left of the IT energy when the parts are taken away is shown as its own
 * link only above a least share: under that it is rounding of the logs. */
void plume_tree_chain(const plume_tree_context *context)
{
    const plume_totals *all = plume_ledger_all(context->data->ledger);
    double it_kwh = plume_tree_known(all->it_kwh, all->energy_runs), facility_kwh = NAN;
    double parts_kwh = all->device_kwh + all->cpu_kwh + all->ram_kwh;
    uint64_t estimated = 0;
    bool components = all->component_runs > 0, unsplit;

    if (context->gross != SIZE_MAX) {
        estimated = all->estimated_runs[context->gross];
        facility_kwh = plume_tree_known(all->facility_kwh[context->gross], estimated);
    }
    unsplit = it_kwh - parts_kwh > least_unsplit * it_kwh;
    plume_value_set_bool(context->root, "unsplit", unsplit);
    const link links[] = {
        { "accelerator", plume_tree_known(all->device_kwh, all->device_runs),
          all->device_runs, true },
        { "processor", plume_tree_known(all->cpu_kwh, all->component_runs),
          all->component_runs, components },
        { "memory", plume_tree_known(all->ram_kwh, all->component_runs),
          all->component_runs, components },
        { "other", it_kwh - parts_kwh, all->energy_runs, unsplit },
        { "it", it_kwh, all->energy_runs, true },
        { "overhead", facility_kwh - it_kwh, estimated, true },
        { "facility", facility_kwh, estimated, true },
    };
    print_links(context, links, sizeof links / sizeof *links);
}

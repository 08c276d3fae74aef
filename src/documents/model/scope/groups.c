/* The tables of experiments, of hardware, and of what totals were asked to be divided by:
 * what the logs group runs by, beside roles. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/number/units.h"
#include "documents/wording/display.h"
#include "documents/wording/table.h"
#include "documents/model/internal.h"

/* More rows than this are summed in one; months are not the largest, and have more. */
enum { SHOWN = 12, MONTHS_SHOWN = 36 };

enum { HOURS, WATTS, ENERGY, CARBON, MARKET, TOKENS, PER_TOKEN, FIGURES };

static const struct {
    const char *head;
    plume_dimension dimension;
    int decimals;
} figures[FIGURES] = {
    [HOURS] = { "hours", PLUME_DIMENSION_RATIO, 1 },
    [WATTS] = { "watts", PLUME_DIMENSION_RATIO, 1 },
    [ENERGY] = { "energy", PLUME_DIMENSION_ENERGY, 3 },
    [CARBON] = { "carbon", PLUME_DIMENSION_MASS, 3 },
    [MARKET] = { "market", PLUME_DIMENSION_MASS, 3 },
    [TOKENS] = { "tokens", PLUME_DIMENSION_RATIO, 1 },
    [PER_TOKEN] = { "per-token", PLUME_DIMENSION_RATIO, 3 },
};

typedef struct row {
    const char *name;
    double runs, figure[FIGURES];
} row;

typedef struct rows {
    const plume_tree_context *context;
    const char *words; /* group of words.yaml: heads of its columns */
    const char *name;  /* there: what its rows are */
    row *row;
    size_t count, shown;
    bool used[FIGURES];
} rows;

static double estimate_of(const plume_totals *of, size_t estimate)
{
    return estimate == SIZE_MAX
               ? (double)NAN
               : plume_tree_known(of->co2e_kg[estimate], of->estimated_runs[estimate]);
}

/* A mean power stands on runs whose hours and energy are both known. */
static row row_of(const plume_tree_context *context, const char *name,
                  const plume_totals *of)
{
    row out = { .name = name, .runs = (double)of->runs };
    bool whole = of->energy_runs == of->runs && of->device_timed_runs == of->runs;
    double hours = plume_tree_device_hours(of);

    out.figure[HOURS] = hours;
    out.figure[ENERGY] = plume_tree_known(of->it_kwh, of->energy_runs);
    out.figure[WATTS] =
        whole ? out.figure[ENERGY] / hours * WATTS_PER_KILOWATT : (double)NAN;
    out.figure[CARBON] = estimate_of(of, context->gross);
    out.figure[MARKET] = estimate_of(of, context->net);
    out.figure[TOKENS] = plume_tree_known(of->tokens, of->token_runs);
    out.figure[PER_TOKEN] = of->token_runs == of->runs && of->energy_runs == of->runs
                                ? out.figure[ENERGY] * JOULES_PER_KWH / of->tokens
                                : (double)NAN;
    return out;
}

static int compare(const void *a, const void *b)
{
    const row *one = a, *other = b;
    double x = one->figure[ENERGY], y = other->figure[ENERGY];

    if (isnan(x) || isnan(y))
        return isnan(x) == isnan(y) ? 0 : isnan(x) ? 1 : -1;
    return x > y ? -1 : x < y ? 1 : 0;
}

static void collect(rows *all, plume_group group)
{
    const plume_ledger *ledger = all->context->data->ledger;
    size_t count = plume_ledger_group_count(ledger, group);

    all->row = calloc(count + 1, sizeof *all->row);
    if (all->row == NULL) {
        *all->context->failed = plume_fail_memory(all->context->error);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const plume_totals *of = plume_ledger_group_at(ledger, group, i);

        if (of->runs > 0)
            all->row[all->count++] =
                row_of(all->context, plume_ledger_group_name(ledger, group, i), of);
    }
    qsort(all->row, all->count, sizeof *all->row, compare);
    for (size_t i = 0; i < all->count; i++)
        for (size_t k = 0; k < FIGURES; k++)
            all->used[k] |= isfinite(all->row[i].figure[k]);
}

/* What lies beyond the rows that are shown, as one. */
static row others_of(const rows *all)
{
    row out = { .name = plume_word(all->context->data->words, all->words, "others") };

    for (size_t k = 0; k < FIGURES; k++)
        out.figure[k] = NAN;
    for (size_t i = all->shown; i < all->count; i++) {
        static const int sums[] = { HOURS, ENERGY, CARBON, MARKET, TOKENS };

        out.runs += all->row[i].runs;
        for (size_t k = 0; k < sizeof sums / sizeof *sums; k++) {
            double value = all->row[i].figure[sums[k]];

            if (isfinite(value))
                out.figure[sums[k]] =
                    isnan(out.figure[sums[k]]) ? value : out.figure[sums[k]] + value;
        }
    }
    return out;
}

static plume_column_format format_of(const rows *all, size_t which)
{
    double most = 0.0;

    for (size_t i = 0; i < all->count; i++)
        if (isfinite(all->row[i].figure[which]))
            most = fmax(most, all->row[i].figure[which]);
    return plume_column_format_for(figures[which].dimension, most,
                                   figures[which].decimals);
}

static void print_row(const rows *all, plume_report_table *sheet, const row *of,
                      const plume_column_format *formats)
{
    plume_text cell;

    plume_text_init(&cell);
    plume_report_table_row(sheet, false);
    plume_report_table_cell(
        sheet, *of->name != '\0'
                   ? of->name
                   : plume_word(all->context->data->words, all->words, "unnamed"));
    plume_number_fixed(&cell, of->runs, 0);
    plume_report_table_cell(sheet, cell.data);
    for (size_t k = 0; k < FIGURES; k++) {
        plume_text_clear(&cell);
        plume_column_format_print(&cell, &formats[k], of->figure[k]);
        if (all->used[k])
            plume_report_table_cell(sheet, cell.data);
    }
    plume_text_dispose(&cell);
}

static void print(const rows *all, const char *id)
{
    plume_words *words = all->context->data->words;
    plume_report_table sheet = plume_report_table_new(all->context->tables, id);
    plume_column_format formats[FIGURES];
    row others = others_of(all);

    plume_report_table_column(&sheet, plume_word(words, all->words, all->name), "",
                              false);
    plume_report_table_column(&sheet, plume_word(words, "groups", "runs"), "", true);
    for (size_t k = 0; k < FIGURES; k++) {
        formats[k] = format_of(all, k);
        if (all->used[k])
            plume_report_table_column(&sheet,
                                      plume_word(words, "groups", figures[k].head),
                                      k == HOURS ? plume_word(words, "inventory", "hours")
                                      : k == WATTS     ? "W"
                                      : k == PER_TOKEN ? "J"
                                                       : formats[k].unit.name,
                                      true);
    }
    for (size_t i = 0; i < all->count && i < all->shown; i++)
        print_row(all, &sheet, &all->row[i], formats);
    if (all->count > all->shown)
        print_row(all, &sheet, &others, formats);
}

/* One row says no more than the total does, but for hardware, which has its name. */
static void add_table(const plume_tree_context *context, const char *id,
                      plume_group group, size_t least)
{
    rows all = { .context = context, .words = id, .name = "name", .shown = SHOWN };

    collect(&all, group);
    if (all.count >= least && !(all.count == 1 && *all.row[0].name == '\0'))
        print(&all, id);
    free(all.row);
}

/* What is drawn between runs belongs to nobody, and has an energy all the same. */
static double divided(uint64_t runs, double figure)
{
    return runs > 0 || figure > 0.0 ? figure : (double)NAN;
}

static void collect_divided(rows *all, size_t most)
{
    plume_words *words = all->context->data->words;
    plume_divided *from = calloc(most, sizeof *from);

    all->row = calloc(most, sizeof *all->row);
    if (all->row == NULL || from == NULL)
        *all->context->failed = plume_fail_memory(all->context->error);
    else
        all->count = plume_ledger_divided_shown(all->context->data->ledger, from, most);
    for (size_t i = 0; i < all->count; i++) {
        const plume_divided *of = &from[i];
        bool rest = strcmp(of->name, PLUME_BY_THE_REST) == 0;
        bool whole = of->energy_runs == of->runs && of->timed_runs == of->runs;
        row *to = &all->row[i];

        *to = (row){ .name = rest ? plume_word(words, all->words, "others") : of->name,
                     .runs = (double)of->runs };
        for (size_t k = 0; k < FIGURES; k++)
            to->figure[k] = NAN;
        to->figure[HOURS] = plume_tree_known(of->device_hours, of->timed_runs);
        to->figure[ENERGY] = divided(of->energy_runs, of->it_kwh);
        to->figure[CARBON] = divided(of->estimated_runs, of->co2e_kg);
        if (whole)
            to->figure[WATTS] = of->it_kwh / of->device_hours * WATTS_PER_KILOWATT;
        for (size_t k = 0; k < FIGURES; k++)
            all->used[k] |= isfinite(to->figure[k]);
    }
    free(from);
}

/* What sentences say of it: the name of the largest row, and its share. */
static void set_largest(const plume_tree_context *context, plume_value *map)
{
    const plume_ledger *ledger = context->data->ledger;
    plume_divided largest = { .name = "" };
    plume_text share;

    for (size_t i = 0; i < plume_ledger_divided_count(ledger); i++) {
        plume_divided one = plume_ledger_divided_at(ledger, i);

        if (one.name[0] != '\0' && strcmp(one.name, PLUME_BY_THE_REST) != 0 &&
            one.it_kwh > largest.it_kwh)
            largest = one;
    }
    plume_text_init(&share);
    plume_number_significant(
        &share, 100.0 * largest.it_kwh / plume_ledger_all(ledger)->it_kwh, 2);
    plume_text_add(&share, PLUME_NO_BREAK_SPACE "%");
    plume_value_set_bool(map, "named", largest.name[0] != '\0');
    plume_value_set_string(map, "largest", largest.name);
    plume_value_set_string(map, "share", share.data);
    plume_text_dispose(&share);
}

/* A row alone is told, too: that the logs record no account answers who asked for them.
 */
static void add_divided(const plume_tree_context *context, plume_by by)
{
    plume_words *words = context->data->words;
    rows all = { .context = context,
                 .words = "divided",
                 .name = plume_by_name(by),
                 .shown = MONTHS_SHOWN };
    plume_value *map = plume_value_set_map(context->root, "divided");

    plume_value_set_bool(map, "named", false);
    plume_value_set_bool(map, "months", by == PLUME_BY_MONTH);
    plume_value_set_bool(map, "unnamed", false);
    plume_value_set_string(map, "by", "");
    if (by == PLUME_BY_NOTHING)
        return;
    plume_value_set_string(map, "by", plume_word(words, "divided-by", all.name));
    set_largest(context, map);
    collect_divided(&all, by == PLUME_BY_MONTH ? MONTHS_SHOWN : SHOWN);
    if (all.count > 0)
        print(&all, "divided");
    plume_value_set_bool(map, "unnamed",
                         all.count > 0 && all.row[all.count - 1].name[0] == '\0');
    free(all.row);
}

/* What was asked for stands in place of the table that says the same. */
void plume_tree_groups(const plume_tree_context *context)
{
    plume_by by = plume_ledger_divided_by(context->data->ledger);

    if (by != PLUME_BY_STUDY)
        add_table(context, "experiments", PLUME_GROUP_STUDY, 2);
    if (by != PLUME_BY_DEVICE)
        add_table(context, "hardware", PLUME_GROUP_DEVICE, 1);
    add_divided(context, by);
}

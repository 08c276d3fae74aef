/* Where the runs took place, when there was more than one place. */
#include <stdlib.h>
#include <string.h>

#include "documents/wording/display.h"
#include "documents/wording/table.h"
#include "documents/model/internal.h"

enum { SITES_SHOWN = 12, FIGURES = 5 };

/* The longest code of a country or of a part of one: "US-VA". */
enum { ISO_CODE_MAX = 6 };

/* A short code is one of ISO 3166 and its name says all; a longer one names a region
 * of a provider, and stays beside the name. */
void plume_tree_place(const plume_tree_context *context, plume_text *out,
                      const char *code)
{
    plume_grid grid;

    if (plume_factors_grid(context->data->factors, code, 0, &grid, NULL, NULL) !=
        PLUME_OK) {
        plume_text_add(out, code);
        return;
    }
    plume_text_add(out, grid.name);
    if (strlen(code) > ISO_CODE_MAX && strcmp(code, grid.name) != 0)
        plume_text_printf(out, " (%s)", code);
}

/* PUE and intensity are quotients of sums, and so weighted by energy as the totals
 * are. */
static void print_site(const plume_tree_context *context, plume_report_table *sheet,
                       const char *name, const plume_totals *of,
                       const plume_column_format *scales)
{
    uint64_t estimated = of->estimated_runs[context->gross];
    double facility_kwh = plume_tree_known(of->facility_kwh[context->gross], estimated);
    double co2e_kg = plume_tree_known(of->co2e_kg[context->gross], estimated);
    const double cells[FIGURES] = { (double)of->runs, facility_kwh / of->it_kwh,
                                    facility_kwh, co2e_kg / facility_kwh, co2e_kg };

    plume_report_table_cell(sheet, name);
    for (size_t i = 0; i < FIGURES; i++) {
        plume_text cell;

        plume_text_init(&cell);
        plume_column_format_print(&cell, &scales[i], cells[i]);
        plume_report_table_cell(sheet, cell.data);
        plume_text_dispose(&cell);
    }
}

static void set_columns(const plume_tree_context *context, plume_report_table *sheet,
                        const plume_column_format *scales)
{
    static const char *const heads[FIGURES] = { "runs", "pue", "facility", "intensity",
                                                "emissions" };
    plume_words *words = context->data->words;

    plume_report_table_column(sheet, plume_word(words, "sites", "place"), "", false);
    for (size_t i = 0; i < FIGURES; i++)
        plume_report_table_column(sheet, plume_word(words, "sites", heads[i]),
                                  strcmp(heads[i], "intensity") == 0
                                      ? plume_word(words, "sites", "intensity-unit")
                                      : scales[i].unit.name,
                                  true);
}

static void print_others(const plume_tree_context *context, plume_report_table *sheet,
                         size_t count, const plume_totals *others,
                         const plume_column_format *scales)
{
    plume_text name;

    plume_text_init(&name);
    plume_text_printf(&name, "%zu %s", count,
                      plume_word(context->data->words, "sites", "others"));
    plume_report_table_row(sheet, false);
    print_site(context, sheet, name.data, others, scales);
    plume_text_dispose(&name);
}

/* --- a row: a place and a PUE, of whatever years --- */

typedef struct place_row {
    const plume_site *site;
    plume_totals of;
} place_row;

typedef struct place_rows {
    place_row *row;
    size_t count;
} place_rows;

static bool is_row_of(const place_row *row, const plume_site *site)
{
    return strcmp(row->site->location, site->location) == 0 &&
           row->site->pue.value == site->pue.value;
}

static void add_site(place_rows *rows, const plume_site *site, const plume_totals *of)
{
    size_t i = 0;

    while (i < rows->count && !is_row_of(&rows->row[i], site))
        i++;
    if (i == rows->count)
        rows->row[rows->count++].site = site;
    plume_tree_add(&rows->row[i].of, of);
}

/* The order of the runs is not that of the rows. */
static int by_place(const void *left, const void *right)
{
    const plume_site *a = ((const place_row *)left)->site;
    const plume_site *b = ((const place_row *)right)->site;
    int order = strcmp(a->location, b->location);

    return order != 0 ? order
                      : (a->pue.value > b->pue.value) - (a->pue.value < b->pue.value);
}

/* Every place with each PUE of its own; freed by the caller. */
static place_rows rows_of(const plume_tree_context *context)
{
    const plume_ledger *ledger = context->data->ledger;
    place_rows rows = { NULL, 0 };
    size_t sites = 0;

    while (plume_ledger_site_at(ledger, sites) != NULL)
        sites++;
    rows.row = calloc(sites + 1, sizeof *rows.row);
    if (rows.row == NULL)
        *context->failed = plume_fail_memory(context->error);
    for (size_t i = 0; i < sites && rows.row != NULL; i++) {
        const plume_totals *of = plume_ledger_site_totals(ledger, i);

        if (of->runs > 0)
            add_site(&rows, plume_ledger_site_at(ledger, i), of);
    }
    if (rows.row != NULL)
        qsort(rows.row, rows.count, sizeof *rows.row, by_place);
    return rows;
}

/* A single site is never gathered under "others": a row for it takes the same room
 * and says more, hence the one more that is allowed. */
static void print_sites(const plume_tree_context *context, plume_report_table *sheet,
                        const place_rows *rows, const plume_column_format *scales)
{
    plume_words *words = context->data->words;
    size_t shown = rows->count > SITES_SHOWN + 1 ? SITES_SHOWN : rows->count;
    plume_totals others;

    memset(&others, 0, sizeof others);
    for (size_t i = 0; i < rows->count; i++) {
        const char *name = rows->row[i].site->location;
        plume_text place;

        if (i >= shown) {
            plume_tree_add(&others, &rows->row[i].of);
            continue;
        }
        plume_text_init(&place);
        if (*name == '\0')
            plume_text_add(&place, plume_word(words, "sites", "unknown"));
        else
            plume_tree_place(context, &place, name);
        plume_report_table_row(sheet, false);
        print_site(context, sheet, place.data, &rows->row[i].of, scales);
        plume_text_dispose(&place);
    }
    if (rows->count > shown)
        print_others(context, sheet, rows->count - shown, &others, scales);
    plume_report_table_row(sheet, true);
    print_site(context, sheet, plume_word(words, "sites", "total"),
               plume_ledger_all(context->data->ledger), scales);
}

static void print_table(const plume_tree_context *context, const place_rows *rows)
{
    const plume_totals *all = plume_ledger_all(context->data->ledger);
    plume_report_table sheet;
    const plume_column_format scales[FIGURES] = {
        plume_column_format_for(PLUME_DIMENSION_RATIO, (double)all->runs, 0),
        plume_column_format_for(PLUME_DIMENSION_RATIO, 1.0, 2),
        plume_column_format_for(PLUME_DIMENSION_ENERGY, all->facility_kwh[context->gross],
                                3),
        plume_column_format_for(PLUME_DIMENSION_RATIO, 1.0, 4),
        plume_column_format_for(PLUME_DIMENSION_MASS, all->co2e_kg[context->gross], 3),
    };

    sheet = plume_report_table_new(context->tables, "sites");
    set_columns(context, &sheet, scales);
    print_sites(context, &sheet, rows, scales);
}

void plume_tree_sites(const plume_tree_context *context)
{
    place_rows rows;

    if (context->gross == SIZE_MAX)
        return;
    rows = rows_of(context);
    if (rows.count >= 2)
        print_table(context, &rows);
    free(rows.row);
}

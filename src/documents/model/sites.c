/* Where the runs took place, when there was more than one place. */
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

/* A single site is never gathered under "others": a row for it takes the same room
 * and says more, hence the one more that is allowed. */
static void print_sites(const plume_tree_context *context, plume_report_table *sheet,
                        size_t count, const plume_column_format *scales)
{
    const plume_ledger *ledger = context->data->ledger;
    plume_words *words = context->data->words;
    size_t shown = count > SITES_SHOWN + 1 ? SITES_SHOWN : count;
    plume_totals others;

    memset(&others, 0, sizeof others);
    for (size_t i = 0; i < count; i++) {
        const char *name = plume_ledger_group_name(ledger, PLUME_GROUP_LOCATION, i);
        const plume_totals *site = plume_ledger_group_at(ledger, PLUME_GROUP_LOCATION, i);
        plume_text place;

        if (i >= shown) {
            plume_tree_add(&others, site);
            continue;
        }
        plume_text_init(&place);
        if (*name == '\0')
            plume_text_add(&place, plume_word(words, "sites", "unknown"));
        else
            plume_tree_place(context, &place, name);
        plume_report_table_row(sheet, false);
        print_site(context, sheet, place.data, site, scales);
        plume_text_dispose(&place);
    }
    if (count > shown)
        print_others(context, sheet, count - shown, &others, scales);
    plume_report_table_row(sheet, true);
    print_site(context, sheet, plume_word(words, "sites", "total"),
               plume_ledger_all(ledger), scales);
}

void plume_tree_sites(const plume_tree_context *context)
{
    const plume_totals *all = plume_ledger_all(context->data->ledger);
    size_t count = plume_ledger_group_count(context->data->ledger, PLUME_GROUP_LOCATION);
    plume_report_table sheet;

    if (count < 2 || context->gross == SIZE_MAX)
        return;
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
    print_sites(context, &sheet, count, scales);
}

/* The table of dynamic, idle and embodied emissions with their shares, as BLOOM's table 3
 * has them: the runs, the hours that were reserved without one, the making. */
#include <math.h>

#include "documents/model/internal.h"
#include "documents/wording/display.h"
#include "documents/wording/table.h"

enum { DYNAMIC, IDLE, EMBODIED, STAGES };

typedef struct stage {
    const char *name; /* a key of words.yaml */
    double facility_kwh, kg;
} stage;

/* Reserved hours without a run are idle by the study file; else what a trace drew while
 * none ran. Making is charged as BLOOM does, by use: idle hours are a stage of their
 * own here. */
static void collect(const plume_tree_context *context, stage stages[STAGES])
{
    const plume_footprint *footprint = context->data->footprint;
    const plume_totals *all = plume_ledger_all(context->data->ledger);
    const plume_totals *between =
        plume_ledger_other(context->data->ledger, PLUME_OTHER_IDLE);
    size_t gross = context->gross;
    double idle_kwh = footprint->idle.unoccupied_facility_kwh;
    double idle_kg = footprint->idle.unoccupied_kg;

    if (!(footprint->idle.asked && isfinite(idle_kg))) {
        idle_kwh = between->facility_kwh[gross] > 0.0 ? between->facility_kwh[gross]
                                                      : (double)NAN;
        idle_kg = between->co2e_kg[gross] > 0.0 ? between->co2e_kg[gross] : (double)NAN;
    }
    stages[DYNAMIC] =
        (stage){ "dynamic",
                 plume_tree_known(all->facility_kwh[gross], all->estimated_runs[gross]),
                 plume_tree_known(all->co2e_kg[gross], all->estimated_runs[gross]) };
    stages[IDLE] = (stage){ "idle", idle_kwh, idle_kg };
    stages[EMBODIED] =
        (stage){ "embodied", NAN,
                 footprint->embodied.asked ? footprint->embodied.kg[PLUME_AMORTISED_USED]
                                           : (double)NAN };
}

static void print_row(plume_report_table *sheet, const char *name,
                      const plume_column_format formats[3], const double figures[3],
                      bool total)
{
    plume_text cell;

    plume_text_init(&cell);
    plume_report_table_row(sheet, total);
    plume_report_table_cell(sheet, name);
    for (size_t i = 0; i < 3; i++) {
        plume_text_clear(&cell);
        plume_column_format_print(&cell, &formats[i], figures[i]);
        plume_report_table_cell(sheet, cell.data);
    }
    plume_text_dispose(&cell);
}

static void print(const plume_tree_context *context, const stage stages[STAGES],
                  double kwh, double kg)
{
    plume_words *words = context->data->words;
    plume_report_table sheet = plume_report_table_new(context->tables, "shares");
    const plume_column_format formats[3] = {
        plume_column_format_for(PLUME_DIMENSION_ENERGY, kwh, 3),
        plume_column_format_for(PLUME_DIMENSION_MASS, kg, 3),
        plume_column_format_for(PLUME_DIMENSION_RATIO, 100.0, 1),
    };

    plume_report_table_column(&sheet, plume_word(words, "shares", "stage"), "", false);
    plume_report_table_column(&sheet, plume_word(words, "shares", "energy"),
                              formats[0].unit.name, true);
    plume_report_table_column(&sheet, plume_word(words, "shares", "emissions"),
                              formats[1].unit.name, true);
    plume_report_table_column(&sheet, plume_word(words, "inventory", "share"), "%", true);
    for (size_t i = 0; i < STAGES; i++) {
        const double figures[3] = { stages[i].facility_kwh, stages[i].kg,
                                    100.0 * stages[i].kg / kg };

        print_row(&sheet, plume_word(words, "shares", stages[i].name), formats, figures,
                  false);
    }
    print_row(&sheet, plume_word(words, "inventory", "total"), formats,
              (const double[3]){ kwh, kg, 100.0 }, true);
}

/* One stage alone has no share. A stage that is not known is not 0: its line has dashes,
 * and the total is of the others. */
void plume_tree_stage_shares(const plume_tree_context *context)
{
    stage stages[STAGES];
    double kwh = 0.0, kg = 0.0;
    size_t known = 0;

    if (context->gross == SIZE_MAX)
        return;
    collect(context, stages);
    for (size_t i = 0; i < STAGES; i++) {
        known += isfinite(stages[i].kg) ? 1 : 0;
        kg += isfinite(stages[i].kg) ? stages[i].kg : 0.0;
        kwh += isfinite(stages[i].facility_kwh) ? stages[i].facility_kwh : 0.0;
    }
    if (known > 1 && isfinite(stages[DYNAMIC].kg))
        print(context, stages, kwh, kg);
}

/* Warming potentials of gases, of one report of the IPCC at a time. */
#include "factors/datasets.h"

#include <string.h>

static const plume_dataset_column columns[] = {
    COLUMN_NAME("gas"),  COLUMN_NAME("report"),
    COLUMN_NAME("name"), COLUMN_NUMBER("gwp100", 0, 1e6),
    COLUMN_YEAR,         COLUMN_NAME("source"),
    COLUMN_TEXT("note"),
};

static const char *const shown[] = { "gas", "report", "gwp100", "year", "source", NULL };

const plume_dataset plume_dataset_gwp = {
    .file = "gwp.csv",
    .column = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .kind = "gwp",
    .shown = shown,
};

static plume_status fail_unknown(const plume_dataset_table *table, const char *gas,
                                 plume_error *error)
{
    plume_nearest nearest;

    plume_fail(error, PLUME_ERR_UNKNOWN, "unknown gas '%s'", gas);
    plume_nearest_init(&nearest, gas);
    for (size_t row = 0; row < plume_dataset_table_rows(table); row++)
        plume_nearest_offer(&nearest, plume_dataset_table_text(table, row, GWP_GAS));
    plume_hint_nearest(error, &nearest, "gwp");
    return PLUME_ERR_UNKNOWN;
}

/* A gas that is known in another report is not an unknown gas: two different errors. */
plume_status plume_factors_gwp(plume_factors *factors, const char *gas,
                               const char *report, double *gwp100, const char **source,
                               plume_error *error)
{
    const plume_dataset_table *table;
    plume_status status = plume_factors_table(factors, &plume_dataset_gwp, &table, error);
    bool known = false;

    for (size_t row = 0; status == PLUME_OK && row < plume_dataset_table_rows(table);
         row++) {
        if (!plume_name_equal(plume_dataset_table_text(table, row, GWP_GAS), gas))
            continue;
        known = true;
        if (strcmp(plume_dataset_table_text(table, row, GWP_REPORT), report) != 0)
            continue;
        *gwp100 = plume_dataset_table_number(table, row, GWP_GWP100);
        *source = plume_dataset_table_text(table, row, GWP_SOURCE);
        return PLUME_OK;
    }
    if (status != PLUME_OK)
        return status;
    if (!known)
        return fail_unknown(table, gas, error);
    return plume_fail(error, PLUME_ERR_MISSING, "%s has no potential of %s", report, gas);
}

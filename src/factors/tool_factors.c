/* The intensities that releases of trackers take for a place: what a logged mass was made
 * with. Versions of one tool differ, so that its masses are never compared across them.
 */
#include "factors/datasets.h"

#include <plume/number.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const plume_dataset_column columns[] = {
    COLUMN_NAME("tool"),
    COLUMN_NAME("place"),
    COLUMN_NAME("first_version"),
    COLUMN_NAME("last_version"),
    COLUMN_NUMBER("kg_per_kwh", 0, 5),
    COLUMN_NAME("source"),
    COLUMN_TEXT("note"),
};

static const char *const shown[] = {
    "tool", "place", "first_version", "last_version", "kg_per_kwh", "source", NULL
};

const plume_dataset plume_dataset_tool_factors = {
    .file = "tool_factors.csv",
    .column = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .kind = "tools",
    .shown = shown,
};

/* Below, equal or above 0, by the numbers that points part; what follows them ("rc1") is
 * passed over. */
static int compare_versions(const char *left, const char *right)
{
    while (*left != '\0' || *right != '\0') {
        char *left_end, *right_end;
        unsigned long a = strtoul(left, &left_end, 10),
                      b = strtoul(right, &right_end, 10);

        if (a != b)
            return a < b ? -1 : 1;
        if (*left_end != '.' && *right_end != '.')
            return 0;
        left = left_end + (*left_end == '.');
        right = right_end + (*right_end == '.');
        if (left == left_end && right == right_end)
            return 0;
    }
    return 0;
}

/* Whether the tool's releases from the first to the last of a row hold the version. */
static bool holds(const plume_dataset_table *table, size_t row, const char *version)
{
    return compare_versions(plume_dataset_table_text(table, row, TOOL_FIRST), version) <=
               0 &&
           compare_versions(version, plume_dataset_table_text(table, row, TOOL_LAST)) <=
               0;
}

plume_status plume_factors_tool(plume_factors *factors, const plume_tool_release *release,
                                const char *place, double *kg_per_kwh, plume_error *error)
{
    const plume_dataset_table *table;
    plume_status status =
        plume_factors_table(factors, &plume_dataset_tool_factors, &table, error);

    *kg_per_kwh = NAN;
    for (size_t row = 0; status == PLUME_OK && row < plume_dataset_table_rows(table);
         row++)
        if (strcmp(plume_dataset_table_text(table, row, TOOL_NAME), release->tool) == 0 &&
            strcmp(plume_dataset_table_text(table, row, TOOL_PLACE), place) == 0 &&
            holds(table, row, release->version))
            *kg_per_kwh = plume_dataset_table_number(table, row, TOOL_KG_PER_KWH);
    return status;
}

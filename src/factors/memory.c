/* What memory draws, by the method that says so: listed, and asked for by no method yet.
 */
#include "factors/datasets.h"

static const plume_dataset_column columns[] = {
    COLUMN_NAME("method"), COLUMN_NUMBER("watts", 0, 1e3), COLUMN_NAME("per"),
    COLUMN_YEAR,           COLUMN_NAME("source"),          COLUMN_TEXT("note"),
};

static const char *const shown[] = { "method", "watts", "per", "year", "source", NULL };

const plume_dataset plume_dataset_memory = {
    .file = "memory_power.csv",
    .column = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .kind = "memory",
    .shown = shown,
};

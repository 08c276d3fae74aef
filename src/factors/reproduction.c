/* The printed cells that reproduction recomputes; audit/reproduce reads them. */
#include "factors/datasets.h"

static const plume_dataset_column columns[] = {
    COLUMN_NAME("paper"),     COLUMN_NAME("table"),   COLUMN_NAME("row"),
    COLUMN_NAME("quantity"),  COLUMN_NAME("formula"), COLUMN_NAME("inputs"),
    COLUMN_NAME("published"), COLUMN_NAME("unit"),    COLUMN_TEXT("explanation"),
    COLUMN_NAME("citation"),
};

const plume_dataset plume_dataset_reproduction = {
    .file = "reproduction.csv",
    .column = columns,
    .column_count = sizeof columns / sizeof columns[0],
};

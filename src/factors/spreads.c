/* How far factors may be off, by reason: the table that budgets read. */
#include "factors/datasets.h"

#include <plume/number.h>

#include <math.h>
#include <stdint.h>
#include <string.h>

static const plume_dataset_column columns[] = {
    COLUMN_NAME("quantity"),
    COLUMN_NAME("reason"),
    COLUMN_TEXT("place"),
    COLUMN_WHOLE("distance", 0, 99),
    COLUMN_NUMBER("ratio95", 1, 100),
    COLUMN_MAYBE("add_kg_per_kwh", 0, 1),
    COLUMN_NAME("source"),
    COLUMN_NAME("note"),
};

enum {
    SPREAD_QUANTITY,
    SPREAD_REASON,
    SPREAD_PLACE,
    SPREAD_DISTANCE,
    SPREAD_RATIO95,
    SPREAD_ADD,
    SPREAD_SOURCE
};

static const char *const shown[] = { "quantity", "reason", "place", "distance",
                                     "ratio95",  "note",   NULL };

const plume_dataset plume_dataset_spreads = {
    .file = "spreads.csv",
    .column = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .kind = "spreads",
    .shown = shown,
};

enum { COUNTRY_LETTERS = 2 };

/* What is asked of the table. */
typedef struct question {
    const plume_dataset_table *table;
    const char *quantity, *reason;
    int distance;
} question;

/* The row of a place ("": of all) with the greatest distance that is not beyond. */
static size_t row_of(const question *ask, const char *place, size_t length)
{
    size_t best = SIZE_MAX;

    for (size_t row = 0; row < plume_dataset_table_rows(ask->table); row++) {
        const char *of = plume_dataset_table_text(ask->table, row, SPREAD_PLACE);
        int distance;

        if (strncmp(of, place, length) != 0 || of[length] != '\0' ||
            strcmp(plume_dataset_table_text(ask->table, row, SPREAD_REASON),
                   ask->reason) != 0 ||
            strcmp(plume_dataset_table_text(ask->table, row, SPREAD_QUANTITY),
                   ask->quantity) != 0)
            continue;
        distance = plume_dataset_table_whole(ask->table, row, SPREAD_DISTANCE);
        if (distance <= ask->distance &&
            (best == SIZE_MAX ||
             distance > plume_dataset_table_whole(ask->table, best, SPREAD_DISTANCE)))
            best = row;
    }
    return best;
}

/* "US-VA" and "EGRID-SRVC" lie in the United States. */
static size_t row_of_country(const question *ask, const char *place)
{
    if (strncmp(place, "EGRID-", strlen("EGRID-")) == 0)
        return row_of(ask, "US", COUNTRY_LETTERS);
    if (strlen(place) > COUNTRY_LETTERS && place[COUNTRY_LETTERS] == '-')
        return row_of(ask, place, COUNTRY_LETTERS);
    return SIZE_MAX;
}

/* From the place itself to its country to any place; what is in no row has no spread
 * of its own, which is a ratio of 1. */
plume_status plume_factors_spread(plume_factors *factors, const plume_spread_reason *why,
                                  plume_factor_spread *out, plume_error *error)
{
    question ask = { NULL, why->quantity, why->reason, why->distance };
    plume_status status =
        plume_factors_table(factors, &plume_dataset_spreads, &ask.table, error);
    size_t row = SIZE_MAX;

    *out = (plume_factor_spread){ 1.0, 0.0, "" };
    if (status != PLUME_OK)
        return status;
    if (why->place[0] != '\0')
        row = row_of(&ask, why->place, strlen(why->place));
    if (row == SIZE_MAX)
        row = row_of_country(&ask, why->place);
    if (row == SIZE_MAX)
        row = row_of(&ask, "", 0);
    if (row == SIZE_MAX)
        return PLUME_OK;
    out->ratio95 = plume_dataset_table_number(ask.table, row, SPREAD_RATIO95);
    out->add_kg_per_kwh = plume_dataset_table_number(ask.table, row, SPREAD_ADD);
    if (isnan(out->add_kg_per_kwh))
        out->add_kg_per_kwh = 0.0;
    out->source = plume_dataset_table_text(ask.table, row, SPREAD_SOURCE);
    return PLUME_OK;
}

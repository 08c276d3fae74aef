/* Takes the usual rows of a power table, and learns from the others what is usual. */
#include "logs/power/usual.h"

#include <string.h>

static bool are_equal(const size_t *left, const size_t *right, size_t count)
{
    return memcmp(left, right, count * sizeof *left) == 0;
}

static bool say_the_same(const plume_usual_columns *left,
                         const plume_usual_columns *right)
{
    return left->count == right->count && left->time == right->time &&
           left->share == right->share && left->powers == right->powers &&
           left->tellings == right->tellings && left->unended == right->unended &&
           are_equal(left->power, right->power, left->powers) &&
           are_equal(left->telling, right->telling, left->tellings);
}

void plume_usual_table_header(plume_usual_table *table,
                              const plume_usual_columns *columns)
{
    table->bound = table->bound && say_the_same(columns, &table->columns);
    table->columns = *columns;
}

/* Of a table that has ever other headers no more rows are usual. */
plume_status plume_usual_table_learn(plume_usual_table *table, const plume_row *row,
                                     const plume_power_sample *sample, plume_error *error)
{
    bool first = !table->bound;
    plume_csv_converter converter;

    if (first && table->count == PLUME_USUAL_HEADERS)
        return PLUME_OK;
    if (first) {
        table->of[table->count] = plume_usual_new(table->log, &table->columns);
        if (table->of[table->count] == NULL)
            return plume_fail_memory(error);
        table->count++;
        table->bound = true;
    }
    if (!plume_usual_learn(table->of[table->count - 1], row, sample))
        return plume_fail_memory(error);
    converter = plume_usual_converter(table->of[table->count - 1]);
    if (first)
        plume_csv_convert(table->csv, &converter);
    return PLUME_OK;
}

/* A sample that does not go on from the one before is taken as any other. */
static plume_status take_rows(plume_usual_table *table, const plume_csv_place *place,
                              size_t first, size_t end, plume_power_sample *sample,
                              plume_error *error)
{
    plume_usual *usual = table->of[table->count - 1];
    plume_power_batch batch = plume_usual_batch(usual, place->rows);
    plume_status status = PLUME_OK;
    size_t i = first;

    for (size_t row = first; row < end && table->bursts != NULL; row++)
        plume_power_bursts_add(table->bursts, batch.t_s[row]);
    while (status == PLUME_OK && i < end) {
        i = plume_log_batch(table->log, &batch, i, end);
        if (i == end)
            break;
        plume_usual_sample(usual, place->rows, i, sample);
        status = plume_log_sample(table->log, sample, place->line + (i - first), error);
        i++;
    }
    return status;
}

/* What a stretch teaches of the form of its cells is of all its rows. */
plume_status plume_usual_table_take(plume_usual_table *table, plume_power_sample *sample,
                                    bool *took, plume_error *error)
{
    const plume_usual_stretch *stretch;
    plume_csv_place place;
    plume_status status;
    size_t row, end;

    *took = false;
    if (!table->bound)
        return PLUME_OK;
    status = plume_csv_converted(table->csv, &place, error);
    if (status != PLUME_OK || place.state != table->of[table->count - 1])
        return status;
    stretch = plume_usual_at(place.rows, place.at, &row);
    if (stretch == NULL || (table->columns.unended && row != stretch->first))
        return PLUME_OK;
    *took = true;
    end = stretch->first + stretch->count;
    status = take_rows(table, &place, row, end, sample, error);
    if (table->columns.unended)
        plume_usual_form(table->form, stretch);
    plume_csv_pass(table->csv, stretch->end, end - row);
    return status;
}

void plume_usual_table_dispose(plume_usual_table *table)
{
    for (size_t i = 0; i < table->count; i++)
        plume_usual_free(table->of[i]);
}

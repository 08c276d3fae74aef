/* Rows as the charts take them: of a comparison, and of the parts of own work. */
#include "chart/ranked/compared_rows.h"

#include <math.h>
#include <stdlib.h>

#include "chart/ranked/parts.h"

/* A published figure goes before the recomputed one, but for own work nothing was
 * published. */
static plume_chart_row row_from(const plume_compared *compared, const char *own_name)
{
    bool named = compared->name != NULL && compared->name[0] != '\0';
    plume_chart_row row = {
        .name = named ? compared->name : compared->id,
        .own = compared->own,
        .year = compared->year,
        .evidence = compared->evidence,
        .third_party = compared->third_party,
        .strubell_kg = compared->strubell_kg,
        .patterson_kg = compared->patterson_kg,
        .net_kg = compared->net_kg,
        .ratio = compared->ratio,
        .value_kg = compared->patterson_kg,
        .low_kg = compared->interval95_kg[0],
        .high_kg = compared->interval95_kg[1],
        .coverage = compared->coverage,
        .other = compared->other,
        .other_count = compared->other_count,
    };

    if (!compared->own && isfinite(compared->published_kg))
        row.value_kg = compared->published_kg;
    for (size_t i = 0; i < row.other_count; i++) {
        row.low_kg = fmin(row.low_kg, row.other[i].kg); /* fmin passes a NAN over */
        row.high_kg = fmax(row.high_kg, row.other[i].kg);
    }
    if (row.other_count > 0) {
        row.low_kg = fmin(row.low_kg, row.value_kg);
        row.high_kg = fmax(row.high_kg, row.value_kg);
    }
    if (compared->own && !named && own_name != NULL && own_name[0] != '\0')
        row.name = own_name;
    if (row.name == NULL)
        row.name = "";
    return row;
}

plume_status plume_chart_rows_from(plume_chart_rows *out, const plume_chart_data *data,
                                   plume_error *error)
{
    const plume_comparison *comparison = data->comparison;
    size_t count = comparison != NULL ? plume_comparison_count(comparison) : 0;

    out->count = 0;
    out->row = NULL;
    out->row = calloc(count + 1, sizeof *out->row);
    if (out->row == NULL)
        return plume_fail_memory(error);
    for (size_t i = 0; i < count; i++)
        out->row[i] = row_from(plume_comparison_at(comparison, i), data->own_name);
    out->count = count;
    return plume_chart_parts_add(out, data, error);
}

plume_status plume_chart_rows_print(plume_text *out, const plume_chart_data *data,
                                    void (*print)(plume_text *out,
                                                  plume_chart_rows *rows),
                                    plume_error *error)
{
    plume_chart_rows rows;
    plume_status status = plume_chart_rows_from(&rows, data, error);

    if (status == PLUME_OK)
        print(out, &rows);
    plume_chart_rows_dispose(&rows);
    return status == PLUME_OK ? plume_text_status(out, error) : status;
}

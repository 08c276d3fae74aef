/* The rows of a waterfall and what their cells say. */
#include "chart/waterfall_rows.h"

#include <math.h>
#include <string.h>

/* --- text --- */

static void put_capital(plume_text *out, const char *name)
{
    if (name[0] >= 'a' && name[0] <= 'z') {
        plume_text_add_char(out, (char)(name[0] - 'a' + 'A'));
        name++;
    }
    plume_text_add(out, name);
}

void plume_waterfall_name(plume_text *out, const plume_waterfall *chart,
                          const plume_waterfall_row *shown)
{
    if (shown->step != NULL && !chart->frame.narrow && strcmp(shown->name, "PUE") == 0)
        plume_text_add(out, "Building (PUE)");
    else
        put_capital(out, shown->name);
}

/* "->" as an arrow. */
void plume_waterfall_detail(plume_text *out, const char *detail)
{
    for (; *detail != '\0'; detail++) {
        if (strncmp(detail, "->", 2) == 0) {
            plume_text_add(out, "\xe2\x86\x92");
            detail++;
        } else if (strncmp(detail, " x ", 3) == 0) {
            plume_text_add(out, " \xc3\x97 ");
            detail += 2;
        } else {
            plume_text_add_char(out, *detail);
        }
    }
}

/* "÷ 2.333" for what lowers the figure, "× 1.098" for what raises it. */
void plume_waterfall_factor(plume_text *out, double ratio, bool whole)
{
    double factor = ratio >= 1.0 ? ratio : 1.0 / ratio;

    plume_text_add(out, ratio >= 1.0 ? "\xc3\xb7 " : "\xc3\x97 ");
    if (factor < 10.0 && !whole)
        plume_number_fixed(out, factor, 3);
    else
        plume_number_significant(out, factor, 3);
}

/* Four figures from 100 on, as papers print them; else three. */
void plume_waterfall_total(plume_text *out, const plume_waterfall *chart, double total)
{
    plume_display_unit unit = plume_unit_for(chart->dimension, total);

    plume_quantity_print(out, chart->dimension, total,
                         total * unit.per_own >= 99.995 ? 4 : 3);
}

/* The last row is the sum: the factor of the whole gap, and all of its share. */
void plume_waterfall_cell(plume_text *out, const plume_waterfall *chart,
                          const plume_waterfall_row *shown, size_t column)
{
    bool last = shown == &chart->rows[chart->count - 1];

    if (column == COLUMN_REMAINING)
        plume_waterfall_total(out, chart, shown->remaining);
    else if (column == COLUMN_FACTOR && last)
        plume_waterfall_factor(out, plume_audit_ratio(chart->audit), true);
    else if (column == COLUMN_FACTOR && shown->step != NULL)
        plume_waterfall_factor(out, shown->step->ratio, false);
    else if (column == COLUMN_SHARE && last)
        plume_text_add(out, "100 %");
    else if (column == COLUMN_SHARE && shown->step != NULL) {
        plume_number_fixed(out, 100.0 * shown->step->share, 1);
        plume_text_add(out, " %");
    }
}

/* --- rows --- */

static plume_status refuse(const char *why, plume_error *error)
{
    plume_fail(error, PLUME_ERR_MISSING, "no waterfall can be drawn: %s", why);
    plume_hint(error, "plume audit CLAIM ACTUAL draws it from two figures above 0");
    return PLUME_ERR_MISSING;
}

/* Where a published figure stands; else what the side is called. */
static const char *end_detail(const plume_audit *audit, int side)
{
    const plume_audit_side *shown = plume_audit_side_at(audit, side);

    return strcmp(shown->kind, "published") == 0 ? shown->source : shown->name;
}

/* Each step divides the claim by one factor, so that the last remainder is the other
 * figure. */
static plume_status fill_rows(plume_waterfall *chart, plume_error *error)
{
    const plume_audit *audit = chart->audit;
    size_t steps = plume_audit_count(audit, PLUME_AUDIT_STEPS);
    double remaining = plume_audit_side_at(audit, 0)->total;

    if (isnan(plume_audit_ratio(audit)))
        return refuse("one of the two figures is 0 or not known", error);
    chart->rows[chart->count++] =
        (plume_waterfall_row){ NULL, "Claim", end_detail(audit, 0), remaining };
    for (size_t i = 0; i < steps && i < STEPS_MAX; i++) {
        const plume_audit_factor *step = plume_audit_at(audit, PLUME_AUDIT_STEPS, i);

        if (isnan(step->ratio))
            return refuse("a factor is 0 or not known on one side", error);
        remaining /= step->ratio;
        chart->rows[chart->count++] =
            (plume_waterfall_row){ step, step->name, step->detail, remaining };
    }
    chart->rows[chart->count++] =
        (plume_waterfall_row){ NULL, "Recomputed", end_detail(audit, 1),
                               plume_audit_side_at(audit, 1)->total };
    return PLUME_OK;
}

/* An audit is of emissions, of time or of energy, and says so by its unit alone. */
plume_status plume_waterfall_begin(plume_waterfall *chart, const plume_chart_data *data,
                                   plume_error *error)
{
    const char *unit;

    memset(chart, 0, sizeof *chart);
    if (data->audit == NULL)
        return refuse("nothing was audited", error);
    chart->audit = data->audit;
    unit = plume_audit_unit(data->audit);
    chart->dimension = strcmp(unit, "kg") == 0  ? PLUME_DIMENSION_MASS
                       : strcmp(unit, "h") == 0 ? PLUME_DIMENSION_TIME
                                                : PLUME_DIMENSION_ENERGY;
    return fill_rows(chart, error);
}

/* One cell of a table of claims: into the claim of its row, by what its column and its
 * unit say. */
#include "audit/claim/internal.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "audit/claim/head/duration.h"
#include "audit/claim/printed_figure.h"
#include "core/number/units.h"

/* Two parts of a sum as one. */
static void add_part(plume_claim_figure *sum, const plume_claim_figure *part)
{
    if (isnan(sum->value)) {
        *sum = *part;
        return;
    }
    sum->value += part->value;
    sum->low += part->low;
    sum->high += part->high;
    sum->unit = fmax(sum->unit, part->unit);
}

/* One of the columns that add up to a total. */
static plume_status add_addend(plume_claim *claim, plume_claim_run *run,
                               const plume_claim_column *column,
                               const plume_claim_figure *figure, plume_error *error)
{
    int which = column->adds_to == CLAIM_EMISSIONS;
    const char *terms =
        plume_claim_print(claim, "%s%s%s", run->terms[which],
                          run->terms[which][0] != '\0' ? " + " : "", figure->printed);

    if (terms == NULL)
        return plume_fail_memory(error);
    run->terms[which] = terms;
    add_part(&run->parts[which], figure);
    return PLUME_OK;
}

/* "Total power consumption": "356 MWh"; "energy mix": "470 g/kWh". The unit of the cell
 * says what its head does not. */
static bool read_by_unit(plume_claim_figure *out, plume_quantity *quantity,
                         const char *text)
{
    static const plume_quantity others[] = { CLAIM_ENERGY, CLAIM_TOTAL_POWER,
                                             CLAIM_INTENSITY };
    plume_dimension dimension = plume_quantity_dimension(*quantity);

    if (dimension != PLUME_DIMENSION_POWER && dimension != PLUME_DIMENSION_ENERGY)
        return false;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (!plume_claim_figure_read(out, others[i], text, NAN) || out->swapped ||
            isnan(out->value))
            continue;
        *quantity = others[i];
        return true;
    }
    return false;
}

/* No grid emits as much for a kilowatt-hour: a column that names no unit has grams. */
#define GRID_MOST_KG_PER_KWH 5.0

static void in_kilograms(plume_claim_figure *grams)
{
    grams->value /= GRAMS_PER_KG;
    grams->low /= GRAMS_PER_KG;
    grams->high /= GRAMS_PER_KG;
    grams->unit /= GRAMS_PER_KG;
}

/* In a card: "Operational emissions", "Embodied emissions", then their total. */
static plume_status add_operation(plume_claim *claim, plume_claim_run *run,
                                  const plume_claim_figure *total, plume_error *error)
{
    const plume_claim_figure *operation = &run->figure[CLAIM_EMISSIONS];

    if (isnan(run->embodied.value) || isnan(operation->value) ||
        !isnan(run->parts[1].value))
        return PLUME_OK;
    run->parts[1] = *operation;
    add_part(&run->parts[1], &run->embodied);
    run->terms[1] =
        plume_claim_print(claim, "%s + %s", operation->printed, run->embodied.printed);
    run->with_embodied = *total;
    return run->terms[1] != NULL ? PLUME_OK : plume_fail_memory(error);
}

/* A figure whose unit is that of its column. */
static plume_status take_figure(plume_claim *claim, plume_claim_run *run,
                                const plume_claim_column *column,
                                const plume_claim_figure *figure, plume_error *error)
{
    plume_claim_figure *own = &run->figure[column->index];

    if (column->embodied)
        run->embodied = *figure;
    if (column->embodied && !column->addend)
        return PLUME_OK;
    if (column->part) {
        add_part(&run->figure[CLAIM_TOTAL_POWER], figure);
        add_part(column->of_device ? &run->device_power : &run->other_power, figure);
        if (run->word[CLAIM_POWER_SCOPE][0] == '\0')
            run->word[CLAIM_POWER_SCOPE] = "parts";
        return PLUME_OK;
    }
    if (column->addend)
        return add_addend(claim, run, column, figure, error);
    if (column->of_kind) {
        add_part(own, figure);
        return PLUME_OK;
    }
    if (isnan(own->value)) {
        *own = *figure;
        return PLUME_OK;
    }
    if (column->index == CLAIM_WORK)
        run->other_work = *figure;
    return column->total && column->index == CLAIM_EMISSIONS
               ? add_operation(claim, run, figure, error)
               : PLUME_OK;
}

/* "Carbon emitted: 0.432 kg/kWh": its unit says that it is the intensity of a grid. */
static bool is_misplaced(plume_quantity quantity, const char *text)
{
    plume_claim_figure figure;

    return quantity == CLAIM_EMISSIONS &&
           plume_claim_figure_read(&figure, CLAIM_INTENSITY, text, NAN) &&
           !isnan(figure.value);
}

/* "671B / 37B", "46.7B (12.9B active)", "235B total, 22B activated": of a mixture of
 * experts the second is what a token passes. */
static void take_active(plume_claim_run *run, const plume_claim_column *column,
                        const char *text, const char *where)
{
    size_t first = strcspn(text, "/(,");
    const char *at = text + first, *active = strstr(text, "ctiv");
    plume_claim_figure figure;

    if (*at == '\0' || (*at != '/' && active == NULL) ||
        !isnan(run->figure[CLAIM_ACTIVE_PARAMETERS].value))
        return;
    at += 1 + strspn(at + 1, " ");
    if (!plume_claim_figure_read(&figure, CLAIM_ACTIVE_PARAMETERS, at,
                                 column->per_unit) ||
        !(figure.value < run->figure[CLAIM_PARAMETERS].value))
        return;
    figure.where = where;
    run->figure[CLAIM_ACTIVE_PARAMETERS] = figure;
}

/* A name without the marks of footnotes behind it. */
static const char *without_marks(plume_claim *claim, const char *text)
{
    static const char *const marks[] = {
        "*", " ", "^", "\xe2\x80\xa0", "\xe2\x80\xa1", "\xc2\xa7"
    };
    size_t length = strlen(text), before = length + 1;

    while (length < before) {
        before = length;
        for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
            size_t own = strlen(marks[i]);

            if (length > own && strncmp(text + length - own, marks[i], own) == 0)
                length -= own;
        }
    }
    return plume_pool_copy_n(claim->pool, text, length);
}

/* Any letter beyond those of a number. */
static bool names_unit(const char *text)
{
    return text[strcspn(text, "abcdfghijklmnopqrstuvwyzABCDFGHIJKLMNOPQRSTUVWYZ%")] !=
           '\0';
}

/* "512 Tesla A100": the name behind the count; "". */
static const char *device_behind(const char *text)
{
    const char *at = text + strspn(text, "0123456789,. xX*");

    return strpbrk(at, "0123456789") != NULL && isupper((unsigned char)*at) ? at : "";
}

/* Of two columns for one figure the first counts; parts of a power and addends of a
 * total are summed. */
plume_status plume_claim_take_cell(plume_claim *claim, plume_claim_run *run,
                                   const plume_claim_column *column,
                                   const plume_claim_cell *cell, plume_error *error)
{
    const char *text = column->kind == COLUMN_WORD
                           ? without_marks(claim, cell->text)
                           : plume_pool_copy(claim->pool, cell->text);
    plume_quantity quantity = (plume_quantity)column->index;
    plume_claim_figure figure;

    if (text == NULL)
        return plume_fail_memory(error);
    if (column->kind == COLUMN_WORD && run->word[column->index][0] == '\0')
        run->word[column->index] = text;
    if (column->kind != COLUMN_FIGURE)
        return PLUME_OK;
    if (!plume_claim_figure_read(&figure, quantity, text, column->per_unit) &&
        !read_by_unit(&figure, &quantity, text) &&
        !(plume_quantity_dimension(quantity) == PLUME_DIMENSION_TIME &&
          plume_claim_duration_read(&figure, text))) {
        if (is_misplaced(quantity, text) && run->misplaced == NULL)
            run->misplaced = text;
        return PLUME_OK;
    }
    figure.where = cell->where;
    figure.line = cell->line;
    figure.assumed = column->assumed && !names_unit(text);
    if (column->index == CLAIM_INTENSITY && column->per_unit == 1.0 &&
        figure.value > GRID_MOST_KG_PER_KWH)
        in_kilograms(&figure);
    if (column->rated)
        run->word[CLAIM_POWER_SCOPE] = "rated";
    if (quantity == CLAIM_DEVICES && run->word[CLAIM_DEVICE][0] == '\0')
        run->word[CLAIM_DEVICE] = device_behind(text); /* "GPUs: 512 Tesla A100" */
    if (quantity == (plume_quantity)column->index) {
        plume_status status = take_figure(claim, run, column, &figure, error);

        if (quantity == CLAIM_PARAMETERS)
            take_active(run, column, text, cell->where);
        return status;
    }
    if (isnan(run->figure[quantity].value))
        run->figure[quantity] = figure;
    return PLUME_OK;
}

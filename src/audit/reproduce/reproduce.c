/* Recomputes each published cell from its formula and judges it against the printed
 * digits. */
#include <plume/reproduce.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "audit/reproduce/expression.h"
#include "core/pool.h"
#include "factors/datasets.h"

enum { DIGITS_SHOWN = 8, TALLIES = PLUME_VERDICT_NO + 1 };

struct plume_reproduction {
    plume_reproduced *cell;
    size_t count, tally[TALLIES];
    plume_pool *pool;
};

/* --- verdicts --- */

static int sign(const plume_rational *value)
{
    return plume_rational_is_zero(value) ? 0 : value->negative ? -1 : 1;
}

/* Rounds half away from zero to the printed digits: the distance is below half a unit, or
 * is half a unit that rounds outwards. */
static bool is_rounded(const plume_rational *away, const plume_rational *half,
                       const plume_rational *value)
{
    plume_rational distance = *away;
    int order;

    distance.negative = false;
    order = plume_rational_compare(&distance, half);
    return order < 0 || (order == 0 && sign(away) == -sign(value));
}

/* Cut off behind the printed digits: at most one unit short of the value, towards zero.
 */
static bool is_truncated(const plume_rational *away, const plume_rational *half,
                         const plume_rational *value)
{
    plume_rational distance = *away, unit;

    distance.negative = false;
    return plume_rational_add(&unit, half, half) &&
           plume_rational_compare(&distance, &unit) < 0 && sign(away) != -sign(value);
}

/* The interval of the inputs meets that of the printed digits. */
static bool is_within(const plume_exact_interval *computed, const plume_rational *printed,
                      const plume_rational *half)
{
    plume_rational low, high;

    return plume_rational_subtract(&low, printed, half) &&
           plume_rational_add(&high, printed, half) &&
           plume_rational_compare(&computed->high, &low) >= 0 &&
           plume_rational_compare(&computed->low, &high) <= 0;
}

/* Rounded terms of a sum shift its last digit as a cut would: no trace of truncation. */
static bool is_sum_of_rounded(const plume_exact_interval *computed)
{
    return computed->summed &&
           plume_rational_compare(&computed->low, &computed->high) < 0;
}

static plume_verdict verdict_of(const plume_exact_interval *computed,
                                const plume_rational *printed, const plume_rational *half,
                                const plume_rational *away)
{
    bool within = is_within(computed, printed, half);

    if (is_rounded(away, half, &computed->value))
        return PLUME_VERDICT_EXACT;
    if (within && is_sum_of_rounded(computed))
        return PLUME_VERDICT_WITHIN_ROUNDING;
    if (is_truncated(away, half, &computed->value))
        return PLUME_VERDICT_TRUNCATED;
    return within ? PLUME_VERDICT_WITHIN_ROUNDING : PLUME_VERDICT_NO;
}

static plume_status judge(plume_verdict *out, const plume_exact_interval *computed,
                          const char *published, plume_error *error)
{
    plume_rational printed, half, away;
    size_t used, length = strlen(published);

    if (!plume_rational_read(&printed, &half, published, length, &used) || used < length)
        return plume_fail(error, PLUME_ERR_SYNTAX, "published is '%s', expected a figure",
                          published);
    if (!plume_rational_subtract(&away, &computed->value, &printed))
        return plume_fail(error, PLUME_ERR_VALUE,
                          "published is '%s': more digits than are kept", published);
    *out = verdict_of(computed, &printed, &half, &away);
    return PLUME_OK;
}

/* --- cells --- */

static plume_status keep_digits(const char **out, plume_pool *pool,
                                const plume_rational *value, plume_error *error)
{
    plume_text text;

    plume_text_init(&text);
    plume_rational_print(&text, value, DIGITS_SHOWN);
    *out = plume_pool_keep(pool, &text);
    return *out != NULL ? PLUME_OK : plume_fail_memory(error);
}

static plume_status fail_cell(const plume_reproduced *cell, const plume_error *why,
                              plume_error *error)
{
    plume_fail_at(error, why->status, "reproduction.csv", 0, 0, "%s, %s, %s, %s: %s",
                  cell->paper, cell->table, cell->row, cell->quantity, why->message);
    if (why->column > 0)
        plume_hint(error, "at its character %llu", (unsigned long long)why->column);
    return why->status;
}

static plume_status recompute(plume_reproduction *reproduction, plume_reproduced *cell,
                              plume_error *error)
{
    plume_exact_interval computed;
    plume_error why = { 0 };
    plume_status status =
        plume_expression_evaluate(&computed, cell->formula, cell->inputs, &why);

    if (status == PLUME_OK)
        status = judge(&cell->verdict, &computed, cell->published, &why);
    if (status != PLUME_OK)
        return fail_cell(cell, &why, error);
    cell->computed = plume_rational_value(&computed.value);
    cell->low = plume_rational_value(&computed.low);
    cell->high = plume_rational_value(&computed.high);
    reproduction->tally[cell->verdict]++;
    return keep_digits(&cell->digits, reproduction->pool, &computed.value, error);
}

static void fill(plume_reproduced *cell, const plume_dataset_table *table, size_t row)
{
    *cell = (plume_reproduced){
        .paper = plume_dataset_table_text(table, row, REPRODUCTION_PAPER),
        .table = plume_dataset_table_text(table, row, REPRODUCTION_TABLE),
        .row = plume_dataset_table_text(table, row, REPRODUCTION_ROW),
        .quantity = plume_dataset_table_text(table, row, REPRODUCTION_QUANTITY),
        .formula = plume_dataset_table_text(table, row, REPRODUCTION_FORMULA),
        .inputs = plume_dataset_table_text(table, row, REPRODUCTION_INPUTS),
        .published = plume_dataset_table_text(table, row, REPRODUCTION_PUBLISHED),
        .unit = plume_dataset_table_text(table, row, REPRODUCTION_UNIT),
        .explanation = plume_dataset_table_text(table, row, REPRODUCTION_EXPLANATION),
        .citation = plume_dataset_table_text(table, row, REPRODUCTION_CITATION),
    };
}

/* --- which papers --- */

static bool begins(const char *name, const char *start)
{
    return start[0] != '\0' && strncmp(name, start, strlen(start)) == 0;
}

static bool is_called(const plume_dataset_table *table, size_t row, const char *paper)
{
    return plume_name_equal(plume_dataset_table_text(table, row, REPRODUCTION_PAPER),
                            paper) ||
           plume_name_equal(plume_dataset_table_text(table, row, REPRODUCTION_CITATION),
                            paper);
}

/* "llama" is the start of several papers, unless one has just that name. */
static bool starts_as(const plume_dataset_table *table, size_t row, const char *paper)
{
    return begins(plume_dataset_table_text(table, row, REPRODUCTION_PAPER), paper) ||
           begins(plume_dataset_table_text(table, row, REPRODUCTION_CITATION), paper);
}

typedef bool chooser(const plume_dataset_table *table, size_t row, const char *paper);

static bool any(const plume_dataset_table *table, chooser *choose, const char *paper)
{
    for (size_t row = 0; row < plume_dataset_table_rows(table); row++)
        if (choose(table, row, paper))
            return true;
    return false;
}

/* The rows of a paper stand together. */
static bool is_new_paper(const plume_dataset_table *table, size_t row)
{
    return row == 0 ||
           strcmp(plume_dataset_table_text(table, row, REPRODUCTION_PAPER),
                  plume_dataset_table_text(table, row - 1, REPRODUCTION_PAPER)) != 0;
}

static plume_status fail_unknown(const plume_dataset_table *table, const char *paper,
                                 plume_error *error)
{
    plume_nearest nearest;
    plume_text meant;

    plume_nearest_init(&nearest, paper);
    for (size_t row = 0; row < plume_dataset_table_rows(table); row++)
        if (is_new_paper(table, row))
            plume_nearest_offer(&nearest,
                                plume_dataset_table_text(table, row, REPRODUCTION_PAPER));
    plume_text_init(&meant);
    plume_nearest_print(&meant, &nearest);
    plume_text_printf(&meant, "%sthere are", meant.length > 0 ? "  " : "");
    for (size_t row = 0; row < plume_dataset_table_rows(table); row++)
        if (is_new_paper(table, row))
            plume_text_printf(&meant, "%s %s", row == 0 ? "" : ",",
                              plume_dataset_table_text(table, row, REPRODUCTION_PAPER));
    plume_fail(error, PLUME_ERR_UNKNOWN, "no table of '%s' is known", paper);
    plume_hint(error, "%s", meant.data);
    plume_text_dispose(&meant);
    return PLUME_ERR_UNKNOWN;
}

static plume_status read_cells(plume_reproduction *reproduction,
                               const plume_dataset_table *table, const char *paper,
                               plume_error *error)
{
    chooser *choose = NULL;
    plume_status status = PLUME_OK;

    if (paper != NULL)
        choose = any(table, is_called, paper) ? is_called : starts_as;
    for (size_t row = 0; row < plume_dataset_table_rows(table) && status == PLUME_OK;
         row++) {
        plume_reproduced *cell = &reproduction->cell[reproduction->count];

        if (choose != NULL && !choose(table, row, paper))
            continue;
        fill(cell, table, row);
        status = recompute(reproduction, cell, error);
        reproduction->count++;
    }
    if (status == PLUME_OK && reproduction->count == 0)
        status = fail_unknown(table, paper == NULL ? "" : paper, error);
    return status;
}

plume_status plume_reproduction_new(plume_reproduction **out, plume_factors *factors,
                                    const char *paper, plume_error *error)
{
    plume_reproduction *reproduction = calloc(1, sizeof *reproduction);
    const plume_dataset_table *table = NULL;
    plume_status status =
        plume_factors_table(factors, &plume_dataset_reproduction, &table, error);

    *out = NULL;
    if (status == PLUME_OK && reproduction != NULL) {
        reproduction->pool = plume_pool_new();
        reproduction->cell =
            calloc(plume_dataset_table_rows(table) + 1, sizeof *reproduction->cell);
    }
    if (status == PLUME_OK && (reproduction == NULL || reproduction->pool == NULL ||
                               reproduction->cell == NULL))
        status = plume_fail_memory(error);
    if (status == PLUME_OK)
        status = read_cells(reproduction, table, paper, error);
    if (status == PLUME_OK)
        *out = reproduction;
    else
        plume_reproduction_free(reproduction);
    return status;
}

void plume_reproduction_free(plume_reproduction *reproduction)
{
    if (reproduction == NULL)
        return;
    plume_pool_free(reproduction->pool);
    free(reproduction->cell);
    free(reproduction);
}

size_t plume_reproduction_count(const plume_reproduction *reproduction)
{
    return reproduction->count;
}

const plume_reproduced *plume_reproduction_at(const plume_reproduction *reproduction,
                                              size_t i)
{
    return &reproduction->cell[i];
}

size_t plume_reproduction_tally(const plume_reproduction *reproduction,
                                plume_verdict verdict)
{
    return reproduction->tally[verdict];
}

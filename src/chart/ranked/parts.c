/* Rows of own work by study or by run: few of them all, of many the largest, and one row
 * with the sum of the others. */
#include "chart/ranked/parts.h"

#include <math.h>
#include <stdlib.h>

#include "chart/kept/runs.h"

static double ratio_of(double strubell_kg, double patterson_kg)
{
    return strubell_kg > 0.0 && patterson_kg > 0.0 ? strubell_kg / patterson_kg
                                                   : (double)NAN;
}

static plume_chart_row row_of(const char *name, double strubell_kg, double patterson_kg)
{
    return (plume_chart_row){ .name = name,
                              .part = true,
                              .strubell_kg = strubell_kg,
                              .patterson_kg = patterson_kg,
                              .net_kg = NAN,
                              .ratio = ratio_of(strubell_kg, patterson_kg),
                              .value_kg = patterson_kg,
                              .low_kg = NAN,
                              .high_kg = NAN };
}

/* --- by study --- */

static double kg_of(const plume_ledger *ledger, const plume_totals *totals, size_t at)
{
    return at < plume_ledger_estimate_count(ledger) && totals->estimated_runs[at] > 0
               ? totals->co2e_kg[at]
               : (double)NAN;
}

static plume_chart_row study_row(const plume_ledger *ledger, size_t i)
{
    const plume_totals *totals = plume_ledger_group_at(ledger, PLUME_GROUP_STUDY, i);
    const char *name = plume_ledger_group_name(ledger, PLUME_GROUP_STUDY, i);

    return row_of(
        name[0] != '\0' ? name : "without a study",
        kg_of(
            ledger, totals,
            plume_ledger_estimate_find(ledger, "strubell2019", PLUME_BASIS_AS_PUBLISHED)),
        kg_of(ledger, totals, plume_ledger_headline(ledger, PLUME_BASIS_GROSS)));
}

/* --- by run --- */

static plume_chart_row run_row(const plume_kept_run *run)
{
    plume_chart_row row = row_of(run->name, run->strubell_kg, run->co2e_kg);

    row.evidence = run->evidence;
    return row;
}

/* --- folding --- */

static double sum_with(double sum, double more)
{
    return isnan(more) ? sum : isnan(sum) ? more : sum + more;
}

/* What is in the totals and in none of the rows; "other" of the ledger is a study too. */
static plume_chart_row rest_row(const plume_chart_row *first, size_t count,
                                const char *name)
{
    plume_chart_row rest = row_of(name, NAN, NAN);

    for (size_t i = 0; i < count; i++) {
        rest.strubell_kg = sum_with(rest.strubell_kg, first[i].strubell_kg);
        rest.patterson_kg = sum_with(rest.patterson_kg, first[i].patterson_kg);
    }
    rest.value_kg = rest.patterson_kg;
    rest.ratio = ratio_of(rest.strubell_kg, rest.patterson_kg);
    rest.others = count;
    return rest;
}

static plume_status append(plume_chart_rows *rows, const plume_chart_row *more,
                           size_t count, plume_error *error)
{
    bool own = rows->count > 0 && rows->row[0].own;
    plume_evidence evidence = own ? rows->row[0].evidence : PLUME_EVIDENCE_UNKNOWN;
    plume_chart_row *grown =
        realloc(rows->row, (rows->count + count + 1) * sizeof *rows->row);

    if (grown == NULL)
        return plume_fail_memory(error);
    rows->row = grown;
    for (size_t i = 0; i < count; i++) {
        rows->row[rows->count] = more[i];
        if (more[i].evidence == PLUME_EVIDENCE_UNKNOWN) /* that of the whole */
            rows->row[rows->count].evidence = evidence;
        rows->count++;
    }
    return PLUME_OK;
}

static plume_status add_studies(plume_chart_rows *rows, const plume_ledger *ledger,
                                plume_error *error)
{
    size_t count = plume_ledger_group_count(ledger, PLUME_GROUP_STUDY);
    plume_chart_rows studies = { calloc(count + 1, sizeof *studies.row), count };
    plume_status status = PLUME_OK;

    if (studies.row == NULL)
        return plume_fail_memory(error);
    for (size_t i = 0; i < count; i++)
        studies.row[i] = study_row(ledger, i);
    if (count > PLUME_PARTS_ALL) {
        plume_chart_rows_by_value(&studies);
        studies.row[PLUME_PARTS_LARGEST] =
            rest_row(studies.row + PLUME_PARTS_LARGEST, count - PLUME_PARTS_LARGEST,
                     "other studies");
        count = PLUME_PARTS_LARGEST + 1;
    }
    status = append(rows, studies.row, count, error);
    plume_chart_rows_dispose(&studies);
    return status;
}

/* All of them less those that have rows: runs of which nothing is known are among them.
 */
static plume_chart_row other_runs(const plume_chart_data *data,
                                  const plume_chart_row *shown, double others)
{
    const plume_ledger *ledger = data->ledger;
    const plume_totals *all = plume_ledger_all(ledger);
    size_t strubell =
        plume_ledger_estimate_find(ledger, "strubell2019", PLUME_BASIS_AS_PUBLISHED);
    plume_chart_row sum = rest_row(shown, PLUME_PARTS_LARGEST, "other runs");
    double strubell_kg = kg_of(ledger, all, strubell) - sum.strubell_kg;
    double patterson_kg =
        kg_of(ledger, all, plume_ledger_headline(ledger, PLUME_BASIS_GROSS)) -
        sum.patterson_kg;
    plume_chart_row row = row_of("other runs", strubell_kg, patterson_kg);

    row.others = (size_t)others;
    return row;
}

static plume_status add_runs(plume_chart_rows *rows, const plume_chart_data *data,
                             plume_error *error)
{
    double all = plume_kept_count(data->runs);
    bool folded = all > PLUME_PARTS_ALL;
    plume_chart_row row[PLUME_PARTS_ALL + 1];
    size_t count = plume_kept_largest_count(data->runs);

    if (folded && count > PLUME_PARTS_LARGEST)
        count = PLUME_PARTS_LARGEST;
    for (size_t i = 0; i < count; i++)
        row[i] = run_row(plume_kept_largest_at(data->runs, i));
    if (folded && count == PLUME_PARTS_LARGEST)
        row[count++] = other_runs(data, row, all - PLUME_PARTS_LARGEST);
    return append(rows, row, count, error);
}

plume_status plume_chart_parts_add(plume_chart_rows *rows, const plume_chart_data *data,
                                   plume_error *error)
{
    if (data->by == PLUME_CHART_BY_STUDY && data->ledger != NULL)
        return add_studies(rows, data->ledger, error);
    if (data->by == PLUME_CHART_BY_RUN && data->ledger != NULL && data->runs != NULL)
        return add_runs(rows, data, error);
    return PLUME_OK;
}

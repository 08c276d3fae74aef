/* What a report is compared with: what the study file names, else published trainings
 * near in size. */
#include <math.h>
#include <stdlib.h>

#include "documents/report/internal.h"

/* A training a thousand times as large or as small says nothing of this one, and a reader
 * looks at few. */
static const double factor_most = 1000.0;
enum { USUAL_MAX = 32, NEAREST = 3 };

/* How far off in size: the logarithm of the ratio, without its sign; INFINITY when that
 * is not known. */
static double distance(double kg, double own_kg)
{
    return kg > 0.0 && own_kg > 0.0 ? fabs(log(kg / own_kg)) : (double)INFINITY;
}

static plume_status measure(double *off, plume_report *report, const char *model,
                            double own_kg)
{
    plume_comparison *alone = NULL;
    plume_status status =
        plume_comparison_new(&alone, report->data.factors, report->error);

    if (status == PLUME_OK)
        status = plume_comparison_add_model(alone, model, report->error);
    if (status == PLUME_OK)
        *off = distance(plume_comparison_at(alone, 0)->patterson_kg, own_kg);
    plume_comparison_free(alone);
    return status;
}

/* Whether fewer than NEAREST of the others are nearer; of two as near the first is. */
static bool is_near(const double *off, size_t count, size_t at)
{
    size_t nearer = 0;

    for (size_t i = 0; i < count; i++)
        nearer += off[i] < off[at] || (i < at && !(off[at] < off[i]));
    return off[at] <= log(factor_most) && nearer < NEAREST;
}

/* In the order of the list. */
static plume_status add_usual(plume_report *report)
{
    const plume_value *usual = plume_words_group(report->words, "compare");
    size_t count = plume_value_count(usual);
    double own_kg = plume_comparison_at(report->comparison, 0)->patterson_kg;
    double off[USUAL_MAX];
    plume_status status = PLUME_OK;

    if (count > USUAL_MAX)
        count = USUAL_MAX;
    for (size_t i = 0; status == PLUME_OK && i < count; i++)
        status = measure(&off[i], report, plume_value_string(plume_value_at(usual, i)),
                         own_kg);
    for (size_t i = 0; status == PLUME_OK && i < count; i++)
        if (is_near(off, count, i))
            status = plume_comparison_add_model(
                report->comparison, plume_value_string(plume_value_at(usual, i)),
                report->error);
    return status;
}

static plume_status add_models(plume_report *report)
{
    const plume_study *study = report->data.study;
    plume_status status = PLUME_OK;

    if (!study->compare_stated)
        return add_usual(report);
    for (size_t i = 0; status == PLUME_OK && i < study->compare_count; i++)
        status = plume_comparison_add_model(report->comparison, study->compare[i],
                                            report->error);
    return status;
}

static void forget(plume_report *report)
{
    plume_comparison_free(report->comparison);
    report->comparison = NULL;
}

/* Logs without any energy are no failure of a report: it has then no comparison. Nor has
 * one that is compared with nothing. */
plume_status plume_report_compare(plume_report *report)
{
    plume_status status =
        plume_comparison_new(&report->comparison, report->data.factors, report->error);

    if (status == PLUME_OK)
        status = plume_comparison_add_ledger(report->comparison,
                                             plume_word(report->words, "own", "name"),
                                             report->ledger, report->error);
    if (status == PLUME_ERR_MISSING ||
        (status == PLUME_OK &&
         !(plume_comparison_at(report->comparison, 0)->patterson_kg > 0.0))) {
        forget(report);
        return PLUME_OK;
    }
    if (status == PLUME_OK)
        status = add_models(report);
    if (status == PLUME_OK && plume_comparison_count(report->comparison) == 1)
        forget(report);
    report->data.comparison = report->comparison;
    return status;
}

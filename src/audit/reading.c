/* What parts of the ratio mean, and what the use of the result adds. */
#include "audit/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Product of the causes up to the end of group; all of them when it is "". */
static double ratio_up_to(const plume_audit *audit, const char *group)
{
    const plume_audit_table *table = &audit->view[PLUME_AUDIT_CAUSES];
    double ratio = 1.0;
    bool met = false;

    if (group[0] == '\0')
        return audit->ratio;
    for (size_t k = 0; k < table->factors; k++) {
        bool is_group = strcmp(table->shown[k].group, group) == 0;

        if (met && !is_group)
            break;
        met = met || is_group;
        ratio *= table->shown[k].ratio;
    }
    return met ? ratio : NAN;
}

/* Re-readings are of papers about papers and hold the printed words with their place,
 * so that who doubts one can look it up. */
static plume_status add_reading(plume_audit *audit, const plume_split *split,
                                plume_error *error)
{
    plume_audit_reading *all =
        realloc(audit->reading, (audit->reading_count + 1) * sizeof *audit->reading);

    if (all == NULL)
        return plume_fail_memory(error);
    audit->reading = all;
    all[audit->reading_count++] = (plume_audit_reading){
        .name = split->name,
        .detail = split->detail,
        .printed = split->printed,
        .source = plume_findings_text(&audit->findings, "%s, %s",
                                      plume_claim_paper(audit->pool, split->paper),
                                      split->place),
        .ratio = ratio_up_to(audit, split->group),
    };
    return PLUME_OK;
}

/* --- amortisation --- */

static const char *kilograms(plume_audit *audit, double kg)
{
    return plume_audit_quantity(audit->pool, PLUME_DIMENSION_MASS, kg, 4);
}

static void add_training(plume_audit *audit, const char *model)
{
    plume_published published;
    double kg;

    if (plume_factors_model(audit->factors, model, &published, NULL) != PLUME_OK)
        return;
    kg = published.gross_kg;
    if (!(kg > 0.0))
        return;
    audit->amortisation = plume_findings_text(
        &audit->findings,
        "%s One training of its result (%s) is %s, so the search equals %s of them; the "
        "claim taken for one training is %s times too high.",
        audit->amortisation, published.id, kilograms(audit, kg),
        plume_audit_number(audit->pool, audit->total[1] / kg, 3),
        plume_audit_number(audit->pool, audit->total[0] / kg, 3));
}

/* Spreading over re-uses makes any figure small, so the undivided one always comes
 * first and the sentence says what the other is not. */
static void amortise(plume_audit *audit)
{
    double kg = audit->total[1];

    if (audit->top != LEVEL_CARBON || !(kg > 0.0))
        return;
    audit->amortisation = plume_findings_text(&audit->findings, "Performed once: %s.",
                                              kilograms(audit, kg));
    if (audit->reuses >= 1.0)
        audit->amortisation = plume_findings_text(
            &audit->findings,
            "%s Spread over %s re-uses: %s each, which is not the footprint of the work.",
            audit->amortisation, plume_audit_number(audit->pool, audit->reuses, 1),
            kilograms(audit, kg / audit->reuses));
    else
        audit->amortisation = plume_findings_text(
            &audit->findings,
            "%s Spread over N re-uses it is 1/N of that each (--reuses N), which is not "
            "the footprint of the work.",
            audit->amortisation);
}

/* Claims that nobody has re-read end here without a word: the table of splits holds
 * the published disputes only. */
plume_status plume_audit_read(plume_audit *audit, plume_error *error)
{
    const char *training = NULL;
    bool found = true, is_search = audit->reuses >= 1.0;
    plume_status status = PLUME_OK;

    for (size_t i = 0; found && status == PLUME_OK; i++) {
        plume_split split;

        status = plume_factors_split_at(audit->factors, audit->claim[0]->id,
                                        audit->claim[1]->id, i, &split, &found, error);
        if (status != PLUME_OK || !found)
            break;
        is_search = true;
        if (strcmp(split.kind, "reading") == 0)
            status = add_reading(audit, &split, error);
        else if (strcmp(split.kind, "training") == 0)
            training = split.detail;
    }
    if (status == PLUME_OK && is_search)
        amortise(audit);
    if (status == PLUME_OK && training != NULL && audit->top == LEVEL_CARBON)
        add_training(audit, training);
    return status;
}

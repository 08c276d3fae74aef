/* What no figure can be, whatever stands beside it: R2 below nothing, R4 a PUE below 1,
 * R11 an intensity in place of emissions. F1: front matter that is no YAML. */
#include "audit/lint/internal.h"

#include <math.h>

#include "audit/claim/printed_figure.h"

static const char *cell_of(plume_lint *lint, const plume_claim_run *run,
                           plume_quantity quantity)
{
    const plume_quantity one[] = { quantity };

    return plume_lint_cells(lint, run, one, 1);
}

/* Nothing follows from what cannot be; what was printed is kept to be written again. */
static void take_out(plume_claim_figure *figure)
{
    const char *printed = figure->printed;
    double per_unit = figure->per_unit;

    *figure = plume_claim_exact(NAN);
    figure->printed = printed;
    figure->per_unit = per_unit;
}

/* What is below nothing is told, and taken out: nothing follows from it. */
static void check_negative(plume_lint *lint, plume_claim_run *run)
{
    for (int i = 0; i < CLAIM_QUANTITIES; i++) {
        plume_claim_figure *figure = &run->figure[i];
        const char *word = plume_quantity_word((plume_quantity)i);

        if (!(figure->value < 0.0))
            continue;
        if (i != CLAIM_NET_EMISSIONS && i != CLAIM_OFFSETS)
            plume_lint_tell(
                lint, run,
                &(plume_lint_report){
                    .code = "R2",
                    .severity = PLUME_FINDING_CONTRADICTION,
                    .message = plume_findings_text(&lint->findings, "%s is negative: %s",
                                                   word, figure->printed),
                    .cells = cell_of(lint, run, (plume_quantity)i),
                    .arithmetic =
                        plume_findings_text(&lint->findings, "%s < 0", figure->printed),
                    .sentence = plume_findings_text(
                        &lint->findings,
                        "'%s' states %s of %s; nothing that is used or emitted is "
                        "negative.",
                        plume_lint_row(lint, run), word, figure->printed),
                });
        take_out(figure);
    }
}

static void check_pue(plume_lint *lint, plume_claim_run *run)
{
    plume_claim_figure *pue = &run->figure[CLAIM_PUE];

    if (!(pue->high < 1.0) || !(pue->value > 0.0))
        return;
    plume_lint_tell(
        lint, run,
        &(plume_lint_report){
            .code = "R4",
            .severity = PLUME_FINDING_CONTRADICTION,
            .message = plume_findings_text(&lint->findings, "a PUE of %s is below 1",
                                           pue->printed),
            .cells = cell_of(lint, run, CLAIM_PUE),
            .arithmetic = plume_findings_text(
                &lint->findings, "all energy / energy of the computers = %s < 1",
                pue->printed),
            .sentence = plume_findings_text(
                &lint->findings,
                "The PUE of '%s' is %s; a building cannot use less than "
                "what runs in it, so PUE is at least 1.",
                plume_lint_row(lint, run), pue->printed),
        });
    take_out(pue);
}

static void check_misplaced(plume_lint *lint, const plume_claim_run *run)
{
    if (run->misplaced == NULL)
        return;
    plume_lint_tell(
        lint, run,
        &(plume_lint_report){
            .code = "R11",
            .severity = PLUME_FINDING_CONTRADICTION,
            .message = plume_findings_text(&lint->findings,
                                           "an intensity of a grid, %s, is called "
                                           "emissions",
                                           run->misplaced),
            .cells = plume_findings_text(&lint->findings, "emissions %s", run->misplaced),
            .arithmetic = "mass per energy is no mass",
            .sentence = plume_findings_text(
                &lint->findings,
                "'%s' gives %s as emissions: that is the carbon intensity of a grid; "
                "please state the mass (energy x intensity).",
                plume_lint_row(lint, run), run->misplaced),
        });
}

static void check_front(plume_lint *lint)
{
    plume_finding finding = { .code = "F1", .severity = PLUME_FINDING_WARNING };

    if (lint->claim->damage == NULL)
        return;
    finding.line = lint->claim->damage_line;
    finding.message = plume_findings_text(
        &lint->findings, "the front matter is no YAML and was left out: %s",
        lint->claim->damage);
    finding.sentence = "Please mend the front matter: what it states of emissions is "
                       "read by no tool.";
    plume_findings_add(&lint->findings, &finding);
}

void plume_lint_bounds(plume_lint *lint)
{
    check_front(lint);
    for (size_t i = 0; i < lint->claim->run_count; i++) {
        check_negative(lint, &lint->claim->run[i]);
        check_pue(lint, &lint->claim->run[i]);
        check_misplaced(lint, &lint->claim->run[i]);
    }
}

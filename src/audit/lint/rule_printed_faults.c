/* R21: figures that are quoted from a published table which contradicts itself. */
#include "audit/lint/internal.h"

#include <math.h>
#include <string.h>

/* A figure of the row is the one that is printed there, and no other row of the training
 * has it: energy, emissions or device-hours. */
static bool quotes(const plume_claim_run *run, const plume_published *model)
{
    double counted = isnan(model->device_count) ? 1.0 : model->device_count;
    const struct {
        plume_quantity quantity;
        double value;
    } printed[] = {
        { CLAIM_EMISSIONS, model->gross_kg },
        { CLAIM_BARE_EMISSIONS, model->gross_kg },
        { CLAIM_ENERGY, model->facility_kwh },
        { CLAIM_FACILITY_ENERGY, model->facility_kwh },
        { CLAIM_ENERGY, model->it_kwh },
        { CLAIM_DEVICE_HOURS, model->hours * counted },
    };
    size_t equal = 0, stated = 0;

    for (size_t i = 0; i < sizeof printed / sizeof printed[0]; i++) {
        const plume_claim_figure *figure = &run->figure[printed[i].quantity];

        if (isnan(figure->value) || isnan(printed[i].value))
            continue;
        stated++;
        equal +=
            figure->digits >= 2 && fabs(figure->value / printed[i].value - 1.0) < 5e-4;
    }
    return equal > 0 && equal == stated;
}

static void tell(plume_lint *lint, const plume_claim_run *run,
                 const plume_printed_fault *fault)
{
    const char *paper = plume_claim_paper(lint->pool, fault->paper);

    plume_lint_tell(
        lint, run,
        &(plume_lint_report){
            .code = "R21",
            .severity = PLUME_FINDING_INFO,
            .message = plume_findings_text(
                &lint->findings, "the published table contradicts itself: %s (%s, %s)",
                fault->cells, paper, fault->table),
            .arithmetic =
                plume_findings_text(&lint->findings,
                                    "%s is printed, %s "
                                    "would agree: %s",
                                    fault->printed, fault->right, fault->reason),
            .sentence = plume_findings_text(
                &lint->findings,
                "%s, %s prints %s (%s); %s would agree: %s. Please quote it with that.",
                paper, fault->table, fault->printed, fault->cells, fault->right,
                fault->reason),
        });
}

/* A fault of the row alone, or of the total that these rows add up to. */
static bool is_there(const plume_lint *lint, const plume_claim_run *run,
                     const plume_printed_fault *fault)
{
    return fault->code[0] == '\0' || plume_lint_found(lint, run, fault->code);
}

static void check(plume_lint *lint, const plume_claim_run *run,
                  const plume_published *model)
{
    plume_printed_fault fault;
    bool found = true;

    for (size_t i = 0; found; i++) {
        if (plume_factors_printed_fault_at(lint->factors, model->id, i, &fault, &found,
                                           NULL) != PLUME_OK ||
            !found)
            return;
        if (is_there(lint, run, &fault))
            tell(lint, run, &fault);
    }
}

/* Rows by the training that they name, totals by their figures. */
static bool is_of(plume_lint *lint, const plume_claim_run *run, bool total,
                  const plume_published *model)
{
    plume_published named;

    return quotes(run, model) && (total || (plume_lint_model(&named, lint, run) &&
                                            strcmp(named.model, model->model) == 0));
}

void plume_lint_printed_faults(plume_lint *lint)
{
    const plume_claim *claim = lint->claim;
    plume_published model;
    bool found = true;

    for (size_t i = 0; found; i++) {
        if (plume_factors_model_at(lint->factors, i, &model, &found, NULL) != PLUME_OK ||
            !found)
            return;
        for (size_t k = 0; k < claim->run_count; k++)
            if (is_of(lint, &claim->run[k], false, &model))
                check(lint, &claim->run[k], &model);
        for (size_t k = 0; k < claim->total_count; k++)
            if (is_of(lint, &claim->total[k].run, true, &model))
                check(lint, &claim->total[k].run, &model);
    }
}

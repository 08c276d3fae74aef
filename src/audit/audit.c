/* Two figures of the same work held against each other. */
#include "audit/internal.h"

#include <math.h>
#include <stdlib.h>

#include "audit/claim/claim_file.h"

plume_status plume_audit_new(plume_audit **out, plume_factors *factors,
                             plume_error *error)
{
    plume_audit *audit = calloc(1, sizeof *audit);

    *out = NULL;
    if (audit == NULL)
        return plume_fail_memory(error);
    audit->factors = factors;
    audit->reuses = audit->ratio = NAN;
    audit->amortisation = "";
    audit->pool = audit->findings.pool = plume_pool_new();
    if (audit->pool == NULL) {
        plume_audit_free(audit);
        return plume_fail_memory(error);
    }
    *out = audit;
    return PLUME_OK;
}

void plume_audit_free(plume_audit *audit)
{
    if (audit == NULL)
        return;
    for (int side = 0; side < 2; side++) {
        plume_claim_free(audit->claim[side]);
        free(audit->resolved[side]);
        free(audit->absent[side]);
    }
    for (int view = 0; view < PLUME_AUDIT_VIEWS; view++) {
        free(audit->view[view].from);
        free(audit->view[view].to);
    }
    free(audit->run_name);
    free(audit->reading);
    free(audit->rederived);
    plume_findings_dispose(&audit->findings);
    plume_pool_free(audit->pool);
    free(audit);
}

/* --- the two sides --- */

static void set(plume_audit *audit, int side, plume_claim *claim)
{
    plume_claim_free(audit->claim[side]);
    audit->claim[side] = claim;
}

plume_status plume_audit_set_model(plume_audit *audit, int side, const char *name,
                                   plume_error *error)
{
    plume_published model;
    plume_claim *claim;
    plume_status status = plume_factors_model(audit->factors, name, &model, error);

    if (status == PLUME_OK)
        status = plume_claim_of_model(&claim, &model, error);
    if (status == PLUME_OK)
        set(audit, side, claim);
    return status;
}

plume_status plume_audit_set_file(plume_audit *audit, int side, const char *path,
                                  plume_error *error)
{
    plume_claim *claim;
    plume_status status = plume_claim_load(&claim, path, error);

    if (status == PLUME_OK)
        set(audit, side, claim);
    return status;
}

plume_status plume_audit_set_ledger(plume_audit *audit, int side, const char *name,
                                    const plume_ledger *ledger, plume_error *error)
{
    plume_claim *claim;
    plume_status status = plume_claim_of_ledger(&claim, name, ledger, error);

    if (status == PLUME_OK)
        set(audit, side, claim);
    return status;
}

void plume_audit_set_reuses(plume_audit *audit, double reuses)
{
    audit->reuses = reuses;
}

/* --- running --- */

/* In this order: what compares with what, the four factors, the causes, other
 * readings, products, and what follows of them. */
plume_status plume_audit_run(plume_audit *audit, plume_error *error)
{
    plume_status status;

    if (audit->claim[0] == NULL || audit->claim[1] == NULL)
        return plume_fail(error, PLUME_ERR_MISSING, "an audit needs two sides");
    status = plume_audit_match(audit, error);
    if (status == PLUME_OK)
        status = plume_audit_identity(audit, error);
    if (status == PLUME_OK)
        status = plume_audit_causes(audit, error);
    if (status == PLUME_OK)
        status = plume_audit_read(audit, error);
    if (status == PLUME_OK)
        status = plume_audit_rederive(audit, error);
    if (status != PLUME_OK)
        return status;
    plume_audit_find(audit);
    return audit->findings.failed ? plume_fail_memory(error) : PLUME_OK;
}

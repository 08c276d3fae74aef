/* Two figures of the same work held against each other. */
#include "audit/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

/* --- texts --- */

static const char *keep(plume_pool *pool, plume_text *text)
{
    const char *kept =
        text->status == PLUME_OK ? plume_pool_copy(pool, text->data) : NULL;

    plume_text_dispose(text);
    return kept != NULL ? kept : "";
}

const char *plume_audit_number(plume_pool *pool, double value, int digits)
{
    plume_text text;

    plume_text_init(&text);
    if (fabs(value) >= pow(10.0, digits))
        plume_number_fixed(&text, value, 0);
    else
        plume_number_significant(&text, value, digits);
    return keep(pool, &text);
}

const char *plume_audit_quantity(plume_pool *pool, plume_dimension dimension,
                                 double value, int digits)
{
    plume_text text;

    plume_text_init(&text);
    plume_quantity_print(&text, dimension, value, digits);
    return keep(pool, &text);
}

/* --- running --- */

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

/* --- what it found --- */

const plume_audit_side *plume_audit_side_at(const plume_audit *audit, int side)
{
    return side == 0 || side == 1 ? &audit->side[side] : NULL;
}

const char *plume_audit_unit(const plume_audit *audit)
{
    return audit->top == LEVEL_CARBON         ? "kg"
           : audit->top == LEVEL_DEVICE_HOURS ? "h"
                                              : "kWh";
}

double plume_audit_ratio(const plume_audit *audit)
{
    return audit->ratio;
}

size_t plume_audit_count(const plume_audit *audit, plume_audit_view view)
{
    return audit->view[view].factors;
}

const plume_audit_factor *plume_audit_at(const plume_audit *audit, plume_audit_view view,
                                         size_t i)
{
    return i < audit->view[view].factors ? &audit->view[view].shown[i] : NULL;
}

size_t plume_audit_reading_count(const plume_audit *audit)
{
    return audit->reading_count;
}

const plume_audit_reading *plume_audit_reading_at(const plume_audit *audit, size_t i)
{
    return i < audit->reading_count ? &audit->reading[i] : NULL;
}

size_t plume_audit_rederived_count(const plume_audit *audit)
{
    return audit->rederived_count;
}

const plume_rederived *plume_audit_rederived_at(const plume_audit *audit, size_t i)
{
    return i < audit->rederived_count ? &audit->rederived[i] : NULL;
}

const char *plume_audit_amortisation(const plume_audit *audit)
{
    return audit->amortisation;
}

size_t plume_audit_finding_count(const plume_audit *audit)
{
    return audit->findings.count;
}

const plume_finding *plume_audit_finding_at(const plume_audit *audit, size_t i)
{
    return i < audit->findings.count ? &audit->findings.finding[i] : NULL;
}

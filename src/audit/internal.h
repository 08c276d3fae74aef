/* audit/internal.h -- an audit's parts, shared by the files that make them. */
#ifndef PLUME_AUDIT_INTERNAL_H
#define PLUME_AUDIT_INTERNAL_H

#include "audit/claim/claim.h"
#include "audit/claim/resolve.h"
#include "core/pool.h"
#include <plume/audit.h>
#include <plume/text.h>

enum { AUDIT_FACTORS_MAX = 10, AUDIT_RUNS_MAX = 10000 };

/* Levels of the product, each the last times one factor. */
enum { LEVEL_ONE, LEVEL_DEVICE_HOURS, LEVEL_IT, LEVEL_FACILITY, LEVEL_CARBON, LEVELS };

/* Findings, each copied into the pool; building sticks. */
typedef struct plume_findings {
    plume_pool *pool; /* borrowed */
    plume_finding *finding;
    size_t count;
    bool failed;
} plume_findings;
void plume_findings_dispose(plume_findings *findings);
/* Copies all texts; NULL ones become "". */
void plume_findings_add(plume_findings *findings, const plume_finding *finding);
const char *plume_findings_text(plume_findings *findings, const char *format, ...)
    PLUME_PRINTF(2, 3);
void plume_finding_to_value(const plume_finding *finding, plume_value *map);

/* Factors as rows of a decomposition: from is the actual side, to the claim. */
typedef struct plume_audit_table {
    size_t runs, factors;
    double *from, *to;
    plume_audit_factor shown[AUDIT_FACTORS_MAX];
} plume_audit_table;

struct plume_audit {
    plume_factors *factors;
    plume_pool *pool;
    plume_claim *claim[2];
    plume_resolved *resolved[2]; /* of each matched run; NAN throughout: absent */
    bool *absent[2];
    const char **run_name;
    size_t run_count;
    plume_audit_side side[2];
    bool level[LEVELS];
    int top;
    double total[2], ratio, reuses;
    plume_audit_table view[PLUME_AUDIT_VIEWS];
    plume_audit_reading *reading;
    size_t reading_count;
    plume_rederived *rederived;
    size_t rederived_count;
    const char *amortisation;
    plume_findings findings;
};

plume_status plume_audit_match(plume_audit *audit, plume_error *error);
plume_status plume_audit_identity(plume_audit *audit, plume_error *error);
plume_status plume_audit_causes(plume_audit *audit, plume_error *error);
plume_status plume_audit_decompose(plume_audit *audit, plume_audit_view view,
                                   plume_error *error);
plume_status plume_audit_rederive(plume_audit *audit, plume_error *error);
plume_status plume_audit_read(plume_audit *audit, plume_error *error);
void plume_audit_find(plume_audit *audit);

/* Room for the runs and factors of a view. */
plume_status plume_audit_table_take(plume_audit *audit, plume_audit_view view,
                                    size_t runs, size_t factors, plume_error *error);

/* A number of that many significant figures, kept; "n/a" when unknown. */
const char *plume_audit_number(plume_pool *pool, double value, int digits);
const char *plume_audit_quantity(plume_pool *pool, plume_dimension dimension,
                                 double value, int digits);

#endif

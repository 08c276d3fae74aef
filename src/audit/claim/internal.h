/* audit/claim/internal.h -- what the files of a claim share: columns, cells, units,
 * totals. */
#ifndef PLUME_AUDIT_CLAIM_INTERNAL_H
#define PLUME_AUDIT_CLAIM_INTERNAL_H

#include "audit/claim/claim.h"
#include "audit/claim/table_layout.h"

/* What a column head or the key of a line is about. */
typedef struct plume_claim_column {
    enum { COLUMN_NOTHING, COLUMN_FIGURE, COLUMN_WORD } kind;
    int index;       /* plume_quantity or plume_claim_word */
    double per_unit; /* of cells without a unit */
    bool part;       /* one of several that add up: the power of processors */
    bool rated;      /* a limit, not an average draw */
    bool per_node;   /* to be multiplied by the nodes */
    /* Of energies and emissions: what they may add up to (CLAIM_QUANTITIES: nothing),
     * whether the head says that it is the total, whether it is of use only as a part,
     * and whether it is one here. */
    int adds_to;
    bool total, only_part, addend;
} plume_claim_column;
plume_claim_column plume_claim_column_read(const char *head);
/* One cell into run; what is no figure there is passed over. where: its place in words.
 */
typedef struct plume_claim_cell {
    const char *text, *where;
    uint64_t line;
} plume_claim_cell;
plume_status plume_claim_take_cell(plume_claim *claim, plume_claim_run *run,
                                   const plume_claim_column *column,
                                   const plume_claim_cell *cell, plume_error *error);
/* Rows named "total" and the like leave the runs for the totals, the last of all rows
 * also for the whole; rows named "mean" and the like leave. */
plume_status plume_claim_part_total(plume_claim *claim, plume_error *error);

/* The figures and words of one YAML map into run; keys that it does not know go to other,
 * which may be NULL: then they are errors. */
typedef plume_status (*plume_claim_other)(plume_claim *claim, const char *key,
                                          const plume_value *value, plume_error *error);
plume_status plume_claim_take_map(plume_claim *claim, plume_claim_run *run,
                                  const plume_value *map, plume_claim_other other,
                                  plume_error *error);

/* A unit as people write it ("tCO2eq", "GPU hours", "gCO2/kWh", "MWh"). False when it is
 * none. is_litre: water, for which there is no dimension. */
typedef struct plume_claim_unit {
    plume_dimension dimension;
    bool is_litre;
    double per_unit; /* in the library's own unit */
} plume_claim_unit;
bool plume_claim_unit_read(plume_claim_unit *out, const char *text, size_t length);

/* Each row below the heads as a run. The heads are added to the prose of the claim. */
plume_status plume_claim_take_cells(plume_claim *claim, const plume_cells *grid,
                                    plume_error *error);

#endif

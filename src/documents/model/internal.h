/* documents/model/internal.h -- the parts of the report tree, each filled by a file of
 * its own. */
#ifndef PLUME_DOCUMENTS_MODEL_INTERNAL_H
#define PLUME_DOCUMENTS_MODEL_INTERNAL_H

#include "documents/model/model.h"

/* What several parts ask for. */
typedef struct plume_tree_context {
    const plume_report_data *data;
    plume_value *root, *tables;
    size_t gross, net, site,
        strubell;         /* estimates of the ledger; SIZE_MAX where none applied */
    plume_status *failed; /* set by a part that could not be made, with error */
    plume_error *error;
} plume_tree_context;

#define PART(name) void plume_tree_##name(const plume_tree_context *context);
#include "documents/model/parts.def"
#undef PART

/* Names of what sections, tables and figures there may be; then, behind all parts, which
 * there are and their numbers. PLUME_ERR_UNKNOWN for a section that stands on nothing of
 * the tree. */
void plume_tree_start_sections(const plume_tree_context *context);
plume_status plume_tree_number_sections(const plume_tree_context *context);

/* sources: all that a sentence may cite by name; references: none yet. */
void plume_tree_start_references(const plume_tree_context *context);

/* --- shared --- */

/* A total that rests on no run at all is unknown. */
double plume_tree_known(double total, uint64_t runs);

/* Unknown unless some run tells both its duration and its devices. */
double plume_tree_device_hours(const plume_totals *totals);

/* Adds what the tree asks of totals. */
void plume_tree_add(plume_totals *sum, const plume_totals *more);

/* Of a role, or of all (PLUME_ROLE_COUNT), the runs that were cut short: they failed,
 * were pruned, ran out of time, were preempted or cancelled; or else all others. */
plume_totals plume_tree_part(const plume_ledger *ledger, plume_role role, bool cut_short);

/* Sets parent[key] to { text, key, number } of a source: an id of the factor set, a key
 * of references.yaml, or a few words, which then have no key; null for "". */
void plume_tree_source(const plume_tree_context *context, plume_value *parent,
                       const char *key, const char *source);
/* The same for a key of references.yaml alone. */
void plume_tree_citation(const plume_tree_context *context, plume_value *parent,
                         const char *key, const char *citation);

#define PLUME_INTENSITY_UNIT "kg" PLUME_NO_BREAK_SPACE "CO2e/kWh"

/* The PUE and the intensity that are shown, and then their table. */
void plume_tree_factors(const plume_tree_context *context);
void plume_tree_factor_table(const plume_tree_context *context);
/* Adds to a shown factor where it came from; given is NULL when the runs did not share
 * one. */
void plume_tree_origin(const plume_tree_context *context, plume_value *map,
                       const plume_given_value *given, bool is_default);

/* A place by the name of its grid: "Germany", "Taiwan (gcp:asia-east1)"; as the logs name
 * it when the factors do not know it. */
void plume_tree_place(const plume_tree_context *context, plume_text *out,
                      const char *code);

/* Sets the digits of a number that counts sections, tables or figures. */
void plume_tree_set_number(plume_value *map, const char *key, size_t number);

/* Sets text without its controls and line ends. */
void plume_tree_line(plume_value *map, const char *key, const char *text);

/* What stands behind item i of n in a sentence: ", ", " and " or "". */
const char *plume_tree_separator(const plume_tree_context *context, size_t i, size_t n);

#endif

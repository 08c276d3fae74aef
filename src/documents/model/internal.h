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
        strubell; /* estimates of the ledger; SIZE_MAX where none applied */
    plume_error *error;
} plume_tree_context;

/* runs, time, device, place, study: what was run, on what, where and when. */
void plume_tree_work(const plume_tree_context *context);
/* energy, evidence, pue, grid, carbon, logged: the figures and where factors came from.
 */
void plume_tree_energy(const plume_tree_context *context);
void plume_tree_carbon(const plume_tree_context *context);
/* mix, marginal, offsets, reference: contracts, and what enters no total. */
void plume_tree_market(const plume_tree_context *context);
/* hourly: intensities by the hour. */
void plume_tree_hourly(const plume_tree_context *context);
/* search: what finding the models cost. */
void plume_tree_search(const plume_tree_context *context);
/* uncertainty: the interval of the location-based figure, and its budget. */
plume_status plume_tree_uncertainty(const plume_tree_context *context);
/* lifecycle: embodied carbon, idle energy, water; exclusions. inference. */
void plume_tree_lifecycle(const plume_tree_context *context);
void plume_tree_inference(const plume_tree_context *context);
/* methods: Strubell and Patterson on these runs. */
void plume_tree_methods(const plume_tree_context *context);
/* further: the methods that were asked for beside those two. */
void plume_tree_further(const plume_tree_context *context);
/* comparison: published models. */
void plume_tree_comparison(const plume_tree_context *context);
/* inputs, records, notes: what was read and what must be told of it. */
void plume_tree_quality(const plume_tree_context *context);
void plume_tree_notes(const plume_tree_context *context);
/* headline: five cells. summary: padded words for the terminal. */
void plume_tree_headline(const plume_tree_context *context);
void plume_tree_summary(const plume_tree_context *context);
/* tables: inventory, chain, sites, factors. */
void plume_tree_inventory(const plume_tree_context *context);
void plume_tree_chain(const plume_tree_context *context);
void plume_tree_sites(const plume_tree_context *context);

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
 * of references.bib, or a few words, which then have no key; null for "". */
void plume_tree_source(const plume_tree_context *context, plume_value *parent,
                       const char *key, const char *source);
/* The same for a key of references.bib alone. */
void plume_tree_citation(const plume_tree_context *context, plume_value *parent,
                         const char *key, const char *citation);

/* A place by the name of its grid: "Germany", "Taiwan (gcp:asia-east1)"; as the logs name
 * it when the factors do not know it. */
void plume_tree_place(const plume_tree_context *context, plume_text *out,
                      const char *code);

/* Sets text without its controls and line ends. */
void plume_tree_line(plume_value *map, const char *key, const char *text);

/* What stands behind item i of n in a sentence: ", ", " and " or "". */
const char *plume_tree_separator(const plume_tree_context *context, size_t i, size_t n);

#endif

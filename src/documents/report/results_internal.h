/* documents/report/results_internal.h -- the parts of results.json that have a file of
 * their own.
 */
#ifndef PLUME_DOCUMENTS_REPORT_RESULTS_INTERNAL_H
#define PLUME_DOCUMENTS_REPORT_RESULTS_INTERNAL_H

#include "documents/model/model.h"

/* search: overhead, waste, repetition, uses. */
void plume_results_search(plume_value *root, const plume_report_data *data);
/* market_mix, reference, marginal, offsets. */
void plume_results_market(plume_value *root, const plume_report_data *data);
/* hourly: null without a series. */
void plume_results_hourly(plume_value *root, const plume_report_data *data);
/* context: what the authors say of their work, and everyday amounts. */
plume_status plume_results_context(plume_value *root, const plume_report_data *data,
                                   plume_error *error);
/* lifecycle: embodied, idle, water, inference; a part that was not asked for is null. */
void plume_results_lifecycle(plume_value *root, const plume_report_data *data);

#endif

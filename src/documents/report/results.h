/* documents/report/results.h -- results.json, the report as data. */
#ifndef PLUME_DOCUMENTS_REPORT_RESULTS_H
#define PLUME_DOCUMENTS_REPORT_RESULTS_H

#include "documents/model/model.h"
#include <plume/status.h>

/* results.json: "plume.report/1". The caller owns *out. */
plume_status plume_results_build(plume_value **out, const plume_report_data *data,
                                 plume_error *error);

#endif

/* What speaks English in every report: the forms of venues and programs, the terminal. */
#include "documents/report/internal.h"

plume_value *plume_report_english(const plume_report *report)
{
    return report->english == NULL ? report->tree : report->english_tree;
}

plume_status plume_report_build_english(plume_report *report)
{
    plume_report_data data = report->data;

    if (report->english == NULL)
        return PLUME_OK;
    data.words = report->english;
    data.language = NULL;
    return plume_tree_build(&report->english_tree, &data, report->error);
}

/* Why a path that was named gives no run. */
#include "intake/internal.h"

/* Whether any file of this path is a log that gives a run, or stands for one that does.
 */
bool plume_intake_gives_runs(const plume_intake *intake, size_t named)
{
    for (size_t i = 0; i < intake->met_count; i++) {
        const plume_found_file *met = intake->met[i];

        if (met->named != named)
            continue;
        if (met->shown.verdict == PLUME_INPUT_REPEATED ||
            met->shown.verdict == PLUME_INPUT_COMPANION ||
            met->shown.records.read > met->shown.records.rejected)
            return true;
    }
    return intake->named[named].refused;
}

void plume_intake_why_none(const plume_intake *intake, size_t named, plume_error *error)
{
    const plume_given_path *given = &intake->named[named];
    const plume_found_file *only = NULL;

    for (size_t i = 0; i < intake->met_count; i++)
        if (intake->met[i]->named == named)
            only = intake->met[i];
    if (given->rejected[0] != '\0') {
        plume_fail_at(error, PLUME_ERR_VALUE, given->path, 0, 0,
                      "every record was rejected");
        plume_hint(error, "the first: %s", given->rejected);
    } else if (only == NULL || only->walked) {
        plume_fail_at(error, PLUME_ERR_MISSING, given->path, 0, 0,
                      "there is no log with a run in this folder");
        plume_hint(error, "plume runs --why shows what was taken for what");
    } else if (only->reader == NULL) {
        plume_fail_at(error, PLUME_ERR_UNKNOWN, given->path, 0, 0, "this is no log: %s",
                      only->shown.reason);
        plume_hint(error, "plume runs --readers lists the formats that are known");
    } else {
        plume_fail_at(error, PLUME_ERR_MISSING, given->path, 0, 0,
                      "there is no run in this log");
    }
}

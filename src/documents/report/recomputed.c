/* A report computed anew from its inputs, beside the one that is there. */
#include <plume/report.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/output/owned.h"
#include "documents/report/internal.h"
#include <plume/verify.h>

static plume_status make_folder(plume_text *out, plume_error *error)
{
    const char *below = getenv("TMPDIR");

    plume_text_printf(out, "%s/plume-verify-XXXXXX",
                      below != NULL && below[0] != '\0' ? below : "/tmp");
    if (plume_text_status(out, error) != PLUME_OK)
        return out->status;
    if (mkdtemp(out->data) == NULL)
        return plume_fail_at(error, PLUME_ERR_IO, out->data, 0, 0, "cannot be made: %s",
                             strerror(errno));
    return PLUME_OK;
}

/* What was written for the comparison alone. */
static plume_status remove_folder(const char *folder, const char *report,
                                  plume_error *error)
{
    plume_value *files = NULL;
    plume_status status =
        access(report, F_OK) != 0
            ? PLUME_OK
            : plume_owned_open(&files, &plume_report_owner, report, report, error);

    if (status == PLUME_OK && files != NULL &&
        !plume_owned_remove(report, files, plume_report_owner.marker))
        status = plume_fail_at(error, PLUME_ERR_IO, report, 0, 0, "cannot be removed: %s",
                               strerror(errno));
    plume_value_free(files);
    if (status == PLUME_OK && rmdir(folder) != 0)
        status = plume_fail_at(error, PLUME_ERR_IO, folder, 0, 0, "cannot be removed: %s",
                               strerror(errno));
    return status;
}

static plume_status write_and_compare(const plume_report_work *work,
                                      plume_value *differences, const char *report,
                                      const char *path)
{
    plume_report_options options = *work->options;
    plume_text summary;
    plume_status status;

    options.directory = report;
    options.force = false;
    plume_text_init(&summary);
    status = plume_report_write(work->intake, work->study, work->factors, work->notes,
                                &options, &summary, work->error);
    plume_text_dispose(&summary);
    return status == PLUME_OK ? plume_verify_same(differences, path, report, work->error)
                              : status;
}

plume_status plume_report_recompute(plume_value *differences, const char *path,
                                    const plume_report_work *work)
{
    plume_text folder, report;
    plume_status status, removed = PLUME_OK;

    plume_text_init(&folder);
    plume_text_init(&report);
    status = make_folder(&folder, work->error);
    if (status == PLUME_OK) {
        plume_text_printf(&report, "%s/report", folder.data);
        status = plume_text_status(&report, work->error);
        if (status == PLUME_OK)
            status = write_and_compare(work, differences, report.data, path);
        removed = remove_folder(folder.data, report.data,
                                status == PLUME_OK ? work->error : NULL);
    }
    plume_text_dispose(&report);
    plume_text_dispose(&folder);
    return status != PLUME_OK ? status : removed;
}

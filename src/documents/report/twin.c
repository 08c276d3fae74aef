/* results.json, the twin for machines, sealed by the digest of all that it tells; and the
 * code of that digest for the pages. */
#include <string.h>

#include "documents/report/internal.h"
#include "documents/report/results.h"
#include "verification/digest.h"

/* Two files have none: the twin itself, and the pages, which carry it. */
static bool has_digest(const char *name)
{
    return strcmp(name, "results.json") != 0 && strcmp(name, "appendix.pdf") != 0;
}

static plume_status digest_files(plume_report *report)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; status == PLUME_OK && i < report->file_count; i++) {
        const char *path;

        if (!has_digest(report->file[i]))
            continue;
        path = plume_folder_path(report->folder, report->file[i]);
        status = path == NULL
                     ? plume_fail_memory(report->error)
                     : plume_digest_file(report->file_sha256[i], path, report->error);
    }
    return status;
}

static plume_status seal(plume_report *report, const plume_value *results)
{
    char digest[PLUME_DIGEST_BYTES], code[PLUME_CODE_BYTES];
    plume_text text;
    plume_status status;

    plume_text_init(&text);
    plume_json_print(&text, results, false);
    status = plume_digest_seal(&text, digest, report->error);
    if (status == PLUME_OK)
        status = plume_report_file(report, "results.json", &text);
    plume_text_dispose(&text);
    if (status != PLUME_OK)
        return status;
    plume_digest_code(code, digest);
    plume_value_set_string(report->tree, "code", code);
    return plume_value_status(report->tree, report->error);
}

plume_status plume_report_twin(plume_report *report)
{
    plume_value *results = NULL;
    plume_status status = digest_files(report);

    report->data.file = report->file;
    report->data.file_count = report->file_count;
    report->data.file_sha256 = report->file_sha256;
    if (status == PLUME_OK)
        status = plume_results_build(&results, &report->data, report->error);
    if (status == PLUME_OK)
        status = seal(report, results);
    plume_value_free(results);
    return status;
}

/* The files of a report folder: which are wanted, which have been written. */
#include <string.h>

#include "documents/report/internal.h"

/* A study that names no format wants them all. */
bool plume_report_wants(const plume_report *report, const char *format)
{
    const plume_study *study = report->data.study;

    for (size_t i = 0; i < study->format_count; i++)
        if (strcmp(study->formats[i], format) == 0)
            return true;
    return study->format_count == 0;
}

void plume_report_wrote(plume_report *report, const char *name)
{
    for (size_t i = 0; i < report->file_count; i++)
        if (strcmp(report->file[i], name) == 0)
            return;
    if (report->file_count < PLUME_REPORT_FILES)
        report->file[report->file_count++] = name;
}

plume_status plume_report_file(plume_report *report, const char *name,
                               const plume_text *text)
{
    plume_output *output;
    plume_status status = plume_text_status(text, report->error);

    if (status == PLUME_OK)
        status = plume_folder_file(report->folder, name, &output, report->error);
    if (status != PLUME_OK)
        return status;
    status = plume_output_write(output, text->data, text->length, report->error);
    if (status != PLUME_OK) {
        plume_output_abandon(output);
        return status;
    }
    plume_report_wrote(report, name);
    return plume_output_finish(output, report->error);
}

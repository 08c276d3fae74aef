/* What is told of a log while it is read: notes, and the records that are none. */
#include "logs/internal.h"

#include <stdarg.h>
#include <string.h>

#include "core/sanitize.h"
#include "logs/partial/recorder.h"

const char *plume_log_shown_path(const plume_log *log)
{
    const char *shown = log->setting->shown_path;

    return shown != NULL ? shown : plume_source_path(log->setting->source);
}

static void note(plume_log *log, plume_severity severity, uint64_t line, const char *code,
                 const plume_text *message)
{
    plume_text clean;

    plume_text_init(&clean);
    plume_sanitize(&clean, message->data, message->length, PLUME_SANITIZE_LIMIT);
    if (message->status != PLUME_OK)
        clean.status = message->status;
    plume_notes_add_text(plume_log_notes(log), severity, code, plume_log_shown_path(log),
                         line, &clean);
}

void plume_log_note(plume_log *log, plume_severity severity, uint64_t line,
                    const char *code, const char *format, ...)
{
    plume_text message;
    va_list arguments;

    if (plume_log_notes(log) == NULL && log->setting->recorder == NULL)
        return;
    plume_text_init(&message);
    va_start(arguments, format);
    plume_text_vprintf(&message, format, arguments);
    va_end(arguments);
    if (log->setting->recorder != NULL)
        plume_recorder_note(log->setting->recorder, severity, line, code, &message);
    else
        note(log, severity, line, code, &message);
    plume_text_dispose(&message);
}

void plume_log_note_unended(plume_log *log, uint64_t line)
{
    log->unended_told = true;
    plume_log_note(
        log, PLUME_INFO, line, "unended-line",
        "the log ends without an end of line: if it was cut off, what stands last in "
        "it may be the begin of a longer figure");
}

/* The first reject is kept also in the survey: it is the reason when nothing of a log
 * can be used. */
void plume_log_reject(plume_log *log, uint64_t line, uint64_t column, const char *code,
                      const char *format, ...)
{
    plume_log_result *result = log->result;
    plume_text message;
    va_list arguments;

    result->records.read++;
    result->records.rejected++;
    result->silent += strcmp(code, PLUME_CODE_SILENT) == 0;
    plume_text_init(&message);
    if (column > 0)
        plume_text_printf(&message, "column %llu: ", (unsigned long long)column);
    va_start(arguments, format);
    plume_text_vprintf(&message, format, arguments);
    va_end(arguments);
    if (result->first_rejected.status == PLUME_OK)
        plume_fail_at(&result->first_rejected, PLUME_ERR_VALUE,
                      plume_source_path(log->setting->source), line, column, "%s",
                      message.data);
    if (log->setting->recorder != NULL)
        plume_recorder_reject(log->setting->recorder, line, code, &message);
    else if (plume_log_notes(log) != NULL)
        note(log, PLUME_REJECTED, line, code, &message);
    plume_text_dispose(&message);
}

/* Walks the lines of a log. */
#include "logs/framed/lines.h"

#include "core/input/source_text.h"

static plume_status walk(plume_log *log, plume_log_liner take, void *state,
                         bool ends_matter, plume_error *error)
{
    plume_status status = PLUME_OK;

    while (status == PLUME_OK) {
        const char *text;
        size_t length;
        uint64_t line;

        status = plume_source_line(plume_log_source(log), &text, &length, &line, error);
        if (status != PLUME_OK || text == NULL)
            break;
        if (ends_matter && plume_source_line_is_unended(plume_log_source(log)))
            plume_log_note_unended(log, line);
        status = take(state, text, length, line, error);
    }
    return status;
}

plume_status plume_log_lines(plume_log *log, plume_log_liner take, void *state,
                             plume_error *error)
{
    return walk(log, take, state, true, error);
}

plume_status plume_log_pieces(plume_log *log, plume_log_liner take, void *state,
                              plume_error *error)
{
    return walk(log, take, state, false, error);
}

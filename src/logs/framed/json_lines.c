/* Parses line by line; one that is torn is told, and reading goes on. */
#include "logs/framed/json_lines.h"

#include <string.h>

#include "core/input/source_text.h"

static plume_status take(plume_log *log, const plume_json_lines *to, const char *line,
                         size_t length, uint64_t number, plume_error *error)
{
    plume_value *value = NULL;
    plume_status status = PLUME_OK, parsed;

    if (length == 0)
        return PLUME_OK;
    parsed = plume_json_parse(&value, line, length, "", NULL, NULL);
    if (parsed == PLUME_OK)
        status = to->take(to->state, value, number, error);
    else if (parsed == PLUME_ERR_MEMORY)
        status = plume_fail_memory(error);
    else if (to->rejects)
        plume_log_reject(log, number, 0, "torn-line", "%s", to->torn);
    else
        plume_log_note(log, PLUME_WARNING, number, "torn-line", "%s", to->torn);
    plume_value_free(value);
    return status;
}

plume_status plume_json_lines_read(plume_log *log, const plume_json_lines *to,
                                   plume_error *error)
{
    for (;;) {
        const char *line;
        size_t length;
        uint64_t number;
        plume_status status =
            plume_source_line(plume_log_source(log), &line, &length, &number, error);

        if (status == PLUME_OK && line != NULL)
            status = take(log, to, line, length, number, error);
        if (status != PLUME_OK || line == NULL)
            return status;
    }
}

plume_status plume_json_lines_text(plume_log *log, const plume_text *text,
                                   const plume_json_lines *to, plume_error *error)
{
    const char *at = text->data, *end = at + text->length;
    uint64_t number = 0;
    plume_status status = PLUME_OK;

    while (status == PLUME_OK && at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        size_t length = (size_t)((stop != NULL ? stop : end) - at);

        status = take(log, to, at, length, ++number, error);
        at += length + (stop != NULL);
    }
    return status;
}

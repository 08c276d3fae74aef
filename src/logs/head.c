/* The start of a file, from which its reader is told. */
#include "logs/head.h"

#include <string.h>

#include "core/ascii.h"
#include "core/input/source_text.h"

/* At least 64 bytes of room are asked for, since UTF-16 grows when it becomes UTF-8. A
 * pipe gives less than was asked; so it is asked again. */
plume_status plume_head_read(plume_source_stream *source, char *buffer, size_t *length,
                             plume_error *error)
{
    plume_status status = PLUME_OK;
    size_t got = 1;

    *length = 0;
    while (status == PLUME_OK && got > 0 && PLUME_HEAD_BYTES - *length >= 64) {
        status = plume_source_read_text(source, buffer + *length,
                                        PLUME_HEAD_BYTES - *length, &got, error);
        *length += got;
    }
    buffer[*length] = '\0';
    return status;
}

/* Readers know some logs by their names, which are the same when a log was compressed. */
char *plume_head_name(const char *path)
{
    static const char *const endings[] = { ".gz", ".zst", ".xz" };
    const char *slash = strrchr(path, '/');
    char *name = strdup(slash != NULL ? slash + 1 : path);

    for (size_t i = 0; name != NULL && i < sizeof endings / sizeof endings[0]; i++)
        if (plume_ends_in(name, endings[i])) {
            name[strlen(name) - strlen(endings[i])] = '\0';
            break;
        }
    return name;
}

bool plume_head_line(const plume_head *head, size_t *at, const char **line,
                     size_t *length)
{
    size_t left = head->length - *at;
    const char *newline;

    if (*at >= head->length)
        return false;
    *line = head->bytes + *at;
    newline = memchr(*line, '\n', left);
    *length = newline != NULL ? (size_t)(newline - *line) : left;
    *at += *length + 1;
    return true;
}

typedef struct span {
    const char *begin;
    size_t length;
} span;

static span trimmed(const char *begin, const char *end)
{
    while (begin < end && plume_is_blank(*begin))
        begin++;
    while (end > begin && plume_is_blank(end[-1]))
        end--;
    if (end - begin >= 2 && *begin == '"' && end[-1] == '"') {
        begin++;
        end--;
    }
    return (span){ begin, (size_t)(end - begin) };
}

/* The first line that is not blank. */
static span first_line(const plume_head *head)
{
    const char *at = head->bytes, *end = head->bytes + head->length;

    while (at < end) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *stop = newline != NULL ? newline : end;
        const char *carriage = memchr(at, '\r', (size_t)(stop - at));
        span line;

        if (carriage != NULL)
            stop = carriage;
        line = trimmed(at, stop);
        if (line.length > 0)
            return (span){ at, (size_t)(stop - at) };
        at = stop < end ? stop + 1 : end;
    }
    return (span){ end, 0 };
}

/* Only the names are looked at: delimiters inside quotes are no case of any header
 * that we know. */
static bool has_column(span line, char delimiter, const char *name)
{
    const char *at = line.begin, *end = line.begin + line.length;
    size_t length = strlen(name);

    while (at <= end) {
        const char *next = at < end ? memchr(at, delimiter, (size_t)(end - at)) : NULL;
        span column = trimmed(at, next != NULL ? next : end);

        if (column.length == length && memcmp(column.begin, name, length) == 0)
            return true;
        if (next == NULL)
            return false;
        at = next + 1;
    }
    return false;
}

bool plume_head_has_columns(const plume_head *head, char delimiter,
                            const char *const *names)
{
    span line = first_line(head);

    for (; *names != NULL; names++)
        if (!has_column(line, delimiter, *names))
            return false;
    return line.length > 0;
}

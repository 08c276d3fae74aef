/* Fills errors: place, message and hint, cut to whole characters. */
#include <plume/status.h>

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "core/memory.h"

/* Length of the UTF-8 character that begins at bytes, 0 when none does. */
static size_t character(const unsigned char *bytes)
{
    size_t length = bytes[0] < 0x80   ? 1
                    : bytes[0] < 0xc2 ? 0
                    : bytes[0] < 0xe0 ? 2
                    : bytes[0] < 0xf0 ? 3
                    : bytes[0] < 0xf5 ? 4
                                      : 0;

    for (size_t i = 1; i < length; i++)
        if ((bytes[i] & 0xc0) != 0x80)
            return 0;
    if ((bytes[0] == 0xe0 && bytes[1] < 0xa0) || (bytes[0] == 0xed && bytes[1] > 0x9f) ||
        (bytes[0] == 0xf0 && bytes[1] < 0x90) || (bytes[0] == 0xf4 && bytes[1] > 0x8f))
        return 0;
    return length;
}

/* Controls and marks that turn the writing direction: a terminal would obey them. */
static bool is_obeyed(const unsigned char *bytes, size_t length)
{
    if (length == 1)
        return bytes[0] < 0x20 || bytes[0] == 0x7f;
    if (length == 2)
        return (bytes[0] == 0xc2 && bytes[1] < 0xa0) ||
               (bytes[0] == 0xd8 && bytes[1] == 0x9c);
    if (length != 3 || bytes[0] != 0xe2)
        return false;
    return (bytes[1] == 0x80 && (bytes[2] == 0x8e || bytes[2] == 0x8f ||
                                 (bytes[2] >= 0xa8 && bytes[2] <= 0xae))) ||
           (bytes[1] == 0x81 && bytes[2] >= 0xa6 && bytes[2] <= 0xa9);
}

/* Copies what fits, cut between characters; what must not be shown becomes '?'. */
static void show(char *to, size_t room, const char *from)
{
    const unsigned char *bytes = (const unsigned char *)from;
    size_t used = 0;

    while (*bytes != '\0') {
        size_t length = character(bytes);
        bool blank = *bytes == '\n' || *bytes == '\t' || *bytes == '\r';
        bool bad = length == 0 || is_obeyed(bytes, length);
        size_t wanted = bad ? 1 : length;

        if (used + wanted >= room)
            break;
        if (bad)
            to[used] = blank ? ' ' : '?';
        else
            memcpy(to + used, bytes, length);
        used += wanted;
        bytes += length == 0 ? 1 : length;
    }
    to[used] = '\0';
}

static void cut_to_characters(char *text, size_t room)
{
    size_t length = strlen(text), back = 0;

    if (length + 1 < room)
        return;
    while (back < 3 && back < length &&
           ((unsigned char)text[length - 1 - back] & 0xc0) == 0x80)
        back++;
    if (back < length && character((const unsigned char *)text + length - 1 - back) == 0)
        text[length - 1 - back] = '\0';
}

PLUME_PRINTF(3, 0)
static void format_into(char *to, size_t room, const char *format, va_list arguments)
{
    char raw[PLUME_MESSAGE_SHOWN];

    if (vsnprintf(raw, sizeof raw, format, arguments) < 0)
        raw[0] = '\0';
    cut_to_characters(raw, sizeof raw);
    show(to, room, raw);
}

static void place(plume_error *error, plume_status status, const char *path,
                  uint64_t line, uint64_t column)
{
    error->status = status;
    error->line = line;
    error->column = column;
    error->hint[0] = '\0';
    if (path == NULL)
        error->path[0] = '\0';
    else if (path != error->path)
        show(error->path, sizeof error->path, path);
}

plume_status plume_fail(plume_error *error, plume_status status, const char *format, ...)
{
    va_list arguments;

    if (error == NULL)
        return status;
    va_start(arguments, format);
    format_into(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    place(error, status, NULL, 0, 0);
    return status;
}

plume_status plume_fail_at(plume_error *error, plume_status status, const char *path,
                           uint64_t line, uint64_t column, const char *format, ...)
{
    va_list arguments;

    if (error == NULL)
        return status;
    va_start(arguments, format);
    format_into(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    place(error, status, path, line, column);
    return status;
}

void plume_hint(plume_error *error, const char *format, ...)
{
    va_list arguments;

    if (error == NULL)
        return;
    va_start(arguments, format);
    format_into(error->hint, sizeof error->hint, format, arguments);
    va_end(arguments);
}

plume_status plume_fail_memory(plume_error *error)
{
    plume_memory_ran_out();
    return plume_fail(error, PLUME_ERR_MEMORY, "out of memory");
}

const char *plume_status_name(plume_status status)
{
    switch (status) {
    case PLUME_OK:
        return "ok";
    case PLUME_ERR_MEMORY:
        return "memory";
    case PLUME_ERR_IO:
        return "io";
    case PLUME_ERR_SYNTAX:
        return "syntax";
    case PLUME_ERR_VALUE:
        return "value";
    case PLUME_ERR_MISSING:
        return "missing";
    case PLUME_ERR_UNKNOWN:
        return "unknown";
    }
    return "unknown";
}

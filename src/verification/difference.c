/* Differences as they are told: a file, a place, a sentence. */
#include "verification/internal.h"

#include <string.h>

#include "core/sanitize.h"

/* What a report says is text from outside. */
static void set_clean(plume_value *map, const char *key, const char *text, size_t length)
{
    plume_text clean;

    plume_text_init(&clean);
    (void)plume_sanitize(&clean, text, length, PLUME_SANITIZE_LIMIT);
    plume_value_set_string(map, key, clean.data);
    plume_text_dispose(&clean);
}

void plume_differs(plume_value *differences, const char *file, const char *place,
                   const char *format, ...)
{
    plume_value *map = plume_value_set_map(differences, NULL);
    plume_text message;
    va_list arguments;

    plume_text_init(&message);
    va_start(arguments, format);
    plume_text_vprintf(&message, format, arguments);
    va_end(arguments);
    set_clean(map, "file", file, strlen(file));
    if (place != NULL)
        set_clean(map, "place", place, strlen(place));
    else
        plume_value_set_null(map, "place");
    set_clean(map, "message", message.data, message.length);
    plume_text_dispose(&message);
}

/* What of a line is shown: from a little before where it parts from the other, between
 * whole characters, at most as much as a terminal has. */
static void put_line(plume_text *out, const char *line, const char *parts,
                     const char *end)
{
    enum { BEFORE = 24, SHOWN = 60 };
    const char *stop = memchr(line, '\n', (size_t)(end - line)), *from;

    if (stop == NULL)
        stop = end;
    from = parts - line > BEFORE ? parts - BEFORE : line;
    while (from < stop && (*from == ' ' || *from == '\t' || (*from & 0xc0) == 0x80))
        from++;
    if (stop - from > SHOWN) {
        end = from + SHOWN;
        while (end > from && (*end & 0xc0) == 0x80)
            end--;
    } else
        end = stop;
    if (end == from)
        plume_text_add(out, line == stop ? "its end" : "the end of the line");
    else
        plume_text_printf(out, "'%s%.*s%s'", from > line && line[0] != ' ' ? "..." : "",
                          (int)(end - from), from, end < stop ? "..." : "");
}

bool plume_differs_in_line(plume_value *differences, const char *file,
                           const plume_text *here, const plume_text *there,
                           const char *what_there)
{
    size_t least = here->length < there->length ? here->length : there->length, i, from;
    unsigned long long line = 1;
    plume_text place, one, other;

    for (i = from = 0; i < least && here->data[i] == there->data[i]; i++)
        if (here->data[i] == '\n') {
            line++;
            from = i + 1;
        }
    if (i == least && here->length == there->length)
        return false;
    plume_text_init(&place);
    plume_text_init(&one);
    plume_text_init(&other);
    plume_text_printf(&place, "line %llu", line);
    put_line(&one, here->data + from, here->data + i, here->data + here->length);
    put_line(&other, there->data + from, there->data + i, there->data + there->length);
    plume_differs(differences, file, place.data, "%s here, %s %s", one.data, other.data,
                  what_there);
    plume_text_dispose(&other);
    plume_text_dispose(&one);
    plume_text_dispose(&place);
    return true;
}

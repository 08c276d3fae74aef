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

/* A line without its blanks at both ends, cut where a terminal would end. */
static void put_line(plume_text *out, const char *at, const char *end)
{
    enum { SHOWN = 60 };
    const char *stop = memchr(at, '\n', (size_t)(end - at));

    if (stop == NULL)
        stop = end;
    while (at < stop && (*at == ' ' || *at == '\t'))
        at++;
    while (stop > at && (stop[-1] == '\r' || stop[-1] == ' ' || stop[-1] == ','))
        stop--;
    if (at == stop)
        plume_text_add(out, "nothing");
    else if (stop - at <= SHOWN)
        plume_text_printf(out, "'%.*s'", (int)(stop - at), at);
    else
        plume_text_printf(out, "'%.*s...'", SHOWN, at);
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
    put_line(&one, here->data + from, here->data + here->length);
    put_line(&other, there->data + from, there->data + there->length);
    plume_differs(differences, file, place.data, "%s here, %s %s", one.data, other.data,
                  what_there);
    plume_text_dispose(&other);
    plume_text_dispose(&one);
    plume_text_dispose(&place);
    return true;
}

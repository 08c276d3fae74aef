/* A growing text whose first failure sticks until it is asked for. */
#include <plume/text.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"

enum { TEXT_FIRST = 64 };

/* More than a terminator, since linkers may lay equal strings at one address. */
const char plume_text_failed[] = "\0failed";

/* Keeps nothing: half a text must not be taken for a whole one. */
static bool fail(plume_text *text, plume_status status)
{
    if (text->capacity > 0)
        free(text->data);
    text->data = (char *)plume_text_failed; /* capacity 0: never written */
    text->length = 0;
    text->capacity = 0;
    text->status = status;
    if (status == PLUME_ERR_MEMORY)
        plume_memory_ran_out();
    return false;
}

void plume_text_init(plume_text *text)
{
    text->data = ""; /* capacity 0: not ours to write or free */
    text->length = 0;
    text->capacity = 0;
    text->status = PLUME_OK;
}

void plume_text_dispose(plume_text *text)
{
    if (text->capacity > 0)
        free(text->data);
    plume_text_init(text);
}

void plume_text_clear(plume_text *text)
{
    text->length = 0;
    if (text->status != PLUME_OK)
        text->data = "";
    text->status = PLUME_OK;
    if (text->capacity > 0)
        text->data[0] = '\0';
}

/* Room for more bytes and the terminator. */
static bool reserve(plume_text *text, size_t more)
{
    size_t needed, capacity = text->capacity;
    char *data;

    if (text->status != PLUME_OK)
        return false;
    if (more > PLUME_TEXT_LIMIT - text->length)
        return fail(text, PLUME_ERR_VALUE);
    needed = text->length + more + 1;
    if (needed <= capacity)
        return true;
    while (capacity < needed)
        capacity = capacity == 0 ? TEXT_FIRST : capacity * 2;
    data = realloc(text->capacity > 0 ? text->data : NULL, capacity);
    if (data == NULL)
        return fail(text, PLUME_ERR_MEMORY);
    text->data = data;
    text->capacity = capacity;
    return true;
}

void plume_text_add_n(plume_text *text, const char *bytes, size_t length)
{
    if (length == 0 || !reserve(text, length))
        return;
    memcpy(text->data + text->length, bytes, length);
    text->length += length;
    text->data[text->length] = '\0';
}

void plume_text_add(plume_text *text, const char *string)
{
    if (string == plume_text_failed && text->status == PLUME_OK)
        (void)fail(text, PLUME_ERR_MEMORY);
    plume_text_add_n(text, string, strlen(string));
}

void plume_text_add_char(plume_text *text, char c)
{
    plume_text_add_n(text, &c, 1);
}

/* One bound and one terminator for all. */
void plume_text_add_each(plume_text *text, const char *const *strings, size_t count,
                         char behind)
{
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(strings[i]);

        if (strings[i] == plume_text_failed && text->status == PLUME_OK)
            (void)fail(text, PLUME_ERR_MEMORY);
        if (length >= PLUME_TEXT_LIMIT || !reserve(text, length + 1))
            return;
        memcpy(text->data + text->length, strings[i], length);
        text->data[text->length + length] = behind;
        text->length += length + 1;
    }
    if (count > 0)
        text->data[text->length] = '\0';
}

void plume_text_vprintf(plume_text *text, const char *format, va_list arguments)
{
    va_list again;
    char small[256];
    int length;

    va_copy(again, arguments);
    length = vsnprintf(small, sizeof small, format, arguments);
    if (length < 0) {
        if (text->status == PLUME_OK)
            text->status = PLUME_ERR_VALUE;
    } else if ((size_t)length < sizeof small) {
        plume_text_add_n(text, small, (size_t)length);
    } else if (reserve(text, (size_t)length)) {
        vsnprintf(text->data + text->length, (size_t)length + 1, format, again);
        text->length += (size_t)length;
    }
    va_end(again);
}

void plume_text_printf(plume_text *text, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    plume_text_vprintf(text, format, arguments);
    va_end(arguments);
}

plume_status plume_text_status(const plume_text *text, plume_error *error)
{
    if (text->status == PLUME_ERR_MEMORY)
        return plume_fail_memory(error);
    if (text->status != PLUME_OK)
        return plume_fail(error, text->status, "a text is longer than 1 GiB");
    return PLUME_OK;
}

char *plume_text_take(plume_text *text)
{
    char *data;

    if (text->status == PLUME_OK)
        reserve(text, 0); /* an empty text is handed over too */
    if (text->status != PLUME_OK) {
        plume_text_dispose(text);
        return NULL;
    }
    data = text->data;
    data[text->length] = '\0';
    plume_text_init(text);
    return data;
}

/* The lowered figure of CO2. */
#include "scene/subscript.h"

#include <stdbool.h>
#include <string.h>

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c & 0x80) != 0;
}

/* "CO2" and "CO2e" are the gas; "CO25" and "CO2Meter" are somebody's names. */
const char *plume_lowered_find(const char *text)
{
    const char *found = strstr(text, "CO2");

    while (found != NULL) {
        const char *after = found + strlen("CO2");

        if (!is_word(*after) || (*after == 'e' && !is_word(after[1])))
            return after - 1;
        found = strstr(after, "CO2");
    }
    return NULL;
}

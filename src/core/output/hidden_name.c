/* Names of what stands beside a target and is not it. */
#include "core/output/hidden_name.h"

#include <stdlib.h>
#include <string.h>

#include <plume/text.h>

/* A name has at most 255 bytes; digits are few enough for an int. */
enum { NAME_KEPT = 200, DIGITS_MOST = 6 };

const char *plume_name_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}

/* ".runs.csv.plume-"; a very long name is cut. */
static void print_prefix(plume_text *out, const char *target)
{
    const char *name = plume_name_of(target);
    size_t length = strlen(name);

    plume_text_add_char(out, '.');
    plume_text_add_n(out, name, length < NAME_KEPT ? length : NAME_KEPT);
    plume_text_add(out, ".plume-");
}

char *plume_hidden_name(const char *folder, const char *target, int number)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_add(&text, folder);
    plume_text_add_char(&text, '/');
    print_prefix(&text, target);
    plume_text_printf(&text, "%d", number);
    return plume_text_take(&text);
}

int plume_hidden_number(const char *name, const char *target)
{
    plume_text prefix;
    const char *digits;
    size_t count;
    int number = -1;

    plume_text_init(&prefix);
    print_prefix(&prefix, target);
    if (prefix.length > 0 && strncmp(name, prefix.data, prefix.length) == 0) {
        digits = name + prefix.length;
        count = strspn(digits, "0123456789");
        if (count > 0 && count <= DIGITS_MOST && digits[count] == '\0')
            number = (int)strtol(digits, NULL, 10);
    }
    plume_text_dispose(&prefix);
    return number;
}

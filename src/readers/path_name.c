#include "readers/path_name.h"

#include <string.h>

/* The part of path before end; *end moves to where it begins. */
static const char *part_before(const char *path, const char **end, size_t *length)
{
    const char *stop = *end;
    const char *begin;

    while (stop > path && stop[-1] == '/')
        stop--;
    begin = stop;
    while (begin > path && begin[-1] != '/')
        begin--;
    *length = (size_t)(stop - begin);
    *end = begin;
    return begin;
}

void plume_path_folder(plume_text *out, const char *path, size_t levels)
{
    const char *end = path + strlen(path), *part = "";
    size_t length = 0;

    for (size_t i = 0; i <= levels; i++)
        part = part_before(path, &end, &length);
    if (length > 0 && !(length <= 2 && strncmp(part, "..", length) == 0))
        plume_text_add_n(out, part, length);
}

void plume_path_name(plume_text *out, const char *path, size_t levels)
{
    size_t before = out->length, length;
    const char *end = path + strlen(path), *name, *dot;

    plume_path_folder(out, path, levels);
    if (out->length > before)
        return;
    name = part_before(path, &end, &length);
    dot = memchr(name, '.', length);
    plume_text_add_n(out, name,
                     dot != NULL && dot > name ? (size_t)(dot - name) : length);
}

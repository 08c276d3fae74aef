/* The name of an input in a narrow column of a table. */
#include "documents/model/input_name.h"

#include <string.h>

enum { NAME_SHOWN = 19, PART_SHOWN = 15 };

/* The first length bytes of name; when they are too many, without their middle. The bytes
 * of one character are not parted. */
static void add_part(plume_text *out, const char *name, size_t length, size_t most)
{
    size_t begin = most / 2, end = length < begin ? 0 : length - begin;

    if (length <= most) {
        plume_text_add_n(out, name, length);
        return;
    }
    while (begin > 0 && (name[begin] & 0xC0) == 0x80)
        begin--;
    while (end < length && (name[end] & 0xC0) == 0x80)
        end++;
    plume_text_add_n(out, name, begin);
    plume_text_add(out, "\xE2\x80\xA6");
    plume_text_add_n(out, name + end, length - end);
}

const char *plume_input_tail(const char *path, size_t parts)
{
    const char *at = path + strlen(path);

    while (at > path) {
        at--;
        if (at > path && at[-1] == '/' && *at != '/' && --parts == 0)
            return at;
    }
    return path;
}

void plume_input_name_of_tail(plume_text *out, const char *tail)
{
    const char *name = plume_input_tail(tail, 1);
    const char *slash = strchr(tail, '/');

    if (slash != NULL && name > tail) {
        add_part(out, tail, (size_t)(slash - tail), PART_SHOWN);
        plume_text_add(out, slash + 1 == name ? "/" : "/\xE2\x80\xA6/");
    }
    add_part(out, name, strlen(name), name > tail ? PART_SHOWN : NAME_SHOWN);
}

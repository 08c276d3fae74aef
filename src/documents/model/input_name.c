/* The name of an input in a narrow column of a table. */
#include "documents/model/input_name.h"

#include <string.h>

enum { NAME_SHOWN = 19 };

/* The end of a path tells logs apart, so folders go first; a name that is still too
 * long loses its middle. The bytes of one character are not parted. */
void plume_input_name(plume_text *out, const char *path)
{
    size_t length = strlen(path), begin = NAME_SHOWN / 2, end;
    const char *name = path;

    for (const char *c = path + length; c > path; c--)
        if (c[-1] == '/' && *c != '\0') {
            if (name != path && length - (size_t)(c - path) > NAME_SHOWN)
                break;
            name = c;
        }
    if (length <= NAME_SHOWN)
        name = path;
    length = strlen(name);
    end = length < begin ? 0 : length - begin;
    if (length <= NAME_SHOWN) {
        plume_text_add(out, name);
    } else {
        while (begin > 0 && (name[begin] & 0xC0) == 0x80)
            begin--;
        while (end < length && (name[end] & 0xC0) == 0x80)
            end++;
        plume_text_add_n(out, name, begin);
        plume_text_add(out, "\xE2\x80\xA6");
        plume_text_add(out, name + end);
    }
}

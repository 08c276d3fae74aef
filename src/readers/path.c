#include "readers/path.h"

#include <string.h>

void plume_path_folder(plume_text *out, const char *path, int above)
{
    const char *end = strrchr(path, '/'), *begin;

    for (; end != NULL; above--) {
        for (begin = end; begin > path && begin[-1] != '/';)
            begin--;
        if (above == 1) {
            plume_text_add_n(out, begin, (size_t)(end - begin));
            return;
        }
        end = begin > path ? begin - 1 : NULL;
    }
}

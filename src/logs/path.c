/* Cuts a path at its slashes. */
#include "logs/path.h"

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

/* Up to the first dot, so that the endings of a format and of its compression both go;
 * a dot in front is no ending. */
void plume_path_name(plume_text *out, const char *path, int above)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    size_t before = out->length, length = strlen(name);
    const char *dot = memchr(name, '.', length);

    plume_path_folder(out, path, above);
    if (out->length == before)
        plume_text_add_n(out, name,
                         dot != NULL && dot > name ? (size_t)(dot - name) : length);
}

void plume_path_holder(plume_text *out, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (slash == NULL)
        plume_text_add_char(out, '.');
    else if (slash == path)
        plume_text_add_char(out, '/');
    else
        plume_text_add_n(out, path, (size_t)(slash - path));
}

/* The part of path with this name that comes last; NULL. */
static const char *find_part(const char *path, const char *name)
{
    size_t length = strlen(name);
    const char *found = NULL;

    for (const char *at = path; at != NULL && *at != '\0';) {
        if (strncmp(at, name, length) == 0 && at[length] == '/')
            found = at;
        at = strchr(at, '/');
        at += at != NULL;
    }
    return found;
}

void plume_path_beside(plume_text *out, const char *path, const char *name,
                       const char *folder)
{
    const char *part = find_part(path, name);

    if (folder[0] == '\0')
        return;
    for (; folder[0] != '/' && part != NULL && *part != '\0'; part++)
        if (*part == '/')
            plume_text_add(out, "../");
    plume_text_add(out, folder);
}

bool plume_path_run(plume_text *start, plume_text *id, const char *folder)
{
    const char *at = strstr(folder, "run-");

    if (at == NULL || strlen(at) <= strlen("run-20261129_222729-") || at[12] != '_' ||
        at[19] != '-')
        return false;
    plume_text_printf(start, "%.4s-%.2s-%.2s %.2s:%.2s:%.2s", at + 4, at + 8, at + 10,
                      at + 13, at + 15, at + 17);
    plume_text_add(id, at + strlen("run-20261129_222729-"));
    return true;
}

/* Finds the line of a name, or the last one, which is for all others. */
#include "ledger/named_totals.h"

#include <stdlib.h>
#include <string.h>

plume_status plume_named_lines_init(plume_named_lines *lines, plume_error *error)
{
    memset(lines, 0, sizeof *lines);
    lines->index = plume_map_new();
    lines->names = plume_pool_new();
    return lines->index != NULL && lines->names != NULL ? PLUME_OK
                                                        : plume_fail_memory(error);
}

void plume_named_lines_dispose(plume_named_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        free(lines->line[i]);
    plume_map_free(lines->index);
    plume_pool_free(lines->names);
}

static plume_line *append(plume_named_lines *lines, const char *name, size_t slots)
{
    plume_line *line = plume_line_new(slots);
    const char *copy = plume_pool_copy(lines->names, name);

    if (line == NULL || copy == NULL) {
        free(line);
        return NULL;
    }
    lines->name[lines->count] = copy;
    lines->line[lines->count++] = line;
    return line;
}

plume_line *plume_named_lines_get(plume_named_lines *lines, const char *name,
                                  size_t slots)
{
    size_t at = plume_map_find(lines->index, name);

    if (at != SIZE_MAX)
        return lines->line[at];
    if (lines->count > PLUME_GROUP_NAMES_MAX)
        return lines->line[PLUME_GROUP_NAMES_MAX];
    if (lines->count == PLUME_GROUP_NAMES_MAX)
        return append(lines, "other", slots);
    if (!plume_map_set(lines->index, name, lines->count))
        return NULL;
    return append(lines, name, slots);
}

plume_status plume_named_lines_number(plume_named_lines *lines, const char *word,
                                      plume_error *error)
{
    for (size_t i = 0; i < lines->count; i++) {
        plume_text name;

        if (*lines->name[i] == '\0')
            continue;
        plume_text_init(&name);
        plume_text_printf(&name, "%s %zu", word, i + 1);
        lines->name[i] = plume_pool_keep(lines->names, &name);
        if (lines->name[i] == NULL) {
            lines->name[i] = "";
            return plume_fail_memory(error);
        }
    }
    return PLUME_OK;
}

/* Notes as a list of maps, one for each kind. */
#include <plume/notes.h>
#include <plume/value.h>

#include <stdlib.h>
#include <string.h>

#include "core/ascii.h"
#include "core/pool.h"

/* A note without a place has null there, not an empty text or line 0, so that nobody
 * takes these for a place. */
static void add_note(plume_value *list, const plume_note *note, uint64_t count)
{
    plume_value *map = plume_value_set_map(list, NULL);

    plume_value_set_string(map, "severity", plume_severity_name(note->severity));
    plume_value_set_string(map, "code", note->code);
    plume_value_set_string(map, "message", note->message);
    if (note->path[0] == '\0')
        plume_value_set_null(map, "path");
    else
        plume_value_set_string(map, "path", note->path);
    if (note->line == 0)
        plume_value_set_null(map, "line");
    else
        plume_value_set_count(map, "line", note->line);
    plume_value_set_count(map, "count", count);
}

/* What a note says apart from which it says it of: without numbers and what is quoted. */
static void print_kind(plume_text *out, const plume_note *note)
{
    bool quoted = false;

    plume_text_clear(out);
    plume_text_printf(out, "%s %s ", plume_severity_name(note->severity), note->code);
    for (const char *at = note->message; *at != '\0'; at++) {
        bool ends = quoted && (at[1] == '\0' || !plume_is_letter(at[1]));
        bool begins = !quoted && (at == note->message || at[-1] == ' ');

        if (*at == '\'' && (ends || begins))
            quoted = !quoted;
        else if (!quoted && !plume_is_digit(*at) && *at != '.' && *at != ',')
            plume_text_add_char(out, *at);
    }
}

/* The kinds in the order of their first notes. */
typedef struct kinds {
    plume_map *index;
    size_t *first; /* note of each kind */
    uint64_t *count;
    size_t used;
} kinds;

static bool count_note(kinds *all, const plume_note *note, size_t i, plume_text *kind)
{
    size_t at;

    print_kind(kind, note);
    at = note->severity == PLUME_REJECTED ? SIZE_MAX
                                          : plume_map_find(all->index, kind->data);
    if (at != SIZE_MAX) {
        all->count[at]++;
        return true;
    }
    if (kind->status != PLUME_OK || (note->severity != PLUME_REJECTED &&
                                     !plume_map_set(all->index, kind->data, all->used)))
        return false;
    all->first[all->used] = i;
    all->count[all->used++] = 1;
    return true;
}

void plume_notes_to_value(const plume_notes *notes, plume_value *list)
{
    size_t count = plume_notes_count(notes);
    kinds all = { .index = plume_map_new() };
    bool counted;
    plume_text kind;

    plume_text_init(&kind);
    all.first = calloc(count + 1, sizeof *all.first);
    all.count = calloc(count + 1, sizeof *all.count);
    counted = all.index != NULL && all.first != NULL && all.count != NULL;
    for (size_t i = 0; counted && i < count; i++)
        counted = count_note(&all, plume_notes_at(notes, i), i, &kind);
    for (size_t i = 0; counted && i < all.used; i++)
        add_note(list, plume_notes_at(notes, all.first[i]), all.count[i]);
    for (size_t i = 0; !counted && i < count; i++) /* no memory: each by itself */
        add_note(list, plume_notes_at(notes, i), 1);
    plume_text_dispose(&kind);
    plume_map_free(all.index);
    free(all.first);
    free(all.count);
}

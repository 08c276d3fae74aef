/* A note as a map of its five fields. */
#include <plume/notes.h>
#include <plume/value.h>

/* A note without a place has null there, not an empty text or line 0, so that nobody
 * takes these for a place. */
void plume_note_to_value(const plume_note *note, plume_value *map)
{
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
}

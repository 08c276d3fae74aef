/* A log that is being written is read to its size when it was first opened. */
#include "intake/internal.h"

#include <inttypes.h>

void plume_intake_begin_stamp(plume_found_file *met, plume_source_stream *source)
{
    if (!met->stamped)
        met->stamp = plume_source_stamp_of(source);
    met->stamped = true;
    plume_source_read_to(source, met->stamp.bytes);
}

/* Who writes through a buffer writes half a line at its end. */
static void tell_growth(const plume_intake *intake, plume_found_file *met,
                        const plume_source_stream *source)
{
    const char *torn = met->stamp.last != '\n' && !plume_source_is_packed(source)
                           ? ", the last line of which may be cut off"
                           : "";

    if (!met->grew)
        plume_notes_add(intake->notes, PLUME_WARNING, "growing-log", met->shown.path, 0,
                        "it grew while it was read: its first %" PRIu64 " bytes count%s",
                        met->stamp.bytes, torn);
    met->grew = true;
}

/* A companion that is written anew is read as it is now. */
void plume_intake_bound_companion(plume_intake *intake, plume_found_file *met,
                                  plume_source_stream *source)
{
    plume_source_change change = PLUME_SOURCE_SAME;

    if (met->stamped)
        change = plume_source_change_since(source, &met->stamp);
    if (change == PLUME_SOURCE_GREW)
        tell_growth(intake, met, source);
    if (change != PLUME_SOURCE_WRITTEN)
        plume_intake_begin_stamp(met, source);
}

plume_status plume_intake_check_stamp(plume_intake *intake, plume_found_file *met,
                                      const plume_source_stream *source,
                                      plume_error *error)
{
    switch (plume_source_change_since(source, &met->stamp)) {
    case PLUME_SOURCE_SAME:
        return PLUME_OK;
    case PLUME_SOURCE_GREW:
        tell_growth(intake, met, source);
        return PLUME_OK;
    case PLUME_SOURCE_WRITTEN:
        break;
    }
    return plume_fail_at(error, PLUME_ERR_IO, met->path, 0, 0,
                         "changed while it was read");
}

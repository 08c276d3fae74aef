/* Opening an input: a file, which may grow, a server, or standard input, which is
 * spooled.
 */
#include "intake/internal.h"

#include <inttypes.h>
#include <string.h>

#include "core/sheet/converted.h"
#include "intake/streams/streams.h"

/* Below a folder, and beside a log, a file has no name but its path. */
static bool was_named(const plume_intake *intake, const plume_found_file *met)
{
    const plume_given_path *named = &intake->named[met->named];

    return !met->walked && met->replay == NULL && strcmp(met->path, named->path) == 0;
}

const char *plume_intake_place_of(const plume_intake *intake, const plume_found_file *met)
{
    return was_named(intake, met) ? intake->named[met->named].at : met->path;
}

bool plume_intake_is_stream(const plume_intake *intake, const plume_found_file *met)
{
    return was_named(intake, met) && intake->named[met->named].stream;
}

static plume_status open_stored(plume_intake *intake, const plume_found_file *met,
                                plume_source_stream **out, plume_error *error)
{
    const char *place = plume_intake_place_of(intake, met);
    plume_status status;
    int descriptor;

    if (intake->named[met->named].server != NULL || met->replay != NULL)
        return plume_source_open_memory(out, "", 0, met->path, error);
    if (plume_intake_is_stream(intake, met)) {
        status = plume_stream_keep(&intake->streams, place, &descriptor, error);
        return status == PLUME_OK
                   ? plume_source_open_descriptor(out, descriptor, met->path, error)
                   : status;
    }
    status = (met->seen ? plume_source_open_seen : plume_source_open)(out, place, error);
    if (status == PLUME_OK && place != met->path)
        status = plume_source_rename(*out, met->path, error);
    return status;
}

/* What the user says of days stands above what the table shows. */
static plume_sheet_order order_of(const plume_intake *intake, const plume_found_file *met)
{
    switch (intake->named[met->named].options.days) {
    case PLUME_DAYS_FIRST:
        return PLUME_SHEET_DAY_FIRST;
    case PLUME_DAYS_SECOND:
        return PLUME_SHEET_MONTH_FIRST;
    default:
        return PLUME_SHEET_BY_COLUMN;
    }
}

plume_status plume_intake_open(plume_intake *intake, const plume_found_file *met,
                               plume_source_stream **out, plume_error *error)
{
    plume_status status;

    *out = NULL;
    status = open_stored(intake, met, out, error);
    if (status == PLUME_OK && met->stamped)
        plume_source_read_to(*out, met->stamp.bytes);
    if (status == PLUME_OK && met->sheet != NULL)
        status = plume_sheet_convert(*out, met->sheet, order_of(intake, met), error);
    if (status != PLUME_OK) {
        plume_source_close(*out);
        *out = NULL;
    }
    return status;
}

/* --- a file that is being written --- */

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

/* What is left to read of a time: marks, numbers, and offsets from UTC. */
#include "core/time/cursor.h"

#include "core/ascii.h"
#include "core/number/units.h"

bool plume_cursor_char(plume_cursor *in, char c)
{
    if (in->at == in->end || *in->at != c)
        return false;
    in->at++;
    return true;
}

bool plume_cursor_number(plume_cursor *in, int count, int most, int *out)
{
    *out = 0;
    if (in->end - in->at < count)
        return false;
    for (int i = 0; i < count; i++, in->at++) {
        if (!plume_is_digit(*in->at))
            return false;
        *out = *out * 10 + (*in->at - '0');
    }
    return *out <= most;
}

bool plume_cursor_offset(plume_cursor *in, bool *has_zone, double *offset_s)
{
    int hours, minutes = 0;
    bool west;

    *offset_s = 0;
    *has_zone = in->at < in->end;
    if (!*has_zone)
        return true;
    plume_cursor_char(in, ' ');
    if (plume_cursor_char(in, 'Z') || plume_cursor_char(in, 'z'))
        return true;
    if (plume_cursor_char(in, 'U'))
        return plume_cursor_char(in, 'T') && plume_cursor_char(in, 'C');
    west = plume_cursor_char(in, '-');
    if ((!west && !plume_cursor_char(in, '+')) || !plume_cursor_number(in, 2, 23, &hours))
        return false;
    if (in->at < in->end) {
        plume_cursor_char(in, ':');
        if (!plume_cursor_number(in, 2, 59, &minutes))
            return false;
    }
    *offset_s = hours * SECONDS_PER_HOUR + minutes * SECONDS_PER_MINUTE;
    if (west)
        *offset_s = -*offset_s;
    return true;
}

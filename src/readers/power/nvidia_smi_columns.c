/* How logs of nvidia-smi are known, and what their rows leave out. */
#include "readers/power/nvidia_smi.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- knowing one --- */

enum { LINES_SEEN = 32 };

/* Whether a line has a column of this kind. */
static bool line_has(const char *line, size_t length, plume_smi_column least,
                     plume_smi_column most)
{
    while (length > 0) {
        const char *comma = memchr(line, ',', length);
        size_t cell = comma != NULL ? (size_t)(comma - line) : length;
        size_t from = strspn(line, " \""), end = cell;
        plume_smi_column column;

        while (end > from && strchr(" \"\r", line[end - 1]) != NULL)
            end--;
        column =
            from < end ? plume_smi_column_of(line + from, end - from) : PLUME_SMI_NONE;
        if (column >= least && column <= most)
            return true;
        cell += comma != NULL;
        line += cell;
        length -= cell;
    }
    return false;
}

/* "2024/01/02 03:04:05.678, ..., 208.59 W": a row whose header was left out. */
static bool is_row(const char *line, size_t length)
{
    static const char pattern[] = "0000/00/00 00:00:00.000,";

    if (length < sizeof pattern)
        return false;
    for (size_t i = 0; pattern[i] != '\0'; i++)
        if (pattern[i] == '0' ? line[i] < '0' || line[i] > '9' : line[i] != pattern[i])
            return false;
    return true;
}

int plume_smi_confidence(const plume_head *head)
{
    const char *line = head->bytes, *end = head->bytes + head->length;

    for (int i = 0; i < LINES_SEEN && line < end; i++) {
        const char *newline = memchr(line, '\n', (size_t)(end - line));
        size_t length = (size_t)((newline != NULL ? newline : end) - line);

        if (line_has(line, length, PLUME_SMI_DRAW, PLUME_SMI_INSTANT))
            return line_has(line, length, PLUME_SMI_TIME, PLUME_SMI_TIME) ? 95 : 85;
        if (is_row(line, length))
            return 60;
        line += length + 1;
    }
    return 0;
}

/* --- bursts --- */

#define BURST_SHARE 0.1
#define BURST_S     0.03

void plume_smi_bursts_add(plume_smi_bursts *bursts, double t_s)
{
    double interval_s = t_s - bursts->last_s;

    if (bursts->rows > 1 && interval_s >= 0.0 && interval_s < BURST_S &&
        interval_s < BURST_SHARE * bursts->last_interval_s)
        bursts->drops++;
    bursts->last_interval_s = interval_s;
    bursts->last_s = t_s;
    bursts->rows++;
}

/* With n devices one of n intervals drops; up to sixteen devices stand in a node. */
bool plume_smi_bursts_found(const plume_smi_bursts *bursts)
{
    return bursts->rows >= 4 && bursts->drops * 17 >= bursts->rows;
}

/* --- rounds --- */

static size_t number_of(plume_smi_rounds *rounds, const char *device)
{
    size_t at;

    if (rounds->index == NULL)
        rounds->index = plume_map_new();
    if (rounds->index == NULL)
        return SIZE_MAX;
    at = plume_map_find(rounds->index, device);
    if (at != SIZE_MAX)
        return at;
    at = plume_map_count(rounds->index);
    if (at > PLUME_POWER_DEVICES_MAX) /* refused further on, one and all */
        return PLUME_POWER_DEVICES_MAX;
    if (at >= rounds->capacity) {
        size_t capacity = rounds->capacity * 2 + 8;
        uint64_t *grown = realloc(rounds->rounds, capacity * sizeof *grown);

        if (grown == NULL)
            return SIZE_MAX;
        memset(grown + rounds->capacity, 0,
               (capacity - rounds->capacity) * sizeof *grown);
        rounds->rounds = grown;
        rounds->capacity = capacity;
    }
    return plume_map_set(rounds->index, device, at) ? at : SIZE_MAX;
}

plume_status plume_smi_rounds_next(plume_smi_rounds *rounds, plume_power_sample *sample,
                                   double interval_s, plume_error *error)
{
    size_t at = number_of(rounds, sample->device);

    if (at == SIZE_MAX)
        return plume_fail_memory(error);
    sample->t_s = (double)rounds->rounds[at]++ * interval_s;
    return PLUME_OK;
}

void plume_smi_rounds_dispose(plume_smi_rounds *rounds)
{
    plume_map_free(rounds->index);
    free(rounds->rounds);
}

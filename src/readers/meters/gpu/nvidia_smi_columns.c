/* How logs of nvidia-smi are known, and what their rows leave out. */
#include "readers/meters/gpu/nvidia_smi_columns.h"

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

/* A header begins with a name of one word; a command or a sentence does not. */
static bool begins_with_name(const char *line, size_t length)
{
    size_t from = strspn(line, " \""), at = from;

    while (at < length && strchr(" ,\"[\r", line[at]) == NULL)
        at++;
    while (at < length && (line[at] == ' ' || line[at] == '"'))
        at++;
    return at == length || strchr(",[\r\n", line[at]) != NULL;
}

static size_t count_cells(const char *line, size_t length)
{
    size_t count = 1;

    for (size_t i = 0; i < length; i++)
        count += line[i] == ',';
    return count;
}

/* Whether the next line with text, if there is one, has as many cells. */
static bool goes_on(const plume_head *head, size_t at, size_t cells)
{
    const char *line;
    size_t length;

    while (plume_head_line(head, &at, &line, &length))
        if (strspn(line, " \r\t") < length)
            return count_cells(line, length) == cells;
    return true;
}

int plume_smi_confidence(const plume_head *head)
{
    const char *line;
    size_t at = 0, length;

    for (int i = 0; i < LINES_SEEN && plume_head_line(head, &at, &line, &length); i++) {
        if (line_has(line, length, PLUME_SMI_DRAW, PLUME_SMI_INSTANT) &&
            begins_with_name(line, length)) {
            if (i > 0 && !goes_on(head, at, count_cells(line, length)))
                return 30;
            return line_has(line, length, PLUME_SMI_TIME, PLUME_SMI_TIME) ? 95 : 85;
        }
        if (is_row(line, length))
            return 60;
    }
    return 0;
}

/* As nvidia-smi prints them and as it takes them; the first that is there counts. */
static const struct {
    const char *name;
    plume_smi_column column;
} known[] = {
    { "timestamp", PLUME_SMI_TIME },
    { "index", PLUME_SMI_INDEX },
    { "gpu", PLUME_SMI_GPU },
    { "gpu_id", PLUME_SMI_GPU },
    { "gpu_index", PLUME_SMI_GPU },
    { "uuid", PLUME_SMI_UUID },
    { "gpu_uuid", PLUME_SMI_UUID },
    { "pci.bus_id", PLUME_SMI_BUS },
    { "gpu_bus_id", PLUME_SMI_BUS },
    { "serial", PLUME_SMI_SERIAL },
    { "gpu_serial", PLUME_SMI_SERIAL },
    { "name", PLUME_SMI_NAME },
    { "gpu_name", PLUME_SMI_NAME },
    { "host", PLUME_SMI_HOST },
    { "hostname", PLUME_SMI_HOST },
    { "node", PLUME_SMI_HOST },
    { "power.draw", PLUME_SMI_DRAW },
    { "power.draw.average", PLUME_SMI_AVERAGE },
    { "power.draw.instant", PLUME_SMI_INSTANT },
    { "utilization.gpu", PLUME_SMI_UTILIZATION },
};

static size_t length_without_unit(const char *text, size_t length)
{
    for (size_t i = 1; i + 1 < length; i++)
        if (text[i] == ' ' && text[i + 1] == '[')
            return i;
    return length;
}

/* Every cell of a log is asked, for a header may occur again; a reading begins like no
 * name, and is told by its first letter. */
plume_smi_column plume_smi_column_of(const char *text, size_t length)
{
    if (length == 0 || text[0] < 'a' || text[0] > 'z')
        return PLUME_SMI_NONE;
    length = length_without_unit(text, length);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strlen(known[i].name) == length && memcmp(known[i].name, text, length) == 0)
            return known[i].column;
    return PLUME_SMI_NONE;
}

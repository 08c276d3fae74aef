/* What the name of a column tells of its cells. */
#include "core/sheet/column_name.h"

#include <string.h>

#include "core/ascii.h"

/* Letters and digits of a name in lower case, and '_' for all else. */
static void plain_name(char *out, size_t size, const char *name, size_t length)
{
    size_t used = 0;

    for (size_t i = 0; i < length && used + 1 < size; i++) {
        char c = plume_lower(name[i]);

        out[used++] = plume_is_letter(c) || plume_is_digit(c) ? c : '_';
    }
    out[used] = '\0';
}

static bool has_any(const char *name, const char *const *words)
{
    for (; *words != NULL; words++)
        if (strstr(name, *words) != NULL)
            return true;
    return false;
}

/* "devices" holds "0,1", which is two devices; "device_count" holds "0,5", a half. */
bool plume_sheet_name_is_of_text(const char *text, size_t length)
{
    static const char *const quantities[] = { "count", "num", "power",  "watt", "energy",
                                              "kwh",   "use", "joule",  "util", "hours",
                                              "share", "_w",  "memory", NULL };
    static const char *const texts[] = {
        "device", "visible", "name",    "model",   "version", "host",   "node",
        "note",   "tag",     "warning", "commen",  "descrip", "state",  "uuid",
        "bus",    "serial",  "project", "experim", "study",   "group",  "path",
        "args",   "command", "list",    "process", "machine", "region", "country",
        "locat",  "title",   NULL
    };
    static const char *const wholes[] = {
        "id", "ids", "gpu_ids", "run_id", "gpus", NULL
    };
    char name[96];

    plain_name(name, sizeof name, text, length);
    if (plume_is_one_of(name, wholes))
        return true;
    return has_any(name, texts) && !has_any(name, quantities) &&
           strncmp(name, "n_", 2) != 0;
}

/* Python 3.10.12 is no day of October. */
bool plume_sheet_name_is_of_version(const char *text, size_t length)
{
    static const char *const moments[] = { "date", "day", "time", NULL };
    char name[96];

    plain_name(name, sizeof name, text, length);
    return strstr(name, "version") != NULL && !has_any(name, moments);
}

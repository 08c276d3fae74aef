/* Zones by name: an offset from UTC, or one of the system's zone database. */
#include <plume/time.h>

#include "core/time/cursor.h"
#include "core/time/tzif.h"
#include "core/number/units.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MOST = 64, FILE_MOST = 1 << 20 };

struct plume_zone {
    char name[NAME_MOST + 1];
    bool is_fixed;
    double offset_s; /* of a fixed one */
    plume_tzif tzif;
};

/* Only names that stay inside the folder: letters, digits, and marks between components.
 */
static bool is_safe(const char *name)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789_+-/";
    size_t length = strlen(name);

    return length > 0 && length <= NAME_MOST && strspn(name, allowed) == length &&
           name[0] != '/' && name[0] != '-' && name[0] != '+' &&
           name[length - 1] != '/' && strstr(name, "//") == NULL;
}

static plume_status unknown(const char *name, plume_error *error)
{
    plume_status status =
        plume_fail(error, PLUME_ERR_UNKNOWN, "time zone '%s' is not known here", name);

    plume_hint(error,
               "name it like Europe/Berlin, or give an offset like +02:00, or UTC");
    return status;
}

/* "+02:00", "-0530", "+02" */
static bool read_offset(double *out_s, const char *name)
{
    plume_cursor in = { name, name + strlen(name) };
    bool has_zone;

    return (name[0] == '+' || name[0] == '-') &&
           plume_cursor_offset(&in, &has_zone, out_s) && in.at == in.end;
}

/* Reads the whole file; *length is 0 when it cannot be read or is too large. */
static unsigned char *read_file(const char *path, size_t *length, bool *memory)
{
    FILE *file = fopen(path, "rb");
    unsigned char *bytes = NULL;

    *length = 0;
    *memory = false;
    if (file == NULL)
        return NULL;
    bytes = malloc(FILE_MOST);
    *memory = bytes == NULL;
    if (bytes != NULL) {
        *length = fread(bytes, 1, FILE_MOST, file);
        if (ferror(file) || *length == FILE_MOST)
            *length = 0;
    }
    fclose(file);
    return bytes;
}

static plume_status load_file(plume_zone *zone, plume_error *error)
{
    static const char *const folders[] = { "/usr/share/zoneinfo",
                                           "/usr/share/lib/zoneinfo", "/etc/zoneinfo" };
    char path[sizeof "/usr/share/lib/zoneinfo/" + NAME_MOST];
    unsigned char *bytes = NULL;
    size_t length = 0;
    bool memory = false, sound;

    for (size_t i = 0; i < sizeof folders / sizeof folders[0] && length == 0 && !memory;
         i++) {
        snprintf(path, sizeof path, "%s/%s", folders[i], zone->name);
        free(bytes);
        bytes = read_file(path, &length, &memory);
    }
    if (memory)
        return plume_fail_memory(error);
    sound = length > 0 && plume_tzif_parse(&zone->tzif, bytes, length, &memory);
    free(bytes);
    if (memory)
        return plume_fail_memory(error);
    return sound ? PLUME_OK : unknown(zone->name, error);
}

plume_status plume_zone_load(plume_zone **out, const char *name, plume_error *error)
{
    plume_zone *zone;
    plume_status status = PLUME_OK;

    *out = NULL;
    zone = calloc(1, sizeof *zone);
    if (zone == NULL)
        return plume_fail_memory(error);
    zone->is_fixed = strcmp(name, "UTC") == 0 || strcmp(name, "Z") == 0 ||
                     read_offset(&zone->offset_s, name);
    if (!zone->is_fixed && !is_safe(name)) {
        plume_zone_free(zone);
        return unknown(name, error);
    }
    memcpy(zone->name, name, strlen(name));
    if (!zone->is_fixed)
        status = load_file(zone, error);
    if (status != PLUME_OK) {
        plume_zone_free(zone);
        return status;
    }
    *out = zone;
    return PLUME_OK;
}

void plume_zone_free(plume_zone *zone)
{
    if (zone == NULL)
        return;
    free(zone->tzif.at);
    free(zone);
}

const char *plume_zone_name(const plume_zone *zone)
{
    return zone == NULL ? "UTC" : zone->name;
}

/* Clocks change seldom: the offsets a day before and a day after are the only candidates.
 */
static plume_stamp resolve(const plume_tzif *tzif, double local_s)
{
    int64_t second = (int64_t)floor(local_s), day = (int64_t)SECONDS_PER_DAY;
    int64_t before_s = plume_tzif_offset(tzif, second - day);
    int64_t after_s = plume_tzif_offset(tzif, second + day);
    bool by_before = plume_tzif_offset(tzif, second - before_s) == before_s;
    bool by_after = plume_tzif_offset(tzif, second - after_s) == after_s;
    plume_stamp stamp = { .unix_s = local_s - (double)before_s };

    if (before_s == after_s)
        return stamp;
    stamp.ambiguous = by_before && by_after;
    stamp.skipped = !by_before && !by_after;
    if (by_after && !by_before)
        stamp.unix_s = local_s - (double)after_s;
    return stamp;
}

plume_stamp plume_zone_resolve(const plume_zone *zone, double local_s)
{
    plume_stamp stamp = { .unix_s = local_s };

    if (!(fabs(local_s) < 1e12)) {
        stamp.unix_s = (double)NAN;
        return stamp;
    }
    if (zone == NULL)
        return stamp;
    if (zone->is_fixed) {
        stamp.unix_s = local_s - zone->offset_s;
        return stamp;
    }
    return resolve(&zone->tzif, local_s);
}

double plume_zone_again(const plume_zone *zone, double unix_s)
{
    int64_t second, day = (int64_t)SECONDS_PER_DAY;
    double local_s, again_s;

    if (zone == NULL || zone->is_fixed || !(fabs(unix_s) < 1e12))
        return (double)NAN;
    second = (int64_t)floor(unix_s);
    local_s = unix_s + (double)plume_tzif_offset(&zone->tzif, second);
    if (!resolve(&zone->tzif, local_s).ambiguous)
        return (double)NAN;
    again_s = local_s - (double)plume_tzif_offset(&zone->tzif, second + day);
    return again_s > unix_s ? again_s : (double)NAN;
}

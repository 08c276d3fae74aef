/* Picks times, zone and devices out of the pickle, and settles the zone by the samples.
 * */
#include "readers/trackers/impact_tracker/info.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/number/units.h"
#include <plume/time.h>

/* The tracker takes its first sample right after it has written the start. */
#define FIRST_SAMPLE_WITHIN_S 60.0
/* With a zone that the user vouches for, a slow start is believed. */
#define FIRST_SAMPLE_BELIEVED_S 3600.0
#define ZONE_STEP_S             900.0
#define ZONE_WEST_S             (-12.0 * SECONDS_PER_HOUR)
#define ZONE_EAST_S             (14.0 * SECONDS_PER_HOUR)

/* --- reading --- */

static plume_status slurp(char **out, size_t *length, plume_source_stream *source,
                          plume_error *error)
{
    size_t capacity = (size_t)128 << 10, got = 1;
    char *bytes = malloc(capacity), *larger;
    plume_status status = PLUME_OK;

    *out = NULL;
    *length = 0;
    if (bytes == NULL)
        return plume_fail_memory(error);
    while (status == PLUME_OK && got > 0 && *length <= PLUME_PICKLE_BYTES_MAX) {
        if (*length == capacity) {
            larger = realloc(bytes, capacity *= 2);
            if (larger == NULL)
                status = plume_fail_memory(error);
            else
                bytes = larger;
        }
        if (status == PLUME_OK)
            status = plume_source_read(source, bytes + *length, capacity - *length, &got,
                                       error);
        if (status == PLUME_OK)
            *length += got;
    }
    if (status == PLUME_OK)
        *out = bytes;
    else
        free(bytes);
    return status;
}

/* Different names in the order of the list, each once. */
static void name_devices(plume_impact_info *info, const plume_pickle_node *gpus)
{
    for (size_t i = 0; i < plume_pickle_count(gpus); i++) {
        const char *name =
            plume_pickle_text(plume_pickle_get(plume_pickle_at(gpus, i), "name"));

        if (name[0] == '\0' || strstr(info->device.data, name) != NULL)
            continue;
        if (info->device.length > 0)
            plume_text_add(&info->device, " + ");
        plume_text_add(&info->device, name);
    }
}

/* The tracker's region is a zone of electricityMap, as is its intensity (g/kWh). */
static void interpret(plume_impact_info *info, plume_log *log)
{
    const plume_pickle_node *root = plume_pickle_root(info->pickle);
    const plume_pickle_node *gpus = plume_pickle_get(root, "gpu_info");
    const plume_pickle_node *region = plume_pickle_get(root, "region");
    const plume_pickle_node *estimate =
        plume_pickle_get(root, "region_carbon_intensity_estimate");

    if (plume_pickle_count(gpus) > 0)
        info->gpu_count = (double)plume_pickle_count(gpus);
    name_devices(info, gpus);
    info->version =
        plume_pickle_text(plume_pickle_get(root, "experiment_impact_tracker_version"));
    info->location = plume_pickle_text(plume_pickle_get(region, "id"));
    if (info->location[0] == '\0')
        info->location = plume_pickle_text(plume_pickle_get(region, "zoneName"));
    info->average_kg_per_kwh =
        plume_pickle_number(plume_pickle_get(estimate, "carbonIntensity")) / GRAMS_PER_KG;
    info->start_civil_s =
        plume_pickle_civil_s(plume_pickle_get(root, "experiment_start"));
    info->end_civil_s = plume_pickle_civil_s(plume_pickle_get(root, "experiment_end"));
    if (isnan(info->start_civil_s))
        plume_log_note(log, PLUME_WARNING, 0, "no-start",
                       "info.pkl has no experiment_start: the run is read from its first "
                       "sample on");
    if (isnan(info->end_civil_s))
        plume_log_note(
            log, PLUME_WARNING, 0, "no-end",
            "info.pkl has no experiment_end, so the tracker was killed or still "
            "runs: the run is read up to its last sample");
}

/* What is wrong with the pickle is told and not fatal: the samples beside it hold the
 * energy, and only the time before the first and after the last of them is lost. */
plume_status plume_impact_info_read(plume_impact_info *info, plume_log *log,
                                    plume_error *error)
{
    plume_source_stream *source = NULL;
    plume_error why = { .status = PLUME_OK };
    char *bytes = NULL;
    size_t length = 0;
    plume_status status;

    *info = (plume_impact_info){ .version = "",
                                 .location = "",
                                 .gpu_count = NAN,
                                 .start_civil_s = NAN,
                                 .end_civil_s = NAN,
                                 .average_kg_per_kwh = NAN,
                                 .start_s = NAN,
                                 .end_s = NAN };
    plume_text_init(&info->device);
    status = plume_log_companion(log, "info.pkl", &source, &why);
    if (status == PLUME_OK && source == NULL) {
        plume_log_note(
            log, PLUME_ASSUMED, 0, "no-info-pkl",
            "there is no info.pkl beside the samples: the time before the first "
            "and after the last sample is not counted");
        return PLUME_OK;
    }
    if (status == PLUME_OK)
        status = slurp(&bytes, &length, source, &why);
    plume_source_close(source);
    if (status == PLUME_OK)
        status = plume_pickle_read(&info->pickle, bytes, length, "info.pkl", &why);
    free(bytes);
    if (status == PLUME_ERR_MEMORY)
        return plume_fail_memory(error);
    if (status != PLUME_OK)
        plume_log_note(
            log, PLUME_ASSUMED, 0, "unread-info-pkl",
            "info.pkl is not used (%s): the time before the first and after the "
            "last sample is not counted",
            why.message);
    else
        interpret(info, log);
    return plume_text_status(&info->device, error);
}

void plume_impact_info_dispose(plume_impact_info *info)
{
    plume_pickle_free(info->pickle);
    plume_text_dispose(&info->device);
}

/* --- the zone of its clock --- */

/* "+05:30"; the offset is a whole number of minutes. */
static void print_offset(char text[8], double offset_s)
{
    int minutes = (int)lround(fabs(offset_s) / SECONDS_PER_MINUTE) % 6000;

    text[0] = offset_s < 0 ? '-' : '+';
    text[1] = (char)('0' + minutes / 600);
    text[2] = (char)('0' + minutes / 60 % 10);
    text[3] = ':';
    text[4] = (char)('0' + minutes % 60 / 10);
    text[5] = (char)('0' + minutes % 10);
    text[6] = '\0';
}

/* Whether the user's own zone makes sense of the start. */
static bool start_from_zone(plume_impact_info *info, const plume_zone *zone,
                            double first_s)
{
    double start_s = plume_zone_resolve(zone, info->start_civil_s).unix_s;

    if (!(first_s - start_s >= 0.0 && first_s - start_s <= FIRST_SAMPLE_BELIEVED_S))
        return false;
    info->start_s = start_s;
    info->utc_offset_s = info->start_civil_s - start_s;
    info->zone_given = true;
    return true;
}

/* The one quarter-hour offset that puts the first sample 0 to 60 s after the start. */
static bool start_from_sample(plume_impact_info *info, double first_s)
{
    double offset_s = ceil((info->start_civil_s - first_s) / ZONE_STEP_S) * ZONE_STEP_S;
    double start_s = info->start_civil_s - offset_s;

    if (!(first_s - start_s >= 0.0 && first_s - start_s <= FIRST_SAMPLE_WITHIN_S))
        return false;
    if (offset_s < ZONE_WEST_S || offset_s > ZONE_EAST_S)
        return false;
    info->start_s = start_s;
    info->utc_offset_s = offset_s;
    return true;
}

/* The pickle holds local times without a zone, the samples hold seconds since 1970.
 * The tracker takes its first sample within a minute of its start, which leaves one
 * quarter-hour offset that fits. */
void plume_impact_info_resolve_start(plume_impact_info *info, plume_log *log,
                                     double first_sample_s)
{
    const plume_zone *zone = plume_log_options(log)->zone;
    char offset[8];

    if (isnan(info->start_civil_s))
        return;
    if (zone != NULL && start_from_zone(info, zone, first_sample_s))
        return;
    if (!start_from_sample(info, first_sample_s)) {
        plume_log_note(
            log, PLUME_WARNING, 0, "zone-impossible",
            "no zone puts the first sample 0 to 60 s after the start in info.pkl: "
            "the run is read from its first to its last sample");
        return;
    }
    print_offset(offset, info->utc_offset_s);
    if (zone != NULL)
        plume_log_note(
            log, PLUME_WARNING, 0, "zone-contradicted",
            "the samples contradict the time zone %s: the clock of info.pkl was at "
            "UTC%s",
            plume_zone_name(zone), offset);
    else
        plume_log_note(
            log, PLUME_INFO, 0, "zone-inferred",
            "info.pkl gives local times without a zone: read at UTC%s, which puts "
            "the first sample right after the start",
            offset);
}

void plume_impact_info_resolve_end(plume_impact_info *info, plume_log *log,
                                   double last_sample_s)
{
    const plume_zone *zone = plume_log_options(log)->zone;
    double end_s = info->end_civil_s - info->utc_offset_s;

    if (isnan(info->start_s) || isnan(end_s))
        return;
    if (info->zone_given)
        end_s = plume_zone_resolve(zone, info->end_civil_s).unix_s;
    /* Clocks that went back during the run show an hour less than has passed. */
    if (end_s < last_sample_s && end_s + SECONDS_PER_HOUR >= last_sample_s)
        end_s += SECONDS_PER_HOUR;
    if (end_s >= last_sample_s)
        info->end_s = end_s;
    else
        plume_log_note(
            log, PLUME_WARNING, 0, "end-before-last-sample",
            "the end in info.pkl lies before the last sample: the run is read up to "
            "its last sample");
}

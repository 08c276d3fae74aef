/* Energy of a run from what is known of its device. */
#include "methods/workload_device.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "methods/workload.h"
#include "core/hash.h"
#include "core/notes.h"
#include "core/number/units.h"
#include <plume/number.h>
#include <plume/text.h>

/* Share of peak throughput that a training reaches when nobody says: the trainings of
 * Patterson et al. 2021, Table 4 (measured TFLOP/s over the 46, 123 and 125 that TPU v2,
 * TPU v3 and V100 reach at most) lie between 0.20 and 0.54, their median is 0.36. */
static const double usual_throughput = 0.36;

void plume_ask_note(const plume_ask *ask, plume_severity severity, const char *code,
                    const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    plume_notes_vadd(ask->notes, severity, code, ask->run->origin.path, 0, format,
                     arguments);
    va_end(arguments);
}

/* How a figure of the device entered, and what tells this from other ways. */
typedef struct way {
    const char *words;
    uint64_t key;
} way;

/* Whether a run of this kind told it already, whatever it is by its key: what a kind
 * leads to is the same for all of its runs. */
static bool told_of_kind(const plume_ask *ask, uint64_t key)
{
    return ask->run->kind != 0 &&
           plume_notes_was_told_of(ask->notes, plume_hash_word(ask->run->kind, key));
}

/* "V100: 300 W a device, ...". */
static void note_figure(const plume_ask *ask, const char *code,
                        const plume_device *device, double figure, way how)
{
    const plume_run *run = ask->run;
    uint64_t bits, key;
    plume_text number;

    memcpy(&bits, &figure, sizeof bits);
    if (told_of_kind(ask, bits + how.key))
        return;
    key = plume_hash64(device->name, strlen(device->name), bits + how.key);
    if (plume_notes_was_told(ask->notes, code, run->origin.path, key))
        return;
    plume_text_init(&number);
    plume_number_significant(&number, figure, 4);
    plume_ask_note(ask, PLUME_ASSUMED, code, "%s: %s %s", device->name, number.data,
                   how.words);
    plume_text_dispose(&number);
}

/* Devices of a run; one when nobody counted them. */
static double device_count(const plume_ask *ask)
{
    if (!isnan(ask->run->device_count))
        return ask->run->device_count;
    plume_ask_note(ask, PLUME_ASSUMED, "device-count-assumed",
                   "how many devices a run used is not said; taken as one");
    return 1.0;
}

/* Energy of device-hours by the system average, or else at rated power x utilisation. */
static bool by_power(plume_workload *out, const plume_ask *ask,
                     const plume_device *device, double utilization)
{
    if (!isnan(device->system_average_w)) {
        note_figure(
            ask, "system-average", device, device->system_average_w,
            (way){ "W a device as measured on a whole system, host included", 1 });
        out->it_kwh = device->system_average_w * out->device_hours / WATTS_PER_KILOWATT;
        out->host_included = true;
        return true;
    }
    if (isnan(device->rated_w))
        return false;

    note_figure(ask, "rated-power", device, device->rated_w,
                (way){ "W rated, no power was logged", 2 });
    if (isnan(utilization)) {
        plume_ask_note(
            ask, PLUME_ASSUMED, "utilization-assumed",
            "how busy the devices were is not said; taken as drawing their rated "
            "power all the time");
        out->utilization_assumed = true;
        utilization = 1.0;
    }
    out->device_kwh =
        device->rated_w * utilization * out->device_hours / WATTS_PER_KILOWATT;
    return true;
}

static bool by_hours(plume_workload *out, const plume_ask *ask,
                     const plume_device *device)
{
    out->device_hours = out->hours * device_count(ask);
    out->evidence = PLUME_EVIDENCE_RATED;
    return by_power(out, ask, device, ask->run->utilization);
}

/* Which peak the throughput is a share of: "TFLOP/s at 16 bits at most; ...". */
static void peak_words(plume_text *out, const plume_device *device,
                       plume_precision precision)
{
    const double *peak = device->peak_flops;

    plume_text_add(out, "TFLOP/s at ");
    if (precision != PLUME_PRECISION_UNKNOWN)
        plume_text_printf(out, "%s at most", plume_precision_words(precision));
    else if (isnan(peak[PLUME_PRECISION_16BIT]))
        plume_text_add(out, "32 bits at most, its 16-bit peak is not known");
    else if (peak[PLUME_PRECISION_32BIT] > peak[PLUME_PRECISION_16BIT])
        plume_text_add(out, "32 bits at most, for it is slower at 16");
    else
        plume_text_add(out, "16 bits at most");
    plume_text_add(out, "; hours computed from the FLOPs");
}

static void note_peak(const plume_ask *ask, const plume_device *device, double peak)
{
    plume_text how;

    plume_text_init(&how);
    peak_words(&how, device, ask->run->compute.precision);
    note_figure(ask, "work-over-throughput", device, peak / 1e12,
                (way){ how.data, plume_hash64(how.data, how.length, 0) });
    plume_text_dispose(&how);
}

/* Of the peak at the precision that is stated, else of the larger one: that at 16 bits,
 * which trainings of large networks use, where the device has it. Devices at work draw
 * their rated power: utilisation has entered through the throughput.
 */
static bool by_flops(plume_workload *out, const plume_ask *ask,
                     const plume_device *device)
{
    double peak = device->peak_flops[ask->run->compute.precision];
    double utilization = ask->run->compute.efficiency;

    if (isnan(peak))
        return false;
    if (isnan(ask->run->flops))
        plume_ask_note(ask, PLUME_ASSUMED, "flops-from-parameters",
                       "work computed as 6 x parameters x tokens, as of a training");
    note_peak(ask, device, peak);
    if (isnan(utilization))
        utilization = ask->run->utilization;
    if (isnan(utilization)) {
        plume_ask_note(
            ask, PLUME_ASSUMED, "utilization-assumed",
            "what share of peak throughput was reached is not said; taken as 0.36, "
            "the median of Patterson et al. 2021, Table 4");
        out->utilization_assumed = true;
        utilization = usual_throughput;
    }
    out->device_hours = out->flops / (peak * utilization) / SECONDS_PER_HOUR;
    out->hours = out->device_hours / ask->run->device_count;
    out->evidence = PLUME_EVIDENCE_FLOPS;
    return by_power(out, ask, device, 1.0);
}

/* An unknown name is a run without an energy and no failure of the command: others
 * may be known. */
static plume_status fail_unknown(const plume_run *run, plume_error *error)
{
    plume_error inner = { .status = PLUME_OK };

    if (error != NULL)
        inner = *error;
    plume_fail(error, PLUME_ERR_MISSING,
               "run '%s' has no energy, and its device \"%s\" is not known", run->id,
               run->device);
    plume_hint(error, "%s", inner.hint);
    return PLUME_ERR_MISSING;
}

/* Hours go before FLOPs: how long a device ran is known better than how much of its
 * peak it reached. */
plume_status plume_workload_by_device(plume_workload *out, const plume_ask *ask,
                                      bool *found, plume_error *error)
{
    plume_device device;
    plume_status status;
    bool hours = !isnan(out->hours), work = out->flops > 0.0;

    *found = false;
    if (ask->factors == NULL || ask->run->device[0] == '\0' || !(hours || work))
        return PLUME_OK;

    status = plume_factors_device(ask->factors, ask->run->device, &device,
                                  told_of_kind(ask, 0) ? NULL : ask->notes, error);
    if (status == PLUME_ERR_UNKNOWN)
        return fail_unknown(ask->run, error);
    if (status != PLUME_OK)
        return status;
    *found = hours ? by_hours(out, ask, &device) : by_flops(out, ask, &device);
    if (*found && device.guessed) {
        out->evidence = PLUME_EVIDENCE_ASSUMED;
        out->utilization_assumed = true;
    }
    if (!*found && !hours && ask->run->compute.precision != PLUME_PRECISION_UNKNOWN)
        return plume_fail(error, PLUME_ERR_MISSING,
                          "run '%s' has no energy, and no throughput at %s of its device "
                          "\"%s\" is known",
                          ask->run->id,
                          plume_precision_words(ask->run->compute.precision),
                          ask->run->device);
    if (!*found)
        return plume_fail(
            error, PLUME_ERR_MISSING,
            "run '%s' has no energy, and no %s of its device \"%s\" is known",
            ask->run->id, hours ? "power" : "throughput or power", ask->run->device);
    return PLUME_OK;
}

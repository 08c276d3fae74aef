/* The line of many samples, read back. */
#include "logs/partial/samples_record.h"

#include <math.h>

#define LINE_MOST   9e15
#define TIME_MOST   9e15 /* milliseconds, that a double holds apart */
#define DEVICE_MOST 4e9

/* Whole numbers of a list, each from 0 to most. */
static plume_status take_whole(plume_samples *samples, plume_record *record, double *list,
                               double most, plume_error *error)
{
    plume_status status = plume_record_list(record, list, samples->count, error);

    for (size_t i = 0; status == PLUME_OK && record->fault == NULL && i < samples->count;
         i++)
        if (!(list[i] >= 0.0) || list[i] > most || list[i] != floor(list[i]))
            record->fault = "a number of a list is none that can be";
    return status;
}

static plume_status take_devices(plume_samples *samples, plume_record *record,
                                 plume_error *error)
{
    double list[PLUME_SAMPLES_MOST];
    plume_status status = take_whole(samples, record, list, DEVICE_MOST, error);

    for (size_t i = 0; status == PLUME_OK && record->fault == NULL && i < samples->count;
         i++)
        samples->device[i] = (uint32_t)list[i];
    return status;
}

static plume_status take_lines(plume_samples *samples, plume_record *record,
                               plume_error *error)
{
    double list[PLUME_SAMPLES_MOST];
    plume_status status = take_whole(samples, record, list, LINE_MOST, error);

    for (size_t i = 0; status == PLUME_OK && record->fault == NULL && i < samples->count;
         i++)
        samples->line[i] = (uint64_t)list[i];
    return status;
}

/* Distances between times in milliseconds, the first from 0; their sums are whole and
 * below 2^53, or they are refused. */
static plume_status take_steps(plume_samples *samples, plume_record *record,
                               plume_error *error)
{
    double *t_s = samples->figure[PLUME_SAMPLE_T], sum = 0.0;
    plume_status status = plume_record_list(record, t_s, samples->count, error);

    for (size_t i = 0; status == PLUME_OK && record->fault == NULL && i < samples->count;
         i++) {
        sum += t_s[i];
        if (!(fabs(sum) < TIME_MOST) || sum != floor(sum))
            record->fault = "a time is none that can be";
        t_s[i] = sum / 1000.0;
    }
    return status;
}

static plume_status take_figures(plume_samples *samples, plume_record *record,
                                 plume_error *error)
{
    for (size_t i = 0; i < PLUME_SAMPLE_FIGURES; i++)
        if (plume_record_is(record, plume_sample_figure_names[i]))
            return plume_record_list(record, samples->figure[i], samples->count, error);
    return plume_record_unknown_key(record, error);
}

static plume_status take_column(plume_samples *samples, plume_record *record,
                                uint64_t *first, uint64_t *step, plume_error *error)
{
    if (plume_record_is(record, "line"))
        *first = plume_record_count(record, UINT64_MAX / 4);
    else if (plume_record_is(record, "step"))
        *step = plume_record_count(record, 1);
    else if (plume_record_is(record, "lines"))
        return take_lines(samples, record, error);
    else if (plume_record_is(record, "zoned"))
        samples->zoned = plume_record_count(record, 1) == 1;
    else if (plume_record_is(record, "kind"))
        samples->kind = (unsigned)plume_record_count(record, PLUME_COUNTER_MEMORY);
    else if (plume_record_is(record, "device")) {
        uint32_t device = (uint32_t)plume_record_count(record, UINT32_MAX);

        for (size_t i = 0; i < samples->count; i++)
            samples->device[i] = device;
    } else if (plume_record_is(record, "devices"))
        return take_devices(samples, record, error);
    else if (plume_record_is(record, "ms"))
        return take_steps(samples, record, error);
    else
        return take_figures(samples, record, error);
    return PLUME_OK;
}

static void begin_samples(plume_samples *samples)
{
    for (size_t i = 0; i < PLUME_SAMPLE_FIGURES; i++)
        for (size_t k = 0; k < samples->count; k++)
            samples->figure[i][k] = (double)NAN;
    for (size_t k = 0; k < samples->count; k++) {
        samples->line[k] = 0;
        samples->device[k] = 0;
    }
    samples->zoned = false;
    samples->kind = 0;
}

plume_status plume_samples_read(plume_samples *samples, plume_record *record,
                                plume_error *error)
{
    uint64_t first = 0, step = 2;
    plume_status status;
    bool more = true;

    samples->count = (size_t)plume_record_count(record, PLUME_SAMPLES_MOST);
    begin_samples(samples);
    while ((status = plume_record_next(record, &more, error)) == PLUME_OK && more) {
        status = take_column(samples, record, &first, &step, error);
        if (status != PLUME_OK)
            return status;
    }
    for (size_t i = 0; step < 2 && i < samples->count; i++)
        samples->line[i] = first + i * step;
    return status == PLUME_OK ? plume_record_fault(record, error) : status;
}

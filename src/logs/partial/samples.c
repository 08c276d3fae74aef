/* Samples of power as one line of a partial. */
#include "logs/partial/samples.h"

#include <math.h>
#include <stdio.h>

#include "logs/partial/put.h"

#define MILLISECONDS      1000.0
#define MILLISECONDS_MOST 9e15

const char *const plume_sample_figure_names[PLUME_SAMPLE_FIGURES] = {
    "t", "w", "again", "use", "counter", "modulus", "interval", "from"
};

void plume_samples_figures(double figure[PLUME_SAMPLE_FIGURES],
                           const plume_power_sample *sample)
{
    figure[PLUME_SAMPLE_T] = sample->t_s;
    figure[PLUME_SAMPLE_W] = sample->watts;
    figure[PLUME_SAMPLE_AGAIN] = sample->again_s;
    figure[PLUME_SAMPLE_USE] = sample->utilization;
    figure[PLUME_SAMPLE_COUNTER] = sample->counter_j;
    figure[PLUME_SAMPLE_MODULUS] = sample->counter_modulus_j;
    figure[PLUME_SAMPLE_INTERVAL] = sample->interval_j;
    figure[PLUME_SAMPLE_FROM] = sample->from_s;
}

void plume_samples_take_out(const plume_samples *samples, size_t i,
                            plume_power_sample *sample)
{
    sample->t_s = samples->figure[PLUME_SAMPLE_T][i];
    sample->watts = samples->figure[PLUME_SAMPLE_W][i];
    sample->again_s = samples->figure[PLUME_SAMPLE_AGAIN][i];
    sample->utilization = samples->figure[PLUME_SAMPLE_USE][i];
    sample->counter_j = samples->figure[PLUME_SAMPLE_COUNTER][i];
    sample->counter_modulus_j = samples->figure[PLUME_SAMPLE_MODULUS][i];
    sample->interval_j = samples->figure[PLUME_SAMPLE_INTERVAL][i];
    sample->from_s = samples->figure[PLUME_SAMPLE_FROM][i];
}

/* Whole milliseconds that read back as the same seconds. */
static bool in_milliseconds(int64_t *out, double t_s)
{
    double rounded = round(t_s * MILLISECONDS);

    if (!(fabs(rounded) < MILLISECONDS_MOST) || rounded / MILLISECONDS != t_s ||
        (rounded == 0.0 && signbit(t_s)))
        return false;
    *out = (int64_t)rounded;
    return true;
}

static void put_whole(plume_text *out, int64_t value)
{
    char digits[24], *at = digits + sizeof digits;
    uint64_t left = value < 0 ? (uint64_t)-value : (uint64_t)value;

    do
        *--at = (char)('0' + left % 10);
    while ((left /= 10) > 0);
    if (value < 0)
        *--at = '-';
    plume_text_add_n(out, at, (size_t)(digits + sizeof digits - at));
}

/* Each as its distance from the one before, the first from 0. */
static bool put_steps(plume_text *out, const plume_samples *samples)
{
    size_t length = out->length;
    int64_t before = 0, now;

    plume_text_add(out, ",\"ms\":[");
    for (size_t i = 0; i < samples->count; i++) {
        if (!in_milliseconds(&now, samples->figure[PLUME_SAMPLE_T][i])) {
            out->length = length;
            out->data[length] = '\0';
            return false;
        }
        if (i > 0)
            plume_text_add_char(out, ',');
        put_whole(out, now - before);
        before = now;
    }
    plume_text_add_char(out, ']');
    return true;
}

static bool all_unknown(const double *figure, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!isnan(figure[i]))
            return false;
    return true;
}

static void put_column(plume_text *out, const char *name, const double *figure,
                       size_t count)
{
    if (all_unknown(figure, count))
        return;
    plume_text_printf(out, ",\"%s\":[", name);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            plume_text_add_char(out, ',');
        plume_put_value(out, figure[i]);
    }
    plume_text_add_char(out, ']');
}

/* One number where they are equal, as those of a file for each device are. */
static void put_devices(plume_text *out, const plume_samples *samples)
{
    size_t i = 1;

    while (i < samples->count && samples->device[i] == samples->device[0])
        i++;
    if (i == samples->count) {
        plume_put_count(out, "device", samples->device[0]);
        return;
    }
    plume_text_add(out, ",\"devices\":[");
    for (i = 0; i < samples->count; i++) {
        if (i > 0)
            plume_text_add_char(out, ',');
        put_whole(out, (int64_t)samples->device[i]);
    }
    plume_text_add_char(out, ']');
}

static void put_lines(plume_text *out, const plume_samples *samples)
{
    uint64_t step = samples->count > 1 ? samples->line[1] - samples->line[0] : 1;
    size_t i = 1;

    while (i < samples->count && samples->line[i] - samples->line[i - 1] == step)
        i++;
    plume_put_count(out, "line", samples->line[0]);
    if (i == samples->count && step <= 1) {
        plume_put_count(out, "step", step);
        return;
    }
    plume_text_add(out, ",\"lines\":[");
    for (i = 0; i < samples->count; i++) {
        if (i > 0)
            plume_text_add_char(out, ',');
        put_whole(out, (int64_t)samples->line[i]);
    }
    plume_text_add_char(out, ']');
}

void plume_samples_put(plume_text *out, const plume_samples *samples)
{
    plume_text_printf(out, "{\"samples\":%zu", samples->count);
    put_lines(out, samples);
    if (samples->zoned)
        plume_put_count(out, "zoned", 1);
    if (samples->kind != 0)
        plume_put_count(out, "kind", samples->kind);
    put_devices(out, samples);
    for (size_t i = put_steps(out, samples) ? PLUME_SAMPLE_W : PLUME_SAMPLE_T;
         i < PLUME_SAMPLE_FIGURES; i++)
        put_column(out, plume_sample_figure_names[i], samples->figure[i], samples->count);
    plume_text_add(out, "}\n");
}

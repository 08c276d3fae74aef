/* Linear and logarithmic axes, with ticks at round values that have room for their
 * labels. */
#include "scene/scale.h"

#include <math.h>

#include "scene/calendar.h"
#include "scene/ladder.h"
#include "scene/widths.h"

static const double label_gap_pt = 4.0;
static const double rounding = 1e-6;              /* of a count of steps */
static const double below_next_unit = 1.0 - 1e-9; /* an axis to 60 min is no hour long */
static const double last_label = 1.0 - 1e-6;      /* less than a step from the end */

enum { DECADES_MAX = 60, MINOR_BELOW_DECADES = 4, FEWEST_TICKS = 4 };

static double decade(int exponent)
{
    return pow(10.0, exponent);
}

/* log10 is inexact next to powers of ten, pow is not: the decade itself decides. */
static int decade_below(double value)
{
    int exponent = (int)floor(log10(value));

    if (decade(exponent + 1) <= value)
        exponent++;
    else if (decade(exponent) > value)
        exponent--;
    return exponent;
}

static int decade_above(double value)
{
    int exponent = decade_below(value);

    return decade(exponent) < value ? exponent + 1 : exponent;
}

/* Whole decades, so that every axis has at least two labels; where there are too many
 * the small end goes, since the large values are what a reader looks for. */
void plume_scale_log(plume_scale *scale, double low, double high)
{
    int first = decade_below(low), last = decade_above(high);

    if (first == last) {
        first--;
        last++;
    }
    if (last - first > DECADES_MAX)
        first = last - DECADES_MAX;
    scale->logarithmic = true;
    scale->low = decade(first);
    scale->high = decade(last);
}

/* A single value gets a rung on either side. */
void plume_scale_near(plume_scale *scale, double low, double high)
{
    int first = plume_ladder_below(scale->dimension, low);
    int last = plume_ladder_above(scale->dimension, high);

    if (first >= last) {
        first--;
        last = first + 2;
    }
    if (last - first > 3 * DECADES_MAX)
        first = last - 3 * DECADES_MAX;
    scale->logarithmic = scale->near = true;
    scale->low = plume_ladder_rung(scale->dimension, first).value;
    scale->high = plume_ladder_rung(scale->dimension, last).value;
}

/* The widest step of 1, 2 or 5 that makes four ticks or more; it makes at most six. */
static double linear_step(double high)
{
    static const double steps[] = { 2.0, 1.0, 0.5, 0.2 };
    double unit = decade(decade_below(high));
    size_t i = 0;

    while (i + 1 < sizeof steps / sizeof steps[0] &&
           ceil(high / (steps[i] * unit)) + 1.0 < FEWEST_TICKS)
        i++;
    return steps[i] * unit;
}

void plume_scale_linear(plume_scale *scale, double high)
{
    double per_own = scale->dimension == PLUME_DIMENSION_TIME
                         ? plume_unit_for(scale->dimension, high).per_own
                         : 1.0; /* of all others a power of ten */
    double step = linear_step(high * per_own) / per_own;

    scale->logarithmic = false;
    scale->low = 0.0;
    scale->high = step * ceil(high / step);
    scale->step = step;
}

void plume_scale_span(plume_scale *scale, double low, double high)
{
    double step = linear_step(high - low);

    scale->logarithmic = false;
    scale->low = step * floor(low / step);
    scale->high = step * ceil(high / step);
    scale->step = step;
}

void plume_scale_calendar(plume_scale *scale, double low_s, double high_s)
{
    scale->calendar = true;
    scale->logarithmic = false;
    scale->low = low_s;
    scale->high = high_s;
}

double plume_scale_at(const plume_scale *scale, double value)
{
    double share;

    value = fmin(fmax(value, scale->low), scale->high);
    if (scale->logarithmic)
        share = log(value / scale->low) / log(scale->high / scale->low);
    else
        share = (value - scale->low) / (scale->high - scale->low);
    return scale->from_pt + share * (scale->to_pt - scale->from_pt);
}

static double step_of(const plume_scale *scale)
{
    return scale->step > 0.0 ? scale->step : linear_step(scale->high);
}

/* One unit for the whole axis, written on its last label only. */
static void linear_label(plume_text *out, const plume_scale *scale, double value)
{
    plume_display_unit unit = { "", 1.0 };
    double step;

    if (scale->dimension != PLUME_DIMENSION_RATIO)
        unit = plume_unit_for(scale->dimension, scale->dimension == PLUME_DIMENSION_TIME
                                                    ? scale->high * below_next_unit
                                                    : scale->high);
    step = step_of(scale) * unit.per_own;
    plume_number_fixed(out, value * unit.per_own, step < 1.0 ? -decade_below(step) : 0);
    if (unit.name[0] != '\0' && value > scale->high - last_label * step_of(scale))
        plume_text_printf(out, " %s", unit.name);
}

/* Of what is counted. */
static void count_label(plume_text *out, double value)
{
    if (value >= 1e9)
        plume_number_significant(out, value / 1e9, 1);
    else if (value >= 1e6)
        plume_number_significant(out, value / 1e6, 1);
    else
        plume_number_significant(out, value, 1);
    plume_text_add(out, value >= 1e9 ? " billion" : value >= 1e6 ? " million" : "");
}

void plume_scale_label(plume_text *out, const plume_scale *scale, double value)
{
    if (scale->calendar) {
        plume_calendar_label(out, value, scale->low, scale->high);
    } else if (!scale->logarithmic) {
        linear_label(out, scale, value);
    } else if (scale->dimension == PLUME_DIMENSION_RATIO && scale->near) {
        count_label(out, value);
    } else if (scale->dimension == PLUME_DIMENSION_RATIO) {
        plume_number_significant(out, value, 1);
        plume_text_add(out, "×");
    } else {
        plume_quantity_print(out, scale->dimension, value, 1);
    }
}

static void add_tick(plume_ticks *out, const plume_scale *scale, double value, bool minor)
{
    plume_tick *tick = &out->tick[out->count++];

    tick->value = value;
    tick->at_pt = plume_scale_at(scale, value);
    tick->minor = minor;
    tick->labelled = !minor;
}

static void log_ticks(plume_ticks *out, const plume_scale *scale)
{
    int first = decade_below(scale->low), last = decade_below(scale->high);
    bool minor = last - first < MINOR_BELOW_DECADES;

    for (int i = first; i <= last; i++) {
        add_tick(out, scale, decade(i), false);
        if (minor && i < last) {
            add_tick(out, scale, 2.0 * decade(i), true);
            add_tick(out, scale, 5.0 * decade(i), true);
        }
    }
}

/* All rungs are labelled where few of them are major; beyond four decades the others are
 * left out. */
static void near_ticks(plume_ticks *out, const plume_scale *scale)
{
    int first = plume_ladder_below(scale->dimension, scale->low);
    int last = plume_ladder_above(scale->dimension, scale->high);
    int majors = 0;

    for (int i = first; i <= last; i++)
        majors += plume_ladder_rung(scale->dimension, i).major;
    for (int i = first; i <= last; i++) {
        plume_rung rung = plume_ladder_rung(scale->dimension, i);
        bool minor = !rung.major && majors > 2;

        if (!minor || majors <= MINOR_BELOW_DECADES)
            add_tick(out, scale, rung.value, minor);
    }
}

static void linear_ticks(plume_ticks *out, const plume_scale *scale)
{
    double step = step_of(scale);
    long count = (long)floor(scale->high / step + rounding), i;

    for (i = lround(scale->low / step); i <= count && out->count < PLUME_TICKS_MAX; i++)
        add_tick(out, scale, step * (double)i, false);
}

static void calendar_ticks(plume_ticks *out, const plume_scale *scale)
{
    double t[PLUME_TICKS_MAX];
    size_t count = plume_calendar_ticks(t, PLUME_TICKS_MAX, scale->low, scale->high);

    for (size_t i = 0; i < count; i++)
        add_tick(out, scale, t[i], false);
}

static double label_width_pt(const plume_scale *scale, double value, double size_pt)
{
    plume_text text;
    double width_pt;

    plume_text_init(&text);
    plume_scale_label(&text, scale, value);
    width_pt = plume_text_width_pt(PLUME_FACE_SANS, size_pt, text.data);
    plume_text_dispose(&text);
    return width_pt;
}

/* Labels every stride-th tick that is not minor. False when two of them are too near. */
static bool label_every(plume_ticks *out, const plume_scale *scale, double size_pt,
                        size_t stride)
{
    double free_from_pt = -HUGE_VAL;
    size_t major = 0;
    bool clear = true;

    for (size_t i = 0; i < out->count; i++) {
        plume_tick *tick = &out->tick[i];
        double half_pt;

        if (tick->minor)
            continue;
        tick->labelled = major++ % stride == 0;
        if (!tick->labelled)
            continue;
        half_pt = label_width_pt(scale, tick->value, size_pt) / 2.0;
        clear = clear && tick->at_pt - half_pt >= free_from_pt;
        free_from_pt = tick->at_pt + half_pt + label_gap_pt;
    }
    return clear;
}

void plume_scale_ticks(plume_ticks *out, const plume_scale *scale, double size_pt)
{
    size_t stride = 1;

    out->count = 0;
    if (scale->calendar)
        calendar_ticks(out, scale);
    else if (scale->near)
        near_ticks(out, scale);
    else if (scale->logarithmic)
        log_ticks(out, scale);
    else
        linear_ticks(out, scale);
    while (!label_every(out, scale, size_pt, stride) && stride < out->count)
        stride++;
}

/* Selection (Floyd and Rivest 1975, CACM algorithm 489): a sample tells where the wanted
 * value lies, so that about 1.5 comparisons a value find it. */
#include "uncertainty/quantile.h"

#include <math.h>

/* Below this a sample costs more than it saves. */
static const double sampled_from = 600.0;

static void swap(double *value, size_t i, size_t j)
{
    double kept = value[i];

    value[i] = value[j];
    value[j] = kept;
}

/* The part of first to last that holds the wanted value with near certainty when only a
 * sample of it is looked at: half a standard deviation of its rank to either side. */
static void narrow(size_t part[2], size_t first, size_t last, size_t at)
{
    double count = (double)(last - first + 1), rank = (double)(at - first + 1);
    double sample = 0.5 * exp(2.0 / 3.0 * log(count));
    double spread = 0.5 * sqrt(log(count) * sample * (count - sample) / count);
    double shift = rank < count / 2.0 ? -spread : spread;
    double low = (double)at - rank * sample / count + shift;
    double high = (double)at + (count - rank) * sample / count + shift;

    part[0] = low > (double)first ? (size_t)low : first;
    part[1] = high < (double)last ? (size_t)high : last;
}

/* What is smaller than value[at] goes before it, what is larger behind it; answers where
 * it came to lie. Equal ones stop both ways, so that many of them part in halves. */
static size_t part_at(double *value, size_t first, size_t last, size_t at)
{
    double middle = value[at];
    size_t i = first, j = last;

    swap(value, first, at);
    if (value[last] > middle)
        swap(value, first, last);
    while (i < j) {
        swap(value, i++, j--);
        while (value[i] < middle)
            i++;
        while (value[j] > middle)
            j--;
    }
    if (value[first] == middle)
        swap(value, first, j);
    else
        swap(value, ++j, last);
    return j;
}

static void select_between(double *value, size_t first, size_t last, size_t at)
{
    while (first < last) {
        size_t middle;

        if ((double)(last - first) > sampled_from) {
            size_t part[2];

            narrow(part, first, last, at);
            select_between(value, part[0], part[1], at);
        }
        middle = part_at(value, first, last, at);
        if (middle <= at)
            first = middle + 1;
        if (at <= middle)
            last = middle > first ? middle - 1 : first;
    }
}

double plume_order_statistic(double *value, size_t count, size_t at)
{
    select_between(value, 0, count - 1, at);
    return value[at];
}

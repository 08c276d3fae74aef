/* logs/partial/samples.h -- samples of power as a partial has them: many on a line. */
#ifndef PLUME_LOGS_PARTIAL_SAMPLES_H
#define PLUME_LOGS_PARTIAL_SAMPLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "traces/integrator.h"
#include <plume/text.h>

enum { PLUME_SAMPLES_MOST = 512 };

/* The figures of a sample, in columns. */
typedef enum plume_sample_figure {
    PLUME_SAMPLE_T,
    PLUME_SAMPLE_W,
    PLUME_SAMPLE_AGAIN,
    PLUME_SAMPLE_USE,
    PLUME_SAMPLE_COUNTER,
    PLUME_SAMPLE_MODULUS,
    PLUME_SAMPLE_INTERVAL,
    PLUME_SAMPLE_FROM,
    PLUME_SAMPLE_FIGURES
} plume_sample_figure;

/* "t", "w", ... */
extern const char *const plume_sample_figure_names[PLUME_SAMPLE_FIGURES];

/* Samples that are equal in what is not told of each. */
typedef struct plume_samples {
    double figure[PLUME_SAMPLE_FIGURES][PLUME_SAMPLES_MOST];
    uint64_t line[PLUME_SAMPLES_MOST];
    uint32_t device[PLUME_SAMPLES_MOST]; /* by its number in the partial */
    unsigned kind;                       /* of counters */
    bool zoned;
    size_t count;
} plume_samples;

/* Of one sample its figures, and the other way round; what is no figure is left alone. */
void plume_samples_figures(double figure[PLUME_SAMPLE_FIGURES],
                           const plume_power_sample *sample);
void plume_samples_take_out(const plume_samples *samples, size_t i,
                            plume_power_sample *sample);

/* The line of a partial, with its end. */
void plume_samples_put(plume_text *out, const plume_samples *samples);

#endif

/* records/telling.h -- by which samples a power trace is known: the same log, copied
 * or grown since, begins with them. */
#ifndef PLUME_RECORDS_TELLING_H
#define PLUME_RECORDS_TELLING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <plume/status.h>

/* Until so many figures were among them: boards that idle on two hosts tell the same for
 * a while. */
enum { PLUME_TELLING_FIGURES = 16, PLUME_TELLING_SAMPLES = 512 };

/* Zeroed is empty. */
typedef struct plume_telling {
    uint64_t identity;
    uint64_t *prefix; /* the identity after so many samples, from 1 on */
    size_t count, room;
    size_t distinct; /* figures seen */
    double figure[PLUME_TELLING_FIGURES];
} plume_telling;

/* What was read of a device at a moment; NAN unknown. Before anything else is made of it,
 * for what is taken of one sample depends on those before. */
typedef struct plume_telling_sample {
    const char *device;
    double t_s, watts, counter_j, interval_j;
} plume_telling_sample;
plume_status plume_telling_take(plume_telling *telling,
                                const plume_telling_sample *sample, plume_error *error);
/* Whether the trace is known by what came, and by no more. */
bool plume_telling_is_over(const plume_telling *telling);
/* What it would be known by had it ended after so many samples. */
uint64_t plume_telling_prefix(const plume_telling *telling, size_t samples);
void plume_telling_dispose(plume_telling *telling);

#endif

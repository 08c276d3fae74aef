/* uncertainty/normal.h -- normal figures by number: each depends on its key and its
 * number alone, so that any part of them can be drawn by itself. */
#ifndef PLUME_UNCERTAINTY_NORMAL_H
#define PLUME_UNCERTAINTY_NORMAL_H

#include <stddef.h>
#include <stdint.h>

enum { PLUME_NORMAL_LAYERS = 256 };

/* The bell cut into layers of one area: layer i reaches to edge[i], and the one above it
 * to edge[i + 1]; below edge[0] lies the tail, too. */
typedef struct plume_normal {
    double step[PLUME_NORMAL_LAYERS]; /* edge[i] / 2^52 */
    double edge[PLUME_NORMAL_LAYERS + 1];
    double height[PLUME_NORMAL_LAYERS + 1]; /* exp(-edge^2 / 2) */
} plume_normal;

void plume_normal_init(plume_normal *normal);
/* Figures first to first + count of the key. */
void plume_normal_draw(double *out, size_t count, const plume_normal *normal,
                       uint64_t key, uint64_t first);

#endif

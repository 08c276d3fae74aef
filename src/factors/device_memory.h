/* factors/device_memory.h -- what names of devices were found to mean. */
#ifndef PLUME_FACTORS_DEVICE_MEMORY_H
#define PLUME_FACTORS_DEVICE_MEMORY_H

#include <stdbool.h>

#include <plume/factors.h>

/* An answer: a device, or that there is none and why. Texts are borrowed from the
 * datasets and from the memory. */
typedef struct plume_device_answer {
    plume_device device;
    bool shared; /* several boards are called so: must be noted whenever it is told */
    bool unknown;
    const char *message, *hint; /* of an unknown one */
} plume_device_answer;

/* Made when the first name is kept. The caller's is NULL before. */
typedef struct plume_device_memory plume_device_memory;
void plume_device_memory_free(plume_device_memory *memory);

/* NULL: not looked up before, or forgotten; borrowed until the next is kept. */
const plume_device_answer *plume_device_memory_find(const plume_device_memory *memory,
                                                    const char *name);

/* Copies all but the datasets' texts. A full memory forgets everything first, so names
 * that never come again cost no more than these. */
plume_status plume_device_memory_keep(plume_device_memory **memory, const char *name,
                                      const plume_device_answer *answer,
                                      plume_error *error);

/* How many were ever kept: names that were searched for in the tables. */
size_t plume_device_memory_searched(const plume_device_memory *memory);

#endif

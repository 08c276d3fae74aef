/* plume/precision.h -- the arithmetic that the peak throughput of a device is stated for.
 */
#ifndef PLUME_PRECISION_H
#define PLUME_PRECISION_H

#include <stdbool.h>

#include <plume/api.h>

PLUME_BEGIN

/* Peaks are dense: without sparsity. TF32 is NVIDIA's 32-bit multiplication with 10 bits
 * of mantissa; 16 bits are bfloat16 and float16; 8 bits FP8; 4 bits FP4. */
typedef enum plume_precision {
    PLUME_PRECISION_UNKNOWN,
    PLUME_PRECISION_32BIT,
    PLUME_PRECISION_TF32,
    PLUME_PRECISION_16BIT,
    PLUME_PRECISION_8BIT,
    PLUME_PRECISION_4BIT,
    PLUME_PRECISIONS
} plume_precision;

#define PLUME_PRECISION_NAMES "fp32, tf32, bf16, fp16, fp8 or fp4"

/* "fp32", "tf32", "bf16", "fp16", "fp8", "fp4" and as people write them ("bfloat16",
 * "16-bit"), in letters of any case. False: not known, *out is unchanged. */
PLUME_API bool plume_precision_named(const char *name, plume_precision *out);

/* "32 bits", "TF32", "16 bits", "8 bits", "4 bits"; "" of the unknown one. */
PLUME_API const char *plume_precision_words(plume_precision precision);

PLUME_END

#endif

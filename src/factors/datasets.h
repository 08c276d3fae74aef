/* factors/datasets.h -- the registered datasets, one constant each, loaded when first
 * asked for. */
#ifndef PLUME_FACTORS_DATASETS_H
#define PLUME_FACTORS_DATASETS_H

#include <plume/names.h>
#include "factors/device_memory.h"
#include "factors/table.h"
#include "factors/two_places_memory.h"
#include <plume/factors.h>

#define DATASET(name) extern const plume_dataset plume_dataset_##name;
#include "factors/datasets.def"
#undef DATASET

enum {
    PLUME_DATASET_COUNT = 0
#define DATASET(name) +1
#include "factors/datasets.def"
#undef DATASET
};

struct plume_factors {
    char *directory; /* NULL: what is compiled in */
    char *version;
    plume_dataset_table *table[PLUME_DATASET_COUNT]; /* NULL until asked for */
    plume_device_memory *devices;                    /* NULL until one is asked for */
    plume_two_places_memory *two_places;             /* NULL until a name is */
    plume_error failure; /* of the first table that could not be read */
};

/* In the order of datasets.def; NULL beyond the end. */
const plume_dataset *plume_dataset_at(size_t i);

/* The columns of each file that more than one file reads, in its order. */
enum { PLACE_CODE, PLACE_ISO3, PLACE_LEVEL, PLACE_NAME, PLACE_ALIASES };
enum {
    GRID_CODE,
    GRID_NAME,
    GRID_YEAR,
    GRID_KG_PER_KWH,
    GRID_BASIS,
    GRID_SCOPE,
    GRID_RANK,
    GRID_SOURCE,
    GRID_NOTE
};
enum {
    REGION_CODE,
    REGION_PROVIDER,
    REGION_REGION,
    REGION_PLACE,
    REGION_COUNTRY,
    REGION_GRID_CODE,
    REGION_YEAR,
    REGION_KG_PER_KWH,
    REGION_BASIS,
    REGION_SCOPE,
    REGION_CARBON_FREE_SHARE,
    REGION_SOURCE,
    REGION_NOTE
};
enum { PUE_PROVIDER, PUE_SCOPE, PUE_SITE, PUE_YEAR, PUE_PUE, PUE_SOURCE, PUE_NOTE };
enum {
    DEVICE_NAME,
    DEVICE_ALIASES,
    DEVICE_SHARED_NAMES,
    DEVICE_VENDOR,
    DEVICE_KIND,
    DEVICE_RATED_W,
    DEVICE_SYSTEM_AVERAGE_W,
    DEVICE_SYSTEM_AVERAGE_SOURCE,
    DEVICE_MEMORY_GB,
    DEVICE_PEAK_TFLOPS_16BIT,
    DEVICE_PEAK_TFLOPS_32BIT,
    DEVICE_PEAK_TFLOPS_TF32,
    DEVICE_PEAK_TFLOPS_8BIT,
    DEVICE_PEAK_TFLOPS_4BIT,
    DEVICE_YEAR,
    DEVICE_SOURCE,
    DEVICE_NOTE
};
enum {
    PROCESSOR_NAME,
    PROCESSOR_VENDOR,
    PROCESSOR_SEGMENT,
    PROCESSOR_CORES,
    PROCESSOR_RATED_W,
    PROCESSOR_YEAR,
    PROCESSOR_SOURCE,
    PROCESSOR_NOTE
};
enum {
    MODEL_ID,
    MODEL_NAME,
    MODEL_ALIASES,
    MODEL_MODEL,
    MODEL_COVERS,
    MODEL_PUE_COUNTED,
    MODEL_DEVICE,
    MODEL_DEVICE_COUNT,
    MODEL_HOURS,
    MODEL_TIME_PRINTED,
    MODEL_POWER_W,
    MODEL_POWER_PRINTED,
    MODEL_POWER_SCOPE,
    MODEL_POWER_KIND,
    MODEL_PUE,
    MODEL_PUE_PRINTED,
    MODEL_GROSS_KG_PER_KWH,
    MODEL_GROSS_INTENSITY_PRINTED,
    MODEL_NET_KG_PER_KWH,
    MODEL_NET_INTENSITY_PRINTED,
    MODEL_IT_KWH,
    MODEL_IT_PRINTED,
    MODEL_FACILITY_KWH,
    MODEL_FACILITY_PRINTED,
    MODEL_GROSS_KG,
    MODEL_GROSS_PRINTED,
    MODEL_NET_KG,
    MODEL_NET_PRINTED,
    MODEL_METHOD,
    MODEL_THIRD_PARTY,
    MODEL_YEAR,
    MODEL_PAPER,
    MODEL_TABLE,
    MODEL_EVIDENCE,
    MODEL_URL,
    MODEL_NOTE
};
enum {
    EQUIVALENT_ID,
    EQUIVALENT_NAME,
    EQUIVALENT_KG_PER_UNIT,
    EQUIVALENT_YEAR,
    EQUIVALENT_SOURCE,
    EQUIVALENT_NOTE
};
enum { GWP_GAS, GWP_REPORT, GWP_NAME, GWP_GWP100, GWP_YEAR, GWP_SOURCE, GWP_NOTE };
enum {
    EMBODIED_ID,
    EMBODIED_CATEGORY,
    EMBODIED_NAME,
    EMBODIED_DEVICES,
    EMBODIED_UNIT,
    EMBODIED_KG_PER_UNIT,
    EMBODIED_LOW_KG,
    EMBODIED_HIGH_KG,
    EMBODIED_LIFETIME_YEARS,
    EMBODIED_BOUNDARY,
    EMBODIED_RANK,
    EMBODIED_YEAR,
    EMBODIED_SOURCE,
    EMBODIED_NOTE
};
enum {
    WATER_KIND,
    WATER_CODE,
    WATER_L_PER_KWH,
    WATER_BASIS,
    WATER_RANK,
    WATER_YEAR,
    WATER_SOURCE,
    WATER_NOTE
};
enum {
    SOURCE_ID,
    SOURCE_TITLE,
    SOURCE_PUBLISHER,
    SOURCE_YEAR,
    SOURCE_URL,
    SOURCE_LICENCE,
    SOURCE_BIBTEX_KEY,
    SOURCE_EVIDENCE
};
enum {
    SPLIT_CLAIM,
    SPLIT_ACTUAL,
    SPLIT_RANK,
    SPLIT_KIND,
    SPLIT_GROUP,
    SPLIT_NAME,
    SPLIT_DETAIL,
    SPLIT_CLAIM_VALUE,
    SPLIT_ACTUAL_VALUE,
    SPLIT_UNIT,
    SPLIT_PRINTED,
    SPLIT_PAPER,
    SPLIT_PLACE,
    SPLIT_NOTE
};
enum {
    DERIVATION_MODEL,
    DERIVATION_RANK,
    DERIVATION_NAME,
    DERIVATION_A,
    DERIVATION_A_UNIT,
    DERIVATION_B,
    DERIVATION_B_UNIT,
    DERIVATION_C,
    DERIVATION_C_UNIT,
    DERIVATION_UNIT,
    DERIVATION_PRINTED,
    DERIVATION_PAPER,
    DERIVATION_PLACE,
    DERIVATION_NOTE
};
enum {
    REPRODUCTION_PAPER,
    REPRODUCTION_TABLE,
    REPRODUCTION_ROW,
    REPRODUCTION_QUANTITY,
    REPRODUCTION_FORMULA,
    REPRODUCTION_INPUTS,
    REPRODUCTION_PUBLISHED,
    REPRODUCTION_UNIT,
    REPRODUCTION_EXPLANATION,
    REPRODUCTION_CITATION
};
enum {
    RESIDUAL_CODE,
    RESIDUAL_NAME,
    RESIDUAL_YEAR,
    RESIDUAL_KG_PER_KWH,
    RESIDUAL_BASIS,
    RESIDUAL_SCOPE,
    RESIDUAL_SOURCE,
    RESIDUAL_NOTE
};
enum {
    TOOL_NAME,
    TOOL_PLACE,
    TOOL_FIRST,
    TOOL_LAST,
    TOOL_KG_PER_KWH,
    TOOL_SOURCE,
    TOOL_NOTE
};
enum {
    TRAINING_MODEL,
    TRAINING_QUANTITY,
    TRAINING_VALUE,
    TRAINING_PRINTED,
    TRAINING_EVIDENCE,
    TRAINING_PAPER,
    TRAINING_TABLE,
    TRAINING_URL,
    TRAINING_NOTE
};
enum {
    CORRECTION_ID,
    CORRECTION_KIND,
    CORRECTION_QUANTITY,
    CORRECTION_VALUE,
    CORRECTION_PRINTED,
    CORRECTION_WORDS,
    CORRECTION_PHRASES,
    CORRECTION_SAID,
    CORRECTION_PAPER,
    CORRECTION_TABLE,
    CORRECTION_CORRECTED,
    CORRECTION_BY_PAPER,
    CORRECTION_BY_TABLE,
    CORRECTION_EVIDENCE,
    CORRECTION_URL,
    CORRECTION_NOTE
};
enum {
    FAULT_PAPER,
    FAULT_TABLE,
    FAULT_MODEL,
    FAULT_ROWS,
    FAULT_CODE,
    FAULT_CELLS,
    FAULT_PRINTED,
    FAULT_RIGHT,
    FAULT_REASON
};
enum { DEFAULT_QUANTITY, DEFAULT_VALUE, DEFAULT_NAME, DEFAULT_PAPER, DEFAULT_NOTE };

/* Loads it if need be. Borrowed. */
plume_status plume_factors_table(plume_factors *factors, const plume_dataset *dataset,
                                 const plume_dataset_table **out, plume_error *error);

/* Which of two years is nearer to wanted (0: the newest is); of two as near, the later.
 */
bool plume_year_is_nearer(int year, int than, int wanted);

/* Says in notes that what (text such as "the grid of Germany") is of another year. */
void plume_note_year(plume_notes *notes, const char *what, int year, int wanted);

/* The hint of a name that is not known: the nearest, and how to list more of that kind.
 */
void plume_hint_nearest(plume_error *error, const plume_nearest *nearest,
                        const char *kind);

/* The first letters of the nearest name, lower case, for `plume factors KIND gpt`. ""
 * when nothing is near. */
enum { PLUME_QUERY_LETTERS = 3 };
void plume_query_letters(char out[PLUME_QUERY_LETTERS + 1], const plume_nearest *nearest);

#endif

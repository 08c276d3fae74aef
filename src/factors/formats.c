#include "factors/datasets.h"

#define TEXT(name)                                                                       \
    {                                                                                    \
        name, PLUME_DATASET_TEXT, 0, 0                                                   \
    }
#define NAME(name)                                                                       \
    {                                                                                    \
        name, PLUME_DATASET_NAME, 0, 0                                                   \
    }
#define NUMBER(name, low, high)                                                          \
    {                                                                                    \
        name, PLUME_DATASET_NUMBER, low, high                                            \
    }
#define MAYBE(name, low, high)                                                           \
    {                                                                                    \
        name, PLUME_DATASET_NUMBER_OR_EMPTY, low, high                                   \
    }
#define WHOLE(name, low, high)                                                           \
    {                                                                                    \
        name, PLUME_DATASET_WHOLE, low, high                                             \
    }
#define YEAR WHOLE("year", 1990, 2100)

static const plume_dataset_column places[] = {
    NAME("code"), TEXT("iso3"), NAME("level"), NAME("name"), TEXT("aliases"),
};

static const plume_dataset_column grid[] = {
    NAME("code"),
    NAME("name"),
    YEAR,
    NUMBER("kg_per_kwh", 0, 5),
    NAME("basis"),
    NAME("scope"),
    WHOLE("rank", 1, 9),
    NAME("source"),
    TEXT("note"),
};

static const plume_dataset_column regions[] = {
    NAME("code"),
    NAME("provider"),
    NAME("region"),
    NAME("place"),
    NAME("country"),
    NAME("grid_code"),
    YEAR,
    MAYBE("kg_per_kwh", 0, 5),
    TEXT("basis"),
    TEXT("scope"),
    MAYBE("carbon_free_share", 0, 1),
    NAME("source"),
    TEXT("note"),
};

static const plume_dataset_column pue[] = {
    NAME("provider"),     NAME("scope"),  NAME("site"), YEAR,
    NUMBER("pue", 1, 10), NAME("source"), TEXT("note"),
};

static const plume_dataset_column accelerators[] = {
    NAME("name"),
    TEXT("aliases"),
    TEXT("shared_names"),
    NAME("vendor"),
    NAME("kind"),
    NUMBER("rated_w", 0.1, 1e5),
    MAYBE("system_average_w", 0.1, 1e5),
    TEXT("system_average_source"),
    MAYBE("memory_gb", 0, 1e5),
    MAYBE("peak_tflops_16bit", 0, 1e6),
    MAYBE("peak_tflops_32bit", 0, 1e6),
    YEAR,
    NAME("source"),
    TEXT("note"),
};

static const plume_dataset_column processors[] = {
    NAME("name"),
    NAME("vendor"),
    NAME("segment"),
    NUMBER("cores", 1, 1e4),
    NUMBER("rated_w", 0.1, 1e4),
    YEAR,
    NAME("source"),
    TEXT("note"),
};

static const plume_dataset_column memory[] = {
    NAME("method"), NUMBER("watts", 0, 1e3), NAME("per"),
    YEAR,           NAME("source"),          TEXT("note"),
};

static const plume_dataset_column models[] = {
    NAME("id"),
    NAME("name"),
    TEXT("aliases"),
    NAME("model"),
    NAME("covers"),
    TEXT("pue_counted"),
    TEXT("device"),
    MAYBE("device_count", 1, 1e9),
    MAYBE("hours", 0, 1e12),
    TEXT("time_printed"),
    MAYBE("power_w", 0, 1e12),
    TEXT("power_printed"),
    TEXT("power_scope"),
    TEXT("power_kind"),
    MAYBE("pue", 1, 10),
    TEXT("pue_printed"),
    MAYBE("gross_kg_per_kwh", 0, 5),
    TEXT("gross_intensity_printed"),
    MAYBE("net_kg_per_kwh", 0, 5),
    TEXT("net_intensity_printed"),
    MAYBE("it_kwh", 0, 1e15),
    MAYBE("facility_kwh", 0, 1e15),
    TEXT("facility_printed"),
    MAYBE("gross_kg", 0, 1e15),
    TEXT("gross_printed"),
    MAYBE("net_kg", 0, 1e15),
    TEXT("net_printed"),
    TEXT("method"),
    NAME("third_party"),
    YEAR,
    NAME("paper"),
    NAME("table"),
    TEXT("note"),
};

static const plume_dataset_column equivalents[] = {
    NAME("id"), NAME("name"),   NUMBER("kg_per_unit", 0, 1e9),
    YEAR,       NAME("source"), TEXT("note"),
};

static const plume_dataset_column gwp[] = {
    NAME("gas"), NAME("report"), NAME("name"), NUMBER("gwp100", 0, 1e6),
    YEAR,        NAME("source"), TEXT("note"),
};

static const plume_dataset_column embodied[] = {
    NAME("id"),
    NAME("category"),
    NAME("name"),
    TEXT("devices"),
    NAME("unit"),
    NUMBER("kg_per_unit", 0, 1e6),
    MAYBE("low_kg", 0, 1e6),
    MAYBE("high_kg", 0, 1e6),
    NUMBER("lifetime_years", 0.1, 100),
    NAME("boundary"),
    WHOLE("rank", 1, 9),
    YEAR,
    NAME("source"),
    TEXT("note"),
};

static const plume_dataset_column water[] = {
    NAME("kind"),   NAME("code"),        NUMBER("l_per_kwh", 0, 1e3),
    NAME("basis"),  WHOLE("rank", 1, 9), YEAR,
    NAME("source"), TEXT("note"),
};

static const plume_dataset_column sources[] = {
    NAME("id"),  NAME("title"),   NAME("publisher"),  YEAR,
    TEXT("url"), NAME("licence"), NAME("bibtex_key"), NAME("evidence"),
};

static const plume_dataset_column decompositions[] = {
    NAME("claim"),
    NAME("actual"),
    WHOLE("rank", 1, 99),
    NAME("kind"),
    TEXT("group"),
    NAME("name"),
    TEXT("detail"),
    MAYBE("claim_value", 0, 1e15),
    MAYBE("actual_value", 0, 1e15),
    TEXT("unit"),
    TEXT("printed"),
    NAME("paper"),
    NAME("place"),
    TEXT("note"),
};

static const plume_dataset_column derivations[] = {
    NAME("model"),  WHOLE("rank", 1, 99), NAME("name"),    NUMBER("a", 0, 1e15),
    NAME("a_unit"), NUMBER("b", 0, 1e15), NAME("b_unit"),  NUMBER("c", 1, 1e15),
    TEXT("c_unit"), NAME("unit"),         TEXT("printed"), NAME("paper"),
    NAME("place"),  TEXT("note"),
};

static const plume_dataset_column defaults[] = {
    NAME("quantity"), NUMBER("value", 0, 10), NAME("name"), NAME("paper"), TEXT("note"),
};

static const plume_dataset_column reproduction[] = {
    NAME("paper"),       NAME("table"),    NAME("row"),       NAME("quantity"),
    NAME("formula"),     NAME("inputs"),   NAME("published"), NAME("unit"),
    TEXT("explanation"), NAME("citation"),
};

static const plume_dataset_column residual[] = {
    NAME("code"),  NAME("name"),  YEAR,           NUMBER("kg_per_kwh", 0, 5),
    NAME("basis"), NAME("scope"), NAME("source"), TEXT("note"),
};

#define FORMAT(file, columns)                                                            \
    {                                                                                    \
        file, columns, sizeof columns / sizeof columns[0]                                \
    }

static const plume_format formats[PLUME_DATASET_COUNT] = {
    [PLUME_DATASET_PLACES] = FORMAT("places.csv", places),
    [PLUME_DATASET_GRID] = FORMAT("grid_intensity.csv", grid),
    [PLUME_DATASET_REGIONS] = FORMAT("cloud_regions.csv", regions),
    [PLUME_DATASET_PUE] = FORMAT("pue.csv", pue),
    [PLUME_DATASET_ACCELERATORS] = FORMAT("accelerators.csv", accelerators),
    [PLUME_DATASET_PROCESSORS] = FORMAT("processors.csv", processors),
    [PLUME_DATASET_MEMORY] = FORMAT("memory_power.csv", memory),
    [PLUME_DATASET_MODELS] = FORMAT("models.csv", models),
    [PLUME_DATASET_EQUIVALENTS] = FORMAT("equivalents.csv", equivalents),
    [PLUME_DATASET_GWP] = FORMAT("gwp.csv", gwp),
    [PLUME_DATASET_EMBODIED] = FORMAT("embodied.csv", embodied),
    [PLUME_DATASET_WATER] = FORMAT("water.csv", water),
    [PLUME_DATASET_SOURCES] = FORMAT("sources.csv", sources),
    [PLUME_DATASET_DECOMPOSITIONS] = FORMAT("decompositions.csv", decompositions),
    [PLUME_DATASET_DERIVATIONS] = FORMAT("derivations.csv", derivations),
    [PLUME_DATASET_DEFAULTS] = FORMAT("known_defaults.csv", defaults),
    [PLUME_DATASET_REPRODUCTION] = FORMAT("reproduction.csv", reproduction),
    [PLUME_DATASET_RESIDUAL] = FORMAT("residual_mix.csv", residual),
};

const plume_format *plume_dataset_format(plume_dataset dataset)
{
    return &formats[dataset];
}

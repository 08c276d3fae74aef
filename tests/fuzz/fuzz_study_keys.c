/* A study file of the keys that there are, nested and valued anyhow. */
#include "fuzz_bytes.h"

#include <plume/factors.h>

#include "study/study.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum { DEPTH = 4 };

static const char *const keys[] = {
    "title",
    "authors",
    "site",
    "location",
    "pue",
    "hardware",
    "device",
    "count",
    "inputs",
    "path",
    "role",
    "roles",
    "same",
    "distinct",
    "include",
    "ignore",
    "compare",
    "report",
    "pages",
    "sections",
    "venue",
    "language",
    "formats",
    "anonymous",
    "uncertainty",
    "draws",
    "seed",
    "interval",
    "basic",
    "reliability",
    "completeness",
    "temporal",
    "geographical",
    "technological",
    "model",
    "name",
    "parameters",
    "tokens",
    "flops",
    "precision",
    "embodied",
    "idle_power_w",
    "lifetime_years",
    "water",
    "wue_l_per_kwh",
    "ewif_l_per_kwh",
    "offsets",
    "tonnes",
    "public",
    "market_share",
    "market_intensity_kg_per_kwh",
    "intensity_series",
    "gases_kg_per_kwh",
    "gwp",
    "inference",
    "queries",
    "energy_per_query_kwh",
    "search",
    "reuses",
    "reference",
    "attribute_to",
    "gaps",
    "timezone",
    "utilization",
    "host_power_w",
    "devices_per_host",
    "cores",
    "memory_gb",
    "processor",
    "provider",
    "year",
    "intensity",
    "columns",
    "study",
    "shared_devices",
    "lost_share",
    "audit",
    "training_type",
    "datasets",
    "final",
    "ablation",
};
static const char *const values[] = {
    "1",
    "0",
    "-1",
    "1.12",
    "1e9",
    "nan",
    "DE",
    "US-TX",
    "\"*\"",
    "V100",
    "true",
    "null",
    "[]",
    "{}",
    "2024",
    "0.4 kg/kWh",
    "12 kg",
    "logs/*.csv",
    "neurips",
    "zh",
    "~",
    "\"\"",
    "1e400",
    "final",
    "Europe/Berlin",
    "100",
    "bf16",
    "[1, 2]",
    "60 s",
    "4 %",
    "!!binary aGk=",
    "&a b",
    "*a",
};

static void add_map(plume_text *out, fuzz_bytes *bytes, int depth);

static void add_value(plume_text *out, fuzz_bytes *bytes, int depth)
{
    size_t kind = fuzz_choice(bytes, 8), count;

    if (kind == 0 && depth < DEPTH) {
        add_map(out, bytes, depth + 1);
        return;
    }
    if (kind == 1 && depth < DEPTH) {
        plume_text_add(out, "[");
        count = fuzz_choice(bytes, 4);
        for (size_t i = 0; i < count; i++) {
            plume_text_add(out, i > 0 ? ", " : "");
            add_value(out, bytes, depth + 1);
        }
        plume_text_add(out, "]");
        return;
    }
    if (kind == 2) {
        plume_text_add(out, "\"");
        fuzz_raw(out, bytes, "\"\\");
        plume_text_add(out, "\"");
        return;
    }
    plume_text_add(out, FUZZ_WORD(bytes, values));
}

static void add_map(plume_text *out, fuzz_bytes *bytes, int depth)
{
    size_t count = 1 + fuzz_choice(bytes, 5);

    plume_text_add(out, "{");
    for (size_t i = 0; i < count && bytes->left > 0; i++) {
        plume_text_printf(out, "%s%s: ", i > 0 ? ", " : "", FUZZ_WORD(bytes, keys));
        add_value(out, bytes, depth);
    }
    plume_text_add(out, "}");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static plume_factors *factors;
    fuzz_bytes by = { bytes, length };
    plume_study *study = NULL;
    plume_error error;
    plume_text text;

    if (factors == NULL && plume_factors_open(&factors, NULL, &error) != PLUME_OK)
        abort();
    plume_text_init(&text);
    while (by.left > 0) {
        plume_text_printf(&text, "%s: ", FUZZ_WORD(&by, keys));
        add_value(&text, &by, 0);
        plume_text_add(&text, "\n");
    }
    if (text.length > 0 && plume_study_new(&study, &error) == PLUME_OK) {
        memset(&error, 0, sizeof error);
        if (plume_study_parse(study, text.data, text.length, "plume.yaml", factors,
                              &error) != PLUME_OK &&
            error.message[0] == '\0')
            abort(); /* what is refused is told */
        plume_study_free(study);
    }
    plume_text_dispose(&text);
    return 0;
}

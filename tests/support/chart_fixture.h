/* Rows for the tests of charts: published tables, rounded as their papers print them. */
#ifndef PLUME_SUPPORT_CHART_FIXTURE_H
#define PLUME_SUPPORT_CHART_FIXTURE_H

#include "support/support.h"

#include "chart/phases.h"
#include "chart/ranked/rows.h"

#define FIXTURE_METHOD(name_, own_, strubell_, patterson_, net_)                         \
    {                                                                                    \
        .name = name_, .own = own_, .strubell_kg = strubell_,                            \
        .patterson_kg = patterson_, .net_kg = net_, .ratio = (strubell_) / (patterson_)  \
    }

static const plume_chart_row method_rows[] = {
    FIXTURE_METHOD("Evolved Transformer NAS", false, 284e3, 3.22e3, NAN),
    FIXTURE_METHOD("LaMDA 137B", false, 280e3, 25.2e3, NAN),
    FIXTURE_METHOD("GShard 600B", false, 15.0e3, 4.8e3, 4.3e3),
    FIXTURE_METHOD("This study", true, 6.84, 3.30, NAN),
    FIXTURE_METHOD("Gopher 280B", false, 729e3, 380e3, NAN),
    FIXTURE_METHOD("Switch Transformer", false, 111e3, 72.2e3, 59.1e3),
    FIXTURE_METHOD("GPT-3 175B", false, 801e3, 552e3, NAN),
    FIXTURE_METHOD("T5 11B", false, 52.1e3, 46.7e3, NAN),
    FIXTURE_METHOD("Transformer (Big), P100", false, 87.1, 136.0, NAN),
};
enum { METHOD_ROWS = sizeof method_rows / sizeof method_rows[0] };

#define FIXTURE_MODEL(name_, own_, year_, evidence_, third_, value_, low_, high_)        \
    {                                                                                    \
        .name = name_, .own = own_, .year = year_,                                       \
        .evidence = PLUME_EVIDENCE_##evidence_, .third_party = third_,                   \
        .strubell_kg = NAN, .patterson_kg = NAN, .net_kg = NAN, .ratio = NAN,            \
        .value_kg = value_, .low_kg = low_, .high_kg = high_                             \
    }

static const plume_chart_row model_rows[] = {
    FIXTURE_MODEL("Llama 3.1 405B", false, 2024, RATED, false, 8930e3, NAN, NAN),
    FIXTURE_MODEL("GPT-3 175B", false, 2020, METERED, true, 552e3, 502e3, 552e3),
    FIXTURE_MODEL("Gopher 280B", false, 2021, METERED, false, 380e3, 352e3, 380e3),
    FIXTURE_MODEL("OPT 175B", false, 2022, RATED, false, 75e3, 70e3, 137e3),
    FIXTURE_MODEL("T5 11B", false, 2019, METERED, false, 46.7e3, NAN, NAN),
    FIXTURE_MODEL("BLOOM 176B", false, 2022, RATED, false, 24.7e3, 24.7e3, 50.5e3),
    FIXTURE_MODEL("Evolved Transformer NAS", false, 2018, SAMPLED, false, 3.22e3, 3.22e3,
                  284e3),
    FIXTURE_MODEL("BERT base", false, 2018, RATED, true, 652.0, NAN, NAN),
    FIXTURE_MODEL("Transformer (Big)", false, 2017, METERED, false, 136.0, 87.1, 136.0),
    FIXTURE_MODEL("This study, all runs", true, 2026, TRACKER, false, 3.30, 2.3, 4.7),
};
enum { MODEL_ROWS = sizeof model_rows / sizeof model_rows[0] };

static const plume_phase_bar counted_bars[] = {
    { "Runs",
      false,
      PLUME_DIMENSION_RATIO,
      { 173, 23, 264, 42, 0 },
      502,
      502,
      502,
      0,
      NULL,
      false },
    { "Device-hours",
      false,
      PLUME_DIMENSION_TIME,
      { 10.5, 73.7, 64.4, 3.1, 0 },
      151.7,
      502,
      502,
      0,
      NULL,
      false },
    { "Energy",
      false,
      PLUME_DIMENSION_ENERGY,
      { 0.716, 5.041, 4.097, 0.148, 0 },
      10.002,
      502,
      502,
      0,
      NULL,
      false },
};
enum { COUNTED_BARS = sizeof counted_bars / sizeof counted_bars[0] };

static const plume_phase_bar study_bars[] = {
    { "This study",
      true,
      PLUME_DIMENSION_ENERGY,
      { 0.716, 5.041, 4.097, 0.148, 0 },
      10.002,
      502,
      502,
      0,
      "502 runs",
      false },
    { "BLOOM project",
      false,
      PLUME_DIMENSION_ENERGY,
      { 433e3, 0, 630e3, 100e3, 0 },
      1163e3,
      8,
      8,
      0,
      "8 runs",
      false },
    { "LISA parser",
      false,
      PLUME_DIMENSION_ENERGY,
      { 41, 950, 81309, 0, 0 },
      82300,
      4789,
      4789,
      0,
      "4,789 runs",
      false },
    { "Optuna study",
      false,
      PLUME_DIMENSION_TIME,
      { 0, 1.4976, 0, 0, 2.3424 },
      3.84,
      106,
      106,
      0,
      "106 runs",
      false },
    { "Slurm site log",
      false,
      PLUME_DIMENSION_ENERGY,
      { 0, 0, 0, 1888, 2832 },
      4720,
      15188,
      15188,
      0,
      "15,188 runs",
      false },
};
enum { STUDY_BARS = sizeof study_bars / sizeof study_bars[0] };

static inline plume_scene *fixture_scene(double width_pt)
{
    plume_scene *scene;
    plume_error error;

    ck_ok(plume_scene_new(&scene, width_pt, 1.0, &error), error);
    return scene;
}

/* Copies, for drawing sorts its rows. */
static inline plume_chart_rows fixture_rows(const plume_chart_row *row, size_t count)
{
    plume_chart_rows rows = { calloc(count + 1, sizeof *row), count };

    ck_assert_ptr_nonnull(rows.row);
    memcpy(rows.row, row, count * sizeof *row);
    return rows;
}

/* How many labels of a scene read exactly so. */
static inline size_t fixture_labels(const plume_scene *scene, const char *text)
{
    size_t i, count = 0;

    for (i = 0; i < plume_scene_count(scene); i++) {
        const plume_mark *mark = plume_scene_at(scene, i);

        if (mark->is_label && strcmp(mark->label.text, text) == 0)
            count++;
    }
    return count;
}

#endif

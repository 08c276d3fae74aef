/* In charts of all sizes and figures, no label covers another and nothing leaves the
 * page. */
#include "support/chart_fixture.h"

#include <stdint.h>

#include "chart/methods.h"
#include "chart/models.h"
#include "support/scene_check.h"

static plume_chart_row any_row(chance *dice)
{
    plume_chart_row row = { .name = any_name(dice), .own = roll(dice, 12) == 0 };

    row.year = roll(dice, 3) == 0 ? 0 : 1990 + (int)roll(dice, 60);
    row.evidence = (plume_evidence)roll(dice, PLUME_EVIDENCE_COUNT);
    row.third_party = roll(dice, 5) == 0;
    row.strubell_kg = any_kg(dice);
    row.patterson_kg =
        roll(dice, 2) ? row.strubell_kg * pow(10.0, share(dice) - 0.5) : any_kg(dice);
    row.net_kg = roll(dice, 2) ? row.patterson_kg * share(dice) : (double)NAN;
    row.ratio = row.strubell_kg / row.patterson_kg;
    row.value_kg = any_kg(dice);
    row.low_kg = row.value_kg * (1.0 - share(dice));
    row.high_kg = row.value_kg * (1.0 + 9.0 * share(dice));
    return row;
}

typedef plume_status (*draw_rows)(plume_scene *scene, plume_chart_rows *rows,
                                  plume_error *error);

static bool is_drawable(double kg)
{
    return isfinite(kg) && kg > 0.0;
}

static void check_rows_chart(const char *chart, draw_rows draw, uint64_t seed)
{
    chance dice = { seed * 2654435761u + 7 };
    size_t count = 1 + roll(&dice, 40), i;
    plume_chart_rows rows = { calloc(count, sizeof *rows.row), count };
    plume_scene *scene = fixture_scene(any_width(&dice));
    bool any = false;
    plume_status status;
    plume_error error;

    ck_assert_ptr_nonnull(rows.row);
    for (i = 0; i < count; i++) {
        rows.row[i] = any_row(&dice);
        any = any ||
              (draw == plume_models_draw ? is_drawable(rows.row[i].value_kg)
                                         : is_drawable(rows.row[i].strubell_kg) ||
                                               is_drawable(rows.row[i].patterson_kg));
    }
    status = draw(scene, &rows, &error);
    ck_assert_int_eq(status, any ? PLUME_OK : PLUME_ERR_MISSING);
    if (status == PLUME_OK) {
        check_labels(scene, chart, seed);
        check_paths(scene, chart, seed);
    }
    plume_scene_free(scene);
    plume_chart_rows_dispose(&rows);
}

enum { CASES = 500 };

START_TEST(no_label_of_methods_covers_another)
{
    uint64_t seed;

    for (seed = 0; seed < CASES; seed++)
        check_rows_chart("methods", plume_methods_draw, seed);
}
END_TEST

START_TEST(no_label_of_models_covers_another)
{
    uint64_t seed;

    for (seed = 0; seed < CASES; seed++)
        check_rows_chart("models", plume_models_draw, seed);
}
END_TEST

static plume_phase_bar any_bar(chance *dice)
{
    static const plume_dimension dimensions[] = { PLUME_DIMENSION_RATIO,
                                                  PLUME_DIMENSION_TIME,
                                                  PLUME_DIMENSION_ENERGY };
    static const char *const sub_labels[] = { NULL, "1 run",
                                              "123,456,789 of 987,654,321 runs" };
    plume_phase_bar bar = { .name = any_name(dice), .own = roll(dice, 5) == 0 };
    double total = pow(10.0, -6.0 + 16.0 * share(dice));
    int phase;

    bar.dimension = dimensions[roll(dice, 3)];
    bar.sub_label = sub_labels[roll(dice, 3)];
    for (phase = 0; phase < PLUME_PHASE_COUNT; phase++) {
        if (roll(dice, 3) > 0)
            bar.amount[phase] = total * pow(share(dice), 1.0 + roll(dice, 8));
        bar.total += bar.amount[phase];
    }
    if (roll(dice, 15) == 0)
        bar.total = (double)NAN;
    return bar;
}

START_TEST(no_label_of_phases_covers_another)
{
    uint64_t seed;

    for (seed = 0; seed < CASES; seed++) {
        chance dice = { seed * 40503u + 11 };
        plume_phase_bar bar[13];
        plume_phase_bars bars = { bar, 1 + roll(&dice, 13), true, roll(&dice, 2) };
        plume_scene *scene = fixture_scene(any_width(&dice));
        plume_error error;
        size_t i;

        for (i = 0; i < bars.count; i++)
            bar[i] = any_bar(&dice);
        ck_ok(plume_phases_draw(scene, &bars, &error), error);
        check_labels(scene, "phases", seed);
        check_paths(scene, "phases", seed);
        plume_scene_free(scene);
    }
}
END_TEST

/* More rows than are drawn one by one. */
START_TEST(digests_of_many_rows_stay_on_the_page)
{
    static const size_t counts[] = { 41, 1000, 100001 };
    chance dice = { 5 };
    size_t c, i;

    for (c = 0; c < sizeof counts / sizeof counts[0]; c++) {
        plume_chart_rows rows = { calloc(counts[c], sizeof *rows.row), counts[c] };
        plume_error error;

        ck_assert_ptr_nonnull(rows.row);
        for (i = 0; i < counts[c]; i++) {
            rows.row[i] = any_row(&dice);
            rows.row[i].own = i % (counts[c] / 3) == 1;
        }
        for (i = counts[c] > 100000 ? 4 : 0; i < 6; i++) {
            plume_scene *scene = fixture_scene(i % 3 == 0   ? 241.0
                                               : i % 3 == 1 ? 351.5
                                                            : 505.0);

            ck_ok((i < 3 ? plume_methods_draw : plume_models_draw)(scene, &rows, &error),
                  error);
            check_labels(scene, "digest", counts[c]);
            check_paths(scene, "digest", counts[c]);
            plume_scene_free(scene);
        }
        plume_chart_rows_dispose(&rows);
    }
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, no_label_of_methods_covers_another);
    tcase_add_test(tcase, no_label_of_models_covers_another);
    tcase_add_test(tcase, no_label_of_phases_covers_another);
    tcase_add_test(tcase, digests_of_many_rows_stay_on_the_page);
}

int main(void)
{
    return test_main("charts property", add);
}

/* In charts of all sizes and figures, no label covers another and nothing leaves the
 * page. */
#include "support/chart_fixture.h"

#include <stdint.h>

#include "chart/methods.h"
#include "chart/models.h"
#include "scene/spans.h"
#include "scene/widths.h"

/* A small generator of its own, so that a failing case is the same everywhere. */
typedef struct chance {
    uint64_t state;
} chance;

static uint32_t roll(chance *dice, uint32_t sides)
{
    dice->state = dice->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(dice->state >> 33) % sides;
}

static double share(chance *dice)
{
    return (double)roll(dice, 1000001) / 1e6;
}

/* A mass over many decades, now and then something that cannot be drawn. */
static double any_kg(chance *dice)
{
    static const double odd[] = { NAN, 0.0, -1.0, 1e-30, 1e30, HUGE_VAL, 1e-9, 1e12 };

    if (roll(dice, 20) == 0)
        return odd[roll(dice, sizeof odd / sizeof odd[0])];
    return pow(10.0, -8.0 + 18.0 * share(dice));
}

static const char *any_name(chance *dice)
{
    static const char *const names[] = {
        "x",
        "GPT-3 175B",
        "Transformer (Big), P100",
        "an-experiment-with-a-name-that-never-seems-to-end/run-000000017/seed-42",
        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
        "模型训练第三次尝试的最终版本",
        "CO2e and CO2 under CO2e",
        "Łódź – naïve “fine-tuning”",
        "model with  blanks, commas, 1,234 and ümläuts",
    };

    return names[roll(dice, sizeof names / sizeof names[0])];
}

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

static double any_width(chance *dice)
{
    static const double usual[] = { 241.0, 351.5, 505.0 };

    return roll(dice, 2) ? usual[roll(dice, 3)] : 170.0 + 500.0 * share(dice);
}

typedef struct area {
    double left, top, right, bottom;
} area;

/* What the letters may cover: capitals and ascenders to 0.73, descenders to 0.21. */
static area label_area(const plume_label *label)
{
    plume_spans spans = plume_label_spans(label);

    return (area){ spans.x_pt, label->y_pt - 0.73 * label->size_pt,
                   spans.x_pt +
                       plume_text_width_pt(label->face, label->size_pt, label->text),
                   label->y_pt + 0.21 * label->size_pt };
}

static bool overlap(const area *a, const area *b)
{
    const double touch = 0.01;

    return a->left < b->right - touch && b->left < a->right - touch &&
           a->top < b->bottom - touch && b->top < a->bottom - touch;
}

static void check_on_page(const plume_scene *scene, const area *own, const char *text,
                          const char *chart, uint64_t seed)
{
    ck_assert_msg(own->left >= -0.01 && own->top >= -0.01 &&
                      own->right <= plume_scene_width_pt(scene) + 0.01 &&
                      own->bottom <= plume_scene_height_pt(scene) + 0.01,
                  "%s, seed %llu, width %g: '%s' leaves the page", chart,
                  (unsigned long long)seed, plume_scene_width_pt(scene), text);
}

static void check_labels(const plume_scene *scene, const char *chart, uint64_t seed)
{
    static area areas[1024];
    static const char *texts[1024];
    size_t i, j, count = 0;

    for (i = 0; i < plume_scene_count(scene); i++) {
        const plume_mark *mark = plume_scene_at(scene, i);

        if (!mark->is_label)
            continue;
        ck_assert_uint_lt(count, 1024);
        areas[count] = label_area(&mark->label);
        texts[count] = mark->label.text;
        check_on_page(scene, &areas[count], texts[count], chart, seed);
        for (j = 0; j < count; j++)
            ck_assert_msg(!overlap(&areas[j], &areas[count]),
                          "%s, seed %llu, width %g: '%s' and '%s' overlap", chart,
                          (unsigned long long)seed, plume_scene_width_pt(scene), texts[j],
                          texts[count]);
        count++;
    }
}

static void check_paths(const plume_scene *scene, const char *chart, uint64_t seed)
{
    size_t i, s;

    for (i = 0; i < plume_scene_count(scene); i++) {
        const plume_path *path = &plume_scene_at(scene, i)->path;
        double half;

        if (plume_scene_at(scene, i)->is_label)
            continue;
        half = path->stroke == PLUME_COLOUR_NONE || path->decoration
                   ? 0.0
                   : path->stroke_width_pt / 2.0;
        for (s = 0; s < path->step_count; s++)
            ck_assert_msg(
                path->step[s].kind == PLUME_STEP_CLOSE ||
                    (path->step[s].x - half >= -0.01 &&
                     path->step[s].x + half <= plume_scene_width_pt(scene) + 0.01 &&
                     path->step[s].y - half >= -0.01 &&
                     path->step[s].y + half <= plume_scene_height_pt(scene) + 0.01),
                "%s, seed %llu, width %g: a path leaves the page", chart,
                (unsigned long long)seed, plume_scene_width_pt(scene));
    }
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

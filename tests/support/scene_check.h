/* support/scene_check.h -- random figures from a seed, and what every picture must keep:
 * no label covers another, and nothing leaves the page. */
#ifndef PLUME_SUPPORT_SCENE_CHECK_H
#define PLUME_SUPPORT_SCENE_CHECK_H

#include "support/support.h"

#include <math.h>
#include <stdint.h>

#include "scene/scene.h"
#include "scene/spans.h"
#include "scene/widths.h"

/* A small generator of its own, so that a failing case is the same everywhere. */
typedef struct chance {
    uint64_t state;
} chance;

static inline uint32_t roll(chance *dice, uint32_t sides)
{
    dice->state = dice->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(dice->state >> 33) % sides;
}

static inline double share(chance *dice)
{
    return (double)roll(dice, 1000001) / 1e6;
}

/* A mass over many decades, now and then something that cannot be drawn. */
static inline double any_kg(chance *dice)
{
    static const double odd[] = { NAN, 0.0, -1.0, 1e-30, 1e30, HUGE_VAL, 1e-9, 1e12 };

    if (roll(dice, 20) == 0)
        return odd[roll(dice, sizeof odd / sizeof odd[0])];
    return pow(10.0, -8.0 + 18.0 * share(dice));
}

static inline const char *any_name(chance *dice)
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

static inline double any_width(chance *dice)
{
    static const double usual[] = { 241.0, 351.5, 505.0 };

    return roll(dice, 2) ? usual[roll(dice, 3)] : 170.0 + 500.0 * share(dice);
}

typedef struct area {
    double left, top, right, bottom;
} area;

/* What the letters may cover: capitals and ascenders to 0.73, descenders to 0.21. */
static inline area label_area(const plume_label *label)
{
    plume_spans spans = plume_label_spans(label);

    return (area){ spans.x_pt, label->y_pt - 0.73 * label->size_pt,
                   spans.x_pt +
                       plume_text_width_pt(label->face, label->size_pt, label->text),
                   label->y_pt + 0.21 * label->size_pt };
}

static inline bool overlap(const area *a, const area *b)
{
    const double touch = 0.01;

    return a->left < b->right - touch && b->left < a->right - touch &&
           a->top < b->bottom - touch && b->top < a->bottom - touch;
}

static inline void check_on_page(const plume_scene *scene, const area *own,
                                 const char *text, const char *chart, uint64_t seed)
{
    ck_assert_msg(own->left >= -0.01 && own->top >= -0.01 &&
                      own->right <= plume_scene_width_pt(scene) + 0.01 &&
                      own->bottom <= plume_scene_height_pt(scene) + 0.01,
                  "%s, seed %llu, width %g: '%s' leaves the page", chart,
                  (unsigned long long)seed, plume_scene_width_pt(scene), text);
}

static inline void check_labels(const plume_scene *scene, const char *chart,
                                uint64_t seed)
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

static inline void check_paths(const plume_scene *scene, const char *chart, uint64_t seed)
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

#endif

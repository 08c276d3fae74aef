/* Normal figures against the normal distribution, far into its tails. */
#include "support/support.h"

#include <plume/threads.h>
#include <plume/uncertainty.h>

#include "uncertainty/normal.h"

enum { COUNT = 1000000 };

static plume_normal normal;
static double *figures;

static void draw(void)
{
    figures = malloc(COUNT * sizeof *figures);
    ck_assert_ptr_nonnull(figures);
    plume_normal_init(&normal);
    plume_normal_draw(figures, COUNT, &normal, 42, 0);
}

/* Layers of one area end at the top of the bell: 1 high, 0 wide. */
START_TEST(the_layers_close_at_the_top)
{
    size_t last = PLUME_NORMAL_LAYERS - 1;

    plume_normal_init(&normal);
    ck_close(normal.height[PLUME_NORMAL_LAYERS], 1.0, 0.0);
    ck_close(normal.height[last] + 0.0049286732339746553 / normal.edge[last], 1.0, 1e-12);
    for (size_t i = 0; i < PLUME_NORMAL_LAYERS; i++)
        ck_assert(normal.edge[i] > normal.edge[i + 1]);
}
END_TEST

/* Moments to five standard errors of so many draws: of the k-th power the variance is
 * that of the 2k-th less the square of the mean. */
START_TEST(moments_are_those_of_a_standard_normal)
{
    static const double wanted[] = { 0.0, 1.0, 0.0, 3.0, 0.0, 15.0 };
    static const double variance[] = { 1.0, 2.0, 15.0, 96.0, 945.0, 10170.0 };

    draw();
    for (size_t k = 0; k < 6; k++) {
        double sum = 0.0;

        for (size_t i = 0; i < COUNT; i++)
            sum += pow(figures[i], (double)(k + 1));
        ck_assert(fabs(sum / COUNT - wanted[k]) < 5.0 * sqrt(variance[k] / COUNT));
    }
    free(figures);
}
END_TEST

/* Counts below bounds from the middle to where one in three million lies, on both sides
 * of the edge of the tail (3.654). */
START_TEST(as_many_lie_below_each_bound_as_should)
{
    static const double bounds[] = { -5.0, -4.0, -3.6541, -3.0, -1.959964, -1.0,
                                     -0.2, 0.0,  0.2153,  0.5,  1.0,       1.959964,
                                     2.5,  3.0,  3.66,    4.0,  4.5,       5.0 };

    draw();
    for (size_t k = 0; k < sizeof bounds / sizeof *bounds; k++) {
        double share = erfc(-bounds[k] / sqrt(2.0)) / 2.0, below = 0.0;
        double error = sqrt(share * (1.0 - share) * COUNT);

        for (size_t i = 0; i < COUNT; i++)
            below += figures[i] < bounds[k];
        ck_assert_msg(fabs(below - share * COUNT) < 5.0 * error + 1.0,
                      "%.0f lie below %g, wanted %.1f", below, bounds[k], share * COUNT);
    }
    free(figures);
}
END_TEST

/* Neighbours in a stream, and streams of neighbouring keys, know nothing of each other.
 */
START_TEST(figures_are_independent_of_their_neighbours)
{
    double *other = malloc(COUNT * sizeof *other);
    double along = 0.0, across = 0.0, squares = 0.0;

    draw();
    plume_normal_draw(other, COUNT, &normal, 43, 0);
    for (size_t i = 1; i < COUNT; i++) {
        along += figures[i - 1] * figures[i];
        across += figures[i] * other[i];
        squares +=
            (figures[i - 1] * figures[i - 1] - 1.0) * (figures[i] * figures[i] - 1.0);
    }
    ck_assert(fabs(along) < 5.0 * sqrt(COUNT));
    ck_assert(fabs(across) < 5.0 * sqrt(COUNT));
    ck_assert(fabs(squares) < 5.0 * 2.0 * sqrt(COUNT));
    free(other);
    free(figures);
}
END_TEST

/* Worked with another implementation: within the layers, and beyond the last. */
START_TEST(each_figure_depends_on_its_key_and_number_alone)
{
    static const struct {
        uint64_t number;
        double wanted;
    } known[] = {
        { 0, -1.0106339169099618 },   { 1, 1.6826696430345558 },
        { 2, -0.03268351680509525 },  { 3, -1.0957598345099617 },
        { 1540, 3.9122954865725204 }, { 7113, -3.738629170293617 },
        { 8592, -3.964790269444478 },
    };

    plume_normal_init(&normal);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        double figure;

        plume_normal_draw(&figure, 1, &normal, plume_draw_bits(42, 0), known[i].number);
        ck_close(figure, known[i].wanted, 1e-14);
    }
}
END_TEST

static bool same(const plume_propagated *a, const plume_propagated *b)
{
    return a->median == b->median && a->low == b->low && a->high == b->high &&
           a->mean == b->mean && a->sd == b->sd;
}

START_TEST(an_interval_is_the_same_bytes_on_any_number_of_threads)
{
    static const size_t threads[] = { 2, 3, 8 };
    const plume_spread inputs[] = { { 1.0, 1.2, 0.0 }, { 1.0, 1.5, 0.9 } };
    const plume_term terms[] = { { 570.0, { 0 }, 1 }, { 60.0, { 0, 1 }, 2 } };
    const plume_model model = { inputs, 2, terms, 2 };
    plume_propagated one, several;
    plume_error error;

    plume_threads_allow(1);
    ck_ok(plume_propagate(&one, &model, 100001, 42, &error), error);
    for (size_t i = 0; i < 3; i++) {
        plume_threads_allow(threads[i]);
        ck_ok(plume_propagate(&several, &model, 100001, 42, &error), error);
        ck_assert(same(&several, &one));
    }
    plume_threads_allow(0);
}
END_TEST

/* More terms than inputs are multiplied, fewer are added as logarithms: one sum. */
START_TEST(many_terms_of_few_inputs_are_the_same_sum)
{
    const plume_spread inputs[] = { { 0.65, 1.35, 0.0 }, { 1.0, 1.1, 0.98 } };
    const plume_term whole = { 12.0, { 0, 1, 1 }, 3 };
    const plume_term parts[] = { { 3.0, { 0, 1, 1 }, 3 },
                                 { 4.0, { 1, 0, 1 }, 3 },
                                 { 5.0, { 1, 1, 0 }, 3 } };
    const plume_model one = { inputs, 2, &whole, 1 }, three = { inputs, 2, parts, 3 };
    double of_one[1000], of_three[1000];

    plume_model_draw(&one, 42, 0, 1000, of_one);
    plume_model_draw(&three, 42, 0, 1000, of_three);
    for (size_t i = 0; i < 1000; i++)
        ck_close(of_three[i], of_one[i], 1e-13);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, the_layers_close_at_the_top);
    tcase_add_test(tcase, moments_are_those_of_a_standard_normal);
    tcase_add_test(tcase, as_many_lie_below_each_bound_as_should);
    tcase_add_test(tcase, figures_are_independent_of_their_neighbours);
    tcase_add_test(tcase, each_figure_depends_on_its_key_and_number_alone);
    tcase_add_test(tcase, an_interval_is_the_same_bytes_on_any_number_of_threads);
    tcase_add_test(tcase, many_terms_of_few_inputs_are_the_same_sum);
}

int main(void)
{
    return test_main("normal", add);
}

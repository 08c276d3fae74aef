/* A product of lognormal factors of which one may not fall below a bound: its logarithm
 * is L + max(N, a), with L and N normal and a the logarithm of the bound. */
#include "uncertainty/bounded_product.h"

#include <math.h>

#include "uncertainty/lognormal.h"

typedef struct log_sum {
    double free_mean, free_sigma; /* L, with the logarithm of the product's value */
    double mean, sigma, least;    /* N, a */
} log_sum;

static size_t power_of(const plume_term *term, size_t input)
{
    size_t power = 0;

    for (size_t k = 0; k < term->input_count; k++)
        power += term->input[k] == input;
    return power;
}

bool plume_is_bounded_product(const plume_model *model)
{
    size_t bounded = 0;

    for (size_t i = 0; i < model->input_count && model->term_count == 1; i++)
        if (model->inputs[i].least > 0.0 && power_of(&model->terms[0], i) > 0)
            bounded++;
    return bounded == 1;
}

static log_sum log_sum_of(const plume_model *model)
{
    const plume_term *term = &model->terms[0];
    log_sum of = { .free_mean = log(term->value) };
    double variance = 0.0;

    for (size_t i = 0; i < model->input_count; i++) {
        const plume_spread *input = &model->inputs[i];
        double power = (double)power_of(term, i);
        double mean = power * log(input->median), sigma = power * log(input->gsd);

        if (input->least > 0.0 && power > 0.0) {
            of.mean = mean;
            of.sigma = sigma;
            of.least = power * log(input->least);
        } else {
            of.free_mean += mean;
            variance += sigma * sigma;
        }
    }
    of.free_sigma = sqrt(variance);
    return of;
}

/* --- distribution and density --- */

static double bell(double z)
{
    return exp(-0.5 * z * z) / sqrt(2.0 * PLUME_PI);
}

static double below(double z)
{
    return 0.5 * erfc(-z / sqrt(2.0));
}

/* Beyond this a standard normal has 1e-13 of its weight. */
static const double far = 7.5;

/* The integral of bell(t) * below(shift + slope * t) from one place to another, by the
 * rule of Gauss and Legendre with eight points (Abramowitz and Stegun 1964, table 25.4)
 * in strips two wide. It takes a slope of at most 1: what is steeper is no polynomial. */
static double weigh(double shift, double slope, double from, double to)
{
    static const double place[] = { 0.1834346424956498, 0.5255324099163290,
                                    0.7966664774136267, 0.9602898564975363 };
    static const double weight[] = { 0.3626837833783620, 0.3137066458778873,
                                     0.2223810344533745, 0.1012285362903763 };
    double strips = ceil((to - from) / 2.0), half = (to - from) / strips / 2.0;
    double sum = 0.0;

    if (!(to > from))
        return 0.0;
    for (double i = 0.0; i < strips; i++)
        for (size_t k = 0; k < 8; k++) {
            double side = k % 2 == 0 ? 1.0 : -1.0;
            double t = from + half * (2.0 * i + 1.0 + side * place[k / 2]);

            sum += half * weight[k / 2] * bell(t) * below(shift + slope * t);
        }
    return sum;
}

/* P(L + max(N, a) <= y) = P(L <= y - a and L + N <= y), given the one of the two that is
 * the narrower, since the other is then smooth beside it. */
static double distribution(const log_sum *of, double y)
{
    double left = y - of->free_mean, bound = (of->least - of->mean) / of->sigma;
    double free_to = (left - of->least) / of->free_sigma;

    if (of->sigma <= of->free_sigma)
        return below(bound) * below(free_to) + weigh((left - of->mean) / of->free_sigma,
                                                     -of->sigma / of->free_sigma,
                                                     fmax(bound, -far), far);
    return weigh((left - of->mean) / of->sigma, -of->free_sigma / of->sigma, -far,
                 fmin(free_to, far));
}

/* Given their sum, N is normal too. */
static double density(const log_sum *of, double y)
{
    double left = y - of->free_mean, both = hypot(of->sigma, of->free_sigma);
    double bound = (of->least - of->mean) / of->sigma;
    double share = of->sigma / both;
    double given = of->mean + share * share * (left - of->mean);

    return below(bound) * bell((left - of->least) / of->free_sigma) / of->free_sigma +
           bell((left - of->mean) / both) / both *
               below((given - of->least) / (share * of->free_sigma));
}

/* --- quantiles --- */

/* The logarithm of the distribution is concave, so that Newton's steps from below never
 * pass the quantile; and what is below it are the same quantiles of L + N and of L + a.
 */
static double quantile(const log_sum *of, double z)
{
    double wanted = below(z), both = hypot(of->sigma, of->free_sigma);
    double y = of->free_mean + fmax(of->mean + both * z, of->least + of->free_sigma * z);
    double step = both;

    if (!(of->free_sigma > 0.0 && of->sigma > 0.0))
        return y;
    for (int i = 0; i < 50 && step > 1e-12 * both; i++) {
        double at = distribution(of, y);

        step = at * log(wanted / at) / density(of, y);
        y += step;
    }
    return y;
}

/* E exp(k * max(N, a)). */
static double bounded_moment(const log_sum *of, double k)
{
    double bound = (of->least - of->mean) / of->sigma;

    if (!(of->sigma > 0.0))
        return exp(k * fmax(of->mean, of->least));
    return exp(k * of->least) * below(bound) +
           exp(k * of->mean + k * k * of->sigma * of->sigma / 2.0) *
               below(k * of->sigma - bound);
}

void plume_bounded_product(plume_propagated *out, const plume_model *model)
{
    log_sum of = log_sum_of(model);
    double first = bounded_moment(&of, 1.0), second = bounded_moment(&of, 2.0);
    double free_variance = of.free_sigma * of.free_sigma;
    double squares = fmax(second / (first * first) - 1.0, 0.0);

    out->median = exp(quantile(&of, 0.0));
    out->low = exp(quantile(&of, -PLUME_NORMAL_95));
    out->high = exp(quantile(&of, PLUME_NORMAL_95));
    out->mean = exp(of.free_mean + free_variance / 2.0) * first;
    out->sd = out->mean * sqrt(expm1(free_variance) * (squares + 1.0) + squares);
}

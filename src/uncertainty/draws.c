/* Monte Carlo draws of a sum of products, and what they have for mean and quantiles. */
#include "uncertainty/draws.h"

#include <math.h>
#include <stdlib.h>

#include "core/threads.h"
#include "uncertainty/normal.h"
#include "uncertainty/quantile.h"

enum {
    TILE = 64,  /* draws that are made together: their logarithms fit the nearest cache */
    PART = 4096 /* draws that a thread takes at once: a number of tiles */
};

typedef struct sampler {
    const plume_model *model;
    plume_normal normal;
    uint64_t key[PLUME_MODEL_INPUTS];
    /* Of the logarithm of each input. */
    double middle[PLUME_MODEL_INPUTS], sigma[PLUME_MODEL_INPUTS],
        least[PLUME_MODEL_INPUTS];
} sampler;

/* Each input has a stream of its own, so that what a model adds behind its inputs leaves
 * their draws as they were. */
static void prepare(sampler *own, const plume_model *model, uint64_t seed)
{
    own->model = model;
    plume_normal_init(&own->normal);
    for (size_t i = 0; i < model->input_count; i++) {
        own->key[i] = plume_draw_bits(seed, i);
        own->middle[i] = log(model->inputs[i].median);
        own->sigma[i] = log(model->inputs[i].gsd);
        own->least[i] = log(model->inputs[i].least); /* of 0: no bound */
    }
}

/* --- draws --- */

/* The logarithms of one input's factors. */
static void draw_input(double *out, const sampler *own, size_t input, uint64_t first,
                       size_t count)
{
    double middle = own->middle[input], sigma = own->sigma[input],
           least = own->least[input];

    if (sigma > 0.0)
        plume_normal_draw(out, count, &own->normal, own->key[input], first);
    for (size_t i = 0; i < count; i++) {
        double at = sigma > 0.0 ? middle + sigma * out[i] : middle;

        out[i] = at > least ? at : least;
    }
}

/* Logarithms add, so that a term takes one exponential. */
static void add_term(double *out, const plume_term *term, double (*input)[TILE],
                     size_t count)
{
    for (size_t i = 0; i < count; i++) {
        double logarithm = 0.0;

        for (size_t k = 0; k < term->input_count; k++)
            logarithm += input[term->input[k]][i];
        out[i] += term->value * exp(logarithm);
    }
}

static void add_product(double *out, const plume_term *term, double (*input)[TILE],
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        double product = term->value;

        for (size_t k = 0; k < term->input_count; k++)
            product *= input[term->input[k]][i];
        out[i] += product;
    }
}

/* Where many terms share few inputs, an exponential of each input comes cheaper. */
static void add_terms(double *out, const plume_model *model, double (*input)[TILE],
                      size_t count)
{
    bool few = model->term_count <= model->input_count;

    for (size_t k = 0; k < model->input_count && !few; k++)
        for (size_t i = 0; i < count; i++)
            input[k][i] = exp(input[k][i]);
    for (size_t t = 0; t < model->term_count; t++)
        (few ? add_term : add_product)(out, &model->terms[t], input, count);
}

static void draw_tile(double *out, const sampler *own, double (*input)[TILE],
                      uint64_t first, size_t count)
{
    const plume_model *model = own->model;

    for (size_t k = 0; k < model->input_count; k++)
        draw_input(input[k], own, k, first, count);
    for (size_t i = 0; i < count; i++)
        out[i] = 0.0;
    add_terms(out, model, input, count);
}

static void draw(double *out, const sampler *own, uint64_t first, size_t count)
{
    double input[PLUME_MODEL_INPUTS][TILE];

    for (size_t done = 0; done < count; done += TILE)
        draw_tile(&out[done], own, input, first + done,
                  count - done < TILE ? count - done : TILE);
}

void plume_model_draw(const plume_model *model, uint64_t seed, uint64_t first,
                      size_t count, double *out)
{
    sampler own;

    prepare(&own, model, seed);
    draw(out, &own, first, count);
}

/* --- mean and variance --- */

/* Parts are made by whichever thread comes, and added in their order: the sum of squares
 * about the mean by Chan, Golub and LeVeque (1979). */
typedef struct moments {
    double count, mean, squares;
} moments;

static moments moments_of(const double *value, size_t count)
{
    moments of = { (double)count, 0.0, 0.0 };

    for (size_t i = 0; i < count; i++)
        of.mean += value[i];
    of.mean /= of.count;
    for (size_t i = 0; i < count; i++)
        of.squares += (value[i] - of.mean) * (value[i] - of.mean);
    return of;
}

static void join(moments *all, const moments *part)
{
    double count = all->count + part->count, apart = part->mean - all->mean;

    all->mean += apart * (part->count / count);
    all->squares += part->squares + apart * apart * (all->count * part->count / count);
    all->count = count;
}

/* --- all draws --- */

typedef struct work {
    sampler sampler;
    size_t draws;
    double *sum;
    moments *part;
} work;

static void draw_part(void *state, size_t i)
{
    work *own = state;
    size_t first = i * PART, left = own->draws - first;
    size_t count = left < PART ? left : PART;

    draw(&own->sum[first], &own->sampler, first, count);
    own->part[i] = moments_of(&own->sum[first], count);
}

static void summarize(plume_propagated *out, work *own, size_t parts)
{
    size_t low = (size_t)floor(0.025 * (double)own->draws);
    size_t middle = own->draws / 2;
    size_t high = (size_t)floor(0.975 * (double)own->draws);
    moments all = { 0.0, 0.0, 0.0 };

    for (size_t i = 0; i < parts; i++)
        join(&all, &own->part[i]);
    out->mean = all.mean;
    out->sd = sqrt(all.squares / (all.count - 1.0));
    out->median = plume_order_statistic(own->sum, own->draws, middle);
    out->low = plume_order_statistic(own->sum, middle, low);
    out->high =
        plume_order_statistic(&own->sum[middle], own->draws - middle, high - middle);
}

plume_status plume_draws_summarize(plume_propagated *out, const plume_model *model,
                                   uint64_t draws, uint64_t seed, plume_error *error)
{
    size_t parts = ((size_t)draws + PART - 1) / PART;
    work own = { .draws = (size_t)draws,
                 .sum = malloc((size_t)draws * sizeof *own.sum),
                 .part = malloc(parts * sizeof *own.part) };
    bool made = own.sum != NULL && own.part != NULL;

    if (made) {
        prepare(&own.sampler, model, seed);
        plume_threads_each(parts, draw_part, &own);
        summarize(out, &own, parts);
    }
    free(own.part);
    free(own.sum);
    return made ? PLUME_OK : plume_fail_memory(error);
}

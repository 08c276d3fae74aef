/* A network of one hidden layer learns to tell two spirals apart: a training that is
 * small enough for any processor and real enough to fail at a learning rate that is too
 * large.
 *
 *     train RATE UNITS EPOCHS SEED
 *
 * prints the loss every 1,000 epochs and the share of points that are told rightly. Ends
 * with 1 when the loss is no longer a number. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { POINTS = 400, UNITS_MOST = 256, TELL_EVERY = 1000 };

static double x[POINTS][2], label[POINTS];
static double in[UNITS_MOST][3], out[UNITS_MOST + 1], hidden[UNITS_MOST];
static uint64_t state;

/* Uniform between -1 and 1. */
static double noise(void)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(int64_t)(state >> 11) / (double)(INT64_C(1) << 52) - 1;
}

static void make_spirals(void)
{
    for (int i = 0; i < POINTS; i++) {
        double turn = 6 * sqrt((i / 2 + 0.5) / (POINTS / 2));

        label[i] = i % 2;
        x[i][0] = turn * cos(turn + 3.14159265 * label[i]) / 6 + 0.02 * noise();
        x[i][1] = turn * sin(turn + 3.14159265 * label[i]) / 6 + 0.02 * noise();
    }
}

static double predict(int i, int units)
{
    double sum = out[units];

    for (int u = 0; u < units; u++) {
        hidden[u] = tanh(in[u][0] * x[i][0] + in[u][1] * x[i][1] + in[u][2]);
        sum += out[u] * hidden[u];
    }
    return 1 / (1 + exp(-sum));
}

static void learn(int i, int units, double error, double rate)
{
    for (int u = 0; u < units; u++) {
        double back = error * out[u] * (1 - hidden[u] * hidden[u]);

        out[u] -= rate * error * hidden[u];
        in[u][0] -= rate * back * x[i][0];
        in[u][1] -= rate * back * x[i][1];
        in[u][2] -= rate * back;
    }
    out[units] -= rate * error;
}

/* One pass; the mean loss. */
static double pass(int units, double rate, int *right)
{
    double loss = 0;

    *right = 0;
    for (int i = 0; i < POINTS; i++) {
        double p = predict(i, units);

        *right += (p > 0.5) == (label[i] > 0.5);
        loss -= log(label[i] > 0.5 ? p : 1 - p);
        learn(i, units, p - label[i], rate);
    }
    return loss / POINTS;
}

int main(int argc, char **argv)
{
    double rate = argc > 1 ? atof(argv[1]) : 0.05, loss = 0;
    int units = argc > 2 ? atoi(argv[2]) : 32, right = 0;
    long epochs = argc > 3 ? atol(argv[3]) : TELL_EVERY;

    if (units < 1 || units > UNITS_MOST)
        return 2;
    state = argc > 4 ? (uint64_t)atol(argv[4]) : 1;
    make_spirals();
    for (int u = 0; u < units; u++) {
        in[u][0] = 3 * noise();
        in[u][1] = 3 * noise();
        in[u][2] = noise();
        out[u] = noise() / sqrt(units);
    }
    for (long epoch = 1; epoch <= epochs; epoch++) {
        loss = pass(units, rate, &right);
        if (!isfinite(loss)) {
            fprintf(stderr, "epoch %ld: the loss is no number\n", epoch);
            return 1;
        }
        if (epoch % TELL_EVERY == 0 || epoch == epochs)
            printf("epoch %ld loss %.4f right %.3f\n", epoch, loss,
                   (double)right / POINTS);
    }
    return 0;
}

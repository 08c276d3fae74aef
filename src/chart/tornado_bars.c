/* Chooses the bars of a tornado: the largest, one for the rest, and none for what would
 * be a line. */
#include "chart/tornado_bars.h"

#include <math.h>
#include <string.h>

#include <plume/number.h>

static const double least_share = 0.001; /* of the variance: below it no bar is seen */

/* Several inputs at once: their logarithmic swings add in squares. */
static void join(plume_tornado_bar *others, const plume_budget *budget,
                 const plume_budget_input *input)
{
    double central = budget->kg.central;
    double below = log(central / others->low_kg);
    double above = log(others->high_kg / central);

    below = sqrt(below * below + pow(log(central / input->low_kg), 2.0));
    above = sqrt(above * above + pow(log(input->high_kg / central), 2.0));
    others->input = NULL;
    others->others++;
    others->low_kg = central * exp(-below);
    others->high_kg = central * exp(above);
}

/* A bar whose ends read the same, or that brings less than a thousandth of the variance,
 * shows nothing: such an input is listed. */
static bool moves(const plume_budget_input *input, int digits)
{
    plume_text low, high;
    bool differ;

    if (!(input->high_kg > input->low_kg) || input->share < least_share)
        return false;
    plume_text_init(&low);
    plume_text_init(&high);
    plume_number_significant(&low, input->low_kg, digits);
    plume_number_significant(&high, input->high_kg, digits);
    differ = strcmp(low.data, high.data) != 0;
    plume_text_dispose(&low);
    plume_text_dispose(&high);
    return differ;
}

static void list(plume_text *into, const char *lead, const plume_budget_input *input)
{
    plume_text_add(into, into->length > 0 ? "; " : lead);
    plume_budget_name(into, input);
}

static void take(plume_tornado_bars *out, const plume_budget *budget,
                 const plume_budget_input *input)
{
    plume_tornado_bar bar = { input, 1, input->low_kg, input->high_kg };

    if (out->count < PLUME_TORNADO_BARS)
        out->bar[out->count++] = bar;
    else
        join(&out->bar[PLUME_TORNADO_BARS - 1], budget, input);
}

/* Inputs come sorted by what they move; the last bar is all that have none of their own.
 */
void plume_tornado_choose(plume_tornado_bars *out, const plume_budget *budget, int digits)
{
    out->count = 0;
    plume_text_init(&out->fixed);
    plume_text_init(&out->slight);
    for (size_t i = 0; i < budget->input_count; i++) {
        const plume_budget_input *input = &budget->input[i];

        if (moves(input, digits))
            take(out, budget, input);
        else if (input->high_kg > input->low_kg)
            list(&out->slight, "Moves the total by nothing that shows: ", input);
        else
            list(&out->fixed, "Without a spread: ", input);
    }
}

void plume_tornado_bars_dispose(plume_tornado_bars *bars)
{
    plume_text_dispose(&bars->slight);
    plume_text_dispose(&bars->fixed);
}

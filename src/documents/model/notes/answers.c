/* Which answers of the author would narrow the interval most, to what, and where they are
 * written. */
#include <math.h>
#include <string.h>

#include <plume/uncertainty.h>

#include "documents/wording/display.h"
#include "documents/model/internal.h"

static const struct answer {
    const char *basis, *word;
    double share_after;
    const char *line;
} answers[] = {
#define ANSWER(basis, word, share_after, line) { basis, word, share_after, line },
#include "documents/model/notes/answers.def"
#undef ANSWER
};

enum { ANSWER_COUNT = sizeof answers / sizeof *answers, ANSWERS_SHOWN = 3 };

/* The standard normal's 97.5 % quantile; an answer that makes the interval less than a
 * twentieth narrower is not asked for. */
static const double z975 = 1.959963984540054, least_gain = 0.05;

/* What one word would take off the variance of the total's logarithm, as a share. */
typedef struct gain {
    const struct answer *answer;
    double share;
} gain;

/* Of a lognormal input all but the spread that is left goes. */
static double share_gone(const plume_budget_input *input, const struct answer *answer)
{
    double before = log(input->spread.gsd), after = log1p(answer->share_after) / z975;

    if (!(before > after))
        return 0.0;
    return input->share * (1.0 - after * after / (before * before));
}

static void add_gain(gain *gains, size_t *count, const struct answer *answer,
                     double share)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp(gains[i].answer->word, answer->word) == 0) {
            gains[i].share += share;
            return;
        }
    gains[(*count)++] = (gain){ answer, share };
}

/* Largest first; equal ones in the order in which they came. */
static void sort_gains(gain *gains, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0 && gains[k].share > gains[k - 1].share; k--) {
            gain other = gains[k];

            gains[k] = gains[k - 1];
            gains[k - 1] = other;
        }
}

static size_t find_gains(gain gains[ANSWER_COUNT], const plume_budget *budget)
{
    size_t count = 0;

    for (size_t i = 0; i < budget->input_count; i++)
        for (size_t k = 0; k < ANSWER_COUNT; k++)
            if (strcmp(budget->input[i].basis, answers[k].basis) == 0)
                add_gain(gains, &count, &answers[k],
                         share_gone(&budget->input[i], &answers[k]));
    sort_gains(gains, count);
    return count;
}

/* "2.6–4.3 kg": around the middle of the present interval, on a scale of ratios. */
static void set_range(plume_value *map, const plume_budget *budget, double narrower)
{
    plume_display_unit unit =
        plume_unit_for(PLUME_DIMENSION_MASS, budget->estimate.co2e_kg);
    double middle = sqrt(budget->kg.low * budget->kg.high);
    double factor = pow(sqrt(budget->kg.high / budget->kg.low), narrower);
    plume_text text;

    plume_text_init(&text);
    plume_number_significant(&text, middle / factor * unit.per_own, 2);
    plume_text_add(&text, "-");
    plume_number_significant(&text, middle * factor * unit.per_own, 2);
    plume_text_printf(&text, " %s", unit.name);
    plume_value_set_string(map, "range", text.data);
    plume_text_dispose(&text);
}

/* Empty where there is no interval. Behind the uncertainty. */
void plume_tree_answers(const plume_tree_context *context)
{
    plume_value *list = plume_value_set_list(context->root, "answers");
    gain gains[ANSWER_COUNT];
    plume_budget budget;
    size_t count;

    if (plume_budget_of(&budget, context->data->ledger, context->gross, NULL) != PLUME_OK)
        return;
    count = find_gains(gains, &budget);
    for (size_t i = 0; i < count && i < ANSWERS_SHOWN; i++) {
        double narrower = sqrt(fmax(0.0, 1.0 - gains[i].share));
        plume_value *map;

        if (1.0 - narrower < least_gain)
            break;
        map = plume_value_set_map(list, NULL);
        plume_value_set_string(
            map, "what",
            plume_word(context->data->words, "answers", gains[i].answer->word));
        plume_value_set_string(map, "line", gains[i].answer->line);
        set_range(map, &budget, narrower);
    }
}

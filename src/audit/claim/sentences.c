/* Figures in running text, as the calculators' templates phrase them: "A cumulative of
 * 408 hours of computation was performed on hardware of type A100 (TDP of 250W). Total
 * emissions are estimated to be 70.5 kgCO2eq". */
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "audit/claim/internal.h"
#include "audit/claim/printed_figure.h"

enum { FIGURE_LONGEST = 48 };

static const struct {
    const char *before;
    plume_quantity quantity;
} phrases[] = {
    { "a cumulative of ", CLAIM_HOURS },
    { "a carbon efficiency of ", CLAIM_INTENSITY },
    { "a carbon intensity of ", CLAIM_INTENSITY },
    { "total emissions are estimated to be ", CLAIM_EMISSIONS },
    { "(tdp of ", CLAIM_POWER },
    { "a power usage effectiveness of ", CLAIM_PUE },
};

static bool begins(const char *text, const char *phrase)
{
    for (; *phrase != '\0'; phrase++, text++)
        if (tolower((unsigned char)*text) != *phrase)
            return false;
    return true;
}

/* The number and one word behind it. */
static size_t figure_length(const char *at)
{
    size_t length = strspn(at, "0123456789.,"), unit;

    while (length > 0 && (at[length - 1] == '.' || at[length - 1] == ','))
        length--;
    unit = length + strspn(at + length, " ");
    unit += strcspn(at + unit, " \t\r\n,;:)");
    while (unit > length && at[unit - 1] == '.')
        unit--;
    return unit;
}

static plume_status take(plume_claim *claim, plume_quantity quantity, const char *at,
                         plume_error *error)
{
    plume_claim_figure figure;
    const char *text = plume_claim_print(claim, "%.*s", (int)figure_length(at), at);

    if (text == NULL)
        return plume_fail_memory(error);
    if (strlen(text) > FIGURE_LONGEST ||
        !plume_claim_figure_read(&figure, quantity, text, 1.0))
        return PLUME_OK;
    figure.where = "text";
    claim->whole.figure[quantity] = figure;
    if (quantity == CLAIM_POWER)
        claim->whole.word[CLAIM_POWER_SCOPE] = "rated";
    return PLUME_OK;
}

plume_status plume_claim_take_sentences(plume_claim *claim, plume_error *error)
{
    plume_status status = PLUME_OK;

    for (const char *at = claim->prose; *at != '\0' && status == PLUME_OK; at++)
        for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++)
            if (begins(at, phrases[i].before) &&
                isnan(claim->whole.figure[phrases[i].quantity].value))
                status = take(claim, phrases[i].quantity, at + strlen(phrases[i].before),
                              error);
    return status;
}

/* Figures in running text, as the calculators' templates phrase them: "A cumulative of
 * 408 hours of computation was performed on hardware of type A100 (TDP of 250W). Total
 * emissions are estimated to be 70.5 kgCO2eq". */
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "audit/claim/internal.h"
#include "audit/claim/head/duration.h"
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
    { "emissions were estimated to be ", CLAIM_EMISSIONS },
    { "estimated total emissions were ", CLAIM_EMISSIONS },
    { "utilized a cumulative ", CLAIM_HOURS },
    { "utilized a cumulative of ", CLAIM_HOURS },
    { "(tdp of ", CLAIM_POWER },
    { "a power usage effectiveness of ", CLAIM_PUE },
    /* Green Algorithms: "This algorithm runs in 12 h on 4 GPUs ..., draws 20.5 kWh." */
    { "this algorithm runs in ", CLAIM_HOURS },
    { "which draws ", CLAIM_ENERGY },
    { "and draws ", CLAIM_ENERGY },
    { "has a carbon footprint of ", CLAIM_EMISSIONS },
    { "has a footprint of ", CLAIM_EMISSIONS },
    { "equates to ", CLAIM_EMISSIONS },
    /* CodeCarbon's console and statements. */
    { "electricity used since the beginning : ", CLAIM_ENERGY },
    { "electricity used since the beginning: ", CLAIM_ENERGY },
};

static bool begins(const char *text, const char *phrase)
{
    for (; *phrase != '\0'; phrase++, text++)
        if (*text != *phrase && tolower((unsigned char)*text) != *phrase)
            return false;
    return true;
}

/* The number there: "0,66" has a comma before its decimals. */
static size_t number_length(const char *at)
{
    size_t length = strspn(at, "0123456789.,");

    while (length > 0 && (at[length - 1] == '.' || at[length - 1] == ','))
        length--;
    return length;
}

/* The number and so many words behind it, without the marks of LaTeX and Markdown. */
static const char *copy_figure(plume_claim *claim, const char *at, size_t words)
{
    char text[FIGURE_LONGEST];
    size_t length = number_length(at), used = 0;
    const char *comma = memchr(at, ',', length);
    bool decimal = comma != NULL &&
                   memchr(comma + 1, ',', length - (size_t)(comma + 1 - at)) == NULL &&
                   memchr(at, '.', length) == NULL &&
                   strspn(comma + 1, "0123456789") != 3;

    for (; length > 0 && used + 2 < sizeof text; length--, at++)
        text[used++] = decimal && *at == ',' ? '.' : *at;
    for (size_t i = 0; i < words; i++) {
        if (strncmp(at, "\\mathrm{", 8) == 0 || strncmp(at, "\\text{", 6) == 0)
            at = strchr(at, '{') + 1;
        at += strspn(at, " *$~");
        text[used++] = ' ';
        for (; *at != '\0' && strchr(" \t\r\n,;:()*}$", *at) == NULL &&
               used + 2 < sizeof text;
             at++)
            text[used++] = *at;
        while (used > 0 && strchr(". ", text[used - 1]) != NULL)
            used--;
    }
    text[used] = '\0';
    return plume_claim_print(claim, "%s", text);
}

/* With up to three words of unit: "0.57 kg CO2/kWh". */
static plume_status take(plume_claim *claim, plume_quantity quantity, const char *at,
                         plume_error *error)
{
    plume_claim_figure figure;
    bool read = false;

    at += strspn(at, " *$~:\n");
    for (size_t words = 3; words > 1 && quantity == CLAIM_HOURS && !read; words--)
        read = plume_claim_duration_read(&figure, copy_figure(claim, at, words));
    for (size_t words = 3; words > 0 && !read && number_length(at) > 0; words--) {
        const char *text = copy_figure(claim, at, words);

        if (text == NULL)
            return plume_fail_memory(error);
        read = plume_claim_figure_read(&figure, quantity, text, 1.0);
    }
    if (!read)
        return PLUME_OK;
    if (quantity == CLAIM_HOURS &&
        (strstr(figure.printed, "GPU") != NULL || strstr(figure.printed, "TPU") != NULL))
        quantity = CLAIM_DEVICE_HOURS;
    if (!isnan(claim->whole.figure[quantity].value))
        return PLUME_OK;
    figure.where = "text";
    claim->whole.figure[quantity] = figure;
    if (quantity == CLAIM_POWER)
        claim->whole.word[CLAIM_POWER_SCOPE] = "rated";
    return PLUME_OK;
}

/* Most letters begin no phrase. */
static void mark_firsts(bool first[256])
{
    memset(first, 0, 256 * sizeof *first);
    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++) {
        first[(unsigned char)phrases[i].before[0]] = true;
        first[toupper((unsigned char)phrases[i].before[0])] = true;
    }
}

plume_status plume_claim_take_sentences(plume_claim *claim, plume_error *error)
{
    plume_status status = PLUME_OK;
    bool first[256];

    mark_firsts(first);
    for (const char *at = claim->prose; *at != '\0' && status == PLUME_OK; at++)
        for (size_t i = 0;
             first[(unsigned char)*at] && i < sizeof phrases / sizeof phrases[0]; i++)
            if (begins(at, phrases[i].before) &&
                isnan(claim->whole.figure[phrases[i].quantity].value))
                status = take(claim, phrases[i].quantity, at + strlen(phrases[i].before),
                              error);
    return status;
}

/* What one in the cells of a column stands for, where its head says so: "GPU hours (M)",
 * "FLOPs [10^21]", "thousand kWh". */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/claim/head/internal.h"

static const struct {
    const char *word;
    double scale;
} words[] = {
    { "thousands", 1e3 },  { "thousand", 1e3 },  { "millions", 1e6 },
    { "million", 1e6 },    { "billions", 1e9 },  { "billion", 1e9 },
    { "trillions", 1e12 }, { "trillion", 1e12 }, { "mio", 1e6 },
    { "'000", 1e3 },       { "000s", 1e3 },
};

static const struct {
    char letter;
    double scale;
} letters[] = { { 'k', 1e3 }, { 'm', 1e6 }, { 'b', 1e9 }, { 't', 1e12 } };

static void blank(plume_claim_head *head, const char *at, size_t length)
{
    size_t from = (size_t)(at - head->folded);

    memset(head->folded + from, ' ', length);
    memset(head->cased + from, ' ', length);
}

/* "million", as a whole word, wherever it stands. */
static double take_word(plume_claim_head *head)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t length = strlen(words[i].word);
        char *at = strstr(head->folded, words[i].word);

        if (at == NULL || isalpha((unsigned char)at[length]) ||
            (at > head->folded && isalpha((unsigned char)at[-1])))
            continue;
        blank(head, at, length);
        return words[i].scale;
    }
    return 1.0;
}

/* "10^6", "x10^6", "1e6": where it ends; NULL when it is none. */
static const char *power_at(double *scale, const char *at)
{
    char *end;
    long exponent;

    at += strspn(at, " x*");
    if (strncmp(at, "10^", 3) == 0)
        at += 3;
    else if (strncmp(at, "1e", 2) == 0)
        at += 2;
    else
        return NULL;
    at += strspn(at, "{");
    if (!isdigit((unsigned char)*at))
        return NULL;
    exponent = strtol(at, &end, 10);
    if (exponent > 30)
        return NULL;
    *scale = pow(10.0, (double)exponent);
    return end + strspn(end, "}");
}

static double take_power(plume_claim_head *head)
{
    double scale;

    for (const char *at = head->folded; *at != '\0'; at++) {
        const char *end;

        if (strncmp(at, "10^", 3) != 0 && strncmp(at, "1e", 2) != 0)
            continue;
        if (at > head->folded && isalnum((unsigned char)at[-1]) && at[-1] != 'x')
            continue;
        end = power_at(&scale, at);
        if (end == NULL)
            continue;
        if (at > head->folded && at[-1] == 'x')
            at--;
        blank(head, at, (size_t)(end - at));
        return scale;
    }
    return 1.0;
}

/* One letter in brackets, or before the unit in them: "(M)", "(K GPU hours)". Tonnes are
 * no trillions: only counts of tokens and parameters have so many. */
static double take_letter(plume_claim_head *head)
{
    bool counts = strstr(head->folded, "token") != NULL ||
                  strstr(head->folded, "param") != NULL ||
                  strstr(head->folded, "model size") != NULL;

    for (char *open = strpbrk(head->folded, "(["); open != NULL;
         open = strpbrk(open + 1, "([")) {
        char *at = open + 1 + strspn(open + 1, " ");
        bool before_unit = at[0] != '\0' && at[1] == ' ' &&
                           (strstr(at, "hour") != NULL || strncmp(at + 2, "h)", 2) == 0);

        if (at[0] == '\0' || (at[1] != ')' && at[1] != ']' && !before_unit))
            continue;
        for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++) {
            if (*at != letters[i].letter || (*at == 't' && !counts))
                continue;
            blank(head, at, 1);
            return letters[i].scale;
        }
    }
    return 1.0;
}

/* "M GPU hours" without brackets. */
static double take_leading_letter(plume_claim_head *head)
{
    for (size_t i = 0; i < 2; i++)
        if (head->folded[0] == letters[i].letter && head->folded[1] == ' ' &&
            strstr(head->folded, "hour") != NULL) {
            blank(head, head->folded, 1);
            return letters[i].scale;
        }
    return 1.0;
}

/* "()" is what is left of a scale. */
static void drop_brackets(plume_claim_head *head)
{
    for (char *open = head->folded; *open != '\0'; open++) {
        size_t gap;

        if (*open != '(' && *open != '[')
            continue;
        gap = strspn(open + 1, " ");
        if (open[1 + gap] == ')' || open[1 + gap] == ']')
            blank(head, open, gap + 2);
    }
}

double plume_claim_head_scale(plume_claim_head *head)
{
    double scale = take_word(head);

    if (scale == 1.0)
        scale = take_power(head);
    if (scale == 1.0)
        scale = take_letter(head);
    if (scale == 1.0)
        scale = take_leading_letter(head);
    if (scale != 1.0)
        drop_brackets(head);
    return scale;
}

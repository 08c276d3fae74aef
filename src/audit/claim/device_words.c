/* What stands beside the name of a device: how many there are, and what one is rated. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/claim/internal.h"
#include "audit/claim/printed_figure.h"

enum { COUNT_MOST = 1000000 };

static bool is_cross(const char *at, size_t *length)
{
    *length = strncmp(at, "\xc3\x97", 2) == 0 ? 2 : 1;
    return *length == 2 || *at == 'x' || *at == 'X' || *at == '*';
}

/* "RTX 3090" and "2080 Ti" are names. */
static bool is_name_of_card(const char *digits, size_t length)
{
    return length == 4 && digits[3] == '0' && digits[0] >= '1' && digits[0] <= '5';
}

/* "8x A100", "8 x A100", "16 NVIDIA A100": the count in front; 0 none. */
static double leading_count(const char *text)
{
    size_t digits = strspn(text, "0123456789"), blanks, cross;
    const char *at = text + digits;

    if (digits == 0 || digits > 6)
        return 0.0;
    blanks = strspn(at, " ");
    at += blanks;
    if (is_cross(at, &cross) && !isalpha((unsigned char)at[cross]))
        return atof(text);
    if (is_cross(at, &cross) && *at != '*' && isupper((unsigned char)at[cross]))
        return atof(text); /* "8xA100" */
    if (blanks == 0 || !isalpha((unsigned char)*at) || is_name_of_card(text, digits))
        return 0.0;
    return atof(text);
}

/* "2 nodes with 8x A100", "A100, 8 units": the product of what is counted; 0 none. */
static double named_count(const char *text)
{
    static const char *const things[] = { "node",  "server", "machine", "unit", "card",
                                          "piece", "GPUs",   "devices", "chips" };
    double nodes = 1.0, count = 0.0;

    for (const char *at = text; *at != '\0'; at++) {
        size_t digits = strspn(at, "0123456789"), cross;
        const char *word = at + digits + strspn(at + digits, " ");

        if (digits == 0 || digits > 6 || (at > text && strchr(" (,", at[-1]) == NULL))
            continue;
        for (size_t i = 0; i < sizeof things / sizeof things[0] && word > at + digits;
             i++)
            if (strncmp(word, things[i], strlen(things[i])) == 0)
                *(i < 3 ? &nodes : &count) = atof(at);
        if (at > text && count == 0.0 && is_cross(word, &cross) &&
            isalnum((unsigned char)word[cross + strspn(word + cross, " ")]) &&
            !islower((unsigned char)word[cross + strspn(word + cross, " ")]))
            count = atof(at);
        at += digits - 1;
    }
    return count * nodes;
}

/* "(8x GPUs)", "(x8)", "x 8" at the end; 0 none. */
static double trailing_count(const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        size_t cross, digits;
        bool begins = at > text && (at[-1] == '(' || at[-1] == ' ' ||
                                    (*at == 'x' && isdigit((unsigned char)at[-1])));

        digits = strspn(at, "0123456789");
        if (begins && digits > 0 && digits < 6 && at[-1] == '(' &&
            is_cross(at + digits + strspn(at + digits, " "), &cross))
            return atof(at);
        if (begins && digits > 0 && digits < 6 && at[-1] == '(' &&
            (strncmp(at + digits, " GPU", 4) == 0 ||
             strncmp(at + digits, " TPU", 4) == 0 ||
             strncmp(at + digits, " device", 7) == 0))
            return atof(at);
        if (!begins || !is_cross(at, &cross))
            continue;
        at += cross;
        at += strspn(at, " ");
        digits = strspn(at, "0123456789");
        if (digits > 0 && digits < 6 && (at[digits] == '\0' || at[digits] == ')'))
            return atof(at);
        at--;
    }
    return 0.0;
}

static plume_status take_count(plume_claim *claim, plume_claim_run *run, double count,
                               plume_error *error)
{
    plume_claim_figure *figure = &run->figure[CLAIM_DEVICES];

    *figure = plume_claim_exact(count);
    figure->per_unit = 1.0;
    figure->printed = plume_claim_print(claim, "%.0f", count);
    figure->where = "beside the device";
    figure->line = run->line;
    return figure->printed != NULL ? PLUME_OK : plume_fail_memory(error);
}

/* "(TDP: 350 W)", "(TDP of 250W)": a limit. */
static plume_status take_rating(plume_claim *claim, plume_claim_run *run,
                                plume_error *error)
{
    const char *at = strstr(run->word[CLAIM_DEVICE], "TDP"), *text;
    plume_claim_figure figure;
    size_t length;

    if (at == NULL)
        return PLUME_OK;
    at += 3 + strspn(at + 3, ": of");
    length = strspn(at, "0123456789.");
    length += strspn(at + length, " ");
    length += strspn(at + length, "kW");
    text = plume_claim_print(claim, "%.*s", (int)length, at);
    if (text == NULL)
        return plume_fail_memory(error);
    if (!plume_claim_figure_read(&figure, CLAIM_POWER, text, 1.0))
        return PLUME_OK;
    figure.where = "beside the device";
    figure.line = run->line;
    run->figure[CLAIM_POWER] = figure;
    run->word[CLAIM_POWER_SCOPE] = "rated";
    return PLUME_OK;
}

/* The name alone, by which the device is found. */
static plume_status cut_bracket(plume_claim *claim, plume_claim_run *run,
                                plume_error *error)
{
    const char *text = run->word[CLAIM_DEVICE];
    size_t length = strcspn(text, "(");

    while (length > 0 && text[length - 1] == ' ')
        length--;
    run->word[CLAIM_DEVICE] = plume_pool_copy_n(claim->pool, text, length);
    return run->word[CLAIM_DEVICE] != NULL ? PLUME_OK : plume_fail_memory(error);
}

plume_status plume_claim_take_device(plume_claim *claim, plume_claim_run *run,
                                     plume_error *error)
{
    const char *text = run->word[CLAIM_DEVICE];
    double count = leading_count(text), trailing = trailing_count(text);
    plume_status status = PLUME_OK;

    if (named_count(text) > 0.0)
        count = named_count(text);
    if (count == 0.0)
        count = trailing;
    if (count >= 1.0 && count <= COUNT_MOST && isnan(run->figure[CLAIM_DEVICES].value))
        status = take_count(claim, run, count, error);
    if (status == PLUME_OK && isnan(run->figure[CLAIM_POWER].value) &&
        isnan(run->figure[CLAIM_TOTAL_POWER].value))
        status = take_rating(claim, run, error);
    if (status == PLUME_OK && (trailing > 0.0 || strstr(text, "(TDP") != NULL))
        status = cut_bracket(claim, run, error);
    return status;
}

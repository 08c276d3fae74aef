/* Figures in running text, and R11 of what is said of them. */
#include "audit/lint/internal.h"

#include <ctype.h>
#include <math.h>
#include <string.h>
#include <stddef.h>

#include "audit/claim/printed_figure.h"

const char *plume_lint_next_number(const char *text)
{
    while (*text != '\0' && !isdigit((unsigned char)*text))
        text++;
    return *text != '\0' ? text : NULL;
}

/* The length of the number at text. */
size_t plume_lint_number_length(const char *text)
{
    return strspn(text, "0123456789.,");
}

/* "83.524 kg": a figure in running text with a unit behind it. */
bool plume_lint_figure_at(plume_claim_figure *out, plume_claim *claim, const char *text,
                          plume_quantity quantity)
{
    size_t number = plume_lint_number_length(text), blank, unit;
    const char *copy;

    while (number > 0 && (text[number - 1] == '.' || text[number - 1] == ','))
        number--;
    blank = strspn(text + number, " ");
    blank += strspn(text + number + blank, "*"); /* "**11,390** tons" */
    blank += strspn(text + number + blank, " ");
    unit = strcspn(text + number + blank, " \t\r\n.,;:)*|");
    if (unit == 0 || unit > 12 || blank > 4)
        return false;
    copy = plume_claim_print(claim, "%.*s %.*s", (int)number, text, (int)unit,
                             text + number + blank);
    return copy != NULL && plume_claim_figure_read(out, quantity, copy, NAN) &&
           isfinite(out->value);
}

/* Behind a number: "429 g/kWh CO2e" is an intensity. */
static bool is_amount(const plume_lint *lint, const char *phrase)
{
    const char *text = lint->lower_prose;

    for (const char *at = strstr(text, phrase); at != NULL; at = strstr(at + 1, phrase)) {
        const char *before = at;

        while (before > text && before[-1] == ' ')
            before--;
        if (before > text && isdigit((unsigned char)before[-1]))
            return true;
    }
    return false;
}

/* "570 kWh of CO2e", "1.2 kg CO2e of energy". */
static void check_nouns(plume_lint *lint)
{
    static const char *const phrases[] = {
        "kwh of co2",
        "kwh co2",
        "wh of co2",
        "co2e of energy",
        "co2 of energy",
        "co2eq of energy",
        "co2e of electricity",
        "co2 of electricity",
        "co2eq of electricity",
    };

    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++) {
        if (!plume_lint_says(lint, NULL, phrases[i]) ||
            (strstr(phrases[i], "wh ") != NULL && !is_amount(lint, phrases[i])))
            continue;
        plume_lint_report_swap(
            lint, &lint->claim->whole,
            plume_findings_text(&lint->findings, "the text says '%s'", phrases[i]));
        return;
    }
}

/* Whether the words right before at end in phrase, but for such as "about". */
static bool comes_after(const char *prose, const char *at, const char *phrase)
{
    static const char *const between[] = { "about ",
                                           "around ",
                                           "approximately ",
                                           "roughly ",
                                           "an estimated ",
                                           "a total of ",
                                           "nearly ",
                                           "~",
                                           "**" };
    size_t length = strlen(phrase);
    bool again = true;

    while (again) {
        again = false;
        for (size_t i = 0; i < sizeof between / sizeof between[0]; i++) {
            size_t own = strlen(between[i]);

            if ((size_t)(at - prose) >= own && strncmp(at - own, between[i], own) == 0) {
                at -= own;
                again = true;
            }
        }
    }
    if ((size_t)(at - prose) < length)
        return false;
    for (size_t i = 0; i < length; i++)
        if (tolower((unsigned char)at[(ptrdiff_t)i - (ptrdiff_t)length]) != phrase[i])
            return false;
    return true;
}

static bool comes_after_any(const char *prose, const char *at, const char *const *phrases)
{
    for (; *phrases != NULL; phrases++)
        if (comes_after(prose, at, *phrases))
            return true;
    return false;
}

/* "consumed 23 kgCO2e and emitted 82 kWh". */
static bool check_verbs(plume_lint *lint)
{
    static const char *const emits[] = {
        "emitted ",      "emitting ",      "emits ",        "emit ", "released ",
        "emissions of ", "emissions are ", "footprint of ", NULL
    };
    static const char *const consumes[] = { "consumed ",        "consuming ",
                                            "consumes ",        "consume ",
                                            "consumption of ",  "energy use of ",
                                            "energy usage of ", NULL };
    const char *prose = lint->claim->prose;

    for (const char *at = plume_lint_next_number(prose); at != NULL;
         at = plume_lint_next_number(at + plume_lint_number_length(at))) {
        plume_claim_figure figure;
        bool mass = plume_lint_figure_at(&figure, lint->claim, at, CLAIM_ENERGY) &&
                    figure.swapped;
        bool energy = plume_lint_figure_at(&figure, lint->claim, at, CLAIM_EMISSIONS) &&
                      figure.swapped;

        if (!(mass && comes_after_any(prose, at, consumes)) &&
            !(energy && comes_after_any(prose, at, emits)))
            continue;
        plume_lint_report_swap(lint, &lint->claim->whole,
                               plume_findings_text(&lint->findings, "the text %s '%s'",
                                                   mass ? "consumes" : "emits",
                                                   figure.printed));
        return true;
    }
    return false;
}

void plume_lint_phrases(plume_lint *lint)
{
    if (lint->claim->kind != CLAIM_CARD || !check_verbs(lint))
        check_nouns(lint);
}

void plume_lint_report_swap(plume_lint *lint, const plume_claim_run *run, const char *how)
{
    static const plume_quantity cells[] = { CLAIM_ENERGY, CLAIM_IT_ENERGY,
                                            CLAIM_FACILITY_ENERGY, CLAIM_EMISSIONS };
    plume_finding finding = { .code = "R11",
                              .severity = PLUME_FINDING_CONTRADICTION,
                              .line = run->line };

    finding.message =
        plume_findings_text(&lint->findings, "%s: energy and emissions are exchanged",
                            plume_lint_row(lint, run));
    finding.cells = plume_lint_cells(lint, run, cells, sizeof cells / sizeof cells[0]);
    finding.arithmetic = how;
    finding.sentence = "The units of energy (kWh) and emissions (CO2e) look exchanged; "
                       "please check which figure is which.";
    plume_findings_add(&lint->findings, &finding);
}

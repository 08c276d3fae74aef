/* R20: a figure, in a row or in running text, that was corrected later, or that is quoted
 * without what it is of. */
#include "audit/lint/internal.h"

#include <math.h>
#include <string.h>

#include "core/ascii.h"

/* How far the words stand that say what a figure in running text is of. */
enum { NEAR_BYTES = 240 };

enum { CORRECTIONS_MOST = 96, PHRASES_MOST = 256 };

/* Each correction is told once in running text, and there only where no row has it. */
typedef struct known {
    plume_lint *lint;
    plume_correction correction[CORRECTIONS_MOST];
    bool told[CORRECTIONS_MOST];
    size_t count;
} known;

/* --- words --- */

typedef struct span {
    const char *text; /* lower case */
    size_t length;
} span;

static bool is_between(char c)
{
    return !plume_is_letter(c) && !plume_is_digit(c);
}

/* word begins at a word of text; short ones are whole words. */
static bool holds_word(span text, const char *word, size_t length)
{
    for (size_t i = 0; i + length <= text.length; i++) {
        const char *at = text.text + i;
        char after = i + length < text.length ? at[length] : ' ';
        size_t k = 0;

        while (k < length && plume_lower(at[k]) == word[k])
            k++;
        if (k == length && (i == 0 || !plume_is_letter(at[-1])) &&
            (length > 4 || !plume_is_letter(after)))
            return true;
    }
    return false;
}

/* words: "a|b"; none: always. */
static bool holds_any(span text, const char *words)
{
    bool found = words[0] == '\0';

    while (!found && *words != '\0') {
        size_t length = strcspn(words, "|");

        found = holds_word(text, words, length);
        words += length + (words[length] == '|');
    }
    return found;
}

static span all_of(const char *text)
{
    return (span){ text, strlen(text) };
}

/* What stands near a place of the running text. */
static span near_place(const plume_lint *lint, size_t at)
{
    const char *text = lint->lower_prose;
    size_t first = at > NEAR_BYTES ? at - NEAR_BYTES : 0;

    return (span){ text + first, at - first + strnlen(text + at, NEAR_BYTES) };
}

/* Whether the first figure of what is right stands in text: "552.1" of "552.1 t, from".
 */
static bool holds_figure(span text, const char *right)
{
    const char *number = plume_lint_next_number(right);
    size_t length = number != NULL ? plume_lint_number_length(number) : 0;

    while (length > 0 && !plume_is_digit(number[length - 1]))
        length--;
    if (length > 4 && number[length - 2] == '.') /* "552" is 552.1 */
        length -= 2;
    for (size_t i = 0; length > 1 && i + length <= text.length; i++)
        if (strncmp(text.text + i, number, length) == 0 &&
            (i == 0 || is_between(text.text[i - 1])) &&
            !plume_is_digit(text.text[i + length]))
            return true;
    return false;
}

/* Who names the correction beside the figure knows it. */
static bool is_corrected_there(span text, const plume_correction *correction)
{
    static const char knows[] = "corrected|overestimate|recomputed|misquoted|"
                                "misinterpreted|misleading|superseded|outdated";
    size_t author = strcspn(correction->by_paper, "0123456789");

    return holds_any(text, knows) || holds_figure(text, correction->corrected) ||
           (strcmp(correction->by_paper, correction->paper) != 0 &&
            holds_word(text, correction->by_paper, author));
}

/* --- telling --- */

static void tell(plume_lint *lint, const plume_claim_run *run,
                 const plume_correction *correction, const char *quoted,
                 const char *cells)
{
    const char *source = plume_claim_paper(lint->pool, correction->paper);
    const char *by = plume_claim_paper(lint->pool, correction->by_paper);

    plume_lint_tell(
        lint, run,
        &(plume_lint_report){
            .code = "R20",
            .severity =
                correction->qualified ? PLUME_FINDING_INFO : PLUME_FINDING_WARNING,
            .message = plume_findings_text(
                &lint->findings,
                correction->qualified
                    ? "'%s' is of %s (%s, %s), and is often quoted without that"
                    : "'%s' was corrected: it is of %s (%s, %s)",
                quoted, correction->said, source, correction->table),
            .cells = cells,
            .arithmetic = plume_findings_text(&lint->findings, "%s; %s",
                                              correction->printed, correction->corrected),
            .sentence = plume_findings_text(&lint->findings,
                                            "The figure '%s' is of %s (%s, %s). %s, %s: "
                                            "%s. Please cite both, and say what "
                                            "the figure is of (%s).",
                                            quoted, correction->said, source,
                                            correction->table, by, correction->by_table,
                                            correction->corrected, correction->url),
        });
}

/* --- rows --- */

/* Rounded to its digits; a single digit ("500 t") must be the figure itself. */
static bool is_figure(const plume_claim_figure *stated,
                      const plume_correction *correction)
{
    return !isnan(stated->value) && !stated->range &&
           (fabs(stated->value / correction->value - 1.0) < 5e-4 ||
            (stated->digits >= 2 && stated->low <= correction->value &&
             stated->high >= correction->value));
}

/* The quantities of a row that a correction may be of. */
static const plume_quantity *quantities_of(const plume_correction *correction)
{
    static const plume_quantity emissions[] = { CLAIM_EMISSIONS, CLAIM_NET_EMISSIONS,
                                                CLAIM_BARE_EMISSIONS, CLAIM_QUANTITIES };
    static const plume_quantity energy[] = { CLAIM_ENERGY, CLAIM_IT_ENERGY,
                                             CLAIM_FACILITY_ENERGY,
                                             CLAIM_ENERGY_PER_QUERY, CLAIM_QUANTITIES };
    static const plume_quantity hours[] = { CLAIM_DEVICE_HOURS, CLAIM_HOURS,
                                            CLAIM_QUANTITIES };
    static const plume_quantity water[] = { CLAIM_WATER, CLAIM_QUANTITIES };

    if (strcmp(correction->quantity, "emissions") == 0)
        return emissions;
    if (strcmp(correction->quantity, "energy") == 0)
        return energy;
    return strcmp(correction->quantity, "water") == 0 ? water : hours;
}

/* Words of the row, or of the whole claim where it is one run. */
static bool row_mentions(const plume_lint *lint, const plume_claim_run *run,
                         const char *words)
{
    static const int own[] = { CLAIM_NAME, CLAIM_NOTE, CLAIM_SCOPE, CLAIM_SOURCE };

    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
        if (holds_any(all_of(run->word[own[i]]), words))
            return true;
    return lint->claim->run_count == 1 && run->word[CLAIM_NAME][0] == '\0' &&
           holds_any(all_of(lint->lower_prose), words);
}

static bool check_row(plume_lint *lint, const plume_claim_run *run,
                      const plume_correction *correction)
{
    for (const plume_quantity *quantity = quantities_of(correction);
         *quantity != CLAIM_QUANTITIES; quantity++) {
        if (!is_figure(&run->figure[*quantity], correction) ||
            !row_mentions(lint, run, correction->words) ||
            plume_lint_found(lint, run, "R15"))
            continue;
        tell(lint, run, correction, run->figure[*quantity].printed,
             plume_lint_cells(lint, run, quantity, 1));
        return true;
    }
    return false;
}

static void check_rows(known *of)
{
    for (size_t i = 0; i < of->count; i++)
        for (size_t k = 0; k < of->lint->claim->run_count; k++)
            of->told[i] |=
                check_row(of->lint, &of->lint->claim->run[k], &of->correction[i]);
}

/* --- running text --- */

/* The first letters of a unit that a correction may have. */
static bool begins_unit(const char *at)
{
    static const char *const units[] = { "kg",  "t",   "lb", "pound", "wh", "kwh",
                                         "mwh", "gwh", "h",  "l",     "ml", "million" };

    at += *at == ' ' || *at == '-';
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        size_t length = strlen(units[i]);

        if (strncmp(at, units[i], length) == 0 &&
            (length > 1 || !plume_is_letter(at[1]) || strncmp(at, "ton", 3) == 0 ||
             strncmp(at, "tco", 3) == 0 || strncmp(at, "hour", 4) == 0 ||
             strncmp(at, "lit", 3) == 0))
            return true;
    }
    return false;
}

/* The claim as a whole, at the line of that place. */
static plume_claim_run at_line(const plume_lint *lint, size_t place)
{
    plume_claim_run run = lint->claim->whole;

    run.line = lint->claim->prose_line;
    for (size_t i = 0; run.line > 0 && i < place; i++)
        run.line += lint->claim->prose[i] == '\n';
    return run;
}

static void tell_place(known *of, size_t i, size_t place, const char *quoted)
{
    plume_claim_run run = at_line(of->lint, place);

    of->told[i] = true;
    tell(of->lint, &run, &of->correction[i], quoted, "");
}

static void check_figure(known *of, size_t place)
{
    const char *at = of->lint->claim->prose + place;
    plume_claim_figure figure;

    for (size_t i = 0; i < of->count; i++) {
        const plume_correction *correction = &of->correction[i];
        bool again = i > 0 && strcmp(correction->quantity, correction[-1].quantity) == 0;

        if (!again && (!plume_lint_figure_at(&figure, of->lint->claim, at,
                                             *quantities_of(correction)) ||
                       figure.swapped))
            figure.value = NAN;
        if (of->told[i] || !is_figure(&figure, correction) ||
            !holds_any(near_place(of->lint, place), correction->words) ||
            is_corrected_there(near_place(of->lint, place), correction))
            continue;
        tell_place(of, i, place, figure.printed);
    }
}

static void check_figures(known *of)
{
    const char *prose = of->lint->claim->prose;

    for (const char *at = plume_lint_next_number(prose); at != NULL;) {
        size_t place = (size_t)(at - prose), length = plume_lint_number_length(at);

        if (begins_unit(of->lint->lower_prose + place + length))
            check_figure(of, place);
        at = plume_lint_next_number(at + length);
    }
}

/* A phrase of one of the corrections. */
typedef struct phrase {
    const char *text;
    size_t length, of;
} phrase;

static size_t take_phrases(phrase out[PHRASES_MOST], const known *of)
{
    size_t count = 0;

    for (size_t i = 0; i < of->count; i++)
        for (const char *at = of->correction[i].phrases;
             *at != '\0' && count < PHRASES_MOST; at += *at == '|') {
            out[count] = (phrase){ at, strcspn(at, "|"), i };
            at += out[count++].length;
        }
    return count;
}

static void check_phrase(known *of, size_t place, const phrase *said)
{
    const char *at = of->lint->lower_prose + place;
    const plume_correction *correction = &of->correction[said->of];

    if (of->told[said->of] || strncmp(at, said->text, said->length) != 0 ||
        is_corrected_there(near_place(of->lint, place), correction))
        return;
    tell_place(of, said->of, place,
               plume_findings_text(&of->lint->findings, "%.*s", (int)said->length, at));
}

/* Phrases begin where a word does: few are asked for, by their first letters. */
static void check_phrases(known *of)
{
    const char *prose = of->lint->lower_prose;
    bool begins[256] = { false };
    phrase phrases[PHRASES_MOST];
    size_t count = take_phrases(phrases, of);

    for (size_t i = 0; i < count; i++)
        begins[(unsigned char)phrases[i].text[0]] = true;
    for (size_t i = 0; prose[i] != '\0'; i++) {
        if (!begins[(unsigned char)prose[i]] || (i > 0 && !is_between(prose[i - 1])))
            continue;
        for (size_t k = 0; k < count; k++)
            if (prose[i] == phrases[k].text[0] && prose[i + 1] == phrases[k].text[1] &&
                prose[i + 2] == phrases[k].text[2])
                check_phrase(of, i, &phrases[k]);
    }
}

void plume_lint_corrections(plume_lint *lint)
{
    known of = { .lint = lint };
    bool found = true;

    while (found && of.count < CORRECTIONS_MOST) {
        if (plume_factors_correction_at(lint->factors, of.count, &of.correction[of.count],
                                        &found, NULL) != PLUME_OK)
            return;
        of.count += found;
    }
    check_rows(&of);
    check_figures(&of);
    check_phrases(&of);
}

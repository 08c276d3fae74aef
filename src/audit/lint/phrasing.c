/* How a finding speaks of rows, numbers and cells, and what the claim says itself. */
#include "audit/lint/internal.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "audit/claim/printed_figure.h"

const char *plume_lint_row(const plume_lint *lint, const plume_claim_run *run)
{
    if (run->word[CLAIM_NAME][0] != '\0')
        return run->word[CLAIM_NAME];
    if (run->word[CLAIM_DEVICE][0] != '\0' && lint->claim->run_count > 1)
        return run->word[CLAIM_DEVICE];
    return lint->claim->path;
}

const char *plume_lint_number(plume_lint *lint, double value)
{
    int decimals = 0;
    const char *kept;
    plume_text text;

    while (decimals < 9 &&
           fabs(plume_number_round(value, decimals) - value) > 5e-7 * fabs(value))
        decimals++;
    plume_text_init(&text);
    plume_number_fixed(&text, value, decimals);
    kept = plume_findings_text(&lint->findings, "%s", text.data);
    plume_text_dispose(&text);
    return kept;
}

const char *plume_lint_cells(plume_lint *lint, const plume_claim_run *run,
                             const plume_quantity *quantities, size_t count)
{
    const char *cells = "";

    for (size_t i = 0; i < count; i++) {
        const plume_claim_figure *figure = &run->figure[quantities[i]];

        if (isnan(figure->value))
            continue;
        cells = plume_findings_text(&lint->findings, "%s%s%s %s%s%s%s", cells,
                                    cells[0] != '\0' ? "; " : "",
                                    plume_quantity_word(quantities[i]), figure->printed,
                                    figure->where[0] != '\0' ? " (" : "", figure->where,
                                    figure->where[0] != '\0' ? ")" : "");
    }
    return cells;
}

static bool holds(const char *text, const char *phrase)
{
    size_t length = strlen(phrase);

    for (; *text != '\0'; text++) {
        size_t i = 0;

        while (i < length && tolower((unsigned char)text[i]) == phrase[i])
            i++;
        if (i == length)
            return true;
    }
    return false;
}

bool plume_lint_says(const plume_lint *lint, const plume_claim_run *run,
                     const char *phrase)
{
    static const int words[] = { CLAIM_NAME, CLAIM_NOTE, CLAIM_SCOPE, CLAIM_SOURCE };

    if (strstr(lint->lower_prose, phrase) != NULL)
        return true;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (holds(lint->claim->whole.word[words[i]], phrase) ||
            (run != NULL && holds(run->word[words[i]], phrase)))
            return true;
    }
    return false;
}

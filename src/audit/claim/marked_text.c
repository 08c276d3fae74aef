/* The tables of a marked-up text, wherever they stand in it. */
#include <string.h>

#include "audit/claim/internal.h"

static bool begins(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

plume_status plume_claim_take_tables(plume_claim *claim, const char *text, uint64_t line,
                                     plume_error *error)
{
    plume_status status = PLUME_OK;

    line++;
    while (*text != '\0' && status == PLUME_OK) {
        if (begins(text, "<table") || begins(text, "<TABLE"))
            status = plume_claim_take_html(claim, &text, &line, error);
        else if (begins(text, "\\begin{tabular") || begins(text, "\\begin{longtable"))
            status = plume_claim_take_latex(claim, &text, &line, error);
        else
            line += *text++ == '\n';
    }
    return status;
}

/* What the text states once beside a table: it is said of each row. */
#include <math.h>
#include <string.h>

#include "audit/claim/internal.h"
#include "audit/claim/printed_figure.h"

/* "a PUE of 1.1", "PUE = 1.1": the one that the text states. */
static bool pue_of_text(plume_claim_figure *out, plume_claim *claim)
{
    static const char *const between[] = { " of ", " = ", "=", " is ", " was ", ") of " };
    const char *text = claim->prose;

    for (const char *at = strstr(text, "PUE"); at != NULL; at = strstr(at + 3, "PUE")) {
        for (size_t i = 0; i < sizeof between / sizeof between[0]; i++) {
            size_t length = strlen(between[i]);
            size_t digits;
            const char *copy;

            if (strncmp(at + 3, between[i], length) != 0)
                continue;
            digits = strspn(at + 3 + length, "0123456789.");
            if (digits == 0)
                continue;
            digits -= at[3 + length + digits - 1] == '.';
            copy = plume_claim_print(claim, "%.*s", (int)digits, at + 3 + length);
            if (copy != NULL && plume_claim_figure_read(out, CLAIM_PUE, copy, 1.0) &&
                out->value >= 1.0 && out->value < 4.0) {
                out->where = "text";
                return true;
            }
        }
    }
    return false;
}

/* What is said once, beside the table, is said of each of its rows. */
void plume_claim_share_with_rows(plume_claim *claim)
{
    static const plume_quantity shared[] = { CLAIM_PUE, CLAIM_INTENSITY };
    plume_claim_figure pue;

    if (isnan(claim->whole.figure[CLAIM_PUE].value) && pue_of_text(&pue, claim))
        claim->whole.figure[CLAIM_PUE] = pue;
    for (size_t i = 0; i < claim->run_count; i++)
        for (size_t k = 0; k < sizeof shared / sizeof shared[0]; k++)
            if (isnan(claim->run[i].figure[shared[k]].value))
                claim->run[i].figure[shared[k]] = claim->whole.figure[shared[k]];
}

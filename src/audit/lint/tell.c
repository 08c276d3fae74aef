/* A finding about one run, with the cells that it rests on. */
#include "audit/lint/internal.h"

#include <string.h>

static const plume_quantity used[] = {
    CLAIM_TRIALS,       CLAIM_HOURS,           CLAIM_DEVICES,
    CLAIM_DEVICE_HOURS, CLAIM_POWER,           CLAIM_TOTAL_POWER,
    CLAIM_PUE,          CLAIM_INTENSITY,       CLAIM_ENERGY,
    CLAIM_IT_ENERGY,    CLAIM_FACILITY_ENERGY, CLAIM_BARE_EMISSIONS,
    CLAIM_EMISSIONS,
};

void plume_lint_tell(plume_lint *lint, const plume_claim_run *run,
                     const plume_lint_report *what)
{
    plume_finding finding = {
        .code = what->code,
        .severity = what->severity,
        .message = plume_findings_text(&lint->findings, "%s: %s",
                                       plume_lint_row(lint, run), what->message),
        .cells = what->cells != NULL
                     ? what->cells
                     : plume_lint_cells(lint, run, used, sizeof used / sizeof used[0]),
        .arithmetic = what->arithmetic,
        .sentence = what->sentence,
        .line = run->line,
    };

    plume_findings_add(&lint->findings, &finding);
}

bool plume_lint_found(const plume_lint *lint, const plume_claim_run *run,
                      const char *code)
{
    for (size_t i = 0; i < lint->findings.count; i++) {
        if (strcmp(lint->findings.finding[i].code, code) == 0 &&
            lint->findings.finding[i].line == run->line)
            return true;
    }
    return false;
}

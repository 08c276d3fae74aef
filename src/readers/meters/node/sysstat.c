/* sar and sadf of sysstat, and atop: known so that they are refused by their names. Power
 * management is clocks, temperatures, fans and voltages there, and no power. */
#include <string.h>

#include "logs/power/line.h"

/* "Linux 6.1.0-18-amd64 (node1) \t11/29/2026 \t_x86_64_\t(2 CPU)": before all that sar,
 * iostat, mpstat and pidstat print. */
static bool is_banner(const char *line)
{
    size_t length = strcspn(line, "\n");
    const char *cores = strstr(line, " CPU)");

    return strncmp(line, "Linux ", 6) == 0 && cores != NULL &&
           (size_t)(cores - line) < length && memchr(line, '(', length) != NULL;
}

static int confidence(const plume_head *head)
{
    const char *start = head->bytes + strspn(head->bytes, " \t\r\n");
    bool json = *start == '{' && plume_power_head_has(head, "\"sysstat\"") &&
                plume_power_head_has(head, "\"hosts\"");
    bool xml = *start == '<' && plume_power_head_has(head, "<sysstat");
    bool table = strncmp(start, "# hostname;interval;timestamp", 29) == 0;
    bool atop = strncmp(start, "ATOP - ", 7) == 0;

    return json || xml || table || atop || is_banner(start) ? 60 : 0;
}

static plume_status read(plume_log *log, plume_error *error)
{
    plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(log), 1, 0,
                  "sysstat (sar, sadf) and atop measure no power: what they call power "
                  "management is clocks, temperatures and voltages");
    plume_hint(error, "log the power too, as in `while true; do date -Is; sensors -j; "
                      "sleep 1; done`");
    return PLUME_ERR_MISSING;
}

const plume_reader plume_reader_sysstat = {
    .name = "sysstat",
    .title = "sysstat's sar and sadf, and atop, which have no power",
    .confidence = confidence,
    .marks = { "sysstat", " CPU)", "hostname;interval", "ATOP - " },
    .read = read,
};

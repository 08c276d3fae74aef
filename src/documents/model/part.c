/* What the parts of the report tree share: sums that are known only when a run tells
 * them, the words between the items of a list. */
#include <math.h>
#include <string.h>

#include "documents/model/internal.h"
#include "documents/template/escapers.h"

/* One line without controls, for documents that take lines as they are. */
void plume_tree_line(plume_value *map, const char *key, const char *text)
{
    plume_text line;

    plume_text_init(&line);
    plume_escape_plain(&line, text);
    plume_value_set_string(map, key, line.data);
    plume_text_dispose(&line);
}

double plume_tree_known(double total, uint64_t runs)
{
    return runs > 0 ? total : NAN;
}

double plume_tree_device_hours(const plume_totals *totals)
{
    return totals->timed_runs > 0 && totals->device_hours > 0.0 ? totals->device_hours
                                                                : NAN;
}

const char *plume_tree_separator(const plume_tree_context *context, size_t i, size_t n)
{
    if (i + 1 == n)
        return "";
    return plume_word(context->data->words, "list", i + 2 == n ? "and" : "comma");
}

void plume_tree_add(plume_totals *sum, const plume_totals *more)
{
    sum->runs += more->runs;
    sum->energy_runs += more->energy_runs;
    sum->partly_runs += more->partly_runs;
    sum->going_runs += more->going_runs;
    sum->most_runs += more->most_runs;
    sum->timed_runs += more->timed_runs;
    sum->device_timed_runs += more->device_timed_runs;
    sum->device_runs += more->device_runs;
    sum->device_hours += more->device_hours;
    sum->device_kwh += more->device_kwh;
    sum->it_kwh += more->it_kwh;
    for (size_t i = 0; i < PLUME_ESTIMATES_MAX; i++) {
        sum->facility_kwh[i] += more->facility_kwh[i];
        sum->co2e_kg[i] += more->co2e_kg[i];
        sum->estimated_runs[i] += more->estimated_runs[i];
    }
}

/* PLUME_ROLE_COUNT stands for all roles together. Runs cut short are apart, as their
 * energy was spent without a result. */
plume_totals plume_tree_part(const plume_ledger *ledger, plume_role role, bool cut_short)
{
    plume_totals sum;

    memset(&sum, 0, sizeof sum);
    for (int state = 0; state < PLUME_STATE_COUNT; state++)
        if (plume_state_is_cut_short((plume_state)state) == cut_short)
            plume_tree_add(&sum,
                           role == PLUME_ROLE_COUNT
                               ? plume_ledger_state(ledger, (plume_state)state)
                               : plume_ledger_cell(ledger, role, (plume_state)state));
    return sum;
}

void plume_tree_set_number(plume_value *map, const char *key, size_t number)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, "%zu", number);
    plume_value_set_string(map, key, text.data);
    plume_text_dispose(&text);
}

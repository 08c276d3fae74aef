/* From ledgers to the bars of the chart "phases". */
#include "chart/phase_bars.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chart/kept/runs.h"

enum { STUDIES_MAX = 12 };

const char *plume_phase_name(plume_phase phase)
{
    static const char *const names[PLUME_PHASE_COUNT] = { "final",     "search",
                                                          "ablation",  "other",
                                                          "cut short", "idle" };

    return names[phase];
}

/* What was cut short counts as failed whatever it was for: the reader is asked how
 * much of the work came to nothing. */
static plume_phase phase_of(plume_role role, plume_state state)
{
    if (plume_state_is_cut_short(state))
        return PLUME_PHASE_FAILED;
    switch (role) {
    case PLUME_ROLE_FINAL:
        return PLUME_PHASE_FINAL;
    case PLUME_ROLE_SEARCH:
    case PLUME_ROLE_NAS:
        return PLUME_PHASE_SEARCH;
    case PLUME_ROLE_ABLATION:
    case PLUME_ROLE_DEVELOPMENT:
        return PLUME_PHASE_ABLATION;
    default:
        return PLUME_PHASE_OTHER;
    }
}

/* A way of counting: what is added up, and of how many runs it is known. */
typedef struct measure {
    const char *name;
    plume_dimension dimension;
    double (*amount)(const plume_totals *totals);
    uint64_t (*known_runs)(const plume_totals *totals);
} measure;

static double run_amount(const plume_totals *totals)
{
    return (double)totals->runs;
}

static uint64_t all_runs(const plume_totals *totals)
{
    return totals->runs;
}

static double time_amount(const plume_totals *totals)
{
    return totals->device_hours;
}

/* Runs that tell their hours but no devices have no device-hours. */
static uint64_t timed_runs(const plume_totals *totals)
{
    return totals->device_hours > 0.0 ? totals->timed_runs : 0;
}

static double energy_amount(const plume_totals *totals)
{
    return totals->it_kwh;
}

static uint64_t energy_runs(const plume_totals *totals)
{
    return totals->energy_runs;
}

static const measure by_runs = { "Runs", PLUME_DIMENSION_RATIO, run_amount, all_runs };
static const measure by_time = { "Device-hours", PLUME_DIMENSION_TIME, time_amount,
                                 timed_runs };
static const measure by_energy = { "Energy", PLUME_DIMENSION_ENERGY, energy_amount,
                                   energy_runs };

/* A phase is made of roles and states: what failed is waste whatever it was for. */
static plume_phase_bar bar_from(const plume_ledger *ledger, const measure *way)
{
    plume_phase_bar bar = { .name = way->name, .dimension = way->dimension };
    const plume_totals *all = plume_ledger_all(ledger);
    int role, state;

    bar.runs = all->runs;
    bar.states_unknown =
        plume_ledger_state(ledger, PLUME_STATE_UNKNOWN)->runs == all->runs;
    bar.known_runs = way->known_runs(all);
    bar.most_runs = way->dimension == PLUME_DIMENSION_ENERGY ? all->most_runs : 0;
    bar.total = bar.known_runs > 0 ? way->amount(all) : (double)NAN;
    for (role = 0; role < PLUME_ROLE_COUNT; role++)
        for (state = 0; state < PLUME_STATE_COUNT; state++) {
            const plume_totals *cell =
                plume_ledger_cell(ledger, (plume_role)role, (plume_state)state);
            plume_phase phase = phase_of((plume_role)role, (plume_state)state);

            if (cell != NULL && way->known_runs(cell) > 0)
                bar.amount[phase] += way->amount(cell);
        }
    bar.amount[PLUME_PHASE_IDLE] =
        way->amount(plume_ledger_other(ledger, PLUME_OTHER_IDLE)) +
        way->amount(plume_ledger_other(ledger, PLUME_OTHER_BETWEEN));
    return bar;
}

/* "502 runs", or what of them is known. Freed with the bars. */
static plume_status name_runs(plume_phase_bar *bar, plume_error *error)
{
    plume_text text;
    plume_status status;

    plume_text_init(&text);
    if (bar->known_runs < bar->runs) {
        plume_number_fixed(&text, (double)bar->known_runs, 0);
        plume_text_add(&text, " of ");
    }
    plume_number_fixed(&text, (double)bar->runs, 0);
    plume_text_add(&text, bar->runs == 1 ? " run" : " runs");
    status = plume_text_status(&text, error);
    bar->sub_label = plume_text_take(&text);
    plume_text_dispose(&text);
    return status;
}

static plume_status allocate(plume_phase_bars *out, size_t count, plume_error *error)
{
    out->bar = calloc(count, sizeof *out->bar);
    return out->bar != NULL ? PLUME_OK : plume_fail_memory(error);
}

static bool all_unnamed(const plume_ledger *ledger, const plume_phase_bar *runs)
{
    const plume_totals *unnamed = plume_ledger_role(ledger, PLUME_ROLE_UNKNOWN);

    return unnamed != NULL && unnamed->runs == runs->runs &&
           runs->amount[PLUME_PHASE_FAILED] == 0.0;
}

/* The same runs, counted three ways; without any role one bar says all there is to say.
 */
static plume_status one_study(plume_phase_bars *out, const plume_ledger *ledger,
                              plume_error *error)
{
    static const measure *const ways[] = { &by_runs, &by_time, &by_energy };
    plume_phase_bar bar[3];
    plume_status status = allocate(out, 3, error);

    if (status != PLUME_OK)
        return status;
    for (size_t i = 0; i < 3; i++)
        bar[i] = bar_from(ledger, ways[i]);
    out->no_roles = all_unnamed(ledger, &bar[0]);
    for (size_t i = 0; i < 3 && status == PLUME_OK; i++) {
        bool telling = i == 2 ? !isnan(bar[2].total) : i == 0 && isnan(bar[2].total);

        if (out->no_roles && !telling)
            continue;
        if (bar[i].known_runs < bar[i].runs && !isnan(bar[i].total))
            status = name_runs(&bar[i], error);
        out->bar[out->count++] = bar[i];
    }
    return status;
}

/* Energy where any was logged, else device time. */
static plume_status several_studies(plume_phase_bars *out, const plume_chart_data *data,
                                    plume_error *error)
{
    plume_status status = allocate(out, data->study_count, error);

    out->several = true;
    for (size_t i = 0; i < data->study_count && status == PLUME_OK; i++) {
        const plume_chart_study *study = &data->studies[i];
        plume_phase_bar bar = bar_from(study->ledger, &by_energy);

        if (isnan(bar.total))
            bar = bar_from(study->ledger, &by_time);
        bar.name = study->name;
        bar.own = study->own;
        status = name_runs(&bar, error);
        out->bar[out->count++] = bar;
    }
    return status;
}

/* Of runs that were kept by their study: energy where any is known, else device time. */
static plume_phase_bar bar_of_study(const plume_kept_study *study)
{
    plume_kept_cost by = study->known[PLUME_COST_ENERGY] > 0.0 ? PLUME_COST_ENERGY
                                                               : PLUME_COST_DEVICE_HOURS;
    plume_phase_bar bar = {
        .name = study->name[0] != '\0' ? study->name : "without a study",
        .dimension =
            by == PLUME_COST_ENERGY ? PLUME_DIMENSION_ENERGY : PLUME_DIMENSION_TIME,
        .total = study->known[by] > 0.0 ? study->cost[by] : (double)NAN,
        .runs = (uint64_t)study->runs,
        .known_runs = (uint64_t)study->known[by]
    };

    bar.states_unknown = study->by_state[PLUME_STATE_UNKNOWN] == study->runs;
    for (int role = 0; role < PLUME_ROLE_COUNT; role++) {
        bar.amount[phase_of((plume_role)role, PLUME_STATE_COMPLETE)] +=
            study->spent[by][role][0];
        bar.amount[PLUME_PHASE_FAILED] += study->spent[by][role][1];
    }
    return bar;
}

static plume_status by_study(plume_phase_bars *out, const plume_chart_runs *runs,
                             plume_error *error)
{
    size_t count = plume_kept_study_count(runs);
    plume_status status = allocate(out, count, error);

    out->several = true;
    for (size_t i = 0; i < count && status == PLUME_OK; i++) {
        plume_phase_bar bar = bar_of_study(plume_kept_study_at(runs, i));

        status = name_runs(&bar, error);
        out->bar[out->count++] = bar;
    }
    return status;
}

plume_status plume_phase_bars_from(plume_phase_bars *out, const plume_chart_data *data,
                                   plume_error *error)
{
    memset(out, 0, sizeof *out);
    if (data->study_count > 0)
        return several_studies(out, data, error);
    if (data->by == PLUME_CHART_BY_STUDY && data->runs != NULL &&
        plume_kept_study_count(data->runs) > 1)
        return by_study(out, data->runs, error);
    if (data->ledger != NULL && plume_ledger_all(data->ledger)->runs > 0)
        return one_study(out, data->ledger, error);
    return PLUME_OK;
}

void plume_phase_bars_dispose(plume_phase_bars *bars)
{
    for (size_t i = 0; i < bars->count; i++)
        free((void *)(uintptr_t)bars->bar[i].sub_label);
    free(bars->bar);
    memset(bars, 0, sizeof *bars);
}

/* Own first, then those of one unit together, then the larger. */
static int compare_bars(const void *left, const void *right)
{
    const plume_phase_bar *a = left, *b = right;

    if (a->own != b->own)
        return a->own ? -1 : 1;
    if (isnan(a->total) != isnan(b->total))
        return isnan(a->total) ? 1 : -1;
    if (a->dimension != b->dimension)
        return a->dimension < b->dimension ? -1 : 1;
    if (a->total != b->total && !isnan(a->total))
        return a->total > b->total ? -1 : 1;
    return strcmp(a->name, b->name);
}

/* Sums the bars from first on into that one; only those in its own unit can be added. */
static void join(plume_phase_bars *bars, size_t first)
{
    plume_phase_bar *rest = &bars->bar[first];
    int phase;

    rest->name = "other studies";
    for (size_t i = first + 1; i < bars->count; i++) {
        const plume_phase_bar *bar = &bars->bar[i];

        if (bar->dimension == rest->dimension && !isnan(bar->total)) {
            for (phase = 0; phase < PLUME_PHASE_COUNT; phase++)
                rest->amount[phase] += bar->amount[phase];
            rest->total += bar->total;
            rest->known_runs += bar->known_runs;
            rest->most_runs += bar->most_runs;
        }
        rest->runs += bar->runs;
        free((void *)(uintptr_t)bar->sub_label);
    }
}

/* Own studies always stay; the smallest others become one bar that says how many they
 * are. */
plume_status plume_phase_bars_arrange(plume_phase_bars *bars, plume_error *error)
{
    plume_text text;
    plume_status status;
    size_t left_out, kept = STUDIES_MAX - 1, own = 0;

    if (!bars->several)
        return PLUME_OK;
    qsort(bars->bar, bars->count, sizeof *bars->bar, compare_bars);
    while (own < bars->count && bars->bar[own].own)
        own++;
    kept += own;
    if (bars->count <= kept + 1)
        return PLUME_OK;

    left_out = bars->count - kept;
    join(bars, kept);
    bars->count = kept + 1;
    plume_text_init(&text);
    plume_number_fixed(&text, (double)left_out, 0);
    plume_text_add(&text, " studies");
    status = plume_text_status(&text, error);
    free((void *)(uintptr_t)bars->bar[kept].sub_label);
    bars->bar[kept].sub_label = plume_text_take(&text);
    plume_text_dispose(&text);
    return status;
}

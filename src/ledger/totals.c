/* Adds a run to a line: counts, exact sums, and one sum for each method. */
#include "ledger/totals.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <plume/number.h>

static size_t sum_count(size_t slots)
{
    return PLUME_AMOUNT_COUNT + 2 * slots;
}

plume_line *plume_line_new(size_t slots)
{
    plume_line *line = calloc(1, sizeof *line + sum_count(slots) * sizeof(plume_sum));

    if (line != NULL)
        line->slots = slots;
    return line;
}

void plume_line_clear(plume_line *line)
{
    memset(&line->totals, 0, sizeof line->totals);
    memset(line->known_runs, 0, sizeof line->known_runs);
    memset(line->sum, 0, sum_count(line->slots) * sizeof(plume_sum));
}

static bool knows(const plume_entry *entry, plume_amount amount)
{
    return isfinite(entry->amount[amount]);
}

/* What most runs know is added without asking how often. */
static inline void add(plume_sum *sum, double value, double times)
{
    if (times == 1.0)
        plume_sum_add(sum, value);
    else
        plume_sum_add_times(sum, value, times);
}

void plume_line_add(plume_line *line, const plume_entry *entry)
{
    plume_totals *totals = &line->totals;
    const uint64_t runs = entry->runs;
    const double times = entry->times;

    totals->runs += runs;
    totals->going_runs += entry->going_runs;
    totals->most_runs += entry->most_runs;
    if (entry->parameters > totals->parameters_most)
        totals->parameters_most = entry->parameters;
    if (knows(entry, PLUME_AMOUNT_DEVICE_KWH) && knows(entry, PLUME_AMOUNT_CPU_KWH) &&
        knows(entry, PLUME_AMOUNT_RAM_KWH))
        totals->component_runs += runs;
    for (size_t i = 0; i < PLUME_AMOUNT_COUNT; i++) {
        if (!isfinite(entry->amount[i]))
            continue;
        line->known_runs[i] += runs;
        add(&line->sum[i], entry->amount[i], times);
    }
    for (size_t i = 0; i < line->slots; i++) {
        plume_sum *sum = &line->sum[PLUME_AMOUNT_COUNT + 2 * i];

        if (isfinite(entry->facility_kwh[i])) {
            totals->estimated_runs[i] += runs;
            add(&sum[0], entry->facility_kwh[i], times);
        }
        if (isfinite(entry->co2e_kg[i]))
            add(&sum[1], entry->co2e_kg[i], times);
    }
}

void plume_line_join(plume_line *line, const plume_line *other)
{
    plume_totals *sum = &line->totals;

    if (other == NULL)
        return;
    sum->runs += other->totals.runs;
    sum->going_runs += other->totals.going_runs;
    sum->most_runs += other->totals.most_runs;
    sum->component_runs += other->totals.component_runs;
    for (size_t i = 0; i < PLUME_AMOUNT_COUNT; i++)
        line->known_runs[i] += other->known_runs[i];
    sum->parameters_most = fmax(sum->parameters_most, other->totals.parameters_most);
    for (size_t i = 0; i < line->slots; i++)
        sum->estimated_runs[i] += other->totals.estimated_runs[i];
    for (size_t i = 0; i < sum_count(line->slots); i++)
        plume_sum_join(&line->sum[i], &other->sum[i]);
}

static void read_counts(plume_totals *out, const plume_line *line)
{
    const uint64_t *known = line->known_runs;

    out->timed_runs = known[PLUME_AMOUNT_WALL_HOURS];
    out->device_timed_runs = known[PLUME_AMOUNT_DEVICE_HOURS];
    out->used_runs = known[PLUME_AMOUNT_USED_HOURS];
    out->partly_runs = known[PLUME_AMOUNT_UNMEASURED_HOURS];
    out->device_runs = known[PLUME_AMOUNT_DEVICE_KWH];
    out->energy_runs = known[PLUME_AMOUNT_IT_KWH];
    out->logged_energy_runs = known[PLUME_AMOUNT_LOGGED_KWH];
    out->logged_co2e_runs = known[PLUME_AMOUNT_LOGGED_KG];
    out->token_runs = known[PLUME_AMOUNT_TOKENS];
    out->flops_runs = known[PLUME_AMOUNT_FLOPS];
}

void plume_line_read(plume_line *line, const size_t *order, size_t order_count)
{
    plume_totals *out = &line->shown;
    double amount[PLUME_AMOUNT_COUNT];

    for (size_t i = 0; i < PLUME_AMOUNT_COUNT; i++)
        amount[i] = plume_sum_value(&line->sum[i]);
    *out = line->totals;
    read_counts(out, line);
    out->wall_hours = amount[PLUME_AMOUNT_WALL_HOURS];
    out->device_hours = amount[PLUME_AMOUNT_DEVICE_HOURS];
    out->reserved_hours = amount[PLUME_AMOUNT_RESERVED_HOURS];
    out->used_hours = amount[PLUME_AMOUNT_USED_HOURS];
    out->unmeasured_hours = amount[PLUME_AMOUNT_UNMEASURED_HOURS];
    out->unknown_hours = amount[PLUME_AMOUNT_UNKNOWN_HOURS];
    out->device_kwh = amount[PLUME_AMOUNT_DEVICE_KWH];
    out->cpu_kwh = amount[PLUME_AMOUNT_CPU_KWH];
    out->ram_kwh = amount[PLUME_AMOUNT_RAM_KWH];
    out->it_kwh = amount[PLUME_AMOUNT_IT_KWH];
    out->logged_kwh = amount[PLUME_AMOUNT_LOGGED_KWH];
    out->logged_co2e_kg = amount[PLUME_AMOUNT_LOGGED_KG];
    out->tokens = amount[PLUME_AMOUNT_TOKENS];
    out->flops = amount[PLUME_AMOUNT_FLOPS];
    memset(out->estimated_runs, 0, sizeof out->estimated_runs);
    for (size_t i = 0; i < order_count; i++) {
        const plume_sum *sum = &line->sum[PLUME_AMOUNT_COUNT + 2 * order[i]];

        out->facility_kwh[i] = plume_sum_value(&sum[0]);
        out->co2e_kg[i] = plume_sum_value(&sum[1]);
        out->estimated_runs[i] = line->totals.estimated_runs[order[i]];
    }
}

/* --- sums that no study reaches --- */

void plume_largest_run_see(plume_largest_run *largest, const plume_run *run, double kwh)
{
    if (!(kwh > largest->kwh))
        return;
    largest->kwh = kwh;
    largest->line = run->origin.line;
    snprintf(largest->path, sizeof largest->path, "%s", run->origin.path);
}

static plume_status fail(const char *what, double value, double most,
                         const plume_totals *totals, const plume_largest_run *largest,
                         plume_error *error)
{
    plume_fail_at(error, PLUME_ERR_VALUE, largest->kwh > 0.0 ? largest->path : NULL,
                  largest->line, 0,
                  "%s of %llu runs adds up to %g, and no study reaches %g", what,
                  (unsigned long long)totals->runs, value, most);
    if (largest->kwh > 0.0)
        plume_hint(error,
                   "the run with the most energy stands here: %g kWh; `plume runs` lists "
                   "the others",
                   largest->kwh);
    return PLUME_ERR_VALUE;
}

/* Written as "not at most", so that a sum that is no number fails as well; one that is
 * unknown is 0. */
plume_status plume_sums_check(const plume_totals *totals, size_t estimates,
                              const plume_largest_run *largest, plume_error *error)
{
    const double most_kg = plume_dimension_most(PLUME_DIMENSION_MASS);
    const struct {
        const char *what;
        double value, most;
    } sums[] = {
        { "the energy in kWh", totals->it_kwh, PLUME_KWH_MOST },
        { "the accelerators' energy in kWh", totals->device_kwh, PLUME_KWH_MOST },
        { "the energy in kWh by the logs", totals->logged_kwh, PLUME_KWH_MOST },
        { "the emission in kg by the logs", totals->logged_co2e_kg, most_kg },
        { "the hours", totals->wall_hours, PLUME_HOURS_MOST * PLUME_DEVICES_MOST },
        { "the device-hours", totals->device_hours,
          PLUME_HOURS_MOST * PLUME_DEVICES_MOST },
    };

    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        if (!(sums[i].value <= sums[i].most))
            return fail(sums[i].what, sums[i].value, sums[i].most, totals, largest,
                        error);
    for (size_t i = 0; i < estimates; i++) {
        if (!(totals->facility_kwh[i] <= PLUME_KWH_MOST * PLUME_PUE_MOST))
            return fail("the facility's energy in kWh", totals->facility_kwh[i],
                        PLUME_KWH_MOST * PLUME_PUE_MOST, totals, largest, error);
        if (!(totals->co2e_kg[i] <= most_kg))
            return fail("the emission in kg", totals->co2e_kg[i], most_kg, totals,
                        largest, error);
    }
    return PLUME_OK;
}

/* What finding a model took: sums over the cells of a ledger, and ratios of them. */
#include <plume/search.h>

#include <math.h>

static double amount(const plume_totals *totals, plume_search_quantity quantity,
                     size_t estimate)
{
    if (quantity == PLUME_SEARCH_IT_KWH)
        return totals->it_kwh;
    if (estimate >= PLUME_ESTIMATES_MAX)
        return NAN;
    return quantity == PLUME_SEARCH_FACILITY_KWH ? totals->facility_kwh[estimate]
                                                 : totals->co2e_kg[estimate];
}

static bool is_interrupted(plume_state state)
{
    return state == PLUME_STATE_PREEMPTED || state == PLUME_STATE_TIMEOUT;
}

/* How much of what runs of a state used did its work. */
static double kept_share(plume_state state, double lost_share)
{
    if (is_interrupted(state))
        return 1.0 - lost_share;
    return state == PLUME_STATE_FAILED || state == PLUME_STATE_CANCELLED ? 0.0 : 1.0;
}

static void add_state(plume_search_parts *parts, plume_state state, double all)
{
    if (state == PLUME_STATE_FAILED)
        parts->failed += all;
    else if (state == PLUME_STATE_CANCELLED)
        parts->cancelled += all;
    else if (is_interrupted(state))
        parts->interrupted += all;
}

/* A pruned final run ended before its work was done; a pruned trial told what it was
 * asked. */
static double of_final(plume_state state, double all, double lost_share)
{
    return state == PLUME_STATE_PRUNED ? 0.0 : all * kept_share(state, lost_share);
}

plume_search_parts plume_search_parts_of(const plume_ledger *ledger,
                                         plume_search_quantity quantity, size_t estimate,
                                         double lost_share)
{
    plume_search_parts parts = { .lost_share = isnan(lost_share) ? 1.0 : lost_share };
    bool final_known = false, final_missing = false;

    if (quantity != PLUME_SEARCH_IT_KWH &&
        estimate >= plume_ledger_estimate_count(ledger))
        estimate = PLUME_ESTIMATES_MAX; /* none: everything is unknown */
    for (int i = 0; i < PLUME_STATE_COUNT; i++) {
        plume_state state = (plume_state)i;
        const plume_totals *final = plume_ledger_cell(ledger, PLUME_ROLE_FINAL, state);
        double searched =
            amount(plume_ledger_cell(ledger, PLUME_ROLE_SEARCH, state), quantity,
                   estimate) +
            amount(plume_ledger_cell(ledger, PLUME_ROLE_NAS, state), quantity, estimate);

        add_state(&parts, state,
                  amount(plume_ledger_state(ledger, state), quantity, estimate));
        parts.searched += searched;
        parts.informed += searched * kept_share(state, parts.lost_share);
        parts.final +=
            of_final(state, amount(final, quantity, estimate), parts.lost_share);
        final_known = final_known || final->energy_runs > 0;
        final_missing = final_missing || (!plume_state_is_cut_short(state) &&
                                          state != PLUME_STATE_WAITING &&
                                          final->energy_runs < final->runs);
    }
    parts.all = amount(plume_ledger_all(ledger), quantity, estimate);
    if (!final_known || final_missing)
        parts.final = NAN;
    return parts;
}

double plume_search_overhead(double all, double final)
{
    return final > 0.0 ? all / final : NAN;
}

double plume_search_waste(const plume_search_parts *parts)
{
    if (!(parts->all > 0.0))
        return NAN;
    return (parts->failed + parts->lost_share * parts->interrupted + parts->cancelled) /
           parts->all;
}

double plume_search_useful(const plume_search_parts *parts)
{
    return parts->final + parts->informed;
}

double plume_search_hidden(double all, double reported)
{
    return all > 0.0 ? 1.0 - reported / all : NAN;
}

double plume_search_per_reuse(double once, double reuses)
{
    return reuses > 0.0 ? once / reuses : NAN;
}

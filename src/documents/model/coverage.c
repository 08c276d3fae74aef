/* What the totals rest on: of how many runs their figure is known. A total that leaves
 * runs out is a lower bound, and every text that prints it must say so. */
#include <math.h>

#include <plume/text.h>

#include "documents/wording/display.h"
#include "documents/model/internal.h"

/* Below this share of the work a total is too small a part of the whole to be printed
 * where nothing can be said beside it. */
#define SHARE_LEAST 0.9

/* "1 of 107 runs", "2 of 2 runs, 1 in part". */
static void set_phrase(plume_value *map, plume_coverage of, plume_words *words)
{
    plume_text text;

    plume_display_count(map, "known", of.known, words);
    plume_display_count(map, "all", of.runs, words);
    plume_display_count(map, "partly", of.partly, words);
    plume_display_count(map, "most", of.most, words);
    plume_text_init(&text);
    plume_text_printf(
        &text, "%s %s %s %s",
        plume_value_string(plume_value_get(plume_value_get(map, "known"), "text")),
        plume_word(words, "headline", "of"),
        plume_value_string(plume_value_get(plume_value_get(map, "all"), "text")),
        plume_word(words, "headline", of.runs == 1 ? "runs-one" : "runs"));
    if (of.partly > 0)
        plume_text_printf(
            &text, ", %s %s",
            plume_value_string(plume_value_get(plume_value_get(map, "partly"), "text")),
            plume_word(words, "headline", "in-part"));
    plume_value_set_string(map, "phrase", text.data);
    plume_text_dispose(&text);
}

/* What leaves out runs, or hosts, bounds the whole from neither side. */
static bool is_upper(plume_coverage of, bool host_missing)
{
    return of.most > 0 && !plume_coverage_is_partial(of) && !host_missing;
}

/* A total over some of the runs is a lower bound, and the text calls it one; below
 * nine tenths it is marked as low besides. */
static void set_coverage(plume_value *coverage, const char *key, plume_coverage of,
                         double share, bool host_missing, plume_words *words)
{
    plume_value *map = plume_value_set_map(coverage, key);

    set_phrase(map, of, words);
    plume_value_set_bool(map, "partial", plume_coverage_is_partial(of));
    plume_value_set_bool(map, "upper", is_upper(of, host_missing));
    plume_value_set_bool(map, "low", of.known > 0 && share < SHARE_LEAST);
}

static double share_of(uint64_t known, uint64_t all)
{
    return all > 0 ? (double)known / (double)all : 0.0;
}

/* Share of the device-hours whose energy is known, where these are known of every run;
 * else of the runs. */
static double energy_share(const plume_totals *all)
{
    if (all->device_timed_runs < all->runs || !(all->device_hours > 0.0) ||
        all->energy_runs == 0)
        return share_of(all->energy_runs, all->runs);
    return 1.0 - (all->unknown_hours + all->unmeasured_hours) / all->device_hours;
}

/* Energy and time have coverages of their own: a run may log the one without the
 * other. */
void plume_tree_coverage(const plume_tree_context *context)
{
    const plume_ledger *ledger = context->data->ledger;
    const plume_totals *all = plume_ledger_all(ledger);
    plume_totals final = plume_tree_part(ledger, PLUME_ROLE_FINAL, false);
    plume_value *coverage = plume_value_set_map(context->root, "coverage");
    plume_words *words = context->data->words;
    double share = energy_share(all);
    bool hostless = plume_notes_tally(context->data->notes, "host-not-included") > 0;

    plume_display_share(coverage, "hours",
                        all->device_hours > 0.0 && all->energy_runs > 0 &&
                                all->device_timed_runs == all->runs
                            ? share
                            : (double)NAN,
                        1.0, words);
    set_coverage(coverage, "energy", plume_ledger_coverage(ledger), share, hostless,
                 words);
    set_coverage(
        coverage, "time",
        (plume_coverage){ all->device_timed_runs, all->runs, all->going_runs, 0 },
        share_of(all->device_timed_runs, all->runs), hostless, words);
    set_coverage(coverage, "final",
                 (plume_coverage){ final.energy_runs, final.runs, final.partly_runs,
                                   final.most_runs },
                 share_of(final.energy_runs, final.runs), hostless, words);
    set_coverage(
        coverage, "final_time",
        (plume_coverage){ final.device_timed_runs, final.runs, final.going_runs, 0 },
        share_of(final.device_timed_runs, final.runs), hostless, words);
}

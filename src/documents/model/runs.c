/* What was run, on what, where and when. */
#include <math.h>
#include <string.h>

#include <plume/time.h>

#include "documents/wording/display.h"
#include "documents/model/internal.h"

enum { NAMES_SHOWN = 3 };

/* Stamps of runs in a row may touch: less than this of the sum is no sharing. */
#define SHARED_LEAST 0.001

static uint64_t role_runs(const plume_tree_context *context, plume_role role)
{
    return plume_ledger_role(context->data->ledger, role)->runs;
}

/* "173 final, 23 search and 264 ablation". */
static void set_roles(const plume_tree_context *context, plume_value *runs)
{
    plume_value *list = plume_value_set_list(runs, "by_role");
    size_t n = 0, i = 0;

    for (int role = 0; role < PLUME_ROLE_COUNT; role++)
        n += role_runs(context, (plume_role)role) > 0;
    for (int at = 1; at <= PLUME_ROLE_COUNT; at++) {
        plume_role role = (plume_role)(at % PLUME_ROLE_COUNT); /* unknown comes last */
        plume_value *item;

        if (role_runs(context, role) == 0)
            continue;
        item = plume_value_set_map(list, NULL);
        plume_display_count(item, "runs", role_runs(context, role), context->data->words);
        plume_value_set_string(
            item, "name",
            plume_word(context->data->words, "role-words", plume_role_name(role)));
        plume_value_set_string(item, "separator", plume_tree_separator(context, i++, n));
    }
}

/* "one failed, 800 were cancelled": each state that cut runs short, by its own name. */
static void set_cut_short(const plume_tree_context *context, plume_value *runs)
{
    static const plume_state states[] = { PLUME_STATE_FAILED, PLUME_STATE_TIMEOUT,
                                          PLUME_STATE_PREEMPTED, PLUME_STATE_CANCELLED,
                                          PLUME_STATE_PRUNED };
    enum { STATES = sizeof states / sizeof states[0] };
    const plume_ledger *ledger = context->data->ledger;
    plume_words *words = context->data->words;
    plume_text sentence, note;
    size_t n = 0, at = 0;

    plume_text_init(&sentence);
    plume_text_init(&note);
    for (size_t i = 0; i < STATES; i++)
        n += plume_ledger_state(ledger, states[i])->runs > 0;
    for (size_t i = 0; i < STATES; i++) {
        uint64_t count = plume_ledger_state(ledger, states[i])->runs;
        const char *state = plume_state_name(states[i]);
        const char *separator;
        plume_value *map;

        if (count == 0)
            continue;
        map = plume_value_map();
        plume_display_count(map, "n", count, words);
        separator = plume_tree_separator(context, at++, n);
        plume_text_printf(
            &sentence, "%s %s%s",
            plume_value_string(plume_value_get(plume_value_get(map, "n"), "words")),
            plume_word(words, count == 1 ? "cut-short-one" : "cut-short", state),
            separator);
        plume_text_printf(
            &note, "%s%s %s", note.length > 0 ? ", " : "",
            plume_value_string(plume_value_get(plume_value_get(map, "n"), "text")),
            plume_word(words, "cut-short-words", state));
        plume_value_free(map);
    }
    plume_value_set_string(runs, "cut_short", sentence.data);
    plume_value_set_string(runs, "cut_short_note", note.data);
    plume_text_dispose(&sentence);
    plume_text_dispose(&note);
}

/* A count for each state by its name: runs.state.failed, runs.state.timeout ... */
static void set_states(const plume_tree_context *context, plume_value *runs)
{
    plume_value *map = plume_value_set_map(runs, "state");

    for (int i = 0; i < PLUME_STATE_COUNT; i++)
        plume_display_count(
            map, plume_state_name((plume_state)i),
            plume_ledger_state(context->data->ledger, (plume_state)i)->runs,
            context->data->words);
}

/* A pruned trial was ended on purpose by the search: it was cut short, but did not
 * fail. */
static void set_runs(const plume_tree_context *context)
{
    const plume_ledger *ledger = context->data->ledger;
    const plume_totals *all = plume_ledger_all(ledger);
    plume_words *words = context->data->words;
    plume_value *runs = plume_value_set_map(context->root, "runs");
    uint64_t pruned = plume_ledger_state(ledger, PLUME_STATE_PRUNED)->runs;
    uint64_t search =
        role_runs(context, PLUME_ROLE_SEARCH) + role_runs(context, PLUME_ROLE_NAS);

    plume_display_count(runs, "all", all->runs, words);
    plume_display_count(runs, "failed",
                        plume_tree_part(ledger, PLUME_ROLE_COUNT, true).runs - pruned,
                        words);
    plume_display_count(runs, "cut", plume_tree_part(ledger, PLUME_ROLE_COUNT, true).runs,
                        words);
    set_cut_short(context, runs);
    set_states(context, runs);
    plume_display_count(runs, "pruned", pruned, words);
    plume_display_count(runs, "search", search, words);
    plume_display_count(runs, "final", role_runs(context, PLUME_ROLE_FINAL), words);
    plume_display_count(runs, "with_energy", all->energy_runs, words);
    plume_display_count(runs, "without_energy", all->runs - all->energy_runs, words);
    plume_display_count(runs, "timed", all->timed_runs, words);
    plume_display_count(runs, "untimed", all->runs - all->timed_runs, words);
    plume_display_count(runs, "without_role", role_runs(context, PLUME_ROLE_UNKNOWN),
                        words);
    plume_value_set_bool(runs, "states_known",
                         plume_ledger_state(ledger, PLUME_STATE_UNKNOWN)->runs <
                             all->runs);
    plume_value_set_bool(runs, "roles_known",
                         role_runs(context, PLUME_ROLE_UNKNOWN) < all->runs);
    set_roles(context, runs);
}

/* Hours of the devices that runs name; not known unless these share devices. */
static void set_shared_devices(const plume_tree_context *context, plume_value *time)
{
    const plume_ledger *ledger = context->data->ledger;
    double sum = plume_ledger_device_sum_hours(ledger);
    double in_use = plume_ledger_device_union_hours(ledger);
    bool shared = in_use < sum * (1.0 - SHARED_LEAST);

    plume_display_hours(time, "devices_sum", shared ? sum : NAN, context->data->words);
    plume_display_hours(time, "devices_union", shared ? in_use : NAN,
                        context->data->words);
}

/* Hours of devices and hours on the wall differ where runs have several devices. What
 * ran at the same time counts once in overlap_hours and each in overlap_sum_hours. */
static void set_time(const plume_tree_context *context)
{
    const plume_totals *all = plume_ledger_all(context->data->ledger);
    plume_totals final = plume_tree_part(context->data->ledger, PLUME_ROLE_FINAL, false);
    plume_words *words = context->data->words;
    plume_value *time = plume_value_set_map(context->root, "time");

    plume_display_hours(time, "device_hours", plume_tree_device_hours(all), words);
    plume_display_hours(time, "wall_hours",
                        plume_tree_known(all->wall_hours, all->timed_runs), words);
    plume_display_hours(
        time, "per_run",
        plume_tree_known(all->wall_hours / (double)all->timed_runs, all->timed_runs),
        words);
    plume_display_hours(time, "final", plume_tree_device_hours(&final), words);
    plume_display_hours(time, "overlap_hours",
                        plume_ledger_overlap_hours(context->data->ledger), words);
    plume_display_hours(time, "overlap_sum_hours",
                        plume_ledger_overlap_sum_hours(context->data->ledger), words);
    plume_display_hours(time, "reserved",
                        plume_tree_known(all->reserved_hours, all->used_runs), words);
    plume_display_hours(time, "used", plume_tree_known(all->used_hours, all->used_runs),
                        words);
    set_shared_devices(context, time);
}

/* The world's grids stand for a place that nobody named. */
static bool is_name(plume_group group, const char *name)
{
    return *name != '\0' &&
           (group != PLUME_GROUP_LOCATION || !plume_grid_is_no_place(name));
}

/* The names of a group as one text: "A, B and 4 others". */
static void set_names(const plume_tree_context *context, const char *key,
                      plume_group group)
{
    const plume_ledger *ledger = context->data->ledger;
    plume_value *map = plume_value_set_map(context->root, key);
    size_t count = plume_ledger_group_count(ledger, group), named = 0, at = 0;
    uint64_t unnamed_runs = 0;
    plume_text text;

    plume_text_init(&text);
    for (size_t i = 0; i < count; i++) {
        if (is_name(group, plume_ledger_group_name(ledger, group, i)))
            named++;
        else
            unnamed_runs += plume_ledger_group_at(ledger, group, i)->runs;
    }
    for (size_t i = 0; i < count && at < NAMES_SHOWN; i++) {
        const char *name = plume_ledger_group_name(ledger, group, i);
        size_t shown = named > NAMES_SHOWN ? NAMES_SHOWN + 1 : named;

        if (!is_name(group, name))
            continue;
        if (group == PLUME_GROUP_LOCATION)
            plume_tree_place(context, &text, name);
        else
            plume_text_add(&text, name);
        plume_text_add(&text, plume_tree_separator(context, at++, shown));
    }
    if (named > NAMES_SHOWN)
        plume_text_printf(&text, "%zu%s", named - NAMES_SHOWN,
                          plume_word(context->data->words, "list",
                                     named - NAMES_SHOWN > 1 ? "others" : "other"));
    plume_value_set_bool(map, "known", named > 0);
    plume_value_set_bool(map, "many", named > 1);
    plume_display_count(map, "count", named, context->data->words);
    plume_display_count(map, "unnamed", unnamed_runs, context->data->words);
    plume_value_set_string(map, "text", text.data);
    plume_text_dispose(&text);
}

/* A place by the name of its grid when all runs share one; else as the logs name them. */
static void set_place(const plume_tree_context *context)
{
    const plume_site *site = plume_ledger_site(context->data->ledger);
    plume_value *place;

    if (plume_notes_tally(context->data->notes, "location-assumed") > 0)
        site = NULL; /* the world's grids are no place */
    if (site == NULL || *site->location == '\0' || *site->grid_name == '\0') {
        set_names(context, "place", PLUME_GROUP_LOCATION);
        return;
    }
    place = plume_value_set_map(context->root, "place");
    plume_value_set_bool(place, "known", true);
    plume_value_set_bool(place, "many", false);
    plume_display_count(place, "count", 1, context->data->words);
    plume_display_count(place, "unnamed", 0, context->data->words);
    plume_value_set_string(place, "text", site->grid_name);
}

static void set_day(plume_value *map, const char *key, double unix_s)
{
    plume_text day;

    plume_text_init(&day);
    plume_day_print(&day, unix_s);
    plume_value_set_string(map, key, day.data);
    plume_text_dispose(&day);
}

/* A day as people write it: its digits, the name of its month, its year. */
static void set_date(const plume_tree_context *context, plume_value *map, const char *key,
                     const char *day)
{
    plume_value *date = plume_value_set_map(map, key);
    plume_text part;

    plume_text_init(&part);
    plume_text_add_n(&part, day, strcspn(day, "-"));
    plume_value_set_string(date, "year", part.data);
    plume_text_clear(&part);
    if (strlen(day) == sizeof "2024-05-17" - 1) {
        plume_text_add(&part, day + (day[8] == '0' ? 9 : 8));
        plume_value_set_string(date, "day", part.data);
        plume_text_clear(&part);
        plume_text_add_n(&part, day + 5, 2);
        plume_value_set_string(date, "month",
                               plume_word(context->data->words, "months", part.data));
    } else {
        plume_value_set_string(date, "day", "");
        plume_value_set_string(date, "month", "");
    }
    plume_text_dispose(&part);
}

/* From the first day to the last, with what they share. */
static void set_period(const plume_tree_context *context, plume_value *period)
{
    double start_s = plume_ledger_start_s(context->data->ledger);
    double end_s = plume_ledger_end_s(context->data->ledger);
    const char *from, *to;

    set_day(period, "from", start_s);
    set_day(period, "to", end_s);
    from = plume_value_string(plume_value_get(period, "from"));
    to = plume_value_string(plume_value_get(period, "to"));
    plume_value_set_bool(period, "known", isfinite(start_s) && isfinite(end_s));
    plume_value_set_bool(period, "one_day", strcmp(from, to) == 0);
    plume_value_set_bool(period, "one_month", strncmp(from, to, 7) == 0);
    plume_value_set_bool(period, "one_year", strncmp(from, to, 4) == 0);
    set_date(context, period, "first", from);
    set_date(context, period, "last", to);
}

static void set_study(const plume_tree_context *context)
{
    const plume_study *study = context->data->study;
    plume_value *map = plume_value_set_map(context->root, "study");
    plume_text authors;

    plume_text_init(&authors);
    for (size_t i = 0; i < study->author_count && !context->data->anonymous; i++)
        plume_text_printf(&authors, "%s%s", i > 0 ? ", " : "", study->authors[i]);
    plume_value_set_string(map, "title", study->title);
    plume_value_set_string(map, "authors", authors.data);
    plume_value_set_bool(map, "anonymous", context->data->anonymous);
    plume_text_dispose(&authors);
    set_period(context, plume_value_set_map(map, "period"));
}

void plume_tree_work(const plume_tree_context *context)
{
    set_study(context);
    set_runs(context);
    set_time(context);
    set_names(context, "device", PLUME_GROUP_DEVICE);
    set_place(context);
}

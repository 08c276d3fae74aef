/* The five cells of the headline, and the padded columns of the summary on a terminal. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <plume/uncertainty.h>

#include "documents/wording/display.h"
#include "documents/model/internal.h"

/* --- headline --- */

static const char *text_of(const plume_value *root, const char *group, const char *key,
                           const char *part)
{
    return plume_value_string(
        plume_value_get(plume_value_get(plume_value_get(root, group), key), part));
}

/* Whether the totals of energy, or of time, leave runs out. */
static bool is_partial(const plume_value *root, const char *what)
{
    return plume_value_bool(plume_value_get(
        plume_value_get(plume_value_get(root, "coverage"), what), "partial"));
}

/* Key of a label: as it stands, as a lower or as an upper bound. */
static const char *bound_label(const plume_value *root, const char *plain,
                               const char *least, const char *most)
{
    const plume_value *energy =
        plume_value_get(plume_value_get(root, "coverage"), "energy");

    if (plume_value_bool(plume_value_get(energy, "partial")))
        return least;
    return plume_value_bool(plume_value_get(energy, "upper")) ? most : plain;
}

/* The cell is in the list already when it is counted: 1 is the first cell, that of the
 * study's own emissions. */
static plume_value *add_cell(plume_value *headline, const plume_value *shown,
                             const char *unit, const char *label, const char *note)
{
    plume_value *cell = plume_value_set_map(headline, NULL);

    plume_value_set_string(cell, "figure",
                           plume_value_string(plume_value_get(shown, "figure")));
    plume_value_set_string(
        cell, "unit",
        unit != NULL ? unit : plume_value_string(plume_value_get(shown, "unit")));
    plume_value_set_string(cell, "label", label);
    plume_value_set_string(cell, "note", note);
    plume_value_set_bool(cell, "own", plume_value_count(headline) == 1);
    plume_value_set_bool(cell, "known",
                         plume_value_bool(plume_value_get(shown, "known")));
    return cell;
}

/* What fits into the cell beside three figures. */
static plume_display_unit hours_unit(double hours, plume_words *words)
{
    static const struct {
        double from, per_own;
        const char *word;
    } units[] = { { 1e6, 1e-6, "hours-million" },
                  { 1e4, 1e-3, "hours-thousand" },
                  { 1e3, 1.0, "hours-short" } };

    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (hours >= units[i].from)
            return (plume_display_unit){ plume_word(words, "headline", units[i].word),
                                         units[i].per_own };
    return (plume_display_unit){ plume_word(words, "headline", "hours"), 1.0 };
}

/* The model without its maker: the cell is narrow, and the statement has the whole name.
 */
static const char *without_maker(const char *device)
{
    static const char *const makers[] = { "NVIDIA ", "AMD ", "Intel ", "Google " };

    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
        if (strncmp(device, makers[i], strlen(makers[i])) == 0)
            return device + strlen(makers[i]);
    return device;
}

/* Device-hours, and beside them of how many runs they are known. */
static void add_time(const plume_tree_context *context, plume_value *headline)
{
    const plume_totals *all = plume_ledger_all(context->data->ledger);
    plume_words *words = context->data->words;
    const plume_value *device = plume_value_get(context->root, "device");
    bool one = plume_value_bool(plume_value_get(device, "known")) &&
               !plume_value_bool(plume_value_get(device, "many"));
    bool least = is_partial(context->root, "time");
    plume_value *hours = plume_value_map();
    plume_text note, label;
    double device_hours = plume_tree_device_hours(all);
    plume_display_unit unit = hours_unit(device_hours, words);

    plume_text_init(&note);
    plume_text_init(&label);
    plume_text_printf(
        &label, "%s%s",
        one ? without_maker(plume_value_string(plume_value_get(device, "text")))
            : plume_word(words, "headline", "time"),
        least ? plume_word(words, "headline", "least") : "");
    if (all->device_timed_runs < all->runs)
        plume_text_printf(&note, "%s %s",
                          text_of(context->root, "coverage", "time", "phrase"),
                          plume_word(words, "headline", "known-of"));
    else
        plume_text_add(&note, plume_word(words, "headline", "all-timed"));
    plume_display_in(hours, "hours", device_hours, unit, words);
    add_cell(headline, plume_value_get(hours, "hours"), NULL, label.data, note.data);
    plume_text_dispose(&label);
    plume_text_dispose(&note);
    plume_value_free(hours);
}

/* That no run failed is only said when the logs know of failure: most formats hold no
 * state, and there silence is not success. */
static void add_runs(const plume_tree_context *context, plume_value *headline)
{
    plume_words *words = context->data->words;
    const plume_value *runs = plume_value_get(context->root, "runs");
    const plume_value *all = plume_value_get(runs, "all");
    const plume_value *failed = plume_value_get(runs, "cut");
    plume_value *shown = plume_value_map();
    plume_text note;

    plume_text_init(&note);
    if (!plume_value_bool(plume_value_get(runs, "states_known")))
        plume_text_add(&note, plume_word(words, "headline", "states-unknown"));
    else if (plume_value_bool(plume_value_get(failed, "none")))
        plume_text_add(&note, plume_word(words, "headline", "none-failed"));
    else
        plume_text_add(&note,
                       plume_value_string(plume_value_get(runs, "cut_short_note")));
    plume_value_set_bool(shown, "known", true);
    plume_value_set_string(shown, "figure",
                           plume_value_string(plume_value_get(all, "text")));
    add_cell(
        headline, shown,
        plume_word(words, "headline",
                   plume_value_bool(plume_value_get(all, "one")) ? "runs-one" : "runs"),
        plume_word(words, "headline", "all-runs"), note.data);
    plume_value_free(shown);
    plume_text_dispose(&note);
}

/* Without roles nobody can tell the final runs from the search, and the ratio is not
 * known rather than 1. */
static void add_overhead(const plume_tree_context *context, plume_value *headline)
{
    plume_words *words = context->data->words;
    const plume_value *overhead =
        plume_value_get(plume_value_get(context->root, "search"), "overhead");
    plume_text note;

    plume_text_init(&note);
    if (plume_value_bool(plume_value_get(overhead, "known")))
        plume_text_printf(&note, "%s %s",
                          text_of(context->root, "search", "repeat", "text"),
                          plume_word(words, "headline", "repeat"));
    else
        plume_text_add(&note, plume_word(words, "headline", "no-roles"));
    add_cell(headline, overhead, plume_word(words, "headline", "overhead"),
             plume_word(words, "headline",
                        is_partial(context->root, "energy") &&
                                plume_value_bool(plume_value_get(overhead, "known"))
                            ? "search-least"
                            : "search"),
             note.data);
    plume_text_dispose(&note);
}

static void print_interval(plume_text *out, const plume_tree_context *context)
{
    const plume_value *map = plume_value_get(context->root, "uncertainty");
    plume_words *words = context->data->words;

    if (plume_value_bool(plume_value_get(map, "outside")))
        plume_text_printf(out, "%s %s %s",
                          plume_value_string(plume_value_get(map, "side")),
                          plume_word(words, "headline", "interval"),
                          plume_value_string(plume_value_get(map, "range")));
    else if (plume_value_bool(plume_value_get(map, "known")))
        plume_text_printf(out, "%s %s", plume_word(words, "headline", "interval"),
                          plume_value_string(plume_value_get(map, "range")));
    else
        plume_text_add(out, plume_word(words, "headline", "no-interval"));
}

/* In how many runs devices drew at most what is counted. */
static void add_most(plume_text *out, const plume_value *root, plume_words *words)
{
    const plume_value *energy =
        plume_value_get(plume_value_get(root, "coverage"), "energy");
    const plume_value *most = plume_value_get(energy, "most");

    if (!plume_value_bool(plume_value_get(most, "some")))
        return;
    plume_text_printf(
        out, "; %s %s %s %s", plume_word(words, "headline", "most"),
        plume_value_string(plume_value_get(most, "text")),
        plume_word(words, "headline", "of"),
        plume_value_string(plume_value_get(plume_value_get(energy, "all"), "text")));
}

/* Where some runs have no energy, the labels say "at least": the figures stand, as
 * lower bounds. */
void plume_tree_headline(const plume_tree_context *context)
{
    plume_words *words = context->data->words;
    plume_value *headline = plume_value_set_list(context->root, "headline");
    const plume_value *root = context->root;
    plume_text pue, interval;

    plume_text_init(&pue);
    plume_text_init(&interval);
    print_interval(&interval, context);
    plume_text_printf(
        &pue, "%s %s", plume_word(words, "headline", "pue"),
        plume_value_string(plume_value_get(plume_value_get(root, "pue"), "text")));
    if (is_partial(root, "energy"))
        plume_text_printf(&pue, "; %s", text_of(root, "coverage", "energy", "phrase"));
    add_most(&pue, root, words);
    add_cell(headline, plume_value_get(plume_value_get(root, "uncertainty"), "stated"),
             NULL,
             plume_word(words, "headline",
                        bound_label(root, "carbon", "carbon-least", "carbon-most")),
             interval.data);
    add_cell(headline, plume_value_get(plume_value_get(root, "energy"), "facility"), NULL,
             plume_word(words, "headline",
                        bound_label(root, "energy", "energy-least", "energy-most")),
             pue.data);
    add_time(context, headline);
    add_runs(context, headline);
    add_overhead(context, headline);
    plume_text_dispose(&interval);
    plume_text_dispose(&pue);
}

/* --- terminal --- */

enum {
    NAME_WIDTH = 37,
    CARBON_WIDTH = 9,
    INTERVAL_WIDTH = 11,
    INTENSITY_WIDTH = 9,
    PUE_WIDTH = 7
};

/* width is in characters, as columns on a terminal are; below zero it pads on the
 * right, as printf does. */
static void set_padded(plume_value *map, const char *key, const char *text, int width)
{
    plume_text padded;

    plume_text_init(&padded);
    plume_text_printf(&padded, "%*s", width, text);
    plume_value_set_string(map, key, padded.data);
    plume_text_dispose(&padded);
}

static void set_figure(plume_value *map, const char *key, double value, int digits,
                       int width)
{
    plume_text text;

    plume_text_init(&text);
    plume_number_significant(&text, value, digits);
    set_padded(map, key, text.data, width);
    plume_text_dispose(&text);
}

/* "2.3-4.7": ASCII, for any terminal; "n/a" where the method gives none. */
static void set_interval(plume_value *row, const plume_estimate *estimate,
                         const plume_display_unit *unit)
{
    const double *ends = estimate->interval95_kg;
    int digits = plume_supported_digits(estimate->co2e_kg, ends[0], ends[1]);
    plume_text text;

    plume_text_init(&text);
    plume_number_significant(&text, ends[0] * unit->per_own, digits);
    if (isfinite(ends[0])) {
        plume_text_add_char(&text, '-');
        plume_number_significant(&text, ends[1] * unit->per_own, digits);
    }
    if (text.length >= INTERVAL_WIDTH) /* columns stay apart */
        set_padded(row, "interval", text.data, (int)text.length + 1);
    else
        set_padded(row, "interval", text.data, INTERVAL_WIDTH);
    plume_text_dispose(&text);
}

/* No more digits than the interval supports: further ones would claim a precision that
 * the inputs do not have. */
static void add_estimate(const plume_tree_context *context, plume_value *rows, size_t i,
                         const plume_display_unit *unit)
{
    plume_estimate estimate = plume_ledger_estimate_at(context->data->ledger, i);
    const plume_method *method = plume_method_find(estimate.method);
    plume_value *row = plume_value_set_map(rows, NULL);
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(
        &text, "%s, %s", method == NULL ? estimate.method : method->title,
        plume_word(context->data->words, "bases", plume_basis_name(estimate.basis)));
    set_padded(row, "name", text.data, -NAME_WIDTH);
    set_figure(row, "carbon", estimate.co2e_kg * unit->per_own,
               plume_supported_digits(estimate.co2e_kg, estimate.interval95_kg[0],
                                      estimate.interval95_kg[1]),
               CARBON_WIDTH);
    set_interval(row, &estimate, unit);
    set_figure(row, "intensity", estimate.intensity_kg_per_kwh, 3, INTENSITY_WIDTH);
    plume_text_clear(&text);
    plume_number_fixed(&text, estimate.pue, 2);
    set_padded(row, "pue", text.data, PUE_WIDTH);
    plume_text_dispose(&text);
}

/* name: its word in the plural and, with an "s" less, of one. */
static void add_tally(plume_text *out, uint64_t count, const char *name,
                      plume_words *words)
{
    plume_value *map;
    char one[16];

    if (count == 0)
        return;
    snprintf(one, sizeof one, "%.*s", (int)strlen(name) - 1, name);
    map = plume_value_map();
    plume_display_count(map, "count", count, words);
    plume_text_printf(
        out, "%s%s %s", out->length > 0 ? ", " : "",
        plume_value_string(plume_value_get(plume_value_get(map, "count"), "text")),
        plume_word(words, "summary", count == 1 ? one : name));
    plume_value_free(map);
}

/* A loss is a warning to whoever reads a summary; a rejected record is counted
 * elsewhere. */
static void set_notes(const plume_tree_context *context, plume_value *summary)
{
    const plume_notes *notes = context->data->notes;
    plume_words *words = context->data->words;
    uint64_t counts[PLUME_REJECTED + 1] = { 0 };
    plume_text text;

    for (size_t i = 0; i < plume_notes_count(notes); i++)
        counts[plume_notes_at(notes, i)->severity]++;
    plume_text_init(&text);
    add_tally(&text, counts[PLUME_ASSUMED], "assumptions", words);
    add_tally(&text, counts[PLUME_WARNING] + counts[PLUME_LOSS], "warnings", words);
    add_tally(&text, counts[PLUME_INFO], "remarks", words);
    plume_value_set_string(summary, "notes",
                           text.length == 0 ? plume_word(words, "numbers", "none")
                                            : text.data);
    plume_text_dispose(&text);
}

static void add_state(plume_text *out, const plume_totals *of, double all_kwh,
                      const char *name, plume_words *words)
{
    plume_value *map = plume_value_map();

    plume_display_quantity(map, "energy", PLUME_DIMENSION_ENERGY, of->it_kwh, words);
    plume_display_share(map, "share", of->it_kwh, all_kwh, words);
    plume_text_printf(
        out, "%s%s %s (%s)", out->length > 0 ? ", " : "", name,
        plume_value_string(plume_value_get(plume_value_get(map, "energy"), "text")),
        plume_value_string(plume_value_get(plume_value_get(map, "share"), "text")));
    plume_value_free(map);
}

/* Energy by state, unless all of it is of one. */
static void set_states(const plume_tree_context *context, plume_value *summary)
{
    const plume_ledger *ledger = context->data->ledger;
    const plume_totals *all = plume_ledger_all(ledger);
    size_t states = 0;
    plume_text text;

    plume_text_init(&text);
    for (int i = 0; i < PLUME_STATE_COUNT; i++) {
        const plume_totals *of = plume_ledger_state(ledger, (plume_state)i);

        if (of->energy_runs == 0)
            continue;
        states++;
        add_state(&text, of, all->it_kwh, plume_state_name((plume_state)i),
                  context->data->words);
    }
    plume_value_set_bool(summary, "has_states", states > 1);
    plume_value_set_string(summary, "states", text.data);
    plume_text_dispose(&text);
}

/* "0.319 kWh idle, 8 look-ups, in no count of runs". */
static void set_others(const plume_tree_context *context, plume_value *summary)
{
    const plume_value *others = plume_value_get(context->root, "others");
    plume_words *words = context->data->words;
    static const char *const kinds[] = { "idle", "between", "look_up", "waiting" };
    static const char *const names[][2] = { { "idle", "idle" },
                                            { "between", "between" },
                                            { "look-up", "look-ups" },
                                            { "job", "jobs" } };
    plume_text text;

    plume_text_init(&text);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const plume_value *kind = plume_value_get(others, kinds[i]);
        const plume_value *count = plume_value_get(kind, "count");
        const plume_value *energy = plume_value_get(kind, "energy");
        bool energy_told = i < 2 && plume_value_bool(plume_value_get(energy, "known"));
        bool one = plume_value_bool(plume_value_get(count, "one"));

        if (!plume_value_bool(plume_value_get(kind, "some")))
            continue;
        plume_text_printf(
            &text, "%s%s %s", text.length > 0 ? ", " : "",
            plume_value_string(plume_value_get(energy_told ? energy : count, "text")),
            plume_word(words, "others", names[i][one ? 0 : 1]));
    }
    plume_text_printf(&text, ", %s", plume_word(words, "others", "none"));
    plume_value_set_string(summary, "others", text.data);
    plume_text_dispose(&text);
}

/* What the study lacks, in a few words. */
static void set_missing(const plume_tree_context *context, plume_value *summary)
{
    const plume_totals *all = plume_ledger_all(context->data->ledger);
    const plume_totals *unnamed =
        plume_ledger_role(context->data->ledger, PLUME_ROLE_UNKNOWN);
    const plume_notes *notes = context->data->notes;
    plume_words *words = context->data->words;
    const struct {
        bool missing;
        const char *word;
    } parts[] = {
        { all->runs == 0, "runs" },
        { all->energy_runs < all->runs || all->partly_runs > 0, "energy" },
        { plume_notes_tally(notes, "host-not-included") > 0, "host" },
        { plume_notes_tally(notes, "location-assumed") > 0, "location" },
        { plume_notes_tally(notes, "pue-assumed") > 0, "pue" },
        { all->runs > 0 && unnamed->runs == all->runs, "roles" },
        { all->runs > 0 && context->data->study->hourly == NULL, "hourly" },
    };
    plume_text text;

    plume_text_init(&text);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].missing)
            plume_text_printf(&text, "%s%s", text.length > 0 ? ", " : "",
                              plume_word(words, "missing", parts[i].word));
    plume_value_set_string(summary, "missing",
                           text.length == 0 ? plume_word(words, "numbers", "none")
                                            : text.data);
    plume_text_dispose(&text);
}

/* One unit for all rows, that of the largest, so that they compare at a glance. */
void plume_tree_summary(const plume_tree_context *context)
{
    const plume_ledger *ledger = context->data->ledger;
    plume_value *summary = plume_value_set_map(context->root, "summary");
    plume_value *rows = plume_value_set_list(summary, "rows");
    double largest = 0.0;
    plume_display_unit unit;
    plume_text head;

    for (size_t i = 0; i < plume_ledger_estimate_count(ledger); i++)
        largest = fmax(largest, plume_ledger_estimate_at(ledger, i).co2e_kg);
    unit = plume_unit_for(PLUME_DIMENSION_MASS, largest);
    plume_text_init(&head);
    plume_text_printf(&head, "%s CO2e", unit.name);
    set_padded(summary, "unit", head.data, CARBON_WIDTH);
    plume_text_dispose(&head);
    set_notes(context, summary);
    set_states(context, summary);
    set_others(context, summary);
    set_missing(context, summary);
    /* Patterson's gross figure is the headline: it stands first. */
    if (context->gross != SIZE_MAX)
        add_estimate(context, rows, context->gross, &unit);
    for (size_t i = 0; i < plume_ledger_estimate_count(ledger); i++)
        if (i != context->gross && i != context->site)
            add_estimate(context, rows, i, &unit);
}

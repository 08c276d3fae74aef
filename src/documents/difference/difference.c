/* What differs between two reports, from their results.json and runs.csv. */
#include <plume/difference.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "audit/lmdi.h"
#include "core/input/slurp.h"
#include "documents/difference/runs.h"
#include "documents/template/templates.h"
#include "documents/wording/display.h"
#include <plume/text.h>

enum { RESULTS_BYTES_MAX = 256 << 20, AGREE_DIGITS = 12 };

/* What a report tells of itself, in base units. */
typedef struct told {
    plume_value *results;
    double runs, device_hours, it_kwh, facility_kwh, co2e_kg, strubell_kg;
    double known_runs, at_most_runs; /* with a known energy, with a bound of it */
    double pue, intensity;           /* kg/kWh; effective, of the headline */
    uint64_t unread;                 /* logs that could not be read */
} told;

typedef struct building {
    told before, after;
    plume_value *tree;
    plume_words *words;
    plume_error *error;
} building;

/* --- reading --- */

/* What the other word says that was taken for a report. */
static plume_status no_report(const char *path, plume_error *error)
{
    struct stat found;
    bool there = stat(path, &found) == 0;

    if (!there)
        plume_fail_at(error, PLUME_ERR_MISSING, path, 0, 0, "there is no such report");
    else
        plume_fail_at(error, PLUME_ERR_MISSING, path, 0, 0,
                      S_ISDIR(found.st_mode) ? "holds no results.json of a report"
                                             : "is no report's results.json");
    if (there)
        plume_hint(error,
                   "plume diff takes two folders that plume report wrote; `plume report "
                   "%s -o DIR` writes one of logs",
                   path);
    else
        plume_hint(error, "plume diff takes two folders that plume report wrote");
    return PLUME_ERR_MISSING;
}

static bool is_folder(const char *path)
{
    struct stat found;

    return stat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

/* The results.json of a folder may be named in its place. */
static void put_folder(plume_text *out, const char *named)
{
    static const char results[] = "results.json";
    size_t length = strlen(named), size = sizeof results - 1;
    bool is_file = length >= size && strcmp(named + length - size, results) == 0 &&
                   (length == size || named[length - size - 1] == '/') &&
                   !is_folder(named);

    if (!is_file)
        plume_text_add(out, named);
    else if (length == size)
        plume_text_add_char(out, '.');
    else
        plume_text_add_n(out, named, length - size - 1);
}

static double number_at(const plume_value *results, const char *map, const char *key)
{
    return plume_value_number(plume_value_get(plume_value_get(results, map), key));
}

static double kg_of(const plume_value *results, const char *method, const char *basis)
{
    const plume_value *estimates = plume_value_get(results, "estimates");

    for (size_t i = 0; i < plume_value_count(estimates); i++) {
        const plume_value *one = plume_value_at(estimates, i);

        if (strcmp(plume_value_string(plume_value_get(one, "method")), method) == 0 &&
            strcmp(plume_value_string(plume_value_get(one, "basis")), basis) == 0)
            return plume_value_number(plume_value_get(one, "co2e_kg"));
    }
    return NAN;
}

/* Each tells so in a note of its own. */
static uint64_t unread_in(const plume_value *notes)
{
    static const char *const codes[] = { "refused-input", "lfs-pointer",
                                         "damaged-input" };
    uint64_t count = 0;

    for (size_t i = 0; i < plume_value_count(notes); i++)
        for (size_t k = 0; k < sizeof codes / sizeof *codes; k++)
            count += strcmp(plume_value_string(
                                plume_value_get(plume_value_at(notes, i), "code")),
                            codes[k]) == 0
                         ? 1
                         : 0;
    return count;
}

static void take_figures(told *out)
{
    const plume_value *results = out->results;

    out->unread = unread_in(plume_value_get(results, "notes"));
    out->runs = number_at(results, "runs", "count");
    out->known_runs = number_at(results, "energy", "known_runs");
    out->at_most_runs = number_at(results, "energy", "at_most_runs");
    out->device_hours = plume_value_number(plume_value_get(results, "device_hours"));
    out->it_kwh = number_at(results, "energy", "it_kwh");
    out->facility_kwh = number_at(results, "energy", "facility_kwh");
    out->co2e_kg = kg_of(results, "patterson2021", "gross");
    out->strubell_kg = kg_of(results, "strubell2019", "as-published");
    out->pue = out->facility_kwh / out->it_kwh;
    out->intensity = out->co2e_kg / out->facility_kwh;
}

static plume_status read_results(told *out, const char *folder, plume_error *error)
{
    plume_text path;
    char *text = NULL;
    size_t length = 0;
    plume_status status;

    plume_text_init(&path);
    plume_text_printf(&path, "%s/results.json", folder);
    status = plume_text_status(&path, error);
    if (status == PLUME_OK && access(path.data, F_OK) != 0)
        status = no_report(folder, error);
    if (status == PLUME_OK)
        status = plume_source_slurp(&text, &length, path.data, RESULTS_BYTES_MAX, error);
    if (status == PLUME_OK)
        status = plume_json_parse(&out->results, text, length, path.data, NULL, error);
    if (status == PLUME_OK &&
        strncmp(plume_value_string(plume_value_get(out->results, "schema")),
                "plume.report/", 13) != 0)
        status = no_report(path.data, error);
    if (status == PLUME_OK)
        take_figures(out);
    free(text);
    plume_text_dispose(&path);
    return status;
}

/* --- figures --- */

/* Two sums of the same runs may part in their last digit only. */
static bool differ(double before, double after)
{
    if (isnan(before) || isnan(after))
        return isnan(before) != isnan(after);
    return fabs(before - after) > fabs(before) * pow(10.0, -AGREE_DIGITS);
}

/* "+150 t CO2e" or "-20.0 kg CO2e". */
static void set_signed(building *at, plume_value *map, const char *key,
                       plume_dimension dimension, double value)
{
    plume_value *shown =
        plume_display_quantity(map, key, dimension, fabs(value), at->words);
    plume_text text;

    if (isnan(value))
        return;
    plume_text_init(&text);
    plume_text_printf(&text, "%s%s", value < 0.0 ? "-" : "+",
                      plume_value_string(plume_value_get(shown, "text")));
    plume_value_set_string(shown, "text", text.data);
    plume_value_set_number(shown, "value", value);
    plume_text_dispose(&text);
}

/* "+14 %"; "" where it has no meaning. */
static void set_relative(plume_value *map, double before, double after)
{
    double percent = 100.0 * (after - before) / before;
    plume_text text;

    plume_text_init(&text);
    if (isfinite(percent))
        plume_text_printf(&text,
                          fabs(percent) < 9.95 ? "%+.1f" PLUME_NO_BREAK_SPACE "%%"
                                               : "%+.0f" PLUME_NO_BREAK_SPACE "%%",
                          percent);
    plume_value_set_string(map, "relative", text.data);
    plume_text_dispose(&text);
}

static void set_pair(building *at, const char *key, plume_dimension dimension,
                     double before, double after)
{
    plume_value *map = plume_value_set_map(at->tree, key);

    plume_display_quantity(map, "before", dimension, before, at->words);
    plume_display_quantity(map, "after", dimension, after, at->words);
    plume_value_set_bool(map, "differs", differ(before, after));
    plume_value_set_bool(map, "up", after > before);
    plume_value_set_bool(map, "known", !isnan(before) && !isnan(after));
    set_signed(at, map, "change", dimension, after - before);
    set_relative(map, before, after);
}

static void set_hours(building *at)
{
    plume_value *map = plume_value_set_map(at->tree, "hours");

    plume_display_hours(map, "before", at->before.device_hours, at->words);
    plume_display_hours(map, "after", at->after.device_hours, at->words);
    plume_value_set_bool(map, "differs",
                         differ(at->before.device_hours, at->after.device_hours));
    set_relative(map, at->before.device_hours, at->after.device_hours);
}

/* --- why --- */

typedef struct cause {
    const char *key;
    double before, after, kg;
} cause;

static void add_cause(building *at, plume_value *list, const cause *why)
{
    plume_value *map;

    if (!differ(why->before, why->after))
        return;
    map = plume_value_set_map(list, NULL);
    plume_value_set_string(map, "what", plume_word(at->words, "difference", why->key));
    plume_value_set_string(map, "key", why->key);
    if (strcmp(why->key, "energy") == 0) {
        plume_display_quantity(map, "before", PLUME_DIMENSION_ENERGY, why->before,
                               at->words);
        plume_display_quantity(map, "after", PLUME_DIMENSION_ENERGY, why->after,
                               at->words);
    } else if (strcmp(why->key, "pue") == 0) {
        plume_display_pue(map, "before", why->before, at->words);
        plume_display_pue(map, "after", why->after, at->words);
    } else {
        plume_display_factor(map, "before", why->before, "kg/kWh", at->words);
        plume_display_factor(map, "after", why->after, "kg/kWh", at->words);
    }
    set_signed(at, map, "effect", PLUME_DIMENSION_MASS, why->kg);
}

/* CO2e = IT energy x PUE x intensity, each of them of all runs together. */
static void set_causes(building *at)
{
    const told *a = &at->after, *b = &at->before;
    plume_value *list = plume_value_set_list(at->tree, "because");
    const cause causes[] = {
        { "energy", b->it_kwh, a->it_kwh,
          plume_lmdi(a->co2e_kg, b->co2e_kg, a->it_kwh, b->it_kwh) },
        { "pue", b->pue, a->pue, plume_lmdi(a->co2e_kg, b->co2e_kg, a->pue, b->pue) },
        { "intensity", b->intensity, a->intensity,
          plume_lmdi(a->co2e_kg, b->co2e_kg, a->intensity, b->intensity) },
    };
    size_t count;

    if (!isnan(b->co2e_kg) && !isnan(a->co2e_kg))
        for (size_t i = 0; i < sizeof causes / sizeof *causes; i++)
            add_cause(at, list, &causes[i]);
    count = plume_value_count(list);
    for (size_t i = 0; i < count; i++)
        plume_value_set_string(plume_value_edit_at(list, i), "separator",
                               i + 1 == count ? "" : "; ");
    plume_value_set_bool(at->tree, "explained", count > 0);
}

/* --- runs --- */

static plume_status path_in(plume_text *out, const char *folder, plume_error *error)
{
    plume_text_init(out);
    plume_text_printf(out, "%s/runs.csv", folder);
    return plume_text_status(out, error);
}

static void set_run_changes(building *at, plume_value *runs,
                            const plume_run_changes *changes)
{
    plume_display_count(runs, "added", changes->added, at->words);
    plume_display_count(runs, "gone", changes->gone, at->words);
    plume_display_count(runs, "changed", changes->changed, at->words);
    plume_display_quantity(runs, "added_energy", PLUME_DIMENSION_ENERGY,
                           changes->added_kwh, at->words);
    plume_display_quantity(runs, "gone_energy", PLUME_DIMENSION_ENERGY, changes->gone_kwh,
                           at->words);
    plume_display_count(runs, "unlisted",
                        changes->added + changes->gone + changes->changed -
                            plume_value_count(plume_value_get(runs, "list")),
                        at->words);
    plume_value_set_bool(runs, "differ",
                         changes->added + changes->gone + changes->changed > 0);
}

static plume_status compare_runs(building *at, const char *before, const char *after)
{
    plume_value *runs = plume_value_set_map(at->tree, "runs");
    plume_value *list = plume_value_set_list(runs, "list");
    plume_run_changes changes;
    plume_text one, other;
    plume_status status = path_in(&one, before, at->error),
                 second = path_in(&other, after, at->error);

    plume_display_count(runs, "before", (uint64_t)at->before.runs, at->words);
    plume_display_count(runs, "after", (uint64_t)at->after.runs, at->words);
    if (status == PLUME_OK)
        status = second;
    if (status == PLUME_OK)
        status = plume_runs_compare(&changes, list, one.data, other.data, at->error);
    if (status == PLUME_OK)
        set_run_changes(at, runs, &changes);
    plume_text_dispose(&other);
    plume_text_dispose(&one);
    return status;
}

/* --- the whole --- */

static void set_tool(building *at, const char *key, const told *from, const char *folder)
{
    const plume_value *tool = plume_value_get(from->results, "tool");
    plume_value *map = plume_value_set_map(at->tree, key);

    plume_value_set_string(map, "folder", folder);
    plume_value_set_string(map, "version",
                           plume_value_string(plume_value_get(tool, "version")));
    plume_value_set_string(map, "factors",
                           plume_value_string(plume_value_get(tool, "factors")));
    plume_display_count(map, "known_runs", (uint64_t)from->known_runs, at->words);
    plume_display_count(map, "runs", (uint64_t)from->runs, at->words);
    plume_display_count(map, "at_most_runs", (uint64_t)from->at_most_runs, at->words);
    plume_display_count(map, "unread", from->unread, at->words);
    plume_value_set_bool(map, "partial", from->known_runs < from->runs);
    plume_value_set_bool(map, "bounded", from->at_most_runs > 0.0);
}

static bool same_text(const plume_value *a, const plume_value *b, const char *key)
{
    return strcmp(plume_value_string(plume_value_get(a, key)),
                  plume_value_string(plume_value_get(b, key))) == 0;
}

static void set_figures(building *at)
{
    const told *b = &at->before, *a = &at->after;
    const plume_value *one = plume_value_get(at->tree, "before"),
                      *other = plume_value_get(at->tree, "after");

    set_pair(at, "energy", PLUME_DIMENSION_ENERGY, b->it_kwh, a->it_kwh);
    set_pair(at, "carbon", PLUME_DIMENSION_MASS, b->co2e_kg, a->co2e_kg);
    set_pair(at, "strubell", PLUME_DIMENSION_MASS, b->strubell_kg, a->strubell_kg);
    set_hours(at);
    set_causes(at);
    plume_value_set_bool(at->tree, "same_tool",
                         same_text(one, other, "version") &&
                             same_text(one, other, "factors"));
    plume_value_set_bool(at->tree, "partial",
                         b->known_runs < b->runs || a->known_runs < a->runs);
    plume_value_set_bool(at->tree, "bounded",
                         b->at_most_runs > 0.0 || a->at_most_runs > 0.0);
    plume_value_set_bool(at->tree, "unread", b->unread > 0 || a->unread > 0);
    plume_value_set_bool(at->tree, "unread_differ", b->unread != a->unread);
}

static plume_status build(plume_value **tree, const char *before, const char *after,
                          const char *templates, plume_error *error)
{
    building at = { .tree = plume_value_map(), .error = error };
    plume_status status = plume_words_load(&at.words, templates, "en", error);

    *tree = NULL;
    if (status == PLUME_OK)
        status = read_results(&at.before, before, error);
    if (status == PLUME_OK)
        status = read_results(&at.after, after, error);
    if (status == PLUME_OK) {
        set_tool(&at, "before", &at.before, before);
        set_tool(&at, "after", &at.after, after);
        set_figures(&at);
        status = compare_runs(&at, before, after);
    }
    if (status == PLUME_OK)
        status = plume_words_status(at.words, error);
    if (status == PLUME_OK)
        status = at.tree == NULL ? plume_fail_memory(error)
                                 : plume_value_status(at.tree, error);
    plume_words_free(at.words);
    plume_value_free(at.before.results);
    plume_value_free(at.after.results);
    if (status == PLUME_OK)
        *tree = at.tree;
    else
        plume_value_free(at.tree);
    return status;
}

plume_status plume_difference_build(plume_value **tree, const char *before,
                                    const char *after, const char *templates,
                                    plume_error *error)
{
    plume_text one, other;
    plume_status status;

    plume_text_init(&one);
    plume_text_init(&other);
    put_folder(&one, before);
    put_folder(&other, after);
    status = plume_text_status(&one, error);
    if (status == PLUME_OK)
        status = plume_text_status(&other, error);
    if (status == PLUME_OK)
        status = build(tree, one.data, other.data, templates, error);
    plume_text_dispose(&other);
    plume_text_dispose(&one);
    return status;
}

static bool differs(const plume_value *tree, const char *key)
{
    return plume_value_bool(plume_value_get(plume_value_get(tree, key), "differs"));
}

bool plume_difference_any(const plume_value *tree)
{
    return plume_value_bool(plume_value_get(plume_value_get(tree, "runs"), "differ")) ||
           differs(tree, "energy") || differs(tree, "carbon") ||
           differs(tree, "strubell") || differs(tree, "hours") ||
           plume_value_bool(plume_value_get(tree, "unread_differ"));
}

plume_status plume_difference_render(plume_text *out, const char *templates,
                                     const char *name, const plume_value *tree,
                                     plume_error *error)
{
    return plume_templates_render(out, templates, name, tree, error);
}

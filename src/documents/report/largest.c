/* The runs that took the most energy: a heap of at most as many as a page can show, the
 * least of them at its root, so that a log of any length takes the same memory. */
#include "documents/report/largest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "documents/wording/display.h"

enum { SHOWN_MAX = 200 };

typedef struct kept {
    uint64_t number; /* in the order in which runs came */
    plume_run_estimate estimate;
    plume_role role;
    plume_state state;
    char *name, *device, *place, *source;
} kept;

struct plume_largest {
    kept run[SHOWN_MAX];
    size_t count;
    uint64_t offered;
};

plume_largest *plume_largest_new(void)
{
    return calloc(1, sizeof(plume_largest));
}

static void drop(kept *run)
{
    free(run->name);
    free(run->device);
    free(run->place);
    free(run->source);
}

void plume_largest_clear(plume_largest *largest)
{
    for (size_t i = 0; i < largest->count; i++)
        drop(&largest->run[i]);
    largest->count = 0;
    largest->offered = 0;
}

void plume_largest_free(plume_largest *largest)
{
    if (largest != NULL)
        plume_largest_clear(largest);
    free(largest);
}

static int compare_known(double a, double b)
{
    if (isnan(a) || isnan(b))
        return isnan(a) == isnan(b) ? 0 : isnan(a) ? 1 : -1;
    return a > b ? -1 : a < b ? 1 : 0;
}

/* The larger one first. */
static int compare(const void *a, const void *b)
{
    const kept *one = a, *other = b;
    int order = compare_known(one->estimate.it_kwh, other->estimate.it_kwh);

    if (order == 0)
        order = compare_known(one->estimate.device_hours, other->estimate.device_hours);
    return order != 0 ? order : one->number < other->number ? -1 : 1;
}

static void exchange(kept *run, size_t i, size_t k)
{
    kept held = run[i];

    run[i] = run[k];
    run[k] = held;
}

static void rise(plume_largest *in)
{
    for (size_t i = in->count - 1; i > 0; i = (i - 1) / 2) {
        if (compare(&in->run[i], &in->run[(i - 1) / 2]) < 0)
            return;
        exchange(in->run, i, (i - 1) / 2);
    }
}

static void sink(plume_largest *in)
{
    size_t i = 0;

    for (size_t child; (child = 2 * i + 1) < in->count; i = child) {
        if (child + 1 < in->count && compare(&in->run[child + 1], &in->run[child]) > 0)
            child++;
        if (compare(&in->run[i], &in->run[child]) > 0)
            return;
        exchange(in->run, i, child);
    }
}

/* "emissions.csv:12": the last parts of a path are in runs.csv in full. */
static char *source_of(const plume_run *run)
{
    const char *slash = strrchr(run->origin.path, '/');
    plume_text text;

    plume_text_init(&text);
    plume_text_add(&text, slash == NULL ? run->origin.path : slash + 1);
    if (run->origin.line > 0)
        plume_text_printf(&text, ":%llu", (unsigned long long)run->origin.line);
    return plume_text_take(&text);
}

static char *device_of(const plume_run *run)
{
    plume_text text;

    plume_text_init(&text);
    if (*run->device != '\0' && run->device_count > 1.0) {
        plume_number_significant(&text, run->device_count, 6);
        plume_text_add(&text, " \xC3\x97 ");
    }
    plume_text_add(&text, run->device);
    return plume_text_take(&text);
}

static bool copy(kept *out, const plume_run *run)
{
    out->role = run->role;
    out->state = run->state;
    out->name = strdup(*run->name != '\0' ? run->name : run->id);
    out->place = strdup(*run->region != '\0' ? run->region : run->location);
    out->device = device_of(run);
    out->source = source_of(run);
    return out->name != NULL && out->place != NULL && out->device != NULL &&
           out->source != NULL;
}

plume_status plume_largest_offer(plume_largest *largest, const plume_run *run,
                                 plume_run_estimate estimate, plume_error *error)
{
    kept held = { .number = largest->offered++, .estimate = estimate };
    bool full = largest->count == SHOWN_MAX;

    if (full && compare(&held, &largest->run[0]) > 0)
        return PLUME_OK;
    if (!copy(&held, run)) {
        drop(&held);
        return plume_fail_memory(error);
    }
    if (full) {
        drop(&largest->run[0]);
        largest->run[0] = held;
        sink(largest);
    } else {
        largest->run[largest->count++] = held;
        rise(largest);
    }
    return PLUME_OK;
}

/* --- the table --- */

enum { HOURS, ENERGY, CARBON, FIGURES };

static double figure(const kept *run, int which)
{
    const double all[FIGURES] = { run->estimate.device_hours, run->estimate.it_kwh,
                                  run->estimate.co2e_kg };

    return all[which];
}

static const struct {
    const char *key;
    plume_dimension dimension;
} figures[FIGURES] = { { "hours", PLUME_DIMENSION_RATIO },
                       { "energy", PLUME_DIMENSION_ENERGY },
                       { "carbon", PLUME_DIMENSION_MASS } };

/* One unit for a column, by its largest figure. */
static plume_column_format format_of(const plume_largest *largest, int which)
{
    double most = 0.0;

    for (size_t i = 0; i < largest->count; i++)
        most = fmax(most, figure(&largest->run[i], which));
    return plume_column_format_for(figures[which].dimension, most, 3);
}

static void set_figures(plume_value *row, const kept *run,
                        const plume_column_format *formats)
{
    for (int i = 0; i < FIGURES; i++) {
        plume_value *map = plume_value_set_map(row, figures[i].key);
        plume_text text;

        plume_text_init(&text);
        plume_column_format_print(&text, &formats[i], figure(run, i));
        plume_value_set_string(map, "text", text.data);
        plume_value_set_number(map, "value", figure(run, i)); /* null when unknown */
        plume_text_dispose(&text);
    }
}

static void set_row(plume_value *rows, const kept *run, plume_words *words,
                    const plume_column_format *formats)
{
    plume_value *row = plume_value_set_map(rows, NULL);

    plume_value_set_string(row, "name", run->name);
    plume_value_set_string(row, "role",
                           plume_word(words, "roles", plume_role_name(run->role)));
    plume_value_set_string(
        row, "state",
        run->state == PLUME_STATE_UNKNOWN ? "" : plume_state_name(run->state));
    plume_value_set_string(row, "device", run->device);
    plume_value_set_string(row, "place", run->place);
    plume_value_set_string(row, "source", run->source);
    set_figures(row, run, formats);
}

plume_status plume_largest_to_tree(plume_largest *largest, plume_value *tree,
                                   plume_words *words, plume_error *error)
{
    plume_value *map = plume_value_set_map(tree, "top_runs");
    plume_value *units = plume_value_set_map(map, "units");
    plume_value *rows = plume_value_set_list(map, "rows");
    plume_column_format formats[FIGURES];

    qsort(largest->run, largest->count, sizeof largest->run[0], compare);
    plume_display_count(map, "shown", largest->count, words);
    plume_value_set_bool(map, "all", largest->count == largest->offered);
    for (int i = 0; i < FIGURES; i++) {
        formats[i] = format_of(largest, i);
        plume_value_set_string(units, figures[i].key, formats[i].unit.name);
    }
    for (size_t i = 0; i < largest->count; i++)
        set_row(rows, &largest->run[i], words, formats);
    return plume_value_status(tree, error);
}

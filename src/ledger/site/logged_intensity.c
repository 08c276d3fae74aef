/* Keeps a histogram of intensities for each place, and tells of outliers when all is
 * read. */
#include "ledger/site/logged_intensity.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "study/study.h"
#include "core/pool.h"
#include "core/number/units.h"
#include "ledger/site/resolve.h"
#include "ledger/site/tracker_factors.h"
#include <plume/number.h>
#include <plume/text.h>

/* Classes from 1e-6 to 100 kg/kWh, each 5 % wide; what lies outside is in the first or
 * the last. */
#define CLASS_RATIO  1.05
#define CLASS_LOWEST 1e-6
enum { CLASS_COUNT = 380 };

/* Intensities that differ from the median of their place by more than this are told. */
#define FAR_FACTOR 3.0
enum { RUNS_FOR_A_MEDIAN = 3 };

/* A place with at most one run in a hundred is more likely a wrong guess than a move. */
enum { RARE_ONE_IN = 100 };

/* Places of so many kinds of runs are found again at once; a power of two. */
enum { RECENT = 256 };

typedef struct class
{
    uint64_t runs, line;
    double kg_per_kwh; /* of the first */
    const char *path;
} class;

typedef struct place {
    const char *name, *code; /* as logged; of its grid, "" when unknown */
    const char *path;        /* of its first run */
    uint64_t line, runs, printed;
    double least, most;
    class *classes; /* CLASS_COUNT, or NULL */
} place;

struct plume_places {
    plume_pool *strings;
    plume_map *index;
    place place[PLUME_PLACES_MAX + 1]; /* the last: all others */
    size_t count;
    struct {
        uint64_t kind;
        place *place;
    } recent[RECENT]; /* by the lower bits of kinds */
    plume_tracker_factors factors;
};

plume_status plume_places_new(plume_places **out, plume_error *error)
{
    plume_places *places = calloc(1, sizeof *places);

    *out = NULL;
    if (places == NULL)
        return plume_fail_memory(error);
    places->strings = plume_pool_new();
    places->index = plume_map_new();
    if (places->strings == NULL || places->index == NULL) {
        plume_places_free(places);
        return plume_fail_memory(error);
    }
    *out = places;
    return PLUME_OK;
}

void plume_places_free(plume_places *places)
{
    if (places == NULL)
        return;
    for (size_t i = 0; i < places->count; i++)
        free(places->place[i].classes);
    plume_pool_free(places->strings);
    plume_map_free(places->index);
    free(places);
}

/* --- adding --- */

/* "aws:us-east-1", or the location as it was logged, in a text that the caller gives. */
static const char *name_of(plume_text *name, const plume_run *run)
{
    if (run->provider[0] == '\0' || run->region[0] == '\0')
        return run->location;
    plume_text_printf(name, "%s:%s", run->provider, run->region);
    return name->data;
}

/* The code of a place's grid; "" when the factors do not know it. */
static const char *code_of(plume_factors *factors, const char *name)
{
    plume_grid grid;

    if (factors == NULL || name[0] == '\0' ||
        plume_factors_grid(factors, name, 0, &grid, NULL, NULL) != PLUME_OK)
        return "";
    return grid.code;
}

static place *append(plume_places *places, const char *name, plume_factors *factors,
                     const plume_run *run)
{
    place *made = &places->place[places->count];

    if (places->count < PLUME_PLACES_MAX &&
        !plume_map_set(places->index, name, places->count))
        return NULL;
    *made = (place){
        .name = plume_pool_copy(places->strings, name),
        .code = code_of(factors, name),
        .path = plume_pool_copy(places->strings, run->origin.path),
        .line = run->origin.line,
        .least = INFINITY,
        .most = -INFINITY,
    };
    if (made->name == NULL || made->path == NULL)
        return NULL;
    places->count++;
    return made;
}

static place *find(plume_places *places, const char *name, plume_factors *factors,
                   const plume_run *run)
{
    size_t at = plume_map_find(places->index, name);

    if (at != SIZE_MAX)
        return &places->place[at];
    if (places->count > PLUME_PLACES_MAX)
        return &places->place[PLUME_PLACES_MAX];
    if (places->count == PLUME_PLACES_MAX)
        return append(places, "other places", NULL, run);
    return append(places, name, factors, run);
}

static size_t class_of(double kg_per_kwh)
{
    double at = kg_per_kwh > CLASS_LOWEST
                    ? floor(log(kg_per_kwh / CLASS_LOWEST) / log(CLASS_RATIO))
                    : 0.0;

    return at < CLASS_COUNT - 1 ? (size_t)at : CLASS_COUNT - 1;
}

/* Classes of 5 % and not the figures: memory does not grow with the runs. */
static bool add_intensity(plume_places *places, place *at, const plume_run *run)
{
    double kg_per_kwh = plume_run_intensity(run);
    class *within;

    if (!isfinite(kg_per_kwh) || kg_per_kwh < 0.0)
        return true;
    if (at->classes == NULL)
        at->classes = calloc(CLASS_COUNT, sizeof *at->classes);
    if (at->classes == NULL)
        return false;
    within = &at->classes[class_of(kg_per_kwh)];
    if (within->runs == 0) {
        within->kg_per_kwh = kg_per_kwh;
        within->line = run->origin.line;
        within->path = strcmp(at->path, run->origin.path) == 0
                           ? at->path
                           : plume_pool_copy(places->strings, run->origin.path);
        if (within->path == NULL)
            return false;
    }
    within->runs++;
    at->printed++;
    at->least = fmin(at->least, kg_per_kwh);
    at->most = fmax(at->most, kg_per_kwh);
    return true;
}

/* Runs of one kind are logged in one place. NULL: out of memory. */
static place *place_of(plume_places *places, plume_factors *factors, const plume_run *run)
{
    size_t at = (size_t)run->kind % RECENT;
    plume_text name;
    place *found;

    if (run->kind != 0 && places->recent[at].kind == run->kind)
        return places->recent[at].place;
    plume_text_init(&name);
    found = find(places, name_of(&name, run), factors, run);
    if (plume_text_status(&name, NULL) != PLUME_OK)
        found = NULL;
    plume_text_dispose(&name);
    if (found != NULL) {
        places->recent[at].kind = run->kind;
        places->recent[at].place = found;
    }
    return found;
}

plume_status plume_places_add(plume_places *places, const plume_run *run,
                              plume_factors *factors, plume_error *error)
{
    place *at = place_of(places, factors, run);

    if (at == NULL || !add_intensity(places, at, run) ||
        !plume_tracker_factors_add(&places->factors, places->strings, run,
                                   plume_run_intensity(run)))
        return plume_fail_memory(error);
    at->runs++;
    return PLUME_OK;
}

/* --- telling --- */

static const char *shown_name(const place *at)
{
    return at->name[0] != '\0' ? at->name : "no place";
}

static void print_grams(plume_text *out, double kg_per_kwh)
{
    plume_number_significant(out, kg_per_kwh * GRAMS_PER_KG, 3);
}

/* The first value of the class in which the middle run lies: true to 5 %. */
static double median(const place *at)
{
    uint64_t before = 0;

    for (size_t i = 0; i < CLASS_COUNT; i++) {
        before += at->classes[i].runs;
        if (before * 2 >= at->printed)
            return at->classes[i].kg_per_kwh;
    }
    return NAN;
}

static void note_spread(const place *at, double middle, plume_notes *notes)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, "%llu runs logged in %s print carbon intensities from ",
                      (unsigned long long)at->printed, shown_name(at));
    print_grams(&text, at->least);
    plume_text_add(&text, " to ");
    print_grams(&text, at->most);
    plume_text_add(&text, " g/kWh, median about ");
    print_grams(&text, middle);
    plume_notes_add_text(notes, PLUME_INFO, "intensity-spread", at->path, 0, &text);
}

/* The first run of a class stands for all of it, with its line. */
static void note_outlier(const place *at, const class *far, double middle,
                         plume_notes *notes)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_add(&text, "logged carbon intensity ");
    print_grams(&text, far->kg_per_kwh);
    plume_text_printf(&text, " g/kWh is far from the median of %s, ", shown_name(at));
    print_grams(&text, middle);
    if (far->runs > 1)
        plume_text_printf(&text, "; %llu runs print about as much, this is the first",
                          (unsigned long long)far->runs);
    plume_notes_add_text(notes, PLUME_WARNING, "intensity-outlier", far->path, far->line,
                         &text);
}

/* Below so many runs a median says nothing. */
static void note_intensities(const place *at, plume_notes *notes)
{
    double middle;

    if (at->classes == NULL || at->printed < RUNS_FOR_A_MEDIAN)
        return;
    middle = median(at);
    if (at->most > at->least * CLASS_RATIO)
        note_spread(at, middle, notes);
    for (size_t i = 0; i < CLASS_COUNT; i++) {
        const class *one = &at->classes[i];

        if (one->runs > 0 && (one->kg_per_kwh * FAR_FACTOR < middle ||
                              one->kg_per_kwh > middle * FAR_FACTOR))
            note_outlier(at, one, middle, notes);
    }
}

/* "US-VA" lies in "US". */
static bool is_within(const char *code, const char *wider)
{
    size_t length = strlen(wider);

    return strncmp(code, wider, length) == 0 &&
           (code[length] == '\0' || code[length] == '-');
}

static void note_override(const place *at, const char *study_code, plume_notes *notes)
{
    if (at->code[0] == '\0' || is_within(study_code, at->code))
        return;
    plume_notes_add(notes, PLUME_WARNING, "location-overridden", at->path, at->line,
                    "%llu run%s logged in %s; recomputed for %s",
                    (unsigned long long)at->runs, at->runs == 1 ? " was" : "s were",
                    at->name, study_code);
}

static void note_several(const plume_places *places, plume_notes *notes)
{
    enum { SHOWN = 8 };
    plume_text text;

    plume_text_init(&text);
    plume_text_add(&text, "runs were logged in several places:");
    for (size_t i = 0; i < places->count && i < SHOWN; i++)
        plume_text_printf(&text, "%s %s (%llu)", i > 0 ? "," : "",
                          shown_name(&places->place[i]),
                          (unsigned long long)places->place[i].runs);
    if (places->count > SHOWN)
        plume_text_printf(&text, " and %llu more",
                          (unsigned long long)(places->count - SHOWN));
    plume_notes_add_text(notes, PLUME_INFO, "several-places", NULL, 0, &text);
}

/* One run in a hundred elsewhere is more often a wrong guess of the tracker than a
 * journey. */
static void note_rare(const plume_places *places, plume_notes *notes)
{
    uint64_t all = 0;

    for (size_t i = 0; i < places->count; i++)
        all += places->place[i].runs;
    for (size_t i = 0; i < places->count; i++) {
        const place *at = &places->place[i];

        if (at->runs * RARE_ONE_IN > all)
            continue;
        plume_notes_add(notes, PLUME_WARNING, "rare-place", at->path, at->line,
                        "%llu of %llu runs logged in %s; trackers guess the place "
                        "from the network address, so it may be wrong",
                        (unsigned long long)at->runs, (unsigned long long)all,
                        shown_name(at));
    }
}

void plume_places_close(plume_places *places, const char *study_code, plume_notes *notes)
{
    if (places->count > 1)
        note_several(places, notes);
    if (study_code[0] == '\0')
        note_rare(places, notes);
    for (size_t i = 0; i < places->count; i++) {
        if (study_code[0] != '\0')
            note_override(&places->place[i], study_code, notes);
        note_intensities(&places->place[i], notes);
    }
    plume_tracker_factors_note(&places->factors, notes);
}

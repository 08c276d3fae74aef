/* Uses are collected by place. Whenever the store is full those of one place are joined
 * to pieces of time with the devices in use, and pieces that no later run of a log in the
 * order of time can meet are added up and dropped. */
#include "evidence/devices/unnamed_overlap.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/number/units.h"
#include "core/pool.h"
#include "core/sort.h"
#include "evidence/accounts/kinds.h"
#include "evidence/devices/uses.h"
#include "traces/host_names.h"
#include "traces/machine_times.h"
#include <plume/number.h>
#include <plume/text.h>

#define US_MAX 1e17 /* of one run */

enum { USES_MAX = 65536, KEPT_MAX = USES_MAX / 4 * 3 };

typedef struct place {
    const char *name; /* of the host; "" unknown */
    const char *path; /* of its first run */
    uint64_t runs;
    int64_t sum_us, union_us;
    int64_t latest_us, dropped_us; /* start of the last run; what is before is dropped */
    bool shared, unordered, counted;
} place;

typedef struct uses {
    plume_use *use;
    size_t count, capacity;
} uses;

struct plume_unnamed_overlap {
    plume_pool *strings;
    plume_map *index;
    place *place;
    size_t places, capacity;
    uses uses;
    const char *stopped_path; /* NULL: everything was checked */
    uint64_t stopped_line, runs;
    size_t shared;
    int64_t sum_us, union_us;
    char tool[64]; /* that was asked for last, and whether its runs may share devices */
    bool may_share;
};

plume_status plume_unnamed_overlap_new(plume_unnamed_overlap **out, plume_error *error)
{
    plume_unnamed_overlap *overlap = calloc(1, sizeof *overlap);

    *out = NULL;
    if (overlap == NULL)
        return plume_fail_memory(error);
    overlap->strings = plume_pool_new();
    overlap->index = plume_map_new();
    if (overlap->strings == NULL || overlap->index == NULL) {
        plume_unnamed_overlap_free(overlap);
        return plume_fail_memory(error);
    }
    *out = overlap;
    return PLUME_OK;
}

void plume_unnamed_overlap_free(plume_unnamed_overlap *overlap)
{
    if (overlap == NULL)
        return;
    plume_pool_free(overlap->strings);
    plume_map_free(overlap->index);
    free(overlap->place);
    free(overlap->uses.use);
    free(overlap);
}

/* --- joining --- */

static int by_place_and_start(const void *left, const void *right)
{
    const plume_use *a = left, *b = right;

    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    if (a->start_us != b->start_us)
        return a->start_us < b->start_us ? -1 : 1;
    return (a->end_us > b->end_us) - (a->end_us < b->end_us);
}

static int64_t least(int64_t one, int64_t other)
{
    return one < other ? one : other;
}

/* Stamps in whole seconds may seem to share one or two where runs follow each other; of
 * short runs it is the half that tells. */
static bool is_shared(const plume_use *all, size_t count)
{
    const plume_use *last = &all[0]; /* of those that end last */

    for (size_t i = 1; i < count; i++) {
        const plume_use *next = &all[i];
        int64_t both_us = least(last->end_us, next->end_us) - next->start_us;
        int64_t shorter_us =
            least(last->end_us - last->start_us, next->end_us - next->start_us);

        if ((double)both_us > PLUME_MACHINE_SHARED_S * MICROSECONDS_PER_SECOND ||
            2 * both_us > shorter_us)
            return true;
        if (next->end_us > last->end_us)
            last = next;
    }
    return false;
}

static bool append(uses *to, plume_use one)
{
    size_t capacity = to->capacity * 2 + 64;
    plume_use *grown;

    if (to->count == to->capacity) {
        grown = realloc(to->use, capacity * sizeof *grown);
        if (grown == NULL)
            return false;
        to->use = grown;
        to->capacity = capacity;
    }
    to->use[to->count++] = one;
    return true;
}

typedef struct joining {
    uses *to;
    uint32_t place;
} joining;

static bool take_piece(void *state, int64_t start_us, int64_t end_us, double most,
                       double all)
{
    joining *in = state;
    plume_use *last = in->to->count > 0 ? &in->to->use[in->to->count - 1] : NULL;

    (void)all;
    if (last != NULL && last->place == in->place && last->end_us == start_us &&
        last->devices == (float)most) {
        last->end_us = end_us;
        return true;
    }
    return append(in->to, (plume_use){ in->place, (float)most, start_us, end_us });
}

/* Those of one place beside each other, as they came: in the order of time as a rule. */
static bool part_places(plume_unnamed_overlap *overlap)
{
    uses *all = &overlap->uses;
    size_t *end = calloc(overlap->places + 1, sizeof *end);
    plume_use *parted = malloc((all->count + 1) * sizeof *parted);

    if (end == NULL || parted == NULL) {
        free(end);
        free(parted);
        return false;
    }
    for (size_t i = 0; i < all->count; i++)
        end[all->use[i].place + 1]++;
    for (size_t i = 1; i < overlap->places; i++)
        end[i] += end[i - 1];
    for (size_t i = 0; i < all->count; i++)
        parted[end[all->use[i].place]++] = all->use[i];
    free(end);
    free(all->use);
    all->use = parted;
    all->capacity = all->count + 1;
    return true;
}

static bool join(plume_unnamed_overlap *overlap)
{
    uses *all = &overlap->uses, pieces = { NULL, 0, 0 };
    bool done = overlap->places < 2 || part_places(overlap);

    for (size_t i = 0, next; i < all->count && done; i = next) {
        joining in = { &pieces, all->use[i].place };

        for (next = i + 1; next < all->count && all->use[next].place == in.place;)
            next++;
        plume_sort_unordered(&all->use[i], next - i, sizeof *all->use,
                             by_place_and_start);
        if (is_shared(&all->use[i], next - i))
            overlap->place[in.place].shared = true;
        done =
            plume_uses_walk(&all->use[i], next - i, (plume_use_sink){ take_piece, &in });
    }
    free(all->use);
    *all = pieces;
    return done;
}

static void add_piece(plume_unnamed_overlap *overlap, const plume_use *piece)
{
    overlap->place[piece->place].union_us +=
        llround((double)(piece->end_us - piece->start_us) * (double)piece->devices);
}

/* What ended before the last start is met by no run that starts later. */
static void drop(plume_unnamed_overlap *overlap)
{
    size_t kept = 0;

    for (size_t i = 0; i < overlap->uses.count; i++) {
        plume_use *piece = &overlap->uses.use[i];
        place *of = &overlap->place[piece->place];

        if (of->unordered || piece->end_us > of->latest_us) {
            overlap->uses.use[kept++] = *piece;
            continue;
        }
        add_piece(overlap, piece);
        of->dropped_us = of->latest_us;
    }
    overlap->uses.count = kept;
}

/* --- adding --- */

/* One log after another is of one reader, so that its name is not looked up each time. */
static bool may_share(plume_unnamed_overlap *overlap, const plume_run *run)
{
    const char *tool = run->tool[0] != '\0' ? run->tool : run->origin.reader;

    if (strcmp(tool, overlap->tool) != 0) {
        snprintf(overlap->tool, sizeof overlap->tool, "%s", tool);
        overlap->may_share = plume_kind_may_share_devices(tool);
    }
    if (!overlap->may_share)
        return false;
    for (size_t i = 0; i < run->told_count; i++)
        if (strcmp(run->told_by[i].reader, overlap->tool) != 0 &&
            plume_kind_of(run->told_by[i].reader) == PLUME_KIND_SCHEDULER)
            return false;
    return true;
}

/* No device of it is known, and no energy is estimated from its hours. */
static bool has_no_devices(const plume_run *run)
{
    return isnan(run->device_count) && run->device[0] == '\0' &&
           !isnan(run->energy.total_kwh);
}

/* Of other runs nothing is in doubt, or other notes tell it. */
static bool is_asked(plume_unnamed_overlap *overlap, const plume_run *run)
{
    return run->other == PLUME_OTHER_NONE && run->devices[0] == '\0' &&
           run->machine[0] == '\0' && !has_no_devices(run) &&
           !plume_run_is_simulated(run) && !plume_run_is_machine_shared(run) &&
           !plume_run_is_devices_shared(run) && may_share(overlap, run);
}

static place *place_new(plume_unnamed_overlap *overlap, const plume_run *run)
{
    size_t capacity = overlap->capacity * 2 + 8;
    place *made = overlap->place;

    if (overlap->places == overlap->capacity) {
        made = realloc(made, capacity * sizeof *made);
        if (made == NULL)
            return NULL;
        overlap->place = made;
        overlap->capacity = capacity;
    }
    made = &overlap->place[overlap->places];
    *made = (place){ .name = plume_pool_copy(overlap->strings, run->host),
                     .path = plume_pool_copy(overlap->strings, run->origin.path),
                     .latest_us = INT64_MIN,
                     .dropped_us = INT64_MIN,
                     .counted = true };
    if (made->name == NULL || made->path == NULL)
        return NULL;
    overlap->places++;
    return made;
}

static place *place_by(plume_unnamed_overlap *overlap, const plume_run *run,
                       const char *key)
{
    size_t at = plume_map_find(overlap->index, key);

    if (at != SIZE_MAX)
        return &overlap->place[at];
    return plume_map_set(overlap->index, key, overlap->places) ? place_new(overlap, run)
                                                               : NULL;
}

static place *place_by_host(plume_unnamed_overlap *overlap, const plume_run *run)
{
    place *found = NULL;
    plume_text key;

    plume_text_init(&key);
    plume_hosts_name(run->host, 0, &key);
    plume_text_add_char(&key, '\n');
    if (plume_hosts_count(run->host) > 1)
        plume_text_add(&key, run->host);
    if (plume_text_status(&key, NULL) == PLUME_OK)
        found = place_by(overlap, run, key.data);
    plume_text_dispose(&key);
    return found;
}

/* Where the host is known all that runs on it may share its devices; else what belongs
 * to one study may have been on one host. */
static place *place_of(plume_unnamed_overlap *overlap, const plume_run *run)
{
    if (run->host[0] != '\0')
        return place_by_host(overlap, run);
    return place_by(overlap, run,
                    run->study[0] != '\0' ? run->study : run->origin.reader);
}

static plume_status stop(plume_unnamed_overlap *overlap, const plume_run *run,
                         plume_error *error)
{
    overlap->stopped_path = plume_pool_copy(overlap->strings, run->origin.path);
    overlap->stopped_line = run->origin.line;
    overlap->uses.count = 0;
    return overlap->stopped_path != NULL ? PLUME_OK : plume_fail_memory(error);
}

/* *full: joining leaves too many. */
static plume_status make_room(plume_unnamed_overlap *overlap, bool *full,
                              plume_error *error)
{
    *full = false;
    if (overlap->uses.count < USES_MAX)
        return PLUME_OK;
    if (!join(overlap))
        return plume_fail_memory(error);
    drop(overlap);
    *full = overlap->uses.count > KEPT_MAX;
    return PLUME_OK;
}

plume_status plume_unnamed_overlap_add(plume_unnamed_overlap *overlap,
                                       const plume_run *run, plume_error *error)
{
    plume_status status;
    plume_use use;
    double weighed_us;
    bool full;
    place *of;

    if (overlap->stopped_path != NULL || !is_asked(overlap, run) ||
        !plume_use_of(&use, run))
        return PLUME_OK;
    weighed_us = (double)(use.end_us - use.start_us) * (double)use.devices;
    if (!(weighed_us < US_MAX))
        return PLUME_OK;
    status = make_room(overlap, &full, error);
    if (status != PLUME_OK)
        return status;
    of = place_of(overlap, run);
    if (of == NULL)
        return plume_fail_memory(error);
    if (full || use.start_us < of->dropped_us)
        return stop(overlap, run, error);
    of->unordered = of->unordered || use.start_us < of->latest_us;
    if (use.start_us > of->latest_us)
        of->latest_us = use.start_us;
    of->runs++;
    of->sum_us += llround(weighed_us);
    of->counted = of->counted && !isnan(run->device_count);
    use.place = (uint32_t)(of - overlap->place);
    return append(&overlap->uses, use) ? PLUME_OK : plume_fail_memory(error);
}

/* --- telling --- */

static void note_found(const plume_unnamed_overlap *overlap, const place *first,
                       bool counted, plume_notes *notes)
{
    const char *hours = counted ? " device-hours" : " hours";
    double times = (double)overlap->sum_us / (double)overlap->union_us;
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, "%llu runs", (unsigned long long)overlap->runs);
    if (overlap->shared > 1)
        plume_text_printf(&text, " in %zu places", overlap->shared);
    else if (first->name[0] != '\0')
        plume_text_printf(&text, " on %s", first->name);
    plume_text_add(&text, " share time and do not name their devices: ");
    plume_number_significant(&text, plume_use_hours(overlap->sum_us), 3);
    plume_text_printf(&text,
                      "%s are counted; if they shared devices, these were in "
                      "use for ",
                      hours);
    plume_number_significant(&text, plume_use_hours(overlap->union_us), 3);
    plume_text_printf(&text, "%s, a factor of ", hours);
    plume_number_significant(&text, times, 2);
    plume_text_add(&text, ", which is also in energy that is estimated from the hours "
                          "('shared_devices: true' of the input, or --shared-devices)");
    plume_notes_add_text(notes, PLUME_WARNING, "overlap-unnamed-devices", first->path, 0,
                         &text);
}

static void sum_places(plume_unnamed_overlap *overlap, plume_notes *notes)
{
    const place *first = NULL;
    bool counted = true;

    for (size_t i = 0; i < overlap->uses.count; i++)
        add_piece(overlap, &overlap->uses.use[i]);
    for (size_t i = 0; i < overlap->places; i++) {
        const place *one = &overlap->place[i];

        if (!one->shared)
            continue;
        if (first == NULL)
            first = one;
        overlap->shared++;
        overlap->runs += one->runs;
        overlap->sum_us += one->sum_us;
        overlap->union_us += one->union_us;
        counted = counted && one->counted;
    }
    if (first != NULL)
        note_found(overlap, first, counted, notes);
}

plume_status plume_unnamed_overlap_close(plume_unnamed_overlap *overlap,
                                         plume_notes *notes, plume_error *error)
{
    if (overlap->stopped_path != NULL) {
        plume_notes_add(notes, PLUME_WARNING, "overlap-unnamed-unchecked",
                        overlap->stopped_path, overlap->stopped_line,
                        "whether runs that name no devices share time was checked up to "
                        "here only: more than %d separate intervals, not in the order "
                        "of time",
                        (int)KEPT_MAX);
        return PLUME_OK;
    }
    if (!join(overlap))
        return plume_fail_memory(error);
    sum_places(overlap, notes);
    return PLUME_OK;
}

double plume_unnamed_overlap_sum_hours(const plume_unnamed_overlap *overlap)
{
    return overlap != NULL && overlap->sum_us > 0 ? plume_use_hours(overlap->sum_us)
                                                  : (double)NAN;
}

double plume_unnamed_overlap_union_hours(const plume_unnamed_overlap *overlap)
{
    return overlap != NULL && overlap->sum_us > 0 ? plume_use_hours(overlap->union_us)
                                                  : (double)NAN;
}

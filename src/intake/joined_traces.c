/* Traces of the same devices in several logs become one. */
#include "intake/joined_traces.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/time/calendar.h"
#include <plume/time.h>

/* A log that is a trace. */
typedef struct candidate {
    plume_found_file *met;
    uint32_t number;
    plume_trace_span span;
    plume_trace_kind kind;
    size_t folder_length;
    bool by_folder; /* only logs of its folder can be of the same devices */
    size_t copied;  /* of its kind, one more than the log that it begins as; 0 none */
} candidate;

/* --- which logs --- */

static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? (size_t)(slash - path) : 0;
}

static int by_text(const char *a, const char *b)
{
    int order = strcmp(a, b);

    return (order > 0) - (order < 0);
}

static int by_number(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

/* Equal for logs that may be parts of one trace. */
static int compare_kind(const plume_intake *intake, const candidate *a,
                        const candidate *b)
{
    const plume_input_options *one = &intake->named[a->met->named].options;
    const plume_input_options *two = &intake->named[b->met->named].options;
    int order = by_text(a->met->reader->name, b->met->reader->name);

    if (order == 0)
        order = by_number(a->kind.devices, b->kind.devices);
    if (order == 0)
        order = (a->kind.scope > b->kind.scope) - (a->kind.scope < b->kind.scope);
    if (order == 0)
        order = by_number(a->kind.meter, b->kind.meter);
    if (order == 0)
        order = by_text(one->attribute_to, two->attribute_to);
    if (order == 0)
        order = a->by_folder - b->by_folder;
    if (order == 0 && a->by_folder)
        order = by_number(a->folder_length, b->folder_length);
    if (order == 0 && a->by_folder)
        order = strncmp(a->met->path, b->met->path, a->folder_length);
    return order;
}

static int compare_time(const candidate *a, const candidate *b)
{
    if (a->span.start_s != b->span.start_s)
        return a->span.start_s < b->span.start_s ? -1 : 1;
    if (a->span.end_s != b->span.end_s)
        return a->span.end_s > b->span.end_s ? -1 : 1;
    return by_text(a->met->path, b->met->path);
}

static void sort(const plume_intake *intake, candidate *all, size_t count)
{
    /* Shell's: qsort would need the intake. */
    for (size_t gap = count / 2; gap > 0; gap /= 2)
        for (size_t i = gap; i < count; i++) {
            candidate moved = all[i];
            size_t at = i;

            while (at >= gap) {
                int order = compare_kind(intake, &all[at - gap], &moved);

                if (order == 0)
                    order = compare_time(&all[at - gap], &moved);
                if (order <= 0)
                    break;
                all[at] = all[at - gap];
                at -= gap;
            }
            all[at] = moved;
        }
}

static bool is_candidate(const plume_found_file *met)
{
    return met->is_trace && met->shown.verdict == PLUME_INPUT_READ &&
           plume_trace_has_samples(met->trace);
}

static candidate *collect(const plume_intake *intake, size_t *count, plume_error *error)
{
    candidate *all = calloc(intake->met_count + 1, sizeof *all);

    *count = 0;
    if (all == NULL)
        plume_fail_memory(error);
    for (size_t i = 0; all != NULL && i < intake->met_count; i++) {
        plume_found_file *met = intake->met[i];

        met->part = (plume_trace_part){ .trace = NULL };
        if (!is_candidate(met))
            continue;
        all[(*count)++] = (candidate){ met,
                                       (uint32_t)i,
                                       plume_trace_spans(met->trace),
                                       plume_trace_kind_of(met->trace),
                                       folder_length(met->path),
                                       false,
                                       0 };
    }
    return all;
}

/* --- years --- */

static bool share_folder(const candidate *a, const candidate *b)
{
    return a->folder_length == b->folder_length &&
           strncmp(a->met->path, b->met->path, a->folder_length) == 0;
}

/* From the year 2000 to that in which other begins, or to the one before, so that both go
 * on at one time; NAN: they never do. Its clock was that of zone, which may be NULL. */
static double shift_to(const plume_trace_span *own, const plume_trace_span *other,
                       const plume_zone *zone)
{
    plume_civil day, year;

    if (!plume_civil_of(&day, own->start_s) || !plume_civil_of(&year, other->start_s))
        return NAN;
    for (int back = -1; back < 2; back++) {
        double length_s = own->end_s - own->start_s, both_s;
        double second = own->start_s - plume_time_civil(2000, day.month, day.day, 0.0);
        double start_s = plume_time_civil(year.year - back, day.month, day.day, second);

        if (zone != NULL)
            start_s = plume_zone_resolve(zone, start_s).unix_s;
        both_s = fmin(start_s + length_s, other->end_s) - fmax(start_s, other->start_s);
        if (both_s > 0.0 && 2.0 * both_s >= fmin(length_s, other->end_s - other->start_s))
            return start_s - own->start_s;
    }
    return NAN;
}

/* `ts` writes no year: a log of the same folder that was written at the same time of a
 * year knows it. */
static void find_year(const plume_intake *intake, candidate *one, const candidate *all,
                      size_t count)
{
    for (size_t i = 0; i < count && one->kind.yearless; i++) {
        double shift_s = NAN;

        if (!all[i].kind.relative && share_folder(one, &all[i]))
            shift_s = shift_to(&one->span, &all[i].span,
                               intake->named[one->met->named].options.zone);
        if (isnan(shift_s))
            continue;
        plume_trace_place(one->met->trace, shift_s);
        one->span = plume_trace_spans(one->met->trace);
        one->kind = plume_trace_kind_of(one->met->trace);
        plume_notes_add(intake->notes, PLUME_ASSUMED, "no-year", one->met->shown.path, 0,
                        "its times have no year: taken as that of %s beside it",
                        all[i].met->shown.path);
    }
}

/* --- copies --- */

/* Longer logs are known by their first samples, shorter ones by all of theirs: one that
 * begins as a longer one is known as that. */
static void recognise_short(candidate *all, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t own = plume_trace_samples(all[i].met->trace);
        bool is_short = plume_trace_is_short(all[i].met->trace);

        for (size_t j = 0; is_short && j < count; j++)
            if (plume_trace_samples(all[j].met->trace) > own &&
                plume_trace_kind_of(all[j].met->trace).scope ==
                    plume_trace_kind_of(all[i].met->trace).scope &&
                plume_trace_prefix(all[j].met->trace, own) ==
                    plume_trace_prefix(all[i].met->trace, own)) {
                all[i].met->sighting.fingerprint = all[j].met->sighting.fingerprint;
                break;
            }
    }
}

static bool is_copy(const candidate *a, const candidate *b)
{
    return a->met->sighting.fingerprint == b->met->sighting.fingerprint;
}

/* --- parts --- */

/* Of logs whose devices nothing but an index names, some overlap: they are of several
 * hosts. From one to the next kind, in the order of times. */
static void part_folders(candidate *all, size_t count)
{
    double end_s = -INFINITY;
    bool overlap = false;

    for (size_t i = 0; i < count; i++) {
        if (i > 0 && is_copy(&all[i - 1], &all[i]))
            continue;
        overlap = overlap || all[i].span.start_s < end_s;
        end_s = fmax(end_s, all[i].span.end_s);
    }
    for (size_t i = 0; i < count; i++)
        all[i].by_folder = overlap && !all[i].kind.certain;
}

static size_t same_kind(const plume_intake *intake, const candidate *all, size_t count)
{
    size_t same = 1;

    while (same < count && compare_kind(intake, &all[0], &all[same]) == 0)
        same++;
    return same;
}

static bool continues(const candidate *first, double end_s, const candidate *next)
{
    double seam_s = next->span.start_s - end_s;

    if (first->kind.relative || next->kind.relative)
        return false;
    if (seam_s < 0.0)
        return next->kind.certain;
    return seam_s <= fmax(first->span.interval_s, next->span.interval_s);
}

/* A log that brings nothing to those before it is no part of theirs: the devices are told
 * again. Times may be rounded to whole seconds in one of the two. */
static bool lies_within(const candidate *first, double end_s, const candidate *next)
{
    return continues(first, end_s, next) && next->span.start_s < end_s &&
           next->span.end_s < end_s + 1.0;
}

/* first to last, in order: one trace. It is known by the first and by the lowest number.
 */
static void join(candidate *part, const size_t *at, size_t count)
{
    plume_found_file *first = part[at[0]].met;
    uint32_t lowest = part[at[0]].number;

    for (size_t i = 1; i < count; i++) {
        lowest = part[at[i]].number < lowest ? part[at[i]].number : lowest;
        plume_trace_join(first->trace, part[at[i]].met->trace);
        first->sighting.progress += part[at[i]].met->sighting.progress;
    }
    first->sighting.input = lowest;
    for (size_t i = 0; i < count; i++) {
        plume_found_file *met = part[at[i]].met;

        met->part = (plume_trace_part){ first->trace, first->shown.path, lowest, i == 0,
                                        i + 1 == count };
        met->next_part = i + 1 < count ? part[at[i + 1]].met : NULL;
        met->first_part = first;
        met->sighting = first->sighting;
    }
}

/* Copies of a part that is joined are copies of the whole. */
static void follow(candidate *part, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++)
            if (part[i].met->part.trace == NULL && part[j].met->part.trace != NULL &&
                part[i].copied == j + 1)
                part[i].met->sighting.fingerprint = part[j].met->sighting.fingerprint;
}

/* Walks through the logs of one kind and joins what continues. */
static plume_status join_kind(candidate *part, size_t count, plume_error *error)
{
    size_t *at = calloc(count, sizeof *at), joined = 0;
    double end_s = NAN;

    if (at == NULL)
        return plume_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        if (joined > 0 && is_copy(&part[at[joined - 1]], &part[i])) {
            part[i].copied = at[joined - 1] + 1;
            continue;
        }
        if (joined > 0 && lies_within(&part[at[0]], end_s, &part[i]))
            continue;
        if (joined > 0 && !continues(&part[at[0]], end_s, &part[i])) {
            if (joined > 1)
                join(part, at, joined);
            joined = 0;
        }
        at[joined++] = i;
        end_s = joined == 1 ? part[i].span.end_s : fmax(end_s, part[i].span.end_s);
    }
    if (joined > 1)
        join(part, at, joined);
    follow(part, count);
    free(at);
    return PLUME_OK;
}

static plume_status join_all(plume_intake *intake, candidate *all, size_t count,
                             plume_error *error)
{
    plume_status status = PLUME_OK;

    sort(intake, all, count);
    for (size_t i = 0, same; i < count; i += same) {
        same = same_kind(intake, all + i, count - i);
        part_folders(all + i, same);
    }
    sort(intake, all, count);
    for (size_t i = 0, same; status == PLUME_OK && i < count; i += same) {
        same = same_kind(intake, all + i, count - i);
        status = join_kind(all + i, same, error);
    }
    return status;
}

plume_status plume_intake_join_traces(plume_intake *intake, plume_error *error)
{
    size_t count;
    candidate *all = collect(intake, &count, error);
    plume_status status = all != NULL ? PLUME_OK : PLUME_ERR_MEMORY;

    if (status == PLUME_OK) {
        for (size_t i = 0; i < count; i++)
            find_year(intake, &all[i], all, count);
        recognise_short(all, count);
        status = join_all(intake, all, count, error);
    }
    free(all);
    for (size_t i = 0; status == PLUME_OK && i < intake->met_count; i++) {
        plume_found_file *met = intake->met[i];

        if (is_candidate(met) && (met->part.trace == NULL || met->part.input == i))
            status = plume_identities_add(intake->identities, &met->sighting, error);
    }
    return status;
}

bool plume_met_is_further_part(const plume_intake *intake, size_t number)
{
    const plume_found_file *met = intake->met[number];

    return met->part.trace != NULL && met->part.input != number;
}

plume_trace *plume_met_trace(const plume_found_file *met)
{
    return met->part.trace != NULL ? met->part.trace : met->trace;
}

/* Which account speaks for the hours of a run, and for its devices. */
#include "evidence/speaks/time.h"

#include <math.h>
#include <string.h>

#include <plume/number.h>

/* What one reader says of the time: of replicas the longest, of sessions the sum. */
typedef struct told_time {
    double duration_s, start_s, end_s;
} told_time;

/* Figures more than 20 % apart disagree; 15 s are what trackers begin late by. */
static const double disagree = 1.2, hours_slack_s = 15.0;

static bool is_reader(const plume_member *member, const char *reader)
{
    return !member->given && strcmp(member->run.origin.reader, reader) == 0;
}

static bool overlaps(const told_time *time, const plume_run *run)
{
    return !(plume_run_follows(run, time->end_s) || run->end_s <= time->start_s);
}

static void add_time(told_time *time, const plume_run *run)
{
    double duration_s =
        isnan(run->duration_s) ? run->end_s - run->start_s : run->duration_s;

    if (isnan(time->duration_s))
        time->duration_s = duration_s;
    else if (isnan(duration_s))
        duration_s = time->duration_s;
    else if (overlaps(time, run))
        time->duration_s = fmax(time->duration_s, duration_s);
    else
        time->duration_s += duration_s;
    time->start_s = fmin(time->start_s, run->start_s); /* of one NAN: the other */
    time->end_s = fmax(time->end_s, run->end_s);
}

/* The parts of a tracker's run: its hours are at least theirs. */
static double parts_s(const plume_members *members, const char *reader)
{
    double sum_s = 0.0;

    for (size_t i = 0; i < members->count; i++)
        if (members->member[i].part && is_reader(&members->member[i], reader) &&
            !isnan(members->member[i].run.duration_s))
            sum_s += members->member[i].run.duration_s;
    return sum_s;
}

static told_time time_of(const plume_members *members, const char *reader)
{
    told_time time = { (double)NAN, (double)NAN, (double)NAN };

    for (size_t i = 0; i < members->count; i++)
        if (!members->member[i].part && is_reader(&members->member[i], reader))
            add_time(&time, &members->member[i].run);
    if (!isnan(time.duration_s))
        time.duration_s = fmax(time.duration_s, parts_s(members, reader));
    return time;
}

/* Where only the parts tell a time: those at one time are one stretch, others add up. */
static told_time time_of_parts(const plume_members *members, const char *reader)
{
    told_time time = { (double)NAN, (double)NAN, (double)NAN };

    for (size_t i = 0; i < members->count; i++)
        if (members->member[i].part && is_reader(&members->member[i], reader))
            add_time(&time, &members->member[i].run);
    return time;
}

/* An account of this kind that knows when the run died, where others of its tool know
 * when that was noticed. */
static const plume_run *found_dead(const plume_members *members, plume_log_kind kind)
{
    for (size_t i = 0; i < members->count; i++)
        if (members->member[i].kind == kind && !members->member[i].given &&
            !members->member[i].part &&
            plume_run_is_ended_by_heartbeat(&members->member[i].run))
            return &members->member[i].run;
    return NULL;
}

/* The longest that a reader of this kind tells. */
static told_time time_of_kind(const plume_members *members, plume_log_kind kind,
                              bool parts)
{
    told_time longest = { (double)NAN, (double)NAN, (double)NAN };
    told_time of_reader = longest;
    const plume_member *last = NULL; /* whose reader that is: they stand side by side */
    const plume_run *dead = parts ? NULL : found_dead(members, kind);

    if (dead != NULL)
        return (told_time){ dead->duration_s, dead->start_s, dead->end_s };
    for (size_t i = 0; i < members->count; i++) {
        const plume_member *member = &members->member[i];
        told_time time;

        if (member->kind != kind || member->given || member->part != parts)
            continue;
        if (last == NULL || !is_reader(last, member->run.origin.reader))
            of_reader = time_of(members, member->run.origin.reader);
        last = member;
        time = of_reader;
        if (parts && isnan(time.duration_s))
            time = time_of_parts(members, member->run.origin.reader);
        if (!(time.duration_s <= longest.duration_s))
            longest = isnan(time.duration_s) ? longest : time;
    }
    return longest;
}

/* For the list of logs in the report: whose hours were taken. */
static void mark_hours(plume_members *members, plume_log_kind kind, bool parts)
{
    for (size_t i = 0; i < members->count; i++) {
        plume_member *member = &members->member[i];

        member->hours = member->hours ||
                        (member->kind == kind && !member->given && member->part == parts);
    }
}

/* Whether the hours were taken from a kind of logs. */
static bool tells_kind(const plume_members *members, plume_log_kind kind)
{
    for (size_t i = 0; i < members->count; i++)
        if (members->member[i].kind == kind && members->member[i].hours)
            return true;
    return false;
}

/* Whether a kind of logs tells no more than signs of life. */
static bool is_bound(const plume_members *members, int kind)
{
    for (size_t i = 0; i < members->count; i++)
        if ((int)members->member[i].kind == kind && !members->member[i].given &&
            !members->member[i].part &&
            plume_run_lasted_at_least(&members->member[i].run))
            return true;
    return false;
}

/* Who is believed may have measured a part, as train_runtime does: the signs of life that
 * others saw prove more. What a scheduler held is not what ran. */
static void raise_time(plume_run *out, plume_members *members)
{
    int kind = 0;

    while (kind < PLUME_KIND_COUNT && !tells_kind(members, (plume_log_kind)kind))
        kind++;
    for (int later = kind + 1; kind > PLUME_KIND_TABLE && later < PLUME_KIND_COUNT;
         later++) {
        told_time time;

        if (!is_bound(members, later))
            continue;
        time = time_of_kind(members, (plume_log_kind)later, false);
        if (!(time.duration_s > out->duration_s))
            continue;
        out->duration_s = time.duration_s;
        out->start_s = fmin(out->start_s, time.start_s);
        out->end_s = fmax(out->end_s, time.end_s);
        mark_hours(members, (plume_log_kind)later, false);
    }
}

/* docs/evidence.md, device-hours: kinds stand in the order in which they are believed. */
static void set_time(plume_run *out, plume_members *members, bool parts)
{
    for (int kind = 0; kind < PLUME_KIND_COUNT && isnan(out->duration_s); kind++) {
        told_time time = time_of_kind(members, (plume_log_kind)kind, parts);

        out->duration_s = time.duration_s;
        out->start_s = time.start_s;
        out->end_s = time.end_s;
        if (!isnan(out->duration_s))
            mark_hours(members, (plume_log_kind)kind, parts);
    }
}

/* --- sessions that one log alone tells --- */

static bool goes_on(const plume_members *members, const char *reader)
{
    for (size_t i = 0; i < members->count; i++)
        if (strcmp(members->member[i].relation, "continues") == 0 &&
            is_reader(&members->member[i], reader))
            return true;
    return false;
}

/* Stamps in whole seconds are cut, so that the end of a session stands no later than the
 * start of the next. */
static bool share_time(const plume_run *left, const plume_run *right)
{
    double left_end_s = left->start_s + left->duration_s;
    double right_end_s = right->start_s + right->duration_s;

    return !(fmin(left_end_s, right_end_s) - fmax(left->start_s, right->start_s) <= 0.0);
}

static bool is_taken(const plume_members *members, const plume_run *session)
{
    for (size_t i = 0; i < members->count; i++)
        if (members->member[i].hours && share_time(&members->member[i].run, session))
            return true;
    return false;
}

/* Who is believed may know the last session alone, as Snakemake's record of an output
 * does: the others add to it. */
static void add_sessions(plume_run *out, plume_members *members)
{
    for (size_t i = 0; i < members->count; i++) {
        plume_member *member = &members->member[i];

        if (member->given || member->part || member->hours ||
            isnan(member->run.start_s + member->run.duration_s) ||
            !goes_on(members, member->run.origin.reader) ||
            is_taken(members, &member->run))
            continue;
        out->duration_s += member->run.duration_s;
        out->start_s = fmin(out->start_s, member->run.start_s);
        out->end_s = fmax(out->end_s, member->run.end_s);
        member->hours = true;
    }
}

/* --- used of what was reserved, and who disagrees --- */

/* docs/evidence.md: a scheduler holds devices longer than a program uses them. */
static void set_used(plume_run *out, const plume_members *members)
{
    if (!tells_kind(members, PLUME_KIND_SCHEDULER))
        return;
    for (int kind = PLUME_KIND_TABLE; kind < PLUME_KIND_TRACE; kind++) {
        told_time time = time_of_kind(members, (plume_log_kind)kind, false);

        if (isnan(time.duration_s))
            time = time_of_kind(members, (plume_log_kind)kind, true);
        if (isnan(out->used_s) && !isnan(time.duration_s))
            out->used_s = fmin(time.duration_s, out->duration_s);
    }
}

static void note_hours(plume_notes *notes, const plume_run *run, plume_log_kind taken,
                       const plume_member *other, double other_s)
{
    plume_text text;

    plume_text_init(&text);
    plume_number_significant(&text, run->duration_s, 4);
    plume_text_printf(&text, " s by %s (taken), ", plume_kind_name(taken));
    plume_number_significant(&text, other_s, 4);
    plume_text_printf(&text, " s by %s (%s)", other->run.origin.reader,
                      other->run.origin.path);
    plume_notes_add(notes, PLUME_WARNING, "accounts-disagree", run->origin.path,
                    run->origin.line, "%s", text.data);
    plume_text_dispose(&text);
}

/* More than 20 % apart, and more than the clocks and the start of a program explain. Of
 * the whole alone: parts are shorter by nature. */
static void compare_hours(const plume_run *out, const plume_members *members,
                          plume_notes *notes)
{
    plume_log_kind taken = PLUME_KIND_COUNT;
    const plume_member *last = NULL;
    double other_s = (double)NAN;

    for (int kind = 0; kind < PLUME_KIND_COUNT && taken == PLUME_KIND_COUNT; kind++)
        if (tells_kind(members, (plume_log_kind)kind))
            taken = (plume_log_kind)kind;
    for (size_t i = 0; i < members->count; i++) {
        const plume_member *member = &members->member[i];

        if (member->given || member->part || member->hours)
            continue;
        if (last == NULL || !is_reader(last, member->run.origin.reader))
            other_s = time_of(members, member->run.origin.reader).duration_s;
        last = member;
        if (fabs(other_s - out->duration_s) > hours_slack_s &&
            (other_s > out->duration_s * disagree ||
             out->duration_s > other_s * disagree))
            note_hours(notes, out, taken, member, other_s);
    }
}

/* --- devices --- */

/* A tracker that found no accelerator tells nothing of their number. */
static bool tells_count(const plume_member *member)
{
    return !isnan(member->run.device_count) &&
           (member->kind != PLUME_KIND_TRACKER || member->run.energy.gpu_kwh > 0.0 ||
            member->run.energy.scope == PLUME_SCOPE_DEVICE);
}

static double count_of_kind(const plume_members *members, plume_log_kind kind)
{
    double count = (double)NAN;

    for (size_t i = 0; i < members->count; i++)
        if (members->member[i].kind == kind && !members->member[i].part &&
            tells_count(&members->member[i]))
            count = fmax(count, members->member[i].run.device_count);
    return count;
}

/* Who holds or measures the devices knows their number better than a program that uses
 * some. */
static double count_of(const plume_members *members)
{
    static const plume_log_kind order[] = { PLUME_KIND_SCHEDULER,  PLUME_KIND_TABLE,
                                            PLUME_KIND_TRACE,      PLUME_KIND_TRACKER,
                                            PLUME_KIND_EXPERIMENT, PLUME_KIND_TRAINER,
                                            PLUME_KIND_SWEEP,      PLUME_KIND_EVENTS };
    double trackers = count_of_kind(members, PLUME_KIND_TRACKER), count = (double)NAN;

    for (size_t i = 0; i < sizeof order / sizeof order[0] && isnan(count); i++) {
        count = count_of_kind(members, order[i]);
        /* A trace of some of the devices does not make them fewer. */
        if (order[i] == PLUME_KIND_TRACE && trackers > count)
            count = trackers;
    }
    for (size_t i = 0; i < members->count && isnan(count); i++)
        count = members->member[i].run.device_count;
    return count;
}

/* Parts are asked only where their whole tells no time. */
void plume_members_time(plume_run *out, plume_members *members, plume_notes *notes)
{
    out->duration_s = out->start_s = out->end_s = (double)NAN;
    set_time(out, members, false);
    raise_time(out, members);
    if (!isnan(out->duration_s))
        add_sessions(out, members);
    set_time(out, members, true);
    for (size_t i = 0; i < members->count && isnan(out->start_s); i++)
        if (!members->member[i].given) {
            out->start_s = members->member[i].run.start_s;
            out->end_s = fmax(out->end_s, members->member[i].run.end_s);
        }
    out->device_count = count_of(members);
    set_used(out, members);
    if (notes != NULL)
        compare_hours(out, members, notes);
}

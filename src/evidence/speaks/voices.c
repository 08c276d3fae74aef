/* What each log tells of the energy of a run: accounts of one reader are one voice. */
#include "evidence/speaks/voices.h"

#include <math.h>
#include <string.h>

/* docs/evidence.md: trackers begin a little late and end a little early. */
double plume_voices_missed_s(const plume_run *run)
{
    static const double missed_s = 15.0, missed_share = 0.1;

    return fmax(missed_s, missed_share * run->duration_s);
}

int plume_grade_rank(plume_evidence grade)
{
    return grade == PLUME_EVIDENCE_UNKNOWN ? PLUME_EVIDENCE_COUNT : (int)grade;
}

/* A total of devices alone is the energy of accelerators, a component like others. */
static void parts_of(double part_kwh[PLUME_COMPONENTS], const plume_energy *energy)
{
    part_kwh[PLUME_COMPONENT_GPU] = energy->gpu_kwh;
    part_kwh[PLUME_COMPONENT_CPU] = energy->cpu_kwh;
    part_kwh[PLUME_COMPONENT_RAM] = energy->ram_kwh;
    if (isnan(part_kwh[PLUME_COMPONENT_GPU]) && energy->scope == PLUME_SCOPE_DEVICE)
        part_kwh[PLUME_COMPONENT_GPU] = energy->total_kwh;
}

double plume_components_sum(const double part_kwh[PLUME_COMPONENTS])
{
    double sum = 0.0;

    for (int i = 0; i < PLUME_COMPONENTS; i++)
        sum += isnan(part_kwh[i]) ? 0.0 : part_kwh[i];
    return sum;
}

static double own_time(const plume_run *run)
{
    return isnan(run->duration_s) ? run->end_s - run->start_s : run->duration_s;
}

/* Seconds that were measured, not those between start and end. */
static double time_of(const plume_run *run)
{
    double share = run->energy.coverage;

    return isnan(share) ? own_time(run) : own_time(run) * share;
}

static bool is_cover(const plume_member *member)
{
    return member->given && member->kind == PLUME_KIND_TRACE;
}

/* A share of a frame is of no part of a machine. */
bool plume_member_is_beside(const plume_member *one, const plume_member *other)
{
    return is_cover(one) && is_cover(other) && one->processors == other->processors &&
           one->run.energy.scope == other->run.energy.scope;
}

/* All accounts of a reader are one voice, and all traces of one part; any other given
 * share is a voice of its own. */
static plume_voice *find(plume_voices *all, const plume_member *member)
{
    for (size_t i = 0; i < all->count; i++)
        if (plume_member_is_beside(all->voice[i].from, member))
            return &all->voice[i];
    for (size_t i = 0; i < all->count; i++)
        if (!member->given && !all->voice[i].from->given &&
            strcmp(all->voice[i].from->run.origin.reader, member->run.origin.reader) == 0)
            return &all->voice[i];
    return NULL;
}

static plume_heard heard_of(const plume_member *member)
{
    plume_heard heard = { .total_kwh = member->run.energy.total_kwh,
                          .time_s = time_of(&member->run),
                          .accounts = 1.0 };

    parts_of(heard.part_kwh, &member->run.energy);
    return heard;
}

static void hear_first(plume_voices *all, const plume_member *member)
{
    const plume_energy *energy = &member->run.energy;
    plume_voice *one;

    if (all->count == PLUME_VOICES_MAX)
        return;
    one = &all->voice[all->count++];
    *one = (plume_voice){ .from = member,
                          .total_kwh = energy->total_kwh,
                          .time_s = time_of(&member->run),
                          .own_s = own_time(&member->run),
                          .sampled_s = own_time(&member->run) * energy->sampled,
                          .end_s = member->run.end_s,
                          .last = heard_of(member),
                          .coverage = (double)NAN,
                          .devices = 1.0,
                          .filled = member->filled,
                          .grade = energy->evidence,
                          .memory = member->memory,
                          .whole = energy->scope != PLUME_SCOPE_DEVICE &&
                                   !member->processors };
    parts_of(one->part_kwh, energy);
}

/* Unknown is not zero: what one lacks the other tells. */
static double plus(double left, double right)
{
    return isnan(left) ? right : isnan(right) ? left : left + right;
}

/* Another host, or other devices of it, draws energy of its own. */
static bool is_elsewhere(const plume_voice *one, const plume_run *run)
{
    const char *a = one->from->run.devices, *b = run->devices;

    if (one->from->run.host[0] != '\0' && run->host[0] != '\0' &&
        strcmp(one->from->run.host, run->host) != 0)
        return true;
    return a[0] != '\0' && b[0] != '\0' && strcmp(a, b) != 0;
}

/* Whether two rows of one time cannot be of one machine: as long, and energies further
 * apart than meters disagree. */
static bool are_of_two_machines(const plume_heard *one, const plume_heard *other)
{
    static const double alike = 1.2, as_long = 1.1;

    return fmax(one->time_s, other->time_s) <
               as_long * fmin(one->time_s, other->time_s) &&
           fmax(one->total_kwh, other->total_kwh) >
               alike * fmin(one->total_kwh, other->total_kwh);
}

/* What one of both does not know changes nothing. */
static void change(double *sum, double by)
{
    *sum += isnan(by) ? 0.0 : by;
}

/* The mean of all accounts of the session so far and of one more. */
static plume_heard mean_with(const plume_heard *all, const plume_heard *more)
{
    plume_heard mean = *all;
    double share = 1.0 / (all->accounts + 1.0);

    for (int i = 0; i < PLUME_COMPONENTS; i++)
        change(&mean.part_kwh[i], (more->part_kwh[i] - all->part_kwh[i]) * share);
    change(&mean.total_kwh, (more->total_kwh - all->total_kwh) * share);
    return mean;
}

static void take_in_place(plume_voice *one, const plume_heard *heard)
{
    for (int i = 0; i < PLUME_COMPONENTS; i++)
        change(&one->part_kwh[i], heard->part_kwh[i] - one->last.part_kwh[i]);
    change(&one->total_kwh, heard->total_kwh - one->last.total_kwh);
    change(&one->time_s, heard->time_s - one->last.time_s);
    one->last = *heard;
}

/* A replica of the same machine tells of the same energy: the longer counts. Of ranks on
 * several nodes no row names its node, and which stand together is by chance: where they
 * cannot be of one machine, each of these groups has the mean, and all of them the sum of
 * all nodes. */
static void hear_replica(plume_voice *one, const plume_member *member)
{
    plume_heard heard = heard_of(member);

    if (are_of_two_machines(&one->last, &heard)) {
        heard = mean_with(&one->last, &heard);
        take_in_place(one, &heard);
    } else if (heard.time_s > one->time_s) {
        plume_voices alone = { .count = 0 };
        double accounts = one->last.accounts;

        hear_first(&alone, member);
        *one = alone.voice[0];
        one->last.accounts = accounts;
    } else if (heard.time_s > one->last.time_s) {
        heard.accounts = one->last.accounts;
        take_in_place(one, &heard);
    }
    one->last.accounts += 1.0;
}

/* The same reader on the same run once more. */
static void hear_again(plume_voice *one, const plume_member *member)
{
    double part_kwh[PLUME_COMPONENTS], time_s = time_of(&member->run);
    bool follows = plume_run_follows(&member->run, one->end_s);

    if (!follows && !is_elsewhere(one, &member->run)) {
        hear_replica(one, member);
        return;
    }
    if (follows)
        one->last = heard_of(member);
    parts_of(part_kwh, &member->run.energy);
    for (int i = 0; i < PLUME_COMPONENTS; i++)
        one->part_kwh[i] = plus(one->part_kwh[i], part_kwh[i]);
    one->total_kwh = plus(one->total_kwh, member->run.energy.total_kwh);
    if (follows) {
        one->time_s = plus(one->time_s, time_s);
        one->own_s = plus(one->own_s, own_time(&member->run));
        one->sampled_s += own_time(&member->run) * member->run.energy.sampled;
    }
    one->end_s = fmax(one->end_s, member->run.end_s);
}

/* The total of a tracker's run holds its tasks already. */
static bool has_whole(const plume_members *members, const plume_member *part)
{
    for (size_t i = 0; i < members->count; i++)
        if (!members->member[i].part && !members->member[i].given &&
            strcmp(members->member[i].run.origin.reader, part->run.origin.reader) == 0)
            return true;
    return false;
}

/* A trace is of so many of the run's devices, and measured them for so long. Of an
 * unknown number it is of all. */
static void measure_cover(plume_voice *one, const plume_member *cover,
                          const plume_run *run)
{
    double expected = run->device_count * cover->held;
    double had = fmin(cover->devices, expected) / expected;

    if (one->whole || cover->processors || !(expected > 0.0))
        had = 1.0;
    one->devices += cover->held * had;
    one->coverage += cover->run.energy.coverage * had;
}

static void measure_covers(plume_voice *one, const plume_members *members,
                           const plume_run *run)
{
    one->devices = one->coverage = 0.0;
    for (size_t i = 0; i < members->count; i++)
        if (plume_member_is_beside(one->from, &members->member[i]) &&
            !isnan(members->member[i].run.energy.total_kwh))
            measure_cover(one, &members->member[i], run);
    one->devices = one->devices > 1.0 - 1e-9 ? 1.0 : one->devices;
    one->coverage = fmin(one->coverage, 1.0);
}

/* Before the first sample and after the last one an account of the whole run is filled as
 * gaps are, up to the hours in which the program ran; one of a part up to its own. Power
 * logs are not: what they measured is all that their devices are known to have drawn. */
static void fill_samples(plume_voice *one, const plume_run *run)
{
    double whole_s = isnan(run->used_s) ? run->duration_s : run->used_s;
    double to_s = one->from->part ? fmin(one->own_s, whole_s) : whole_s;
    double times = to_s / one->sampled_s;

    if (one->from->given || !(one->sampled_s > 0.0) || !(times > 1.0))
        return;
    one->filled = 1.0 - 1.0 / times;
    one->assumed = to_s - one->sampled_s > plume_voices_missed_s(run);
    one->total_kwh *= times;
    one->rest_kwh *= times;
    for (int i = 0; i < PLUME_COMPONENTS; i++)
        one->part_kwh[i] *= times;
    one->stands = fmin(to_s / run->duration_s, 1.0) * one->devices;
}

/* Of parts whose energies are in that of their whole: a tracker that begins its clock
 * again with each of its tasks has measured them all. */
static double parts_s(const plume_members *members, const plume_voice *one)
{
    double sum_s = 0.0;

    for (size_t i = 0; i < members->count; i++) {
        const plume_member *member = &members->member[i];

        if (member->part && !member->given && !one->from->part && !one->from->given &&
            !isnan(member->run.energy.total_kwh) && !isnan(time_of(&member->run)) &&
            strcmp(member->run.origin.reader, one->from->run.origin.reader) == 0)
            sum_s += time_of(&member->run);
    }
    return sum_s;
}

/* What a voice covers of the run. A tracker that begins a little late or ends a little
 * early is taken for what it measured. */
static void measure(plume_voice *one, const plume_members *members, const plume_run *run)
{
    double count = one->from->run.device_count;

    one->rest_kwh =
        one->whole ? one->total_kwh - plume_components_sum(one->part_kwh) : 0.0;
    if (!(one->rest_kwh > 1e-6 * one->total_kwh))
        one->rest_kwh = 0.0;
    if (is_cover(one->from)) {
        measure_covers(one, members, run);
        one->stands = one->coverage;
        return;
    }
    one->time_s = fmax(one->time_s, parts_s(members, one)); /* of one NAN: the other */
    one->coverage = one->from->given && !isnan(one->from->run.energy.coverage)
                        ? one->from->run.energy.coverage
                        : one->time_s / run->duration_s;
    if (isnan(one->coverage))
        one->coverage =
            isnan(one->from->run.energy.coverage) ? 1.0 : one->from->run.energy.coverage;
    if (!one->whole && count < run->device_count)
        one->devices = count / run->device_count;
    one->coverage = fmin(one->coverage, 1.0) * one->devices;
    one->stands = one->coverage;
    fill_samples(one, run);
}

/* Energies add; of two grades the lesser is that of the sum. */
static void hear_beside(plume_voice *one, const plume_member *member)
{
    const plume_energy *energy = &member->run.energy;
    double part_kwh[PLUME_COMPONENTS];

    parts_of(part_kwh, energy);
    for (int i = 0; i < PLUME_COMPONENTS; i++)
        one->part_kwh[i] = plus(one->part_kwh[i], part_kwh[i]);
    one->total_kwh = plus(one->total_kwh, energy->total_kwh);
    one->memory = one->memory || member->memory;
    if (plume_grade_rank(energy->evidence) > plume_grade_rank(one->grade))
        one->grade = energy->evidence;
}

void plume_voices_hear(plume_voices *all, const plume_members *members,
                       const plume_run *run)
{
    for (size_t i = 0; i < members->count; i++) {
        const plume_member *member = &members->member[i];
        const plume_energy *energy = &member->run.energy;
        plume_voice *known = find(all, member);

        if (isnan(energy->total_kwh) && isnan(energy->gpu_kwh) &&
            isnan(energy->cpu_kwh) && isnan(energy->ram_kwh))
            continue;
        if (member->part && has_whole(members, member))
            continue;
        if (known != NULL && is_cover(member))
            hear_beside(known, member);
        else if (known != NULL)
            hear_again(known, member);
        else
            hear_first(all, member);
    }
    for (size_t i = 0; i < all->count; i++)
        measure(&all->voice[i], members, run);
}

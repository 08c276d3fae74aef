/* Which account speaks for the energy of a run, component by component. */
#include "evidence/speaks/energy.h"

#include <math.h>
#include <string.h>

#include <plume/number.h>

enum { VOICES_MAX = 32 };

typedef enum component { GPU, CPU, RAM, COMPONENTS } component;

static const char *const component_names[COMPONENTS] = { "accelerators", "processors",
                                                         "memory" };

/* What one reader tells of the energy: of replicas on one machine that machine once, of
 * sessions and of several machines the sum. */
typedef struct voice {
    const plume_member *from;
    double part_kwh[COMPONENTS]; /* NAN unknown */
    double total_kwh, rest_kwh;  /* rest: of the total beyond its parts */
    double time_s;               /* that it covers, by all its sessions */
    double end_s;                /* of the last session so far */
    double coverage;             /* share of the run's device-time */
    double devices;              /* share of the run's devices that it holds */
    plume_evidence grade;
    bool whole; /* its total holds all of the equipment */
} voice;

typedef struct voices {
    voice voice[VOICES_MAX];
    size_t count;
} voices;

/* docs/evidence.md: who speaks covers 90 % of the run. Figures more than 20 % apart
 * disagree, which is told. */
static const double covers = 0.9, disagree = 1.2;

/* --- hearing them --- */

/* A total of devices alone is the energy of accelerators, a component like others. */
static void parts_of(double part_kwh[COMPONENTS], const plume_energy *energy)
{
    part_kwh[GPU] = energy->gpu_kwh;
    part_kwh[CPU] = energy->cpu_kwh;
    part_kwh[RAM] = energy->ram_kwh;
    if (isnan(part_kwh[GPU]) && energy->scope == PLUME_SCOPE_DEVICE)
        part_kwh[GPU] = energy->total_kwh;
}

static double known_sum(const double part_kwh[COMPONENTS])
{
    double sum = 0.0;

    for (int i = 0; i < COMPONENTS; i++)
        sum += isnan(part_kwh[i]) ? 0.0 : part_kwh[i];
    return sum;
}

/* Seconds that were measured, not those between start and end. */
static double time_of(const plume_run *run)
{
    double time_s = isnan(run->duration_s) ? run->end_s - run->start_s : run->duration_s;

    return isnan(run->energy.coverage) ? time_s : time_s * run->energy.coverage;
}

/* All accounts of a reader are one voice; a given share is a voice of its own. */
static voice *find(voices *all, const plume_member *member)
{
    for (size_t i = 0; i < all->count; i++)
        if (!member->given && !all->voice[i].from->given &&
            strcmp(all->voice[i].from->run.origin.reader, member->run.origin.reader) == 0)
            return &all->voice[i];
    return NULL;
}

static void hear_first(voices *all, const plume_member *member)
{
    const plume_energy *energy = &member->run.energy;
    voice *one;

    if (all->count == VOICES_MAX)
        return;
    one = &all->voice[all->count++];
    *one = (voice){ .from = member,
                    .total_kwh = energy->total_kwh,
                    .time_s = time_of(&member->run),
                    .end_s = member->run.end_s,
                    .coverage = (double)NAN,
                    .devices = 1.0,
                    .grade = energy->evidence,
                    .whole = energy->scope == PLUME_SCOPE_IT };
    parts_of(one->part_kwh, energy);
}

/* Unknown is not zero: what one lacks the other tells. */
static double plus(double left, double right)
{
    return isnan(left) ? right : isnan(right) ? left : left + right;
}

/* Another host, or other devices of it, draws energy of its own. */
static bool is_elsewhere(const voice *one, const plume_run *run)
{
    const char *a = one->from->run.devices, *b = run->devices;

    if (one->from->run.host[0] != '\0' && run->host[0] != '\0' &&
        strcmp(one->from->run.host, run->host) != 0)
        return true;
    return a[0] != '\0' && b[0] != '\0' && strcmp(a, b) != 0;
}

/* A replica of the same machine tells of the same energy: the longer counts. */
static void hear_again(voice *one, const plume_member *member)
{
    double part_kwh[COMPONENTS], time_s = time_of(&member->run);
    bool follows = member->run.start_s >= one->end_s;

    if (!follows && !is_elsewhere(one, &member->run)) {
        if (time_s > one->time_s) {
            voices alone = { .count = 0 };

            hear_first(&alone, member);
            *one = alone.voice[0];
        }
        return;
    }
    parts_of(part_kwh, &member->run.energy);
    for (int i = 0; i < COMPONENTS; i++)
        one->part_kwh[i] = plus(one->part_kwh[i], part_kwh[i]);
    one->total_kwh = plus(one->total_kwh, member->run.energy.total_kwh);
    if (follows)
        one->time_s = plus(one->time_s, time_s);
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

/* What a voice covers of the run. A tracker that begins a little late or ends a little
 * early is taken for what it measured. */
static void measure(voice *one, const plume_run *run)
{
    double count = one->from->run.device_count;

    one->rest_kwh = one->whole ? one->total_kwh - known_sum(one->part_kwh) : 0.0;
    if (!(one->rest_kwh > 1e-6 * one->total_kwh))
        one->rest_kwh = 0.0;
    one->coverage = one->from->given && !isnan(one->from->run.energy.coverage)
                        ? one->from->run.energy.coverage
                        : one->time_s / run->duration_s;
    if (isnan(one->coverage))
        one->coverage =
            isnan(one->from->run.energy.coverage) ? 1.0 : one->from->run.energy.coverage;
    if (!one->whole && count < run->device_count)
        one->devices = count / run->device_count;
    one->coverage = fmin(one->coverage, 1.0) * one->devices;
}

static void hear(voices *all, const plume_members *members, const plume_run *run)
{
    for (size_t i = 0; i < members->count; i++) {
        const plume_member *member = &members->member[i];
        const plume_energy *energy = &member->run.energy;
        voice *known = find(all, member);

        if (isnan(energy->total_kwh) && isnan(energy->gpu_kwh) &&
            isnan(energy->cpu_kwh) && isnan(energy->ram_kwh))
            continue;
        if (member->part && has_whole(members, member))
            continue;
        if (known != NULL)
            hear_again(known, member);
        else
            hear_first(all, member);
    }
    for (size_t i = 0; i < all->count; i++)
        measure(&all->voice[i], run);
}

/* --- whose word counts --- */

/* Grades stand from the best to the worst; unknown is behind all. */
static int rank_of(plume_evidence grade)
{
    return grade == PLUME_EVIDENCE_UNKNOWN ? PLUME_EVIDENCE_COUNT : (int)grade;
}

/* Among those that cover enough the better grade; then the larger coverage, the longer
 * time, and the order of naming. */
static bool is_better(const voice *one, const voice *best)
{
    bool enough = one->coverage >= covers, other = best->coverage >= covers;

    if (enough != other)
        return enough;
    if (rank_of(one->grade) != rank_of(best->grade))
        return rank_of(one->grade) < rank_of(best->grade);
    if (one->coverage != best->coverage)
        return one->coverage > best->coverage;
    return one->time_s > best->time_s;
}

static const voice *best_for(const voices *all, component which)
{
    const voice *best = NULL;

    for (size_t i = 0; i < all->count; i++)
        if (!isnan(all->voice[i].part_kwh[which]) &&
            (best == NULL || is_better(&all->voice[i], best)))
            best = &all->voice[i];
    return best;
}

/* Of totals that hold all of the equipment, undivided or not. */
static const voice *best_whole(const voices *all)
{
    const voice *best = NULL;

    for (size_t i = 0; i < all->count; i++)
        if (all->voice[i].whole && !isnan(all->voice[i].total_kwh) &&
            (best == NULL || is_better(&all->voice[i], best)))
            best = &all->voice[i];
    return best;
}

/* Where no component is known any total speaks, of devices or of all equipment. */
static const voice *best_any(const voices *all)
{
    const voice *best = NULL;

    for (size_t i = 0; i < all->count; i++)
        if (!isnan(all->voice[i].total_kwh) &&
            (best == NULL || is_better(&all->voice[i], best)))
            best = &all->voice[i];
    return best;
}

/* --- what is told --- */

/* which: a component, or -1 for the whole. */
static void note_disagreement(plume_notes *notes, const plume_run *run,
                              const voice *taken, const voice *other, int which)
{
    double taken_kwh = which < 0 ? taken->total_kwh : taken->part_kwh[which];
    double other_kwh = which < 0 ? other->total_kwh : other->part_kwh[which];
    plume_text text;

    plume_text_init(&text);
    plume_number_significant(&text, taken_kwh, 4);
    plume_text_printf(&text, " kWh of %s by %s (taken), ",
                      which < 0 ? "the whole" : component_names[which],
                      taken->from->run.origin.reader);
    plume_number_significant(&text, other_kwh, 4);
    plume_text_printf(&text, " kWh by %s (%s)", other->from->run.origin.reader,
                      other->from->run.origin.path);
    plume_notes_add(notes, PLUME_WARNING, "accounts-disagree",
                    taken->from->run.origin.path, run->origin.line, "%s", text.data);
    plume_text_dispose(&text);
}

static bool differ(double left, double right)
{
    return left > right * disagree || right > left * disagree;
}

/* Those that measured most of the run, and say something else. */
static void compare(plume_notes *notes, const plume_run *run, const voices *all,
                    const voice *taken, int which)
{
    for (size_t i = 0; notes != NULL && i < all->count; i++) {
        const voice *other = &all->voice[i];
        double own_kwh = which < 0 ? taken->total_kwh : taken->part_kwh[which];
        double other_kwh = which < 0 ? other->total_kwh : other->part_kwh[which];

        if (other != taken && !isnan(other_kwh) && !isnan(own_kwh) &&
            other->coverage >= 0.5 && (which >= 0 || other->whole) &&
            differ(own_kwh, other_kwh))
            note_disagreement(notes, run, taken, other, which);
    }
}

/* --- putting it together --- */

static void take_whole(plume_run *out, const voice *best)
{
    plume_energy *energy = &out->energy;

    *energy = best->from->run.energy;
    energy->total_kwh = best->total_kwh;
    energy->gpu_kwh = best->part_kwh[GPU];
    energy->cpu_kwh = best->part_kwh[CPU];
    energy->ram_kwh = best->part_kwh[RAM];
    energy->evidence = best->grade;
}

/* A trace that lacks time speaks for its part, and the next for its share of the rest. */
static double fill(const voices *all, const voice *best, component which)
{
    double kwh = best->part_kwh[which], lacking = 1.0 - best->coverage;
    const voice *other = NULL;

    if (best->from->kind != PLUME_KIND_TRACE || best->devices < 1.0 ||
        best->coverage >= covers)
        return kwh;
    for (size_t i = 0; i < all->count; i++)
        if (&all->voice[i] != best && !isnan(all->voice[i].part_kwh[which]) &&
            all->voice[i].coverage > best->coverage &&
            (other == NULL || is_better(&all->voice[i], other)))
            other = &all->voice[i];
    return other == NULL
               ? kwh
               : kwh + other->part_kwh[which] * fmin(lacking / other->coverage, 1.0);
}

/* The best trace, though it lacks time, before a tracker that covers all. */
static const voice *speaker(const voices *all, component which)
{
    const voice *best = best_for(all, which);

    for (size_t i = 0; i < all->count && best != NULL; i++) {
        const voice *one = &all->voice[i];

        if (one->from->kind == PLUME_KIND_TRACE && one->devices >= 1.0 &&
            !isnan(one->part_kwh[which]) && one->coverage > 0.0 &&
            rank_of(one->grade) < rank_of(best->grade))
            best = one;
    }
    return best;
}

/* Never a component beside a total that holds it: the sum is of the parts taken and the
 * largest rest. The account of the largest part lends grade and coverage. */
static void take_parts(plume_run *out, const voices *all,
                       const voice *const best[COMPONENTS], plume_notes *notes)
{
    plume_energy *energy = &out->energy;
    double part_kwh[COMPONENTS], largest = -1.0, rest_kwh = 0.0;
    const voice *main = NULL;

    for (int i = 0; i < COMPONENTS; i++) {
        part_kwh[i] = best[i] == NULL ? (double)NAN : fill(all, best[i], (component)i);
        if (best[i] == NULL)
            continue;
        if (part_kwh[i] > largest) {
            largest = part_kwh[i];
            main = best[i];
        }
        rest_kwh = fmax(rest_kwh, best[i]->rest_kwh);
        compare(notes, out, all, best[i], i);
    }
    *energy = main->from->run.energy;
    energy->gpu_kwh = part_kwh[GPU];
    energy->cpu_kwh = part_kwh[CPU];
    energy->ram_kwh = part_kwh[RAM];
    energy->total_kwh = known_sum(part_kwh) + rest_kwh;
    energy->evidence = main->grade;
    energy->coverage = fmin(main->coverage, 1.0);
    energy->scope = best[CPU] != NULL || best[RAM] != NULL || rest_kwh > 0.0
                        ? PLUME_SCOPE_IT
                        : PLUME_SCOPE_DEVICE;
}

static bool is_one_voice(const voice *const best[COMPONENTS], const voice *whole)
{
    for (int i = 0; i < COMPONENTS; i++)
        if (best[i] != NULL && best[i] != whole)
            return false;
    return true;
}

/* An undivided total of a better grade holds whatever others tell of the parts. */
static bool outdoes(const voice *whole, const voice *const best[COMPONENTS])
{
    for (int i = 0; i < COMPONENTS; i++)
        if (best[i] != NULL && (!is_better(whole, best[i]) ||
                                rank_of(whole->grade) >= rank_of(best[i]->grade)))
            return false;
    return true;
}

/* All that one reader tells is one voice. */
static void mark_energy(plume_members *members, const voice *taken)
{
    for (size_t i = 0; i < members->count; i++) {
        plume_member *member = &members->member[i];

        if (member == taken->from ||
            (!member->given && !taken->from->given &&
             strcmp(member->run.origin.reader, taken->from->run.origin.reader) == 0))
            member->energy = true;
    }
}

/* A total whose parts are all of one voice stays as it was told; else it is put together
 * from the best of each component. */
void plume_members_energy(plume_run *out, plume_members *members, plume_notes *notes)
{
    const voice *best[COMPONENTS], *whole;
    voices all = { .count = 0 };
    bool parts;

    hear(&all, members, out);
    for (int i = 0; i < COMPONENTS; i++)
        best[i] = speaker(&all, (component)i);
    parts = best[GPU] != NULL || best[CPU] != NULL || best[RAM] != NULL;
    whole = parts ? best_whole(&all) : best_any(&all);
    if (whole != NULL && (!parts || is_one_voice(best, whole) || outdoes(whole, best))) {
        take_whole(out, whole);
        mark_energy(members, whole);
        compare(notes, out, &all, whole, -1);
    } else if (parts) {
        take_parts(out, &all, best, notes);
        for (int i = 0; i < COMPONENTS; i++)
            if (best[i] != NULL)
                mark_energy(members, best[i]);
    }
}

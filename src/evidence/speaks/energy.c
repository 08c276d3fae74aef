/* Which account speaks for the energy of a run, component by component. */
#include "evidence/speaks/energy.h"

#include <math.h>
#include <string.h>

#include "evidence/speaks/voices.h"
#include <plume/number.h>

static const char *const component_names[PLUME_COMPONENTS] = { "accelerators",
                                                               "processors", "memory" };

/* docs/evidence.md: who speaks covers 90 % of the run. Figures more than 20 % apart
 * disagree, which is told. */
static const double covers = 0.9, disagree = 1.2;

/* Meters do not agree to the last digit: parts may seem to hold a little more. */
static const double parts_slack = 1.02;

/* --- whose word counts --- */

/* Among those that cover enough the better grade; then the larger coverage, the longer
 * time, and the order of naming. */
static bool is_better(const plume_voice *one, const plume_voice *best)
{
    bool enough = one->coverage >= covers, other = best->coverage >= covers;

    if (enough != other)
        return enough;
    if (plume_grade_rank(one->grade) != plume_grade_rank(best->grade))
        return plume_grade_rank(one->grade) < plume_grade_rank(best->grade);
    if (one->coverage != best->coverage)
        return one->coverage > best->coverage;
    return one->time_s > best->time_s;
}

static const plume_voice *best_for(const plume_voices *all, plume_component which)
{
    const plume_voice *best = NULL;

    for (size_t i = 0; i < all->count; i++)
        if (!isnan(all->voice[i].part_kwh[which]) &&
            (best == NULL || is_better(&all->voice[i], best)))
            best = &all->voice[i];
    return best;
}

/* Of totals that hold all of the equipment, undivided or not. */
static const plume_voice *best_whole(const plume_voices *all)
{
    const plume_voice *best = NULL;

    for (size_t i = 0; i < all->count; i++)
        if (all->voice[i].whole && !isnan(all->voice[i].total_kwh) &&
            (best == NULL || is_better(&all->voice[i], best)))
            best = &all->voice[i];
    return best;
}

/* Where no component is known any total speaks, of devices or of all equipment. */
static const plume_voice *best_any(const plume_voices *all)
{
    const plume_voice *best = NULL;

    for (size_t i = 0; i < all->count; i++)
        if (!isnan(all->voice[i].total_kwh) &&
            (best == NULL || is_better(&all->voice[i], best)))
            best = &all->voice[i];
    return best;
}

/* --- what is told --- */

/* which: a component, or -1 for the whole. Some of the devices stand for all. */
static double told_kwh(const plume_voice *voice, int which)
{
    double kwh = which < 0 ? voice->total_kwh : voice->part_kwh[which];

    return voice->devices > 0.0 ? kwh / voice->devices : kwh;
}

static void note_disagreement(plume_notes *notes, const plume_run *run,
                              const plume_voice *taken, const plume_voice *other,
                              int which)
{
    plume_text text;

    plume_text_init(&text);
    plume_number_significant(&text, told_kwh(taken, which), 4);
    plume_text_printf(&text, " kWh of %s by %s (taken), ",
                      which < 0 ? "the whole" : component_names[which],
                      taken->from->run.origin.reader);
    plume_number_significant(&text, told_kwh(other, which), 4);
    plume_text_printf(&text, " kWh by %s (%s", other->from->run.origin.reader,
                      other->from->run.origin.path);
    if (other->devices < 1.0) {
        plume_text_add(&text, ", which measured ");
        plume_number_significant(&text, 100.0 * other->devices, 3);
        plume_text_add(&text, " % of the devices");
    }
    plume_text_add_char(&text, ')');
    plume_notes_add(notes, PLUME_WARNING, "accounts-disagree",
                    taken->from->run.origin.path, run->origin.line, "%s", text.data);
    plume_text_dispose(&text);
}

static bool differ(double left, double right)
{
    return left > right * disagree || right > left * disagree;
}

/* Of those that measured most of the run. */
static bool disagrees(const plume_voice *taken, const plume_voice *other, int which)
{
    double own_kwh = told_kwh(taken, which), other_kwh = told_kwh(other, which);

    return other != taken && !isnan(other_kwh) && !isnan(own_kwh) &&
           other->coverage >= 0.5 * other->devices && differ(own_kwh, other_kwh);
}

static void compare(plume_notes *notes, const plume_run *run, const plume_voices *all,
                    const plume_voice *taken, int which)
{
    for (size_t i = 0; notes != NULL && i < all->count; i++)
        if ((which >= 0 || all->voice[i].whole) &&
            disagrees(taken, &all->voice[i], which))
            note_disagreement(notes, run, taken, &all->voice[i], which);
}

/* Who tells of a part alone has no word on the whole. */
static void compare_parts(plume_notes *notes, const plume_run *run,
                          const plume_voices *all, const plume_voice *whole)
{
    for (size_t i = 0; notes != NULL && i < all->count; i++)
        for (int part = 0; part < PLUME_COMPONENTS && !all->voice[i].whole; part++)
            if (disagrees(whole, &all->voice[i], part))
                note_disagreement(notes, run, whole, &all->voice[i], part);
}

/* --- putting it together --- */

static void take_whole(plume_run *out, const plume_voice *best)
{
    plume_energy *energy = &out->energy;

    *energy = best->from->run.energy;
    energy->total_kwh = best->total_kwh;
    energy->gpu_kwh = best->part_kwh[PLUME_COMPONENT_GPU];
    energy->cpu_kwh = best->part_kwh[PLUME_COMPONENT_CPU];
    energy->ram_kwh = best->part_kwh[PLUME_COMPONENT_RAM];
    energy->evidence = best->assumed ? PLUME_EVIDENCE_ASSUMED : best->grade;
    energy->coverage = best->coverage;
    energy->sampled = (double)NAN;
}

/* A trace that lacks time speaks for its part, and the next for its share of the rest. */
static double fill(const plume_voices *all, const plume_voice *best,
                   plume_component which)
{
    double kwh = best->part_kwh[which], lacking = 1.0 - best->coverage;
    const plume_voice *other = NULL;

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
               : kwh + other->part_kwh[which] * fmin(lacking / other->stands, 1.0);
}

/* The best trace, though it lacks time, before a tracker that covers all. */
static const plume_voice *speaker(const plume_voices *all, plume_component which)
{
    const plume_voice *best = best_for(all, which);

    for (size_t i = 0; i < all->count && best != NULL; i++) {
        const plume_voice *one = &all->voice[i];

        if (one->from->kind == PLUME_KIND_TRACE && one->devices >= 1.0 &&
            !isnan(one->part_kwh[which]) && one->coverage > 0.0 &&
            plume_grade_rank(one->grade) < plume_grade_rank(best->grade))
            best = one;
    }
    return best;
}

/* Never a component beside a total that holds it: the sum is of the parts taken and the
 * largest rest. The account of the largest part lends grade and coverage. */
static void take_parts(plume_run *out, const plume_voices *all,
                       const plume_voice *const best[PLUME_COMPONENTS],
                       plume_notes *notes)
{
    plume_energy *energy = &out->energy;
    double part_kwh[PLUME_COMPONENTS], largest = -1.0, rest_kwh = 0.0;
    const plume_voice *main = NULL;

    for (int i = 0; i < PLUME_COMPONENTS; i++) {
        part_kwh[i] =
            best[i] == NULL ? (double)NAN : fill(all, best[i], (plume_component)i);
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
    energy->gpu_kwh = part_kwh[PLUME_COMPONENT_GPU];
    energy->cpu_kwh = part_kwh[PLUME_COMPONENT_CPU];
    energy->ram_kwh = part_kwh[PLUME_COMPONENT_RAM];
    energy->total_kwh = plume_components_sum(part_kwh) + rest_kwh;
    energy->evidence = main->assumed ? PLUME_EVIDENCE_ASSUMED : main->grade;
    energy->coverage = fmin(main->coverage, 1.0);
    energy->sampled = (double)NAN;
    energy->scope = best[PLUME_COMPONENT_CPU] != NULL ||
                            best[PLUME_COMPONENT_RAM] != NULL || rest_kwh > 0.0
                        ? PLUME_SCOPE_IT
                        : PLUME_SCOPE_DEVICE;
}

static bool is_one_voice(const plume_voice *const best[PLUME_COMPONENTS],
                         const plume_voice *whole)
{
    for (int i = 0; i < PLUME_COMPONENTS; i++)
        if (best[i] != NULL && best[i] != whole)
            return false;
    return true;
}

/* Grades above which nobody tells of a component, or a total is better than it. */
static bool is_graded_above(const plume_voice *whole, const plume_voice *part)
{
    int better;

    if (part == NULL)
        return true;
    better = plume_grade_rank(part->grade) - plume_grade_rank(whole->grade);
    if (better == 0)
        return whole->rest_kwh > 0.0 && whole->coverage >= covers;
    return better > 0 && is_better(whole, part);
}

/* Of meters in one another the widest counts: an undivided total holds whatever others
 * tell of the parts, unless they tell more. Where nobody tells the processors apart, a
 * better grade of accelerators is no reason to lose them. */
static bool outdoes(const plume_voice *whole,
                    const plume_voice *const best[PLUME_COMPONENTS])
{
    double parts_kwh = 0.0;

    for (int i = 0; i < PLUME_COMPONENTS; i++)
        parts_kwh += best[i] == NULL ? 0.0 : best[i]->part_kwh[i];
    if (!(parts_kwh <= whole->total_kwh * parts_slack))
        return false;
    if (whole->rest_kwh > 0.0 && best[PLUME_COMPONENT_CPU] == NULL &&
        whole->coverage >= covers)
        return true;
    return is_graded_above(whole, best[PLUME_COMPONENT_GPU]) &&
           is_graded_above(whole, best[PLUME_COMPONENT_CPU]) &&
           is_graded_above(whole, best[PLUME_COMPONENT_RAM]);
}

/* Parts stand inside of a total that was not divided. */
static void divide(plume_run *out, const plume_voice *whole,
                   const plume_voice *const best[PLUME_COMPONENTS])
{
    double *part_kwh[PLUME_COMPONENTS] = { &out->energy.gpu_kwh, &out->energy.cpu_kwh,
                                           &out->energy.ram_kwh };

    for (int i = 0; i < PLUME_COMPONENTS; i++)
        if (isnan(*part_kwh[i]) && best[i] != NULL && whole->rest_kwh > 0.0)
            *part_kwh[i] = best[i]->part_kwh[i];
}

/* All that one reader tells is one voice. */
static void mark_energy(plume_members *members, const plume_voice *taken, double kwh)
{
    members->filled_kwh += taken->filled > 0.0 ? kwh * taken->filled : 0.0;
    for (size_t i = 0; i < members->count; i++) {
        plume_member *member = &members->member[i];

        if (member == taken->from || plume_member_is_beside(member, taken->from) ||
            (!member->given && !taken->from->given &&
             strcmp(member->run.origin.reader, taken->from->run.origin.reader) == 0))
            member->energy = true;
    }
}

/* docs/evidence.md: what an account misses at start and end, up to 15 s or a tenth of the
 * run, is no gap. */
static bool is_partly(const plume_voices *all, const plume_run *run)
{
    double most = 0.0;

    for (size_t i = 0; i < all->count; i++)
        most = fmax(most, all->voice[i].stands);
    return all->count > 0 && (1.0 - most) * run->duration_s > plume_voices_missed_s(run);
}

/* A total whose parts are all of one voice stays as it was told; else it is put together
 * from the best of each component. */
void plume_members_energy(plume_run *out, plume_members *members, plume_notes *notes)
{
    const plume_voice *best[PLUME_COMPONENTS], *whole;
    plume_voices all = { .count = 0 };
    bool parts;

    plume_voices_hear(&all, members, out);
    members->partly = is_partly(&all, out);
    for (int i = 0; i < PLUME_COMPONENTS; i++)
        best[i] = speaker(&all, (plume_component)i);
    if (best[PLUME_COMPONENT_CPU] != NULL && best[PLUME_COMPONENT_CPU]->memory)
        best[PLUME_COMPONENT_RAM] = NULL;
    parts = best[PLUME_COMPONENT_GPU] != NULL || best[PLUME_COMPONENT_CPU] != NULL ||
            best[PLUME_COMPONENT_RAM] != NULL;
    whole = parts ? best_whole(&all) : best_any(&all);
    if (whole != NULL && (!parts || is_one_voice(best, whole) || outdoes(whole, best))) {
        take_whole(out, whole);
        if (parts)
            divide(out, whole, best);
        mark_energy(members, whole, out->energy.total_kwh);
        compare(notes, out, &all, whole, -1);
        compare_parts(notes, out, &all, whole);
    } else if (parts) {
        take_parts(out, &all, best, notes);
        for (int i = 0; i < PLUME_COMPONENTS; i++)
            if (best[i] != NULL)
                mark_energy(members, best[i], best[i]->part_kwh[i]);
    }
}

/* What is in the logs and is no run: idle hours of power traces, what lies between runs,
 * look-ups in tabular benchmarks, jobs that wait. */
#include <math.h>
#include <string.h>

#include <plume/evidence.h>

#include "core/number/units.h"
#include "documents/wording/display.h"
#include "documents/model/internal.h"

/* Entries of one kind. Sums leave out what is unknown. */
typedef struct kind_sum {
    uint64_t count, timed, with_energy;
    double hours, energy_kwh;
} kind_sum;

static void add(kind_sum *sum, const plume_run *other)
{
    sum->count++;
    if (isfinite(other->duration_s)) {
        sum->timed++;
        sum->hours += other->duration_s / SECONDS_PER_HOUR;
    }
    if (isfinite(other->energy.total_kwh)) {
        sum->with_energy++;
        sum->energy_kwh += other->energy.total_kwh;
    }
}

static const char *reader_of(const plume_intake *intake, const char *path)
{
    for (size_t i = 0; i < plume_intake_count(intake); i++)
        if (strcmp(plume_intake_at(intake, i)->path, path) == 0)
            return plume_intake_at(intake, i)->reader;
    return "";
}

/* The benchmark of all look-ups, where one reader told them all. */
static const char *benchmark(const plume_tree_context *context)
{
    const plume_intake *intake = context->data->intake;
    const char *found = "";

    for (size_t i = 0; i < plume_evidence_others(intake); i++) {
        plume_run other = plume_evidence_other_at(intake, i);
        const char *reader;

        if (other.other != PLUME_OTHER_LOOK_UP)
            continue;
        reader = reader_of(intake, other.origin.path);
        if (*found != '\0' && strcmp(found, reader) != 0)
            return plume_word(context->data->words, "benchmarks", "several");
        found = reader;
    }
    return plume_word(context->data->words, "benchmarks",
                      strcmp(found, "nasbench") == 0 ? found : "unnamed");
}

static void set_kind(const plume_tree_context *context, plume_value *others,
                     const char *key, const kind_sum *sum)
{
    plume_words *words = context->data->words;
    plume_value *map = plume_value_set_map(others, key);

    plume_display_count(map, "count", sum->count, words);
    plume_value_set_bool(map, "some", sum->count > 0);
    plume_display_hours(map, "hours", sum->timed > 0 ? sum->hours : NAN, words);
    plume_display_quantity(map, "energy", PLUME_DIMENSION_ENERGY,
                           sum->with_energy > 0 ? sum->energy_kwh : NAN, words);
}

/* --- runs that share traces --- */

typedef struct covered {
    uint64_t runs;
    plume_text last, now; /* "path:line id" of two runs in a row */
} covered;

/* Covers of one run follow each other; each run is counted once. */
static plume_status count_covered(void *state, const plume_decision *decision,
                                  plume_error *error)
{
    covered *sharing = state;
    const plume_decision_account *to = &decision->to;

    if (strcmp(decision->relation, "covers") != 0)
        return PLUME_OK;
    plume_text_clear(&sharing->now);
    plume_text_printf(&sharing->now, "%s:%llu %s", to->path, (unsigned long long)to->line,
                      to->id);
    if (sharing->runs == 0 || strcmp(sharing->now.data, sharing->last.data) != 0)
        sharing->runs++;
    plume_text_clear(&sharing->last);
    plume_text_add(&sharing->last, sharing->now.data);
    return plume_text_status(&sharing->last, error);
}

static void set_sharing(const plume_tree_context *context, plume_value *others)
{
    covered sharing = { 0 };
    plume_status status;

    plume_text_init(&sharing.last);
    plume_text_init(&sharing.now);
    status = plume_evidence_decisions(context->data->intake,
                                      (plume_decision_sink){ count_covered, &sharing },
                                      context->error);
    if (status != PLUME_OK)
        *context->failed = status;
    plume_display_count(others, "sharing", sharing.runs, context->data->words);
    plume_text_dispose(&sharing.now);
    plume_text_dispose(&sharing.last);
}

void plume_tree_others(const plume_tree_context *context)
{
    static const char *const keys[PLUME_OTHER_COUNT] = { NULL, "idle", "between",
                                                         "look_up", "waiting" };
    const plume_intake *intake = context->data->intake;
    plume_value *others = plume_value_set_map(context->root, "others");
    kind_sum sums[PLUME_OTHER_COUNT] = { { 0 } };
    size_t count = plume_evidence_others(intake);

    for (size_t i = 0; i < count; i++) {
        plume_run other = plume_evidence_other_at(intake, i);

        add(&sums[other.other], &other);
    }
    for (size_t kind = PLUME_OTHER_IDLE; kind < PLUME_OTHER_COUNT; kind++)
        set_kind(context, others, keys[kind], &sums[kind]);
    plume_value_set_bool(others, "some", count > 0);
    plume_value_set_string(others, "benchmark", benchmark(context));
    set_sharing(context, others);
}

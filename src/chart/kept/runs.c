/* Of the runs that stream by: a sample of bounded size, the largest, each study's sums
 * and front, and sums by time. */
#include "chart/kept/runs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "core/pool.h"

enum { SAMPLE_ROOM = 2 * PLUME_KEPT_SAMPLE };

static const double farthest_s = 1e11;   /* the year 5138: beyond it no time is one */
static const double first_width_s = 1.0; /* of the sums by time */
static const double seconds_per_hour = 3600.0;

struct plume_chart_runs {
    const plume_ledger *ledger;
    double better; /* as the user says it of all objectives; NAN */
    plume_kept_run *sample;
    size_t sample_count;
    uint64_t limit; /* hashes above it are in no sample */
    plume_kept_run largest[PLUME_KEPT_LARGEST];
    size_t largest_count;
    plume_pool *pool; /* names of studies */
    plume_kept_study study[PLUME_KEPT_STUDIES];
    size_t study_count;
    plume_time_bins times;
    double count, co2e_kg, untimed_kg, untimed_runs;
    uint64_t taken;
};

/* --- one run --- */

static void forget_run(plume_kept_run *run)
{
    free((char *)run->name);
    run->name = NULL;
}

static plume_status copy_run(plume_kept_run *to, const plume_kept_run *from,
                             plume_error *error)
{
    size_t size = strlen(from->name) + 1;
    char *name = malloc(size);

    if (name == NULL)
        return plume_fail_memory(error);
    memcpy(name, from->name, size);
    *to = *from;
    to->name = name;
    return PLUME_OK;
}

static uint64_t hash_of(const plume_run *run)
{
    uint64_t hash = plume_hash64(run->id, strlen(run->id), run->origin.line);

    hash = plume_hash64(run->study, strlen(run->study), hash);
    return plume_hash64(run->origin.path, strlen(run->origin.path), hash);
}

static double end_of(const plume_run *run)
{
    double end_s = isnan(run->end_s) ? run->start_s + run->duration_s : run->end_s;

    if (isnan(end_s))
        end_s = run->start_s;
    return fabs(end_s) < farthest_s ? end_s : (double)NAN;
}

static plume_kept_run describe(const plume_run *run, plume_run_estimate estimate)
{
    return (plume_kept_run){
        .hash = hash_of(run),
        .name = run->name[0] != '\0' ? run->name : run->id,
        .times = run->repeat,
        .cost = { estimate.it_kwh, estimate.device_hours,
                  run->duration_s / seconds_per_hour },
        .co2e_kg = estimate.co2e_kg,
        .strubell_kg = estimate.strubell_kg,
        .objective = isfinite(run->objective) ? run->objective : (double)NAN,
        .start_s = fabs(run->start_s) < farthest_s ? run->start_s : (double)NAN,
        .end_s = end_of(run),
        .role = run->role,
        .state = run->state,
        .evidence = run->energy.evidence,
    };
}

/* --- the sample --- */

static int compare_hashes(const void *left, const void *right)
{
    const plume_kept_run *a = left, *b = right;

    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

static int compare_places(const void *left, const void *right)
{
    const plume_kept_run *a = left, *b = right;

    return (a->at > b->at) - (a->at < b->at);
}

static void shrink(plume_chart_runs *runs)
{
    if (runs->sample_count <= PLUME_KEPT_SAMPLE)
        return;
    qsort(runs->sample, runs->sample_count, sizeof *runs->sample, compare_hashes);
    while (runs->sample_count > PLUME_KEPT_SAMPLE)
        forget_run(&runs->sample[--runs->sample_count]);
    runs->limit = runs->sample[runs->sample_count - 1].hash;
}

static plume_status add_to_sample(plume_chart_runs *runs, const plume_kept_run *run,
                                  plume_error *error)
{
    if (run->hash > runs->limit)
        return PLUME_OK;
    if (runs->sample_count == SAMPLE_ROOM)
        shrink(runs);
    return copy_run(&runs->sample[runs->sample_count++], run, error);
}

/* --- the largest --- */

/* By what is known of both: emissions, else energy, else time. */
static bool is_larger(const plume_kept_run *a, const plume_kept_run *b)
{
    const double left[] = { a->co2e_kg, a->cost[0], a->cost[1], a->cost[2] };
    const double right[] = { b->co2e_kg, b->cost[0], b->cost[1], b->cost[2] };

    for (size_t i = 0; i < sizeof left / sizeof left[0]; i++) {
        if (isnan(left[i]) != isnan(right[i]))
            return isnan(right[i]);
        if (!isnan(left[i]) && left[i] != right[i])
            return left[i] > right[i];
    }
    return false; /* the first one met stays in front */
}

static plume_status offer(plume_chart_runs *runs, const plume_kept_run *run,
                          plume_error *error)
{
    size_t at = runs->largest_count;
    plume_kept_run copy;
    plume_status status;

    while (at > 0 && is_larger(run, &runs->largest[at - 1]))
        at--;
    if (at == PLUME_KEPT_LARGEST)
        return PLUME_OK;
    status = copy_run(&copy, run, error);
    if (status != PLUME_OK)
        return status;
    if (runs->largest_count == PLUME_KEPT_LARGEST)
        forget_run(&runs->largest[--runs->largest_count]);
    memmove(&runs->largest[at + 1], &runs->largest[at],
            (runs->largest_count - at) * sizeof copy);
    runs->largest[at] = copy;
    runs->largest_count++;
    return PLUME_OK;
}

/* --- studies --- */

/* The last stands for all that have no room of their own. */
static plume_status find_study(plume_chart_runs *runs, const char *name, size_t *out,
                               plume_error *error)
{
    plume_kept_study *study;

    for (*out = 0; *out < runs->study_count; (*out)++)
        if (strcmp(runs->study[*out].name, name) == 0)
            return PLUME_OK;
    if (runs->study_count == PLUME_KEPT_STUDIES) {
        *out = PLUME_KEPT_STUDIES - 1;
        return PLUME_OK;
    }
    study = &runs->study[*out];
    *study = (plume_kept_study){ .name = *out + 1 == PLUME_KEPT_STUDIES
                                             ? "other studies"
                                             : plume_pool_copy(runs->pool, name),
                                 .better = runs->better };
    if (study->name == NULL)
        return plume_fail_memory(error);
    runs->study_count++;
    return PLUME_OK;
}

static plume_status add_to_front(plume_kept_study *study, const plume_kept_run *run,
                                 plume_error *error)
{
    plume_status status = PLUME_OK;

    if (isnan(study->better) || isnan(run->objective) ||
        plume_state_is_cut_short(run->state) || run->state == PLUME_STATE_RUNNING)
        return PLUME_OK;
    for (size_t i = 0; i < PLUME_COSTS && status == PLUME_OK; i++)
        if (run->cost[i] > 0.0)
            status = plume_front_add(
                &study->front[i],
                (plume_front_point){ run->cost[i], study->better * run->objective },
                error);
    return status;
}

static plume_status add_to_study(plume_chart_runs *runs, const plume_kept_run *run,
                                 double better, plume_error *error)
{
    plume_kept_study *study = &runs->study[run->study];

    if (isnan(study->better))
        study->better = better;
    study->runs += run->times;
    study->by_state[run->state] += run->times;
    if (!isnan(run->objective))
        study->with_objective += run->times;
    for (size_t i = 0; i < PLUME_COSTS; i++) {
        if (!(run->cost[i] >= 0.0))
            continue;
        study->known[i] += run->times;
        study->cost[i] += run->times * run->cost[i];
        study->spent[i][run->role][plume_state_is_cut_short(run->state)] +=
            run->times * run->cost[i];
    }
    return add_to_front(study, run, error);
}

/* --- by time --- */

static plume_status add_by_time(plume_chart_runs *runs, const plume_kept_run *run,
                                plume_error *error)
{
    plume_time_bin *bin;
    void *found;
    plume_status status;
    double kg = isnan(run->co2e_kg) ? 0.0 : run->times * run->co2e_kg;

    runs->co2e_kg += kg;
    if (isnan(run->end_s)) {
        runs->untimed_kg += kg;
        runs->untimed_runs += run->times;
        return PLUME_OK;
    }
    status = plume_time_bins_find(&runs->times, run->end_s, &found, error);
    if (status != PLUME_OK)
        return status;
    bin = found;
    bin->sum[PLUME_TIME_KG][run->role] += kg;
    if (run->cost[PLUME_COST_DEVICE_HOURS] >= 0.0)
        bin->sum[PLUME_TIME_DEVICE_HOURS][run->role] +=
            run->times * run->cost[PLUME_COST_DEVICE_HOURS];
    if (run->cost[PLUME_COST_TIME] >= 0.0)
        bin->sum[PLUME_TIME_HOURS][run->role] += run->times * run->cost[PLUME_COST_TIME];
    if (run->role == PLUME_ROLE_FINAL)
        bin->finals += run->times;
    return PLUME_OK;
}

/* --- the stream --- */

static plume_status take(void *state, const plume_run *run, plume_error *error)
{
    plume_chart_runs *runs = state;
    plume_kept_run kept;
    plume_status status;

    if (run->other != PLUME_OTHER_NONE || plume_run_is_simulated(run) ||
        run->state == PLUME_STATE_WAITING)
        return PLUME_OK;
    kept = describe(run, plume_ledger_last(runs->ledger));
    kept.at = runs->taken++;
    runs->count += kept.times;
    status = find_study(runs, run->study, &kept.study, error);
    if (status == PLUME_OK)
        status = add_to_study(runs, &kept, run->objective_better, error);
    if (status == PLUME_OK)
        status = add_to_sample(runs, &kept, error);
    if (status == PLUME_OK)
        status = offer(runs, &kept, error);
    return status == PLUME_OK ? add_by_time(runs, &kept, error) : status;
}

static void forget(plume_chart_runs *runs)
{
    while (runs->sample_count > 0)
        forget_run(&runs->sample[--runs->sample_count]);
    while (runs->largest_count > 0)
        forget_run(&runs->largest[--runs->largest_count]);
    while (runs->study_count > 0) {
        plume_kept_study *study = &runs->study[--runs->study_count];

        for (size_t i = 0; i < PLUME_COSTS; i++)
            plume_front_dispose(&study->front[i]);
    }
    plume_time_bins_clear(&runs->times, first_width_s);
    runs->limit = UINT64_MAX;
    runs->count = runs->co2e_kg = runs->untimed_kg = runs->untimed_runs = 0.0;
    runs->taken = 0;
}

static plume_status restart(void *state, plume_error *error)
{
    (void)error;
    forget(state);
    return PLUME_OK;
}

plume_status plume_chart_runs_new(plume_chart_runs **out, const plume_ledger *ledger,
                                  double better, plume_error *error)
{
    plume_chart_runs *runs = calloc(1, sizeof *runs);

    *out = NULL;
    if (runs == NULL)
        return plume_fail_memory(error);
    runs->ledger = ledger;
    runs->better = better;
    runs->limit = UINT64_MAX;
    plume_time_bins_init(&runs->times, sizeof(plume_time_bin), plume_time_bin_join,
                         first_width_s);
    runs->pool = plume_pool_new();
    runs->sample = calloc(SAMPLE_ROOM, sizeof *runs->sample);
    if (runs->pool == NULL || runs->sample == NULL) {
        plume_chart_runs_free(runs);
        return plume_fail_memory(error);
    }
    *out = runs;
    return PLUME_OK;
}

void plume_chart_runs_free(plume_chart_runs *runs)
{
    if (runs == NULL)
        return;
    forget(runs);
    free(runs->sample);
    plume_pool_free(runs->pool);
    free(runs);
}

plume_run_copy plume_chart_runs_copy(plume_chart_runs *runs)
{
    return (plume_run_copy){ { take, runs }, restart };
}

void plume_chart_runs_close(plume_chart_runs *runs)
{
    shrink(runs);
    qsort(runs->sample, runs->sample_count, sizeof *runs->sample, compare_places);
}

/* --- what was kept --- */

size_t plume_kept_sample_count(const plume_chart_runs *runs)
{
    return runs->sample_count;
}

const plume_kept_run *plume_kept_sample_at(const plume_chart_runs *runs, size_t i)
{
    return &runs->sample[i];
}

size_t plume_kept_largest_count(const plume_chart_runs *runs)
{
    return runs->largest_count;
}

const plume_kept_run *plume_kept_largest_at(const plume_chart_runs *runs, size_t i)
{
    return &runs->largest[i];
}

double plume_kept_count(const plume_chart_runs *runs)
{
    return runs->count;
}

double plume_kept_co2e_kg(const plume_chart_runs *runs)
{
    return runs->co2e_kg;
}

size_t plume_kept_study_count(const plume_chart_runs *runs)
{
    return runs->study_count;
}

const plume_kept_study *plume_kept_study_at(const plume_chart_runs *runs, size_t i)
{
    return &runs->study[i];
}

const plume_time_bins *plume_kept_times(const plume_chart_runs *runs)
{
    return &runs->times;
}

double plume_kept_untimed_kg(const plume_chart_runs *runs)
{
    return runs->untimed_kg;
}

double plume_kept_untimed_runs(const plume_chart_runs *runs)
{
    return runs->untimed_runs;
}

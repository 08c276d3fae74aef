/* Keeps samples by board, and feeds those inside a window to the integrator. */
#include "logs/power/boards.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/number/units.h"
#include "core/pool.h"
#include "traces/integrator.h"
#include <plume/number.h>

typedef struct sample {
    double t_s, value;
    size_t board;
} sample;

typedef struct samples {
    sample *at;
    size_t count, capacity;
} samples;

typedef struct board {
    const char *name;
    bool sampled, used;
    double most_utilization; /* 0 to 1; NAN unknown */
} board;

struct plume_boards {
    const plume_input_options *options;
    plume_pool *names;
    plume_map *index;
    board *board;
    size_t count, capacity;
    samples watts, joules;
    bool by_session;
    double pause_s[PLUME_BOARD_PAUSES];
    size_t pauses;
};

plume_boards *plume_boards_new(const plume_input_options *options)
{
    plume_boards *boards = calloc(1, sizeof *boards);

    if (boards == NULL)
        return NULL;
    boards->options = options;
    boards->names = plume_pool_new();
    boards->index = plume_map_new();
    if (boards->names == NULL || boards->index == NULL) {
        plume_boards_free(boards);
        return NULL;
    }
    return boards;
}

void plume_boards_free(plume_boards *boards)
{
    if (boards == NULL)
        return;
    plume_pool_free(boards->names);
    plume_map_free(boards->index);
    free(boards->board);
    free(boards->watts.at);
    free(boards->joules.at);
    free(boards);
}

void plume_boards_count_sessions(plume_boards *boards)
{
    boards->by_session = true;
}

/* --- taking --- */

static bool grow(void **array, size_t count, size_t *capacity, size_t size)
{
    size_t larger = *capacity * 2 + 8;
    void *grown;

    if (count < *capacity)
        return true;
    grown = realloc(*array, larger * size);
    if (grown == NULL)
        return false;
    *array = grown;
    *capacity = larger;
    return true;
}

/* SIZE_MAX: out of memory. */
static size_t find_board(plume_boards *boards, const char *name)
{
    size_t at = plume_map_find(boards->index, name);
    void *array = boards->board;
    board added = { NULL, false, false, NAN };

    if (at != SIZE_MAX)
        return at;
    added.name = plume_pool_copy(boards->names, name);
    if (added.name == NULL ||
        !grow(&array, boards->count, &boards->capacity, sizeof(board)))
        return SIZE_MAX;
    boards->board = array;
    boards->board[boards->count] = added;
    return plume_map_set(boards->index, name, boards->count) ? boards->count++ : SIZE_MAX;
}

static plume_status keep(samples *list, sample one, plume_error *error)
{
    void *array = list->at;

    if (list->count == PLUME_BOARD_SAMPLES_MAX)
        return plume_fail(error, PLUME_ERR_VALUE, "more than %d samples of power",
                          (int)PLUME_BOARD_SAMPLES_MAX);
    if (!grow(&array, list->count, &list->capacity, sizeof(sample)))
        return plume_fail_memory(error);
    list->at = array;
    list->at[list->count++] = one;
    return PLUME_OK;
}

plume_status plume_boards_take(plume_boards *boards, double t_s,
                               plume_board_reading reading, plume_error *error)
{
    size_t at = find_board(boards, reading.board);
    sample one = { t_s, reading.value, at };

    if (at == SIZE_MAX)
        return plume_fail_memory(error);
    if (reading.figure == PLUME_BOARD_USED) {
        boards->board[at].used = true;
        return PLUME_OK;
    }
    if (reading.figure == PLUME_BOARD_PERCENT) {
        double *most = &boards->board[at].most_utilization;

        *most = fmax(*most, reading.value / 100.0);
        return PLUME_OK;
    }
    if (reading.figure == PLUME_BOARD_JOULES)
        return isnan(reading.value) ? PLUME_OK : keep(&boards->joules, one, error);
    boards->board[at].sampled = true;
    return keep(&boards->watts, one, error);
}

void plume_boards_pause(plume_boards *boards, double t_s)
{
    if (boards->pauses < PLUME_BOARD_PAUSES)
        boards->pause_s[boards->pauses++] = t_s;
}

/* --- which boards count --- */

bool plume_boards_know_use(const plume_boards *boards)
{
    for (size_t i = 0; i < boards->count; i++)
        if (boards->board[i].used && boards->board[i].sampled)
            return true;
    return false;
}

static bool counts(const plume_boards *boards, size_t i, bool knows_use)
{
    return boards->board[i].sampled && (boards->board[i].used || !knows_use);
}

size_t plume_boards_sampled(const plume_boards *boards)
{
    size_t count = 0;

    for (size_t i = 0; i < boards->count; i++)
        count += boards->board[i].sampled;
    return count;
}

size_t plume_boards_devices(const plume_boards *boards)
{
    bool knows_use = plume_boards_know_use(boards);
    size_t count = 0;

    for (size_t i = 0; i < boards->count; i++)
        count += counts(boards, i, knows_use);
    return count;
}

void plume_boards_print(plume_text *out, const plume_boards *boards, const char *between)
{
    bool knows_use = plume_boards_know_use(boards);
    bool first = true;

    for (size_t i = 0; i < boards->count; i++) {
        if (!counts(boards, i, knows_use))
            continue;
        plume_text_printf(out, "%s%s", first ? "" : between, boards->board[i].name);
        first = false;
    }
}

/* --- integrating --- */

static bool is_within(const sample *one, const double window_s[2])
{
    return !(one->t_s < window_s[0] || one->t_s > window_s[1]);
}

/* Samples of all boards stand in the order of time. */
static void pause_all(const plume_boards *boards, plume_power *into, double last_s,
                      double t_s)
{
    bool begins = false;

    for (size_t i = 0; i < boards->pauses; i++)
        begins = begins || (last_s < boards->pause_s[i] && t_s >= boards->pause_s[i]);
    for (size_t i = 0; begins && i < boards->count; i++)
        plume_power_pause(into, boards->board[i].name);
}

static plume_status feed_one(const plume_boards *boards, const sample *from,
                             plume_power *into, plume_power_verdict *verdict,
                             plume_error *error)
{
    plume_power_sample taken;

    plume_power_sample_init(&taken);
    taken.device = boards->board[from->board].name;
    taken.t_s = from->t_s;
    taken.watts = from->value;
    return plume_power_take(into, &taken, verdict, error);
}

static plume_status feed(const plume_boards *boards, plume_power *into,
                         const double window_s[2], plume_board_energy *out,
                         plume_error *error)
{
    bool knows_use = plume_boards_know_use(boards);
    double last_s = NAN;
    plume_status status = PLUME_OK;

    out->samples = out->dropped = 0;
    for (size_t i = 0; status == PLUME_OK && i < boards->watts.count; i++) {
        const sample *from = &boards->watts.at[i];
        plume_power_verdict verdict = PLUME_POWER_USED;

        if (!counts(boards, from->board, knows_use) || !is_within(from, window_s))
            continue;
        pause_all(boards, into, last_s, from->t_s);
        last_s = from->t_s;
        status = feed_one(boards, from, into, &verdict, error);
        out->samples += verdict == PLUME_POWER_USED;
        out->dropped += verdict != PLUME_POWER_USED;
    }
    return status;
}

/* Of one board, from the first to the last reading of its counter in the window; NAN
 * where there are not two, or where it falls and is no session's own. */
static double counted_j(const plume_boards *boards, size_t which,
                        const double window_s[2])
{
    double first_j = NAN, last_j = NAN, earlier_j = 0.0;

    for (size_t i = 0; i < boards->joules.count; i++) {
        const sample *one = &boards->joules.at[i];

        if (one->board != which || !is_within(one, window_s))
            continue;
        if (one->value < last_j) {
            if (!boards->by_session)
                return NAN;
            earlier_j += last_j - first_j;
            first_j = 0.0;
        }
        if (isnan(first_j))
            first_j = one->value;
        last_j = one->value;
    }
    earlier_j += last_j - first_j;
    return earlier_j > 0.0 ? earlier_j : (double)NAN;
}

static double all_counted_j(const plume_boards *boards, const double window_s[2])
{
    bool knows_use = plume_boards_know_use(boards);
    double sum_j = 0.0;

    for (size_t i = 0; i < boards->count; i++)
        if (counts(boards, i, knows_use))
            sum_j += counted_j(boards, i, window_s);
    return sum_j > 0.0 ? sum_j : (double)NAN;
}

static void add_devices(plume_board_energy *out, const plume_power *power)
{
    out->measured_s = out->gap_s = 0.0;
    for (size_t i = 0; i < plume_power_count(power); i++) {
        plume_power_device one = plume_power_at(power, i);

        out->measured_s += one.measured_s;
        out->gap_s += one.gap_s;
    }
}

static void add_use(const plume_boards *boards, plume_power *into)
{
    for (size_t i = 0; i < boards->count; i++)
        plume_power_use(into, boards->board[i].name, boards->board[i].most_utilization);
}

plume_status plume_boards_sum(plume_board_energy *out, const plume_boards *boards,
                              double from_s, double to_s, plume_error *error)
{
    plume_power_rules rules = { boards->options->gaps, NAN, NAN };
    const double window_s[2] = { from_s, to_s };
    plume_power_total total;
    plume_power *into;
    plume_status status = plume_power_new(&into, &rules, error);

    memset(out, 0, sizeof *out);
    out->energy_j = out->start_s = out->end_s = NAN;
    out->counted_j = all_counted_j(boards, window_s);
    if (status != PLUME_OK)
        return status;
    plume_power_match(into, boards->options->series);
    status = feed(boards, into, window_s, out, error);
    if (status == PLUME_OK) {
        plume_power_begin(into, (plume_power_sink){ NULL, NULL });
        status = feed(boards, into, window_s, out, error);
    }
    if (status == PLUME_OK) {
        total = plume_power_sum(into);
        out->energy_j = total.energy_j;
        out->matched = total.matched;
        out->start_s = total.start_s;
        out->end_s = total.end_s;
        add_devices(out, into);
        add_use(boards, into);
        out->unused = plume_power_idle(into, PLUME_BOARD_IDLE_SAMPLES);
    }
    plume_power_free(into);
    return status;
}

/* --- the run --- */

static double share(double of_s, double devices, const plume_run *run)
{
    return fmin(1.0, of_s / (devices * run->duration_s));
}

void plume_boards_fill(plume_run *run, const plume_boards *boards,
                       const plume_board_energy *from)
{
    plume_energy *energy = &run->energy;
    double devices = (double)plume_boards_devices(boards);
    bool is_counted = !isnan(from->counted_j);

    if (devices > 0.0)
        run->device_count = devices;
    if (isnan(from->energy_j) && !is_counted)
        return;
    energy->total_kwh = energy->gpu_kwh =
        (is_counted ? from->counted_j : from->energy_j) / JOULES_PER_KWH;
    energy->scope = PLUME_SCOPE_DEVICE;
    energy->evidence = is_counted ? PLUME_EVIDENCE_METERED : PLUME_EVIDENCE_SAMPLED;
    run->matched_kg_per_kwh = plume_matched_mean(&from->matched);
    run->matched_share = plume_matched_share(&from->matched);
    if (!(run->duration_s > 0.0))
        return;
    energy->coverage = share(from->measured_s, devices, run);
    if (plume_gaps_are_filled(boards->options->gaps))
        energy->sampled = share(from->measured_s + from->gap_s, devices, run);
}

void plume_boards_tell_unused(const plume_board_energy *energy, plume_log *log,
                              const char *id)
{
    const plume_power_unused *found = &energy->unused;
    plume_text text;

    if (found->idle == 0 || found->busy == 0)
        return;
    plume_text_init(&text);
    plume_number_significant(&text, found->idle_j / JOULES_PER_KWH, 4);
    plume_log_note(
        log, PLUME_ASSUMED, 0, "devices-unused",
        "run %s: %zu of %zu GPUs had a utilisation of 0 throughout and drew %s "
        "kWh of the sum: they may be of nobody, or of somebody else",
        id, found->idle, found->idle + found->busy, text.data);
    plume_text_dispose(&text);
}

plume_status plume_boards_settle(plume_run *run, const plume_boards *boards,
                                 plume_log *log, plume_error *error)
{
    plume_board_energy energy;
    plume_status status = plume_boards_sum(&energy, boards, -INFINITY, INFINITY, error);

    if (status != PLUME_OK)
        return status;
    plume_boards_fill(run, boards, &energy);
    plume_boards_tell_unused(&energy, log, run->id);
    return PLUME_OK;
}

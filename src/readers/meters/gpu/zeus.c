/* Zeus' monitor: a row for each window that was measured, with the joules of each GPU.
 * Windows nest (epochs inside of the training): what is inside another is not added. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/data/csv_header.h"
#include "core/pool.h"
#include "core/number/units.h"
#include "logs/power/cell.h"
#include "logs/power/line.h"
#include "logs/power/table.h"
#include <plume/number.h>

enum { WINDOWS_MAX = 200000, COLUMNS_MAX = 256 };
/* Two windows that end together are written one after the other. */
#define SLACK_S 0.05

static int confidence(const plume_head *head)
{
    static const char *const telling[] = { "start_time", "window_name", "elapsed_time",
                                           NULL };

    if (!plume_head_has_columns(head, ',', telling))
        return 0;
    return plume_power_head_has(head, "_energy") ? 95 : 60;
}

typedef struct window {
    const char *name;
    double start_s, end_s;
    double gpu_j, cpu_j, ram_j; /* NAN: not measured */
    double gpus;                /* that were */
    uint64_t line;
    size_t outer; /* the window that contains it, and no other does; itself */
} window;

typedef enum part { PART_NONE, PART_GPU, PART_CPU, PART_RAM } part;

typedef struct reading {
    plume_log *log;
    plume_pool *pool;
    window *windows;
    size_t count, capacity;
    size_t start, name, elapsed;
    part parts[COLUMNS_MAX];
    bool unmetered; /* no device was watched */
} reading;

/* --- rows --- */

static part part_of(const char *column)
{
    if (strstr(column, "energy") == NULL)
        return PART_NONE;
    return strncmp(column, "gpu", 3) == 0    ? PART_GPU
           : strncmp(column, "cpu", 3) == 0  ? PART_CPU
           : strncmp(column, "dram", 4) == 0 ? PART_RAM
                                             : PART_NONE;
}

static plume_status take_header(void *state, const plume_power_table *table,
                                plume_error *error)
{
    reading *zeus = state;
    size_t energies = 0;

    zeus->start = plume_power_table_find(table, "starttime");
    zeus->name = plume_power_table_find(table, "windowname");
    zeus->elapsed = plume_power_table_find(table, "elapsedtime");
    for (size_t i = 0; i < plume_header_count(table->header) && i < COLUMNS_MAX; i++) {
        zeus->parts[i] = part_of(plume_header_at(table->header, i));
        energies += zeus->parts[i] != PART_NONE;
    }
    zeus->unmetered = energies == 0;
    if (zeus->start != SIZE_MAX && zeus->elapsed != SIZE_MAX)
        return PLUME_OK;
    return plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(zeus->log),
                         table->row.line, 0, "there is no column %s",
                         zeus->start == SIZE_MAX ? "start_time" : "elapsed_time");
}

static bool grow(reading *zeus)
{
    size_t capacity = zeus->capacity * 2 + 64;
    window *grown;

    if (zeus->count < zeus->capacity)
        return true;
    grown = realloc(zeus->windows, capacity * sizeof *grown);
    if (grown == NULL)
        return false;
    zeus->windows = grown;
    zeus->capacity = capacity;
    return true;
}

static void add_known(double *sum, double value)
{
    *sum = isnan(*sum) ? value : *sum + value;
}

/* false: the row was rejected. */
static bool take_energies(const reading *zeus, const plume_power_table *table,
                          window *out)
{
    for (size_t i = 0; i < COLUMNS_MAX && i < plume_header_count(table->header); i++) {
        plume_field cell = plume_power_table_cell(table, i);
        double joules;

        if (zeus->parts[i] == PART_NONE ||
            plume_power_cell_is_missing(cell.text, cell.length))
            continue;
        if (!plume_number_parse(&joules, cell.text, cell.length) || joules < 0.0) {
            plume_power_table_reject(table, i, "energy in joules");
            return false;
        }
        out->gpus += zeus->parts[i] == PART_GPU;
        add_known(zeus->parts[i] == PART_GPU   ? &out->gpu_j
                  : zeus->parts[i] == PART_CPU ? &out->cpu_j
                                               : &out->ram_j,
                  joules);
    }
    return true;
}

static plume_status take_row(void *state, const plume_power_table *table,
                             plume_error *error)
{
    reading *zeus = state;
    plume_field start = plume_power_table_cell(table, zeus->start);
    plume_field elapsed = plume_power_table_cell(table, zeus->elapsed);
    window now = { .gpu_j = NAN, .cpu_j = NAN, .ram_j = NAN, .line = table->row.line };
    double elapsed_s;

    if (!plume_number_parse(&now.start_s, start.text, start.length)) {
        plume_power_table_reject(table, zeus->start, "time");
        return PLUME_OK;
    }
    if (!plume_number_parse(&elapsed_s, elapsed.text, elapsed.length) ||
        elapsed_s < 0.0) {
        plume_power_table_reject(table, zeus->elapsed, "time in seconds");
        return PLUME_OK;
    }
    if (!take_energies(zeus, table, &now))
        return PLUME_OK;
    if (zeus->count >= WINDOWS_MAX)
        return plume_fail_at(error, PLUME_ERR_VALUE, plume_log_path(zeus->log), now.line,
                             0, "more than %d windows", WINDOWS_MAX);
    now.end_s = now.start_s + elapsed_s;
    now.name =
        plume_pool_copy(zeus->pool, plume_power_table_cell(table, zeus->name).text);
    if (now.name == NULL || !grow(zeus))
        return plume_fail_memory(error);
    zeus->windows[zeus->count++] = now;
    return PLUME_OK;
}

/* --- which window contains which --- */

/* By start; of two that start together the longer first, then the one written later. */
static int by_start(const void *a, const void *b)
{
    const window *x = *(window *const *)a, *y = *(window *const *)b;

    if (x->start_s != y->start_s)
        return x->start_s < y->start_s ? -1 : 1;
    if (x->end_s != y->end_s)
        return x->end_s > y->end_s ? -1 : 1;
    return x->line > y->line ? -1 : x->line < y->line;
}

/* Sweeps over the windows in order; of the ones before only the last that no other
 * contains can contain the next, or be contained by it when they start together. */
static void sweep(reading *zeus, window *const *sorted)
{
    window *outer = NULL;
    uint64_t crossing = 0;

    for (size_t i = 0; i < zeus->count; i++) {
        window *now = sorted[i];

        now->outer = (size_t)(now - zeus->windows);
        if (outer != NULL && now->end_s <= outer->end_s + SLACK_S) {
            now->outer = (size_t)(outer - zeus->windows);
            continue;
        }
        if (outer != NULL && now->start_s <= outer->start_s + SLACK_S)
            outer->outer = now->outer;
        else
            crossing += outer != NULL && now->start_s < outer->end_s - SLACK_S;
        outer = now;
    }
    if (crossing > 0)
        plume_log_note(
            zeus->log, PLUME_WARNING, 0, "windows-overlap",
            "%llu windows overlap another without being inside of it: what was "
            "drawn in both is counted twice",
            (unsigned long long)crossing);
}

/* An outer window that turned out to be inside of a later one passes its own on. */
static void pass_on(reading *zeus, window *const *sorted)
{
    for (size_t i = zeus->count; i > 0; i--)
        sorted[i - 1]->outer = zeus->windows[sorted[i - 1]->outer].outer;
    for (size_t i = 0; i < zeus->count; i++)
        sorted[i]->outer = zeus->windows[sorted[i]->outer].outer;
}

static plume_status find_outer(reading *zeus, plume_error *error)
{
    window **sorted = calloc(zeus->count + 1, sizeof *sorted);

    if (sorted == NULL)
        return plume_fail_memory(error);
    for (size_t i = 0; i < zeus->count; i++)
        sorted[i] = &zeus->windows[i];
    qsort(sorted, zeus->count, sizeof *sorted, by_start);
    sweep(zeus, sorted);
    pass_on(zeus, sorted);
    free(sorted);
    return PLUME_OK;
}

/* --- runs --- */

static void set_energy(plume_energy *energy, const window *now)
{
    add_known(&energy->total_kwh, now->gpu_j / JOULES_PER_KWH);
    if (!isnan(now->cpu_j))
        add_known(&energy->total_kwh, now->cpu_j / JOULES_PER_KWH);
    if (!isnan(now->ram_j))
        add_known(&energy->total_kwh, now->ram_j / JOULES_PER_KWH);
    energy->gpu_kwh = now->gpu_j / JOULES_PER_KWH;
    energy->cpu_kwh = now->cpu_j / JOULES_PER_KWH;
    energy->ram_kwh = now->ram_j / JOULES_PER_KWH;
    energy->scope =
        isnan(now->cpu_j) && isnan(now->ram_j) ? PLUME_SCOPE_DEVICE : PLUME_SCOPE_IT;
    energy->evidence = PLUME_EVIDENCE_METERED;
}

/* Windows inside another are superseded by it: they have its identity and less time. */
static plume_status push(const reading *zeus, const window *now, plume_error *error)
{
    const window *outer = &zeus->windows[now->outer];
    plume_text id, identity;
    plume_status status;
    plume_run run;

    plume_run_init(&run);
    plume_text_init(&id);
    plume_text_init(&identity);
    plume_text_printf(&id, "%s %llu", now->name, (unsigned long long)now->line);
    plume_text_printf(&identity, "zeus %s ", outer->name);
    plume_number_print(&identity, outer->start_s);
    plume_text_add(&identity, " ");
    plume_number_print(&identity, outer->end_s);
    plume_text_add(&identity, " ");
    plume_number_print(&identity, outer->gpu_j);
    run.id = id.data;
    run.identity = identity.data;
    run.name = now->name;
    run.start_s = now->start_s;
    run.end_s = now->end_s;
    run.duration_s = now->end_s - now->start_s;
    run.device_count = now->gpus > 0.0 ? now->gpus : (double)NAN;
    run.progress = now == outer ? 1.0 : 0.0;
    set_energy(&run.energy, now);
    status = plume_text_status(&id, error);
    if (status == PLUME_OK)
        status = plume_text_status(&identity, error);
    if (status == PLUME_OK)
        status = plume_log_run(zeus->log, &run, now->line, error);
    plume_text_dispose(&id);
    plume_text_dispose(&identity);
    return status;
}

static plume_status push_all(const reading *zeus, plume_error *error)
{
    plume_status status = PLUME_OK;
    size_t inside = 0;

    for (size_t i = 0; i < zeus->count && status == PLUME_OK; i++) {
        inside += zeus->windows[i].outer != i;
        status = push(zeus, &zeus->windows[i], error);
    }
    if (zeus->unmetered)
        plume_log_note(zeus->log, PLUME_WARNING, 1, "energy-unknown",
                       "no GPU was watched, and Zeus writes the energy of nothing else: "
                       "the windows have times, their energy is unknown");
    if (inside > 0)
        plume_log_note(zeus->log, PLUME_INFO, 0, "windows-nested",
                       "%zu windows are inside of another, which alone is counted",
                       inside);
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading *zeus = calloc(1, sizeof *zeus);
    plume_status status;

    if (zeus == NULL)
        return plume_fail_memory(error);
    zeus->log = log;
    zeus->pool = plume_pool_new();
    status = zeus->pool != NULL
                 ? plume_power_table_read(log, take_header, take_row, zeus, error)
                 : plume_fail_memory(error);
    if (status == PLUME_OK)
        status = find_outer(zeus, error);
    if (status == PLUME_OK)
        status = push_all(zeus, error);
    plume_pool_free(zeus->pool);
    free(zeus->windows);
    free(zeus);
    return status;
}

const plume_reader plume_reader_zeus = {
    .name = "zeus",
    .title = "Zeus monitor windows",
    .confidence = confidence,
    .marks = { "window_name" },
    .read = read,
};

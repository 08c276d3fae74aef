/* Adds each run to the row of its account, project, month ..., found by name. */
#include "ledger/division/division.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/pool.h"
#include <plume/time.h>
#include <plume/value.h>

enum {
    ROWS_MOST = 8192, /* what further names have is one row */
    MONTH_SIZE = 24
};

typedef enum share {
    SHARE_DEVICE_HOURS,
    SHARE_IT_KWH,
    SHARE_FACILITY_KWH,
    SHARE_CO2E_KG,
    SHARE_COUNT
} share;

typedef struct row {
    const char *name;
    const char *shown; /* a number in its place; NULL: itself */
    uint64_t runs, known[SHARE_COUNT];
    plume_sum sum[SHARE_COUNT];
} row;

struct plume_division {
    plume_by by;
    bool nameless;
    plume_map *index;
    plume_pool *names;
    row **row;
    size_t count, capacity;
    row *last; /* runs of one name often follow each other */
    size_t *order;
};

static plume_status make(plume_division *division, plume_error *error)
{
    division->index = plume_map_new();
    division->names = plume_pool_new();
    return division->index != NULL && division->names != NULL ? PLUME_OK
                                                              : plume_fail_memory(error);
}

static void dispose(plume_division *division)
{
    for (size_t i = 0; i < division->count; i++)
        free(division->row[i]);
    free(division->row);
    free(division->order);
    plume_map_free(division->index);
    plume_pool_free(division->names);
}

plume_status plume_division_new(plume_division **out, plume_by by, plume_error *error)
{
    plume_division *division = calloc(1, sizeof *division);
    plume_status status;

    *out = NULL;
    if (division == NULL)
        return plume_fail_memory(error);
    division->by = by;
    status = make(division, error);
    if (status != PLUME_OK) {
        plume_division_free(division);
        return status;
    }
    *out = division;
    return PLUME_OK;
}

void plume_division_free(plume_division *division)
{
    if (division == NULL)
        return;
    dispose(division);
    free(division);
}

plume_by plume_division_by(const plume_division *division)
{
    return division != NULL ? division->by : PLUME_BY_NOTHING;
}

/* Months and devices name nobody. */
void plume_division_hide_names(plume_division *division)
{
    if (division != NULL)
        division->nameless =
            division->by != PLUME_BY_MONTH && division->by != PLUME_BY_DEVICE;
}

/* "2024-03": in which a run began, or ended where its begin is not known. */
static const char *month_of(char out[MONTH_SIZE], const plume_run *run)
{
    double at_s = isnan(run->start_s) ? run->end_s : run->start_s;
    plume_text day;

    out[0] = '\0';
    if (isnan(at_s))
        return out;
    plume_text_init(&day);
    plume_day_print(&day, at_s);
    if (day.length == strlen("2024-03-01")) {
        memcpy(out, day.data, strlen("2024-03"));
        out[strlen("2024-03")] = '\0';
    }
    plume_text_dispose(&day);
    return out;
}

static const char *name_of(plume_by by, const plume_run *run, char month[MONTH_SIZE])
{
    switch (by) {
    case PLUME_BY_ACCOUNT:
        return run->owner.account;
    case PLUME_BY_USER:
        return run->owner.user;
    case PLUME_BY_PROJECT:
        return run->owner.project;
    case PLUME_BY_PARTITION:
        return run->owner.partition;
    case PLUME_BY_MODEL:
        return run->owner.model;
    case PLUME_BY_STUDY:
        return run->other == PLUME_OTHER_NONE ? run->study : "";
    case PLUME_BY_MONTH:
        return month_of(month, run);
    case PLUME_BY_DEVICE:
        return run->device;
    default:
        return "";
    }
}

static bool has_room(plume_division *division)
{
    size_t capacity = division->capacity == 0 ? 16 : division->capacity * 2;
    row **grown;

    if (division->count < division->capacity)
        return true;
    grown = realloc(division->row, capacity * sizeof *grown);
    if (grown == NULL)
        return false;
    division->row = grown;
    division->capacity = capacity;
    return true;
}

/* NULL: out of memory. */
static row *append(plume_division *division, const char *name)
{
    row *made;

    if (!has_room(division))
        return NULL;
    made = calloc(1, sizeof *made);
    if (made == NULL)
        return NULL;
    made->name = plume_pool_copy(division->names, name);
    if (made->name == NULL || !plume_map_set(division->index, name, division->count)) {
        free(made);
        return NULL;
    }
    division->row[division->count++] = made;
    return made;
}

static row *find(plume_division *division, const char *name)
{
    size_t at;

    if (division->last != NULL && strcmp(division->last->name, name) == 0)
        return division->last;
    at = plume_map_find(division->index, name);
    if (at == SIZE_MAX && division->count >= ROWS_MOST) {
        name = PLUME_BY_THE_REST;
        at = plume_map_find(division->index, name);
    }
    division->last = at != SIZE_MAX ? division->row[at] : append(division, name);
    return division->last;
}

plume_status plume_division_add(plume_division *division, const plume_run *run,
                                const plume_entry *entry, size_t slot, plume_error *error)
{
    char month[MONTH_SIZE];
    bool estimated = slot < PLUME_ESTIMATES_MAX;
    const double amount[SHARE_COUNT] = {
        [SHARE_DEVICE_HOURS] = entry->amount[PLUME_AMOUNT_DEVICE_HOURS],
        [SHARE_IT_KWH] = entry->amount[PLUME_AMOUNT_IT_KWH],
        [SHARE_FACILITY_KWH] = estimated ? entry->facility_kwh[slot] : (double)NAN,
        [SHARE_CO2E_KG] = estimated ? entry->co2e_kg[slot] : (double)NAN,
    };
    row *to = find(division, name_of(division->by, run, month));

    if (to == NULL)
        return plume_fail_memory(error);
    to->runs += entry->runs;
    for (size_t i = 0; i < SHARE_COUNT; i++) {
        if (!isfinite(amount[i]))
            continue;
        plume_sum_add_times(&to->sum[i], amount[i], entry->times);
        to->known[i] += entry->runs;
    }
    free(division->order);
    division->order = NULL;
    return PLUME_OK;
}

size_t plume_division_count(const plume_division *division)
{
    return division != NULL ? division->count : 0;
}

static plume_divided read_row(const row *from)
{
    return (plume_divided){
        .name = from->shown != NULL ? from->shown : from->name,
        .runs = from->runs,
        .timed_runs = from->known[SHARE_DEVICE_HOURS],
        .energy_runs = from->known[SHARE_IT_KWH],
        .estimated_runs = from->known[SHARE_CO2E_KG],
        .device_hours = plume_sum_value(&from->sum[SHARE_DEVICE_HOURS]),
        .it_kwh = plume_sum_value(&from->sum[SHARE_IT_KWH]),
        .facility_kwh = plume_sum_value(&from->sum[SHARE_FACILITY_KWH]),
        .co2e_kg = plume_sum_value(&from->sum[SHARE_CO2E_KG]),
    };
}

typedef struct place {
    plume_divided row;
    size_t at;
} place;

static int class_of(const char *name)
{
    return name[0] == '\0' ? 2 : strcmp(name, PLUME_BY_THE_REST) == 0 ? 1 : 0;
}

static int by_name(const void *left, const void *right)
{
    const plume_divided *a = &((const place *)left)->row;
    const plume_divided *b = &((const place *)right)->row;
    int difference = class_of(a->name) - class_of(b->name);

    return difference != 0 ? difference : strcmp(a->name, b->name);
}

static int by_energy(const void *left, const void *right)
{
    const plume_divided *a = &((const place *)left)->row;
    const plume_divided *b = &((const place *)right)->row;
    int difference = class_of(a->name) - class_of(b->name);

    if (difference != 0)
        return difference;
    if (a->it_kwh > b->it_kwh || a->it_kwh < b->it_kwh)
        return a->it_kwh > b->it_kwh ? -1 : 1;
    if (a->device_hours > b->device_hours || a->device_hours < b->device_hours)
        return a->device_hours > b->device_hours ? -1 : 1;
    return strcmp(a->name, b->name);
}

/* "account 3", of the third row. A name that has no room for its number is no name. */
static void number(plume_division *division, size_t at, row *of)
{
    plume_text text;

    of->shown = NULL;
    if (!division->nameless || class_of(of->name) != 0)
        return;
    plume_text_init(&text);
    plume_text_printf(&text, "%s %zu", plume_by_name(division->by), at + 1);
    of->shown =
        text.status == PLUME_OK ? plume_pool_copy(division->names, text.data) : NULL;
    if (of->shown == NULL)
        of->shown = "";
    plume_text_dispose(&text);
}

/* Out of memory rows stay as they came. */
static void sort(plume_division *division)
{
    place *places = malloc((division->count + 1) * sizeof *places);
    size_t *order = malloc((division->count + 1) * sizeof *order);

    if (places != NULL && order != NULL) {
        for (size_t i = 0; i < division->count; i++) {
            division->row[i]->shown = NULL;
            places[i] = (place){ read_row(division->row[i]), i };
        }
        qsort(places, division->count, sizeof *places,
              division->by == PLUME_BY_MONTH ? by_name : by_energy);
        for (size_t i = 0; i < division->count; i++)
            order[i] = places[i].at;
        for (size_t i = 0; i < division->count; i++)
            number(division, i, division->row[order[i]]);
        division->order = order;
        order = NULL;
    }
    free(order);
    free(places);
}

plume_divided plume_division_at(plume_division *division, size_t i)
{
    if (i >= plume_division_count(division))
        return (plume_divided){ .name = "" };
    if (division->order == NULL)
        sort(division);
    return read_row(division->row[division->order != NULL ? division->order[i] : i]);
}

static double known(uint64_t runs, double figure)
{
    return runs > 0 ? figure : (double)NAN;
}

/* What belongs to nobody, such as the idle hours of a trace, has an energy and no run. */
static double energy_of(const plume_divided *of, double figure)
{
    return of->energy_runs > 0 || figure > 0.0 ? figure : (double)NAN;
}

void plume_division_row_to_value(const plume_divided *of, plume_value *map)
{
    if (of->name[0] == '\0')
        plume_value_set_null(map, "name");
    else
        plume_value_set_string(map, "name", of->name);
    plume_value_set_count(map, "runs", of->runs);
    plume_value_set_count(map, "known_runs", of->energy_runs);
    plume_value_set_number(map, "device_hours", known(of->timed_runs, of->device_hours));
    plume_value_set_number(map, "it_kwh", energy_of(of, of->it_kwh));
    plume_value_set_number(map, "facility_kwh", energy_of(of, of->facility_kwh));
    plume_value_set_number(map, "co2e_kg", energy_of(of, of->co2e_kg));
}

/* Which runs of two runs.csv are new, gone or others: by what names a run, in the order
 * in which the same name comes again. */
#include "documents/difference/runs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/data/csv_header.h"
#include "core/hash.h"
#include "core/tuples.h"

enum { FIELDS_MAX = 64, LISTED = 5 };

/* What names a run, and what only says where it was read. */
static const char *const names[] = { "study", "name", "run_id", "reader" };
static const char *const places[] = { "path", "line", "warnings" };

typedef struct kept {
    uint64_t cell[FIELDS_MAX]; /* by columns of the older file */
    double energy_kwh;
    char *name, *run_id;
    bool met;
} kept;

typedef struct comparison {
    plume_tuples *known, *times; /* a run; how often its name came */
    kept *run;
    size_t count, room;
    char *column[FIELDS_MAX]; /* of the older file */
    size_t columns;
    plume_run_changes *changes;
    plume_value *list;
    size_t listed[3];
    plume_error *error;
} comparison;

/* --- one row --- */

typedef struct line {
    const plume_row *row;
    const plume_header *header;
} line;

static const char *cell(line at, const char *name)
{
    plume_field field = plume_row_get(at.row, at.header, name);

    return field.text != NULL ? field.text : "";
}

static bool is_one_of(const char *name, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, list[i]) == 0)
            return true;
    return false;
}

static double energy_of(line at)
{
    double energy_kwh;

    return plume_field_number(&energy_kwh, plume_row_get(at.row, at.header, "energy_kwh"))
               ? energy_kwh
               : NAN;
}

static void add_kwh(double *sum, double energy_kwh)
{
    if (!isnan(energy_kwh))
        *sum = isnan(*sum) ? energy_kwh : *sum + energy_kwh;
}

/* The number of its name and of its being there again; SIZE_MAX out of memory. seen
 * counts names of one file. */
static size_t number_of(plume_tuples *known, plume_tuples *times, size_t **seen,
                        size_t *room, line at)
{
    plume_tuple name = { { 0 }, { 0 } };
    size_t which;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        name.text[i] = cell(at, names[i]);
    which = plume_tuples_add(times, &name);
    if (which == SIZE_MAX)
        return SIZE_MAX;
    if (which >= *room) {
        size_t larger = which * 2 + 64;
        size_t *grown = realloc(*seen, larger * sizeof **seen);

        if (grown == NULL)
            return SIZE_MAX;
        memset(grown + *room, 0, (larger - *room) * sizeof *grown);
        *seen = grown;
        *room = larger;
    }
    name.figure[0] = (*seen)[which]++;
    return plume_tuples_add(known, &name);
}

/* Many runs may bear one name: the identifier tells which is meant. */
typedef struct title {
    const char *name, *run_id; /* "": the name says it */
} title;

static title title_of(line at)
{
    const char *name = cell(at, "name"), *run_id = cell(at, "run_id");

    if (name[0] == '\0')
        return (title){ run_id, "" };
    return (title){ name, strcmp(name, run_id) != 0 ? run_id : "" };
}

/* --- the older file --- */

static plume_status keep(comparison *at, line row, size_t number)
{
    title shown = title_of(row);
    kept *run;

    if (number == SIZE_MAX)
        return plume_fail_memory(at->error);
    if (number >= at->room) {
        size_t room = number * 2 + 64;
        kept *grown = realloc(at->run, room * sizeof *grown);

        if (grown == NULL)
            return plume_fail_memory(at->error);
        at->run = grown;
        at->room = room;
    }
    run = &at->run[number];
    at->count = number + 1;
    *run = (kept){ .energy_kwh = energy_of(row),
                   .name = strdup(shown.name),
                   .run_id = strdup(shown.run_id) };
    for (size_t i = 0; i < at->columns; i++) {
        const char *text = cell(row, at->column[i]);

        run->cell[i] = plume_hash64(text, strlen(text), 0);
    }
    return run->name != NULL && run->run_id != NULL ? PLUME_OK
                                                    : plume_fail_memory(at->error);
}

static plume_status keep_columns(comparison *at, const plume_header *header)
{
    for (size_t i = 0; i < plume_header_count(header) && at->columns < FIELDS_MAX; i++) {
        const char *name = plume_header_at(header, i);

        if (is_one_of(name, places, sizeof places / sizeof *places))
            continue;
        at->column[at->columns] = strdup(name);
        if (at->column[at->columns] == NULL)
            return plume_fail_memory(at->error);
        at->columns++;
    }
    return PLUME_OK;
}

/* --- the newer one --- */

static void add_to_list(comparison *at, int kind, title shown, const char *fields,
                        const double energy_kwh[2])
{
    static const char *const word[] = { "added", "gone", "changed" };
    plume_value *map;

    if (at->listed[kind]++ >= LISTED)
        return;
    map = plume_value_set_map(at->list, NULL);
    plume_value_set_string(map, "name", shown.name);
    plume_value_set_known(map, "run_id", shown.run_id);
    plume_value_set_string(map, "change", word[kind]);
    plume_value_set_known(map, "fields", fields);
    plume_value_set_ends(map, "energy_kwh", energy_kwh);
}

/* A column that the newer file lacks is no difference of a run. */
static void compare_run(comparison *at, kept *run, line row)
{
    double energy_kwh[] = { run->energy_kwh, energy_of(row) };
    plume_text fields;

    plume_text_init(&fields);
    for (size_t i = 0; i < at->columns; i++) {
        const char *text = cell(row, at->column[i]);

        if (plume_header_find(row.header, at->column[i]) != SIZE_MAX &&
            run->cell[i] != plume_hash64(text, strlen(text), 0))
            plume_text_printf(&fields, "%s%s", fields.length > 0 ? ", " : "",
                              at->column[i]);
    }
    if (fields.length > 0) {
        at->changes->changed++;
        add_to_list(at, 2, title_of(row), fields.data, energy_kwh);
    }
    plume_text_dispose(&fields);
}

static plume_status take_newer(comparison *at, line row, size_t number)
{
    double energy_kwh[] = { NAN, energy_of(row) };

    if (number == SIZE_MAX)
        return plume_fail_memory(at->error);
    if (number < at->count) {
        at->run[number].met = true;
        compare_run(at, &at->run[number], row);
        return PLUME_OK;
    }
    at->changes->added++;
    add_kwh(&at->changes->added_kwh, energy_kwh[1]);
    add_to_list(at, 0, title_of(row), NULL, energy_kwh);
    return PLUME_OK;
}

/* --- a file --- */

typedef plume_status take_row(comparison *at, line row, size_t number);

static plume_status read_rows(comparison *at, plume_csv *csv, bool older, take_row *take)
{
    plume_header *header = NULL;
    size_t *seen = NULL, room = 0;
    plume_row row;
    plume_status status = plume_csv_next(csv, &row, at->error);

    if (status == PLUME_OK && row.count > 0)
        status = plume_header_new(&header, &row, at->error);
    if (status == PLUME_OK && older && header != NULL)
        status = keep_columns(at, header);
    while (status == PLUME_OK && row.count > 0) {
        status = plume_csv_next(csv, &row, at->error);
        if (status == PLUME_OK && row.count > 0) {
            line here = { &row, header };

            status = take(at, here, number_of(at->known, at->times, &seen, &room, here));
        }
    }
    free(seen);
    plume_header_free(header);
    return status;
}

static plume_status read_file(comparison *at, const char *path, bool older,
                              take_row *take)
{
    plume_source_stream *source = NULL;
    plume_csv *csv = NULL;
    plume_status status = plume_source_open(&source, path, at->error);

    if (status == PLUME_OK)
        status = plume_csv_open(&csv, source, ',', at->error);
    if (status == PLUME_OK)
        status = read_rows(at, csv, older, take);
    plume_csv_close(csv);
    plume_source_close(source);
    return status;
}

/* --- the whole --- */

static void tell_gone(comparison *at)
{
    for (size_t i = 0; i < at->count; i++) {
        double energy_kwh[] = { at->run[i].energy_kwh, NAN };

        if (at->run[i].met)
            continue;
        at->changes->gone++;
        add_kwh(&at->changes->gone_kwh, energy_kwh[0]);
        add_to_list(at, 1, (title){ at->run[i].name, at->run[i].run_id }, NULL,
                    energy_kwh);
    }
}

static void dispose(comparison *at)
{
    for (size_t i = 0; i < at->count; i++) {
        free(at->run[i].name);
        free(at->run[i].run_id);
    }
    for (size_t i = 0; i < at->columns; i++)
        free(at->column[i]);
    free(at->run);
    plume_tuples_free(at->known);
    plume_tuples_free(at->times);
}

plume_status plume_runs_compare(plume_run_changes *changes, plume_value *list,
                                const char *before, const char *after, plume_error *error)
{
    comparison at = { .known = plume_tuples_new(),
                      .times = plume_tuples_new(),
                      .changes = changes,
                      .list = list,
                      .error = error };
    plume_status status = PLUME_OK;

    *changes = (plume_run_changes){ .added_kwh = NAN, .gone_kwh = NAN };
    if (at.known == NULL || at.times == NULL)
        status = plume_fail_memory(error);
    if (status == PLUME_OK)
        status = read_file(&at, before, true, keep);
    if (status == PLUME_OK)
        status = read_file(&at, after, false, take_newer);
    if (status == PLUME_OK)
        tell_gone(&at);
    dispose(&at);
    return status;
}

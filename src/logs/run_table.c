/* Binds columns to fields by the header, and fills a run from each row. */
#include "logs/run_table.h"

#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "core/data/csv_header.h"
#include "core/number/units.h"
#include "logs/unknown_time.h"
#include <plume/names.h>
#include <plume/number.h>
#include <plume/text.h>

/* --- what a cell must be --- */

typedef enum cell_kind {
    CELL_UNUSED,
    CELL_TEXT,
    CELL_WORD,
    CELL_TIME,
    CELL_HOURS,
    CELL_MAGNITUDE,
    CELL_READING, /* of an instrument: what cannot be is taken out later, by itself */
    CELL_NUMBER,
    CELL_RATIO,
    CELL_SHARE,
    CELL_COUNT
} cell_kind;

typedef struct field_rule {
    cell_kind kind;
    size_t at; /* in plume_run; unused for words */
} field_rule;

static const field_rule rules[] = {
#define FIELD(field, kind, member)                                                       \
    [PLUME_FIELD_##field] = { kind, offsetof(plume_run, member) },
#include "logs/run_fields.def"
#undef FIELD
};
enum { FIELDS = sizeof rules / sizeof rules[0] };

/* A column of the list that the header has, or a value that needs none. */
typedef struct bound {
    const plume_run_column *column;
    size_t at; /* in a row, from 0; SIZE_MAX: the value is in the list */
} bound;

struct plume_run_table {
    plume_log *log;
    plume_csv *csv;
    plume_header *header;
    plume_row row;
    bound *bound;
    size_t bound_count;
    bool header_repeated;
};

/* --- header --- */

static plume_status missing_column(const plume_run_table *table,
                                   const plume_run_column *column, plume_error *error)
{
    plume_nearest nearest;
    plume_text hint;

    plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(table->log), table->row.line,
                  0, "there is no column '%s'", column->name);
    plume_nearest_init(&nearest, column->name);
    for (size_t i = 0; i < plume_header_count(table->header); i++)
        plume_nearest_offer(&nearest, plume_header_at(table->header, i));
    plume_text_init(&hint);
    plume_nearest_print(&hint, &nearest);
    plume_hint(error, "%s", hint.data);
    plume_text_dispose(&hint);
    return PLUME_ERR_MISSING;
}

/* A name that begins with '=' is no column: what follows it is the value of every row. */
static plume_status bind(plume_run_table *table, const plume_run_column *columns,
                         plume_error *error)
{
    size_t count = 0;

    while (columns[count].name != NULL)
        count++;
    table->bound = calloc(count + 1, sizeof *table->bound);
    if (table->bound == NULL)
        return plume_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        size_t at = plume_header_find(table->header, columns[i].name);

        if (at != SIZE_MAX || columns[i].name[0] == '=')
            table->bound[table->bound_count++] = (bound){ &columns[i], at };
        else if (columns[i].need == PLUME_REQUIRED)
            return missing_column(table, &columns[i], error);
    }
    return PLUME_OK;
}

static bool is_bound(const plume_run_table *table, size_t at)
{
    for (size_t i = 0; i < table->bound_count; i++)
        if (table->bound[i].at == at)
            return true;
    return false;
}

/* A column that nobody reads is told: it may be a misspelt one, whose figures would be
 * missed in silence. */
static void note_columns(const plume_run_table *table)
{
    plume_text unused;

    plume_text_init(&unused);
    for (size_t i = 0; i < plume_header_count(table->header); i++) {
        const char *name = plume_header_at(table->header, i);

        if (plume_header_find(table->header, name) != i)
            plume_log_note(table->log, PLUME_WARNING, table->row.line, "repeated-column",
                           "column '%s' occurs twice; the first is used", name);
        else if (name[0] != '\0' && !is_bound(table, i)) {
            plume_text_add(&unused, unused.length > 0 ? ", " : "");
            plume_text_add(&unused, name);
        }
    }
    if (unused.length > 0)
        plume_log_note(table->log, PLUME_INFO, table->row.line, "unused-columns",
                       "columns not used: %s", unused.data);
    plume_text_dispose(&unused);
}

static plume_status read_header(plume_run_table *table, const plume_run_column *columns,
                                plume_error *error)
{
    plume_status status = plume_csv_next(table->csv, &table->row, error);

    if (status != PLUME_OK)
        return status;
    if (table->row.count == 0)
        return plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(table->log), 1, 0,
                             "there is no header");
    status = plume_header_new(&table->header, &table->row, error);
    if (status == PLUME_OK)
        status = bind(table, columns, error);
    if (status == PLUME_OK)
        note_columns(table);
    return status;
}

plume_status plume_run_table_open(plume_run_table **out, plume_log *log,
                                  const plume_run_column *columns, char delimiter,
                                  plume_error *error)
{
    plume_run_table *table = calloc(1, sizeof *table);
    plume_status status;

    *out = NULL;
    if (table == NULL)
        return plume_fail_memory(error);
    table->log = log;
    status = plume_csv_open(&table->csv, plume_log_source(log), delimiter, error);
    if (status == PLUME_OK)
        status = read_header(table, columns, error);
    if (status != PLUME_OK) {
        plume_run_table_close(table);
        return status;
    }
    *out = table;
    return PLUME_OK;
}

void plume_run_table_close(plume_run_table *table)
{
    if (table == NULL)
        return;
    plume_csv_close(table->csv);
    if (table->header != NULL)
        plume_header_free(table->header);
    free(table->bound);
    free(table);
}

/* --- cells --- */

static bool read_word(plume_run *run, plume_run_field field, const char *text)
{
    switch (field) {
    case PLUME_FIELD_ROLE:
        return plume_other_find(&run->other, text) || plume_role_find(&run->role, text);
    case PLUME_FIELD_STATE:
        return plume_state_find(&run->state, text);
    case PLUME_FIELD_SCOPE:
        return plume_scope_find(&run->energy.scope, text);
    default:
        return plume_evidence_find(&run->energy.evidence, text);
    }
}

static bool read_number(double *out, const plume_run_column *column, cell_kind kind,
                        plume_field cell)
{
    if (kind == CELL_COUNT)
        return plume_count_parse(out, cell.text, cell.length) && *out >= 1.0;
    if (!plume_number_parse(out, cell.text, cell.length))
        return false;
    *out *= column->scale;
    switch (kind) {
    case CELL_MAGNITUDE:
        return *out >= 0.0 && isfinite(*out);
    case CELL_RATIO:
        return *out >= 1.0 && isfinite(*out);
    case CELL_SHARE:
        return *out >= 0.0 && *out <= 1.0;
    default:
        return isfinite(*out);
    }
}

/* Hours in a table, seconds in a run. */
static bool read_hours(double *out_s, plume_field cell)
{
    double hours;

    if (plume_quantity_parse(&hours, PLUME_DIMENSION_TIME, cell.text, cell.length,
                             NULL) != PLUME_OK ||
        hours < 0.0)
        return false;
    *out_s = hours * SECONDS_PER_HOUR;
    return true;
}

/* False when the cell is not what its column holds. */
static bool read_cell(const plume_run_table *table, plume_run *run,
                      const plume_run_column *column, plume_field cell)
{
    const field_rule *rule = &rules[column->field];
    void *member = (char *)run + rule->at;
    double *number = member;

    switch (rule->kind) {
    case CELL_UNUSED:
        return true;
    case CELL_TEXT:
        *(const char **)member = cell.text;
        return true;
    case CELL_WORD:
        return read_word(run, column->field, cell.text);
    case CELL_TIME:
        *number = plume_log_time(table->log, cell.text, cell.length);
        return !isnan(*number) || plume_log_time_is_unknown(table->log, cell.text,
                                                            cell.length, table->row.line);
    case CELL_HOURS:
        return read_hours(number, cell);
    default:
        return read_number(number, column, rule->kind, cell);
    }
}

static const char *expected(plume_run_field field)
{
    switch (rules[field].kind) {
    case CELL_TIME:
        return "a time such as 2024-01-02T03:04:05Z";
    case CELL_HOURS:
        return "hours, as a number or as H:MM:SS";
    case CELL_MAGNITUDE:
        return "a number that is not negative";
    case CELL_RATIO:
        return "a ratio of at least 1";
    case CELL_SHARE:
        return "a number from 0 to 1";
    case CELL_COUNT:
        return "a whole number of at least 1";
    case CELL_WORD:
        return field == PLUME_FIELD_ROLE    ? "a role such as final, search or evaluation"
               : field == PLUME_FIELD_STATE ? "a state such as complete, failed or pruned"
               : field == PLUME_FIELD_SCOPE ? "device or it"
                                            : "evidence such as metered or tracker";
    default:
        return "a number";
    }
}

/* --- rows --- */

plume_field plume_run_table_cell(const plume_run_table *table, const char *column)
{
    return plume_row_get(&table->row, table->header, column);
}

bool plume_run_table_has(const plume_run_table *table, const char *column)
{
    return plume_header_find(table->header, column) != SIZE_MAX;
}

void plume_run_table_reject(plume_run_table *table, const char *column, const char *code,
                            const char *format, ...)
{
    size_t at = plume_header_find(table->header, column);
    plume_text message;
    va_list arguments;

    plume_text_init(&message);
    va_start(arguments, format);
    plume_text_vprintf(&message, format, arguments);
    va_end(arguments);
    plume_log_reject(table->log, table->row.line, at == SIZE_MAX ? 0 : at + 1, code, "%s",
                     message.data);
    plume_text_dispose(&message);
}

/* A row may end in empty fields that the header has not, as spreadsheets write them. */
static bool has_right_length(const plume_run_table *table)
{
    size_t wanted = plume_header_count(table->header);

    for (size_t i = wanted; i < table->row.count; i++)
        if (table->row.field[i].length > 0)
            return false;
    return table->row.count >= wanted;
}

static void reject_cell(plume_run_table *table, const bound *which, plume_field cell)
{
    const char *name = which->column->name;

    if (cell.length == 0) {
        plume_run_table_reject(table, name, "missing-value", "%s is empty", name);
        return;
    }
    plume_run_table_reject(table, name, "bad-value", "%s is '%.*s', expected %s", name,
                           (int)(cell.length < 100 ? cell.length : 100), cell.text,
                           expected(which->column->field));
}

static plume_field cell_of(const plume_run_table *table, const bound *which)
{
    const char *value = which->column->name + 1;

    if (which->at == SIZE_MAX)
        return (plume_field){ value, strlen(value) };
    return table->row.field[which->at];
}

/* Seconds and hours fill the same figure. */
static plume_run_field filled_by(plume_run_field field)
{
    return field == PLUME_FIELD_HOURS ? PLUME_FIELD_DURATION_S : field;
}

/* Whether the row became a run; if not it was rejected. A second column for a
 * figure is checked, and not used. */
static bool fill(plume_run_table *table, plume_run *run)
{
    bool filled[FIELDS] = { false };
    plume_run unused;

    if (!has_right_length(table)) {
        plume_run_table_reject(table, "", "torn-row",
                               "the row has %zu fields, expected %zu", table->row.count,
                               plume_header_count(table->header));
        return false;
    }
    for (size_t i = 0; i < table->bound_count; i++) {
        const plume_run_column *column = table->bound[i].column;
        plume_field cell = cell_of(table, &table->bound[i]);
        bool *was_filled = &filled[filled_by(column->field)];

        if (cell.length == 0 && column->need == PLUME_OPTIONAL)
            continue;
        if (cell.length == 0 ||
            !read_cell(table, *was_filled ? &unused : run, column, cell)) {
            reject_cell(table, &table->bound[i], cell);
            return false;
        }
        *was_filled = true;
    }
    return true;
}

static void note_repeated_header(plume_run_table *table)
{
    if (!table->header_repeated)
        plume_log_note(table->log, PLUME_INFO, table->row.line, "repeated-header",
                       "the header occurs again: files were joined");
    table->header_repeated = true;
}

/* A last cell of text may be short and no harm done; a number is another one. */
static void note_unended(const plume_run_table *table)
{
    for (size_t i = 0; i < table->bound_count && table->row.unended; i++)
        if (table->bound[i].at == table->row.count - 1 &&
            rules[table->bound[i].column->field].kind > CELL_TIME &&
            table->row.field[table->row.count - 1].length > 0)
            plume_log_note_unended(table->log, table->row.line);
}

plume_status plume_run_table_next(plume_run_table *table, plume_run *run, uint64_t *line,
                                  plume_error *error)
{
    bool fits = false;

    *line = 0;
    while (!fits) {
        plume_status status = plume_csv_next(table->csv, &table->row, error);

        if (status != PLUME_OK || table->row.count == 0)
            return status;
        if (plume_row_is_blank(&table->row))
            continue;
        if (plume_header_repeats(table->header, &table->row)) {
            note_repeated_header(table);
            continue;
        }
        plume_run_init(run);
        fits = fill(table, run);
    }
    note_unended(table);
    *line = table->row.line;
    return PLUME_OK;
}

/* One energy gives the other, by the PUE that is inside. */
static void complete_energy(plume_energy *energy)
{
    if (isnan(energy->total_kwh))
        energy->total_kwh = energy->logged_kwh / energy->pue_included;
    else if (isnan(energy->logged_kwh))
        energy->logged_kwh = energy->total_kwh * energy->pue_included;
}

plume_status plume_columns_read(plume_log *log, const plume_run_column *columns,
                                char delimiter, plume_error *error)
{
    plume_run_table *table;
    plume_run run;
    uint64_t line = 1;
    plume_status status = plume_run_table_open(&table, log, columns, delimiter, error);

    plume_run_init(&run);
    while (status == PLUME_OK && line > 0) {
        status = plume_run_table_next(table, &run, &line, error);
        complete_energy(&run.energy);
        if (status == PLUME_OK && line > 0)
            status = plume_log_run(log, &run, line, error);
    }
    plume_run_table_close(table);
    return status;
}

/* readers/trackers/codecarbon/codecarbon.c -- CodeCarbon's emissions.csv, of every
 * version.
 *
 * Columns are found by name, in any order. Rows are cumulative: several of one run id are
 * snapshots, of which the longest counts. Versions 3.2.9 and 3.3.0 append rows in an
 * order and a number of their own; these are told by the types of their cells. */
#include "readers/trackers/codecarbon/codecarbon.h"

#include <math.h>
#include <string.h>

#include "readers/trackers/codecarbon/run.h"
#include "core/data/csv.h"
#include "core/data/csv_header.h"
#include <plume/number.h>

static const char *const columns[CC_COLUMN_COUNT] = {
    "timestamp",
    "project_name",
    "run_id",
    "experiment_id",
    "duration",
    "emissions",
    "emissions_rate",
    "cpu_power",
    "gpu_power",
    "ram_power",
    "cpu_energy",
    "gpu_energy",
    "ram_energy",
    "energy_consumed",
    "water_consumed",
    "country_name",
    "country_iso_code",
    "region",
    "cloud_provider",
    "cloud_region",
    "os",
    "python_version",
    "codecarbon_version",
    "cpu_count",
    "cpu_model",
    "gpu_count",
    "gpu_model",
    "longitude",
    "latitude",
    "ram_total_size",
    "tracking_mode",
    "cpu_utilization_percent",
    "gpu_utilization_percent",
    "ram_utilization_percent",
    "ram_used_gb",
    "on_cloud",
    "pue",
    "wue",
    "task_name",
};

const char *codecarbon_column_name(codecarbon_column column)
{
    return columns[column];
}

static int confidence(const plume_head *head)
{
    static const char *const telling[] = { "duration", "emissions", "energy_consumed",
                                           NULL };

    return plume_head_has_columns(head, ',', telling) ? 90 : 0;
}

/* --- rows of CSV --- */

/* Layouts that rows of some width have of their own are numbered by it, behind those of
 * headers. */
#define LAYOUTS_OF_ROWS ((size_t)1 << 32)

typedef struct emissions_table {
    plume_log *log;
    plume_header *header;
    codecarbon_layout named; /* as the header says */
    codecarbon_row row;
    codecarbon_kinds *kinds;
    codecarbon_state *state;
} emissions_table;

static void lay_out(codecarbon_layout *out, const plume_header *header)
{
    for (size_t i = 0; i < CC_COLUMN_COUNT; i++)
        out->at[i] = plume_header_find(header, columns[i]);
    out->count = plume_header_count(header);
    out->number++;
    codecarbon_layout_settle(out);
}

static bool map_row(codecarbon_row *out, emissions_table *table, const plume_row *row,
                    const codecarbon_layout *layout)
{
    out->line = row->line;
    return codecarbon_row_map(out, table->kinds, layout, row->field, row->count);
}

/* A number where the duration stands tells most rows from a header at once. */
static bool may_be_header(const plume_row *row, const codecarbon_layout *layout)
{
    size_t at = layout->at[CC_DURATION];

    return at >= row->count || row->field[at].text[0] < '0' ||
           row->field[at].text[0] > '9';
}

/* A header in the middle, after `cat a.csv b.csv`; the second may be of another version.
 */
static bool is_header(const plume_row *row)
{
    size_t found = 0;

    for (size_t i = 0; i < row->count; i++)
        for (size_t c = 0; c < CC_COLUMN_COUNT; c++)
            found += strcmp(row->field[i].text, columns[c]) == 0;
    return found >= 4;
}

static plume_status take_header(emissions_table *table, const plume_row *row,
                                plume_error *error)
{
    plume_header *header;
    plume_status status = plume_header_new(&header, row, error);

    if (status != PLUME_OK)
        return status;
    plume_header_free(table->header);
    table->header = header;
    lay_out(&table->named, header);
    codecarbon_row_lay_out(&table->row, &table->named);
    return PLUME_OK;
}

static bool cell_number(double *out, const codecarbon_row *row, codecarbon_column column)
{
    *out = codecarbon_convert(row, column);
    return !isnan(*out);
}

/* Whether a row makes sense as a whole, beyond the types of its cells: used to choose
 * between two ways of reading it, so a part that is missing does not speak for it. */
static bool is_convincing(codecarbon_row *row)
{
    codecarbon_column column;
    double emissions, rate, duration, total, parts[3], sum = 0.0;
    static const codecarbon_column part[] = { CC_CPU_ENERGY, CC_GPU_ENERGY,
                                              CC_RAM_ENERGY };

    if (codecarbon_row_fault(row, &column) != NULL ||
        !cell_number(&duration, row, CC_DURATION) ||
        !cell_number(&emissions, row, CC_EMISSIONS) ||
        !cell_number(&total, row, CC_ENERGY_CONSUMED))
        return false;
    for (size_t i = 0; i < 3; i++) {
        if (row->present[part[i]] && !cell_number(&parts[i], row, part[i]))
            return false;
        sum += row->present[part[i]] ? parts[i] : 0.0;
    }
    if (sum > 0.0 && (sum > 1.02 * total || sum < 0.98 * total))
        return false;
    if (!cell_number(&rate, row, CC_EMISSIONS_RATE) || rate == 0.0)
        return sum > 0.0;
    /* kg/s, or g/s from 2.0.0 to 2.1.4 */
    return (rate * duration > 0.9 * emissions && rate * duration < 1.1 * emissions) ||
           (rate * duration > 900 * emissions && rate * duration < 1100 * emissions);
}

/* The order in which CodeCarbon itself writes, whatever an older header says. What stands
 * before the first cell that may be empty is where it belongs; on_cloud, pue and wue end
 * the row. */
static void standard_layout(codecarbon_layout *out, size_t count)
{
    size_t sure = count >= CC_STANDARD_COUNT ? CC_STANDARD_COUNT : CC_REGION;

    for (size_t i = 0; i < CC_COLUMN_COUNT; i++)
        out->at[i] = i < sure ? i : SIZE_MAX;
    if (count < CC_STANDARD_COUNT) {
        out->at[CC_ON_CLOUD] = count - 3;
        out->at[CC_PUE] = count - 2;
        out->at[CC_WUE] = count - 1;
    }
    out->count = count;
    out->number = LAYOUTS_OF_ROWS + count;
    codecarbon_layout_settle(out);
}

/* CodeCarbon appends to a file of an older version without looking at its header, so
 * that the values of such rows stand under the wrong names. Only a row that makes
 * sense in the newer order is read in it. */
static bool take_shifted(emissions_table *table, const plume_row *row,
                         plume_status *status, plume_error *error)
{
    codecarbon_row shifted;
    codecarbon_layout layout;

    if (row->count > CC_STANDARD_COUNT || row->count < CC_REGION + 3)
        return false;
    standard_layout(&layout, row->count);
    codecarbon_row_lay_out(&shifted, &layout);
    if (!map_row(&shifted, table, row, &layout)) {
        *status = plume_fail_memory(error);
        return true;
    }
    if (!is_convincing(&shifted) || shifted.text[CC_ON_CLOUD][0] == '\0' ||
        shifted.text[CC_PUE][0] == '\0')
        return false;
    plume_log_note(
        table->log, PLUME_WARNING, row->line, "shifted-row",
        "the row has %zu of %zu fields in an order of its own; read as CodeCarbon 3.2.9 "
        "and 3.3.0 append it, without its device",
        row->count, table->named.count);
    *status = codecarbon_take(table->log, table->state, &shifted, error);
    return true;
}

/* Two rows on one line, the line end between them lost: the last field of the first and
 * the time stamp of the second have become one. The split is sure when both halves are
 * then sound. */
static bool split_glued(plume_row *first, plume_row *second, plume_field *cells,
                        char *seam, const plume_row *row)
{
    enum { STAMP = 19 };
    size_t n = (row->count + 1) / 2;
    const plume_field *joint = &row->field[n - 1];
    plume_stamp stamp;

    if (row->count % 2 == 0 || joint->length < STAMP || joint->length >= 512 ||
        !plume_time_parse(&stamp, joint->text + joint->length - STAMP, STAMP, NULL))
        return false;
    memcpy(seam, joint->text, joint->length - STAMP);
    seam[joint->length - STAMP] = '\0';
    memcpy(cells, row->field, row->count * sizeof *cells);
    memmove(cells + n + 1, row->field + n, (row->count - n) * sizeof *cells);
    cells[n - 1] = (plume_field){ seam, joint->length - STAMP };
    cells[n] = (plume_field){ joint->text + joint->length - STAMP, STAMP };
    *first = (plume_row){ cells, n, row->line, false };
    *second = (plume_row){ cells + n, n, row->line, false };
    return true;
}

/* Two processes that wrote at once lose a line end: twice the columns less one, and
 * both halves must be sound. */
static plume_status take_glued(emissions_table *table, const plume_row *row, bool *done,
                               plume_error *error)
{
    plume_field cells[2 * CC_COLUMN_COUNT + 64];
    char seam[512];
    plume_row half[2];
    codecarbon_row *mapped = &table->row;
    codecarbon_column column;
    plume_status status = PLUME_OK;

    *done = false;
    if (row->count + 1 != 2 * table->named.count || table->named.at[CC_TIMESTAMP] != 0 ||
        row->count + 1 > sizeof cells / sizeof *cells ||
        !split_glued(&half[0], &half[1], cells, seam, row))
        return PLUME_OK;
    for (size_t i = 0; i < 2; i++) {
        if (!map_row(mapped, table, &half[i], &table->named))
            return plume_fail_memory(error);
        if (codecarbon_row_fault(mapped, &column) != NULL)
            return PLUME_OK;
    }
    plume_log_note(table->log, PLUME_WARNING, row->line, "glued-rows",
                   "two rows stand on one line; they were read as two");
    for (size_t i = 0; i < 2 && status == PLUME_OK; i++)
        status = map_row(mapped, table, &half[i], &table->named)
                     ? codecarbon_take(table->log, table->state, mapped, error)
                     : plume_fail_memory(error);
    *done = true;
    return status;
}

static void reject(emissions_table *table, const plume_row *row, const char *code,
                   const char *why)
{
    plume_log_reject(table->log, row->line, 0, code, "%s", why);
}

/* A row whose cells have the right types in the header's order. */
static plume_status take_named(emissions_table *table, const plume_row *row,
                               codecarbon_row *mapped, plume_error *error)
{
    if (mapped->text[CC_DURATION][0] == '\0' &&
        mapped->text[CC_ENERGY_CONSUMED][0] == '\0') {
        reject(table, row, PLUME_CODE_SILENT,
               "the row has neither a duration nor an energy");
        return PLUME_OK;
    }
    if (row->count < table->named.count)
        plume_log_note(table->log, PLUME_WARNING, row->line, "short-row",
                       "the row has %zu of %zu fields; the missing ones are unknown",
                       row->count, table->named.count);
    return codecarbon_take(table->log, table->state, mapped, error);
}

/* In the order in which rows of real logs go wrong: another header, blanks, glued,
 * shifted by a version's columns, torn. */
static plume_status take_row(emissions_table *table, plume_row *row, plume_error *error)
{
    codecarbon_row *mapped = &table->row;
    codecarbon_column column;
    const char *wanted;
    plume_status status;
    bool done, odd;

    if (may_be_header(row, &table->named) && is_header(row))
        return take_header(table, row, error);
    if (plume_row_is_blank(row)) {
        reject(table, row, "blank-row", "the row is blank");
        return PLUME_OK;
    }
    while (row->count > table->named.count && row->field[row->count - 1].length == 0)
        row->count--;
    if (row->count > table->named.count) {
        status = take_glued(table, row, &done, error);
        if (done || status != PLUME_OK)
            return status;
    }
    odd = row->count != table->named.count;
    if (!map_row(mapped, table, row, &table->named))
        return plume_fail_memory(error);
    wanted = codecarbon_row_fault(mapped, &column);
    if ((odd || wanted != NULL) && !(row->count < CC_REGION) && !is_convincing(mapped) &&
        take_shifted(table, row, &status, error))
        return status;
    if (row->count > table->named.count) {
        plume_log_reject(table->log, row->line, 0, "torn-row",
                         "the row has %zu fields, the header %zu", row->count,
                         table->named.count);
        return PLUME_OK;
    }
    if (wanted != NULL) {
        plume_log_reject(table->log, row->line, 0, "torn-row",
                         "%s is '%.40s', expected %s", columns[column],
                         mapped->text[column], wanted);
        return PLUME_OK;
    }
    return take_named(table, row, mapped, error);
}

static plume_status read(plume_log *log, plume_error *error)
{
    codecarbon_state state;
    emissions_table table = { .log = log,
                              .state = &state,
                              .kinds = codecarbon_kinds_new(plume_log_path(log)) };
    plume_csv *csv = NULL;
    plume_row row;
    plume_status status = table.kinds != NULL ? PLUME_OK : plume_fail_memory(error);

    codecarbon_state_init(&state);
    if (status == PLUME_OK)
        status = plume_csv_open(&csv, plume_log_source(log), ',', error);
    if (status == PLUME_OK)
        status = plume_csv_next(csv, &row, error);
    if (status == PLUME_OK)
        status = take_header(&table, &row, error);
    while (status == PLUME_OK) {
        status = plume_csv_next(csv, &row, error);
        if (status != PLUME_OK || row.count == 0)
            break;
        status = take_row(&table, &row, error);
    }
    if (status == PLUME_OK)
        codecarbon_close(log, &state);
    codecarbon_state_dispose(&state);
    codecarbon_kinds_free(table.kinds);
    plume_header_free(table.header);
    plume_csv_close(csv);
    return status;
}

const plume_reader plume_reader_codecarbon = {
    .name = "codecarbon",
    .title = "CodeCarbon emissions.csv and its .bak files",
    .confidence = confidence,
    .marks = { "energy_consumed" },
    .read = read,
};

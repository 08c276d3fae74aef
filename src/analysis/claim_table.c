/* A published table as a claim: a run a row, its columns told by their heads. */
#include "analysis/claim.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/csv.h"
#include "core/source.h"
#include <plume/text.h>

enum { TABLE_BYTES_MAX = 1 << 20, TABLE_ROWS_MAX = 10000, TABLE_COLUMNS_MAX = 256 };

/* Two parts of a sum as one. */
static void add_part(plume_claim_figure *sum, const plume_claim_figure *part)
{
    if (isnan(sum->value)) {
        *sum = *part;
        return;
    }
    sum->value += part->value;
    sum->low += part->low;
    sum->high += part->high;
    sum->unit = fmax(sum->unit, part->unit);
}

plume_status plume_claim_take_cell(plume_claim *claim, plume_claim_run *run,
                                   const plume_claim_column *column, const char *cell,
                                   const char *where, uint64_t line, plume_error *error)
{
    const char *text = plume_pool_copy(claim->pool, cell);
    plume_claim_figure figure;

    if (text == NULL)
        return plume_fail_memory(error);
    if (column->kind == COLUMN_WORD && run->word[column->index][0] == '\0')
        run->word[column->index] = text;
    if (column->kind != COLUMN_FIGURE ||
        !plume_claim_figure_read(&figure, (plume_quantity)column->index, text,
                                 column->per_unit))
        return PLUME_OK;
    figure.where = where;
    figure.line = line;
    if (column->index == CLAIM_INTENSITY && column->per_unit == 1.0 &&
        figure.value > 5.0) { /* nobody's grid: grams, though the head does not say so */
        figure.value /= 1000.0;
        figure.low /= 1000.0;
        figure.high /= 1000.0;
        figure.unit /= 1000.0;
    }
    if (column->rated)
        run->word[CLAIM_POWER_SCOPE] = "rated";
    if (column->part)
        add_part(&run->figure[CLAIM_TOTAL_POWER], &figure);
    else if (isnan(run->figure[column->index].value))
        run->figure[column->index] = figure;
    return PLUME_OK;
}

static bool is_total(const char *name)
{
    static const char *const words[] = { "total", "sum", "overall", "all", "combined" };
    char first[16] = "";
    size_t used = 0;

    while (*name != '\0' && !isalpha((unsigned char)*name))
        name++;
    while (used + 1 < sizeof first && isalpha((unsigned char)name[used])) {
        first[used] = (char)tolower((unsigned char)name[used]);
        used++;
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(words[i], first) == 0)
            return true;
    }
    return false;
}

void plume_claim_part_total(plume_claim *claim)
{
    size_t kept = 0;

    for (size_t i = 0; i < claim->run_count; i++) {
        plume_claim_run *run = &claim->run[i];

        if (i > 0 && is_total(run->word[CLAIM_NAME])) {
            memcpy(claim->whole.figure, run->figure, sizeof run->figure);
            claim->whole.line = run->line;
            claim->whole.is_total = true;
        } else {
            claim->run[kept++] = *run;
        }
    }
    claim->run_count = kept;
}

typedef struct table {
    plume_claim *claim;
    plume_claim_column column[TABLE_COLUMNS_MAX];
    const char *head[TABLE_COLUMNS_MAX];
    size_t count;
} table;

/* A single power column is the power of a device, whatever device it names. */
static void settle(table *read)
{
    size_t parts = 0;
    bool named = false;

    for (size_t i = 0; i < read->count; i++) {
        parts += read->column[i].part;
        named |=
            read->column[i].kind == COLUMN_WORD && read->column[i].index == CLAIM_NAME;
    }
    for (size_t i = 0; i < read->count && parts < 2; i++)
        read->column[i].part = false;
    if (!named && read->count > 0 && read->column[0].kind == COLUMN_NOTHING)
        read->column[0] =
            (plume_claim_column){ COLUMN_WORD, CLAIM_NAME, 1.0, false, false };
}

static plume_status take_head(table *read, const plume_row *row, plume_error *error)
{
    plume_text prose;

    if (row->count > TABLE_COLUMNS_MAX)
        return plume_fail_at(error, PLUME_ERR_VALUE, read->claim->path, row->line, 0,
                             "the table has more than %d columns", TABLE_COLUMNS_MAX);
    plume_text_init(&prose);
    read->count = row->count;
    for (size_t i = 0; i < row->count; i++) {
        read->head[i] = plume_pool_copy(read->claim->pool, row->field[i].text);
        if (read->head[i] == NULL)
            return plume_fail_memory(error);
        read->column[i] = plume_claim_column_read(read->head[i]);
        plume_text_printf(&prose, "%s\n", read->head[i]);
    }
    settle(read);
    read->claim->prose = plume_claim_print(read->claim, "%s", prose.data);
    plume_text_dispose(&prose);
    return read->claim->prose != NULL ? PLUME_OK : plume_fail_memory(error);
}

static plume_status take_row(table *read, const plume_row *row, plume_error *error)
{
    plume_claim_run *run = plume_claim_add(read->claim);
    plume_status status = PLUME_OK;

    if (run == NULL)
        return plume_fail_memory(error);
    if (read->claim->run_count > TABLE_ROWS_MAX)
        return plume_fail_at(error, PLUME_ERR_VALUE, read->claim->path, row->line, 0,
                             "the table has more than %d rows", TABLE_ROWS_MAX);
    run->line = row->line;
    for (size_t i = 0; i < row->count && i < read->count && status == PLUME_OK; i++) {
        const char *where = plume_claim_print(
            read->claim, "line %llu, '%s'", (unsigned long long)row->line, read->head[i]);

        if (where == NULL)
            return plume_fail_memory(error);
        status = plume_claim_take_cell(read->claim, run, &read->column[i],
                                       row->field[i].text, where, row->line, error);
    }
    return status;
}

static plume_status read_rows(table *read, plume_csv *csv, plume_error *error)
{
    plume_row row;
    plume_status status = plume_csv_next(csv, &row, error);

    if (status == PLUME_OK && row.count == 0)
        return plume_fail_at(error, PLUME_ERR_SYNTAX, read->claim->path, 1, 0,
                             "the table is empty");
    if (status == PLUME_OK)
        status = take_head(read, &row, error);
    while (status == PLUME_OK) {
        status = plume_csv_next(csv, &row, error);
        if (status != PLUME_OK || row.count == 0)
            break;
        status = take_row(read, &row, error);
    }
    return status;
}

static plume_status read_table(plume_claim **out, plume_source_stream *source,
                               const char *path, plume_error *error)
{
    table read = { .count = 0 };
    plume_csv *csv = NULL;
    plume_status status = plume_claim_new(&read.claim, CLAIM_TABLE, path, error);

    if (status == PLUME_OK)
        status = plume_csv_open(&csv, source, ',', error);
    if (status == PLUME_OK)
        status = read_rows(&read, csv, error);
    plume_csv_close(csv);
    if (status != PLUME_OK) {
        plume_claim_free(read.claim);
        return status;
    }
    plume_claim_part_total(read.claim);
    *out = read.claim;
    return PLUME_OK;
}

plume_status plume_claim_load_table(plume_claim **out, const char *path,
                                    plume_error *error)
{
    plume_source_stream *source;
    plume_status status = plume_source_open(&source, path, error);

    *out = NULL;
    if (status != PLUME_OK)
        return status;
    status = read_table(out, source, path, error);
    plume_source_close(source);
    return status;
}

plume_status plume_claim_parse_table(plume_claim **out, const char *text, size_t length,
                                     const char *path, plume_error *error)
{
    plume_source_stream *source;
    plume_status status = plume_source_open_memory(&source, text, length, path, error);

    *out = NULL;
    if (status != PLUME_OK)
        return status;
    status = read_table(out, source, path, error);
    plume_source_close(source);
    return status;
}

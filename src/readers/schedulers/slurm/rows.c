/* Finds the header wherever it stands, and cuts each row as its delimiter asks. */
#include "readers/schedulers/slurm/rows.h"

#include <stdlib.h>
#include <string.h>

#include "core/data/csv_marks.h"
#include "core/input/source_text.h"
#include "readers/schedulers/slurm/header.h"
#include <plume/names.h>

#define ABSENT SIZE_MAX
enum { LINES_OF_HEAD = 8 };

struct slurm_rows {
    plume_log *log;
    plume_row row;
    plume_text line;   /* the row, cut in place */
    plume_text whole;  /* and as it stood, where no column names its job */
    plume_field *cell; /* of the row */
    size_t capacity;   /* of cell */
    uint16_t *mark;    /* where the delimiters of the line are */
    size_t mark_capacity;
    size_t width;  /* cells of the header */
    bool trailing; /* and one more, empty, at its end */
    size_t at[SLURM_COLUMN_COUNT];
    size_t free_text; /* the only column whose text may hold the delimiter */
    char delimiter;
    bool named;   /* a column names the job */
    bool pending; /* the first line is a row: the user named the columns */
};

/* --- cutting --- */

static plume_field trimmed(const char *begin, const char *end)
{
    while (begin < end && (*begin == ' ' || *begin == '\r'))
        begin++;
    while (end > begin && (end[-1] == ' ' || end[-1] == '\r'))
        end--;
    return (plume_field){ begin, (size_t)(end - begin) };
}

static bool grow(slurm_rows *rows)
{
    size_t capacity = rows->capacity * 2 + 32;
    plume_field *grown = realloc(rows->cell, capacity * sizeof *grown);

    if (grown == NULL)
        return false;
    rows->cell = grown;
    rows->capacity = capacity;
    return true;
}

static bool add_cell(slurm_rows *rows, plume_field cell)
{
    if (rows->row.count == rows->capacity && !grow(rows))
        return false;
    rows->cell[rows->row.count++] = cell;
    return true;
}

/* A quoted cell, its quotes taken off in place; *at moves to where it ends. */
static plume_field unquoted(char **at, const char *end)
{
    char *begin = *at + 1, *from = begin, *to = begin;

    while (from < end && (*from != '"' || (from + 1 < end && from[1] == '"'))) {
        from += *from == '"';
        *to++ = *from++;
    }
    *at = from;
    return (plume_field){ begin, (size_t)(to - begin) };
}

/* Cells are terminated in place: the line is a copy. Delimiters alone are looked at. */
static bool cut_marked(slurm_rows *rows)
{
    char *line = rows->line.data, *at = line;
    size_t length = rows->line.length, count = 0;
    size_t marks = plume_csv_marks(rows->mark, line, length, rows->delimiter);

    for (size_t i = 0; i <= marks; i++) {
        size_t stop = i < marks ? rows->mark[i] : length;
        plume_field *cell;

        if (i < marks && line[stop] != rows->delimiter)
            continue; /* a quote, which means nothing here */
        if (count == rows->capacity && !grow(rows))
            return false;
        cell = &rows->cell[count++];
        *cell = trimmed(at, line + stop);
        line[(size_t)(cell->text - line) + cell->length] = '\0';
        at = line + stop + 1;
    }
    rows->row.count = count;
    return true;
}

/* Only programs that write commas quote. */
static bool cut_quoted(slurm_rows *rows, bool quotes)
{
    char *at = rows->line.data, *end = at + rows->line.length;
    bool added = true, more = true;

    while (added && more) {
        bool quoted = quotes && at < end && *at == '"';
        plume_field cell = { at, 0 };
        char *stop;

        if (quoted)
            cell = unquoted(&at, end);
        stop = at < end ? memchr(at, rows->delimiter, (size_t)(end - at)) : NULL;
        more = stop != NULL;
        if (!quoted)
            cell = trimmed(at, more ? stop : end);
        rows->line.data[cell.text + cell.length - rows->line.data] = '\0';
        added = add_cell(rows, cell);
        at = more ? stop + 1 : end;
    }
    return added;
}

/* Marks are places of 16 bits. */
static bool has_marks(slurm_rows *rows)
{
    uint16_t *grown;

    if (rows->line.length > UINT16_MAX)
        return false;
    if (rows->line.length < rows->mark_capacity)
        return true;
    grown = realloc(rows->mark, (2 * rows->line.length + 1) * sizeof *grown);
    if (grown == NULL)
        return false;
    rows->mark = grown;
    rows->mark_capacity = 2 * rows->line.length + 1;
    return true;
}

static plume_status cut(slurm_rows *rows, plume_error *error)
{
    bool quotes = rows->delimiter == ',' || rows->delimiter == ';';
    bool done;

    rows->row.count = 0;
    done = !quotes && has_marks(rows) ? cut_marked(rows) : cut_quoted(rows, quotes);
    rows->row.field = rows->cell;
    return done ? PLUME_OK : plume_fail_memory(error);
}

/* What follows the line may be read, and is none of it. */
static void take_line(slurm_rows *rows, const char *text, size_t length)
{
    static const char padding[PLUME_CSV_MARKS_PADDING];

    plume_text_clear(&rows->line);
    plume_text_add_n(&rows->line, text, length);
    plume_text_add_n(&rows->line, padding, sizeof padding);
    if (rows->line.status == PLUME_OK)
        rows->line.length = length;
}

/* The next line that is not blank; *found tells whether there was one. */
static plume_status next_line(slurm_rows *rows, bool *found, plume_error *error)
{
    const char *text = "";
    size_t length = 0;
    plume_status status = PLUME_OK;

    while (status == PLUME_OK && text != NULL && strspn(text, " \t\r") == length)
        status = plume_source_line(plume_log_source(rows->log), &text, &length,
                                   &rows->row.line, error);
    *found = status == PLUME_OK && text != NULL;
    if (!*found)
        return status;
    take_line(rows, text, length);
    plume_text_clear(&rows->whole);
    if (!rows->named)
        plume_text_add_n(&rows->whole, text, length);
    status = plume_text_status(&rows->line, error);
    return status == PLUME_OK ? plume_text_status(&rows->whole, error) : status;
}

/* The next row, cut; count 0 at the end. */
static plume_status next_row(slurm_rows *rows, plume_error *error)
{
    bool found = true;
    plume_status status = PLUME_OK;

    rows->row.count = 0;
    if (!rows->pending)
        status = next_line(rows, &found, error);
    rows->pending = false;
    return status == PLUME_OK && found ? cut(rows, error) : status;
}

/* --- header --- */

static bool may_hold_delimiter(const char *name, char delimiter)
{
    static const char *const free_text[] = { "JobName",    "Comment",       "WorkDir",
                                             "SubmitLine", "AdminComment",  "Extra",
                                             "Container",  "SystemComment", "StdOut",
                                             "StdErr",     "StdIn" };
    static const char *const lists[] = { "AllocTRES", "ReqTRES", "NodeList", "Flags" };

    for (size_t i = 0; i < sizeof free_text / sizeof free_text[0]; i++)
        if (plume_name_equal(free_text[i], name))
            return true;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0] && delimiter == ','; i++)
        if (plume_name_equal(lists[i], name))
            return true;
    return false;
}

/* sacct -p ends each line with a delimiter, which makes an empty last name. */
static void bind(slurm_rows *rows)
{
    size_t free_texts = 0;

    rows->width = rows->row.count;
    rows->trailing = rows->width > 1 && rows->row.field[rows->width - 1].length == 0;
    rows->width -= rows->trailing;
    rows->free_text = ABSENT;
    for (size_t i = 0; i < SLURM_COLUMN_COUNT; i++)
        rows->at[i] = ABSENT;
    for (size_t i = rows->row.count; i-- > 0;) {
        const char *name = rows->row.field[i].text;

        for (size_t column = 0; column < SLURM_COLUMN_COUNT; column++)
            if (plume_name_equal(slurm_column_name((slurm_column)column), name))
                rows->at[column] = i;
        if (may_hold_delimiter(name, rows->delimiter)) {
            rows->free_text = i;
            free_texts++;
        }
    }
    if (free_texts > 1)
        rows->free_text = ABSENT;
    rows->named =
        rows->at[SLURM_JOB_ID] != ABSENT || rows->at[SLURM_JOB_ID_RAW] != ABSENT;
}

static plume_status refuse_width(const slurm_rows *rows, plume_error *error)
{
    plume_fail_at(error, PLUME_ERR_SYNTAX, plume_log_path(rows->log), rows->row.line, 0,
                  "this is sacct's table of fixed width, which cuts names, states and "
                  "numbers off");
    plume_hint(error, "export with: %s", slurm_command);
    return PLUME_ERR_SYNTAX;
}

static plume_status refuse_header(const slurm_rows *rows, plume_error *error)
{
    plume_fail_at(error, PLUME_ERR_SYNTAX, plume_log_path(rows->log), rows->row.line, 0,
                  "there is no header with names of sacct's fields");
    plume_hint(error, "leave out --noheader, and export with: %s", slurm_command);
    return PLUME_ERR_SYNTAX;
}

/* The delimiter of a line without a header: the one that occurs. */
static char delimiter_in(const char *line)
{
    return strchr(line, '|') != NULL ? '|' : strchr(line, '\t') != NULL ? '\t' : ',';
}

/* "JobID,State": what the user says that the columns are. */
static plume_status bind_named(slurm_rows *rows, const char *columns, plume_error *error)
{
    plume_text first = rows->line;
    plume_status status;

    rows->delimiter = ',';
    plume_text_init(&rows->line);
    take_line(rows, columns, strlen(columns));
    status = plume_text_status(&rows->line, error);
    if (status == PLUME_OK)
        status = cut(rows, error);
    rows->delimiter = delimiter_in(first.data);
    if (status == PLUME_OK)
        bind(rows);
    plume_text_dispose(&rows->line);
    rows->line = first;
    rows->pending = true;
    return status;
}

/* Without --parsable sacct cuts values to the width of their columns, so that names
 * and numbers of jobs are no longer whole: that form is refused with the command that
 * prints the other. */
static plume_status read_header(slurm_rows *rows, plume_error *error)
{
    const char *columns = plume_log_options(rows->log)->columns;
    slurm_header header = SLURM_HEADER_NONE;
    plume_text head;
    bool found = true;
    plume_status status = next_line(rows, &found, error);

    if (status == PLUME_OK && found &&
        slurm_header_of(rows->line.data, &rows->delimiter) == SLURM_HEADER_ROWS) {
        status = cut(rows, error);
        if (status == PLUME_OK)
            bind(rows);
        return status;
    }
    if (status == PLUME_OK && found && columns[0] != '\0')
        return bind_named(rows, columns, error);
    plume_text_init(&head);
    for (size_t i = 0; i < LINES_OF_HEAD && status == PLUME_OK && found; i++) {
        plume_text_add(&head, rows->line.data);
        plume_text_add_char(&head, '\n');
        header = slurm_header_of(head.data, &rows->delimiter);
        if (header == SLURM_HEADER_FIXED_WIDTH) {
            rows->row.line--; /* the header, not the dashes below it */
            break;
        }
        status = next_line(rows, &found, error);
    }
    if (status == PLUME_OK)
        status = plume_text_status(&head, error);
    plume_text_dispose(&head);
    if (status != PLUME_OK)
        return status;
    return header == SLURM_HEADER_FIXED_WIDTH ? refuse_width(rows, error)
                                              : refuse_header(rows, error);
}

plume_status slurm_rows_open(slurm_rows **out, plume_log *log, plume_error *error)
{
    slurm_rows *rows = calloc(1, sizeof *rows);
    plume_status status;

    *out = NULL;
    if (rows == NULL)
        return plume_fail_memory(error);
    rows->log = log;
    plume_text_init(&rows->line);
    plume_text_init(&rows->whole);
    status = read_header(rows, error);
    if (status != PLUME_OK) {
        slurm_rows_close(rows);
        return status;
    }
    *out = rows;
    return PLUME_OK;
}

void slurm_rows_close(slurm_rows *rows)
{
    if (rows == NULL)
        return;
    plume_text_dispose(&rows->line);
    plume_text_dispose(&rows->whole);
    free(rows->cell);
    free(rows->mark);
    free(rows);
}

/* --- rows --- */

/* Cells that a delimiter inside the one free text made too many are joined again. */
static void join_free_text(slurm_rows *rows)
{
    size_t surplus = rows->row.count - rows->width, at = rows->free_text;
    plume_field *joined = &rows->cell[at];
    const plume_field *last = &rows->cell[at + surplus];

    joined->length = (size_t)(last->text + last->length - joined->text);
    for (size_t i = 0; i < joined->length; i++)
        if (joined->text[i] == '\0')
            rows->line.data[joined->text + i - rows->line.data] = rows->delimiter;
    for (size_t i = at + 1; i < rows->width; i++)
        rows->cell[i] = rows->cell[i + surplus];
    rows->row.count = rows->width;
}

/* The delimiter with which sacct -p ends a line makes an empty last cell. */
static bool fits(slurm_rows *rows)
{
    size_t *count = &rows->row.count;

    if ((rows->trailing || *count == rows->width + 1) && *count > rows->width &&
        rows->row.field[*count - 1].length == 0)
        --*count;
    if (*count > rows->width && rows->free_text != ABSENT)
        join_free_text(rows);
    return rows->row.count == rows->width;
}

static void reject_torn(slurm_rows *rows)
{
    plume_log_reject(
        rows->log, rows->row.line, 0, "torn-row", "the row has %zu cells, expected %zu%s",
        rows->row.count, rows->width,
        rows->row.count > rows->width ? "; a name may hold the delimiter: export with "
                                        "--delimiter=$'\\t'"
                                      : "");
}

plume_status slurm_rows_next(slurm_rows *rows, uint64_t *line, plume_error *error)
{
    *line = 0;
    for (;;) {
        plume_status status = next_row(rows, error);

        if (status != PLUME_OK || rows->row.count == 0)
            return status;
        if (slurm_is_header_row(&rows->row)) {
            bind(rows);
            plume_log_note(rows->log, PLUME_INFO, rows->row.line, "repeated-header",
                           "a header occurs again: files were joined");
        } else if (fits(rows)) {
            break;
        } else {
            reject_torn(rows);
        }
    }
    *line = rows->row.line;
    if (plume_source_line_is_unended(plume_log_source(rows->log)))
        plume_log_note_unended(rows->log, rows->row.line);
    return PLUME_OK;
}

bool slurm_rows_have(const slurm_rows *rows, slurm_column column)
{
    return rows->at[column] != ABSENT;
}

plume_field slurm_cell(const slurm_rows *rows, slurm_column column)
{
    static const plume_field nothing = { "", 0 };
    size_t at = rows->at[column];

    return at < rows->row.count ? rows->row.field[at] : nothing;
}

size_t slurm_column_at(const slurm_rows *rows, slurm_column column)
{
    return rows->at[column] == ABSENT ? 0 : rows->at[column] + 1;
}

void slurm_rows_text(const slurm_rows *rows, plume_text *out)
{
    plume_text_add_n(out, rows->whole.data, rows->whole.length);
}

/* cli/output.c -- results to standard output, diagnostics to standard error. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <libsmartcols/libsmartcols.h>

enum { QUOTED_LINE_MAX = 400 };

/* What cannot be written whole is abandoned, so that no half of a result stays. */
int cli_write(const char *path, const plume_text *text)
{
    plume_output *output;
    plume_error error = { 0 };

    if (plume_memory_check(plume_text_status(text, &error), 0, &error) != PLUME_OK)
        return cli_fail(&error);
    if (plume_output_open(&output, path == NULL ? "-" : path, &error) != PLUME_OK)
        return cli_fail(&error);
    if (plume_output_write(output, text->data, text->length, &error) != PLUME_OK) {
        plume_output_abandon(output);
        return cli_fail(&error);
    }
    return plume_output_finish(output, &error) == PLUME_OK ? CLI_DONE : cli_fail(&error);
}

void cli_tell(const plume_text *text)
{
    (void)fwrite(text->data, 1, text->length, stderr);
}

int cli_print(const plume_text *text)
{
    return cli_write(NULL, text);
}

/* A pipe cannot be read a second time, and reading a device may block. */
static bool is_plain_file(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* The place in its line, with a caret below; nothing when the line is long or not plain
 * text. */
static void show_place(const plume_error *error)
{
    FILE *file;
    char line[QUOTED_LINE_MAX];
    size_t length, column = error->column == 0 ? 1 : (size_t)error->column, token = 0;

    if (error->line == 0 || !is_plain_file(error->path))
        return;
    file = fopen(error->path, "rb");
    if (file == NULL)
        return;
    for (uint64_t i = 0; i < error->line; i++)
        do {
            if (fgets(line, sizeof line, file) == NULL) {
                fclose(file);
                return;
            }
        } while (strchr(line, '\n') == NULL && !feof(file) && i + 1 < error->line);
    fclose(file);
    length = strcspn(line, "\r\n");
    if (strstr(line, "://") != NULL) /* an address may hold a password */
        return;
    if (length + 1 >= sizeof line || length > 100 || column > length + 1)
        return;
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)line[i] < 0x20 || (unsigned char)line[i] > 0x7e)
            return;
    if (error->column > 0)
        token = strcspn(line + column - 1, " ,;|\r\n");
    fprintf(stderr, "%6llu | %.*s\n", (unsigned long long)error->line, (int)length, line);
    if (error->column == 0)
        return;
    fprintf(stderr, "       | %*s^", (int)column - 1, "");
    for (size_t i = 1; i < token; i++)
        fputc('~', stderr);
    fputc('\n', stderr);
}

/* path:line:column: as compilers write it, which editors can follow. */
int cli_fail(const plume_error *error)
{
    if (error->path[0] != '\0')
        fprintf(stderr, "%s:", error->path);
    if (error->line > 0)
        fprintf(stderr, "%llu:", (unsigned long long)error->line);
    if (error->line > 0 && error->column > 0)
        fprintf(stderr, "%llu:", (unsigned long long)error->column);
    fprintf(stderr, "%serror: %s\n",
            error->path[0] != '\0' ? " " : "plume: ", error->message);
    show_place(error);
    if (error->hint[0] != '\0')
        fprintf(stderr, "hint: %s\n", error->hint);
    return CLI_FAILED;
}

/* more: of the same kind. */
static void warn(const plume_note *note, uint64_t more)
{
    if (note->path[0] != '\0')
        fprintf(stderr, "%s:", note->path);
    if (note->line > 0)
        fprintf(stderr, "%llu:", (unsigned long long)note->line);
    fprintf(stderr, "%s%s: %s",
            note->path[0] != '\0' ? " " : "plume: ", plume_severity_name(note->severity),
            note->message);
    if (more > 0)
        fprintf(stderr, " (and %llu more of this kind)", (unsigned long long)more);
    fputc('\n', stderr);
}

/* Notes of one kind, told by the first of them. */
typedef struct note_group {
    const plume_note *first;
    size_t count;
} note_group;

static bool is_of_group(const note_group *group, const plume_note *note)
{
    return group->first->severity == note->severity &&
           strcmp(group->first->code, note->code) == 0;
}

/* The notes that went into groups; those for which there is none are left. */
static size_t group_notes(note_group *groups, size_t most, const plume_notes *notes,
                          bool quiet)
{
    size_t count = 0, left = 0;

    for (size_t i = 0; i < plume_notes_count(notes); i++) {
        const plume_note *note = plume_notes_at(notes, i);
        size_t at = 0;

        if (note->severity < (quiet ? PLUME_LOSS : PLUME_WARNING))
            continue;
        while (at < count && !is_of_group(&groups[at], note))
            at++;
        if (at == most) {
            left++;
            continue;
        }
        if (at == count)
            groups[count++] = (note_group){ note, 0 };
        groups[at].count++;
    }
    return left;
}

/* Of notes of one kind only so many are kept; the others are counted. */
static uint64_t unkept_of(const note_group *group, const plume_notes *notes)
{
    uint64_t all = plume_notes_tally(notes, group->first->code), kept = 0;

    for (size_t i = 0; i < plume_notes_count(notes); i++)
        kept += strcmp(plume_notes_at(notes, i)->code, group->first->code) == 0;
    return all > kept ? all - kept : 0;
}

/* most: kinds of notes that are shown; what is left is counted. Under --quiet only losses
 * and rejected records are told, since a result lacks something then. */
void cli_warn(const plume_notes *notes, size_t most, bool quiet)
{
    note_group groups[CLI_WARNINGS_MOST] = { { NULL, 0 } };
    uint64_t left;

    if (most > CLI_WARNINGS_MOST)
        most = CLI_WARNINGS_MOST;
    if (notes == NULL)
        return;
    left = group_notes(groups, most, notes, quiet);
    left += plume_notes_tally(notes, "");
    for (size_t i = 0; i < most && groups[i].count > 0; i++) {
        uint64_t unkept = unkept_of(&groups[i], notes);

        warn(groups[i].first, groups[i].count - 1 + unkept);
        left -= unkept < left ? unkept : left;
    }
    if (left > 0 && !quiet)
        fprintf(stderr, "plume: %llu more notes; `plume runs --why PATH...` lists them\n",
                (unsigned long long)left);
}

struct cli_table {
    struct libscols_table *table;
    size_t count;
    bool failed;
};

/* A head that begins with '>' is of figures, to the right. A failure sticks until the
 * table is printed. The terminal changes nothing: a pipe gets the same bytes. */
cli_table *cli_table_new(const char *const *heads, size_t count)
{
    cli_table *table = calloc(1, sizeof *table);

    if (table == NULL)
        return NULL;
    table->count = count;
    table->table = scols_new_table();
    table->failed = table->table == NULL;
    for (size_t i = 0; i < count && !table->failed; i++) {
        bool right = heads[i][0] == '>';

        table->failed = scols_table_new_column(table->table, heads[i] + right, 0,
                                               right ? SCOLS_FL_RIGHT : 0) == NULL;
    }
    if (!table->failed)
        scols_table_set_termforce(table->table, SCOLS_TERMFORCE_NEVER);
    return table;
}

/* A failure waits for cli_table_print, so that rows need no check of their own. */
void cli_table_row(cli_table *table, const char *const *cells)
{
    struct libscols_line *line;

    if (table == NULL || table->failed)
        return;
    line = scols_table_new_line(table->table, NULL);
    table->failed = line == NULL;
    for (size_t i = 0; i < table->count && !table->failed; i++)
        table->failed =
            scols_line_set_data(line, i, cells[i] == NULL ? "" : cells[i]) != 0;
}

/* Frees the table, whatever the outcome. */
bool cli_table_print(cli_table *table, plume_text *out)
{
    char *printed = NULL;
    bool good;

    if (table == NULL)
        return false;
    good = !table->failed && (scols_table_get_nlines(table->table) == 0 ||
                              scols_print_table_to_string(table->table, &printed) == 0);
    if (good && printed != NULL) {
        plume_text_add(out, printed);
        if (out->length > 0 && out->data[out->length - 1] != '\n')
            plume_text_add_char(out, '\n');
    }
    free(printed);
    scols_unref_table(table->table);
    free(table);
    return good;
}

/* The words stand in the order of cli_format. */
bool cli_format_find(cli_format *out, const char *word)
{
    static const char *const words[] = { "table", "json", "csv" };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(word, words[i]) == 0) {
            *out = (cli_format)i;
            return true;
        }
    return false;
}

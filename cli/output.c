/* cli/output.c -- results to standard output, diagnostics to standard error. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { QUOTED_LINE_MAX = 400, LABEL = 11 };

/* "Factors    PUE 1.58 ...": what is said of a word that stands in front. */
static bool is_labelled(const char *line)
{
    size_t word = strcspn(line, " \n");

    return word > 0 && word + 1 < LABEL && word + strspn(line + word, " ") == LABEL;
}

static void fit_line(plume_text *out, const char *line, size_t length, size_t width)
{
    plume_text one;

    plume_text_init(&one);
    plume_text_add_n(&one, line, length);
    if (is_labelled(line))
        cli_wrap(out, one.data, width, LABEL);
    else
        plume_text_add_n(out, line, length);
    plume_text_dispose(&one);
}

static void fit(plume_text *out, const plume_text *text, size_t width)
{
    size_t length;

    for (size_t at = 0; at < text->length; at += length) {
        const char *line = text->data + at;

        length = strcspn(line, "\n");
        length += line[length] == '\n';
        fit_line(out, line, length, width);
    }
}

/* What cannot be written whole is abandoned, so that no half of a result stays. */
static int write_whole(const char *path, const plume_text *text)
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

int cli_write(const char *path, const plume_text *text)
{
    size_t width = path == NULL || strcmp(path, "-") == 0 ? cli_width(stdout, 0) : 0;
    plume_text fitted;
    int status;

    if (width == 0 || text->length == 0)
        return write_whole(path, text);
    plume_text_init(&fitted);
    fit(&fitted, text, width);
    status = write_whole(path, &fitted);
    plume_text_dispose(&fitted);
    return status;
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

static void add_number(cli_line *out, uint64_t number, const char *behind)
{
    char text[32];

    snprintf(text, sizeof text, "%llu%s", (unsigned long long)number, behind);
    cli_line_add(out, text);
}

/* path:line:column: as compilers write it, which editors can follow. */
static void add_place(cli_line *out, const char *path, uint64_t line, uint64_t column)
{
    if (path[0] != '\0') {
        cli_line_add(out, path);
        cli_line_add(out, ":");
    }
    if (line > 0)
        add_number(out, line, ":");
    if (line > 0 && column > 0)
        add_number(out, column, ":");
    cli_line_add(out, path[0] != '\0' ? " " : "plume: ");
}

int cli_fail(const plume_error *error)
{
    cli_line out;

    cli_line_begin(&out);
    add_place(&out, error->path, error->line, error->column);
    cli_line_mark(&out, "error:", CLI_TONE_ERROR);
    cli_line_add(&out, " ");
    cli_line_add(&out, error->message);
    cli_line_end(&out);
    show_place(error);
    if (error->hint[0] != '\0') {
        cli_line_begin(&out);
        cli_line_mark(&out, "hint:", CLI_TONE_HINT);
        cli_line_add(&out, " ");
        cli_line_add(&out, error->hint);
        cli_line_end(&out);
    }
    return CLI_FAILED;
}

static cli_tone tone_of(plume_severity severity)
{
    return severity == PLUME_INFO ? CLI_TONE_REMARK : CLI_TONE_WARNING;
}

/* more: of the same kind. */
static void warn(const plume_note *note, uint64_t more)
{
    cli_line out;

    cli_line_begin(&out);
    add_place(&out, note->path, note->line, 0);
    cli_line_mark(&out, plume_severity_name(note->severity), tone_of(note->severity));
    cli_line_add(&out, ": ");
    cli_line_add(&out, note->message);
    if (more > 0) {
        cli_line_add(&out, " (and ");
        add_number(&out, more, " more of this kind)");
    }
    cli_line_end(&out);
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

/* Finds what partials tell of which file, and makes one of what they tell twice. */
#include "intake/partials/index.h"

#include <stdlib.h>
#include <string.h>

#include "intake/partials/spooled.h"
#include "logs/partial/put.h"
#include "logs/partial/record.h"

#define ENTRIES_MOST ((size_t)16 << 20)
#define COUNT_MOST   (UINT64_MAX / 8)

bool plume_partial_begins(const char *bytes, size_t length)
{
    static const char begin[] = "{\"plume_partial\":";

    return length >= sizeof begin - 1 && memcmp(bytes, begin, sizeof begin - 1) == 0;
}

plume_status plume_partial_index_init(plume_partial_index *index, plume_error *error)
{
    memset(index, 0, sizeof *index);
    index->pool = plume_pool_new();
    return index->pool != NULL ? PLUME_OK : plume_fail_memory(error);
}

void plume_partial_index_dispose(plume_partial_index *index)
{
    for (size_t i = 0; i < index->file_count; i++)
        if (index->file[i]->spool != NULL)
            fclose(index->file[i]->spool);
    free((void *)index->file);
    free(index->entry);
    plume_share_lines_dispose(&index->shares);
    plume_pool_free(index->pool);
    memset(index, 0, sizeof *index);
}

/* --- one partial --- */

static plume_status grow(plume_partial_index *index, plume_error *error)
{
    size_t capacity = index->capacity * 2 + 16;
    plume_partial_entry *grown = index->entry;

    if (index->count < index->capacity)
        return PLUME_OK;
    if (capacity <= ENTRIES_MOST)
        grown = realloc(grown, capacity * sizeof *grown);
    if (grown == NULL || capacity > ENTRIES_MOST)
        return plume_fail_memory(error);
    index->entry = grown;
    index->capacity = capacity;
    return PLUME_OK;
}

static plume_status place(const plume_partial_lines *lines, plume_status status,
                          plume_error *error)
{
    plume_error why;

    if (status != PLUME_ERR_SYNTAX || error == NULL)
        return status;
    why = *error;
    return plume_partial_lines_refuse(lines, why.message, error);
}

static bool begins(const char *text, size_t length, const char *begin)
{
    return length >= strlen(begin) && memcmp(text, begin, strlen(begin)) == 0;
}

/* {"end":lines of records,"log_lines":of the log} */
static plume_status read_end(plume_partial_entry *entry, const char *text, size_t length,
                             uint64_t lines, plume_error *error)
{
    plume_record record;
    plume_status status;
    bool more = true;

    plume_record_init(&record);
    status = plume_record_open(&record, text, length, "", error);
    while (status == PLUME_OK &&
           (status = plume_record_next(&record, &more, error)) == PLUME_OK && more) {
        uint64_t count = plume_record_count(&record, COUNT_MOST);

        if (plume_record_is(&record, "end"))
            entry->block.lines = count;
        else if (plume_record_is(&record, "log_lines"))
            entry->block.log_lines = count;
    }
    if (status == PLUME_OK && (record.fault != NULL || entry->block.lines != lines))
        status = plume_fail(error, PLUME_ERR_SYNTAX,
                            "a file has not as many records as its end says");
    plume_record_dispose(&record);
    return status;
}

/* From behind the line of a file to its end. */
static plume_status pass_block(plume_partial_lines *lines, plume_partial_entry *entry,
                               plume_error *error)
{
    uint64_t count = 0;
    const char *text;
    size_t length;

    entry->block.file = lines->of;
    entry->block.offset = entry->begin = lines->offset;
    entry->block.line = lines->line;
    for (;; count++) {
        uint64_t at = lines->offset;
        plume_status status = plume_partial_lines_next(lines, &text, &length, error);

        if (status != PLUME_OK)
            return status;
        if (text == NULL)
            return plume_partial_lines_cut(lines, error);
        if (!begins(text, length, "{\"end\":"))
            continue;
        entry->end = at;
        return place(lines, read_end(entry, text, length, count, error), error);
    }
}

/* The last line says how many files there are. */
static plume_status read_last(const plume_partial_lines *lines, const char *text,
                              size_t length, size_t files, plume_error *error)
{
    plume_text expected;
    bool right;

    plume_text_init(&expected);
    plume_text_printf(&expected, "{\"inputs\":%zu}", files);
    right = plume_text_status(&expected, NULL) == PLUME_OK && length == expected.length &&
            memcmp(text, expected.data, length) == 0;
    plume_text_dispose(&expected);
    return right ? PLUME_OK
                 : plume_partial_lines_refuse(
                       lines, "this is neither a file nor the right end of the partial",
                       error);
}

/* Of a format that comes later nothing is known, not even whether it is one. */
static plume_status check_format(const plume_partial_lines *lines, const char *text,
                                 size_t length, plume_error *error)
{
    static const char begin[] = "{\"plume_partial\":";
    size_t digits;

    if (text != NULL && length + 1 == strlen(PLUME_PARTIAL_HEAD) &&
        memcmp(text, PLUME_PARTIAL_HEAD, length) == 0)
        return PLUME_OK;
    if (text == NULL || !begins(text, length, begin))
        return plume_partial_lines_refuse(lines, "this is no partial", error);
    text += sizeof begin - 1;
    for (digits = 0; sizeof begin - 1 + digits < length; digits++)
        if (text[digits] < '0' || text[digits] > '9')
            break;
    plume_fail_at(error, PLUME_ERR_SYNTAX, lines->of->path, lines->line, sizeof begin,
                  "this partial is of format %.*s, and format 1 is the only one that is "
                  "known",
                  (int)(digits < 20 ? digits : 20), text);
    plume_hint(error, "a newer version of plume wrote it: read it with that");
    return PLUME_ERR_SYNTAX;
}

/* The lines behind the first that tell of shares; *text is the one behind them. */
static plume_status read_shares(plume_partial_index *index, plume_partial_lines *lines,
                                const char **text, size_t *length, plume_error *error)
{
    plume_status status = plume_partial_lines_next(lines, text, length, error);

    while (status == PLUME_OK && *text != NULL && begins(*text, *length, "{\"share\":")) {
        status = place(
            lines,
            plume_share_lines_read(&index->shares, index->pool, *text, *length, error),
            error);
        if (status == PLUME_OK)
            status = plume_partial_lines_next(lines, text, length, error);
    }
    return status;
}

static plume_status read_files(plume_partial_index *index, plume_partial_lines *lines,
                               plume_error *error)
{
    size_t before = index->count;
    const char *text;
    size_t length;
    plume_status status = plume_partial_lines_next(lines, &text, &length, error);

    if (status == PLUME_OK)
        status = check_format(lines, text, length, error);
    for (bool first = true;; first = false) {
        if (status == PLUME_OK)
            status = first ? read_shares(index, lines, &text, &length, error)
                           : plume_partial_lines_next(lines, &text, &length, error);
        if (status == PLUME_OK && text == NULL)
            return plume_partial_lines_cut(lines, error);
        if (status != PLUME_OK)
            return status;
        if (!begins(text, length, "{\"input\":"))
            return read_last(lines, text, length, index->count - before, error);
        status = grow(index, error);
        if (status == PLUME_OK)
            status = place(lines,
                           plume_partial_entry_read(&index->entry[index->count],
                                                    index->pool, text, length, error),
                           error);
        if (status == PLUME_OK)
            status = pass_block(lines, &index->entry[index->count], error);
        index->count += status == PLUME_OK;
    }
}

/* Nothing stands behind the last line. */
static plume_status read_partial(plume_partial_index *index, plume_partial_lines *lines,
                                 plume_error *error)
{
    plume_status status = read_files(index, lines, error);
    const char *text = NULL;
    size_t length;

    if (status == PLUME_OK)
        status = plume_partial_lines_next(lines, &text, &length, error);
    if (status == PLUME_OK && text != NULL)
        status = plume_partial_lines_refuse(
            lines, "something follows the end of the partial", error);
    return status;
}

plume_status plume_partial_index_add(plume_partial_index *index, const char *path,
                                     FILE *spool, plume_error *error)
{
    plume_partial_file *file = plume_pool_take(index->pool, sizeof *file);
    size_t capacity = index->file_capacity * 2 + 8;
    plume_partial_file **grown = index->file;
    size_t before = index->count;
    plume_partial_lines lines;
    plume_status status;

    if (index->file_count == index->file_capacity) {
        grown = realloc((void *)grown, capacity * sizeof *grown);
        if (grown != NULL) {
            index->file = grown;
            index->file_capacity = capacity;
        }
    }
    if (file == NULL || grown == NULL) {
        if (spool != NULL)
            fclose(spool);
        return plume_fail_memory(error);
    }
    *file = (plume_partial_file){ plume_pool_copy(index->pool, path), spool };
    index->file[index->file_count++] = file;
    if (file->path == NULL)
        return plume_fail_memory(error);
    status = plume_partial_lines_open(&lines, file, 0, 0, error);
    if (status == PLUME_OK)
        status = read_partial(index, &lines, error);
    plume_partial_lines_close(&lines);
    if (status != PLUME_OK)
        index->count = before;
    return status;
}

static plume_status begin(plume_partial_index **out, plume_error *error)
{
    plume_partial_index *index = *out != NULL ? *out : calloc(1, sizeof *index);
    plume_status status = PLUME_OK;

    if (index == NULL)
        return plume_fail_memory(error);
    if (*out == NULL)
        status = plume_partial_index_init(index, error);
    if (status != PLUME_OK)
        free(index);
    else
        *out = index;
    return status;
}

void plume_partial_index_free(plume_partial_index *index)
{
    if (index != NULL)
        plume_partial_index_dispose(index);
    free(index);
}

plume_status plume_partial_index_take(plume_partial_index **index, const char *path,
                                      uint32_t given_by, plume_source_stream *fresh,
                                      plume_error *error)
{
    FILE *spool = NULL;
    plume_status status = begin(index, error);
    size_t first = *index != NULL ? (*index)->count : 0;

    if (status == PLUME_OK && fresh != NULL)
        status = plume_spool_source(&spool, fresh, error);
    if (status == PLUME_OK)
        status = plume_partial_index_add(*index, path, spool, error);
    for (size_t i = first; status == PLUME_OK && i < (*index)->count; i++)
        (*index)->entry[i].given_by = given_by;
    return status;
}

/* --- all of them --- */

/* Those that are one stand together. */
static int by_name(const void *left, const void *right)
{
    const plume_partial_entry *a = left, *b = right;
    int order = strcmp(a->input.path, b->input.path);

    if (order == 0)
        order = strcmp(a->owner, b->owner);
    return order != 0 ? order : plume_partial_entry_order(a, b);
}

static int by_order(const void *left, const void *right)
{
    return plume_partial_entry_order(left, right);
}

/* Whether their records are the same, byte by byte. */
static plume_status compare_blocks(const plume_partial_entry *a,
                                   const plume_partial_entry *b, bool *same,
                                   plume_error *error)
{
    plume_partial_lines left = { 0 }, right = { 0 };
    plume_status status;

    *same = a->end - a->begin == b->end - b->begin;
    if (!*same)
        return PLUME_OK;
    status = plume_partial_lines_open(&left, a->block.file, a->begin, 0, error);
    if (status == PLUME_OK)
        status = plume_partial_lines_open(&right, b->block.file, b->begin, 0, error);
    for (uint64_t i = 0; status == PLUME_OK && *same && i < a->block.lines; i++) {
        const char *one, *other;
        size_t length, other_length;

        status = plume_partial_lines_next(&left, &one, &length, error);
        if (status == PLUME_OK)
            status = plume_partial_lines_next(&right, &other, &other_length, error);
        if (status == PLUME_OK)
            *same = one != NULL && other != NULL && length == other_length &&
                    memcmp(one, other, length) == 0;
    }
    plume_partial_lines_close(&left);
    plume_partial_lines_close(&right);
    return status;
}

static plume_status differ(const plume_partial_entry *a, const plume_partial_entry *b,
                           plume_error *error)
{
    plume_fail_at(error, PLUME_ERR_VALUE, a->input.path, 0, 0,
                  "two partials tell different things of a log of this name");
    plume_hint(
        error,
        "they are in %s and %s: two logs of one name are told apart by the folders "
        "that were named, and all parts of one are read with the same options",
        a->block.file->path, b->block.file->path);
    return PLUME_ERR_VALUE;
}

/* Of two that are equal in kind the one whose line comes first. */
static plume_status comes_first(const plume_partial_entry *a,
                                const plume_partial_entry *b, bool *first,
                                plume_error *error)
{
    plume_text left, right;
    plume_status status;

    plume_text_init(&left);
    plume_text_init(&right);
    plume_partial_entry_put(&left, a);
    plume_partial_entry_put(&right, b);
    *first = strcmp(left.data, right.data) <= 0;
    status = plume_text_status(&left, error);
    if (status == PLUME_OK)
        status = plume_text_status(&right, error);
    plume_text_dispose(&left);
    plume_text_dispose(&right);
    return status;
}

static bool are_read(const plume_partial_entry *a, const plume_partial_entry *b)
{
    return a->input.verdict == PLUME_INPUT_READ && b->input.verdict == PLUME_INPUT_READ;
}

/* What was read is told, whatever others made of a file of that name. */
static plume_status join(plume_partial_entry *into, const plume_partial_entry *more,
                         plume_error *error)
{
    bool same = true, before = into->input.verdict == PLUME_INPUT_READ;
    plume_status status = PLUME_OK;

    if (are_read(into, more)) {
        same = strcmp(into->input.reader, more->input.reader) == 0 &&
               (into->input.sha256[0] == '\0' || more->input.sha256[0] == '\0' ||
                strcmp(into->input.sha256, more->input.sha256) == 0);
        if (same)
            status = compare_blocks(into, more, &same, error);
    }
    if (status == PLUME_OK && !same)
        return differ(into, more, error);
    if (status == PLUME_OK &&
        (are_read(into, more) || (!before && more->input.verdict != PLUME_INPUT_READ)))
        status = comes_first(into, more, &before, error);
    if (!before)
        *into = *more;
    return status;
}

/* The same file, or the same part of it, or it as a companion of the same log. */
static bool are_one(const plume_partial_entry *a, const plume_partial_entry *b)
{
    bool both_parts = a->of > 0 && b->of > 0;

    return strcmp(a->input.path, b->input.path) == 0 && strcmp(a->owner, b->owner) == 0 &&
           (!both_parts || (a->from == b->from && a->to == b->to));
}

plume_status plume_partial_index_settle(plume_partial_index *index, plume_error *error)
{
    plume_status status = PLUME_OK;
    size_t kept = 0;

    plume_share_lines_settle(&index->shares);
    if (index->count == 0)
        return PLUME_OK;
    qsort(index->entry, index->count, sizeof *index->entry, by_name);
    for (size_t i = 0; status == PLUME_OK && i < index->count; i++) {
        if (kept > 0 && are_one(&index->entry[kept - 1], &index->entry[i]))
            status = join(&index->entry[kept - 1], &index->entry[i], error);
        else
            index->entry[kept++] = index->entry[i];
    }
    index->count = kept;
    qsort(index->entry, index->count, sizeof *index->entry, by_order);
    return status;
}

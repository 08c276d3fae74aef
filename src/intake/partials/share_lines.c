/* Reads and writes which shares a partial holds, and finds those that are missing. */
#include "intake/partials/share_lines.h"

#include <stdlib.h>
#include <string.h>

#include "logs/partial/put.h"
#include "logs/partial/record.h"

#define SHARES_MOST ((uint64_t)1 << 30)
enum { SHARES_TOLD = 8 };

void plume_share_lines_dispose(plume_share_lines *shares)
{
    free(shares->line);
    memset(shares, 0, sizeof *shares);
}

void plume_share_line_put(plume_text *out, const plume_share_line *line)
{
    plume_text_printf(out, "{\"share\":%llu", (unsigned long long)line->share);
    plume_put_count(out, "of", line->of);
    plume_text_printf(out, ",\"paths\":\"%016llx\"", (unsigned long long)line->paths);
    plume_put_text(out, "named", line->named);
    plume_text_add(out, "}\n");
}

/* --- reading --- */

static plume_status add(plume_share_lines *shares, const plume_share_line *line,
                        plume_error *error)
{
    size_t capacity = shares->capacity * 2 + 16;
    plume_share_line *grown = shares->line;

    if (shares->count == shares->capacity) {
        grown = realloc(grown, capacity * sizeof *grown);
        if (grown == NULL)
            return plume_fail_memory(error);
        shares->line = grown;
        shares->capacity = capacity;
    }
    shares->line[shares->count++] = *line;
    return PLUME_OK;
}

/* Of 16 digits; else the record has a fault. */
static uint64_t read_hash(plume_record *record)
{
    uint64_t hash = 0;

    plume_text_clear(&record->text);
    plume_record_text(record, &record->text);
    if (record->text.length != 16 || strspn(record->text.data, "0123456789abcdef") != 16)
        record->fault = "a hash is none";
    else
        hash = strtoull(record->text.data, NULL, 16);
    return hash;
}

static plume_status take_key(plume_share_line *out, plume_record *record,
                             plume_pool *pool, plume_error *error)
{
    if (plume_record_is(record, "share")) {
        out->share = plume_record_count(record, SHARES_MOST);
    } else if (plume_record_is(record, "of")) {
        out->of = plume_record_count(record, SHARES_MOST);
    } else if (plume_record_is(record, "paths")) {
        out->paths = read_hash(record);
    } else if (plume_record_is(record, "named")) {
        plume_text_clear(&record->text);
        plume_record_text(record, &record->text);
        out->named = plume_pool_copy(pool, record->text.data);
        return out->named != NULL ? PLUME_OK : plume_fail_memory(error);
    } else {
        return plume_record_unknown_key(record, error);
    }
    return PLUME_OK;
}

plume_status plume_share_lines_read(plume_share_lines *shares, plume_pool *pool,
                                    const char *line, size_t length, plume_error *error)
{
    plume_share_line found = { .named = "", .times = 1 };
    plume_record record;
    plume_status status;
    bool more = true;

    plume_record_init(&record);
    status = plume_record_open(&record, line, length, "", error);
    while (status == PLUME_OK &&
           (status = plume_record_next(&record, &more, error)) == PLUME_OK && more)
        status = take_key(&found, &record, pool, error);
    if (status == PLUME_OK)
        status = plume_record_fault(&record, error);
    if (status == PLUME_OK && (found.share < 1 || found.share > found.of))
        status = plume_fail(error, PLUME_ERR_SYNTAX, "a share is none of its shares");
    plume_record_dispose(&record);
    return status == PLUME_OK ? add(shares, &found, error) : status;
}

/* --- all of them --- */

static int by_split(const plume_share_line *a, const plume_share_line *b)
{
    int order = (a->paths > b->paths) - (a->paths < b->paths);

    return order != 0 ? order : (a->of > b->of) - (a->of < b->of);
}

static int by_share(const void *left, const void *right)
{
    const plume_share_line *a = left, *b = right;
    int order = by_split(a, b);

    return order != 0 ? order : (a->share > b->share) - (a->share < b->share);
}

void plume_share_lines_settle(plume_share_lines *shares)
{
    size_t kept = 0;

    if (shares->count == 0)
        return;
    qsort(shares->line, shares->count, sizeof *shares->line, by_share);
    for (size_t i = 0; i < shares->count; i++) {
        if (kept > 0 && by_share(&shares->line[kept - 1], &shares->line[i]) == 0)
            shares->line[kept - 1].times += shares->line[i].times;
        else
            shares->line[kept++] = shares->line[i];
    }
    shares->count = kept;
}

/* Of those that are sorted: the ones between them. */
static void list_missing(plume_text *out, const plume_share_line *line, size_t count)
{
    uint64_t next = 1, told = 0;

    for (size_t i = 0; i <= count; i++) {
        uint64_t stop = i < count ? line[i].share : line[0].of + 1;

        for (; next < stop && told < SHARES_TOLD; next++, told++)
            plume_text_printf(out, "%s%llu", told > 0 ? ", " : "",
                              (unsigned long long)next);
        told += stop - next;
        next = stop + 1;
    }
    if (told > SHARES_TOLD)
        plume_text_printf(out, " and %llu more",
                          (unsigned long long)(told - SHARES_TOLD));
}

static void tell_split(const plume_share_line *line, size_t count, plume_notes *notes)
{
    plume_text missing;

    plume_text_init(&missing);
    if (count < line->of)
        list_missing(&missing, line, count);
    if (missing.length > 0)
        plume_notes_add(notes, PLUME_LOSS, "missing-share", line->named, 0,
                        "of its %llu shares some are in none of the partials: %s",
                        (unsigned long long)line->of, missing.data);
    plume_text_dispose(&missing);
    for (size_t i = 0; i < count; i++)
        if (line[i].times > 1)
            plume_notes_add(notes, PLUME_WARNING, "repeated-share", line->named, 0,
                            "share %llu of %llu was given %llu times; it counts once",
                            (unsigned long long)line[i].share,
                            (unsigned long long)line->of,
                            (unsigned long long)line[i].times);
}

void plume_share_lines_tell(const plume_share_lines *shares, plume_notes *notes)
{
    for (size_t i = 0, count; notes != NULL && i < shares->count; i += count) {
        for (count = 1; i + count < shares->count; count++)
            if (by_split(&shares->line[i], &shares->line[i + count]) != 0)
                break;
        tell_split(&shares->line[i], count, notes);
    }
}

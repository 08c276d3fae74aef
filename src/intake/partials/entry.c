/* The line of a partial that says what a file is. */
#include "intake/partials/entry.h"

#include <stdio.h>
#include <string.h>

#include "intake/partials/path_order.h"
#include "logs/partial/put.h"
#include "logs/partial/record.h"

#define BYTES_MOST ((uint64_t)1 << 53)

static void put_known(plume_text *out, const char *key, const char *text)
{
    if (text[0] != '\0')
        plume_put_text(out, key, text);
}

static void put_some(plume_text *out, const char *key, uint64_t count)
{
    if (count > 0)
        plume_put_count(out, key, count);
}

void plume_partial_entry_put(plume_text *out, const plume_partial_entry *entry)
{
    const plume_input *input = &entry->input;

    plume_text_printf(out, "{\"input\":%d", (int)input->verdict);
    plume_put_text(out, "path", input->path);
    plume_put_text(out, "named", entry->named);
    put_known(out, "owner", entry->owner);
    put_known(out, "host", entry->host);
    put_some(out, "turn", entry->turn);
    put_some(out, "late", entry->late);
    put_some(out, "walked", entry->walked);
    put_known(out, "reader", input->reader);
    put_some(out, "confidence", (uint64_t)entry->confidence);
    put_known(out, "reason", input->reason);
    put_some(out, "pointer", entry->pointer);
    put_some(out, "damaged", entry->damaged);
    put_known(out, "sha256", input->sha256);
    put_some(out, "bytes", input->bytes);
    if (entry->of > 0) {
        plume_put_count(out, "from", entry->from);
        plume_put_count(out, "to", entry->to);
        plume_put_count(out, "of", entry->of);
    }
    plume_text_add(out, "}\n");
}

void plume_partial_entry_put_end(plume_text *out, uint64_t lines, uint64_t log_lines)
{
    plume_text_printf(out, "{\"end\":%llu", (unsigned long long)lines);
    put_some(out, "log_lines", log_lines);
    plume_text_add(out, "}\n");
}

/* --- reading --- */

typedef struct reading {
    plume_record record;
    plume_pool *pool;
    plume_partial_entry *entry;
    bool failed; /* out of memory */
} reading;

static const char *pooled(reading *r)
{
    const char *copy;

    plume_text_clear(&r->record.text);
    plume_record_text(&r->record, &r->record.text);
    copy = plume_text_status(&r->record.text, NULL) == PLUME_OK
               ? plume_pool_copy(r->pool, r->record.text.data)
               : NULL;
    r->failed = r->failed || copy == NULL;
    return copy != NULL ? copy : "";
}

static bool take_text(reading *r)
{
    plume_partial_entry *entry = r->entry;
    plume_record *record = &r->record;

    if (plume_record_is(record, "path"))
        entry->input.path = pooled(r);
    else if (plume_record_is(record, "named"))
        entry->named = pooled(r);
    else if (plume_record_is(record, "owner"))
        entry->owner = pooled(r);
    else if (plume_record_is(record, "host"))
        entry->host = pooled(r);
    else if (plume_record_is(record, "reader"))
        entry->input.reader = pooled(r);
    else if (plume_record_is(record, "reason"))
        entry->input.reason = pooled(r);
    else
        return false;
    return true;
}

static void take_digest(reading *r)
{
    const char *text = pooled(r);

    if (strlen(text) != 64 || strspn(text, "0123456789abcdef") != 64)
        r->record.fault = "a digest is none";
    else
        memcpy(r->entry->input.sha256, text, 65);
}

static bool take_count(reading *r)
{
    plume_partial_entry *entry = r->entry;
    plume_record *record = &r->record;

    if (plume_record_is(record, "turn"))
        entry->turn = plume_record_count(record, BYTES_MOST);
    else if (plume_record_is(record, "late"))
        entry->late = plume_record_count(record, 1) == 1;
    else if (plume_record_is(record, "walked"))
        entry->walked = plume_record_count(record, 1) == 1;
    else if (plume_record_is(record, "confidence"))
        entry->confidence = (int)plume_record_count(record, 100);
    else if (plume_record_is(record, "pointer"))
        entry->pointer = plume_record_count(record, 1) == 1;
    else if (plume_record_is(record, "damaged"))
        entry->damaged = plume_record_count(record, 1) == 1;
    else if (plume_record_is(record, "bytes"))
        entry->input.bytes = plume_record_count(record, BYTES_MOST);
    else if (plume_record_is(record, "from"))
        entry->from = plume_record_count(record, BYTES_MOST);
    else if (plume_record_is(record, "to"))
        entry->to = plume_record_count(record, BYTES_MOST);
    else if (plume_record_is(record, "of"))
        entry->of = plume_record_count(record, BYTES_MOST);
    else
        return false;
    return true;
}

static plume_status take_keys(reading *r, plume_error *error)
{
    plume_status status;
    bool more = true;

    while ((status = plume_record_next(&r->record, &more, error)) == PLUME_OK && more) {
        if (plume_record_is(&r->record, "sha256"))
            take_digest(r);
        else if (!take_text(r) && !take_count(r))
            return plume_fail(error, PLUME_ERR_SYNTAX,
                              "nobody knows what '%.64s' is: this partial was written by "
                              "another version",
                              r->record.key.data);
    }
    return status;
}

static const char *what_is_wrong(const reading *r)
{
    const plume_partial_entry *entry = r->entry;

    if (r->record.fault != NULL)
        return r->record.fault;
    if (entry->input.path[0] == '\0' || entry->named[0] == '\0')
        return "a file has no name";
    if (entry->from > entry->to || entry->to > entry->of)
        return "a part lies beyond its file";
    if ((entry->input.verdict == PLUME_INPUT_COMPANION) != (entry->owner[0] != '\0') ||
        (entry->late && entry->owner[0] == '\0'))
        return "a companion has no owner, or a file that is none has one";
    if (entry->input.verdict == PLUME_INPUT_READ && entry->input.reader[0] == '\0')
        return "a log has no reader";
    return NULL;
}

plume_status plume_partial_entry_read(plume_partial_entry *out, plume_pool *pool,
                                      const char *line, size_t length, plume_error *error)
{
    reading r = { .pool = pool, .entry = out };
    plume_status status;
    bool more;

    memset(out, 0, sizeof *out);
    out->input.path = out->input.reader = out->input.reason = "";
    out->named = out->owner = out->host = "";
    plume_record_init(&r.record);
    status = plume_record_open(&r.record, line, length, "", error);
    if (status == PLUME_OK)
        status = plume_record_next(&r.record, &more, error);
    if (status == PLUME_OK && (!more || !plume_record_is(&r.record, "input")))
        status = plume_fail(error, PLUME_ERR_SYNTAX, "a file is expected here");
    if (status == PLUME_OK)
        out->input.verdict =
            (plume_input_verdict)plume_record_count(&r.record, PLUME_INPUT_REFUSED);
    if (status == PLUME_OK)
        status = take_keys(&r, error);
    if (status == PLUME_OK && r.failed)
        status = plume_fail_memory(error);
    if (status == PLUME_OK && what_is_wrong(&r) != NULL)
        status = plume_fail(error, PLUME_ERR_SYNTAX, "%s", what_is_wrong(&r));
    plume_record_dispose(&r.record);
    return status;
}

/* --- order --- */

static int by_number(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

int plume_partial_entry_order(const plume_partial_entry *a, const plume_partial_entry *b)
{
    int order = (int)a->late - (int)b->late;

    if (order == 0)
        order = (int)a->walked - (int)b->walked;
    if (order == 0 && a->late)
        order = plume_path_order(a->owner, b->owner);
    if (order == 0 && a->late)
        order = by_number(a->turn, b->turn);
    if (order == 0)
        order = plume_path_order(a->input.path, b->input.path);
    if (order == 0)
        order = by_number(a->from, b->from);
    if (order == 0)
        order = by_number(a->to, b->to);
    if (order == 0) /* what a file is for itself before whose companion it is */
        order = plume_path_order(a->owner, b->owner);
    return order;
}

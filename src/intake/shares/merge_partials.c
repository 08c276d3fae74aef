/* One partial of several: their lines as they are, in the order of the logs. */
#include <plume/partial.h>

#include <string.h>
#include <unistd.h>

#include "intake/partials/index.h"
#include "intake/partials/spooled.h"
#include "intake/streams/streams.h"

/* One that is packed, or comes through a pipe, is kept as plain bytes. */
static plume_status add(plume_partial_index *index, const char *path, plume_error *error)
{
    plume_source_stream *source = NULL;
    FILE *spool = NULL;
    plume_status status;

    if (plume_stream_is(path, false)) {
        status = plume_stream_spool(&spool, path, error);
        return status == PLUME_OK ? plume_partial_index_add(index, path, spool, error)
                                  : status;
    }
    status = plume_source_open(&source, path, error);
    if (status == PLUME_OK && plume_source_is_packed(source))
        status = plume_spool_source(&spool, source, error);
    plume_source_close(source);
    return status == PLUME_OK ? plume_partial_index_add(index, path, spool, error)
                              : status;
}

static plume_status copy_block(plume_output *output, const plume_partial_entry *entry,
                               plume_error *error)
{
    uint64_t left = entry->end - entry->begin;
    plume_partial_lines lines;
    plume_status status =
        plume_partial_lines_open(&lines, entry->block.file, entry->begin, 0, error);

    while (status == PLUME_OK && left > 0) {
        const char *bytes;
        size_t length;

        status = plume_partial_lines_bytes(&lines, &bytes, &length, error);
        if (status == PLUME_OK && length == 0)
            status =
                plume_partial_lines_refuse(&lines, "changed while it was read", error);
        length = length > left ? (size_t)left : length;
        if (status == PLUME_OK)
            status = plume_output_write(output, bytes, length, error);
        left -= length;
    }
    plume_partial_lines_close(&lines);
    return status;
}

static plume_status put(plume_output *output, plume_text *text, plume_error *error)
{
    plume_status status = plume_text_status(text, error);

    if (status == PLUME_OK)
        status = plume_output_write(output, text->data, text->length, error);
    plume_text_clear(text);
    return status;
}

static plume_status write_entry(plume_output *output, const plume_partial_entry *entry,
                                plume_text *text, plume_error *error)
{
    bool has = entry->input.verdict == PLUME_INPUT_READ;
    plume_status status;

    plume_partial_entry_put(text, entry);
    status = put(output, text, error);
    if (status == PLUME_OK && has)
        status = copy_block(output, entry, error);
    plume_partial_entry_put_end(text, has ? entry->block.lines : 0,
                                has ? entry->block.log_lines : 0);
    return status == PLUME_OK ? put(output, text, error) : status;
}

plume_status plume_partial_merge(const char *const *paths, size_t count,
                                 plume_output *output, plume_notes *notes,
                                 plume_error *error)
{
    plume_partial_index index;
    plume_status status = plume_partial_index_init(&index, error);
    plume_text text;

    plume_text_init(&text);
    for (size_t i = 0; status == PLUME_OK && i < count; i++)
        status = add(&index, paths[i], error);
    if (status == PLUME_OK)
        status = plume_partial_index_settle(&index, error);
    plume_share_lines_tell(&index.shares, notes);
    plume_text_add(&text, PLUME_PARTIAL_HEAD);
    for (size_t i = 0; i < index.shares.count; i++)
        plume_share_line_put(&text, &index.shares.line[i]);
    if (status == PLUME_OK)
        status = put(output, &text, error);
    for (size_t i = 0; status == PLUME_OK && i < index.count; i++)
        status = write_entry(output, &index.entry[i], &text, error);
    plume_text_printf(&text, "{\"inputs\":%zu}\n", index.count);
    if (status == PLUME_OK)
        status = put(output, &text, error);
    plume_text_dispose(&text);
    plume_partial_index_dispose(&index);
    return status;
}

/* Looking for a log behind the head of a text: what a tracker prints may stand anywhere
 * in the output of a training. */
#include "intake/internal.h"

#include <stdlib.h>
#include <string.h>

#include "core/input/source_text.h"
#include "readers/registry.h"

/* Of a file that was named, and of one that was met in a folder. */
#define NAMED_BYTES  ((uint64_t)256 << 20)
#define WALKED_BYTES ((uint64_t)4 << 20)

enum { SURE = 90, OVERLAP = 1024 };

typedef struct looking {
    plume_head head;
    char *bytes; /* those of head */
    const plume_reader *forced;
    const plume_reader *found;
} looking;

static bool is_text(const plume_head *head)
{
    return memchr(head->bytes, '\0', head->length) == NULL;
}

static void ask(looking *at)
{
    for (size_t i = 0; i < plume_readers_count() && at->found == NULL; i++) {
        const plume_reader *reader = plume_readers_at(i);

        if (reader->anywhere && (at->forced == NULL || at->forced == reader) &&
            reader->confidence(&at->head) >= SURE)
            at->found = reader;
    }
}

/* The end of the piece before it begins the next one, so that no line is missed. */
static plume_status next_piece(looking *at, plume_source_stream *source, size_t *added,
                               plume_error *error)
{
    size_t kept = at->head.length < OVERLAP ? at->head.length : OVERLAP;
    plume_status status;

    memmove(at->bytes, at->bytes + at->head.length - kept, kept);
    status = plume_source_read_text(source, at->bytes + kept, PLUME_HEAD_BYTES - kept,
                                    added, error);
    at->head.length = kept + *added;
    at->bytes[at->head.length] = '\0';
    return status;
}

static plume_status look(looking *at, plume_source_stream *source, uint64_t most,
                         plume_error *error)
{
    plume_status status = PLUME_OK;
    uint64_t seen = 0;
    size_t added = 1;

    while (status == PLUME_OK && added > 0 && at->found == NULL && seen < most &&
           is_text(&at->head)) {
        status = next_piece(at, source, &added, error);
        seen += added;
        if (status == PLUME_OK && added > 0)
            ask(at);
    }
    return status;
}

plume_status plume_intake_look_further(plume_intake *intake, plume_found_file *met,
                                       plume_source_stream *source, char *bytes,
                                       size_t length, plume_error *error)
{
    char *name = plume_head_name(met->path);
    looking at = { .head = { bytes, length, name, met->path, NULL },
                   .bytes = bytes,
                   .forced = intake->named[met->named].forced };
    plume_status status;
    plume_text reason;

    if (name == NULL)
        return plume_fail_memory(error);
    status = look(&at, source, met->walked ? WALKED_BYTES : NAMED_BYTES, error);
    free(name);
    if (status == PLUME_ERR_MEMORY || at.found == NULL)
        return status == PLUME_ERR_MEMORY || !met->walked ? status : PLUME_OK;
    plume_text_init(&reason);
    plume_text_printf(&reason, "has lines of %s behind other text", at.found->title);
    status = plume_text_status(&reason, error);
    met->shown.reason = plume_pool_copy(intake->pool, reason.data);
    plume_text_dispose(&reason);
    if (status != PLUME_OK || met->shown.reason == NULL) {
        met->shown.reason = "";
        return plume_fail_memory(error);
    }
    met->reader = at.found;
    met->confidence = SURE;
    return PLUME_OK;
}

/* A whole file of text at once, up to a limit. */
#include "core/input/slurp.h"

#include "core/input/source_internal.h"
#include "core/input/source_text.h"

static plume_status slurp(plume_text *all, plume_source_stream *source, size_t limit,
                          plume_error *error)
{
    char chunk[16384];
    size_t length = 1;

    while (length > 0) {
        plume_status status =
            plume_source_read_text(source, chunk, sizeof chunk, &length, error);

        if (status != PLUME_OK)
            return status;
        plume_text_add_n(all, chunk, length);
        if (all->length > limit)
            return plume_fail_at(error, PLUME_ERR_VALUE, source->path, 0, 0,
                                 "is larger than %zu bytes, the most that is read of it",
                                 limit);
    }
    return plume_text_status(all, error);
}

plume_status plume_source_slurp(char **out, size_t *length, const char *path,
                                size_t limit, plume_error *error)
{
    plume_source_stream *source;
    plume_text all;
    plume_status status;

    *out = NULL;
    status = plume_source_open(&source, path, error);
    if (status != PLUME_OK)
        return status;
    plume_text_init(&all);
    status = slurp(&all, source, limit, error);
    plume_source_close(source);
    *length = all.length;
    if (status == PLUME_OK) {
        *out = plume_text_take(&all); /* which needs a byte more for its end */
        if (*out == NULL)
            status = plume_fail_memory(error);
    }
    plume_text_dispose(&all);
    return status;
}

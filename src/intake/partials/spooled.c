/* Keeps bytes that can be read once. */
#include "intake/partials/spooled.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static plume_status not_kept(const char *path, plume_error *error)
{
    return plume_fail_at(error, PLUME_ERR_IO, path, 0, 0,
                         strcmp(path, "-") == 0
                             ? "standard input cannot be kept in a temporary file: %s"
                             : "cannot be kept in a temporary file: %s",
                         strerror(errno));
}

/* What was written so far must be there: who reads it reads the file itself. */
static plume_status finish(FILE **out, FILE *spool, plume_status status, const char *path,
                           plume_error *error)
{
    if (status == PLUME_OK && (fflush(spool) != 0 || ferror(spool)))
        status = not_kept(path, error);
    if (status == PLUME_OK)
        *out = spool;
    else
        fclose(spool);
    return status;
}

plume_status plume_spool_descriptor(FILE **out, int descriptor, const char *path,
                                    plume_error *error)
{
    FILE *spool = tmpfile();
    plume_status status = PLUME_OK;
    char chunk[16384];
    ssize_t got = 1;

    *out = NULL;
    if (spool == NULL)
        return not_kept(path, error);
    while (status == PLUME_OK && got != 0) {
        do
            got = read(descriptor, chunk, sizeof chunk);
        while (got < 0 && errno == EINTR);
        if (got < 0)
            status = plume_fail_at(error, PLUME_ERR_IO, path, 0, 0, "cannot be read: %s",
                                   strerror(errno));
        else if (fwrite(chunk, 1, (size_t)got, spool) != (size_t)got)
            status = not_kept(path, error);
    }
    return finish(out, spool, status, path, error);
}

plume_status plume_spool_source(FILE **out, plume_source_stream *source,
                                plume_error *error)
{
    const char *path = plume_source_path(source);
    FILE *spool = tmpfile();
    plume_status status = PLUME_OK;
    char chunk[16384];
    size_t got = 1;

    *out = NULL;
    if (spool == NULL)
        return not_kept(path, error);
    while (status == PLUME_OK && got != 0) {
        status = plume_source_read(source, chunk, sizeof chunk, &got, error);
        if (status == PLUME_OK && fwrite(chunk, 1, got, spool) != got)
            status = not_kept(path, error);
    }
    return finish(out, spool, status, path, error);
}

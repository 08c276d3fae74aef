/* Reads a plain file in place by pread, and a compressed one from where it was unpacked
 * to. */
#include "core/input/extent.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/input/source_internal.h"

/* --- opening --- */

static plume_status cannot_spool(const plume_source_stream *source, plume_error *error)
{
    return plume_fail_at(error, PLUME_ERR_IO, plume_source_path(source), 0, 0,
                         "cannot be unpacked into a temporary file: %s", strerror(errno));
}

/* tmpfile has no name, so that nothing is left behind whatever happens. */
static plume_status spool(plume_extent *out, plume_source_stream *source,
                          plume_error *error)
{
    char chunk[16384];
    size_t length = 1;

    out->spool = tmpfile();
    if (out->spool == NULL)
        return cannot_spool(source, error);
    while (length > 0) {
        plume_status status =
            plume_source_read(source, chunk, sizeof chunk, &length, error);

        if (status != PLUME_OK)
            return status;
        if (fwrite(chunk, 1, length, out->spool) != length)
            return cannot_spool(source, error);
        out->length += length;
    }
    if (fflush(out->spool) != 0)
        return cannot_spool(source, error);
    out->descriptor = fileno(out->spool);
    return PLUME_OK;
}

/* Three kinds: compressed (unpacked first), in memory, and a file that is read where
 * it lies. */
plume_status plume_extent_open(plume_extent *out, plume_source_stream *source,
                               plume_error *error)
{
    struct stat status;

    memset(out, 0, sizeof *out);
    out->descriptor = -1;
    if (source->codec != NULL) {
        plume_status spooled = spool(out, source, error);

        if (spooled != PLUME_OK)
            plume_extent_dispose(out);
        return spooled;
    }
    if (source->descriptor < 0) {
        out->memory = source->memory_begin;
        out->length = source->memory_length;
        return PLUME_OK;
    }
    if (fstat(source->descriptor, &status) != 0)
        return plume_fail_at(error, PLUME_ERR_IO, plume_source_path(source), 0, 0,
                             "cannot be read: %s", strerror(errno));
    out->descriptor = source->descriptor;
    out->length = (uint64_t)status.st_size;
    if (out->length > source->stored_most)
        out->length = source->stored_most;
    return PLUME_OK;
}

void plume_extent_dispose(plume_extent *extent)
{
    if (extent->spool != NULL)
        fclose(extent->spool);
    memset(extent, 0, sizeof *extent);
    extent->descriptor = -1;
}

/* --- reading --- */

/* pread may give less than was asked for and may be interrupted: only 0 is the end of
 * the file. */
static bool read_file(const plume_extent *extent, char *buffer, size_t capacity,
                      uint64_t at, size_t *length)
{
    while (*length < capacity) {
        ssize_t got = pread(extent->descriptor, buffer + *length, capacity - *length,
                            (off_t)(at + *length));

        if (got == 0)
            return true;
        if (got < 0 && errno != EINTR)
            return false;
        *length += got > 0 ? (size_t)got : 0;
    }
    return true;
}

bool plume_extent_read(const plume_extent *extent, void *buffer, size_t capacity,
                       uint64_t at, size_t *length)
{
    *length = 0;
    if (at >= extent->length)
        return true;
    if (capacity > extent->length - at)
        capacity = (size_t)(extent->length - at);
    if (extent->memory == NULL)
        return read_file(extent, buffer, capacity, at, length);
    memcpy(buffer, extent->memory + at, capacity);
    *length = capacity;
    return true;
}

/* The number, size, time and last bytes of an open file. */
#include "core/input/stamp.h"

#include <sys/stat.h>
#include <unistd.h>

#include "core/hash.h"
#include "core/input/source_internal.h"

/* A file that was written anew and is longer than before has others at this place, but
 * for one of a single repeated line. */
enum { TAIL_BYTES = 256 };

static void read_tail(plume_source_stamp *stamp, int descriptor)
{
    char tail[TAIL_BYTES];
    uint64_t length = stamp->bytes < TAIL_BYTES ? stamp->bytes : TAIL_BYTES;
    ssize_t got = pread(descriptor, tail, (size_t)length, (off_t)(stamp->bytes - length));

    if (got <= 0)
        return;
    stamp->tail = plume_hash64(tail, (size_t)got, stamp->bytes);
    stamp->last = tail[got - 1];
}

static bool look(plume_source_stamp *stamp, const plume_source_stream *source)
{
    struct stat now;

    if (source->descriptor < 0 || fstat(source->descriptor, &now) != 0)
        return false;
    stamp->device = (uint64_t)now.st_dev;
    stamp->inode = (uint64_t)now.st_ino;
    stamp->bytes = (uint64_t)now.st_size;
    stamp->changed_s = (int64_t)now.st_mtim.tv_sec;
    stamp->changed_ns = (int64_t)now.st_mtim.tv_nsec;
    return true;
}

plume_source_stamp plume_source_stamp_of(const plume_source_stream *source)
{
    plume_source_stamp stamp = { 0 };

    if (look(&stamp, source))
        read_tail(&stamp, source->descriptor);
    return stamp;
}

plume_source_change plume_source_change_since(const plume_source_stream *source,
                                              const plume_source_stamp *then)
{
    plume_source_stamp now = { 0 };
    bool is_file = look(&now, source);

    if (now.device != then->device || now.inode != then->inode || now.bytes < then->bytes)
        return PLUME_SOURCE_WRITTEN;
    if (now.bytes == then->bytes)
        return now.changed_s == then->changed_s && now.changed_ns == then->changed_ns
                   ? PLUME_SOURCE_SAME
                   : PLUME_SOURCE_WRITTEN;
    now.bytes = then->bytes;
    if (is_file)
        read_tail(&now, source->descriptor);
    return now.tail == then->tail ? PLUME_SOURCE_GREW : PLUME_SOURCE_WRITTEN;
}

/* What was read to recognise the file may reach beyond. */
void plume_source_read_to(plume_source_stream *source, uint64_t bytes)
{
    if (source->descriptor < 0)
        return;
    source->stored_most = bytes;
    if (source->stored_bytes > bytes) {
        source->raw_left -= (size_t)(source->stored_bytes - bytes);
        source->stored_bytes = bytes;
    }
    source->raw_ended = source->raw_ended || source->stored_bytes == bytes;
}

/* The header was read to recognise the file, and waits. */
plume_status plume_source_read_part(plume_source_stream *source, size_t header,
                                    uint64_t from, uint64_t to, plume_error *error)
{
    if (source->descriptor < 0 || source->codec != NULL || header > source->raw_left ||
        lseek(source->descriptor, (off_t)from, SEEK_SET) != (off_t)from)
        return plume_fail_at(error, PLUME_ERR_IO, source->path, 0, 0,
                             "cannot be read in parts");
    source->raw_left = header;
    source->stored_bytes = from;
    source->stored_most = to;
    source->raw_ended = from == to;
    return PLUME_OK;
}

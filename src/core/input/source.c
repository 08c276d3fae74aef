/* Opens, recognises, decompresses, bounds and digests bytes, in one pass from front to
 * back. */
#include "core/input/source.h"

#include "core/input/source_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <plume/threads.h>

#define RATIO_FREE_BYTES ((uint64_t)64 << 20)
/* So much is read before a thread is worth its start. */
#define ALONE_BYTES ((uint64_t)1 << 20)

/* --- opening --- */

static void text_init(plume_source_text *text)
{
    memset(text, 0, sizeof *text);
    text->half = -1;
}

static void text_dispose(plume_source_text *text)
{
    free(text->chunk);
    free(text->line);
}

/* What a path that is no regular file is, or NULL when it is one. */
static const char *foreign_kind(const struct stat *status)
{
    if (S_ISREG(status->st_mode))
        return NULL;
    if (S_ISDIR(status->st_mode))
        return "a folder";
    if (S_ISFIFO(status->st_mode))
        return "a pipe";
    if (S_ISSOCK(status->st_mode))
        return "a socket";
    return "a device";
}

/* Opening a pipe waits for a writer, and reading a device may never end; a log that is
 * named is a file. */
static plume_status refuse_foreign(const char *path, const struct stat *status,
                                   plume_error *error)
{
    const char *kind = foreign_kind(status);

    if (kind == NULL)
        return PLUME_OK;
    plume_fail_at(error, PLUME_ERR_IO, path, 0, 0, "this is %s, expected a file", kind);
    if (S_ISFIFO(status->st_mode))
        plume_hint(error, "use '-' to read from standard input");
    return PLUME_ERR_IO;
}

/* Opening a pipe or a device already acts. */
static plume_status look_at(const char *path, plume_error *error)
{
    struct stat status;

    if (stat(path, &status) != 0)
        return plume_fail_at(error, PLUME_ERR_IO, path, 0, 0, "cannot be read: %s",
                             strerror(errno));
    return refuse_foreign(path, &status, error);
}

/* What is opened is looked at once more, for it may have been exchanged. */
static plume_status open_regular(int *out, const char *path, plume_error *error)
{
    struct stat status;
    int descriptor;

    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0)
        return plume_fail_at(error, PLUME_ERR_IO, path, 0, 0, "cannot be opened: %s",
                             strerror(errno));
    if (fstat(descriptor, &status) != 0) {
        plume_fail_at(error, PLUME_ERR_IO, path, 0, 0, "cannot be read: %s",
                      strerror(errno));
        close(descriptor);
        return PLUME_ERR_IO;
    }
    if (refuse_foreign(path, &status, error) != PLUME_OK) {
        close(descriptor);
        return PLUME_ERR_IO;
    }
    *out = descriptor;
    return PLUME_OK;
}

static plume_source_stream *source_new(const char *path)
{
    plume_source_stream *source = calloc(1, sizeof *source);

    if (source == NULL)
        return NULL;
    source->descriptor = -1;
    source->stored_most = UINT64_MAX;
    text_init(&source->text);
    source->path = strdup(path);
    source->raw = malloc(PLUME_SOURCE_BUFFER);
    if (source->path == NULL || source->raw == NULL) {
        plume_source_close(source);
        return NULL;
    }
    return source;
}

void plume_source_close(plume_source_stream *source)
{
    if (source == NULL)
        return;
    plume_ahead_free(source->ahead);
    if (source->filter.free != NULL)
        source->filter.free(source->filter.state);
    if (source->codec_state != NULL)
        source->codec->close(source->codec_state);
    if (source->close_descriptor)
        close(source->descriptor);
    text_dispose(&source->text);
    plume_sha256_free(source->sha);
    free(source->raw);
    free(source->path);
    free(source);
}

/* --- bytes as stored --- */

static size_t from_memory(plume_source_stream *source, unsigned char *into,
                          size_t capacity)
{
    size_t length = source->memory_left < capacity ? source->memory_left : capacity;

    if (length > 0)
        memcpy(into, source->memory, length);
    source->memory += length;
    source->memory_left -= length;
    return length;
}

static plume_status from_file(plume_source_stream *source, unsigned char *into,
                              size_t capacity, size_t *length, plume_error *error)
{
    ssize_t got;

    do
        got = read(source->descriptor, into, capacity);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return plume_fail_at(error, PLUME_ERR_IO, source->path, 0, 0,
                             "cannot be read: %s", strerror(errno));
    *length = (size_t)got;
    return PLUME_OK;
}

static plume_status read_stored(plume_source_stream *source, void *into, size_t capacity,
                                size_t *got, plume_error *error)
{
    plume_status status = PLUME_OK;

    if (capacity > source->stored_most - source->stored_bytes)
        capacity = (size_t)(source->stored_most - source->stored_bytes);
    if (source->descriptor < 0)
        *got = from_memory(source, into, capacity);
    else
        status = from_file(source, into, capacity, got, error);
    if (status != PLUME_OK)
        return status;
    source->stored_bytes += *got;
    source->raw_ended = *got == 0;
    if (source->sha != NULL)
        plume_sha256_add(source->sha, into, *got);
    return PLUME_OK;
}

/* Adds to what is in raw, which begins at its start. */
static plume_status fill_raw(plume_source_stream *source, plume_error *error)
{
    size_t got = 0;
    plume_status status =
        read_stored(source, source->raw + source->raw_left,
                    PLUME_SOURCE_BUFFER - source->raw_left, &got, error);

    source->raw_at = source->raw;
    source->raw_left += got;
    return status;
}

/* By the first bytes, never by the name: logs are renamed, and a .gz may be none. A
 * pipe may give these bytes one at a time. */
static plume_status recognise(plume_source_stream *source, plume_error *error)
{
    while (source->raw_left < PLUME_CODEC_HEAD && !source->raw_ended)
        if (fill_raw(source, error) != PLUME_OK)
            return PLUME_ERR_IO;
    source->codec = plume_codec_find(source->raw_at, source->raw_left);
    if (source->codec == NULL)
        return PLUME_OK;
    source->unchecked =
        plume_codec_is_unchecked(source->codec, source->raw_at, source->raw_left);
    source->codec_state = source->codec->open();
    return source->codec_state != NULL ? PLUME_OK : plume_fail_memory(error);
}

static plume_status begin(plume_source_stream **out, plume_source_stream *source,
                          plume_error *error)
{
    plume_status status = recognise(source, error);

    if (status != PLUME_OK) {
        plume_source_close(source);
        return status;
    }
    *out = source;
    return PLUME_OK;
}

static plume_status begin_at(plume_source_stream **out, const char *path, int descriptor,
                             bool ours, plume_error *error)
{
    plume_source_stream *source = source_new(path);

    if (source == NULL) {
        if (ours)
            close(descriptor);
        return plume_fail_memory(error);
    }
    source->descriptor = descriptor;
    source->close_descriptor = ours;
    return begin(out, source, error);
}

/* "-" is standard input, which is not ours to close. */
plume_status plume_source_open(plume_source_stream **out, const char *path,
                               plume_error *error)
{
    plume_status status;

    *out = NULL;
    if (strcmp(path, "-") == 0)
        return begin_at(out, path, STDIN_FILENO, false, error);
    status = look_at(path, error);
    return status == PLUME_OK ? plume_source_open_seen(out, path, error) : status;
}

plume_status plume_source_open_seen(plume_source_stream **out, const char *path,
                                    plume_error *error)
{
    int descriptor;
    plume_status status = open_regular(&descriptor, path, error);

    *out = NULL;
    return status == PLUME_OK ? begin_at(out, path, descriptor, true, error) : status;
}

/* Read from the start again, whatever was read before; the caller keeps the descriptor
 * and closes it. */
plume_status plume_source_open_descriptor(plume_source_stream **out, int descriptor,
                                          const char *name, plume_error *error)
{
    plume_source_stream *source;

    *out = NULL;
    if (lseek(descriptor, 0, SEEK_SET) != 0)
        return plume_fail_at(error, PLUME_ERR_IO, name, 0, 0, "cannot be read again: %s",
                             strerror(errno));
    source = source_new(name);
    if (source == NULL)
        return plume_fail_memory(error);
    source->descriptor = descriptor;
    return begin(out, source, error);
}

plume_status plume_source_open_memory(plume_source_stream **out, const void *bytes,
                                      size_t length, const char *name, plume_error *error)
{
    plume_source_stream *source = source_new(name);

    *out = NULL;
    if (source == NULL)
        return plume_fail_memory(error);
    source->memory = source->memory_begin = bytes;
    source->memory_left = source->memory_length = length;
    return begin(out, source, error);
}

/* --- bytes as meant --- */

static plume_status end(plume_source_stream *source)
{
    source->ended = true;
    if (source->sha != NULL)
        plume_sha256_end(source->sha, source->digest);
    return PLUME_OK;
}

/* Guards against bombs: a small archive which unpacks to terabytes. Short files of one
 * repeated line pack well, so that the ratio is not asked of the first bytes. */
static plume_status check_limits(plume_source_stream *source, plume_error *error)
{
    if (source->bytes_out > PLUME_SOURCE_BYTES_MAX)
        return plume_fail_at(
            error, PLUME_ERR_VALUE, source->path, 0, 0,
            "holds more than %llu bytes, the most that is read of one file",
            (unsigned long long)PLUME_SOURCE_BYTES_MAX);
    if (source->codec == NULL || source->bytes_out <= RATIO_FREE_BYTES)
        return PLUME_OK;
    if (source->bytes_out / PLUME_SOURCE_RATIO_MAX > source->stored_bytes) {
        plume_fail_at(error, PLUME_ERR_VALUE, source->path, 0, 0,
                      "unpacks to more than %u times its size", PLUME_SOURCE_RATIO_MAX);
        plume_hint(error, "if the file is sound, unpack it with %s first",
                   source->codec->name);
        return PLUME_ERR_VALUE;
    }
    return PLUME_OK;
}

static void read_plain(plume_source_stream *source, void *buffer, size_t capacity,
                       size_t *length)
{
    size_t taken = source->raw_left < capacity ? source->raw_left : capacity;

    memcpy(buffer, source->raw_at, taken);
    source->raw_at += taken;
    source->raw_left -= taken;
    *length = taken;
}

/* The checksum stands at the end of a stream: a damaged one vouches for none of its
 * bytes, so the earlier ones are not used either. */
static plume_status damaged(const plume_source_stream *source, const char *reason,
                            plume_error *error)
{
    plume_fail_at(error, PLUME_ERR_SYNTAX, source->path, 0, 0,
                  "damaged after %llu bytes: %s", (unsigned long long)source->bytes_out,
                  reason);
    plume_hint(error,
               "what stands before the damage is not used, because nothing vouches "
               "for it");
    return PLUME_ERR_SYNTAX;
}

/* A step that moves nothing tells: cut off when no more comes, else bytes behind the
 * end. */
static plume_status unpack(plume_source_stream *source, void *buffer, size_t capacity,
                           size_t *length, plume_error *error)
{
    plume_codec_io stretch = { source->raw_at, source->raw_left, buffer, capacity,
                               source->raw_ended };
    const char *reason = "";
    plume_step_result result =
        source->codec->step(source->codec_state, &stretch, &reason);
    bool moved = stretch.in_left < source->raw_left || stretch.out_left < capacity;

    source->raw_at = stretch.in;
    source->raw_left = stretch.in_left;
    *length = capacity - stretch.out_left;
    source->border = result == PLUME_CODEC_BORDER;
    if (result == PLUME_CODEC_MEMORY)
        return plume_fail_memory(error);
    if (result == PLUME_CODEC_DAMAGED)
        return damaged(source, reason, error);
    if (!moved && source->raw_ended && !source->border)
        return damaged(source, "the file is cut off", error);
    if (!moved && source->raw_left > 0)
        return damaged(source, "there are bytes after the end of the data", error);
    return PLUME_OK;
}

static bool is_at_end(const plume_source_stream *source)
{
    return source->raw_ended && source->raw_left == 0 &&
           (source->codec == NULL || source->border);
}

/* Reads until there is something: 0 bytes are the verified end and nothing else. What is
 * stored as it is meant goes where it is wanted, unless that is little. */
static plume_status read_now(void *state, void *buffer, size_t capacity, size_t *length,
                             plume_error *error)
{
    plume_source_stream *source = state;
    bool goes_through = source->codec == NULL && capacity >= PLUME_SOURCE_BUFFER / 2;
    plume_status status = PLUME_OK;

    *length = 0;
    while (*length == 0 && !source->ended) {
        if (source->raw_left == 0 && !source->raw_ended)
            status = goes_through ? read_stored(source, buffer, capacity, length, error)
                                  : fill_raw(source, error);
        if (status != PLUME_OK)
            return status;
        if (*length > 0)
            break;
        if (is_at_end(source))
            return end(source);
        if (source->codec == NULL)
            read_plain(source, buffer, capacity, length);
        else
            status = unpack(source, buffer, capacity, length, error);
        if (status != PLUME_OK)
            return status;
    }
    source->bytes_out += *length;
    return check_limits(source, error);
}

/* Unpacking and digesting take as long as reading what comes of it. */
static bool wants_thread(const plume_source_stream *source)
{
    return source->ahead == NULL && !source->alone && !source->ended &&
           (source->codec != NULL || source->sha != NULL) &&
           source->bytes_out >= ALONE_BYTES && plume_threads_allowed() > 1;
}

plume_status plume_source_read(plume_source_stream *source, void *buffer, size_t capacity,
                               size_t *length, plume_error *error)
{
    if (wants_thread(source)) {
        source->ahead = plume_ahead_start(read_now, source);
        source->alone = source->ahead == NULL;
    }
    if (source->ahead != NULL)
        return plume_ahead_read(source->ahead, buffer, capacity, length, error);
    return read_now(source, buffer, capacity, length, error);
}

/* A reader may stop before the end; the digest and the checksum speak of the whole
 * file, and so the rest is read as well. */
plume_status plume_source_drain(plume_source_stream *source, plume_error *error)
{
    char passed[16384];
    size_t length = 1;

    while (length > 0) {
        plume_status status =
            plume_source_read(source, passed, sizeof passed, &length, error);

        if (status != PLUME_OK)
            return status;
    }
    return PLUME_OK;
}

/* What was read to recognise the file waits in raw. */
plume_status plume_source_keep_digest(plume_source_stream *source, plume_error *error)
{
    plume_status status;

    if (source->sha != NULL)
        return PLUME_OK;
    status = plume_sha256_new(&source->sha, error);
    if (status == PLUME_OK)
        plume_sha256_add(source->sha, source->raw_at, source->raw_left);
    return status;
}

void plume_source_digest(const plume_source_stream *source, char sha256[65],
                         uint64_t *bytes)
{
    plume_ahead_stop(source->ahead);
    memcpy(sha256, source->digest, sizeof source->digest);
    *bytes = source->stored_bytes;
}

plume_status plume_source_rename(plume_source_stream *source, const char *path,
                                 plume_error *error)
{
    char *copy = strdup(path);

    if (copy == NULL)
        return plume_fail_memory(error);
    free(source->path);
    source->path = copy;
    return PLUME_OK;
}

const char *plume_source_path(const plume_source_stream *source)
{
    return source->path;
}

bool plume_source_is_packed(const plume_source_stream *source)
{
    return source->codec != NULL;
}

bool plume_source_is_unchecked(const plume_source_stream *source)
{
    return source->unchecked;
}

/* Keeps what comes through standard input and pipes. */
#include "intake/streams/streams.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "intake/partials/spooled.h"

struct plume_stream {
    dev_t device;
    ino_t inode;
    FILE *spool;
    plume_stream *next;
};

void plume_streams_close(plume_stream *streams)
{
    while (streams != NULL) {
        plume_stream *next = streams->next;

        fclose(streams->spool);
        free(streams);
        streams = next;
    }
}

bool plume_stream_is(const char *path, bool standard_only)
{
    struct stat there;

    if (strcmp(path, "-") == 0)
        return true;
    return !standard_only && stat(path, &there) == 0 &&
           (S_ISFIFO(there.st_mode) || S_ISSOCK(there.st_mode));
}

plume_status plume_stream_stat(const char *path, struct stat *out)
{
    int failed = strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, out) : stat(path, out);

    return failed == 0 ? PLUME_OK : PLUME_ERR_IO;
}

/* Opening a pipe waits for who writes into it. */
plume_status plume_stream_spool(FILE **out, const char *path, plume_error *error)
{
    plume_status status;
    int descriptor;

    *out = NULL;
    if (strcmp(path, "-") == 0)
        return plume_spool_descriptor(out, STDIN_FILENO, path, error);
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0)
        return plume_fail_at(error, PLUME_ERR_IO, path, 0, 0, "cannot be opened: %s",
                             strerror(errno));
    status = plume_spool_descriptor(out, descriptor, path, error);
    close(descriptor);
    return status;
}

static plume_stream *find(plume_stream *stream, const struct stat *there)
{
    while (stream != NULL &&
           (stream->device != there->st_dev || stream->inode != there->st_ino))
        stream = stream->next;
    return stream;
}

plume_status plume_stream_keep(plume_stream **streams, const char *path, int *descriptor,
                               plume_error *error)
{
    struct stat there = { 0 };
    plume_stream *stream;
    plume_status status;

    (void)plume_stream_stat(path, &there); /* of an unknown one there is one at most */
    stream = find(*streams, &there);
    if (stream == NULL) {
        stream = calloc(1, sizeof *stream);
        if (stream == NULL)
            return plume_fail_memory(error);
        stream->device = there.st_dev;
        stream->inode = there.st_ino;
        status = plume_stream_spool(&stream->spool, path, error);
        if (status != PLUME_OK) {
            free(stream);
            return status;
        }
        stream->next = *streams;
        *streams = stream;
    }
    *descriptor = fileno(stream->spool);
    return PLUME_OK;
}

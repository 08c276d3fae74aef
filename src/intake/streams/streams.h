/* intake/streams/streams.h -- inputs that can be read once: standard input and pipes.
 *
 * A log is recognised before it is read, and may be read twice; so the bytes of a stream
 * are kept, in a file without a name, when it is first asked for. */
#ifndef PLUME_INTAKE_STREAMS_STREAMS_H
#define PLUME_INTAKE_STREAMS_STREAMS_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>

#include <plume/status.h>

/* Those that were kept. */
typedef struct plume_stream plume_stream;
void plume_streams_close(plume_stream *streams);

/* Whether what is named is one: "-", a named pipe, /dev/fd/63; standard_only: that alone,
 * where a stranger names it, since opening a pipe already acts. */
bool plume_stream_is(const char *path, bool standard_only);

/* As stat, also of "-": which file or pipe it is. */
plume_status plume_stream_stat(const char *path, struct stat *out);

/* The bytes of a stream, from its first one on, in a file that is open until the streams
 * are closed. One that was kept under another name is the same. */
plume_status plume_stream_keep(plume_stream **streams, const char *path, int *descriptor,
                               plume_error *error);

/* The same of one alone, which the caller closes. */
plume_status plume_stream_spool(FILE **out, const char *path, plume_error *error);

#endif

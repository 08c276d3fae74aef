/* core/input/source.h -- the one way in for bytes: plain, .gz, .zst, .xz, recognised by
 * content.
 *
 * Reading streams. What comes out is bounded in size and in ratio, and verified to the
 * last byte: a checksum that is wrong, a cut file or bytes after its end are errors. The
 * SHA-256, made for who asks for it, and the size are those of the file as stored. FIFOs,
 * sockets and devices are never opened here. */
#ifndef PLUME_CORE_INPUT_SOURCE_H
#define PLUME_CORE_INPUT_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <plume/status.h>
#include <plume/value.h>

typedef struct plume_source_stream plume_source_stream;

/* Bytes that may come out of one file, and of each byte of a compressed one. */
#define PLUME_SOURCE_BYTES_MAX ((uint64_t)1 << 40)
#define PLUME_SOURCE_RATIO_MAX 200u /* applies above 64 MiB */

/* The caller ends with plume_source_close. path "-" is standard input. */
plume_status plume_source_open(plume_source_stream **out, const char *path,
                               plume_error *error);
/* The same of what was just seen to be a regular file. */
plume_status plume_source_open_seen(plume_source_stream **out, const char *path,
                                    plume_error *error);
void plume_source_close(plume_source_stream *source);

/* Who is told of it is told this path. */
plume_status plume_source_rename(plume_source_stream *source, const char *path,
                                 plume_error *error);

/* The same over a regular file that is already open (from its start; the caller keeps
 * descriptor and closes it later), and over bytes in memory (borrowed). name stands for
 * the path. */
plume_status plume_source_open_descriptor(plume_source_stream **out, int descriptor,
                                          const char *name, plume_error *error);
plume_status plume_source_open_memory(plume_source_stream **out, const void *bytes,
                                      size_t length, const char *name,
                                      plume_error *error);

/* Fills up to capacity bytes; *length 0 is the verified end. */
plume_status plume_source_read(plume_source_stream *source, void *buffer, size_t capacity,
                               size_t *length, plume_error *error);

/* Reads what is left, so that the digest covers the whole file and its end is verified.
 */
plume_status plume_source_drain(plume_source_stream *source, plume_error *error);

/* Before anything is read: a digest is made of all that is. */
plume_status plume_source_keep_digest(plume_source_stream *source, plume_error *error);

/* After the end: the digest in lower-case hexadecimal, "" when none was kept, and the
 * stored size. */
void plume_source_digest(const plume_source_stream *source, char sha256[65],
                         uint64_t *bytes);

const char *plume_source_path(const plume_source_stream *source);
/* Whether it is decompressed. */
bool plume_source_is_packed(const plume_source_stream *source);
/* Whether it was packed without a checksum. */
bool plume_source_is_unchecked(const plume_source_stream *source);

#endif

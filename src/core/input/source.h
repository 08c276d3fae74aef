/* core/input/source.h -- the one way in for bytes: plain, .gz, .zst, .xz, recognised by
 * content.
 *
 * Reading streams. What comes out is bounded in size and in ratio, and verified to the
 * last byte: a checksum that is wrong, a cut file or bytes after its end are errors. The
 * SHA-256 and the size are those of the file as stored. FIFOs, sockets and devices are
 * never opened. */
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
void plume_source_close(plume_source_stream *source);

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

/* The same as UTF-8 text: a UTF-8 BOM is skipped and UTF-16 with a BOM is turned into
 * UTF-8, with U+FFFD for half a character. capacity at least 64. Not to be mixed with
 * plume_source_read. */
plume_status plume_source_read_text(plume_source_stream *source, char *buffer,
                                    size_t capacity, size_t *length, plume_error *error);

/* Reads what is left, so that the digest covers the whole file and its end is verified.
 */
plume_status plume_source_drain(plume_source_stream *source, plume_error *error);

/* After the end: the digest in lower-case hexadecimal, and the stored size. */
void plume_source_digest(const plume_source_stream *source, char sha256[65],
                         uint64_t *bytes);

const char *plume_source_path(const plume_source_stream *source);

/* The next line without its end ("\n" or "\r\n"), terminated, borrowed until the next
 * call; *line counts from 1. *text is NULL at the end. A line above 64 MiB is an error. A
 * UTF-8 BOM is skipped and UTF-16 with a BOM is turned into UTF-8. */
plume_status plume_source_line(plume_source_stream *source, const char **text,
                               size_t *length, uint64_t *line, plume_error *error);

/* Whether the line that was read last ends with the file and not with an end of line: it
 * may have been cut off. */
bool plume_source_line_is_unended(const plume_source_stream *source);

/* A whole small file (at most limit bytes) as text, terminated, freed with free(). */
plume_status plume_source_slurp(char **out, size_t *length, const char *path,
                                size_t limit, plume_error *error);

#endif

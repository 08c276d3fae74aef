/* logs/partial/partial_lines.h -- the lines of a partial, from any place in it.
 *
 * A line is one record: docs/partials.md. */
#ifndef PLUME_LOGS_PARTIAL_PARTIAL_LINES_H
#define PLUME_LOGS_PARTIAL_PARTIAL_LINES_H

#include <stdio.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <plume/status.h>

/* What a partial begins with, and the only format that is known. */
#define PLUME_PARTIAL_HEAD "{\"plume_partial\":1}\n"

/* A file that is plain, or the bytes of one that was not. */
typedef struct plume_partial_file {
    const char *path;
    FILE *spool; /* NULL: it is opened by its path */
} plume_partial_file;

typedef struct plume_partial_lines {
    const plume_partial_file *of;
    int descriptor;
    uint64_t from; /* in the file, of what is read next */
    char *buffer;
    size_t capacity, begin, end;
    uint64_t offset; /* in the file, of buffer[begin] */
    uint64_t line;   /* that was read last, from 1 */
    bool ended;
} plume_partial_lines;

/* From offset on, where line more lines stand before. */
plume_status plume_partial_lines_open(plume_partial_lines *out,
                                      const plume_partial_file *file, uint64_t offset,
                                      uint64_t line, plume_error *error);
void plume_partial_lines_close(plume_partial_lines *lines);

/* The next one without its end, not terminated; *text is NULL at the end of the file. One
 * without an end, or above 64 MiB, is an error. */
plume_status plume_partial_lines_next(plume_partial_lines *lines, const char **text,
                                      size_t *length, plume_error *error);

/* Whatever comes next, lines or not; *length 0 is the end of the file. */
plume_status plume_partial_lines_bytes(plume_partial_lines *lines, const char **bytes,
                                       size_t *length, plume_error *error);

/* An error behind the line that was read last: the file ends there, and must not. */
plume_status plume_partial_lines_cut(const plume_partial_lines *lines,
                                     plume_error *error);

/* An error at the line that was read last. */
plume_status plume_partial_lines_refuse(const plume_partial_lines *lines, const char *why,
                                        plume_error *error);

#endif

/* Reads a partial line by line, from any place in it. */
#include "logs/partial/partial_lines.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHUNK_BYTES ((size_t)256 << 10)
#define LINE_MOST   ((size_t)64 << 20)

static plume_status unreadable(const plume_partial_lines *lines, plume_error *error)
{
    return plume_fail_at(error, PLUME_ERR_IO, lines->of->path, 0, 0, "cannot be read: %s",
                         strerror(errno));
}

/* A spool is read by several at once: nobody moves in it. */
plume_status plume_partial_lines_open(plume_partial_lines *out,
                                      const plume_partial_file *file, uint64_t offset,
                                      uint64_t line, plume_error *error)
{
    *out = (plume_partial_lines){ .of = file, .offset = offset, .line = line };
    out->from = offset;
    out->descriptor = file->spool != NULL ? fileno(file->spool)
                                          : open(file->path, O_RDONLY | O_CLOEXEC);
    return out->descriptor >= 0 ? PLUME_OK : unreadable(out, error);
}

void plume_partial_lines_close(plume_partial_lines *lines)
{
    if (lines->of != NULL && lines->of->spool == NULL && lines->descriptor >= 0)
        close(lines->descriptor);
    free(lines->buffer);
    memset(lines, 0, sizeof *lines);
}

plume_status plume_partial_lines_refuse(const plume_partial_lines *lines, const char *why,
                                        plume_error *error)
{
    return plume_fail_at(error, PLUME_ERR_SYNTAX, lines->of->path, lines->line, 0, "%s",
                         why);
}

/* Behind the last byte that there is, be it within a line or between two. */
plume_status plume_partial_lines_cut(const plume_partial_lines *lines, plume_error *error)
{
    plume_fail_at(error, PLUME_ERR_SYNTAX, lines->of->path, lines->line + 1,
                  lines->end - lines->begin + 1, "the partial is cut off here");
    plume_hint(error, "write it again: who wrote it did not come to its end, or not all "
                      "of it was copied");
    return PLUME_ERR_SYNTAX;
}

/* What is not read yet moves to the front. */
static plume_status fill(plume_partial_lines *lines, plume_error *error)
{
    size_t kept = lines->end - lines->begin;
    ssize_t got;

    if (kept > 0 && lines->begin > 0)
        memmove(lines->buffer, lines->buffer + lines->begin, kept);
    lines->begin = 0;
    lines->end = kept;
    if (kept > LINE_MOST)
        return plume_partial_lines_refuse(lines, "the next line is longer than 64 MiB",
                                          error);
    if (lines->capacity - kept < CHUNK_BYTES) {
        size_t capacity = lines->capacity * 2 + CHUNK_BYTES;
        char *grown = realloc(lines->buffer, capacity);

        if (grown == NULL)
            return plume_fail_memory(error);
        lines->buffer = grown;
        lines->capacity = capacity;
    }
    do
        got = pread(lines->descriptor, lines->buffer + kept, lines->capacity - kept,
                    (off_t)lines->from);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return unreadable(lines, error);
    lines->ended = got == 0;
    lines->end += (size_t)got;
    lines->from += (uint64_t)got;
    return PLUME_OK;
}

plume_status plume_partial_lines_next(plume_partial_lines *lines, const char **text,
                                      size_t *length, plume_error *error)
{
    size_t seen = 0;

    *text = NULL;
    *length = 0;
    for (;;) {
        size_t there = lines->end - lines->begin;
        const char *at = there > 0 ? lines->buffer + lines->begin : NULL;
        const char *stop = there > seen ? memchr(at + seen, '\n', there - seen) : NULL;
        plume_status status;

        if (stop != NULL) {
            *text = at;
            *length = (size_t)(stop - at);
            lines->begin += *length + 1;
            lines->offset += *length + 1;
            lines->line++;
            return PLUME_OK;
        }
        seen = there;
        if (lines->ended && there == 0)
            return PLUME_OK;
        if (lines->ended)
            return plume_partial_lines_cut(lines, error);
        status = fill(lines, error);
        if (status != PLUME_OK)
            return status;
    }
}

plume_status plume_partial_lines_bytes(plume_partial_lines *lines, const char **bytes,
                                       size_t *length, plume_error *error)
{
    plume_status status = PLUME_OK;

    if (lines->begin == lines->end)
        status = fill(lines, error);
    *bytes = lines->buffer + lines->begin;
    *length = lines->end - lines->begin;
    lines->offset += *length;
    lines->begin = lines->end;
    return status;
}

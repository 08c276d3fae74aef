/* core/input/source_text.h -- a source as text: encodings and lines. */
#ifndef PLUME_CORE_INPUT_SOURCE_TEXT_H
#define PLUME_CORE_INPUT_SOURCE_TEXT_H

#include "core/input/source.h"
#include <plume/status.h>

/* The same as UTF-8 text: a UTF-8 BOM is skipped and UTF-16 with a BOM is turned into
 * UTF-8, with U+FFFD for half a character. capacity at least 64. Not to be mixed with
 * plume_source_read. */
plume_status plume_source_read_text(plume_source_stream *source, char *buffer,
                                    size_t capacity, size_t *length, plume_error *error);

/* What stands between the text of a source and whoever reads it: read fills the buffer as
 * plume_source_read_text does, and what it reads itself is the source's own text. */
typedef struct plume_source_filter {
    plume_status (*read)(void *state, char *buffer, size_t capacity, size_t *length,
                         plume_error *error);
    void (*free)(void *state);
    void *state;
} plume_source_filter;

/* Before anything was read. Freed with the source. */
void plume_source_text_filter(plume_source_stream *source, plume_source_filter filter);

/* The next line without its end ("\n" or "\r\n"), terminated, borrowed until the next
 * call; *line counts from 1. *text is NULL at the end. A line above 64 MiB is an error. A
 * UTF-8 BOM is skipped and UTF-16 with a BOM is turned into UTF-8. */
plume_status plume_source_line(plume_source_stream *source, const char **text,
                               size_t *length, uint64_t *line, plume_error *error);

/* Whether the line that was read last ends with the file and not with an end of line: it
 * may have been cut off. */
bool plume_source_line_is_unended(const plume_source_stream *source);

/* Whether all text was read, and its last character is a digit: the file may have been
 * cut off within a figure. */
bool plume_source_ends_in_figure(const plume_source_stream *source);

/* Whether it is known that all lines have an end, also the last one: of a plain file,
 * which shows its last byte. */
bool plume_source_lines_are_ended(const plume_source_stream *source);

#endif

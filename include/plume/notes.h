/* plume/notes.h -- what a reader of the result must be told: assumptions, oddities,
 * rejects.
 *
 * Notes are kept in the order in which they were added. Each (code, path) keeps its first
 * PLUME_NOTES_KEPT places; later ones are only counted, so a log with a million bad rows
 * needs no memory for them. Adding to a NULL list does nothing.
 *
 * Running out of memory sticks, as in a plume_text: add freely, ask once, with
 * plume_notes_status. The library asks at the end of each call that was given notes and
 * tells a whole result of them. */
#ifndef PLUME_NOTES_H
#define PLUME_NOTES_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <plume/status.h>
#include <plume/text.h>

PLUME_BEGIN

typedef enum plume_severity {
    PLUME_INFO,    /* worth knowing */
    PLUME_ASSUMED, /* a default or a guess was used: every statement must own up to it */
    PLUME_WARNING, /* may be wrong: look at it */
    PLUME_LOSS,    /* something was left out: never hidden, not even by --quiet */
    PLUME_REJECTED /* a record that was read but could not be used */
} plume_severity;

enum { PLUME_NOTES_KEPT = 1000 };

/* Borrowed from its list. code is a stable word such as "negative-duration"; path is ""
 * and line 0 when the note has no place. */
typedef struct plume_note {
    plume_severity severity;
    const char *code;
    const char *message;
    const char *path;
    uint64_t line;
} plume_note;

typedef struct plume_notes plume_notes;

/* Owned by the caller. */
PLUME_API plume_status plume_notes_new(plume_notes **out, plume_error *error);
PLUME_API void plume_notes_free(plume_notes *notes);

/* Copies what it keeps; path may be NULL. An equal note (all five fields) is kept once.
 */
PLUME_API void plume_notes_add(plume_notes *notes, plume_severity severity,
                               const char *code, const char *path, uint64_t line,
                               const char *format, ...) PLUME_PRINTF(6, 7);
PLUME_API void plume_notes_vadd(plume_notes *notes, plume_severity severity,
                                const char *code, const char *path, uint64_t line,
                                const char *format, va_list arguments) PLUME_PRINTF(6, 0);

/* Takes the message over and disposes it: one that failed sticks here. */
PLUME_API void plume_notes_add_text(plume_notes *notes, plume_severity severity,
                                    const char *code, const char *path, uint64_t line,
                                    plume_text *message);

/* PLUME_ERR_MEMORY when any note could not be kept; error may be NULL. */
PLUME_API plume_status plume_notes_status(const plume_notes *notes, plume_error *error);

PLUME_API size_t plume_notes_count(const plume_notes *notes);
PLUME_API const plume_note *plume_notes_at(const plume_notes *notes, size_t i);

/* How many were added with this code, kept or not; with "" all that were not kept. */
PLUME_API uint64_t plume_notes_tally(const plume_notes *notes, const char *code);

/* "info", "assumed", "warning", "loss", "rejected". */
PLUME_API const char *plume_severity_name(plume_severity severity);

/* A list of {severity, code, message, path, line, count}, for machine output: one for
 * each kind of notes, which differ in numbers, in what they quote and in their places
 * alone, as the first of them says it; each rejected record by itself. */
typedef struct plume_value plume_value;
PLUME_API void plume_notes_to_value(const plume_notes *notes, plume_value *list);

PLUME_END

#endif

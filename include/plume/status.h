/* plume/status.h -- how a call says that it failed, where and why.
 *
 * Every fallible function returns a plume_status and takes, last, a plume_error that it
 * fills on failure. The caller owns the error and may pass NULL. A lower failure is
 * passed up untouched. Reporting never allocates, so running out of memory can be told.
 */
#ifndef PLUME_STATUS_H
#define PLUME_STATUS_H

#include <stdint.h>

#include <plume/api.h>

PLUME_BEGIN

typedef enum plume_status {
    PLUME_OK = 0,
    PLUME_ERR_MEMORY,  /* out of memory */
    PLUME_ERR_IO,      /* the system refused to read or write */
    PLUME_ERR_SYNTAX,  /* ill-formed input */
    PLUME_ERR_VALUE,   /* well-formed but impossible, or beyond a limit */
    PLUME_ERR_MISSING, /* a quantity that is needed is not there */
    PLUME_ERR_UNKNOWN  /* no such name */
} plume_status;

enum { PLUME_PATH_SHOWN = 1024, PLUME_MESSAGE_SHOWN = 768, PLUME_HINT_SHOWN = 512 };

/* Text is UTF-8, cut to fit at a character boundary. line and column count from 1; 0
 * means that there is none. The message has no full stop; the hint may be "". */
typedef struct plume_error {
    plume_status status;
    uint64_t line, column;
    char path[PLUME_PATH_SHOWN];
    char message[PLUME_MESSAGE_SHOWN];
    char hint[PLUME_HINT_SHOWN];
} plume_error;

/* Fills error (which may be NULL), without a place or hint, and returns status. */
PLUME_API plume_status plume_fail(plume_error *error, plume_status status,
                                  const char *format, ...) PLUME_PRINTF(3, 4);

/* The same with its place; path may be NULL, line and column 0. */
PLUME_API plume_status plume_fail_at(plume_error *error, plume_status status,
                                     const char *path, uint64_t line, uint64_t column,
                                     const char *format, ...) PLUME_PRINTF(6, 7);

/* Adds the remedy to an error that was just filled. */
PLUME_API void plume_hint(plume_error *error, const char *format, ...) PLUME_PRINTF(2, 3);

/* "out of memory", for the many places that need it. */
PLUME_API plume_status plume_fail_memory(plume_error *error);

/* "syntax", "value" ...: borrowed, for machine output. */
PLUME_API const char *plume_status_name(plume_status status);

PLUME_END

#endif

/* verification/internal.h -- what the checks of a report share. */
#ifndef PLUME_VERIFICATION_INTERNAL_H
#define PLUME_VERIFICATION_INTERNAL_H

#include <stdarg.h>
#include <stdbool.h>

#include <plume/text.h>
#include <plume/verify.h>

/* One difference; place may be NULL. */
void plume_differs(plume_value *differences, const char *file, const char *place,
                   const char *format, ...) PLUME_PRINTF(4, 5);

/* Where two texts part, told with both lines; false when they are the same. */
bool plume_differs_in_line(plume_value *differences, const char *file,
                           const plume_text *here, const plume_text *there,
                           const char *what_there);

/* A whole file of a report, at most 256 MiB, as its bytes are. */
plume_status plume_report_bytes(plume_text *out, const char *path, plume_error *error);

/* What results.json tells, once its digest is checked: parsed, freed by the caller. */
plume_status plume_twin_read(plume_value **out, plume_verified *verified,
                             plume_value *differences, const plume_text *bytes,
                             const char *shown, const char *file, plume_error *error);

/* The twins that a PDF carries; a text stays empty when it has none. */
typedef struct plume_attached {
    plume_text results, runs;
} plume_attached;

/* file: what its differences are told under. twins: initialised by the caller. */
plume_status plume_verify_pages(plume_value *differences, plume_verified *verified,
                                plume_attached *twins, const char *path, const char *file,
                                plume_error *error);

#endif

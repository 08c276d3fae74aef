/* documents/report/venues.h -- what venues ask of a report: a width of figures, a form,
 * the sections of an appendix. */
#ifndef PLUME_DOCUMENTS_REPORT_VENUES_H
#define PLUME_DOCUMENTS_REPORT_VENUES_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/status.h>

/* Sections that a venue may name. */
enum { PLUME_VENUE_SECTIONS = 15 };

typedef struct plume_venue {
    const char *name, *title;
    double column_pt;
    const char *form; /* its text of the report; NULL: none */
    const char *section[PLUME_VENUE_SECTIONS + 1]; /* none named: all */
} plume_venue;

/* PLUME_ERR_UNKNOWN, with the nearest ones, when no venue has this name; path: of the
 * file that says it, or "". */
plume_status plume_venue_find(const plume_venue **out, const char *name, const char *path,
                              plume_error *error);

/* Whether a text of the report is the form of another venue than this one (may be NULL,
 * then none is). */
bool plume_venue_is_foreign(const plume_venue *venue, const char *document);

#endif

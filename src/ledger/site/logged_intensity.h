/* ledger/site/logged_intensity.h -- the places that logs name, and the carbon intensities
 * printed there.
 *
 * A tracker freezes an intensity into each row, from its own version and from where it
 * thought it was. For each place this keeps a histogram in which neighbouring classes
 * differ by 5 %, each class with its first value and where that stands: so rows far from
 * the median can be named in one pass and in bounded memory. */
#ifndef PLUME_LEDGER_SITE_LOGGED_INTENSITY_H
#define PLUME_LEDGER_SITE_LOGGED_INTENSITY_H

#include <plume/factors.h>
#include <plume/notes.h>
#include <plume/run.h>
#include <plume/status.h>

enum { PLUME_PLACES_MAX = 256 };

typedef struct plume_places plume_places;

plume_status plume_places_new(plume_places **out, plume_error *error);
void plume_places_free(plume_places *places);
/* factors may be NULL. A place beyond the 256th is counted with the others. */
plume_status plume_places_add(plume_places *places, const plume_run *run,
                              plume_factors *factors, plume_error *error);
/* Notes: several places; a place other than the study's (code of its grid, "" when the
 * study names none); the spread of intensities; intensities far from their place's
 * median. */
void plume_places_close(plume_places *places, const char *study_code, plume_notes *notes);

#endif

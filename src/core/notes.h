/* core/notes.h -- notes that were kept apart for a while. */
#ifndef PLUME_CORE_NOTES_H
#define PLUME_CORE_NOTES_H

#include <plume/notes.h>

/* Adds all of more behind those of notes, with what more counted and did not keep. Either
 * may be NULL. */
void plume_notes_join(plume_notes *notes, const plume_notes *more);

#endif

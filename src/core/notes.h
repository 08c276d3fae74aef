/* core/notes.h -- notes that were kept apart for a while, or taken back. */
#ifndef PLUME_CORE_NOTES_H
#define PLUME_CORE_NOTES_H

#include <stdbool.h>
#include <stdint.h>

#include <plume/notes.h>

/* Adds all of more behind those of notes, with what more counted and did not keep. Either
 * may be NULL. */
void plume_notes_join(plume_notes *notes, const plume_notes *more);

/* Whether the note was told lately of which key stands for severity and message; told: it
 * was, or is about to be. For notes that would be told of each run: adding an equal one
 * changes nothing, but it has to be printed for that. */
bool plume_notes_was_told(plume_notes *notes, const char *code, const char *path,
                          uint64_t key);

/* The same of a key that stands for all of a note. */
bool plume_notes_was_told_of(plume_notes *notes, uint64_t key);

/* Has each message said anew; after that no note is added. */
typedef void plume_notes_wording(void *state, plume_text *out, const char *message);
plume_status plume_notes_reword(plume_notes *notes, plume_notes_wording *say, void *state,
                                plume_error *error);

/* Makes notes what they were when they were copied by joining; copy may be NULL: nothing
 * happens. What was borrowed of notes is gone. */
void plume_notes_take_back(plume_notes *notes, const plume_notes *copy);

#endif

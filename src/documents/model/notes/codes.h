/* documents/model/notes/codes.h -- how many runs bear each code of their records. */
#ifndef PLUME_DOCUMENTS_MODEL_NOTES_CODES_H
#define PLUME_DOCUMENTS_MODEL_NOTES_CODES_H

#include <stdint.h>

#include <plume/run.h>
#include <plume/status.h>

typedef struct plume_code_counts plume_code_counts;

plume_status plume_code_counts_new(plume_code_counts **out, plume_error *error);
void plume_code_counts_free(plume_code_counts *counts);
plume_status plume_code_counts_add(plume_code_counts *counts, const plume_run *run,
                                   plume_error *error);
void plume_code_counts_clear(plume_code_counts *counts);

/* Runs that bear the code; 0 for none, and of NULL. */
uint64_t plume_code_counts_of(const plume_code_counts *counts, const char *code);

#endif

/* core/input/slurp.h -- a whole file of text at once. */
#ifndef PLUME_CORE_INPUT_SLURP_H
#define PLUME_CORE_INPUT_SLURP_H

#include <stddef.h>

#include <plume/status.h>

/* A whole small file (at most limit bytes) as text, terminated, freed with free(). */
plume_status plume_source_slurp(char **out, size_t *length, const char *path,
                                size_t limit, plume_error *error);

#endif

/* readers/registry.h -- the readers that are registered, in the order of readers.def. */
#ifndef PLUME_READERS_REGISTRY_H
#define PLUME_READERS_REGISTRY_H

#include "logs/reader.h"

size_t plume_readers_count(void);
const plume_reader *plume_readers_at(size_t i);
const plume_reader *plume_readers_find(const char *name);

/* All of them, to choose from. */
plume_candidates plume_candidates_all(void);

#endif

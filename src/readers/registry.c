/* The readers that readers.def names. */
#include "readers/registry.h"

#include <string.h>

#define READER(name) extern const plume_reader plume_reader_##name;
#include "readers/readers.def"
#undef READER

static const plume_reader *const readers[] = {
#define READER(name) &plume_reader_##name,
#include "readers/readers.def"
#undef READER
};

plume_candidates plume_candidates_all(void)
{
    return (plume_candidates){ readers, sizeof readers / sizeof readers[0] };
}

size_t plume_readers_count(void)
{
    return sizeof readers / sizeof readers[0];
}

const plume_reader *plume_readers_at(size_t i)
{
    return readers[i];
}

const plume_reader *plume_readers_find(const char *name)
{
    for (size_t i = 0; i < plume_readers_count(); i++)
        if (strcmp(readers[i]->name, name) == 0)
            return readers[i];
    return NULL;
}

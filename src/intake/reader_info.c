/* The readers by name, for who lists them. */
#include <plume/intake.h>

#include "readers/registry.h"

size_t plume_reader_count(void)
{
    return plume_readers_count();
}

plume_reader_info plume_reader_at(size_t i)
{
    const plume_reader *reader = plume_readers_at(i);

    return (plume_reader_info){ reader->name, reader->title };
}

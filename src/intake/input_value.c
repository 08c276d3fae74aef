/* What is told of inputs and of readers: an input as a map, the readers by name. */
#include <plume/intake.h>
#include <plume/value.h>

#include "readers/registry.h"

void plume_input_to_value(const plume_input *input, plume_value *map)
{
    plume_value_set_string(map, "path", input->path);
    plume_value_set_string(map, "format",
                           input->reader[0] == '\0' ? NULL : input->reader);
    plume_value_set_string(map, "sha256",
                           input->sha256[0] == '\0' ? NULL : input->sha256);
    plume_value_set_count(map, "bytes", input->bytes);
    plume_value_set_count(map, "records_read", input->records.read);
    plume_value_set_count(map, "used", input->records.used);
    plume_value_set_count(map, "superseded", input->records.superseded);
    plume_value_set_count(map, "duplicate", input->records.duplicate);
    plume_value_set_count(map, "told_again", input->records.told_again);
    plume_value_set_count(map, "rejected", input->records.rejected);
}

size_t plume_reader_count(void)
{
    return plume_readers_count();
}

plume_reader_info plume_reader_at(size_t i)
{
    const plume_reader *reader = plume_readers_at(i);

    return (plume_reader_info){ reader->name, reader->title };
}

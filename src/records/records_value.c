/* The counts of records as a map for machine output. */
#include <plume/run.h>
#include <plume/value.h>

void plume_records_to_value(const plume_records *records, plume_value *map)
{
    plume_value_set_count(map, "read", records->read);
    plume_value_set_count(map, "used", records->used);
    plume_value_set_count(map, "superseded", records->superseded);
    plume_value_set_count(map, "duplicate", records->duplicate);
    plume_value_set_count(map, "told_again", records->told_again);
    plume_value_set_count(map, "rejected", records->rejected);
}

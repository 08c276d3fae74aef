/* What a pass keeps of a run to know it again, and whether it is handed on already. */
#include "logs/internal.h"

#include <string.h>

#include "core/hash.h"

static uint64_t hash_identity(const char *identity)
{
    return plume_hash64(identity, strlen(identity), 1);
}

/* Two tools may give one id to different runs, so the reader's name is hashed too; an
 * identity is meant across tools. The seeds keep the two kinds apart. */
static uint64_t fingerprint_of(const plume_log *log, const plume_run *run)
{
    const char *reader = log->setting->reader->name;

    if (run->identity[0] != '\0')
        return hash_identity(run->identity);
    return plume_hash64(run->id, strlen(run->id),
                        plume_hash64(reader, strlen(reader), 2));
}

plume_sighting plume_log_sight(plume_log *log, const plume_run *run, double progress,
                               plume_recurrence recurrence)
{
    plume_sighting sighting = { .progress = progress, .recurrence = recurrence };
    bool part = log->summing && log->setting->part.trace != NULL;

    sighting.fingerprint = log->summing && log->setting->known_as != 0
                               ? log->setting->known_as
                               : fingerprint_of(log, run);
    if (run->covers[0] != '\0')
        sighting.covers = hash_identity(run->covers);
    sighting.input = part ? log->setting->part.input : log->setting->input;
    sighting.ordinal = (uint32_t)log->ordinal++;
    return sighting;
}

bool plume_log_goes_ahead(plume_log *log)
{
    if (!plume_log_is_ahead(log))
        return false;
    if (log->summing || log->result->related ||
        plume_identities_repeat(log->setting->identities))
        plume_early_fall(log->setting->ahead);
    return log->setting->ahead->stands;
}

/* Claims the event files of a folder as companions of its log. */
#include "logs/event_files.h"

#include <string.h>

#include "logs/listing.h"
#include <plume/text.h>

static const char events[] = "events.out.tfevents.";

/* Opened only to be claimed: what is a companion of one log is not read once more as a
 * log of its own. */
static plume_status claim(plume_log *log, const char *below, const char *name,
                          plume_error *error)
{
    plume_source_stream *source = NULL;
    plume_text path;
    plume_status status;

    plume_text_init(&path);
    plume_text_printf(&path, "%s%s", below, name);
    status = plume_text_status(&path, error);
    if (status == PLUME_OK)
        status = plume_log_companion(log, path.data, &source, error);
    plume_source_close(source);
    plume_text_dispose(&path);
    return status;
}

plume_status plume_claim_events(plume_log *log, const char *below, plume_error *error)
{
    plume_listing listing = { NULL, 0, 0 };
    plume_status status = plume_listing_read(&listing, plume_log_path(log), below, error);

    for (size_t i = 0; status == PLUME_OK && i < listing.count; i++)
        if (strncmp(listing.name[i], events, sizeof events - 1) == 0)
            status = claim(log, below, listing.name[i], error);
    plume_listing_dispose(&listing);
    return status;
}

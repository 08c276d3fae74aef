/* core/output/sync.h -- what was renamed or created is still so after a loss of power. */
#ifndef PLUME_CORE_OUTPUT_SYNC_H
#define PLUME_CORE_OUTPUT_SYNC_H

#include <plume/status.h>

/* fsync of a folder; file systems that cannot are no failure. */
plume_status plume_sync_folder(const char *path, plume_error *error);
/* Of it and the folders below, whose files were synced as they were closed. */
plume_status plume_sync_tree(const char *path, plume_error *error);

#endif

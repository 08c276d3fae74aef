/* logs/path.h -- what the names of folders tell of a log. */
#ifndef PLUME_LOGS_PATH_H
#define PLUME_LOGS_PATH_H

#include <stdbool.h>

#include <plume/text.h>

/* Appends the name of a folder above the file: 1 the one that holds it; nothing when the
 * path has none. */
void plume_path_folder(plume_text *out, const char *path, int above);

/* Appends the path of the folder that holds the file: "." for a bare name. */
void plume_path_holder(plume_text *out, const char *path);

/* Appends a folder that a tool names from where it worked, as it is named from the folder
 * of the log: the tool keeps its logs at path, in a folder of this name where it worked.
 * Unchanged when it is absolute or path has no such folder. */
void plume_path_beside(plume_text *out, const char *path, const char *name,
                       const char *folder);

/* Appends it, or, when the path has none, the file's own name without its endings. */
void plume_path_name(plume_text *out, const char *path, int above);

/* Of a folder "run-20261129_222729-q8vpyq8i", or "offline-run-...", as the clients of W&B
 * and of those after its model name it: its start in local time, "2026-11-29 22:27:29",
 * and its id are appended. False, and nothing, when it is none. */
bool plume_path_run(plume_text *start, plume_text *id, const char *folder);

#endif

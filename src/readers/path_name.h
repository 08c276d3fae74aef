/* readers/path_name.h -- what the folders around a log are called: logs that do not name
 * themselves are known by them. */
#ifndef PLUME_READERS_PATH_NAME_H
#define PLUME_READERS_PATH_NAME_H

#include <plume/text.h>

/* Appends the name of the folder that many levels above the file (1: the one that holds
 * it); nothing when the path does not say. */
void plume_path_folder(plume_text *out, const char *path, size_t levels);

/* Appends it, or the file's own name without its last ending when there is none. */
void plume_path_name(plume_text *out, const char *path, size_t levels);

#endif

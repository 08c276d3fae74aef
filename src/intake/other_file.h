/* intake/other_file.h -- files of a project that are no logs, by their first bytes. */
#ifndef PLUME_INTAKE_OTHER_FILE_H
#define PLUME_INTAKE_OTHER_FILE_H

#include "logs/reader.h"

/* What a file is that no reader knows, as a reason: "a Git LFS pointer: ..."; the last
 * resort is that no reader knows its beginning. */
const char *plume_other_file_name(const plume_head *head);

/* What a file in a folder is by its name, where that is no log's whatever it quotes:
 * documents and sources of programs, in which examples of logs stand, and notebooks but
 * those that papermill wrote. NULL: it may be one. */
const char *plume_other_file_quotes(const plume_head *head);

/* Whether it stands for a file that lies elsewhere (Git LFS). */
bool plume_other_file_is_pointer(const plume_head *head);

/* Whether logs bear such names, also compressed: what a pointer stands for, or what is
 * damaged, is then missed. */
bool plume_other_file_may_be_log(const char *path);

#endif

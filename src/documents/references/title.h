/* documents/references/title.h -- the markup of a title in CSL: <span class="nocase">
 * around what no style may set in other case. */
#ifndef PLUME_DOCUMENTS_REFERENCES_TITLE_H
#define PLUME_DOCUMENTS_REFERENCES_TITLE_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/text.h>

/* A stretch of a title that keeps its case, or does not. */
typedef struct plume_title_part {
    const char *text;
    size_t length;
    bool keeps_case;
} plume_title_part;

/* The part at *at, which moves behind it; false at the end. */
bool plume_title_next(plume_title_part *out, const char **at);

/* The words alone. */
void plume_title_plain(plume_text *out, const char *title);

#endif

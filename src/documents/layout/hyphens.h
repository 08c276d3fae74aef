/* documents/layout/hyphens.h -- where a word may be parted at the end of a line.
 *
 * Only plain words are: ASCII letters, of which the first alone may be a capital; names,
 * units and identifiers never. At least two letters stay, three go on. */
#ifndef PLUME_DOCUMENTS_LAYOUT_HYPHENS_H
#define PLUME_DOCUMENTS_LAYOUT_HYPHENS_H

#include <stdbool.h>
#include <stddef.h>

enum { PLUME_HYPHENS_LETTERS_MAX = 40 };

/* may[i] says whether the word may be parted before its letter i; whether it may at all.
 */
bool plume_hyphens_find(bool may[PLUME_HYPHENS_LETTERS_MAX], const char *word,
                        size_t length);

#endif

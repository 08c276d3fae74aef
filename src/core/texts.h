/* core/texts.h -- several texts at once, as those who name a run keep them. */
#ifndef PLUME_CORE_TEXTS_H
#define PLUME_CORE_TEXTS_H

#include <stddef.h>

#include <plume/text.h>

/* Borrowed. */
typedef struct plume_texts {
    plume_text *const *text;
    size_t count;
} plume_texts;

void plume_texts_init(plume_texts texts);
void plume_texts_clear(plume_texts texts);
void plume_texts_dispose(plume_texts texts);

/* PLUME_OK, or the first failure of any of them. */
plume_status plume_texts_status(plume_texts texts, plume_error *error);

#endif

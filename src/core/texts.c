/* Several texts at once. */
#include "core/texts.h"

void plume_texts_init(plume_texts texts)
{
    for (size_t i = 0; i < texts.count; i++)
        plume_text_init(texts.text[i]);
}

void plume_texts_clear(plume_texts texts)
{
    for (size_t i = 0; i < texts.count; i++)
        plume_text_clear(texts.text[i]);
}

void plume_texts_dispose(plume_texts texts)
{
    for (size_t i = 0; i < texts.count; i++)
        plume_text_dispose(texts.text[i]);
}

plume_status plume_texts_status(plume_texts texts, plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < texts.count && status == PLUME_OK; i++)
        status = plume_text_status(texts.text[i], error);
    return status;
}

/* The list and the files of a zip archive. */
#include <stdint.h>

#include "core/input/zip.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    plume_source_stream *source = NULL;
    plume_zip *zip = NULL;
    plume_text out;
    bool found;

    if (plume_source_open_memory(&source, bytes, length, "a.zip", NULL) != PLUME_OK)
        return 0;
    plume_text_init(&out);
    if (plume_zip_open(&zip, source, NULL) == PLUME_OK)
        (void)plume_zip_read(zip, "a", &out, &found, NULL);
    plume_zip_close(zip);
    plume_text_dispose(&out);
    plume_source_close(source);
    return 0;
}

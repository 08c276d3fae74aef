/* The module that reads PDFs: its functions, as the library calls them. */
#include "verification/pdf_reader.h"

#include <plume/version.h>

extern const plume_pdf_module plume_module_pdf;

PLUME_API const plume_pdf_module plume_module_pdf = {
    .version = PLUME_VERSION,
    .open = plume_pdf_open,
    .close = plume_pdf_close,
    .pages = plume_pdf_pages,
    .content = plume_pdf_content,
    .mark = plume_pdf_mark,
    .info = plume_pdf_info,
    .attached = plume_pdf_attached,
};

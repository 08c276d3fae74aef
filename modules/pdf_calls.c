/* In the library, in place of what the module that reads PDFs has. */
#include "verification/pdf_reader.h"

#include "core/module.h"

static const plume_pdf_module *opened;

plume_status plume_pdf_open(plume_pdf **out, const char *path, plume_error *error)
{
    plume_status status = PLUME_OK;
    const void *found;

    *out = NULL;
    if (opened == NULL) {
        status = plume_module_open(&found, PLUME_PDF_MODULE, PLUME_PDF_SYMBOL, error);
        opened = found;
    }
    return status == PLUME_OK ? opened->open(out, path, error) : status;
}

void plume_pdf_close(plume_pdf *pdf)
{
    if (pdf != NULL)
        opened->close(pdf);
}

size_t plume_pdf_pages(plume_pdf *pdf)
{
    return opened->pages(pdf);
}

plume_status plume_pdf_content(plume_pdf *pdf, size_t page, plume_text *out,
                               plume_error *error)
{
    return opened->content(pdf, page, out, error);
}

plume_status plume_pdf_mark(plume_pdf *pdf, size_t page, const char *key, plume_text *out,
                            plume_error *error)
{
    return opened->mark(pdf, page, key, out, error);
}

plume_status plume_pdf_info(plume_pdf *pdf, const char *key, plume_text *out,
                            plume_error *error)
{
    return opened->info(pdf, key, out, error);
}

plume_status plume_pdf_attached(plume_pdf *pdf, const char *name, bool *found,
                                plume_text *out, plume_error *error)
{
    return opened->attached(pdf, name, found, out, error);
}

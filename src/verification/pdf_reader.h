/* verification/pdf_reader.h -- what is asked of a PDF that a report wrote, by libqpdf,
 * which is opened on use: nothing else needs it. */
#ifndef PLUME_VERIFICATION_PDF_READER_H
#define PLUME_VERIFICATION_PDF_READER_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/status.h>
#include <plume/text.h>

typedef struct plume_pdf plume_pdf;

/* PLUME_ERR_SYNTAX for what is no PDF, PLUME_ERR_IO where libqpdf is not installed. */
plume_status plume_pdf_open(plume_pdf **out, const char *path, plume_error *error);
void plume_pdf_close(plume_pdf *pdf);

size_t plume_pdf_pages(plume_pdf *pdf);
/* The operators of a page, unpacked. */
plume_status plume_pdf_content(plume_pdf *pdf, size_t page, plume_text *out,
                               plume_error *error);
/* A string of a page's own dictionary, of the document's information, or nothing. */
plume_status plume_pdf_mark(plume_pdf *pdf, size_t page, const char *key, plume_text *out,
                            plume_error *error);
plume_status plume_pdf_info(plume_pdf *pdf, const char *key, plume_text *out,
                            plume_error *error);
/* An attached file by its name; *found tells whether it is there. */
plume_status plume_pdf_attached(plume_pdf *pdf, const char *name, bool *found,
                                plume_text *out, plume_error *error);

#endif

/* documents/template/escape.h -- making text safe for the language of a document.
 *
 * Every escaper takes any bytes; what is not UTF-8 becomes U+FFFD. Line
 * ends and controls become blanks. */
#ifndef PLUME_DOCUMENTS_TEMPLATE_ESCAPE_H
#define PLUME_DOCUMENTS_TEMPLATE_ESCAPE_H

#include <stdint.h>

#include <plume/text.h>

#include "documents/template/mustache.h"

/* The code point at *at, which moves behind it; U+FFFD and one byte for what is not
 * UTF-8; a blank for a control, but not for the raw one. 0 at the end. */
uint32_t plume_escape_next(const char **at);
uint32_t plume_escape_next_raw(const char **at);

/* Appends one code point as UTF-8. */
void plume_escape_add(plume_text *out, uint32_t code);

#endif

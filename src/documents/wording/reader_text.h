/* documents/wording/reader_text.h -- what of a note is for the reader of a paper. */
#ifndef PLUME_DOCUMENTS_WORDING_READER_TEXT_H
#define PLUME_DOCUMENTS_WORDING_READER_TEXT_H

#include <plume/text.h>

/* Appends message without the clauses that tell the author what to type: those with an
 * option, a key of the study file, its name or a command. Nothing is left of a message
 * that is one such clause. */
void plume_reader_text(plume_text *out, const char *message);

#endif

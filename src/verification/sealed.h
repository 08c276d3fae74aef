/* verification/sealed.h -- a PDF that tells what it was when it was written, as
 * docs/verify.md states it. */
#ifndef PLUME_VERIFICATION_SEALED_H
#define PLUME_VERIFICATION_SEALED_H

#include "canvas/pdf/haru.h"
#include <plume/output.h>

/* Each page gets the digest of its operators and the code of its report, and the file a
 * last line with the digest of all before it. The document is then done and only to be
 * freed. */
plume_status plume_sealed_save(plume_haru *haru, const char *code, plume_output *output,
                               plume_error *error);

#endif

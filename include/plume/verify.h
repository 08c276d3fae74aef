/* plume/verify.h -- whether a report is as it was written. docs/verify.md states what is
 * digested, so that another program can check the same.
 *
 * Differences are added to a list, each { file, place, message }: the file's name in its
 * report, where in it (null: the whole of it), and a sentence. An empty list afterwards
 * says that nothing differs. It proves no author: whoever changes all digests with what
 * they are of is found only by computing the report anew. */
#ifndef PLUME_VERIFY_H
#define PLUME_VERIFY_H

#include <stdbool.h>

#include <plume/status.h>
#include <plume/value.h>

PLUME_BEGIN

/* Who wrote a report, of what: what computing it anew needs to know. Freed by dispose. */
typedef struct plume_verified {
    char code[13];         /* the first 60 bits of the canonical digest, base 32 */
    char *version;         /* of the program */
    char *factors;         /* of its datasets */
    char *command;         /* as results.json gives it */
    char study_sha256[65]; /* of the study file; "" without one */
    char *study;           /* path of the study file; NULL without one */
    bool anonymous;        /* it names nobody */
    double creation_s;     /* Unix time that the PDF tells; NAN: none */
} plume_verified;
PLUME_API void plume_verified_dispose(plume_verified *verified);

/* The folder of a report against the digests in its results.json and in its PDF.
 * PLUME_ERR_MISSING when it is no report. */
PLUME_API plume_status plume_verify_folder(plume_value *differences,
                                           plume_verified *verified, const char *folder,
                                           plume_error *error);

/* An appendix alone: its pages against their digests, its twins against theirs. */
PLUME_API plume_status plume_verify_pdf(plume_value *differences,
                                        plume_verified *verified, const char *path,
                                        plume_error *error);

/* A report against the same report computed anew: each file, byte by byte; of a text, the
 * first line that differs; of a PDF, its pages. */
PLUME_API plume_status plume_verify_same(plume_value *differences, const char *folder,
                                         const char *anew, plume_error *error);

PLUME_END

#endif

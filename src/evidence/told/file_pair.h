/* evidence/told/file_pair.h -- one warning for a pair of files. */
#ifndef PLUME_EVIDENCE_TOLD_FILE_PAIR_H
#define PLUME_EVIDENCE_TOLD_FILE_PAIR_H

#include "evidence/accounts/account.h"
#include <plume/intake.h>

typedef enum plume_told_what {
    PLUME_TOLD_SAME,    /* by times */
    PLUME_TOLD_INSIDE,  /* by times: the second is part of the first */
    PLUME_TOLD_MAYBE,   /* it may be a part, and was not taken for one */
    PLUME_TOLD_CROWDED, /* too many at one time */
    PLUME_TOLD_PAIRING, /* which of both is of another run is arbitrary */
    PLUME_TOLD_UNKNOWN, /* several pairings with other sums: none was taken */
    PLUME_TOLD_STUDY,   /* a table of trials that may be of several studies */
    PLUME_TOLD_KEY      /* a key ties what hosts or devices tell apart */
} plume_told_what;

typedef struct plume_told_pair {
    uint32_t left_account, right_account; /* the input of the left one stands before */
    plume_told_what what;
} plume_told_pair;

/* pair: the first of count pairs of the same files, which get another order. */
plume_status plume_told_pair_note(plume_told_pair *pair, size_t count,
                                  const plume_book *book, plume_intake *intake,
                                  plume_error *error);

#endif

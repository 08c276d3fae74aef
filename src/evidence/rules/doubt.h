/* evidence/rules/doubt.h -- what the rules work on, and what they could not decide. */
#ifndef PLUME_EVIDENCE_RULES_DOUBT_H
#define PLUME_EVIDENCE_RULES_DOUBT_H

#include "evidence/groups/groups.h"
#include <plume/intake.h>

/* What a rule could not decide, or is to be looked at. */
typedef enum plume_doubt_kind {
    PLUME_DOUBT_INSIDE,  /* one may be part of the other */
    PLUME_DOUBT_PAIRING, /* either may be of a run that the other is of */
    PLUME_DOUBT_UNKNOWN, /* pairings differ: none was taken */
    PLUME_DOUBT_CROWDED, /* more candidates than can be told apart */
    PLUME_DOUBT_ZONE,    /* all times of an input were moved */
    PLUME_DOUBT_TIMES,   /* none: times tie what another rule had placed before */
    PLUME_DOUBT_STUDY,   /* a table of trials may be either of two studies */
    PLUME_DOUBT_KEY      /* a key ties what hosts or devices tell apart */
} plume_doubt_kind;

typedef struct plume_doubt {
    unsigned left : 29; /* account */
    unsigned kind : 3;
    unsigned right : 29;
    unsigned kept : 1; /* while they are condensed */
} plume_doubt;

typedef struct plume_relating {
    plume_groups *groups;
    plume_book *book;
    plume_doubt *doubt;
    size_t doubt_count, doubt_capacity; /* of two files each account once, or more */
    const plume_intake *intake;         /* for paths; NULL: none is asked for */
    size_t looked; /* how many accounts or logs were held against others: no result */
    bool no_memory;
    plume_status status; /* other than that */
    plume_error *error;
} plume_relating;

/* Where the log of an account lies. */
const char *plume_relating_path(const plume_relating *relating, uint32_t account);

void plume_relating_doubt(plume_relating *relating, plume_doubt_kind kind, uint32_t left,
                          uint32_t right);

/* Keys of one kind by hash, then by account; the caller frees them. False: it failed, and
 * the rule is at its end. */
bool plume_relating_keys(plume_relating *relating, plume_key_kind kind, plume_keyed **out,
                         size_t *count);

/* The same, of identifiers that several accounts have. */
bool plume_relating_shared_keys(plume_relating *relating, plume_key_kind kind,
                                plume_keyed **out, size_t *count);

#endif

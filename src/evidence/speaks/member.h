/* evidence/speaks/member.h -- the accounts of one run, read back, and the run that they
 * make. */
#ifndef PLUME_EVIDENCE_SPEAKS_MEMBER_H
#define PLUME_EVIDENCE_SPEAKS_MEMBER_H

#include "evidence/accounts/kinds.h"
#include <plume/notes.h>
#include <plume/run.h>

typedef struct plume_member {
    plume_run run;
    plume_log_kind kind;
    const char *relation, *rule;
    bool part;  /* of the run, and no account of the whole */
    bool given; /* no account of its own, but a share: of a trace, or of what frames it */
    bool hours, energy; /* these were taken from it, or a part of them */
    double held;        /* of the run's devices: the share that a trace is of */
    double devices;     /* of that trace */
    bool processors;    /* such a trace is of these, not of a whole machine */
    bool memory;        /* and their memory is in it */
    bool machine;       /* its energy is of its whole machine */
    double filled;      /* share of its energy beyond all samples, where it is a share */
    double told_kwh;    /* where its share of a machine stands in place of that; NAN */
    uint32_t input;     /* whose log it stands in */
    uint32_t account;   /* its number in the book; of none that is given */
    char *text;         /* owned: the strings of run */
} plume_member;

typedef struct plume_members {
    plume_member *member;
    size_t count, capacity;
    bool partly; /* out of their energies: all together lack much of the run's time */
    double filled_kwh; /* likewise: taken beyond their samples */
} plume_members;

void plume_members_clear(plume_members *members);   /* keeps the room */
void plume_members_dispose(plume_members *members); /* frees all */
/* The next, all zero but for a run of which nothing is known; NULL: out of memory. */
plume_member *plume_members_add(plume_members *members);

/* Copies the place, the host, the device and the path of a share; the caller frees what
 * comes back. NULL: out of memory. */
char *plume_member_keep(plume_run *run);

/* Whether a run goes on where something ended: clocks of whole seconds may make it begin
 * a little before that. */
bool plume_run_follows(const plume_run *run, double end_s);

/* In the order in which they name a run: sweep, experiment, scheduler, others. */
void plume_members_order(plume_members *members);

#endif

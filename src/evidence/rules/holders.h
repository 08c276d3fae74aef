/* evidence/rules/holders.h -- accounts that last as long as another, those of other
 * devices left out, and those of other hosts where hosts are many. */
#ifndef PLUME_EVIDENCE_RULES_HOLDERS_H
#define PLUME_EVIDENCE_RULES_HOLDERS_H

#include "evidence/groups/groups.h"
#include "evidence/rules/kits.h"
#include "evidence/rules/lasting.h"

/* Those of one kit and of one host, or of any. */
typedef struct plume_holder_class {
    uint32_t host, kit;
    plume_lasting among;
} plume_holder_class;

/* All that may hold or be held, by class and then by start. */
typedef struct plume_holder_order {
    uint32_t *account;
    size_t count;
    /* Of these the ones that may hold accounts of one reader. */
    plume_holder_class *of; /* NULL: this order is not kept */
    size_t classes;
    uint32_t *among; /* room for all */
    double *latest;
} plume_holder_order;

typedef struct plume_holders {
    const plume_groups *groups;
    uint32_t *host_of_name;
    plume_kits kits;
    plume_holder_order any, by_host; /* the latter where hosts are many */
} plume_holders;

/* False: out of memory. */
bool plume_holders_init(plume_holders *out, const plume_groups *groups);

/* From now on these are all, which may hold or be held. Likewise. */
bool plume_holders_fill(plume_holders *holders, const uint32_t *accounts, size_t count);
void plume_holders_dispose(plume_holders *holders);

/* Whether an account may hold or be held at all. */
bool plume_holders_may_be(const plume_account *account);

/* Those that could hold an account of this reader: of other readers, and not tied to it.
 * What a key or times have tied is not looked at again, from neither side. False: there
 * are none. */
bool plume_holders_of(plume_holders *holders, uint8_t reader);

/* Looking for those that began by one time and end no earlier than another. */
typedef struct plume_holders_look {
    const plume_holder_class *at, *end;          /* of one host, or of any */
    const plume_holder_class *other, *other_end; /* of no host */
    uint64_t kits;                               /* that may hold it, a bit each */
    size_t next;                                 /* in the class; SIZE_MAX: no more */
    double start_s, end_s;
} plume_holders_look;

void plume_holders_begin(plume_holders_look *look, const plume_holders *holders,
                         uint32_t part, double start_s, double end_s);

/* Of a class the one that began last, then the one before; PLUME_NOBODY: no more. */
uint32_t plume_holders_next(plume_holders_look *look);

#endif

/* evidence/rules/kits.h -- devices and their number, as accounts tell them: those of
 * different ones need not be held against each other. */
#ifndef PLUME_EVIDENCE_RULES_KITS_H
#define PLUME_EVIDENCE_RULES_KITS_H

#include "evidence/accounts/account.h"

enum { PLUME_KITS_MAX = 64 };

typedef struct plume_kit {
    uint32_t device;
    float count;
} plume_kit;

typedef struct plume_kits {
    uint8_t *of_berth;
    plume_kit kit[PLUME_KITS_MAX]; /* by the words of devices, then by counts */
    size_t count;                  /* 1 where there is no room for all: then all fit */
    /* Of each kit, a bit each: those that it may be one with, and those that may hold it.
     */
    uint64_t same[PLUME_KITS_MAX], holders[PLUME_KITS_MAX];
} plume_kits;

/* False: out of memory. */
bool plume_kits_init(plume_kits *kits, const plume_book *book);
void plume_kits_dispose(plume_kits *kits);

static inline uint8_t plume_kit_of(const plume_kits *kits, const plume_account *account)
{
    return kits->of_berth[account->berth];
}

#endif

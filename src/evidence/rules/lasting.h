/* evidence/rules/lasting.h -- accounts in the order of their starts, asked for those that
 * last until a time.
 *
 * One account that lasts for weeks must not make every search walk back to it: of each
 * stretch of accounts the latest end is known. */
#ifndef PLUME_EVIDENCE_RULES_LASTING_H
#define PLUME_EVIDENCE_RULES_LASTING_H

#include "evidence/accounts/account.h"

typedef struct plume_lasting {
    const plume_book *book;
    uint32_t *account; /* in the order of starts */
    size_t count, leaves;
    double *latest; /* a tree: the latest end of each stretch, its root is 1 */
} plume_lasting;

/* Room for all accounts of the book. False: out of memory. */
bool plume_lasting_init(plume_lasting *out, const plume_book *book);
void plume_lasting_dispose(plume_lasting *lasting);

/* After accounts were put in, earliest start first. */
void plume_lasting_ready(plume_lasting *lasting);

/* How many start no later. */
size_t plume_lasting_begun(const plume_lasting *lasting, double start_s);

/* The last place before `place` whose account ends no earlier; SIZE_MAX: none. */
size_t plume_lasting_before(const plume_lasting *lasting, size_t place, double end_s);

#endif

/* evidence/accounts/order.h -- accounts by what they say.
 *
 * Rules break ties by the numbers of accounts, and neither the order of rows nor the
 * names of files may change a total. */
#ifndef PLUME_EVIDENCE_ACCOUNTS_ORDER_H
#define PLUME_EVIDENCE_ACCOUNTS_ORDER_H

#include "evidence/accounts/account.h"

/* After the last account: all come to memory, and are numbered anew. */
plume_status plume_book_ready(plume_book *book, plume_error *error);

#endif

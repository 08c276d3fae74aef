/* evidence/accounts/order.h -- accounts by what they say.
 *
 * Rules break ties by the numbers of accounts, and neither the order of rows nor the
 * names of files may change a total. */
#ifndef PLUME_EVIDENCE_ACCOUNTS_ORDER_H
#define PLUME_EVIDENCE_ACCOUNTS_ORDER_H

#include "evidence/accounts/account.h"

/* Numbers all accounts anew, and their keys with them. False: out of memory. */
bool plume_book_order(plume_book *book);

#endif

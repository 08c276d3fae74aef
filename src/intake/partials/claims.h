/* intake/partials/claims.h -- which files belong to the log of another, when they were
 * met in shares of their own. */
#ifndef PLUME_INTAKE_PARTIALS_CLAIMS_H
#define PLUME_INTAKE_PARTIALS_CLAIMS_H

#include "intake/partials/index.h"

/* After plume_partial_index_settle: of what a file is for itself and whose companion it
 * is one is left, as if all had been met together. */
plume_status plume_claims_settle(plume_partial_index *index, plume_error *error);

#endif

/* properties/said.h -- what the file of a report says of the accounts of runs. */
#ifndef PLUME_TESTS_PROPERTIES_SAID_H
#define PLUME_TESTS_PROPERTIES_SAID_H

#include "properties/outcome.h"

/* What results.json lacks of an outcome: a match of each account that is of one run with
 * others, with its rule, both paths and both values, or what is no run. NULL: nothing. */
const char *said_lacks(const plume_value *results, const outcome *of);

#endif

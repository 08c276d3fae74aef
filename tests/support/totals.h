/* support/totals.h -- what a path holds, as sums over its runs. */
#ifndef PLUME_TESTS_TOTALS_H
#define PLUME_TESTS_TOTALS_H

#include "support/support.h"

/* Unknown figures are left out of the sums. */
typedef struct test_totals {
    uint64_t runs;
    double energy_kwh, logged_kwh, co2e_kg, hours;
    plume_records records;
} test_totals;

/* Reads a file or a folder, times in UTC; fails the test when that fails. */
void test_read_totals(test_totals *out, const char *path);

#endif

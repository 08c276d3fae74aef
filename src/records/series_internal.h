/* records/series_internal.h -- what the reading of a series leaves behind. */
#ifndef PLUME_RECORDS_SERIES_INTERNAL_H
#define PLUME_RECORDS_SERIES_INTERNAL_H

#include <plume/series.h>

struct plume_series {
    char *path;
    char sha256[65];
    double first_s; /* when the first hour begins */
    double *value;  /* of each hour; NAN unknown */
    size_t count;
};

#endif

/* intake/partials/path_order.h -- in which order paths come. */
#ifndef PLUME_INTAKE_PARTIALS_PATH_ORDER_H
#define PLUME_INTAKE_PARTIALS_PATH_ORDER_H

/* Parts from the first on; what lies below a folder comes before it. */
int plume_path_order(const char *left, const char *right);

#endif

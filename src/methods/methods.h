/* methods/methods.h -- the registered methods, one constant each, and what they share. */
#ifndef PLUME_METHODS_METHODS_H
#define PLUME_METHODS_METHODS_H

#include <plume/method.h>

#define METHOD(name) extern const plume_method plume_method_##name;
#include "methods/methods.def"
#undef METHOD

/* An energy before PUE, and what it is multiplied with. */
typedef struct plume_product {
    double it_kwh, pue, kg_per_kwh;
    plume_evidence evidence;
    bool utilization_assumed;
} plume_product;

#endif

/* methods/methods.h -- the registered methods, one constant each. */
#ifndef PLUME_METHODS_METHODS_H
#define PLUME_METHODS_METHODS_H

#include <plume/method.h>

#define METHOD(name) extern const plume_method plume_method_##name;
#include "methods/methods.def"
#undef METHOD

#endif

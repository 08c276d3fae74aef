/* core/module.h -- parts of the library that are opened on use, so that who does not use
 * them waits for none of the libraries behind them. */
#ifndef PLUME_CORE_MODULE_H
#define PLUME_CORE_MODULE_H

#include <plume/status.h>

/* The constant of that name in the module ("plume-drawing.so"), which stays open.
 * PLUME_ERR_IO when it is not there or of another version: the constant begins with the
 * version of the library that it was built with, a const char *. */
plume_status plume_module_open(const void **out, const char *file, const char *symbol,
                               plume_error *error);

#endif

/* core/nearest.h -- kept while includes move to plume/names.h. */
#include <plume/names.h>

/* documents/model/scope/equivalents.h -- everyday amounts that a mass compares with. */
#ifndef PLUME_DOCUMENTS_MODEL_SCOPE_EQUIVALENTS_H
#define PLUME_DOCUMENTS_MODEL_SCOPE_EQUIVALENTS_H

#include <plume/factors.h>

/* Of the dataset, the amount that a report names at that place; NULL beyond the end. */
const char *plume_equivalent_at(size_t at);

#endif

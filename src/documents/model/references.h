/* documents/model/references.h -- citations in a report's tree, numbered once the texts
 * are known. */
#ifndef PLUME_DOCUMENTS_MODEL_REFERENCES_H
#define PLUME_DOCUMENTS_MODEL_REFERENCES_H

#include "documents/references/bibliography.h"
#include "documents/references/citations.h"

/* Once the texts are known: numbers citations in the order of cited, wherever they stand,
 * and adds the references. PLUME_ERR_UNKNOWN when the bibliography lacks one. */
plume_status plume_tree_cite(plume_value *tree, const plume_bibliography *bibliography,
                             const plume_keys *cited, plume_error *error);

#endif

/* The register of methods, in the order of methods.def, and the words for their parts. */
#include "methods/methods.h"

#include <string.h>

static const plume_method *const registered[] = {
#define METHOD(name) &plume_method_##name,
#include "methods/methods.def"
#undef METHOD
};

size_t plume_method_count(void)
{
    return sizeof registered / sizeof registered[0];
}

const plume_method *plume_method_at(size_t i)
{
    return i < plume_method_count() ? registered[i] : NULL;
}

const plume_method *plume_method_find(const char *name)
{
    for (size_t i = 0; i < plume_method_count(); i++) {
        if (strcmp(registered[i]->name, name) == 0)
            return registered[i];
    }
    return NULL;
}

const char *plume_basis_name(plume_basis basis)
{
    static const char *const names[PLUME_BASIS_COUNT] = {
        [PLUME_BASIS_AS_PUBLISHED] = "as-published",
        [PLUME_BASIS_GROSS] = "gross",
        [PLUME_BASIS_NET] = "net",
        [PLUME_BASIS_SITE] = "site",
        [PLUME_BASIS_PREDICTED] = "predicted",
    };

    return basis < PLUME_BASIS_COUNT ? names[basis] : "";
}

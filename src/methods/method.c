/* The register of methods, in the order of methods.def, and the words for their parts. */
#include "methods/methods.h"

#include <string.h>

#include <plume/names.h>
#include <plume/text.h>

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

plume_status plume_method_unknown(const char *name, plume_error *error)
{
    plume_nearest nearest;
    plume_text hint;

    (void)plume_fail(error, PLUME_ERR_UNKNOWN, "unknown method '%s'", name);
    plume_text_init(&hint);
    plume_nearest_init(&nearest, name);
    for (size_t i = 0; i < plume_method_count(); i++)
        plume_nearest_offer(&nearest, plume_method_at(i)->name);
    plume_nearest_print(&hint, &nearest);
    if (hint.length == 0)
        plume_text_add(&hint, "methods are");
    for (size_t i = 0; nearest.name[0] == NULL && i < plume_method_count(); i++)
        plume_text_printf(&hint, "%s %s", i > 0 ? "," : "", plume_method_at(i)->name);
    plume_hint(error, "%s", hint.data);
    plume_text_dispose(&hint);
    return PLUME_ERR_UNKNOWN;
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

/* Opens the modules of the library itself, once each, where they were installed. */
#include "core/module.h"

#include <dlfcn.h>
#include <string.h>

#include <plume/modules.h>
#include <plume/text.h>
#include <plume/version.h>

static const char *look_in = "";

void plume_modules_look_in(const char *folder)
{
    look_in = folder != NULL ? folder : "";
}

/* A name without a folder is looked for where the library says that its modules are,
 * which holds for a moved tree, too. */
static void *open_module(const char *file)
{
    void *library = NULL;
    plume_text path;

    plume_text_init(&path);
    if (look_in[0] != '\0')
        plume_text_printf(&path, "%s/%s", look_in, file);
    if (path.length > 0 && path.status == PLUME_OK)
        library = dlopen(path.data, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL)
        library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        plume_text_clear(&path);
        plume_text_printf(&path, PLUME_MODULES_FOLDER "/%s", file);
        if (path.status == PLUME_OK)
            library = dlopen(path.data, RTLD_NOW | RTLD_LOCAL);
    }
    plume_text_dispose(&path);
    return library;
}

plume_status plume_module_open(const void **out, const char *file, const char *symbol,
                               plume_error *error)
{
    void *library = open_module(file);
    const char *why = library == NULL ? dlerror() : NULL;
    const void *found = library != NULL ? dlsym(library, symbol) : NULL;

    *out = NULL;
    if (library == NULL) {
        plume_fail(error, PLUME_ERR_IO, "the module %s cannot be opened: %s", file,
                   why != NULL ? why : "it is not there");
        plume_hint(error, "PLUME_MODULES names the folder that holds it");
        return PLUME_ERR_IO;
    }
    if (found == NULL || strcmp(*(const char *const *)found, PLUME_VERSION) != 0)
        return plume_fail(error, PLUME_ERR_IO, "the module %s is of another version",
                          file);
    *out = found;
    return PLUME_OK;
}

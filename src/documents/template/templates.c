/* Loads templates by name when they are first asked for, and picks the escaper by their
 * ending. */
#include "documents/template/templates.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/input/slurp.h"
#include "documents/template/escapers.h"
#include "documents/template/mustache.h"

enum { TEMPLATE_LIMIT = 1 << 20 };

/* A file that was read, kept until the document is done. */
typedef struct loaded {
    struct loaded *next;
    char *path, *text;
} loaded;

typedef struct texts {
    const char *folder, *ending;
    const char *language; /* a folder inside of folder that goes before it; "" none */
    loaded *first;
} texts;

static void drop(loaded *file)
{
    free(file->path);
    free(file->text);
    free(file);
}

static void dispose(texts *of)
{
    while (of->first != NULL) {
        loaded *next = of->first->next;

        drop(of->first);
        of->first = next;
    }
}

static const loaded *find_loaded(const texts *in, const char *path)
{
    const loaded *file = in->first;

    while (file != NULL && strcmp(file->path, path) != 0)
        file = file->next;
    return file;
}

static plume_status load(texts *in, const char *path, const loaded **out,
                         plume_error *error)
{
    loaded *file;
    size_t length;
    plume_status status;

    *out = find_loaded(in, path);
    if (*out != NULL)
        return PLUME_OK;
    file = calloc(1, sizeof *file);
    if (file == NULL)
        return plume_fail_memory(error);
    file->path = strdup(path);
    status = file->path == NULL
                 ? plume_fail_memory(error)
                 : plume_source_slurp(&file->text, &length, path, TEMPLATE_LIMIT, error);
    if (status != PLUME_OK) {
        drop(file);
        return status;
    }
    file->next = in->first;
    in->first = file;
    *out = file;
    return PLUME_OK;
}

static bool exists(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0;
}

/* folder/language/name, where a language has the file; else folder/name. */
static void locate(plume_text *path, const texts *in, const char *name)
{
    plume_text_clear(path);
    if (*in->language != '\0' && strcmp(in->language, "en") != 0) {
        plume_text_printf(path, "%s/%s/%s", in->folder, in->language, name);
        if (path->status == PLUME_OK && exists(path->data))
            return;
        plume_text_clear(path);
    }
    plume_text_printf(path, "%s/%s", in->folder, name);
}

static plume_status find_in(texts *in, const char *name, bool prose, plume_template *out,
                            plume_error *error)
{
    const loaded *file;
    plume_text path;
    plume_status status;

    plume_text_init(&path);
    locate(&path, in, name);
    status = plume_text_status(&path, error);
    if (status == PLUME_OK && exists(path.data)) {
        status = load(in, path.data, &file, error);
        if (status == PLUME_OK)
            *out = (plume_template){ file->text, file->path, prose, true };
    }
    plume_text_dispose(&path);
    return status;
}

/* A part belongs to one format and has its ending; a sentence is written once for all
 * of them, and escaped for the one that includes it. */
static plume_status find(void *state, const char *name, plume_template *out,
                         plume_error *error)
{
    bool has_folder = strchr(name, '/') != NULL;
    texts *in = state;
    plume_text path;
    plume_status status;

    out->text = NULL;
    plume_text_init(&path);
    plume_text_printf(&path, "%s%s%s", has_folder ? "" : "parts/", name, in->ending);
    status = plume_text_status(&path, error);
    if (status == PLUME_OK)
        status = find_in(in, path.data, false, out, error);
    if (status == PLUME_OK && out->text == NULL) {
        plume_text_clear(&path);
        plume_text_printf(&path, "%s%s.txt", has_folder ? "" : "sentences/", name);
        status = plume_text_status(&path, error);
        if (status == PLUME_OK)
            status = find_in(in, path.data, true, out, error);
    }
    plume_text_dispose(&path);
    return status;
}

static plume_status render(plume_text *out, texts *in, const char *path,
                           const plume_value *tree, plume_error *error)
{
    plume_rendering rendering = { .data = tree, .strict = true };
    plume_template document = { .path = path };
    const loaded *file;
    plume_status status;

    rendering.escape = plume_escaper_for(path);
    rendering.partials.find = find;
    rendering.partials.state = in;
    if (rendering.escape == NULL)
        return plume_fail_at(error, PLUME_ERR_UNKNOWN, path, 0, 0,
                             "no escaper knows this ending");
    status = load(in, path, &file, error);
    if (status != PLUME_OK)
        return status;
    document.text = file->text;
    return plume_mustache_render(out, &document, &rendering, error);
}

plume_status plume_templates_render(plume_text *out, const char *folder, const char *name,
                                    const plume_value *tree, plume_error *error)
{
    const char *ending = strrchr(name, '.');
    texts in = { .folder = folder,
                 .ending = ending == NULL ? "" : ending,
                 .language = plume_value_string(plume_value_get(tree, "language")) };
    plume_text path;
    plume_status status;

    plume_text_init(&path);
    locate(&path, &in, name);
    status = plume_text_status(&path, error);
    if (status == PLUME_OK)
        status = render(out, &in, path.data, tree, error);
    plume_text_dispose(&path);
    dispose(&in);
    return status;
}

/* What the texts cite: by name, as the source of a factor, and as a list of references,
 * numbered in the order in which LaTeX meets them. */
#include "documents/model/references.h"

#include "documents/model/internal.h"

/* The number is null until the texts are written: citations are numbered in the order
 * in which the texts make them. */
static void set_reference(plume_value *parent, const char *key, const char *text,
                          const char *citation)
{
    plume_value *map = plume_value_set_map(parent, key);

    plume_value_set_string(map, "text", text);
    plume_value_set_string(map, "key", citation);
    plume_value_set_null(map, "number");
}

void plume_tree_citation(const plume_tree_context *context, plume_value *parent,
                         const char *key, const char *citation)
{
    if (plume_bibliography_has(context->data->bibliography, citation))
        set_reference(parent, key, "", citation);
    else
        plume_value_set_null(parent, key);
}

/* A source that the factors do not know is what a user wrote; it may still be the key
 * of a reference. */
void plume_tree_source(const plume_tree_context *context, plume_value *parent,
                       const char *key, const char *source)
{
    const plume_bibliography *bibliography = context->data->bibliography;
    plume_source found;
    plume_text text;

    if (source == NULL || *source == '\0') {
        plume_value_set_null(parent, key);
        return;
    }
    if (plume_factors_source(context->data->factors, source, &found, NULL) != PLUME_OK) {
        set_reference(parent, key, source,
                      plume_bibliography_has(bibliography, source) ? source : "");
        return;
    }
    plume_text_init(&text);
    plume_text_add(&text, found.publisher);
    if (found.year != 0)
        plume_text_printf(&text, " %d", found.year);
    set_reference(
        parent, key, text.data,
        plume_bibliography_has(bibliography, found.bibtex_key) ? found.bibtex_key : "");
    plume_text_dispose(&text);
}

/* What a sentence may cite by name. */
void plume_tree_start_references(const plume_tree_context *context)
{
    const plume_bibliography *bibliography = context->data->bibliography;
    plume_value *sources = plume_value_set_map(context->root, "sources");

    plume_value_set_list(context->root, "references");
    for (size_t i = 0; i < plume_bibliography_count(bibliography); i++) {
        const char *key = plume_bibliography_key_at(bibliography, i);

        plume_tree_citation(context, sources, key, key);
    }
}

/* --- numbers --- */

static bool is_citation(const plume_value *value)
{
    return plume_value_get(value, "number") != NULL &&
           plume_value_get(value, "key") != NULL;
}

/* Every citation of the tree, wherever it stands, gets the number of its key. */
static void number_citations(plume_value *value, const plume_keys *cited)
{
    if (is_citation(value)) {
        size_t number =
            plume_keys_number(cited, plume_value_string(plume_value_get(value, "key")));

        if (number > 0)
            plume_value_set_count(value, "number", number);
    }
    for (size_t i = 0; i < plume_value_count(value); i++)
        number_citations(plume_value_edit_at(value, i), cited);
}

static plume_status list_references(plume_value *tree,
                                    const plume_bibliography *bibliography,
                                    const plume_keys *cited, plume_error *error)
{
    plume_value *references = plume_value_set_list(tree, "references");
    plume_status status = PLUME_OK;

    for (size_t i = 0; status == PLUME_OK && i < cited->count; i++) {
        plume_value *item = plume_value_set_map(references, NULL);

        plume_value_set_count(item, "number", i + 1);
        plume_value_set_string(item, "key", cited->key[i]);
        status = plume_bibliography_describe(item, bibliography, cited->key[i], error);
    }
    return status;
}

plume_status plume_tree_cite(plume_value *tree, const plume_bibliography *bibliography,
                             const plume_keys *cited, plume_error *error)
{
    plume_status status;

    number_citations(tree, cited);
    if (cited->count > 0)
        plume_tree_set_number(
            plume_value_set_map(plume_value_edit(tree, "sections"), "references"),
            "number", plume_value_count(plume_value_get(tree, "document")) + 1);
    status = list_references(tree, bibliography, cited, error);
    return status == PLUME_OK ? plume_value_status(tree, error) : status;
}

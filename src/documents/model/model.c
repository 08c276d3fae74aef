/* The report tree: its parts in the order of parts.def, then the numbers of sections. */
#include "documents/model/model.h"

#include <plume/version.h>

#include "documents/model/internal.h"
#include "documents/wording/number_cells.h"

static void (*const parts[])(const plume_tree_context *context) = {
#define PART(name) plume_tree_##name,
#include "documents/model/parts.def"
#undef PART
};

/* Templates are strict about names they do not find: wrote is there as null until the
 * files are known, and length says of nothing that it was left out. */
static void set_tool(const plume_tree_context *context)
{
    plume_value *tool = plume_value_set_map(context->root, "tool"), *length, *tools;

    /* As wide as any: the code is known when all else is written. */
    plume_value_set_string(context->root, "code", "WWWWWWWWWWWW");
    plume_value_set_string(tool, "name", "Plume");
    plume_value_set_string(tool, "version", PLUME_VERSION);
    plume_value_set_string(tool, "factors",
                           plume_factors_version(context->data->factors));
    plume_tree_line(context->root, "command", context->data->command);
    plume_value_set_string(context->root, "language",
                           context->data->language == NULL ? "en"
                                                           : context->data->language);
    plume_value_set_null(context->root, "wrote");
    tools = plume_value_set_map(context->root, "tools"); /* until runs were counted */
    plume_value_set_bool(tools, "known", false);
    plume_value_set_list(tools, "list");
    plume_value_set_null(tools, "more");
    length = plume_value_set_map(context->root, "length");
    plume_value_set_bool(length, "left_out", false);
    plume_value_set_string(length, "what", "");
    plume_value_set_string(context->root, "own_name",
                           plume_word(context->data->words, "own", "name"));
}

/* Each word that a page has in English; the language's own, where it has one. */
static void set_page(const plume_tree_context *context)
{
    const plume_value *english = plume_words_group(context->data->words, "page");
    plume_value *page = plume_value_set_map(context->root, "page");

    for (size_t i = 0; i < plume_value_count(english); i++) {
        const char *key = plume_value_key_at(english, i);

        plume_value_set_string(page, key, plume_word(context->data->words, "page", key));
    }
}

static plume_status fill(const plume_tree_context *context)
{
    plume_tree_start_sections(context);
    plume_tree_start_references(context);
    set_tool(context);
    set_page(context);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        parts[i](context);
    plume_number_cells_set(context->tables);
    return plume_tree_number_sections(context);
}

static size_t find_estimate(const plume_ledger *ledger, const char *method,
                            plume_basis basis)
{
    size_t found = plume_ledger_estimate_find(ledger, method, basis);

    return found < plume_ledger_estimate_count(ledger) ? found : SIZE_MAX;
}

plume_status plume_tree_build(plume_value **out, const plume_report_data *data,
                              plume_error *error)
{
    plume_status status, failed = PLUME_OK;
    plume_tree_context context = { .data = data, .failed = &failed, .error = error };

    *out = NULL;
    context.root = plume_value_map();
    context.tables = plume_value_set_map(context.root, "tables");
    context.gross = find_estimate(data->ledger, PLUME_HEADLINE_METHOD, PLUME_BASIS_GROSS);
    context.net = find_estimate(data->ledger, PLUME_HEADLINE_METHOD, PLUME_BASIS_NET);
    context.strubell =
        find_estimate(data->ledger, "strubell2019", PLUME_BASIS_AS_PUBLISHED);
    context.site = find_estimate(data->ledger, "strubell2019", PLUME_BASIS_SITE);
    status = fill(&context);
    if (status == PLUME_OK)
        status = failed;
    if (status == PLUME_OK)
        status = plume_words_status(data->words, error);
    if (status == PLUME_OK)
        status = context.root == NULL ? plume_fail_memory(error)
                                      : plume_value_status(context.root, error);
    if (status == PLUME_OK)
        *out = context.root;
    else
        plume_value_free(context.root);
    return status;
}

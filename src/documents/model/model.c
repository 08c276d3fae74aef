#include "documents/model/model.h"

#include <string.h>

#include <plume/version.h>

#include "documents/template/escape.h"
#include "documents/model/display.h"
#include "documents/model/internal.h"

static const char *const table_ids[] = {
    "inventory",   "chain",   "sites",   "factors",  "methods", "further", "budget",
    "comparators", "quality", "rejects", "embodied", "water",   "stages"
};

/* The sections in their order, with the tables and figures that each may hold, in the
 * order in which they appear. */
static const struct section {
    const char *id;
    const char *parts[4]; /* a figure begins with '@' */
} sections[] = {
    { "statement", { NULL } },
    { "inventory", { "inventory", "@phases", NULL } },
    { "energy", { "chain", NULL } },
    { "carbon", { "factors", "sites", NULL } },
    { "methods", { "methods", "further", NULL } },
    { "search", { NULL } },
    { "lifecycle", { "embodied", "water", "stages", NULL } },
    { "uncertainty", { "budget", "@tornado", NULL } },
    { "comparison", { "@models", "comparators", "@methods", NULL } },
    { "inference", { NULL } },
    { "limitations", { NULL } },
    { "quality", { "quality", "rejects", NULL } },
    { "provenance", { NULL } },
    { "references", { NULL } },
};

static bool is_true(const plume_value *root, const char *group, const char *key)
{
    return plume_value_bool(plume_value_get(plume_value_get(root, group), key));
}

static bool has_figure(const plume_tree_context *context, const char *kind)
{
    for (size_t i = 0; i < context->data->figure_count; i++)
        if (strcmp(context->data->figure[i], kind) == 0)
            return true;
    return false;
}

static bool has_section(const plume_tree_context *context, const char *id)
{
    if (strcmp(id, "methods") == 0)
        return is_true(context->root, "methods", "both");
    if (strcmp(id, "uncertainty") == 0)
        return is_true(context->root, "uncertainty", "known");
    if (strcmp(id, "search") == 0 || strcmp(id, "comparison") == 0 ||
        strcmp(id, "lifecycle") == 0 || strcmp(id, "inference") == 0)
        return is_true(context->root, id, "present");
    if (strcmp(id, "references") == 0)
        return context->data->cited != NULL && context->data->cited->count > 0;
    return true;
}

static void set_number(plume_value *map, const char *key, size_t number)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, "%zu", number);
    plume_value_set_string(map, key, text.data);
    plume_text_dispose(&text);
}

/* How far tables and figures have been counted. */
typedef struct counting {
    plume_value
        *numbers; /* by the id of a table; of a figure, by "figure_" and its kind */
    plume_value *figures;
    bool present; /* the section that is being counted */
    size_t tables_so_far, figures_so_far;
} counting;

static void count_figure(const plume_tree_context *context, counting *counted,
                         const char *kind)
{
    bool shown = counted->present && has_figure(context, kind);
    plume_text key;

    plume_text_init(&key);
    plume_text_printf(&key, "figure_%s", kind);
    if (key.status != PLUME_OK)
        plume_value_set_string(counted->numbers, kind, key.data); /* fails the tree */
    plume_value_set_bool(counted->figures, kind, shown);
    if (shown)
        set_number(counted->numbers, key.data, ++counted->figures_so_far);
    else
        plume_value_set_null(counted->numbers, key.data);
    plume_text_dispose(&key);
}

static void count_parts(const plume_tree_context *context, const struct section *section,
                        counting *counted)
{
    for (size_t i = 0; section->parts[i] != NULL; i++) {
        const char *part = section->parts[i];

        if (*part == '@')
            count_figure(context, counted, part + 1);
        else if (counted->present &&
                 plume_value_count(plume_value_get(context->tables, part)) > 0)
            set_number(counted->numbers, part, ++counted->tables_so_far);
        else
            plume_value_set_null(counted->numbers, part);
    }
}

/* Numbers what is there; a section that is not there is null. */
static void set_sections(const plume_tree_context *context)
{
    plume_value *map = plume_value_set_map(context->root, "sections");
    counting counted = { .numbers = plume_value_set_map(context->root, "numbers"),
                         .figures = plume_value_set_map(context->root, "figures") };
    size_t number = 0;

    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        counted.present = has_section(context, sections[i].id);
        count_parts(context, &sections[i], &counted);
        if (counted.present)
            set_number(plume_value_set_map(map, sections[i].id), "number", ++number);
        else
            plume_value_set_null(map, sections[i].id);
    }
}

static plume_status set_references(const plume_tree_context *context)
{
    const plume_keys *cited = context->data->cited;
    plume_value *references = plume_value_set_list(context->root, "references");
    plume_status status = PLUME_OK;

    for (size_t i = 0; cited != NULL && status == PLUME_OK && i < cited->count; i++) {
        plume_value *item = plume_value_set_map(references, NULL);

        plume_value_set_count(item, "number", i + 1);
        plume_value_set_string(item, "key", cited->key[i]);
        status = plume_bibliography_describe(item, context->data->bibliography,
                                             cited->key[i], context->error);
    }
    return status;
}

/* What a sentence may cite by name. */
static void set_sources(const plume_tree_context *context)
{
    const plume_bibliography *bibliography = context->data->bibliography;
    plume_value *sources = plume_value_set_map(context->root, "sources");

    for (size_t i = 0; i < plume_bibliography_count(bibliography); i++) {
        const char *key = plume_bibliography_key_at(bibliography, i);

        plume_tree_citation(context, sources, key, key);
    }
}

/* One line without controls, for documents that take lines as they are. */
void plume_tree_line(plume_value *map, const char *key, const char *text)
{
    plume_text line;

    plume_text_init(&line);
    plume_escape_plain(&line, text);
    plume_value_set_string(map, key, line.data);
    plume_text_dispose(&line);
}

static void set_tool(const plume_tree_context *context)
{
    plume_value *tool = plume_value_set_map(context->root, "tool");

    plume_value_set_string(tool, "name", "Plume");
    plume_value_set_string(tool, "version", PLUME_VERSION);
    plume_value_set_string(tool, "factors",
                           plume_factors_version(context->data->factors));
    plume_tree_line(context->root, "command", context->data->command);
    plume_value_set_null(context->root, "wrote");
    plume_value_set_string(context->root, "own_name",
                           plume_word(context->data->words, "own", "name"));
}

static plume_status fill(const plume_tree_context *context)
{
    plume_status status;

    for (size_t i = 0; i < sizeof table_ids / sizeof *table_ids; i++)
        plume_value_set_null(context->tables, table_ids[i]);
    set_tool(context);
    set_sources(context);
    plume_tree_work(context);
    plume_tree_energy(context);
    plume_tree_carbon(context);
    plume_tree_market(context);
    plume_tree_hourly(context);
    plume_tree_search(context);
    plume_tree_lifecycle(context);
    plume_tree_inference(context);
    status = plume_tree_uncertainty(context);
    plume_tree_inventory(context);
    plume_tree_chain(context);
    plume_tree_sites(context);
    plume_tree_methods(context);
    plume_tree_further(context);
    plume_tree_comparison(context);
    plume_tree_quality(context);
    plume_tree_notes(context);
    plume_tree_headline(context);
    plume_tree_summary(context);
    set_sections(context);
    return status == PLUME_OK ? set_references(context) : status;
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
    plume_tree_context context = { .data = data, .error = error };
    plume_status status;

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
